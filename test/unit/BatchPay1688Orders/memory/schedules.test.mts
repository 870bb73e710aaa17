import { Lane, type Outcome } from '../../../stories/simulation/schedule.mts';

const FIRST_SEED = 1688;
const SCHEDULES = 1_500;
/** Played side by side, so that one turn of the event loop serves them all. */
const LANES = 50;

/** Some 10,000 are needed. */
const MOST_TURNS = 15_000;

/** Plays the schedules of a range of seeds, until one breaks a promise. */
async function play(): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	let next = FIRST_SEED;
	const lanes = Array.from({ length: LANES }, () => new Lane());
	for (const lane of lanes) lane.begin(next++);
	for (let turn = 0; outcomes.length < SCHEDULES; turn++) {
		if (turn > MOST_TURNS) throw new Error('the schedules take too many turns');
		await new Promise((resolve) => setImmediate(resolve));
		for (const lane of [...lanes]) {
			const outcome = lane.step();
			if (outcome === undefined) continue;
			outcomes.push(outcome);
			if (outcome.broken.length > 0) return outcomes;
			if (next < FIRST_SEED + SCHEDULES) lane.begin(next++);
			else lanes.splice(lanes.indexOf(lane), 1);
		}
	}
	return outcomes;
}

test('in random schedules of several processes, some of which die, freeze or lose their database, no promise is broken', async () => {
	const outcomes = await play();
	expect(outcomes.filter(({ broken }) => broken.length > 0)).toEqual([]);
	expect(outcomes.map(({ seed }) => seed).sort((one, other) => one - other)).toEqual(
		Array.from({ length: SCHEDULES }, (_, n) => FIRST_SEED + n),
	);
	// They prove something only if enough happens in them.
	expect(outcomes.reduce((sum, { submissions }) => sum + submissions, 0)).toBeGreaterThan(
		3 * SCHEDULES,
	);
	expect(outcomes.reduce((sum, { deaths }) => sum + deaths, 0)).toBeGreaterThan(100);
});
