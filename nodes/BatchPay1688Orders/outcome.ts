/** What became of an order. The names are part of the node's public interface: workflows filter on them. */
export const OUTCOMES = [
	'submitted',
	'paid',
	'rejected',
	'ready',
	'notSent',
	'invalid',
	'alreadySubmitted',
	'unknown',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The fields of a result, on either output. */
export const RESULT_FIELDS = [
	'orderId',
	'outcome',
	'errorReason',
	'advice',
	'retrySafe',
	'batch',
	'requestId',
	'code',
	'httpStatus',
	'orderStatus',
] as const;

/** The result of one order. */
export interface Result {
	outcome: Outcome;
	/** Number of the batch the order belongs to, from 1; `null` when it belongs to none. */
	batch: number | null;
	/** PandaPon's name for the call, to quote to its support. */
	requestId: string | null;
	/** What happened, in the API's own words where it gave any. Failures only, like all fields below. */
	errorReason?: string;
	/** Whether money may have moved, and what to do next. */
	advice?: string;
	/** The `code` of the API's answer. */
	code?: number;
	/** The HTTP status of the answer. */
	httpStatus?: number;
	/** The order's own status, when it was looked up. */
	orderStatus?: string;
	/** Internal: the API listed the order as failed, for an unlisted reason; a look-up that shows it unpaid makes it `rejected`. */
	rejectedIfUnpaid?: true;
}

const SUCCESSES: ReadonlySet<Outcome> = new Set(['submitted', 'paid']);
const RETRY_SAFE: ReadonlySet<Outcome> = new Set(['rejected', 'ready', 'notSent']);

/** Tells whether an order leaves on the Success output. */
export function isSuccess(outcome: Outcome): boolean {
	return SUCCESSES.has(outcome);
}

/** Tells whether sending the order again cannot pay it twice. */
export function isRetrySafe(outcome: Outcome): boolean {
	return RETRY_SAFE.has(outcome);
}
