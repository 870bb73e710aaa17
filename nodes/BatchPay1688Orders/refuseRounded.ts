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
	const refused = { outcome: 'invalid', batch: null, requestId: null } as const;
	results.setAll(orderIds.filter(looksRounded), { ...refused, ...problems.rewritten });
	return orderIds.filter((orderId) => !looksRounded(orderId));
}
