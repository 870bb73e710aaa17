import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import { advice } from '../advice';
import { openLock, TookTooLong, type Exclusively } from '../../shared/lock/lock';
import { StoppedWaiting } from '../../shared/lock/waiting';

/**
 * How many submitted orders are remembered for each node, and the largest run: 200 days of 500 orders. Each entry costs
 * about 30 bytes in n8n's database, and the whole row is written at each step.
 */
export const MAX_REMEMBERED = 100_000;

/** n8n searches the whole row for each entry it removes; removing thousands at once would hold up everything else. */
const STRUCK_OUT_AT_ONCE = 200;

/**
 * n8n drops the oldest entries beyond the bound it is given. That happens only when a run begins; during the run there is
 * room for all its orders, or its first ones could push out a later one of its own that an earlier run has submitted.
 */
const WHEN_A_RUN_BEGINS = { mode: 'entries', maxEntries: MAX_REMEMBERED } as const;
const DURING_A_RUN = {
	mode: 'entries',
	// Besides, room for a portion that is asked about, and for the marks of two that are struck out.
	maxEntries: 2 * MAX_REMEMBERED + 3 * STRUCK_OUT_AT_ONCE,
} as const;

/** In between the store is free for other executions: longer than they wait between two looks. */
const OTHERS_TURN_MS = 30;

/**
 * Recorded beside an order that was sent although it was already recorded, because the person asked for it. The run that
 * recorded it first must not strike it out then: another has sent it too.
 */
const sentAgain = (orderId: string): string => `${orderId} sent again`;

const SHARED_ROW = 'another node keeps its history in its place';

/** Why the memory cannot be used, in words for a person. What the database said is in n8n's log: it can name hosts. */
export class MemoryUnusable extends Error {
	/** What to do. */
	readonly next: string;

	constructor(message: string, next: string) {
		super(message);
		this.next = next;
	}
}

/**
 * Remembers across runs which orders may have been submitted: in n8n's own deduplication store, which its database keeps for
 * each workflow and node, which the workers of queue mode share, and which is written at once.
 */
export class Memory {
	private readonly context: IExecuteFunctions;

	private readonly sendsAgain: boolean;

	private readonly exclusively: Exclusively;

	/** What this run has recorded, and may strike out again. */
	private readonly recordedHere = new Set<string>();

	private readonly released: string[] = [];

	/** What this run has recorded, or may have, and cannot strike out: a step failed, or another run has sent it too. */
	private readonly staysRecorded: string[] = [];

	/**
	 * @param context n8n's execution context.
	 * @param sendsAgain Whether orders are sent although they are recorded ("Skip Orders Already Submitted" is off).
	 */
	constructor(context: IExecuteFunctions, sendsAgain: boolean) {
		this.context = context;
		this.sendsAgain = sendsAgain;
		this.exclusively = openLock(context);
	}

	/**
	 * Drops the oldest entries beyond the bound. To be called before the first order is recorded.
	 *
	 * @returns How many orders are remembered.
	 * @throws MemoryUnusable when the store cannot be used; then nothing must be sent.
	 */
	async begin(): Promise<number> {
		const { helpers } = this.context;
		if (!this.context.getWorkflow().id)
			throw new MemoryUnusable('the workflow has not been saved', advice.notSaved);
		// A loop comes by here again: its later passes belong to the same run.
		const execution = this.context.getContext('node') as { remembered?: number };
		if (execution.remembered !== undefined) return execution.remembered;
		try {
			const remembered = await helpers.getProcessedDataCount('node', WHEN_A_RUN_BEGINS);
			if (remembered > MAX_REMEMBERED) {
				await this.exclusively(
					'record',
					async () => await helpers.checkProcessedAndRecord([], 'node', WHEN_A_RUN_BEGINS),
				);
			}
			execution.remembered = Math.min(remembered, MAX_REMEMBERED);
			return execution.remembered;
		} catch (error) {
			throw this.unusable(error);
		}
	}

	/**
	 * Finds out which orders are recorded, and leaves none recorded that was not. n8n's store answers only when it records, so what
	 * was not recorded is struck out again in the same step. A process that dies in one leaves at most `STRUCK_OUT_AT_ONCE` orders
	 * recorded that nobody sent.
	 *
	 * @param orderIds Any orders.
	 * @param answered Called with each portion of them, and with those that are recorded.
	 * @throws MemoryUnusable when the store cannot be used, or not under the lock: what is struck out must be what was just added.
	 */
	async ask(
		orderIds: string[],
		answered: (portion: string[], known: Set<string>) => void,
	): Promise<void> {
		if (orderIds.length > 0) await this.begin();
		for (let start = 0; start < orderIds.length; start += STRUCK_OUT_AT_ONCE) {
			if (start > 0) await sleep(OTHERS_TURN_MS);
			const portion = orderIds.slice(start, start + STRUCK_OUT_AT_ONCE);
			let mayStay: string[] = [];
			try {
				await this.exclusively('record', async (lock) => {
					if (!lock.isHeld) throw new MemoryUnusable(SHARED_ROW, advice.sharedRow);
					// Whatever interrupts the write, any of them may be recorded.
					mayStay = portion;
					const { new: added, processed } = await this.add(portion);
					// Whoever has taken the lock over may have sent some of them since.
					if (lock.tookTooLong()) return;
					mayStay = [];
					for (const orderId of added) this.released.push(String(orderId));
					while (this.released.length > 0) await this.strikeSomeOut();
					answered(portion, new Set(processed.map(String)));
				});
			} catch (error) {
				this.staysRecorded.push(...mayStay);
				throw this.unusable(error);
			}
		}
	}

	/**
	 * Records orders that are about to be sent.
	 *
	 * @param orderIds Orders of one batch or several.
	 * @returns Those of them that were not recorded yet.
	 * @throws MemoryUnusable when n8n cannot store them; then they must not be sent.
	 */
	async record(orderIds: string[]): Promise<string[]> {
		let fresh: string[] = [];
		try {
			await this.exclusively('record', async () => {
				// All that were released: a run whose orders are all refused must not pile them up.
				while (this.released.length > 0) await this.strikeSomeOut();
				// Whatever interrupts the write, any of them may be recorded.
				fresh = orderIds;
				const { new: added, processed } = await this.add(orderIds);
				fresh = added.map(String);
				if (this.sendsAgain && processed.length > 0)
					await this.add(processed.map((orderId) => sentAgain(String(orderId))));
			});
		} catch (error) {
			this.staysRecorded.push(...fresh);
			throw this.unusable(error);
		}
		for (const orderId of fresh) this.recordedHere.add(orderId);
		return fresh;
	}

	/**
	 * Marks orders to be struck out, by the next `record` or by `strikeOut`.
	 *
	 * @param orderIds Orders that were certainly not submitted now; those that an earlier run has recorded stay recorded.
	 */
	release(orderIds: string[]): void {
		for (const orderId of orderIds)
			if (this.recordedHere.delete(orderId)) this.released.push(orderId);
	}

	/**
	 * Strikes out what was released. Never throws: what n8n cannot strike out stays recorded, which costs a look at the order but
	 * never a second payment.
	 *
	 * @returns Orders that this run did not submit, and that may be recorded all the same.
	 */
	async strikeOut(): Promise<string[]> {
		try {
			while (this.released.length > 0) {
				await this.exclusively('tidyUp', async () => await this.strikeSomeOut());
				if (this.released.length > 0) await sleep(OTHERS_TURN_MS);
			}
		} catch (error) {
			this.context.logger.warn(
				`Orders that were not submitted stay in the memory of submitted orders: ${(error as Error).message}`,
			);
		}
		return [...this.staysRecorded.splice(0), ...this.released.splice(0)];
	}

	private async add(entries: string[]) {
		return await this.context.helpers.checkProcessedAndRecord(entries, 'node', DURING_A_RUN);
	}

	private async strikeSomeOut(): Promise<void> {
		const orderIds = this.released.splice(0, STRUCK_OUT_AT_ONCE);
		let left = orderIds;
		try {
			const { new: notSentAgain } = await this.add(orderIds.map(sentAgain));
			const marks = new Set(notSentAgain);
			const free = orderIds.filter((orderId) => marks.has(sentAgain(orderId)));
			await this.context.helpers.removeProcessed([...marks, ...free], 'node', DURING_A_RUN);
			left = orderIds.filter((orderId) => !marks.has(sentAgain(orderId)));
		} finally {
			// Never tried twice: a database that reports a failure may have done its work, and another run may have recorded the order since.
			this.staysRecorded.push(...left);
		}
	}

	private unusable(error: unknown): MemoryUnusable {
		if (error instanceof MemoryUnusable) return error;
		if (error instanceof StoppedWaiting)
			return new MemoryUnusable('the execution was stopped', advice.runAgain);
		if (error instanceof TookTooLong)
			return new MemoryUnusable('the database of n8n took too long', advice.memoryFailed);
		this.context.logger.error(
			`The memory of submitted orders could not be used: ${(error as Error).message}`,
		);
		return new MemoryUnusable("the database failed (see n8n's log)", advice.memoryFailed);
	}
}
