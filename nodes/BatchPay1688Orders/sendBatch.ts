import type { IExecuteFunctions } from 'n8n-workflow';

import { callOnce, type CallResult } from '../shared/signedCall';
import { waitUnlessCancelled } from '../shared/wait';
import { readAnswer, type Answer } from './readAnswer';
import type { Settings } from './settings';

const PATH = '/alibaba/order/batch/submit/to/pay';
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** Orders that go out in one call. */
export interface Batch {
	/** From 1. */
	number: number;
	orderIds: string[];
}

/**
 * Sends one batch. It is sent again, signed anew, only when it is proven that the API did not take it in: the request
 * never arrived, or the API turned it away for lack of time (429).
 *
 * @param context n8n's execution context.
 * @param batch The orders, and the batch's number.
 * @param settings The checked settings.
 * @param mayResend Asked before the batch is sent again: false once the run is to stop.
 * @returns What the last call says about each order. Never throws.
 */
export async function sendBatch(
	context: IExecuteFunctions,
	batch: Batch,
	settings: Settings,
	mayResend: () => boolean,
): Promise<Answer> {
	const { credential, timeoutMs, notSentRetries } = settings;
	for (let attempt = 0; ; attempt++) {
		const call = await callOnce(context, { credential, path: PATH, body: { orderIds: batch.orderIds }, timeoutMs });
		const answer = readAnswer(batch.orderIds, call, batch.number);
		const notSent = [...answer.results.values()].every(({ outcome }) => outcome === 'notSent');
		if (!notSent || attempt >= notSentRetries) return answer;

		const waitMs = resendDelay(call, attempt);
		if (waitMs > LONGEST_WAIT_MS) return answer;
		if (!(await waitUnlessCancelled(waitMs, context.getExecutionCancelSignal())) || !mayResend()) return answer;
	}
}

/**
 * How long to wait before sending a batch again.
 *
 * @param call The call that was not taken in.
 * @param attempt How many times the batch was sent again before.
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
