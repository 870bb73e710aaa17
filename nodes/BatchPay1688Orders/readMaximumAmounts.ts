import type { IExecuteFunctions } from 'n8n-workflow';

import { fenOfWritten } from '../shared/money/yuan';
import { fieldReader, plainField, rawField } from '../shared/n8n/readField';
import { advice } from './advice';
import { isResult } from './outcome';
import { ordersByItem, type Entry } from './readOrders';
import type { Results } from './results';

/** "Maximum Amount (CNY)" of each input item, by its index, in fen. */
export type MaximumAmounts = ReadonlyMap<number, number>;

/**
 * Tells whether the field "Maximum Amount (CNY)" holds anything.
 *
 * @param context n8n's execution context.
 */
export function limitsAmounts(context: IExecuteFunctions): boolean {
	return rawField(context, 'maxAmount') !== '';
}

/**
 * Reads "Maximum Amount (CNY)" for each input item that holds orders. Where it cannot be read, the item's orders are `invalid`,
 * in other items too: a limit that was meant must not turn into none.
 *
 * @param context n8n's execution context.
 * @param entries Every (item, ID) pair of the run.
 * @param orderIds Orders that have no result yet.
 * @param results Receives a result for each order whose limit cannot be read.
 * @returns The limits; empty when the field is.
 */
export function readMaximumAmounts(
	context: IExecuteFunctions,
	entries: Entry[],
	orderIds: string[],
	results: Results,
): MaximumAmounts {
	const limits = new Map<number, number>();
	if (!limitsAmounts(context)) return limits;
	const read = fieldReader(context, 'maxAmount');
	const items = context.getInputData();
	const readsAmount = plainField(rawField(context, 'maxAmount')) === 'orderAmount';
	const open = new Set(orderIds);
	for (const [item, ids] of ordersByItem(entries)) {
		const json = items[item]?.json ?? {};
		// The amount that a check has shown is what was approved; that of a refused order is what it was refused for.
		const isOwnPrice = readsAmount && isResult(json) && json.outcome !== 'ready';
		const limit = isOwnPrice ? OWN_PRICE : readOne(() => read(item));
		if (typeof limit === 'number') {
			limits.set(item, limit);
			continue;
		}
		results.setAll(
			ids.filter((orderId) => open.has(orderId)),
			{
				outcome: 'invalid',
				batch: null,
				requestId: null,
				errorReason: limit,
				// An earlier run may have sent it.
				moneyMoved: 'maybe',
				advice: advice.unreadableAmount,
			},
		);
	}
	return limits;
}

/** A sheet's column may have this name; a result that comes in again has 1688's amount in it. */
const OWN_PRICE = '"Maximum Amount (CNY)" is the amount of an earlier result';

/** @returns The limit in fen, or why there is none. */
function readOne(read: () => unknown): number | string {
	try {
		const value = read();
		const fen = fenOfWritten(value);
		if (fen !== undefined) return fen;
		return value === undefined || value === null || value === ''
			? '"Maximum Amount (CNY)" is empty for this row'
			: '"Maximum Amount (CNY)" is not an amount for this row';
	} catch (error) {
		return `"Maximum Amount (CNY)" could not be read: ${(error as Error).message}`;
	}
}
