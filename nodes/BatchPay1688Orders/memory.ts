import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import { openLock } from './lock';

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

/** Remembers across runs which orders may have been submitted. */
export interface Memory {
	/**
	 * Drops the oldest entries beyond the bound. To be called before the first order is recorded.
	 *
	 * @returns How many orders are remembered.
	 * @throws Error when the store can not be used; then nothing must be sent.
	 */
	begin(): Promise<number>;
	/**
	 * Records orders that are about to be sent.
	 *
	 * @param orderIds Orders of one batch or several.
	 * @returns Those of them that were not recorded yet.
	 * @throws Error when n8n can not store them; then they must not be sent.
	 */
	record(orderIds: string[]): Promise<string[]>;
	/**
	 * Marks orders that were certainly not submitted. They are struck out with the next step, or when the memory settles.
	 *
	 * @param orderIds Orders that were certainly not submitted now; those that an earlier run has recorded stay recorded.
	 */
	release(orderIds: string[]): void;
	/**
	 * Strikes out what was released. What n8n can not strike out stays recorded, which costs a look at the order but never a
	 * second payment.
	 */
	settle(): Promise<void>;
}

/**
 * Opens the memory of a node: n8n's own deduplication store, kept in its database for each workflow and node, shared by
 * the workers of queue mode, and written at once.
 *
 * @param context n8n's execution context.
 */
export function openMemory(context: IExecuteFunctions): Memory {
	const { helpers } = context;
	const exclusively = openLock(context);
	const recordedHere = new Set<string>();
	const released: string[] = [];

	const strikeSomeOut = async (): Promise<void> => {
		const orderIds = released.splice(0, STRUCK_OUT_AT_ONCE);
		if (orderIds.length > 0) await helpers.removeProcessed(orderIds, 'node', DURING_A_RUN);
	};

	return {
		async begin() {
			if (!context.getWorkflow().id) throw new Error('the workflow has not been saved');
			// A loop comes by here again: its later passes belong to the same run.
			const execution = context.getContext('node') as { remembered?: number };
			if (execution.remembered !== undefined) return execution.remembered;
			const remembered = await helpers.getProcessedDataCount('node', WHEN_A_RUN_BEGINS);
			if (remembered > MAX_REMEMBERED) await exclusively(async () => await helpers.checkProcessedAndRecord([], 'node', WHEN_A_RUN_BEGINS));
			execution.remembered = Math.min(remembered, MAX_REMEMBERED);
			return execution.remembered;
		},
		async record(orderIds) {
			const { new: fresh } = await exclusively(async () => {
				await strikeSomeOut();
				return await helpers.checkProcessedAndRecord(orderIds, 'node', DURING_A_RUN);
			});
			for (const orderId of fresh) recordedHere.add(String(orderId));
			return fresh.map(String);
		},
		release(orderIds) {
			for (const orderId of orderIds) if (recordedHere.delete(orderId)) released.push(orderId);
		},
		async settle() {
			try {
				while (released.length > 0) {
					await exclusively(strikeSomeOut);
					if (released.length > 0) await sleep(OTHERS_TURN_MS);
				}
			} catch (error) {
				context.logger.warn(`Orders that were not submitted stay in the memory of submitted orders: ${(error as Error).message}`);
			}
		},
	};
}
