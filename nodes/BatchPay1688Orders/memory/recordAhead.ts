import type { Batch } from '../batch';

/** A batch, and what the memory recorded of it. */
export interface RecordedBatch extends Batch {
	/** Those of its orders that no earlier run had recorded. */
	fresh: string[];
	/** False when the memory could not record them, or was no longer asked. */
	recorded: boolean;
}

/**
 * How many batches are recorded with one write. Few, so that a crash leaves little to look at; but each write rewrites the
 * whole memory, so a run makes about 50 writes at most, and each takes one batch more for every so many orders remembered.
 * With constant portions of 3 to 20 batches, a run of 100,000 orders was measured to take 4 to 1.7 times as long, and one of
 * 1,000 orders, with 97,000 remembered, 7 to 1.4 times as long.
 */
const MIN_BATCHES = 3;
const SHARE_OF_RUN = 0.02;
const REMEMBERED_FOR_ONE_MORE = 4_000;

/**
 * Hands batches out in order, each recorded in the memory first. While the last batches of a portion are being paid, the next
 * portion is recorded, so that payments do not wait for the database. However many calls are under way at once, at most
 * two portions are recorded but not yet handed out: a crash leaves no more behind.
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
		MIN_BATCHES + Math.floor(remembered / REMEMBERED_FOR_ONE_MORE),
		Math.ceil(batches.length * SHARE_OF_RUN),
	);
	let coming: Promise<RecordedBatch[]> | undefined;
	for (let start = 0; start < batches.length; start += size) {
		const portion = await (coming ?? record(batches.slice(start, start + size)));
		// A portion must never be handed out twice: its batches would be paid again.
		coming = undefined;
		const next = batches.slice(start + size, start + 2 * size);
		for (const [index, batch] of portion.entries()) {
			if (next.length > 0 && portion.length - index <= concurrency) coming ??= record(next);
			yield batch;
		}
	}
}
