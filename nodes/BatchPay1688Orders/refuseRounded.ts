import { problems } from '../shared/orders/idProblems';
import { looksRounded, wereRounded } from '../shared/orders/orderIdChecks';
import type { Results } from './results';
import type { Settings } from './settings';

/**
 * Refuses the rounded IDs of a list that was rounded before it became text. Where orders are looked up first this is not needed:
 * a rounded ID names no order.
 *
 * @param orderIds Orders to be paid.
 * @param settings The checked settings.
 * @param results Receives a result for each order that is refused.
 * @returns The orders that may still be paid.
 */
export function refuseRounded(
	orderIds: string[],
	{ lookUpFirst }: Settings,
	results: Results,
): string[] {
	if (lookUpFirst || !wereRounded(orderIds)) return orderIds;
	results.setAll(orderIds.filter(looksRounded), {
		outcome: 'invalid',
		batch: null,
		requestId: null,
		...problems.rewritten,
		// One of them may be a real ID, which an earlier run has sent.
		moneyMoved: 'maybe',
	});
	return orderIds.filter((orderId) => !looksRounded(orderId));
}
