import { hintOn } from '../../../../dist/nodes/PandaPon/changes/hintOn.js';
import type { Outcome } from '../../../../dist/nodes/PandaPon/changes/outcome.js';

const result = (outcome: Outcome) => ({
	outcome,
	errorReason: outcome === 'done' ? null : 'Some reason',
});
const partly = { outcome: 'done' as const, errorReason: 'A part was not created' };
const hint = (message: string) => [{ message, type: 'warning', location: 'outputPane' }];

test.each<[Outcome[]]>([[[]], [['done']], [['done', 'done']]])('%j: none', (outcomes) => {
	expect(hintOn(outcomes.map(result))).toEqual([]);
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
	expect(hintOn(outcomes.map(result))).toEqual(hint(message));
});

test('what was done in part does not pass without a word', () => {
	const remark = ' 1 of those done with a remark: read its errorReason.';
	expect(hintOn([partly])).toEqual(hint(`1 call: 1 done.${remark}`));
	expect(hintOn([result('refused'), result('done'), partly])).toEqual(
		hint(`3 calls: 2 done, 1 refused.${remark}${AGAIN}`),
	);
});
