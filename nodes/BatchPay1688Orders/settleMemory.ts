import { advice } from './advice';
import type { Memory } from './memory/memory';
import { isRetrySafe } from './outcome';
import type { Results } from './results';

/**
 * Strikes out of the memory what was not submitted, and says of each order that could not be struck out that it stays there.
 * Never throws.
 *
 * @param memory The memory of this run.
 * @param results Updated.
 */
export async function settleMemory(memory: Memory, results: Results): Promise<void> {
	for (const orderId of await memory.settle()) {
		const result = results.get(orderId);
		if (result === undefined || !isRetrySafe(result.outcome)) continue;
		results.set(orderId, { ...result, advice: `${result.advice} ${advice.staysRecorded}` });
	}
}
