/**
 * What became of a call that changes something. The names are part of the node's public interface: workflows filter on them.
 * `done` – the API says that it did it; `refused` – it says that it did not; `notSent` – it never reached the API, or was held
 * back; `unclear` – it may have happened.
 */
export type Outcome = 'done' | 'refused' | 'unclear' | 'notSent';

/** The result of one call, in the order in which people read a table; what is not known is `null`. */
export interface Result {
	outcome: Outcome;
	/** What happened, in the API's own words where it gave any. */
	errorReason: string | null;
	/** What to do next. */
	advice: string | null;
	/** What was created, as text with all its digits; only of calls that create something. */
	createdIds?: string[];
	/** `data` of the answer. */
	answer: unknown;
	requestId: string | null;
	code: number | null;
	httpStatus: number | null;
}

/** A result that rests on no answer. */
export const withoutAnswer = (outcome: Outcome, errorReason: string, advice: string): Result => ({
	outcome,
	errorReason,
	advice,
	answer: null,
	requestId: null,
	code: null,
	httpStatus: null,
});
