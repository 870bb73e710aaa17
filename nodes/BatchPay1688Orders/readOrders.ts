import type { IExecuteFunctions } from 'n8n-workflow';

import { parseOrderIds, type ParsedId } from '../shared/orders/parseOrderIds';
import { fieldReader } from './readField';

/** One order ID of one input item; each leaves on exactly one output. */
export interface Entry extends ParsedId {
	/** Index of the input item. */
	item: number;
}

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
	const entries = context
		.getInputData()
		.flatMap((_, item) => readItem(() => read(item)).map((id) => ({ ...id, item })));
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

function readItem(read: () => unknown): ParsedId[] {
	try {
		return parseOrderIds(read());
	} catch (error) {
		const problem = {
			errorReason: `The expression in the field "Order IDs" failed: ${(error as Error).message}`,
			advice:
				'Nothing was sent for this item and no money moved. Correct the expression, then run it again.',
		};
		return [{ orderId: '', problem }];
	}
}
