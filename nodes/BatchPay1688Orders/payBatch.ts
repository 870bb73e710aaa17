import { advice } from './advice';
import { alreadySubmitted } from './alreadySubmitted';
import type { Answer } from './answer';
import type { RecordedBatch } from './memory/recordAhead';
import { isRetrySafe, mayHaveBeenSent, type Result } from './outcome';
import type { Run } from './run';
import { sendBatch } from './sendBatch';
import { batchFailed, INTERRUPTED, type Hold } from './stopRule';

/**
 * Pays one batch: leaves out what an earlier run has submitted, sends the rest, keeps what the answer says, and strikes out
 * what was certainly not submitted.
 *
 * @param run The run; its results, remarks, memory and stop rule are updated.
 * @param batch The batch, and what the memory recorded of it.
 */
export async function payBatch(run: Run, batch: RecordedBatch): Promise<void> {
	const { context, settings, memory, results, stopRule } = run;
	const { number, fresh, recorded } = batch;
	const skipsKnown = settings.skipSubmitted && recorded;
	const toSend = skipsKnown ? leaveOutKnown(run, batch) : batch.orderIds;
	if (toSend.length === 0) return;

	const mustBeRecorded = settings.skipSubmitted && !recorded;
	const hold = stopRule.reasonToHold() ?? (mustBeRecorded ? INTERRUPTED : undefined);
	if (hold !== undefined) {
		holdBack(run, number, toSend, hold, skipsKnown);
		return memory.release(fresh);
	}

	// From here until the answer is read, this is the truth, whatever interrupts this function.
	results.setAll(toSend, { ...UNDER_WAY, batch: number });
	results.take(toSend, 'pay');
	const mayResend = () => stopRule.reasonToHold() === undefined;
	const answer = await sendBatch(context, { number, orderIds: toSend }, settings, mayResend);
	keepAnswer(run, batch, answer);
	memory.release(fresh.filter((orderId) => !maybeSubmitted(answer, orderId)));
}

/** Sets the result of the orders that an earlier run has recorded; returns the others. */
function leaveOutKnown({ results }: Run, { orderIds, fresh }: RecordedBatch): string[] {
	const isFresh = new Set(fresh);
	const known = orderIds.filter((orderId) => !isFresh.has(orderId));
	for (const orderId of known) results.set(orderId, alreadySubmitted(results.factsOf(orderId)));
	return fresh;
}

/**
 * Sets the result of orders that are not sent.
 *
 * @param run The run.
 * @param number Number of their batch.
 * @param orderIds The orders.
 * @param hold Why they are held back, and what to do.
 * @param isNew Whether the memory was asked, and knew none of them. That 1688 shows them as waiting is no proof of it.
 */
export function holdBack(
	{ results }: Run,
	number: number,
	orderIds: string[],
	{ errorReason, next }: Hold,
	isNew: boolean,
): void {
	results.setAll(orderIds, {
		outcome: 'notSent',
		batch: number,
		requestId: null,
		errorReason,
		advice: advice.notSentInThisRun(next, isNew),
		// Whatever an earlier question has shown: since then another run may have sent them.
		moneyMoved: isNew ? 'no' : 'maybe',
	});
}

/** Keeps what the answer says about each order and about the run. */
function keepAnswer(
	{ settings, results, stopRule, remarks }: Run,
	{ number, fresh, recorded }: RecordedBatch,
	answer: Answer,
): void {
	const isFresh = new Set(fresh);
	for (const [orderId, result] of answer.results) {
		results.set(orderId, isFresh.has(orderId) ? ofNewOrder(result) : ofOrderSentBefore(result));
		if (!recorded && maybeSubmitted(answer, orderId)) remarks.notRecorded++;
	}
	for (const orderId of answer.unexpectedIds) remarks.unexpectedIds.push(orderId);
	if (!answer.clear && settings.stopOnBatchFailure) stopRule.stop(batchFailed(number));
}

/** No earlier run has sent it, so where this call did not pay it, nothing did. */
function ofNewOrder(result: Result): Result {
	return isRetrySafe(result.outcome) ? { ...result, moneyMoved: 'no' } : result;
}

/** An earlier run may have paid what the memory did not find new, or may still be paying it, whatever became of this call. */
function ofOrderSentBefore(result: Result): Result {
	if (!isRetrySafe(result.outcome)) return { ...result, rejectedIfUnpaid: undefined };
	return { ...result, moneyMoved: 'maybe', advice: `${result.advice} ${advice.sentBefore}` };
}

/** Whether, by its answer, the API may have submitted an order. */
function maybeSubmitted({ results }: Answer, orderId: string): boolean {
	return mayHaveBeenSent(results.get(orderId)?.outcome ?? 'unknown');
}

const UNDER_WAY = {
	outcome: 'unknown',
	requestId: null,
	errorReason: 'The run was interrupted while the call was under way',
	advice: advice.unknown(null),
} as const;
