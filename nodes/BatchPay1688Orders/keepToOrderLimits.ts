import { advice } from './advice';
import { MAX_REMEMBERED } from './memory/memory';
import type { Results } from './results';
import type { Settings } from './settings';

/**
 * Holds everything back when there are more orders than the person or the memory allows.
 *
 * @param orderIds Orders to be paid.
 * @param settings The checked settings.
 * @param results Receives a result for each order that is held back.
 * @returns The orders that may still be paid.
 */
export function keepToOrderLimits(
	orderIds: string[],
	{ mode, maxOrders }: Settings,
	results: Results,
): string[] {
	const count = orderIds.length;
	const hold = (errorReason: string, text: string): string[] => {
		results.setAll(orderIds, {
			outcome: 'notSent',
			batch: null,
			requestId: null,
			errorReason,
			advice: text,
		});
		return [];
	};
	const before = results.taken(mode, orderIds).orders;
	if (maxOrders !== undefined && before + count > maxOrders) {
		const earlier = before > 0 ? ` (${before} of them before)` : '';
		return hold(
			`Too many orders: ${before + count}${earlier}, and "Maximum Orders per Run" is ${maxOrders}`,
			advice.orderLimit,
		);
	}
	if (before + count > MAX_REMEMBERED)
		return hold(
			`Too many orders: ${before + count}, and only ${MAX_REMEMBERED} can be remembered`,
			advice.memoryFull,
		);
	return orderIds;
}
