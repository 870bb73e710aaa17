import type { MaximumAmounts } from './readMaximumAmounts';
import { ordersByItem, type Entry } from './readOrders';

/** An input item whose orders come to more than it allows. Amounts are in fen. */
export interface Exceeded {
	totalFen: number;
	limitFen: number;
	/** How many orders the item holds. */
	orders: number;
}

/** What stands against paying an order: too much, or an amount that is not known. */
export type AmountVerdict = Exceeded | 'notKnown';

/**
 * Compares amounts with limits: the sum of an item's orders, less those that are closed, with the item's maximum. An order that
 * comes in several items must be allowed by each.
 *
 * @param entries Every (item, ID) pair of the run.
 * @param limits The items' limits, in fen.
 * @param amountOf An order's amount in fen; 0 for a closed one, `undefined` when it is not known.
 * @returns The orders that may not be paid, and why; exceeded beats not known.
 */
export function overMaximum(
	entries: Entry[],
	limits: MaximumAmounts,
	amountOf: (orderId: string) => number | undefined,
): Map<string, AmountVerdict> {
	const verdicts = new Map<string, AmountVerdict>();
	if (limits.size === 0) return verdicts;
	for (const [item, orderIds] of ordersByItem(entries)) {
		const limitFen = limits.get(item);
		if (limitFen === undefined) continue;
		const amounts = orderIds.map(amountOf);
		const totalFen = amounts.reduce<number>((sum, fen) => sum + (fen ?? 0), 0);
		const exceeded =
			totalFen > limitFen ? { totalFen, limitFen, orders: orderIds.length } : undefined;
		if (exceeded === undefined && !amounts.includes(undefined)) continue;
		for (const orderId of orderIds) {
			if (exceeded !== undefined) verdicts.set(orderId, exceeded);
			else if (!verdicts.has(orderId)) verdicts.set(orderId, 'notKnown');
		}
	}
	return verdicts;
}
