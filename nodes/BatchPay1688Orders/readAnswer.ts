import type { CallResult } from '../shared/api/callOnce';
import { apiWords, isRecord, readEnvelope, type Envelope } from '../shared/api/envelope';
import { isComplete } from '../shared/api/httpStatus';
import { advice } from './advice';
import { sameForAll, type Answer } from './answer';
import type { Result } from './outcome';
import { readOrderByOrder } from './readOrderByOrder';
import { englishOfCall, readReason, withEnglish } from './reasons';

/**
 * Turns the end of a batch's call into one result for each order.
 *
 * Documented by PandaPon: `code` 200 is success, and can still carry failed orders in `data`. Its other codes are not
 * documented. So 200 is read order by order, 400–499 (except 408, 409, 460, 499) counts as a refusal before processing, and
 * everything else as unknown (docs/api.md, Every call).
 *
 * @param orderIds The orders that were sent.
 * @param call What became of the call.
 * @param batch Number of the batch, from 1.
 */
export function readAnswer(orderIds: string[], call: CallResult, batch: number): Answer {
	if (call.kind !== 'answered') {
		const result = { batch, requestId: null, errorReason: call.reason };
		return call.kind === 'notSent'
			? sameForAll(orderIds, { ...result, outcome: 'notSent', advice: advice.notSent })
			: sameForAll(orderIds, { ...result, outcome: 'unknown', advice: advice.unknown(null) });
	}
	const { httpStatus, body } = call;
	const envelope = readEnvelope(body);
	const base = {
		batch,
		requestId: envelope?.requestId ?? null,
		httpStatus,
		...(envelope?.code !== undefined && { code: envelope.code }),
	};
	if (isComplete(httpStatus) && envelope?.code === 200) {
		return readOrderByOrder(orderIds, envelope, base);
	}
	const refusal = contradictsItself(body, envelope, orderIds)
		? undefined
		: refusedWith(httpStatus, envelope);
	const errorReason = wholeCallReason(httpStatus, envelope);
	return sameForAll(orderIds, { ...base, errorReason, ...verdictOn(refusal, base.requestId) });
}

/**
 * @param refusal The status or code that proves a refusal, if one does.
 * @param requestId PandaPon's name for the call.
 */
function verdictOn(
	refusal: number | undefined,
	requestId: string | null,
): Pick<Result, 'outcome' | 'advice'> {
	if (refusal === undefined) return { outcome: 'unknown', advice: advice.unknown(requestId) };
	if (refusal === 429) return { outcome: 'notSent', advice: advice.tooManyRequests };
	return { outcome: 'rejected', advice: advice.refusedCall(refusal) };
}

/** Whether a refusal carries results, names one of the orders, or speaks of a payment: then it proves nothing. */
function contradictsItself(
	body: string,
	envelope: Envelope | undefined,
	orderIds: string[],
): boolean {
	if (orderIds.some((orderId) => body.includes(orderId)) || !saysNothing(envelope?.data))
		return true;
	// A page or cut-off JSON has no message of its own: all of it may tell of a payment.
	const words =
		envelope === undefined
			? body
			: `${envelope.msg} ${typeof envelope.data === 'string' ? envelope.data : ''}`;
	return readReason(words).kind === 'doubtful';
}

/** Nothing, empty lists, or text: whatever else `data` holds could be a result. */
function saysNothing(data: unknown): boolean {
	if (data === undefined || data === null || data === false || typeof data === 'string')
		return true;
	if (Array.isArray(data)) return data.length === 0;
	return (
		isRecord(data) &&
		Object.values(data).every(
			(part) => part === null || part === '' || (Array.isArray(part) && part.length === 0),
		)
	);
}

/**
 * The status or code that proves a refusal before processing; `undefined` where there is none, or where HTTP status and
 * code contradict each other.
 */
function refusedWith(httpStatus: number, envelope: Envelope | undefined): number | undefined {
	const code = envelope?.code;
	if (isComplete(httpStatus)) return isRefusal(code) ? code : undefined;
	const contradicted =
		code === undefined
			? envelope?.hasOddCode === true
			: code < 300 || isServerError(code) || NO_REFUSAL.has(code);
	return isRefusal(httpStatus) && !contradicted ? httpStatus : undefined;
}

/** 408, 460 and 499 mean that somebody stopped waiting, 409 that the order is in some other state; none, that nothing was processed. */
const NO_REFUSAL: ReadonlySet<number> = new Set([408, 409, 460, 499]);

function isRefusal(status: number | undefined): boolean {
	return status !== undefined && status >= 400 && status <= 499 && !NO_REFUSAL.has(status);
}

/** A failure inside the server says nothing about what was processed. */
function isServerError(status: number): boolean {
	return status >= 500 && status <= 599;
}

function wholeCallReason(httpStatus: number, envelope: Envelope | undefined): string {
	if (envelope === undefined) return `The API's answer could not be read (HTTP ${httpStatus})`;
	const said = apiWords(envelope.msg);
	if (said !== '') return withEnglish(said, englishOfCall(said));
	if (envelope.code === undefined) return `The API's answer holds no code (HTTP ${httpStatus})`;
	return `The API answered with code ${envelope.code} and no message (HTTP ${httpStatus})`;
}
