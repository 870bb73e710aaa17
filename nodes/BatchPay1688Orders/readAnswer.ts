import type { CallResult } from '../shared/api/callOnce';
import { apiWords, isRecord, readEnvelope, type Envelope } from '../shared/api/envelope';
import { isComplete } from '../shared/api/httpStatus';
import { advice } from './advice';
import type { Result } from './outcome';
import { readReason, type Reason } from './reasons';

/** What a batch's call says about its orders. */
export interface Answer {
	/** One result for each order of the batch. */
	results: Map<string, Result>;
	/**
	 * False when the call failed as a whole or left an order in doubt: the stop rule looks at this. An order that the API lists
	 * as failed for a reason nobody here knows is no such sign: the API has worked, and said no.
	 */
	clear: boolean;
	/** IDs the answer names though nobody asked for them. */
	unexpectedIds: string[];
}

/**
 * Turns the end of a batch's call into one result for each order.
 *
 * Documented by PandaPon: `code` 200 is success, and can still carry failed orders in `data`. Its other codes are not
 * documented. So 200 is read order by order, 400–499 (less 408, 409, 460, 499) counts as a refusal before processing, and everything
 * else as unknown (docs/api.md, Every call).
 *
 * @param orderIds The orders that were sent.
 * @param call What became of the call.
 * @param batch Number of the batch, from 1.
 */
export function readAnswer(orderIds: string[], call: CallResult, batch: number): Answer {
	if (call.kind === 'notSent') {
		return sameForAll(orderIds, {
			outcome: 'notSent',
			batch,
			requestId: null,
			errorReason: call.reason,
			advice: advice.notSent,
		});
	}
	if (call.kind === 'unclear') {
		return sameForAll(orderIds, {
			outcome: 'unknown',
			batch,
			requestId: null,
			errorReason: call.reason,
			advice: advice.unknown(),
		});
	}

	const { httpStatus } = call;
	const envelope = readEnvelope(call.body);
	const code = envelope?.code;
	const base = {
		batch,
		requestId: envelope?.requestId ?? null,
		httpStatus,
		...(code !== undefined && { code }),
	};
	if (isComplete(httpStatus) && envelope !== undefined && code === 200) {
		return readOrderByOrder(orderIds, envelope, base);
	}
	const refusal = contradictsItself(call.body, envelope, orderIds)
		? undefined
		: refusedWith(httpStatus, envelope);
	const errorReason = wholeCallReason(httpStatus, envelope);
	if (refusal === 429) {
		return sameForAll(orderIds, {
			...base,
			outcome: 'notSent',
			errorReason,
			advice: advice.tooManyRequests,
		});
	}
	if (refusal !== undefined) {
		return sameForAll(orderIds, {
			...base,
			outcome: 'rejected',
			errorReason,
			advice: advice.refusedCall(refusal),
		});
	}
	return sameForAll(orderIds, {
		...base,
		outcome: 'unknown',
		errorReason,
		advice: advice.unknown(),
	});
}

/** Whether a refusal brings results along, names one of the orders, or speaks of a payment: then it proves nothing. */
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

/** 408, 460 and 499 say that somebody's patience ended, 409 that the order is in a state of its own: none that nothing was processed. */
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
	if (said !== '') return said;
	if (envelope.code === undefined) return `The API's answer holds no code (HTTP ${httpStatus})`;
	return `The API answered with code ${envelope.code} and no message (HTTP ${httpStatus})`;
}

interface Mention {
	/** `unclear` when the entry under `payFailOrders` has another shape than documented. */
	as: 'submitted' | 'failed' | 'unclear';
	/** The API's own words, safe to show. */
	errorReason: string;
	reason: Reason;
}

function readOrderByOrder(
	orderIds: string[],
	{ data }: Envelope,
	base: Pick<Result, 'batch' | 'requestId' | 'httpStatus' | 'code'>,
): Answer {
	const mentions = isRecord(data) ? readMentions(data) : undefined;
	if (mentions === undefined) {
		const errorReason =
			'The answer says success, but its lists of orders are missing or of another shape than documented';
		return sameForAll(orderIds, {
			...base,
			outcome: 'unknown',
			errorReason,
			advice: advice.unknown(),
		});
	}

	const unknown = (errorReason: string, english?: string): Result => ({
		...base,
		outcome: 'unknown',
		errorReason,
		advice: advice.unknown(english),
	});
	const failed = ({ errorReason, reason: { kind, english } }: Mention): Result => {
		if (kind === 'final')
			return { ...base, outcome: 'rejected', errorReason, advice: advice.rejectedOrder(english) };
		return kind === 'unlisted'
			? { ...unknown(errorReason), rejectedIfUnpaid: true }
			: unknown(errorReason, english);
	};
	// One for all: n8n keeps it for each order until the execution ends.
	const submitted: Result = { outcome: 'submitted', batch: base.batch, requestId: base.requestId };
	const resultOf = (orderId: string): Result => {
		const [mention, ...more] = mentions.get(orderId) ?? [];
		if (mention === undefined) return unknown('The answer does not name this order');
		if (more.length > 0) return unknown('The answer names this order more than once');
		if (mention.as === 'unclear')
			return unknown('The answer names this order in another shape than documented');
		return mention.as === 'failed' ? failed(mention) : submitted;
	};

	const results = new Map(orderIds.map((orderId) => [orderId, resultOf(orderId)]));
	return {
		results,
		clear: [...results.values()].every(
			({ outcome, rejectedIfUnpaid }) => outcome !== 'unknown' || rejectedIfUnpaid === true,
		),
		unexpectedIds: [...mentions.keys()].filter((orderId) => !results.has(orderId)),
	};
}

/** Every place where the answer names an order, or `undefined` when one of its lists is not a list. */
function readMentions({
	successOrderIds,
	payFailOrders,
}: Record<string, unknown>): Map<string, Mention[]> | undefined {
	const successes = successOrderIds ?? [];
	const failures = payFailOrders ?? [];
	if (!Array.isArray(successes) || !Array.isArray(failures)) return undefined;

	const mentions = new Map<string, Mention[]>();
	const mention = (id: unknown, as: Mention['as'], words: unknown = ''): void => {
		const orderId = readId(id);
		if (orderId === undefined) return;
		// The reason is read whole, and shown cut.
		const one = {
			as,
			errorReason: apiWords(words) || 'The API gave no reason',
			reason: readReason(typeof words === 'string' ? words : ''),
		};
		const mentioned = mentions.get(orderId);
		if (mentioned === undefined) mentions.set(orderId, [one]);
		else mentioned.push(one);
	};
	for (const id of successes) mention(id, 'submitted');
	// A success that cannot be read could be any order's, so no failure beside it is certain.
	const certain = (successes as unknown[]).every((id) => readId(id) !== undefined);
	for (const failure of failures as unknown[]) {
		if (!isRecord(failure)) mention(failure, 'unclear');
		else mention(failure.orderId, certain ? 'failed' : 'unclear', failure.errorReason);
	}
	return mentions;
}

/** IDs are documented as text; numbers are accepted, since the JSON reader keeps their digits. */
function readId(id: unknown): string | undefined {
	const text = Number.isSafeInteger(id) ? String(id) : id;
	return typeof text === 'string' && /^\d{1,20}$/.test(text.trim()) ? text.trim() : undefined;
}

function sameForAll(orderIds: string[], result: Result): Answer {
	return {
		results: new Map(orderIds.map((orderId) => [orderId, result])),
		clear: false,
		unexpectedIds: [],
	};
}
