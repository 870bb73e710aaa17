import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The least that a trigger of a community package can cost: it checks nothing and has no step of its own in the execution. */
const SOURCE = `
exports.BareTrigger = class {
	description = {
		displayName: 'Bare Trigger',
		name: 'bareTrigger',
		group: ['trigger'],
		version: 2,
		description: 'Hands on what it gets',
		defaults: { name: 'Bare Trigger' },
		inputs: [],
		outputs: ['main'],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: 'noData', path: 'webhook' },
		],
		properties: [],
	};
	async webhook() {
		return { workflowData: [[{ json: this.getBodyData() }]] };
	}
};
`;

/** Adds a package with the bare trigger to those that n8n loads. */
export function installBareTrigger(userFolder: string): void {
	const folder = join(userFolder, '.n8n/nodes/node_modules/n8n-nodes-bare');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'BareTrigger.node.js'), SOURCE);
	const n8n = { n8nNodesApiVersion: 1, nodes: ['BareTrigger.node.js'] };
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ name: 'n8n-nodes-bare', version: '1.0.0', n8n }),
	);
}
