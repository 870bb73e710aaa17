import { NodeOperationError, sleep, type IExecuteFunctions } from 'n8n-workflow';

import { cameBeforeCancel, waitUnlessCancelled } from '../../shared/api/wait';
import { isTooLong, LockRow, type Claim } from './lockRow';

/** Times in milliseconds; tests shorten them. */
export const limits = {
	/** For how long a lock must be seen unchanged before it counts as left behind by a process that died. */
	staleMs: 130_000,
	/** What one step may take. Beyond this its result is not trusted, long before anybody takes the lock for stale. */
	longestStepMs: 65_000,
};
/** How much time one look can prove: a process that was frozen, or whose clock was set, has not been watching. */
const mostForOneLookMs = () => limits.staleMs / 26;

/** Whatever waits for less is not worth telling. */
const SILENT_MS = 2_000;
/** A database that refuses to insert the row, while there is none, is given so long. */
const REFUSED_FOR_MS = 10_000;
/** How long tidying up goes on waiting once the execution is stopped. */
const TIDYING_UP_MS = 5_000;

/** `record` begins no more once the execution is stopped; `tidyUp` does, if it need not wait long. */
export type Purpose = 'record' | 'tidyUp';

/** Runs a step while no other execution of the workflow, in this process or another on the same database, is inside one. */
export type Exclusively = <T>(purpose: Purpose, step: () => Promise<T>) => Promise<T>;

/** The step took so long that another process may have taken its lock: what it has written may be gone, or another's beside it. */
export class TookTooLong extends Error {}

/** The execution was stopped before the step could begin. */
export class StoppedWaiting extends Error {}

/**
 * Keeps executions apart that use n8n's deduplication store at the same moment.
 *
 * The store reads a row and writes it back without a lock, so that two executions could both find an order to be new. Two
 * things in it are atomic: inserting a row that is not there, and deleting one. So the row of the scope "workflow", which this
 * node does not use otherwise, serves as the lock: whoever inserts it may go on, and deletes it afterwards (read in n8n 2.41,
 * DeduplicationHelper).
 *
 * A process that dies inside leaves its row behind. Nobody deletes the row of another: two that did so at the same moment
 * could delete a third one's new lock. Whoever has seen it unchanged for `staleMs` and more claims it by adding entries, and
 * waits as long once more; a claim that then still stands, unchanged, is a lock. Whoever else saw the old row has by then
 * written a claim too, which changes the row, or has seen this one and waits anew. All this holds as long as no process takes
 * longer than `staleMs` for one step, from taking the lock to deleting it, however it is frozen or its database stalls.
 *
 * @param context n8n's execution context of a saved workflow.
 * @returns Runs a step of some milliseconds. It throws what the step or the store throws, `StoppedWaiting` before the step
 * and `TookTooLong` after it.
 */
export function openLock(context: IExecuteFunctions): Exclusively {
	const row = new LockRow(context);
	let usable = true;
	return async (purpose, step) =>
		await inTurn(context, purpose, async () => {
			if (purpose === 'record' && context.getExecutionCancelSignal()?.aborted)
				return await Promise.reject(new StoppedWaiting());
			const since = usable
				? await acquire(context, row, purpose).catch(forgetUnlessStopped(context))
				: undefined;
			usable = since !== undefined;
			const tookTooLong = () => since !== undefined && Date.now() - since > limits.longestStepMs;
			try {
				const result = await step();
				if (tookTooLong()) throw new TookTooLong('the database of n8n took too long');
				return result;
			} finally {
				if (usable && !tookTooLong()) await release(context, row);
			}
		});
}

/**
 * Waits for the lock.
 *
 * @returns Since when it may be in place, which can be long before the database says so; `undefined` when the row holds
 * another node's entries: then only the executions of this process wait for each other.
 */
async function acquire(
	context: IExecuteFunctions,
	row: LockRow,
	purpose: Purpose,
): Promise<number | undefined> {
	const workflowId = String(context.getWorkflow().id);
	const wait = waitingFor(context, purpose);
	// Longer than a claim takes to become a lock, or those that wait would spoil each other's claims for ever.
	const patienceMs = limits.staleMs * (1.05 + Math.random() / 4);
	// An execution that is stopped while it waits leaves to the next one what it has seen.
	const seen = watched.get(workflowId) ?? { watch: new Watch(), claim: undefined };
	watched.set(workflowId, seen);
	const { watch } = seen;
	for (;;) {
		const lookedAt = Date.now();
		const count = await row.count();
		if (isTooLong(count)) break;
		watch.saw(count, lookedAt);
		if (seen.claim?.count !== count) seen.claim = undefined;

		if (count === 0) {
			const inserted = await insert(context, row, watch.unchangedMs);
			if (inserted === 'ours') return found(workflowId, lookedAt);
			if (inserted === 'shared') break;
		} else if (seen.claim !== undefined && watch.unchangedMs > limits.staleMs) {
			if (await row.holds(seen.claim)) {
				if (await row.isShared(count)) break;
				context.logger.warn(
					'A process died while it used the memory of submitted orders; its lock was taken over',
				);
				return found(workflowId, lookedAt);
			}
			seen.claim = undefined;
		} else if (seen.claim === undefined && watch.unchangedMs > patienceMs) {
			seen.claim = await row.claim(count);
			watch.expect(seen.claim?.count ?? count);
		}
		await wait(watch.unchangedMs);
	}
	context.logger.warn(
		'Another node keeps a history for the whole workflow where this node would keep its lock: let only one execution of this workflow run at a time',
	);
	return found(workflowId, undefined);
}

/** What is known of the row of a workflow, by this process; only one execution at a time looks. */
const watched = new Map<string, { watch: Watch; claim: Claim | undefined }>();

function found<T>(workflowId: string, since: T): T {
	watched.delete(workflowId);
	return since;
}

/** Whatever else than Stop ended the waiting, the next execution begins anew. */
function forgetUnlessStopped(context: IExecuteFunctions): (error: unknown) => never {
	return (error) => {
		if (!(error instanceof StoppedWaiting)) watched.delete(String(context.getWorkflow().id));
		throw error;
	};
}

/** @param unchangedMs For how long there has been no row. */
async function insert(
	context: IExecuteFunctions,
	row: LockRow,
	unchangedMs: number,
): Promise<'ours' | 'shared' | 'no'> {
	try {
		return (await row.insert()) ? 'ours' : 'no';
	} catch (error) {
		const { name, message } = error as Error;
		// Entries of another kind, which n8n counts as none.
		if (message.startsWith('Deduplication Failed')) return 'shared';
		// The database refuses a second row when another process was faster; if it goes on, it takes no writes.
		if (name !== 'QueryFailedError' || unchangedMs > REFUSED_FOR_MS)
			throw new NodeOperationError(context.getNode(), error as Error);
		return 'no';
	}
}

/** Knows for how long the row has been seen unchanged. */
class Watch {
	unchangedMs = 0;

	private count = 0;

	private since = Date.now();

	/** Takes note of a look that began at `at`. */
	saw(count: number, at: number): void {
		if (count !== this.count) return this.expect(count);
		this.unchangedMs += Math.min(Math.max(0, at - this.since), mostForOneLookMs());
		this.since = at;
	}

	/** Begins anew, with the count that is to stand from now on. */
	expect(count: number): void {
		this.count = count;
		this.unchangedMs = 0;
		this.since = Date.now();
	}
}

/** Waits between two looks: the longer nothing has changed, the longer. Says so once, and ends with the execution. */
function waitingFor(
	context: IExecuteFunctions,
	purpose: Purpose,
): (unchangedMs: number) => Promise<void> {
	let waitedMs = 0;
	let afterStopMs = 0;
	return async (unchangedMs) => {
		const pauseMs = 5 + Math.random() * 20 + Math.min(unchangedMs / 10, mostForOneLookMs() / 2);
		if (!(await waitUnlessCancelled(pauseMs, context.getExecutionCancelSignal()))) {
			if (afterStopMs >= graceMs(purpose)) throw new StoppedWaiting();
			await sleep(pauseMs);
			afterStopMs += pauseMs;
		}
		if (waitedMs <= SILENT_MS && waitedMs + pauseMs > SILENT_MS) {
			context.logger.info(
				'Waiting for another execution that uses the memory of submitted orders. If it has died, this takes some five minutes',
			);
		}
		waitedMs += pauseMs;
	};
}

function graceMs(purpose: Purpose): number {
	return purpose === 'record' ? 0 : TIDYING_UP_MS;
}

async function release({ logger }: IExecuteFunctions, row: LockRow): Promise<void> {
	try {
		await row.clear();
	} catch (error) {
		logger.warn(
			`The lock of the memory of submitted orders could not be taken off; it ends by itself: ${(error as Error).message}`,
		);
	}
}

const queues = new Map<string, Promise<unknown>>();

/** Within one process the steps simply queue up: batches at once, and executions at once. */
async function inTurn<T>(
	context: IExecuteFunctions,
	purpose: Purpose,
	step: () => Promise<T>,
): Promise<T> {
	const workflowId = String(context.getWorkflow().id);
	const ticket = { begun: false, gaveUp: false };
	let begin = () => {};
	const turn = new Promise<void>((resolve) => (begin = resolve));
	const mine = (queues.get(workflowId) ?? Promise.resolve()).then(async () => {
		if (ticket.gaveUp) return await Promise.reject(new StoppedWaiting());
		ticket.begun = true;
		begin();
		return await step();
	});
	const end = mine.then(
		() => {},
		() => {},
	);
	queues.set(workflowId, end);
	void end.then(() => {
		if (queues.get(workflowId) === end) queues.delete(workflowId);
	});
	const came = await cameBeforeCancel(turn, graceMs(purpose), context.getExecutionCancelSignal());
	if (!came && !ticket.begun) {
		ticket.gaveUp = true;
		throw new StoppedWaiting();
	}
	return await mine;
}
