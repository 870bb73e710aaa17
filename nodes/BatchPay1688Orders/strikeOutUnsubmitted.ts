import { advice } from './advice';
import type { Memory } from './memory/memory';
import { mayHaveBeenSent } from './outcome';
import type { Results } from './results';

/**
 * Strikes out of the memory what was not submitted. The advice on an order that cannot be struck out then says so. Never throws.
 *
 * @param memory The memory of this run.
 * @param results Updated.
 */
export async function strikeOutUnsubmitted(memory: Memory, results: Results): Promise<void> {
	for (const orderId of await memory.strikeOut()) {
		const result = results.get(orderId);
		if (result === undefined || mayHaveBeenSent(result.outcome)) continue;
		results.set(orderId, { ...result, advice: `${result.advice} ${advice.staysRecorded}` });
	}
}
