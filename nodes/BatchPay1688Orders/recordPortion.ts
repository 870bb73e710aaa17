import type { Batch } from './batch';
import type { RecordedBatch } from './memory/recordAhead';
import type { Run } from './run';
import { memoryFailed } from './stopRule';

/**
 * Records a portion of batches in the memory, unless no further batch may leave. If the memory fails, the run stops; with
 * "Skip Orders Already Submitted" off it goes on unrecorded. Never throws.
 *
 * @param run The run; its stop rule is read and updated.
 * @param portion The batches.
 * @returns The same batches, each with the orders that no earlier run had recorded.
 */
export async function recordPortion(
	{ context, settings, memory, stopRule }: Run,
	portion: Batch[],
): Promise<RecordedBatch[]> {
	const unrecorded = portion.map((batch) => ({ ...batch, fresh: [], recorded: false }));
	if (stopRule.reasonToHold() !== undefined) return unrecorded;
	try {
		const fresh = new Set(await memory.record(portion.flatMap(({ orderIds }) => orderIds)));
		return portion.map((batch) => ({
			...batch,
			fresh: batch.orderIds.filter((orderId) => fresh.has(orderId)),
			recorded: true,
		}));
	} catch (error) {
		const failure = memoryFailed(error);
		if (settings.skipSubmitted) stopRule.stop(failure);
		else context.logger.warn(failure.errorReason);
		return unrecorded;
	}
}
