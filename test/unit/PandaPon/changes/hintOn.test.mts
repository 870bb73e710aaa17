import { hintOn } from '../../../../dist/nodes/PandaPon/changes/hintOn.js';
import type { Outcome } from '../../../../dist/nodes/PandaPon/changes/outcome.js';

test.each<[Outcome[]]>([[[]], [['done']], [['done', 'done']]])('%j: none', (outcomes) => {
	expect(hintOn(outcomes)).toEqual([]);
});

const UNCLEAR = ' What is unclear may have happened: read its advice before you run it again.';
const AGAIN = ' Run only the other rows again: what is done would be done again.';

test.each<[Outcome[], string]>([
	[['refused'], '1 call: 0 done, 1 refused.'],
	[['notSent'], '1 call: 0 done, 1 not sent.'],
	[['unclear'], `1 call: 0 done, 1 unclear.${UNCLEAR}`],
	[['done', 'refused', 'done'], `3 calls: 2 done, 1 refused.${AGAIN}`],
	[
		['notSent', 'unclear', 'refused', 'done', 'unclear'],
		`5 calls: 1 done, 1 refused, 2 unclear, 1 not sent.${UNCLEAR}${AGAIN}`,
	],
])('%j: %s', (outcomes, message) => {
	expect(hintOn(outcomes)).toEqual([{ message, type: 'warning', location: 'outputPane' }]);
});
