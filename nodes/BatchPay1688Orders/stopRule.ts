import { advice } from './advice';
import { MemoryUnusable } from './memory/memory';

/** Why orders are held back, and what to do next. */
export interface Hold {
	errorReason: string;
	next: string;
}

/** Decides whether further batches may leave. Once it has said no, it never says yes again. */
export class StopRule {
	private readonly cancelled: AbortSignal | undefined;

	private hold: Hold | undefined;

	/** @param cancelled The execution's cancel signal, where n8n gives one. */
	constructor(cancelled: AbortSignal | undefined) {
		this.cancelled = cancelled;
	}

	/** Why no further batch may leave; `undefined` while all is well. */
	reasonToHold(): Hold | undefined {
		return this.cancelled?.aborted ? EXECUTION_STOPPED : this.hold;
	}

	/** Holds back whatever has not left yet. The first reason stands. */
	stop(why: Hold): void {
		this.hold ??= why;
	}
}

const HELD_BACK = 'Held back';

/**
 * Tells whether an order only waits for what happened to others.
 *
 * @param errorReason Why it was not sent.
 */
export function isHeldBack(errorReason: string): boolean {
	return errorReason.startsWith(`${HELD_BACK}: `);
}

/** Somebody pressed Stop. */
export const EXECUTION_STOPPED: Hold = {
	errorReason: `${HELD_BACK}: the execution was stopped`,
	next: advice.runAgain,
};

/** Something went wrong that nobody foresaw. */
export const INTERRUPTED: Hold = {
	errorReason: `${HELD_BACK}: the run was interrupted (see n8n's log)`,
	next: advice.runAgain,
};

/** @param number Number of the batch that failed as a whole or is unclear. */
export function batchFailed(number: number): Hold {
	return {
		errorReason: `${HELD_BACK}: batch ${number} failed or is unclear`,
		next: advice.heldBack(number),
	};
}

/** @param error What the memory threw; its message is made for people. */
export function memoryFailed(error: unknown): Hold {
	return {
		errorReason: `Memory of submitted orders: ${(error as Error).message}`,
		next: error instanceof MemoryUnusable ? error.next : advice.memoryFailed,
	};
}
