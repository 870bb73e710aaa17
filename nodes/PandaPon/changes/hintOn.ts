import type { NodeExecutionHint } from 'n8n-workflow';

import type { Outcome, Result } from './outcome';

const REST = ['refused', 'unclear', 'notSent'] as const;
const WORDS: Record<Outcome, string> = {
	done: 'done',
	refused: 'refused',
	unclear: 'unclear',
	notSent: 'not sent',
};

/**
 * The banner over the output of calls that change something.
 *
 * @param results What became of each call.
 * @returns None where all were done, and nothing is to be said about any of them: the table says it.
 */
export function hintOn(
	results: Array<Pick<Result, 'outcome' | 'errorReason'>>,
): NodeExecutionHint[] {
	const count = (wanted: Outcome) => results.filter(({ outcome }) => outcome === wanted).length;
	const remarks = results.filter(isDoneWithRemark).length;
	const isAllDone = count('done') === results.length;
	if (isAllDone && remarks === 0) return [];
	const rest = REST.filter((outcome) => count(outcome) > 0);
	const parts = (['done', ...rest] as const).map(
		(outcome) => `${count(outcome)} ${WORDS[outcome]}`,
	);
	const calls = results.length === 1 ? '1 call' : `${results.length} calls`;
	const sentences = [
		`${calls}: ${parts.join(', ')}.`,
		...(remarks > 0 ? [`${remarks} of those done with a remark: read its errorReason.`] : []),
		...(count('unclear') > 0
			? ['What is unclear may have happened: read its advice before you run it again.']
			: []),
		...(count('done') > 0 && !isAllDone
			? ['Run only the other rows again: what is done would be done again.']
			: []),
	];
	return [{ message: sentences.join(' '), type: 'warning', location: 'outputPane' }];
}

/** E.g. a part was not created. */
function isDoneWithRemark({
	outcome,
	errorReason,
}: Pick<Result, 'outcome' | 'errorReason'>): boolean {
	return outcome === 'done' && errorReason !== null;
}
