import fc from 'fast-check';

import { changeStory } from './changeStory.mts';
import { newChangeTotals, playChangeStory } from './playChangeStory.mts';

test('a sample of the random stories keeps every invariant (npm run test:stories -- changes plays 5,000)', async () => {
	const totals = newChangeTotals();
	await fc.assert(
		fc.asyncProperty(changeStory, async (story) => await playChangeStory(story, totals)),
		{ numRuns: 80, endOnFailure: true },
	);
	expect(totals.runs).toBeGreaterThanOrEqual(80);
	expect(totals.performed).toBeGreaterThan(0);
	// Nearly all of them must come about, or the stories have lost their variety.
	expect(Object.keys(totals.outcomes).sort()).toEqual(['done', 'notSent', 'refused', 'unclear']);
	expect(Object.keys(totals.faults).length).toBeGreaterThan(5);
	expect(Object.keys(totals.operations).length).toBeGreaterThan(9);
}, 120_000);
