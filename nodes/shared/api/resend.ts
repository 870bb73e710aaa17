import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallResult } from './callOnce';
import { waitUnlessCancelled } from './wait';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/**
 * Waits before repeating a call that the API provably did not take in.
 *
 * @param context n8n's execution context.
 * @param call The call that was not taken in.
 * @param attempt How many times it has been repeated so far.
 * @returns True when it may be repeated; false when the execution was stopped, or the API asks for more than a minute.
 */
export async function waitToResend(
	context: IExecuteFunctions,
	call: CallResult,
	attempt: number,
): Promise<boolean> {
	const waitMs = resendDelay(call, attempt);
	return (
		waitMs <= LONGEST_WAIT_MS &&
		(await waitUnlessCancelled(waitMs, context.getExecutionCancelSignal()))
	);
}

/**
 * How long to wait before a call is repeated.
 *
 * @param call The call that was not taken in.
 * @param attempt How many times it has been repeated so far.
 * @param now Current time in milliseconds since 1970.
 * @returns Milliseconds: what the answer's `Retry-After` header asks for (seconds or a date), else a wait that doubles each
 * time, shortened at random by up to half so that several runs do not come back together.
 */
export function resendDelay(call: CallResult, attempt: number, now: number = Date.now()): number {
	const asked = call.kind === 'answered' ? call.retryAfter : undefined;
	if (asked !== undefined) {
		if (/^\d+$/.test(asked)) return Number(asked) * 1000;
		const until = /^[a-z]{3}, /i.test(asked) ? Date.parse(asked) : NaN;
		if (!Number.isNaN(until)) return Math.max(0, until - now);
	}
	return FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random() / 2);
}
