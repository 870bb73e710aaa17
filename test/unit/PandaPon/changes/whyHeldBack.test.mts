import {
	withoutAnswer,
	type Outcome,
	type Result,
} from '../../../../dist/nodes/PandaPon/changes/outcome.js';
import { countTroubles, whyHeldBack } from '../../../../dist/nodes/PandaPon/changes/whyHeldBack.js';

const after = (results: Result[]) => whyHeldBack(results.reduce(countTroubles, 0));
const heldBack = (...outcomes: Outcome[]) =>
	after(outcomes.map((outcome) => withoutAnswer(outcome, '', '')))?.outcome;

test.each<[Outcome[]]>([
	[[]],
	[['unclear', 'unclear']],
	[['unclear', 'unclear', 'done', 'unclear']],
	[['unclear', 'refused', 'unclear', 'unclear']],
	[['notSent', 'notSent', 'notSent', 'notSent']],
	[['unclear', 'unclear', 'unclear', 'done']],
])('%j: the next call is made', (outcomes) => {
	expect(heldBack(...outcomes)).toBeUndefined();
});

test.each([401, 429])('a key that is not accepted, and rate limiting, hold back: %s', (status) => {
	const result = { ...withoutAnswer(status === 401 ? 'refused' : 'notSent', '', ''), code: status };
	expect(after([result, result])).toBeUndefined();
	expect(after([result, result, result])?.outcome).toBe('notSent');
	const other = { ...result, code: 404 };
	expect(after([other, other, other])).toBeUndefined();
});

test.each<[Outcome[]]>([
	[['unclear', 'unclear', 'unclear']],
	[['done', 'unclear', 'notSent', 'unclear', 'unclear']],
	[['unclear', 'unclear', 'unclear', 'notSent', 'notSent']],
])('%j: the next call is held back', (outcomes) => {
	expect(heldBack(...outcomes)).toBe('notSent');
});
