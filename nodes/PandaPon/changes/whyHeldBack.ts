import { advice } from './advice';
import { withoutAnswer, type Result } from './outcome';

const MOST_UNCLEAR_IN_A_ROW = 3;

/**
 * Holds the rest of a run back once three calls in a row are unclear: the API is then most likely in trouble, and each further
 * call would leave one more change that nobody is sure of.
 *
 * @param results The run so far.
 * @returns The result of a call that must not be made; `undefined` when it may be made.
 */
export function whyHeldBack(results: Result[]): Result | undefined {
	let unclear = 0;
	for (let index = results.length - 1; unclear < MOST_UNCLEAR_IN_A_ROW; index--) {
		const outcome = results[index]?.outcome;
		if (outcome === 'unclear') unclear++;
		else if (outcome !== 'notSent') return undefined;
	}
	return withoutAnswer('notSent', 'Held back: three calls in a row are unclear', advice.heldBack);
}
