import { advice } from './advice';
import { withoutAnswer, type Result } from './outcome';

const MOST_IN_A_ROW = 3;
/** The key is not accepted, or there are too many calls: so it will be for the next row. */
const SAME_FOR_ALL = [401, 429];

/**
 * Holds the rest of a run back once three calls in a row are unclear, are refused for the key, or meet rate limiting: the API is
 * then most likely in trouble, and each further unclear call would leave one more change that nobody is sure of.
 *
 * @param results The run so far.
 * @returns The result of a call that must not be made; `undefined` when it may be made.
 */
export function whyHeldBack(results: Result[]): Result | undefined {
	let inARow = 0;
	for (let index = results.length - 1; inARow < MOST_IN_A_ROW; index--) {
		const result = results[index];
		if (result === undefined) return undefined;
		if (isTrouble(result)) inARow++;
		else if (result.outcome !== 'notSent') return undefined;
	}
	return withoutAnswer('notSent', 'Held back: three calls in a row have failed', advice.heldBack);
}

function isTrouble({ outcome, code, httpStatus }: Result): boolean {
	if (outcome === 'unclear') return true;
	return (
		outcome !== 'done' && [code, httpStatus].some((status) => SAME_FOR_ALL.includes(status ?? 0))
	);
}
