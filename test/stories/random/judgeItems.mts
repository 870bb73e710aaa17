import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { PayResult } from '../../support/engine/batchPay.mts';
import { inputRows, OLD_ADVICE } from './inputRow.mts';
import { InvariantBroken, INVARIANTS } from './invariants.mts';
import { orderId, type Execution, type Item, type Scenario } from './scenario.mts';

const FIELDS = {
	success: ['orderId', 'outcome', 'orderAmount', 'supplier', 'batch', 'requestId', 'orderStatus'],
	failure: [
		'orderId',
		'outcome',
		'errorReason',
		'advice',
		'orderAmount',
		'supplier',
		'moneyMoved',
		'retrySafe',
		'orderStatus',
		'batch',
		'requestId',
		'code',
		'httpStatus',
	],
} as const;
const RESULT_FIELDS: ReadonlySet<string> = new Set([...FIELDS.success, ...FIELDS.failure, 'error']);

/** Whether an item is about an order, and not about something that is no ID. */
export function isOrder(scenario: Scenario, { orderId: id }: IDataObject): boolean {
	return scenario.orders.some((_, n) => orderId(n) === id);
}

/** Every ID that came in must leave once, with the fields of its output, and of its item. */
export function judgeItems(
	scenario: Scenario,
	execution: Execution,
	{
		success,
		failure,
		error,
		summary,
	}: Pick<PayResult, 'success' | 'failure' | 'error' | 'summary'>,
): void {
	const expected = expectedPairs(scenario.items);
	const answers = [...success, ...failure].map((item) => pairOf(scenario, item)).sort();
	if (error.length > 0 || expected.sort().join('\n') !== answers.join('\n'))
		throw new InvariantBroken(
			INVARIANTS.lost,
			`expected ${expected.length} answers, got ${answers.length}, and ${error.length} on the error output`,
		);

	const rows = inputRows(scenario);
	// Settings that cannot be read leave the default.
	const included = execution.options.includeInputFields || summary?.mode === null;
	for (const [output, items] of Object.entries({ success, failure })) {
		const carriedBy = ({ json, pairedItem }: INodeExecutionData): IDataObject => {
			if (!included) return {};
			const { item } = pairedItem as { item: number };
			const { orders, invalid } = scenario.items[item];
			// A list is not carried along with each of its results.
			const { orderId: id, ...rest } = rows[item];
			const row = orders.length + invalid > 1 ? rest : { orderId: id, ...rest };
			return carriedFrom(row, json, scenario.comesBack);
		};
		// What one item carries under another name, the others of its output have, too.
		const renamed = new Set(
			items.flatMap((item) =>
				Object.keys(carriedBy(item)).filter((name) =>
					RESULT_FIELDS.has(name.replace('input_', '')),
				),
			),
		);
		for (const one of items) {
			const { json } = one;
			if (json.advice === OLD_ADVICE)
				throw new InvariantBroken(INVARIANTS.inputAsResult, OLD_ADVICE);
			const carried = carriedBy(one);
			for (const name of renamed) carried[name] ??= null;
			const names = [...FIELDS[output as keyof typeof FIELDS], ...Object.keys(carried)];
			const given = Object.keys(json).filter((name) => json[name] !== undefined);
			if (names.join() !== given.join())
				throw new InvariantBroken(INVARIANTS.fields, `${given.join()} in place of ${names.join()}`);
			const wrong = Object.entries(carried).find(([name, value]) => json[name] !== value);
			if (wrong !== undefined)
				throw new InvariantBroken(INVARIANTS.fields, `${wrong[0]} is ${String(json[wrong[0]])}`);
		}
	}
}

/** What an item must carry of its row: no field of the row under the name of a result's field. */
function carriedFrom(row: IDataObject, result: IDataObject, comesBack: boolean): IDataObject {
	return Object.fromEntries(
		Object.entries(row).flatMap(([name, value]) => {
			if (!RESULT_FIELDS.has(name)) return [[name, value]];
			const isOld = comesBack && name !== 'error';
			return isOld || value === result[name] ? [] : [[`input_${name}`, value]];
		}),
	);
}

/** `item ID` for each valid ID, `item invalid` for each entry that is none. */
function expectedPairs(items: Item[]): string[] {
	return items.flatMap(({ orders, invalid }, item) => [
		...orders.map((n) => `${item} ${orderId(n)}`),
		...Array<string>(invalid).fill(`${item} invalid`),
	]);
}

function pairOf(scenario: Scenario, { json, pairedItem }: INodeExecutionData): string {
	const { item } = pairedItem as { item: number };
	return `${item} ${isOrder(scenario, json) ? String(json.orderId) : String(json.outcome)}`;
}
