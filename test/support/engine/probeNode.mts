import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';

import type { PandaPonCredential } from '../../../dist/nodes/shared/api/signature.js';
import { callOnce, NodeConnectionTypes } from './n8nPackages.mts';

type Call = Parameters<typeof callOnce>[1];

/**
 * The smallest node of this package: makes one call for each item, and outputs what became of it.
 *
 * @param callWith Makes the call from the node's credential.
 */
export function probeNode(callWith: (credential: PandaPonCredential) => Call): INodeType {
	return {
		description: {
			displayName: 'Probe',
			name: 'probe',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'pandaPonApi', required: true }],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const credential = await this.getCredentials<PandaPonCredential & IDataObject>('pandaPonApi');
			const output = [];
			for (const item of this.getInputData().keys())
				output.push({
					json: { ...(await callOnce(this, callWith(credential))) },
					pairedItem: { item },
				});
			return [output];
		},
	};
}
