// Batch Pay 1688 Orders on n8n's engine.
import type {
	ICredentialType,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';

import { deduplicator } from './deduplicator.mts';
import { BatchPay1688Orders, PandaPonApi } from './n8nPackages.mts';
import { runOnEngine, type EngineResult, type EngineRun } from './runOnEngine.mts';

/** How to run Batch Pay: for real and on `{{ $json.orderId }}`, unless `parameters` say otherwise. */
export interface PayRun extends Omit<EngineRun, 'nodeType' | 'credentials'> {
	/** Runs in place of the built node, e.g. one that fails after it has paid. */
	nodeType?: INodeType;
	/** What is under *Options*. */
	options?: IDataObject;
	/** Fields of the credential; `undefined` makes it unreadable. */
	credential: Record<string, string> | undefined;
	/** Asked each time the credential is read; true makes it unreadable. */
	credentialGone?: () => boolean;
	/** Signs the requests in place of the built credential. */
	credentialType?: ICredentialType;
}

/** How the run ended. */
export interface PayResult extends EngineResult {
	/** Items of Success in the last pass. */
	success: INodeExecutionData[];
	/** Items of Failure in the last pass; in their advice, spaces that do not break read like others. */
	failure: INodeExecutionData[];
	/** The item of Summary in the last pass. */
	summary: IDataObject | undefined;
	/** Items n8n put on the extra output of "Continue (using error output)". */
	error: INodeExecutionData[];
}

const NODE_ID = 'pay';

/** Runs Batch Pay on n8n's engine. */
export async function payOnEngine({
	nodeType = new BatchPay1688Orders(),
	parameters,
	options = {},
	node,
	credential: fields,
	credentialGone: isGone,
	credentialType: type = new PandaPonApi(),
	...run
}: PayRun): Promise<PayResult> {
	const result = await runOnEngine({
		...run,
		nodeType,
		node: { id: NODE_ID, name: 'Pay', ...node },
		parameters: {
			orderIds: '={{ $json.orderId }}',
			mode: 'pay',
			options: options as INodeParameters,
			...parameters,
		},
		credentials: [{ type, fields, isGone }],
	});
	const [success = [], failure = [], [summary] = [], error = []] = result.outputs;
	return { ...result, success, failure: failure.map(readable), summary: summary?.json, error };
}

function readable({ json, ...item }: INodeExecutionData): INodeExecutionData {
	const { advice } = json;
	if (typeof advice !== 'string') return { ...item, json };
	return { ...item, json: { ...json, advice: advice.replaceAll('\u00A0', ' ') } };
}

/** Options under which nothing is looked up or resent. */
export const plain = { lookUpFirst: false, verifyUnclear: false, notSentRetries: 0 };

/** One input item for each value. */
export const itemsOf = (orderIds: unknown[]): IDataObject[] =>
	orderIds.map((orderId) => ({ orderId }) as IDataObject);

/** What the memory of a workflow's Batch Pay node holds. */
export const remembered = (workflowId: string): unknown[] =>
	deduplicator.rows.get(`${workflowId} ${NODE_ID}`) ?? [];

/** The outcome of each order on either output. */
export function outcomes({ success, failure }: PayResult): Record<string, unknown> {
	return Object.fromEntries(
		[...success, ...failure].map(({ json }) => [String(json.orderId), json.outcome]),
	);
}

/** How many items left with each outcome. */
export function tally({ success, failure }: PayResult): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { json } of [...success, ...failure])
		counts[json.outcome as string] = (counts[json.outcome as string] ?? 0) + 1;
	return counts;
}
