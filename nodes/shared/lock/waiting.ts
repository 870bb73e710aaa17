import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import { waitUnlessCancelled } from '../api/wait';

/** What the lock is wanted for. Once the execution is stopped, `record` no longer begins; `tidyUp` does, if it need not wait long. */
export type Purpose = 'record' | 'tidyUp';

/** The execution was stopped before the step could begin. */
export class StoppedWaiting extends Error {}

/** A shorter wait is not worth a line in the log. */
const SILENT_MS = 2_000;
/** How long tidying up goes on waiting once the execution is stopped. */
const TIDYING_UP_MS = 5_000;

/** How long to go on waiting once the execution is stopped, in milliseconds. */
export function graceMs(purpose: Purpose): number {
	return purpose === 'record' ? 0 : TIDYING_UP_MS;
}

/**
 * Spaces out the looks at the lock: the longer nothing has changed, the longer each wait. The waiting is logged once, and ends
 * with the execution.
 *
 * @param context n8n's execution context.
 * @param purpose What the lock is wanted for.
 * @param longestMs How far a wait may grow, in milliseconds; each is random by up to 25 ms besides.
 * @returns A function that waits, given how long nothing has changed, in milliseconds. It throws `StoppedWaiting`.
 */
export function waitingFor(
	context: IExecuteFunctions,
	purpose: Purpose,
	longestMs: number,
): (unchangedMs: number) => Promise<void> {
	let waitedMs = 0;
	let afterStopMs = 0;
	return async (unchangedMs) => {
		const pauseMs = 5 + Math.random() * 20 + Math.min(unchangedMs / 10, longestMs);
		if (!(await waitUnlessCancelled(pauseMs, context.getExecutionCancelSignal()))) {
			if (afterStopMs >= graceMs(purpose)) throw new StoppedWaiting();
			await sleep(pauseMs);
			afterStopMs += pauseMs;
		}
		if (waitedMs <= SILENT_MS && waitedMs + pauseMs > SILENT_MS) {
			context.logger.info(
				'Waiting for another execution that uses the memory of this workflow. If it has died, this takes about five minutes',
			);
		}
		waitedMs += pauseMs;
	};
}
