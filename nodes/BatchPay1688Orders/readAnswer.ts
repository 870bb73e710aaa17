import { apiWords, isEmptyData, isRecord, readEnvelope, type Envelope } from '../shared/envelope';
import type { CallResult } from '../shared/signedCall';
import { advice } from './advice';
import type { Result } from './outcome';

/** What a batch's call says about its orders. */
export interface Answer {
	/** One result for each order of the batch. */
	results: Map<string, Result>;
	/** False when the call failed as a whole or left an order unclear: the stop rule looks at this. */
	clear: boolean;
	/** IDs the answer names though nobody asked for them. */
	strangers: string[];
}

/**
 * Turns the end of a batch's call into one result for each order.
 *
 * Documented by PandaPon: `code` 200 is success, and can still carry failed orders in `data`. Its other codes are not
 * documented. So 200 is read order by order, 400–499 counts as a refusal before processing, and everything else as unknown
 * (docs/api.md, Batch payment).
 *
 * @param orderIds The orders that were sent.
 * @param call What became of the call.
 * @param batch Number of the batch, from 1.
 */
export function readAnswer(orderIds: string[], call: CallResult, batch: number): Answer {
	if (call.kind === 'notSent') {
		return sameForAll(orderIds, { outcome: 'notSent', batch, requestId: null, errorReason: call.reason, advice: advice.notSent });
	}
	if (call.kind === 'unclear') {
		return sameForAll(orderIds, { outcome: 'unknown', batch, requestId: null, errorReason: call.reason, advice: advice.unknown });
	}

	const { httpStatus } = call;
	const envelope = readEnvelope(call.body);
	const code = envelope?.code;
	const base = { batch, requestId: envelope?.requestId ?? null, httpStatus, ...(code !== undefined && { code }) };
	if (isComplete(httpStatus) && envelope !== undefined && code === 200) {
		return readOrderByOrder(orderIds, envelope, base);
	}
	// A refusal that brings results along contradicts itself.
	const refusal = isEmptyData(envelope?.data) ? refusedWith(httpStatus, code) : undefined;
	const errorReason = wholeCallReason(httpStatus, envelope);
	if (refusal === 429) {
		return sameForAll(orderIds, { ...base, outcome: 'notSent', errorReason, advice: advice.tooManyRequests });
	}
	if (refusal !== undefined) {
		return sameForAll(orderIds, { ...base, outcome: 'rejected', errorReason, advice: advice.refusedCall(refusal) });
	}
	return sameForAll(orderIds, {
		...base,
		outcome: 'unknown',
		errorReason,
		advice: advice.unknown,
		...(isComplete(httpStatus) && isEmptyData(envelope?.data) && canBeTheGateways(code) && { gatewayCode: code }),
	});
}

/**
 * Codes below 300 may mean success, 408 and 499 a time-out, and those of server failures can hit payment and look-up for
 * different reasons: none of them proves anything when a look-up gets it too.
 */
function canBeTheGateways(code: number | undefined): boolean {
	return code !== undefined && ((code >= 300 && code < 400) || code >= 600);
}

/**
 * The status or code that proves a refusal before processing; `undefined` where there is none, or where HTTP status and
 * code contradict each other.
 */
function refusedWith(httpStatus: number, code: number | undefined): number | undefined {
	if (isComplete(httpStatus)) return isRefusal(code) ? code : undefined;
	const contradicted = code !== undefined && (code < 300 || isServerError(code));
	return isRefusal(httpStatus) && !contradicted ? httpStatus : undefined;
}

/**
 * Tells whether an HTTP status announces a whole answer (204 and 205 have none, 206 is a part).
 *
 * @param httpStatus HTTP status of the answer.
 */
export function isComplete(httpStatus: number): boolean {
	return httpStatus >= 200 && httpStatus <= 203;
}

/** 408 and 499 say that somebody's patience ended, not that nothing was processed. */
function isRefusal(status: number | undefined): boolean {
	return status !== undefined && status >= 400 && status <= 499 && status !== 408 && status !== 499;
}

/** A failure inside the server says nothing about what was processed. */
function isServerError(status: number): boolean {
	return status >= 500 && status <= 599;
}

function wholeCallReason(httpStatus: number, envelope: Envelope | undefined): string {
	if (envelope === undefined) return `The API's answer could not be read (HTTP ${httpStatus})`;
	const said = apiWords(envelope.msg);
	if (said !== '') return said;
	if (envelope.code === undefined) return `The API's answer holds no code (HTTP ${httpStatus})`;
	return `The API answered with code ${envelope.code} and no message (HTTP ${httpStatus})`;
}

interface Mention {
	/** `unclear` when the entry under `payFailOrders` has another shape than documented. */
	as: 'submitted' | 'rejected' | 'unclear';
	errorReason: string;
}

function readOrderByOrder(
	orderIds: string[],
	{ data }: Envelope,
	base: Pick<Result, 'batch' | 'requestId' | 'httpStatus' | 'code'>,
): Answer {
	const mentions = isRecord(data) ? readMentions(data) : undefined;
	if (mentions === undefined) {
		const errorReason = 'The answer says success, but its lists of orders are missing or of another shape than documented';
		return sameForAll(orderIds, { ...base, outcome: 'unknown', errorReason, advice: advice.unknown });
	}

	const unknown = (errorReason: string): Result => ({ ...base, outcome: 'unknown', errorReason, advice: advice.unknown });
	// One for all: n8n keeps it for each order until the execution ends.
	const submitted: Result = { outcome: 'submitted', batch: base.batch, requestId: base.requestId };
	const resultOf = (orderId: string): Result => {
		const named = mentions.get(orderId) ?? [];
		if (named.length === 0) return unknown('The answer does not name this order');
		if (named.length > 1) return unknown('The answer names this order more than once');
		const [{ as, errorReason }] = named;
		if (as === 'unclear') return unknown('The answer names this order in another shape than documented');
		if (as === 'rejected') return { ...base, outcome: 'rejected', errorReason, advice: advice.rejectedOrder(errorReason) };
		return submitted;
	};

	const results = new Map(orderIds.map((orderId) => [orderId, resultOf(orderId)]));
	return {
		results,
		clear: [...results.values()].every(({ outcome }) => outcome !== 'unknown'),
		strangers: [...mentions.keys()].filter((orderId) => !results.has(orderId)),
	};
}

/** Every place where the answer names an order, or `undefined` when one of its lists is not a list. */
function readMentions({ successOrderIds, payFailOrders }: Record<string, unknown>): Map<string, Mention[]> | undefined {
	const successes = successOrderIds ?? [];
	const failures = payFailOrders ?? [];
	if (!Array.isArray(successes) || !Array.isArray(failures)) return undefined;

	const mentions = new Map<string, Mention[]>();
	const mention = (id: unknown, as: Mention['as'], errorReason = ''): void => {
		const orderId = readId(id);
		if (orderId === undefined) return;
		const mentioned = mentions.get(orderId);
		if (mentioned === undefined) mentions.set(orderId, [{ as, errorReason }]);
		else mentioned.push({ as, errorReason });
	};
	for (const id of successes) mention(id, 'submitted');
	// A success that can not be read could be any order's, so no failure beside it is certain.
	const certain = (successes as unknown[]).every((id) => readId(id) !== undefined);
	for (const failure of failures as unknown[]) {
		if (!isRecord(failure)) mention(failure, 'unclear');
		else mention(failure.orderId, certain ? 'rejected' : 'unclear', apiWords(failure.errorReason) || 'The API gave no reason');
	}
	return mentions;
}

/** IDs are documented as text; numbers are accepted, since the JSON reader keeps their digits. */
function readId(id: unknown): string | undefined {
	const text = Number.isSafeInteger(id) ? String(id) : id;
	return typeof text === 'string' && /^\d{1,20}$/.test(text.trim()) ? text.trim() : undefined;
}

function sameForAll(orderIds: string[], result: Result): Answer {
	return { results: new Map(orderIds.map((orderId) => [orderId, result])), clear: false, strangers: [] };
}
