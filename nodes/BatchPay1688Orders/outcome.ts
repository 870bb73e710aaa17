/** What became of an order. The names are part of the node's public face: workflows filter on them. */
export type Outcome =
	| 'submitted'
	| 'paid'
	| 'rejected'
	| 'ready'
	| 'notSent'
	| 'invalid'
	| 'alreadySubmitted'
	| 'unknown';

/** The result of one order. */
export interface Result {
	outcome: Outcome;
	/** Number of the batch the order belongs to, from 1; `null` when it never came to a batch. */
	batch: number | null;
	/** PandaPon's name for the call, to quote to its support. */
	requestId: string | null;
	/** What happened, in the API's own words where it gave any. Failures only, as all that follows. */
	errorReason?: string;
	/** Whether money may have moved, and what to do next. */
	advice?: string;
	/** The `code` of the API's answer. */
	code?: number;
	/** The HTTP status of the answer. */
	httpStatus?: number;
	/** The order's own status, when it was looked up. */
	orderStatus?: string;
	/** Internal: the `code`, when it may be the gateway's; a look-up that gets it too proves that nothing was processed. */
	gatewayCode?: number;
}

const SUCCESSES: ReadonlySet<Outcome> = new Set(['submitted', 'paid']);
const RETRY_SAFE: ReadonlySet<Outcome> = new Set(['rejected', 'ready', 'notSent']);

/** Tells whether an order leaves on the Success output. */
export function isSuccess(outcome: Outcome): boolean {
	return SUCCESSES.has(outcome);
}

/** Tells whether sending the order again can not pay it twice. */
export function isRetrySafe(outcome: Outcome): boolean {
	return RETRY_SAFE.has(outcome);
}
