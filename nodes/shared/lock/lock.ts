import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { inTurn } from './inTurn';
import { isTooLong, LockRow, type Claim } from './lockRow';
import { StoppedWaiting, waitingFor, type Purpose } from './waiting';
import { Watch } from './watch';

/** Times in milliseconds; tests shorten them. */
export const limits = {
	/** How long a lock must be seen unchanged before it counts as left behind by a process that died. */
	staleMs: 130_000,
	/** What one step may take. Beyond this its result is not trusted, long before anybody takes the lock for stale. */
	longestStepMs: 65_000,
};
const maxForOneLookMs = () => limits.staleMs / 26;

/** A database that refuses to insert the row although there is none gets this long to recover. */
const REFUSED_FOR_MS = 10_000;

/** Runs a step while no other execution of the workflow, in this process or another on the same database, is inside one. */
export type Exclusively = <T>(purpose: Purpose, step: (lock: Lock) => Promise<T>) => Promise<T>;

/** What a step can know of its lock. */
export interface Lock {
	/** False where another node's entries stand in the lock's row: then only the executions of this process are kept apart. */
	isHeld: boolean;
	/** Whether the step has taken so long by now that another process may have taken the lock over. */
	tookTooLong: () => boolean;
}

/** The step took so long that another process may have taken its lock: what it wrote may be gone, or mixed with another's. */
export class TookTooLong extends Error {}

/**
 * Keeps apart executions that use n8n's deduplication store at the same moment.
 *
 * The store reads a row and writes it back without a lock, so two executions could both take an order or a message for new. Two of its
 * operations are atomic: inserting a row that is not there, and deleting one. So the row of the scope "workflow", which this
 * node uses for nothing else, serves as the lock: whoever inserts it may go on, and deletes it afterwards (as in n8n 2.41,
 * DeduplicationHelper).
 *
 * A process that dies inside leaves its row behind. Nobody deletes another's row: two that did so at the same moment
 * could delete a third one's new lock. Whoever has seen it unchanged for longer than `staleMs` claims it by adding entries, and
 * waits as long once more; a claim that then still stands, unchanged, is a lock. Anyone else who saw the old row has by then
 * written a claim too, which changes the row, or has seen this one and waits anew. All this holds as long as no process takes
 * longer than `staleMs` for one step, from taking the lock to deleting it, even if it is frozen or its database stalls.
 *
 * @param context n8n's execution context of a saved workflow.
 * @returns A function that runs a step of a few milliseconds. It throws what the step or the store throws, `StoppedWaiting`
 * before the step, and `TookTooLong` after it.
 */
export function openLock(context: IExecuteFunctions): Exclusively {
	const row = new LockRow(context);
	let usable = true;
	return async (purpose, step) =>
		await inTurn(context, purpose, async () => {
			if (purpose === 'record' && context.getExecutionCancelSignal()?.aborted)
				return await Promise.reject(new StoppedWaiting());
			const since = usable ? await acquire(context, row, purpose) : undefined;
			usable = since !== undefined;
			const tookTooLong = () => since !== undefined && Date.now() - since > limits.longestStepMs;
			try {
				const result = await step({ isHeld: usable, tookTooLong });
				if (tookTooLong()) throw new TookTooLong('the database of n8n took too long');
				return result;
			} finally {
				if (usable && !tookTooLong()) await release(context, row);
			}
		});
}

/** What this process knows of a workflow's row. Only one execution at a time looks. */
interface Seen {
	watch: Watch;
	/** The claim that this process has written. */
	claim: Claim | undefined;
}
const watched = new Map<string, Seen>();

/**
 * Waits for the lock.
 *
 * @returns The earliest time it may have been in place, which can be long before the database says so; `undefined` when the row
 * holds another node's entries: then only the executions of this process wait for each other.
 */
async function acquire(
	context: IExecuteFunctions,
	row: LockRow,
	purpose: Purpose,
): Promise<number | undefined> {
	const workflowId = String(context.getWorkflow().id);
	const seen = watched.get(workflowId) ?? {
		watch: new Watch(maxForOneLookMs()),
		claim: undefined,
	};
	watched.set(workflowId, seen);
	const wait = waitingFor(context, purpose, maxForOneLookMs() / 2);
	// Longer than a claim takes to become a lock, or waiting executions would spoil each other's claims for ever.
	const patienceMs = limits.staleMs * (1.05 + Math.random() / 4);
	try {
		for (;;) {
			const since = Date.now();
			const found = await tryOnce(context, row, seen, patienceMs);
			if (found !== 'taken') watched.delete(workflowId);
			if (found === 'ours') return since;
			if (found === 'shared') return warnOfSharedRow(context);
			await wait(seen.watch.unchangedMs);
		}
	} catch (error) {
		// An execution stopped while it waits leaves what it has seen to the next one; after any other failure, watching starts over.
		const failure = error as Error;
		if (!(failure instanceof StoppedWaiting)) watched.delete(workflowId);
		return await Promise.reject(failure);
	}
}

/** What a look at the row found: a lock of our own, a row of another execution or a dead process, or another node's entries. */
type Found = 'ours' | 'taken' | 'shared';

/** Looks at the row, and does what may be done about it by now: insert it, claim it, or take it over. */
async function tryOnce(
	context: IExecuteFunctions,
	row: LockRow,
	seen: Seen,
	patienceMs: number,
): Promise<Found> {
	const { watch } = seen;
	const lookedAt = Date.now();
	const count = await row.count();
	if (isTooLong(count)) return 'shared';
	watch.saw(count, lookedAt);
	if (seen.claim?.count !== count) seen.claim = undefined;

	if (count === 0) return await insert(context, row, watch.unchangedMs);
	if (seen.claim !== undefined) {
		if (watch.unchangedMs <= limits.staleMs) return 'taken';
		const found = await takeOver(context, row, seen.claim, count);
		if (found === 'taken') seen.claim = undefined;
		return found;
	}
	if (watch.unchangedMs > patienceMs) {
		seen.claim = await row.claim(count);
		watch.expect(seen.claim?.count ?? count);
	}
	return 'taken';
}

/** @param unchangedMs How long there has been no row. */
async function insert(
	context: IExecuteFunctions,
	row: LockRow,
	unchangedMs: number,
): Promise<Found> {
	try {
		return (await row.insert()) ? 'ours' : 'taken';
	} catch (error) {
		const { name, message } = error as Error;
		// Entries of another kind, which n8n counts as none.
		if (message.startsWith('Deduplication Failed')) return 'shared';
		// The database refuses a second row when another process was faster; if that goes on, it accepts no writes.
		if (name !== 'QueryFailedError' || unchangedMs > REFUSED_FOR_MS)
			throw new NodeOperationError(context.getNode(), error as Error);
		return 'taken';
	}
}

/** Turns a claim that has stood long enough into the lock. */
async function takeOver(
	context: IExecuteFunctions,
	row: LockRow,
	claim: Claim,
	count: number,
): Promise<Found> {
	if (!(await row.holds(claim))) return 'taken';
	if (await row.isShared(count)) return 'shared';
	context.logger.warn(
		'A process died while it used the memory of this workflow; its lock was taken over',
	);
	return 'ours';
}

function warnOfSharedRow({ logger }: IExecuteFunctions): undefined {
	logger.warn(
		'Another node keeps a history for the whole workflow where this node would keep its lock: let only one execution of this workflow run at a time',
	);
}

async function release({ logger }: IExecuteFunctions, row: LockRow): Promise<void> {
	try {
		await row.clear();
	} catch (error) {
		logger.warn(
			`The lock of the memory of this workflow could not be removed; it expires by itself: ${(error as Error).message}`,
		);
	}
}
