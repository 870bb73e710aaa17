import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { pandaPonApiTest } from '../shared/api/testCredential';
import { changeItem } from './changes/changeItem';
import { hintOn } from './changes/hintOn';
import { properties } from './properties';
import { readItem } from './reads/readItem';
import { startRun } from './run';

/** Every call of the API but the bulk payment: what reads may be repeated, what changes or pays is sent once. */
export class PandaPon implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PandaPon',
		name: 'pandaPon',
		icon: { light: 'file:pandaPon.svg', dark: 'file:pandaPon.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
		description: 'Search, order, cancel, follow and refund on 1688 and Taobao through PandaPon',
		defaults: { name: 'PandaPon' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'pandaPonApi', required: true, testedBy: 'pandaPonApiTest' }],
		properties,
	};

	methods = { credentialTest: { pandaPonApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const run = await startRun(this);
		const output: INodeExecutionData[] = [];
		for (const item of this.getInputData().keys()) {
			const records = await (run.effect === 'reads' ? readItem(run, item) : changeItem(run, item));
			for (const json of records) output.push({ json, pairedItem: { item } });
		}
		const hints = hintOn(run.results);
		// As a tool of an older n8n the node cannot give any, and it only reads there.
		if (hints.length > 0) this.addExecutionHints(...hints);
		return [output];
	}
}
