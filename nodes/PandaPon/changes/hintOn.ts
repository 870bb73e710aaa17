import type { NodeExecutionHint } from 'n8n-workflow';

import type { Outcome } from './outcome';

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
 * @param outcomes What became of each call.
 * @returns None where all were done: the table says it.
 */
export function hintOn(outcomes: Outcome[]): NodeExecutionHint[] {
	const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
	if (count('done') === outcomes.length) return [];
	const rest = REST.filter((outcome) => count(outcome) > 0);
	const parts = (['done', ...rest] as const).map(
		(outcome) => `${count(outcome)} ${WORDS[outcome]}`,
	);
	const calls = outcomes.length === 1 ? '1 call' : `${outcomes.length} calls`;
	const unclear =
		count('unclear') > 0
			? ' What is unclear may have happened: read its advice before you run it again.'
			: '';
	const again =
		count('done') > 0 ? ' Run only the other rows again: what is done would be done again.' : '';
	return [
		{
			message: `${calls}: ${parts.join(', ')}.${unclear}${again}`,
			type: 'warning',
			location: 'outputPane',
		},
	];
}
