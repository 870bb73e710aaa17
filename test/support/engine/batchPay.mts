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

/** How to run Batch Pay: for real, on `{{ $json.orderId }}`, unless told otherwise. */
export interface PayRun extends Omit<EngineRun, 'nodeType' | 'credentials'> {
	/** Replaces the built node, e.g. with one that fails after it has paid. */
	nodeType?: INodeType;
	/** What is under *Options*. */
	options?: IDataObject;
	/** Fields of the credential; `undefined` makes it unreadable. */
	credential: Record<string, string> | undefined;
	/** Asked each time the credential is read; true makes it unreadable. */
	credentialGone?: () => boolean;
	/** Signs the requests instead of the built credential. */
	credentialType?: ICredentialType;
}

/** How the run ended. */
export interface PayResult extends EngineResult {
	/** Items of Success and Failure, of the last pass. */
	success: INodeExecutionData[];
	failure: INodeExecutionData[];
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
			dryRun: false,
			options: options as INodeParameters,
			...parameters,
		},
		credentials: [{ type, fields, isGone }],
	});
	const [success = [], failure = [], error = []] = result.outputs;
	return { ...result, success, failure, error };
}

/** One item for each value of the field the node reads. */
export const itemsOf = (orderIds: unknown[]): IDataObject[] =>
	orderIds.map((orderId) => ({ orderId }) as IDataObject);

/** What the memory of a workflow's Batch Pay node holds. */
export const remembered = (workflowId: string): unknown[] =>
	deduplicator.rows.get(`${workflowId} ${NODE_ID}`) ?? [];

/** Outcomes by order ID, of both outputs. */
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
