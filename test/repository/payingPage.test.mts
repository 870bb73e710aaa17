// The tables of docs/paying.md agree with the code.
import type { INodeProperties } from 'n8n-workflow';

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
import { defaultShown, fieldsOf, plainCell } from './fieldTables.mts';
import { page, section, tables } from './markdownPages.mts';

const paying = page('docs/paying.md');
const { description } = new BatchPay1688Orders();

test('fields: every one with its default, in the order of the editor', () => {
	const rows = readMarkdownTable(section(paying, 'The fields')).map(([field, byDefault]) => [
		plainCell(field),
		plainCell(byDefault),
	]);
	expect(rows).toEqual(
		fieldsOf(description.properties).map((field) => [field.displayName, defaultShown(field)]),
	);
});

test('fields: a range on the page is the range in the editor', () => {
	const options = description.properties.flatMap((field) =>
		field.type === 'collection' ? (field.options as INodeProperties[]) : [],
	);
	for (const { displayName, typeOptions } of options) {
		const text =
			readMarkdownTable(section(paying, 'The fields')).find(
				([field]) => plainCell(field) === displayName,
			)?.[2] ?? '';
		const [, from, to] = /(\d+) to (\d+)/.exec(text) ?? [];
		if (to !== undefined)
			expect([from, to].map(Number)).toEqual([typeOptions?.minValue, typeOptions?.maxValue]);
	}
});

test('credential: every field, in the order of the editor, with its default', () => {
	const { properties } = new PandaPonApi();
	const rows = readMarkdownTable(section(paying, 'The credential'));
	expect(rows.flatMap(([fields]) => plainCell(fields).split(', '))).toEqual(
		properties.map(({ displayName }) => displayName),
	);
	const says = (name: string) => plainCell(rows.find(([field]) => field === name)![1]);
	expect(says('Base URL')).toContain(properties.find(({ name }) => name === 'baseUrl')!.default);
	expect(says('Timestamp Unit')).toMatch(/^Milliseconds/);
});

test('outcomes: every one, with its output and whether it may be sent again', () => {
	const again = (outcome: Outcome) =>
		isSuccess(outcome) ? '–' : isRetrySafe(outcome) ? 'yes' : 'no';
	const rows = readMarkdownTable(section(paying, 'Outcomes')).map(([outcome, output, retry]) => [
		plainCell(outcome),
		output,
		retry,
	]);
	expect(rows.sort()).toEqual(
		OUTCOMES.map((outcome) => [
			outcome,
			isSuccess(outcome) ? 'Success' : 'Failure',
			again(outcome),
		]).sort(),
	);
});

describe('what comes out', () => {
	const text = section(paying, 'What comes out');
	const [resultTable, summaryTable] = tables(text);
	const names = (table: string[][]) => table.flatMap(([cell]) => plainCell(cell).split(', '));

	test('every output', () => {
		for (const output of description.outputNames!) expect(text).toContain(`**${output}**`);
	});

	test('every field of a result, and the outputs it is on', () => {
		const isOn = (field: string, fields: readonly string[]) => fields.includes(field);
		expect(names(resultTable).sort()).toEqual(
			[...new Set<string>([...SUCCESS_FIELDS, ...FAILURE_FIELDS])].sort(),
		);
		for (const [cell, on] of resultTable)
			for (const field of plainCell(cell).split(', ')) {
				expect({ field, on: isOn(field, FAILURE_FIELDS) }).toEqual({ field, on: true });
				expect({ field, both: isOn(field, SUCCESS_FIELDS) }).toEqual({
					field,
					both: on === 'both',
				});
			}
	});

	test('every field of the summary', () => {
		const [, , [summary]] = buildOutputs([], [], new Map(), summarize('pay', [], new Map()), {
			includeInputFields: false,
			startedAt: 0,
			remarks: { unexpectedIds: [], notRecorded: 0 },
		});
		expect(Object.keys(summary.json).length).toBeGreaterThan(20);
		expect(names(summaryTable).sort()).toEqual(Object.keys(summary.json).sort());
	});
});
