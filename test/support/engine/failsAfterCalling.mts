import type { INodeType } from 'n8n-workflow';

import { aroundExecute } from './aroundExecute.mts';
import { PandaPon } from './n8nPackages.mts';

/** The PandaPon node, but n8n stumbles over its first result, so that Retry On Fail runs it again although it has called. */
export function failsAfterCalling({ losesCredential = false } = {}): {
	nodeType: INodeType;
	runs: () => number;
} {
	let runs = 0;
	const nodeType = aroundExecute(new PandaPon(), async (context, execute) => {
		runs++;
		if (runs > 1 && losesCredential)
			context.getCredentials = async () => {
				throw new Error('database is locked');
			};
		const outputs = await execute();
		if (runs === 1) throw new Error('n8n stumbles');
		return outputs;
	});
	return { nodeType, runs: () => runs };
}
