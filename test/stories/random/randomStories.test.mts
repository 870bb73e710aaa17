import fc from 'fast-check';

import { newTotals, play } from './play.mts';
import { scenario } from './scenario.mts';

test('a sample of the random stories keeps every invariant (npm run test:stories -- random plays 20,000)', async () => {
	const totals = newTotals();
	await fc.assert(
		fc.asyncProperty(scenario, async (story) => await play(story, totals)),
		{ numRuns: 150, endOnFailure: true },
	);
	expect(totals.executions).toBeGreaterThanOrEqual(150);
	expect(totals.submitted).toBeGreaterThan(0);
	expect(Object.keys(totals.faults).length).toBeGreaterThan(5);
	// Nearly all of them must come about, or the stories have lost their variety.
	expect(Object.keys(totals.outcomes).length).toBeGreaterThan(7);
}, 120_000);
