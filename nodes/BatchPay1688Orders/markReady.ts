import { advice } from './advice';
import { intoBatches } from './batch';
import type { Results } from './results';
import type { Settings } from './settings';

/**
 * Ends a check: what is left would be paid.
 *
 * @param orderIds Orders that would be paid.
 * @param settings The checked settings.
 * @param results Receives a result for each of them.
 */
export function markReady(orderIds: string[], { batchSize }: Settings, results: Results): void {
	for (const { number, orderIds: ids } of intoBatches(orderIds, batchSize)) {
		results.setAll(ids, {
			outcome: 'ready',
			batch: number,
			requestId: null,
			errorReason: 'Check only: nothing was paid',
			advice: advice.ready,
		});
	}
	results.take(orderIds, 'check');
}
