// npm run test:stories -- random: random stories on n8n's engine; the ledger is the judge.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import fc from 'fast-check';

import { InvariantBroken, INVARIANTS } from './invariants.mts';
import { newTotals, play } from './play.mts';
import { scenario } from './scenario.mts';

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '20000' },
		seed: { type: 'string', default: '1688' },
		quiet: { type: 'boolean', default: false },
		'no-shrink': { type: 'boolean', default: false },
	},
});
const wanted = Number(values.runs);
const seed = Number(values.seed);
const totals = newTotals();
const broken: Record<string, number> = {};
const started = Date.now();

console.log(`seed ${seed}; other stories with: npm run test:stories -- random --seed ${seed + 1}`);
const progress = values.quiet
	? undefined
	: setInterval(
			() =>
				console.log(
					`  … ${totals.executions} of ${wanted} runs, ${Math.round((Date.now() - started) / 1000)} s`,
				),
			10_000,
		);

/** Lanes side by side keep both processor and network busy; each has a seed of its own. */
async function playLane(laneSeed: number): Promise<void> {
	for (let part = 0; totals.executions < wanted && Object.keys(broken).length === 0; part++) {
		const result = await fc.check(
			fc.asyncProperty(scenario, async (story) => await play(story, totals)),
			{ seed: laneSeed + part * 1009, numRuns: 20, endOnFailure: values['no-shrink'] },
		);
		if (!result.failed) continue;
		const error = result.errorInstance;
		const invariant = error instanceof InvariantBroken ? error.invariant : 'unexpected error';
		broken[invariant] = (broken[invariant] ?? 0) + 1;
		console.log(
			`\nBROKEN  ${String(error)}\nseed ${result.seed}, path ${result.counterexamplePath}\n${JSON.stringify(result.counterexample)}`,
		);
	}
}
await Promise.all(
	Array.from({ length: 2 * availableParallelism() + 4 }, (_, n) => playLane(seed + n * 7919)),
);
clearInterval(progress);

const count = (invariant: string) => broken[invariant] ?? 0;
const mostFirst = (counts: Record<string, number>): string =>
	Object.entries(counts)
		.sort(([, a], [, b]) => b - a)
		.map(([kind, times]) => `${kind} ${times}`)
		.join(', ');
console.log(`
runs ${totals.executions}, batches ${totals.batches}, look-ups ${totals.lookUps}, orders submitted ${totals.submitted}, stray calls ${totals.misdirectedCalls}, ${Math.round((Date.now() - started) / 1000)} s
faults injected ${Object.values(totals.faults).reduce((sum, times) => sum + times, 0)}: ${mostFirst(totals.faults)}
outcomes ${mostFirst(totals.outcomes)}
false "safe to send again" ${count(INVARIANTS.falseSafety)}, sent again without proof ${count(INVARIANTS.resent)}, thrown at the wrong time ${count(INVARIANTS.threw)}, leaks ${count(INVARIANTS.leaked)}, sent to an API that refuses the account ${count(INVARIANTS.unserved)}, input fields passing for results ${count(INVARIANTS.inputAsResult)}, wrong fields ${count(INVARIANTS.fields)}, wrong amounts ${count(INVARIANTS.amount)}, wrong summaries ${count(INVARIANTS.summary)}, other ${count('unexpected error')}
paid or recorded by a check ${count(INVARIANTS.check)}, paid above a limit ${count(INVARIANTS.limit)}, sent although not waiting for payment ${count(INVARIANTS.notWaiting)}
double submissions ${count(INVARIANTS.double)}, lost orders ${count(INVARIANTS.lost)}, false successes ${count(INVARIANTS.falseSuccess)}`);
process.exitCode = Object.keys(broken).length > 0 ? 1 : 0;
