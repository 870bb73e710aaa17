// The PandaPon node on n8n's engine.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { PandaPon, PandaPonApi } from './n8nPackages.mts';
import { runOnEngine, type EngineResult, type EngineRun } from './runOnEngine.mts';

/** How to run the PandaPon node. */
export interface CallRun extends Partial<Omit<EngineRun, 'credentials' | 'parameters'>> {
	resource: string;
	operation: string;
	/** Further parameters of the node. */
	parameters?: INodeParameters;
	/** Fields of the credential; `undefined` makes it unreadable. */
	credential: Record<string, string> | undefined;
	/** Asked each time the credential is read; true makes it unreadable. */
	credentialIsGone?: () => boolean;
}

/** How the run ended. */
export interface CallOutcome extends EngineResult {
	/** The items of the last pass. */
	items: IDataObject[];
	/** For each of them, the input item it is linked to. */
	linkedTo: unknown[];
}

let workflows = 0;

/** Runs the PandaPon node on n8n's engine, on one empty item unless given others. */
export async function callOnEngine({
	resource,
	operation,
	parameters,
	credential: fields,
	credentialIsGone: isGone,
	node,
	...run
}: CallRun): Promise<CallOutcome> {
	const result = await runOnEngine({
		nodeType: new PandaPon(),
		items: [{}],
		workflowId: `call-${++workflows}`,
		...run,
		node: { id: 'call', name: 'Call', ...node },
		parameters: { resource, operation, ...parameters },
		credentials: [{ type: new PandaPonApi(), fields, isGone }],
	});
	const [output = []] = result.outputs;
	return {
		...result,
		items: output.map(({ json }) => json),
		linkedTo: output.map(({ pairedItem }) =>
			typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : pairedItem,
		),
	};
}
