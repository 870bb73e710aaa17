import { advice } from './advice';
import { withoutAnswer, type Result } from './outcome';

const MOST_IN_A_ROW = 3;
/** The key is not accepted, or there are too many calls: so it will be for the next row. */
const SAME_FOR_ALL = [401, 429];

/**
 * Counts the calls in a row that are unclear, are refused for the key, or meet rate limiting.
 *
 * @param soFar How many there were before.
 * @param result What became of the next item: one that was not sent proves nothing.
 */
export function countTroubles(soFar: number, result: Result): number {
	if (isTrouble(result)) return soFar + 1;
	return result.outcome === 'notSent' ? soFar : 0;
}

/**
 * Holds the rest of a run back after three troubles in a row: the API is then most likely in trouble, and each further unclear
 * call would leave one more change that nobody is sure of.
 *
 * @param troubles How many there were in a row.
 * @returns The result of a call that must not be made; `undefined` when it may be made.
 */
export function whyHeldBack(troubles: number): Result | undefined {
	if (troubles < MOST_IN_A_ROW) return undefined;
	return withoutAnswer('notSent', 'Held back: three calls in a row have failed', advice.heldBack);
}

function isTrouble({ outcome, code, httpStatus }: Result): boolean {
	if (outcome === 'unclear') return true;
	return (
		outcome !== 'done' && [code, httpStatus].some((status) => SAME_FOR_ALL.includes(status ?? 0))
	);
}
