import type { CallResult } from '../shared/api/callOnce';
import { readEnvelope, type Envelope } from '../shared/api/envelope';
import { isComplete } from '../shared/api/httpStatus';
import { readReason } from '../shared/api/reasons';
import { reasonOfCall, refusedWith, saysNothing } from '../shared/api/refusal';
import { advice } from './advice';
import { sameForAll, type Answer } from './answer';
import type { Result } from './outcome';
import { readOrderByOrder } from './readOrderByOrder';

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
	const errorReason = reasonOfCall(httpStatus, envelope);
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
