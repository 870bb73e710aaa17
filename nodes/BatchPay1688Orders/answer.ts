import type { Result } from './outcome';

/** What a batch's call says about its orders. */
export interface Answer {
	/** One result for each order of the batch. */
	results: Map<string, Result>;
	/**
	 * False when the call failed as a whole or left an order in doubt: the stop rule looks at this. An order that the API lists
	 * as failed for an unlisted reason is no such sign: the API worked, and said no.
	 */
	clear: boolean;
	/** IDs in the answer that nobody asked for. */
	unexpectedIds: string[];
}

/**
 * The answer for a call that failed as a whole.
 *
 * @param orderIds The orders of the batch.
 * @param result What became of each of them.
 */
export function sameForAll(orderIds: string[], result: Result): Answer {
	return {
		results: new Map(orderIds.map((orderId) => [orderId, result])),
		clear: false,
		unexpectedIds: [],
	};
}
