import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import { openLock, StoppedWaiting, TookTooLong } from './lock';

/**
 * How many submitted orders are remembered for each node, and the largest run: 200 days of 500 orders. Each entry costs
 * about 30 bytes in n8n's database, and the whole row is written at each step.
 */
export const MAX_REMEMBERED = 100_000;

/**
 * n8n drops the oldest entries beyond the bound it is given. That happens only when a run begins; during the run there is
 * room for all its orders, or its first ones could push out a later one of its own that an earlier run has submitted.
 */
const WHEN_A_RUN_BEGINS = { mode: 'entries', maxEntries: MAX_REMEMBERED } as const;
const DURING_A_RUN = { mode: 'entries', maxEntries: 2 * MAX_REMEMBERED } as const;

/** n8n searches the whole row for each entry it removes; in one piece, thousands of them would hold up everything else. */
const STRUCK_OUT_AT_ONCE = 200;
/** In between other executions find the store free: longer than they wait between two looks. */
const OTHERS_TURN_MS = 30;

/**
 * Stands beside an order that was sent although it was recorded already, on the person's word. The run that had recorded it
 * first may not strike it out then: another has sent it too.
 */
const sentAgain = (orderId: string): string => `${orderId} sent again`;

/** Remembers across runs which orders may have been submitted. */
export interface Memory {
	/**
	 * Drops the oldest entries beyond the bound. To be called before the first order is recorded.
	 *
	 * @returns How many orders are remembered.
	 * @throws MemoryUnusable when the store cannot be used; then nothing must be sent.
	 */
	begin(): Promise<number>;
	/**
	 * Records orders that are about to be sent.
	 *
	 * @param orderIds Orders of one batch or several.
	 * @returns Those of them that were not recorded yet.
	 * @throws MemoryUnusable when n8n cannot store them; then they must not be sent.
	 */
	record(orderIds: string[]): Promise<string[]>;
	/**
	 * Marks orders that were certainly not submitted. They are struck out with the next step, or when the memory settles.
	 *
	 * @param orderIds Orders that were certainly not submitted now; those that an earlier run has recorded stay recorded.
	 */
	release(orderIds: string[]): void;
	/**
	 * Strikes out what was released. Never throws: what n8n cannot strike out stays recorded, which costs a look at the order but
	 * never a second payment.
	 *
	 * @returns Orders that this run did not submit, and that may stand recorded all the same.
	 */
	settle(): Promise<string[]>;
}

/** Why the memory cannot be used, in words for a person. What the database said is in n8n's log: it can name hosts. */
export class MemoryUnusable extends Error {}

/**
 * Opens the memory of a node: n8n's own deduplication store, kept in its database for each workflow and node, shared by
 * the workers of queue mode, and written at once.
 *
 * @param context n8n's execution context.
 * @param sendsAgain Whether orders are sent although they are recorded ("Skip Orders Already Submitted" is off).
 */
export function openMemory(context: IExecuteFunctions, sendsAgain: boolean): Memory {
	const { helpers, logger } = context;
	const exclusively = openLock(context);
	const add = async (entries: string[]) =>
		await helpers.checkProcessedAndRecord(entries, 'node', DURING_A_RUN);
	/** What this run has recorded, and may strike out again. */
	const recordedHere = new Set<string>();
	const released: string[] = [];
	/** What this run has recorded, or may have, and cannot strike out: a step failed, or another run has sent it too. */
	const staysRecorded: string[] = [];

	const strikeSomeOut = async (): Promise<void> => {
		const orderIds = released.splice(0, STRUCK_OUT_AT_ONCE);
		let left = orderIds;
		try {
			const { new: notSentAgain } = await add(orderIds.map(sentAgain));
			const marks = new Set(notSentAgain);
			const free = orderIds.filter((orderId) => marks.has(sentAgain(orderId)));
			await helpers.removeProcessed([...marks, ...free], 'node', DURING_A_RUN);
			left = orderIds.filter((orderId) => !marks.has(sentAgain(orderId)));
		} finally {
			// Never tried twice: a database that reports a failure may have done its work, and another run has recorded the order since.
			if (left.length > 0) staysRecorded.push(...left);
		}
	};

	return {
		async begin() {
			if (!context.getWorkflow().id) throw new MemoryUnusable('the workflow has not been saved');
			// A loop comes by here again: its later passes belong to the same run.
			const execution = context.getContext('node') as { remembered?: number };
			if (execution.remembered !== undefined) return execution.remembered;
			try {
				const remembered = await helpers.getProcessedDataCount('node', WHEN_A_RUN_BEGINS);
				if (remembered > MAX_REMEMBERED)
					await exclusively(
						'record',
						async () => await helpers.checkProcessedAndRecord([], 'node', WHEN_A_RUN_BEGINS),
					);
				execution.remembered = Math.min(remembered, MAX_REMEMBERED);
				return execution.remembered;
			} catch (error) {
				throw unusable(context, error);
			}
		},
		async record(orderIds) {
			let fresh: string[] | undefined;
			try {
				await exclusively('record', async () => {
					// At least as many as are recorded now: a run whose orders are all refused must not pile them up.
					while (released.length > 0) await strikeSomeOut();
					fresh = orderIds;
					const { new: added, processed } = await add(orderIds);
					fresh = added.map(String);
					if (sendsAgain && processed.length > 0)
						await add(processed.map((orderId) => sentAgain(String(orderId))));
				});
			} catch (error) {
				staysRecorded.push(...(fresh ?? []));
				throw unusable(context, error);
			}
			for (const orderId of fresh ?? []) recordedHere.add(orderId);
			return fresh ?? [];
		},
		release(orderIds) {
			for (const orderId of orderIds) if (recordedHere.delete(orderId)) released.push(orderId);
		},
		async settle() {
			try {
				while (released.length > 0) {
					await exclusively('tidyUp', strikeSomeOut);
					if (released.length > 0) await sleep(OTHERS_TURN_MS);
				}
			} catch (error) {
				logger.warn(
					`Orders that were not submitted stay in the memory of submitted orders: ${(error as Error).message}`,
				);
			}
			return [...staysRecorded.splice(0), ...released.splice(0)];
		},
	};
}

function unusable({ logger }: IExecuteFunctions, error: unknown): MemoryUnusable {
	if (error instanceof StoppedWaiting) return new MemoryUnusable('the execution was stopped');
	if (error instanceof TookTooLong) return new MemoryUnusable('the database of n8n took too long');
	logger.error(`The memory of submitted orders could not be used: ${(error as Error).message}`);
	return new MemoryUnusable(
		"n8n's database did not do what it was asked; its words stand in the log of n8n",
	);
}
