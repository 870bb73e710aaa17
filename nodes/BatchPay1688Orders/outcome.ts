/** What became of an order. The names are part of the node's public interface: workflows filter on them. */
export const OUTCOMES = [
	'submitted',
	'paid',
	'rejected',
	'ready',
	'notSent',
	'amountExceeded',
	'notPayable',
	'invalid',
	'alreadySubmitted',
	'unknown',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The fields of an item on Success, in the order in which people read a table. */
export const SUCCESS_FIELDS = [
	'orderId',
	'outcome',
	'orderAmount',
	'supplier',
	'batch',
	'requestId',
	'orderStatus',
] as const;

/** The same for Failure. */
export const FAILURE_FIELDS = [
	'orderId',
	'outcome',
	'errorReason',
	'advice',
	'orderAmount',
	'supplier',
	'moneyMoved',
	'retrySafe',
	'orderStatus',
	'batch',
	'requestId',
	'code',
	'httpStatus',
] as const;

/** Whether money may have moved for an order that failed. */
export type MoneyMoved = 'no' | 'maybe';

/** The result of one order. */
export interface Result {
	outcome: Outcome;
	/** Number of the batch the order belongs to, from 1; `null` when it belongs to none. */
	batch: number | null;
	/** PandaPon's name for the call, to quote to its support. */
	requestId: string | null;
	/** All that is to be paid for the order, in fen; absent when it is not known. */
	amountFen?: number;
	/** Who sells it; absent when that is not known. */
	supplier?: string;
	/** 1688's status of the order, where the result rests on a look-up. */
	orderStatus?: string;
	/** What happened, in the API's own words where it gave any. Failures only, like all fields below. */
	errorReason?: string;
	/** What to do next. */
	advice?: string;
	/** Set where it is not what the outcome says by itself (`moneyMoved`). */
	moneyMoved?: MoneyMoved;
	/** The `code` of the API's answer. */
	code?: number;
	/** The HTTP status of the answer. */
	httpStatus?: number;
	/** Internal: the API listed the order as failed, for an unlisted reason; a look-up that shows it unpaid makes it `rejected`. */
	rejectedIfUnpaid?: true;
}

const SUCCESSES: ReadonlySet<Outcome> = new Set(['submitted', 'paid']);
const RETRY_SAFE: ReadonlySet<Outcome> = new Set(['rejected', 'ready', 'notSent']);
const MAY_HAVE_BEEN_SENT: ReadonlySet<Outcome> = new Set([
	'submitted',
	'paid',
	'alreadySubmitted',
	'unknown',
]);
/** A refund closes orders too; and an earlier run may have sent what was not sent now, unless the memory says that none did. */
const MONEY_MAY_HAVE_MOVED: ReadonlySet<Outcome> = new Set([
	'ready',
	'notSent',
	'amountExceeded',
	'notPayable',
	'alreadySubmitted',
	'unknown',
]);

const OUTCOME_NAMES: ReadonlySet<unknown> = new Set(OUTCOMES);

/**
 * Tells whether the fields of an input item are a result of this node that comes in again.
 *
 * @param json The input item's fields.
 */
export function isResult(json: { outcome?: unknown }): boolean {
	return (
		OUTCOME_NAMES.has(json.outcome) && 'orderId' in json && 'batch' in json && 'requestId' in json
	);
}

/** Tells whether an order leaves on the Success output. */
export function isSuccess(outcome: Outcome): boolean {
	return SUCCESSES.has(outcome);
}

/** Tells whether the order may be sent again unattended, by this node. */
export function isRetrySafe(outcome: Outcome): boolean {
	return RETRY_SAFE.has(outcome);
}

/** Tells whether this run or an earlier one may have sent the order to the API for payment. */
export function mayHaveBeenSent(outcome: Outcome): boolean {
	return MAY_HAVE_BEEN_SENT.has(outcome);
}

/** Tells whether this execution sent an order that is submitted or proven paid. */
export function wasSentNow({ outcome, batch }: Result): boolean {
	return outcome === 'submitted' || (outcome === 'paid' && batch !== null);
}

/** Tells whether money may have moved for an order that failed. */
export function moneyMoved({ outcome, moneyMoved: known }: Result): MoneyMoved {
	return known ?? (MONEY_MAY_HAVE_MOVED.has(outcome) ? 'maybe' : 'no');
}
