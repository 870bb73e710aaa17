import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { fieldReader, plainField, rawField } from '../shared/n8n/readField';
import { hiddenMark, problems } from '../shared/orders/idProblems';
import { parseOrderIds, type ParsedId } from '../shared/orders/parseOrderIds';

/** One order ID of one input item; each leaves on exactly one output. */
export interface Entry extends ParsedId {
	/** Index of the input item. */
	item: number;
}

/** Some programs put it in front of a CSV file, and so in front of the first column's name. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The orders of a run. */
export interface Orders {
	/** Every (item, ID) pair, in the order of the items. */
	entries: Entry[];
	/** The valid IDs, each once, in order of first appearance. */
	orderIds: string[];
}

/**
 * Reads the field "Order IDs" for each input item.
 *
 * @param context n8n's execution context.
 * @returns The orders of the run. An item whose expression fails yields an invalid entry and does not hold up the others.
 */
export function readOrders(context: IExecuteFunctions): Orders {
	const read = fieldReader(context, 'orderIds');
	const column = plainField(rawField(context, 'orderIds')) ?? '';
	const entries = context
		.getInputData()
		.flatMap(({ json }, item) =>
			readItem(() => read(item), json, column).map((id) => ({ ...id, item })),
		);
	const valid = entries.filter(({ problem }) => problem === undefined);
	return { entries, orderIds: [...new Set(valid.map(({ orderId }) => orderId))] };
}

/**
 * The valid IDs of each input item that has any.
 *
 * @param entries Every (item, ID) pair of the run.
 * @returns IDs by the item's index.
 */
export function ordersByItem(entries: Entry[]): Map<number, string[]> {
	const ordersOf = new Map<number, string[]>();
	for (const { item, orderId, problem } of entries) {
		if (problem !== undefined) continue;
		const orders = ordersOf.get(item);
		if (orders === undefined) ordersOf.set(item, [orderId]);
		else orders.push(orderId);
	}
	return ordersOf;
}

/** @param column The column that "Order IDs" names, `''` if it does more than that. */
function readItem(read: () => unknown, json: IDataObject, column: string): ParsedId[] {
	try {
		const ids = parseOrderIds(read());
		const isMissing = ids.length === 1 && ids[0]?.problem === problems.missing;
		if (!isMissing || column in json) return ids;
		const marked = Object.keys(json).find((name) => name.startsWith(BYTE_ORDER_MARK));
		if (marked === undefined) return ids;
		return [{ orderId: '', problem: hiddenMark(marked.slice(BYTE_ORDER_MARK.length)) }];
	} catch (error) {
		const problem = {
			errorReason: `The expression in "Order IDs" failed: ${(error as Error).message}`,
			advice: 'Correct the expression, then run it again.',
		};
		return [{ orderId: '', problem }];
	}
}
