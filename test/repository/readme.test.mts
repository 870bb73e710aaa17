// The README's tables agree with the code.
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { buildOutputs } from '../../dist/nodes/BatchPay1688Orders/buildOutputs.js';
import {
	FAILURE_FIELDS,
	isRetrySafe,
	isSuccess,
	OUTCOMES,
	SUCCESS_FIELDS,
	type Outcome,
} from '../../dist/nodes/BatchPay1688Orders/outcome.js';
import { summarize } from '../../dist/nodes/BatchPay1688Orders/summary.js';
import { BatchPay1688Orders, PandaPonApi } from '../support/engine/n8nPackages.mts';
import { readMarkdownTable } from '../support/markdownTable.mts';
import pinned from '../support/n8n/package.json' with { type: 'json' };
import { page, section } from './markdownPages.mts';

const readme = page('README.md');
const { description } = new BatchPay1688Orders();
const plain = (cell: string): string => cell.replace(/\*\*|`/g, '');

/** A default as the README writes it. A limit that is not set is none, whatever the editor proposes when it is added. */
function shown({ description: about = '', default: value, options }: INodeProperties): string {
	if (about.includes('there is no limit')) return 'no limit';
	if (value === '') return 'empty';
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const choice = (options as INodePropertyOptions[] | undefined)?.find(
		(option) => option.value === value,
	);
	return choice?.name ?? String(value);
}

test('parameters: every field with its default, in the order of the editor', () => {
	const fields = description.properties
		.filter(({ type }) => type !== 'notice')
		.flatMap((field) =>
			field.type === 'collection' ? (field.options as INodeProperties[]) : [field],
		);
	const rows = readMarkdownTable(section(readme, 'Parameters')).map(([field, byDefault]) => [
		plain(field),
		plain(byDefault),
	]);
	expect(rows).toEqual(fields.map((field) => [field.displayName, shown(field)]));
});

test('parameters: a range in the README is the range in the editor', () => {
	const options = description.properties.flatMap((field) =>
		field.type === 'collection' ? (field.options as INodeProperties[]) : [],
	);
	for (const { displayName, typeOptions } of options) {
		const text =
			readMarkdownTable(section(readme, 'Parameters')).find(
				([field]) => plain(field) === displayName,
			)?.[2] ?? '';
		const [, from, to] = /(\d+) to (\d+)/.exec(text) ?? [];
		if (to !== undefined)
			expect([from, to].map(Number)).toEqual([typeOptions?.minValue, typeOptions?.maxValue]);
	}
});

test('credential: every field, in the order of the editor, with its default', () => {
	const { properties } = new PandaPonApi();
	const rows = readMarkdownTable(section(readme, 'The credential'));
	expect(rows.flatMap(([fields]) => plain(fields).split(', '))).toEqual(
		properties.map(({ displayName }) => displayName),
	);
	const says = (name: string) => plain(rows.find(([field]) => field === name)![1]);
	expect(says('Base URL')).toContain(properties.find(({ name }) => name === 'baseUrl')!.default);
	expect(says('Timestamp Unit')).toMatch(/^Milliseconds/);
});

test('outcomes: every one, with its output and whether it may be sent again', () => {
	const again = (outcome: Outcome) =>
		isSuccess(outcome) ? '–' : isRetrySafe(outcome) ? 'yes' : 'no';
	const rows = readMarkdownTable(section(readme, 'What comes out')).map(
		([outcome, output, retry]) => [plain(outcome), output, retry],
	);
	expect(rows.sort()).toEqual(
		OUTCOMES.map((outcome) => [
			outcome,
			isSuccess(outcome) ? 'Success' : 'Failure',
			again(outcome),
		]).sort(),
	);
});

test('it names every output, and every field of a result and of the summary', () => {
	const text = section(readme, 'What comes out');
	for (const output of description.outputNames!) expect(text).toContain(`**${output}**`);
	const [, , [summary]] = buildOutputs([], [], new Map(), summarize('pay', [], new Map()), {
		includeInputFields: false,
		startedAt: 0,
		remarks: { unexpectedIds: [], notRecorded: 0 },
	});
	const fields = [...SUCCESS_FIELDS, ...FAILURE_FIELDS, ...Object.keys(summary.json)];
	expect(fields.length).toBeGreaterThan(30);
	expect(fields.filter((field) => !text.includes(`\`${field}\``))).toEqual([]);
});

test('it names the package, and the version of n8n that the tests run on', () => {
	expect(readme.text).toContain('`n8n-nodes-pandapon`');
	expect(readme.text).toContain(`n8n ${pinned.dependencies.n8n.split('.').slice(0, 2).join('.')}`);
});
