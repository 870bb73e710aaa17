import { formatFen } from '../shared/money/yuan';
import { advice } from './advice';
import { AMOUNT_NOT_KNOWN } from './keepToMaximumAmounts';
import type { Results } from './results';
import type { Settings } from './settings';

/**
 * Holds everything back when the orders to be paid, with those that earlier passes of this execution have paid, come to more
 * than "Maximum Total Amount (CNY)". An order whose amount is not known is held back by itself.
 *
 * @param orderIds Orders to be paid.
 * @param settings The checked settings.
 * @param results Receives a result for each order that is held back.
 * @returns The orders that may still be paid.
 */
export function keepToMaximumTotal(
	orderIds: string[],
	{ mode, maxTotalFen }: Settings,
	results: Results,
): string[] {
	if (maxTotalFen === undefined) return orderIds;
	const amountOf = (orderId: string) => results.factsOf(orderId)?.amountFen ?? null;
	const hold = (ids: string[], why: { errorReason: string; advice: string }) =>
		results.setAll(ids, { outcome: 'notSent', batch: null, requestId: null, ...why });

	const known = orderIds.filter((orderId) => amountOf(orderId) !== null);
	hold(
		orderIds.filter((orderId) => amountOf(orderId) === null),
		AMOUNT_NOT_KNOWN,
	);
	const before = results.taken(mode, orderIds).fen;
	const total = known.reduce((sum, orderId) => sum + (amountOf(orderId) ?? 0), before);
	if (total <= maxTotalFen) return known;
	const earlier = before > 0 ? ` (${formatFen(before)} of it before)` : '';
	hold(known, {
		errorReason: `Too much in all: ${formatFen(total)}${earlier}, and the limit is ${formatFen(maxTotalFen)}`,
		advice: advice.totalLimit,
	});
	return [];
}
