// n8n's linter reads source text, so it sees nothing of fields that are generated. Here it reads them written out.
import { createRequire } from 'node:module';

import { Linter, type ESLint } from 'eslint';
import type { INodeProperties } from 'n8n-workflow';
import { parser } from 'typescript-eslint';

import { properties } from '../../../dist/nodes/PandaPon/properties.js';

const require = createRequire(import.meta.url);
const requireBesideCli = createRequire(require.resolve('@n8n/node-cli/eslint'));
/** n8n's rules; the configuration that uses them cannot be loaded here. */
const plugin = requireBesideCli('eslint-plugin-n8n-nodes-base') as ESLint.Plugin & {
	configs: { nodes: { rules: Linter.RulesRecord } };
};

const rules: Linter.RulesRecord = {
	...plugin.configs.nodes.rules,
	// n8n's own configuration switches it off.
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
	// It takes "Taobao" for a common noun; properties.test.mts checks the actions.
	'n8n-nodes-base/node-param-operation-option-action-miscased': 'off',
	// An address and a line of an order are filled in in their own order.
	'n8n-nodes-base/node-param-fixed-collection-type-unsorted-items': 'off',
};

/** The node as a person would write it, with these fields. */
function sourceOf(fields: INodeProperties[]): string {
	// Where a key is in quotes, n8n's rules overlook it.
	const literal = JSON.stringify(fields, null, 1).replace(/^(\s*)"(\w+)":/gm, '$1$2:');
	return `export class PandaPon implements INodeType {
		description: INodeTypeDescription = { displayName: 'PandaPon', name: 'pandaPon', properties: ${literal} };
	}`;
}

function complaintsAbout(fields: INodeProperties[]): string[] {
	const source = sourceOf(fields);
	const lines = source.split('\n');
	return new Linter()
		.verify(
			source,
			{
				files: ['**/*.ts'],
				plugins: { 'n8n-nodes-base': plugin },
				languageOptions: { parser: parser as Linter.Parser },
				rules,
			},
			{ filename: 'nodes/PandaPon/PandaPon.node.ts' },
		)
		.map(({ ruleId, line, message }) => `${ruleId}: ${message} ${lines[line - 1].trim()}`);
}

test("n8n's linter has nothing to say against the generated fields", () => {
	expect(complaintsAbout(properties)).toEqual([]);
});

test.each<[string, Partial<INodeProperties>]>([
	['node-param-display-name-miscased', { displayName: 'order number' }],
	['node-param-display-name-miscased-id', { displayName: 'Order Id' }],
	['node-param-description-excess-final-period', { description: 'Number of the order.' }],
	['node-param-description-missing-final-period', { description: 'One. Two' }],
	['node-param-description-lowercase-first-char', { description: 'number of the order' }],
	['node-param-description-identical-to-display-name', { description: 'Order Number' }],
	['node-param-description-boolean-without-whether', { type: 'boolean', default: true }],
	['node-param-default-wrong-for-boolean', { type: 'boolean', default: '' }],
	['node-param-default-wrong-for-collection', { type: 'collection', default: '' }],
	['node-param-default-wrong-for-string', { default: 0 }],
])('it would, if a field broke %s', (rule, broken) => {
	const field: INodeProperties = {
		displayName: 'Order Number',
		name: 'orderNumber',
		type: 'string',
		default: '',
		description: 'Number of the order',
	};
	expect(complaintsAbout([field])).toEqual([]);
	expect(complaintsAbout([{ ...field, ...broken }])).toContainEqual(
		expect.stringContaining(`n8n-nodes-base/${rule}: `),
	);
});
