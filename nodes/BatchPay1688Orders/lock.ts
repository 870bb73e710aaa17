import { NodeOperationError, sleep, type IExecuteFunctions } from 'n8n-workflow';

const ENTRIES = { mode: 'entries' } as const;
const LOCK = 'Batch Pay 1688 Orders: one step at a time';

/**
 * Without reading entries, a row shows only how many it has. So each lock has a random number of them, which tells one lock
 * from the next. All locks begin alike: whoever comes too late and writes its entries into the row of another does no harm.
 */
const MOST_ENTRIES = 64;
const ALL_ENTRIES = Array.from({ length: MOST_ENTRIES }, (_, n) => `${LOCK} ${n}`);

/** A step takes milliseconds. The very same lock after so long was left behind by a process that died. */
const STALE_MS = 10_000;
/** A step that took this long may be about to lose its lock to somebody who takes it for stale. */
const TOO_LONG_MS = STALE_MS / 2;

/** Runs a step while no other execution of the workflow, in this process or another on the same database, is inside one. */
type Exclusively = <T>(step: () => Promise<T>) => Promise<T>;

/**
 * Keeps executions apart that use n8n's deduplication store at the same moment.
 *
 * The store reads a row and writes it back without a lock, so that two executions could both find an order to be new. One
 * thing in it is atomic: inserting a row that is not there. So the row of the scope "workflow", which this node does not use
 * otherwise, serves as the lock: whoever inserts it may go on, and deletes it afterwards (read in n8n 2.41, DeduplicationHelper).
 *
 * @param context n8n's execution context of a saved workflow.
 * @returns Runs a step of some milliseconds. It throws what the step or the store throws, and when it all took so long that
 * the lock may have been lost.
 */
export function openLock(context: IExecuteFunctions): Exclusively {
	let usable = true;
	return async (step) =>
		await oneAtATime(String(context.getWorkflow().id), async () => {
			const since = usable ? await acquire(context) : undefined;
			usable = since !== undefined;
			const tookTooLong = () => since !== undefined && Date.now() - since > TOO_LONG_MS;
			try {
				const result = await step();
				if (tookTooLong()) throw new Error('the database of n8n took too long');
				return result;
			} finally {
				if (usable && !tookTooLong()) await release(context);
			}
		});
}

/**
 * Resolves to the time since when the lock may be in place, which can be long before the database says so; to `undefined` when
 * the row holds another node's entries: then only the executions of this process wait for each other.
 */
async function acquire(context: IExecuteFunctions): Promise<number | undefined> {
	const { helpers, logger } = context;
	const entries = ALL_ENTRIES.slice(0, 1 + Math.floor(Math.random() * MOST_ENTRIES));
	// Several that wait must not all find the lock stale at the same moment.
	const patienceMs = STALE_MS * (1 + Math.random() / 2);
	let seen = 0;
	// For how long every look has seen the same; time without looks proves nothing.
	let unchangedMs = 0;
	for (;;) {
		const now = Date.now();
		const count = await helpers.getProcessedDataCount('workflow', ENTRIES);
		if (count > MOST_ENTRIES) break;
		if (count !== seen) unchangedMs = 0;
		seen = count;
		if (count === 0) {
			try {
				const { new: inserted } = await helpers.checkProcessedAndRecord(entries, 'workflow', ENTRIES);
				if (inserted.length === entries.length) return now;
			} catch (error) {
				const { name, message } = error as Error;
				// Entries of another kind, which n8n counts as none.
				if (message.startsWith('Deduplication Failed')) break;
				// The database refuses a second row when another process was faster; if it goes on, it takes no writes.
				if (name !== 'QueryFailedError' || unchangedMs > patienceMs) throw new NodeOperationError(context.getNode(), error as Error);
			}
		} else if (unchangedMs > patienceMs) {
			// With all entries of a lock in the row, whatever else it holds is another node's.
			const { processed } = await helpers.checkProcessedAndRecord(ALL_ENTRIES, 'workflow', ENTRIES);
			const all = await helpers.getProcessedDataCount('workflow', ENTRIES);
			if (all > MOST_ENTRIES) {
				await helpers.removeProcessed(ALL_ENTRIES, 'workflow', ENTRIES);
				break;
			}
			// The stale lock went at this very moment, and what was written in its place is a new one.
			if (all === MOST_ENTRIES && processed.length === 0) return now;
			await helpers.clearAllProcessedItems('workflow', ENTRIES);
			// The next lock may happen to have as many entries as this one had.
			unchangedMs = 0;
		}
		const pauseMs = 5 + Math.random() * 20;
		await sleep(pauseMs);
		unchangedMs += pauseMs;
	}
	logger.warn(
		'Another node keeps a history for the whole workflow where this node would keep its lock: let only one execution of this workflow run at a time',
	);
	return undefined;
}

async function release({ helpers, logger }: IExecuteFunctions): Promise<void> {
	try {
		const alone = (await helpers.getProcessedDataCount('workflow', ENTRIES)) <= MOST_ENTRIES;
		if (alone) await helpers.clearAllProcessedItems('workflow', ENTRIES);
		else await helpers.removeProcessed(ALL_ENTRIES, 'workflow', ENTRIES);
	} catch (error) {
		logger.warn(`The lock of the memory of submitted orders could not be taken off; it ends by itself: ${(error as Error).message}`);
	}
}

const queues = new Map<string, Promise<unknown>>();

/** Within one process the steps simply queue up: batches at once, and executions at once. */
async function oneAtATime<T>(workflowId: string, step: () => Promise<T>): Promise<T> {
	const mine = (queues.get(workflowId) ?? Promise.resolve()).then(step, step);
	queues.set(workflowId, mine);
	try {
		return await mine;
	} finally {
		if (queues.get(workflowId) === mine) queues.delete(workflowId);
	}
}
