import type { Batch } from '../sendBatch';

/** A batch whose orders stand in the memory. */
export interface RecordedBatch extends Batch {
	/** Those of its orders that no earlier run had recorded. */
	fresh: string[];
	/** False when the memory could not record them, or was not asked any more. */
	recorded: boolean;
}

/** How much of a run is recorded at a time: some 50 writes even for the largest run, and little to look at after a crash. */
const SHARE_OF_RUN = 0.02;
const LEAST_BATCHES = 3;
/** A write costs more the more is remembered (docs/performance.md): one batch more for each so many orders keeps its cost for a batch even. */
const ORDERS_FOR_ONE_MORE = 4_000;

/**
 * Hands batches out in their order, each recorded in the memory before. While the last ones of a portion are being paid the
 * next portion is recorded, so that the payments do not wait for the database; each write rewrites the whole memory, so a
 * large run, or one with much to remember, records more batches with each. However many calls are under way at once, no more
 * than two portions stand recorded that have not been handed out: a crash leaves no more behind.
 *
 * @param batches All batches of the run.
 * @param concurrency How many of them are under way at once.
 * @param remembered How many orders the memory holds.
 * @param record Records a portion. Must not throw.
 */
export async function* recordAhead(
	batches: Batch[],
	concurrency: number,
	remembered: number,
	record: (portion: Batch[]) => Promise<RecordedBatch[]>,
): AsyncGenerator<RecordedBatch> {
	const size = Math.max(
		LEAST_BATCHES + Math.floor(remembered / ORDERS_FOR_ONE_MORE),
		Math.ceil(batches.length * SHARE_OF_RUN),
	);
	let coming: Promise<RecordedBatch[]> | undefined;
	for (let start = 0; start < batches.length; start += size) {
		const portion = await (coming ?? record(batches.slice(start, start + size)));
		// A portion that was handed out must never come again: each would be one more payment.
		coming = undefined;
		const next = batches.slice(start + size, start + 2 * size);
		for (const [index, batch] of portion.entries()) {
			if (next.length > 0 && portion.length - index <= concurrency) coming ??= record(next);
			yield batch;
		}
	}
}
