import { advice } from './advice';
import { intoBatches } from './batch';
import { MAX_REMEMBERED } from './memory/memory';
import type { Results } from './results';
import type { Settings } from './settings';

/**
 * Handles the runs that must not pay: a dry run, and more orders than the person or the memory allows.
 *
 * @param orderIds Valid orders, each once.
 * @param settings The checked settings.
 * @param results Receives a result for each order when nothing is to be paid.
 * @returns True when the run ends here, false when it may pay.
 */
export function endWithoutPaying(
	orderIds: string[],
	settings: Settings,
	results: Results,
): boolean {
	const { maxOrders, dryRun, batchSize } = settings;
	const hold = (errorReason: string, text: string): boolean => {
		results.setAll(orderIds, {
			outcome: 'notSent',
			batch: null,
			requestId: null,
			errorReason,
			advice: text,
		});
		return true;
	};
	if (maxOrders > 0 && orderIds.length > maxOrders) {
		return hold(
			`There are ${orderIds.length} orders, more than the ${maxOrders} that "Maximum Orders per Run" allows`,
			advice.orderLimit,
		);
	}
	if (orderIds.length > MAX_REMEMBERED) {
		return hold(
			`There are ${orderIds.length} orders, more than the ${MAX_REMEMBERED} that the memory of submitted orders holds`,
			advice.memoryFull,
		);
	}
	if (!dryRun) return false;
	for (const { number, orderIds: ids } of intoBatches(orderIds, batchSize)) {
		results.setAll(ids, {
			outcome: 'ready',
			batch: number,
			requestId: null,
			errorReason: 'Dry run: nothing was sent',
			advice: advice.ready(number),
		});
	}
	return true;
}
