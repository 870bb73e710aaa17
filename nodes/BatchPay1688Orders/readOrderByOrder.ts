import { apiWords, isRecord, type Envelope } from '../shared/api/envelope';
import { readReason, withEnglish } from '../shared/api/reasons';
import { advice } from './advice';
import { sameForAll, type Answer } from './answer';
import type { Result } from './outcome';

interface Mention {
	/** `unclear` when the entry under `payFailOrders` does not have the documented shape. */
	as: 'submitted' | 'failed' | 'unclear';
	/** The API's reason, whole, as it gave it. */
	words?: unknown;
}

/**
 * Reads an answer that says success: it can still carry failed orders.
 *
 * @param orderIds The orders that were sent.
 * @param envelope The answer.
 * @param base What all results have in common.
 */
export function readOrderByOrder(
	orderIds: string[],
	{ data }: Envelope,
	base: Pick<Result, 'batch' | 'requestId' | 'httpStatus' | 'code'>,
): Answer {
	const mentions = isRecord(data) ? readMentions(data) : undefined;
	if (mentions === undefined) {
		const errorReason = 'The answer says success, but its lists of orders cannot be read';
		return sameForAll(orderIds, {
			...base,
			outcome: 'unknown',
			errorReason,
			advice: advice.unknown(base.requestId),
		});
	}

	const unknown = (errorReason: string): Result => ({
		...base,
		outcome: 'unknown',
		errorReason,
		advice: advice.unknown(base.requestId),
	});
	const failed = ({ words }: Mention): Result => {
		// The reason is read whole, but shown shortened.
		const reason = readReason(typeof words === 'string' ? words : '');
		const errorReason = withEnglish(apiWords(words) || 'The API gave no reason', reason.english);
		if (reason.kind === 'final')
			return { ...base, outcome: 'rejected', errorReason, advice: advice.rejectedOrder(reason) };
		return reason.kind === 'open'
			? { ...unknown(errorReason), rejectedIfUnpaid: true }
			: unknown(errorReason);
	};
	// One shared object: n8n keeps it for each order until the execution ends.
	const submitted: Result = { outcome: 'submitted', batch: base.batch, requestId: base.requestId };
	const resultOf = (orderId: string): Result => {
		const [mention, ...more] = mentions.get(orderId) ?? [];
		if (mention === undefined) return unknown('The answer does not name this order');
		if (more.length > 0) return unknown('The answer names this order more than once');
		if (mention.as === 'unclear')
			return unknown('What the answer says of this order cannot be read');
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
	const mention = (id: unknown, as: Mention['as'], words?: unknown): void => {
		const orderId = readId(id);
		if (orderId === undefined) return;
		const mentioned = mentions.get(orderId);
		if (mentioned === undefined) mentions.set(orderId, [{ as, words }]);
		else mentioned.push({ as, words });
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
