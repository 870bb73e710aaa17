// npm run test:stories -- changes: random stories of changes on n8n's engine; the ledger is the judge.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import fc from 'fast-check';

import { CHANGE_INVARIANTS, ChangeInvariantBroken } from './changeInvariants.mts';
import { changeStory } from './changeStory.mts';
import { newChangeTotals, playChangeStory } from './playChangeStory.mts';

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '5000' },
		seed: { type: 'string', default: '1688' },
		quiet: { type: 'boolean', default: false },
		'no-shrink': { type: 'boolean', default: false },
	},
});
const wanted = Number(values.runs);
const seed = Number(values.seed);
const totals = newChangeTotals();
const broken: Record<string, number> = {};
const started = Date.now();
const seconds = () => Math.round((Date.now() - started) / 1000);

console.log(`seed ${seed}; other stories with: npm run test:stories -- changes --seed ${seed + 1}`);
const progress = values.quiet
	? undefined
	: setInterval(() => console.log(`  … ${totals.runs} of ${wanted} runs, ${seconds()} s`), 10_000);

/** Lanes side by side keep both processor and network busy; each has a seed of its own. */
async function playLane(laneSeed: number): Promise<void> {
	for (let part = 0; totals.runs < wanted && Object.keys(broken).length === 0; part++) {
		const result = await fc.check(
			fc.asyncProperty(changeStory, async (story) => await playChangeStory(story, totals)),
			{ seed: laneSeed + part * 1009, numRuns: 20, endOnFailure: values['no-shrink'] },
		);
		if (!result.failed) continue;
		const error = result.errorInstance;
		const invariant = error instanceof ChangeInvariantBroken ? error.invariant : 'unexpected error';
		broken[invariant] = (broken[invariant] ?? 0) + 1;
		console.log(
			`\nBROKEN  ${String(error)}\nafter ${totals.runs} runs; seed ${result.seed}, path ${result.counterexamplePath}\n${fc.stringify(result.counterexample)}`,
		);
	}
}
await Promise.all(
	Array.from({ length: 2 * availableParallelism() + 4 }, (_, n) => playLane(seed + n * 7919)),
);
clearInterval(progress);

const inAll = (counts: Record<string, number>) =>
	Object.values(counts).reduce((sum, times) => sum + times, 0);
const mostFirst = (counts: Record<string, number>): string =>
	Object.entries(counts)
		.sort(([, a], [, b]) => b - a)
		.map(([kind, times]) => `${kind} ${times}`)
		.join(', ');
const count = (invariant: string) => broken[invariant] ?? 0;
console.log(`
operations ${mostFirst(totals.operations)}
faults injected ${inAll(totals.faults)}: ${mostFirst(totals.faults)}
runs ${totals.runs}, repeated by Retry On Fail ${totals.repeatedRuns}, stopped ${totals.stopped}, calls ${totals.calls}, performed ${totals.performed}, ${mostFirst(totals.outcomes)}, ${seconds()} s: ${Object.values(
	CHANGE_INVARIANTS,
)
	.map((invariant) => `${invariant} ${count(invariant)}`)
	.join(', ')}, other ${count('unexpected error')}`);
process.exitCode = Object.keys(broken).length > 0 ? 1 : 0;
