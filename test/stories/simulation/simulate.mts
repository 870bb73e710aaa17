// npm run test:stories -- simulation: the built memory, lock and recordAhead in simulated processes on a simulated table. Every
// interleaving of two processes with two orders, then random schedules of two to four processes.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { playAll, smallCases } from './exhaustive.mts';
import { Lane, type Outcome } from './schedule.mts';

const { values } = parseArgs({
	options: {
		schedules: { type: 'string', default: '1000000' },
		seed: { type: 'string', default: '1688' },
		/** Replays one schedule. */
		only: { type: 'string' },
		/** Random schedules only, in this process, until something breaks. */
		'until-broken': { type: 'boolean', default: false },
		/** One share of the random schedules; for the processes that this one forks. */
		share: { type: 'string' },
	},
});
const LANES = 64;
const SHOWN = 3;
const KINDS = ['submitted twice', 'forgotten', 'overwritten', 'lost', 'waits forever'] as const;

interface Totals {
	schedules: number;
	events: number;
	submissions: number;
	deaths: number;
	broken: Record<string, number>;
	first: Array<{ seed: number; kind: string; detail: string }>;
}
const newTotals = (): Totals => ({
	schedules: 0,
	events: 0,
	submissions: 0,
	deaths: 0,
	broken: {},
	first: [],
});

const schedules = Number(values.schedules);
const seed = Number(values.seed);
const shares = availableParallelism();
const started = Date.now();
const seconds = () => Math.round((Date.now() - started) / 1000);

if (values.share !== undefined) await playShare(Number(values.share));
else if (values.only !== undefined) report(await playHere([Number(values.only)].values()), 1);
else if (values['until-broken']) report(await playHere(seedsFrom(0, 1), true), schedules);
else {
	console.log(`seed ${seed}; other schedules with: npm run test:stories -- simulation --seed N`);
	const interleavings = await playSmallCases();
	report(await playInShares(), schedules, interleavings);
}

/** Plays schedules side by side: all of them share each turn of the event loop, in which all promises settle. */
async function playHere(
	seeds: Iterator<number>,
	untilBroken = false,
	totals: Totals = newTotals(),
): Promise<Totals> {
	const lanes: Lane[] = [];
	const begin = (lane: Lane): boolean => {
		const next = seeds.next();
		if (!next.done) lane.begin(next.value);
		return !next.done;
	};
	for (let lane = new Lane(); lanes.length < LANES && begin(lane); lane = new Lane())
		lanes.push(lane);
	while (lanes.length > 0 && !(untilBroken && totals.first.length > 0)) {
		for (const lane of [...lanes]) {
			const outcome = lane.step();
			if (outcome === undefined) continue;
			count(totals, outcome);
			if (!begin(lane)) lanes.splice(lanes.indexOf(lane), 1);
		}
		await new Promise((resolve) => setImmediate(resolve));
	}
	return totals;
}

function count(totals: Totals, { seed: at, broken, events, submissions, deaths }: Outcome): void {
	totals.schedules++;
	totals.events += events;
	totals.submissions += submissions;
	totals.deaths += deaths;
	for (const kind of new Set(broken.map((each) => each.kind)))
		totals.broken[kind] = (totals.broken[kind] ?? 0) + 1;
	if (broken.length > 0 && totals.first.length < SHOWN)
		totals.first.push({ seed: at, ...broken[0] });
}

function* seedsFrom(share: number, of: number): Generator<number, void, void> {
	for (let n = share; n < schedules; n += of) yield seed + n;
}

async function playShare(share: number): Promise<void> {
	const totals = newTotals();
	const alive = setInterval(() => process.send!(totals), 2_000);
	await playHere(seedsFrom(share, shares), false, totals);
	clearInterval(alive);
	process.send!(totals, () => process.exit());
}

async function playInShares(): Promise<Totals> {
	const latest = Array.from({ length: shares }, newTotals);
	const progress = setInterval(
		() => console.log(`  … ${sumOf(latest).schedules} of ${schedules} schedules, ${seconds()} s`),
		10_000,
	);
	await Promise.all(
		latest.map(async (_, share) => {
			const child = fork(fileURLToPath(import.meta.url), [
				'--schedules',
				String(schedules),
				'--seed',
				String(seed),
				'--share',
				String(share),
			]);
			child.on('message', (totals: Totals) => (latest[share] = totals));
			const code = await new Promise((done) => child.once('exit', done));
			if (code !== 0) throw new Error(`share ${share} ended with exit code ${String(code)}`);
		}),
	);
	clearInterval(progress);
	return sumOf(latest);
}

function sumOf(shares: Totals[]): Totals {
	const sum = newTotals();
	for (const { broken, first, ...counts } of shares) {
		for (const name of ['schedules', 'events', 'submissions', 'deaths'] as const)
			sum[name] += counts[name];
		for (const kind of KINDS) sum.broken[kind] = (sum.broken[kind] ?? 0) + (broken[kind] ?? 0);
		sum.first.push(...first);
	}
	return sum;
}

/** Returns how many interleavings were played. */
async function playSmallCases(): Promise<number> {
	let played = 0;
	let shown = 0;
	const progress = setInterval(
		() => console.log(`  … ${played} interleavings, ${seconds()} s`),
		10_000,
	);
	for (const small of smallCases()) {
		await playAll(small, (violations) => {
			played++;
			if (violations.length === 0) return;
			process.exitCode = 1;
			if (shown++ < SHOWN)
				console.log(
					`BROKEN  ${violations[0].kind}: ${violations[0].detail}\n  in the case "${small.name}"`,
				);
		});
	}
	clearInterval(progress);
	console.log(
		`${played} interleavings of two processes with two orders, in all ${smallCases().length} cases: ${shown} broken, ${seconds()} s`,
	);
	return played;
}

function report(totals: Totals, wanted: number, interleavings = 0): void {
	const { events, submissions, deaths, broken, first } = totals;
	for (const { seed: at, kind, detail } of first.slice(0, SHOWN))
		console.log(
			`BROKEN  ${kind}: ${detail}\n  again with: npm run test:stories -- simulation --only ${at}`,
		);
	console.log(
		`${events} events, ${submissions} submissions, ${deaths} processes died, ${seconds()} s`,
	);
	const [twice, forgotten, overwritten, lost, waiting] = KINDS.map((kind) => broken[kind] ?? 0);
	console.log(
		`${totals.schedules} schedules: orders submitted twice in ${twice}, orders forgotten in ${forgotten}, writes overwritten in ${overwritten}, orders lost in ${lost}, processes that wait forever in ${waiting}`,
	);
	if (interleavings > 0)
		console.log(`${totals.schedules + interleavings} schedules and interleavings in all`);
	if (totals.schedules < wanted || first.length > 0) process.exitCode = 1;
}
