// npm run test:stories -- simulation: the built memory, lock and recordAhead in simulated processes on a simulated table. Every
// interleaving of two processes with two orders, then random schedules of two to four processes.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { playAll, smallCases } from './exhaustive.mts';
import type { Violation } from './ledger.mts';
import { Lane, type Outcome } from './schedule.mts';

const { values } = parseArgs({
	options: {
		schedules: { type: 'string', default: '1000000' },
		seed: { type: 'string', default: '1688' },
		/** Replays one schedule. */
		only: { type: 'string' },
		/** Random schedules only, in this process, until something breaks. */
		'until-broken': { type: 'boolean', default: false },
		/** One share of the whole; for the processes that this one forks. */
		share: { type: 'string' },
	},
});
const LANES = 64;
const SHOWN = 3;
const KINDS = ['submitted twice', 'forgotten', 'overwritten', 'lost', 'waits forever'] as const;

interface Totals {
	interleavings: number;
	schedules: number;
	events: number;
	submissions: number;
	deaths: number;
	broken: Record<string, number>;
	/** The first few that broke, and how to play them again. */
	first: string[];
}
const COUNTS = ['interleavings', 'schedules', 'events', 'submissions', 'deaths'] as const;
const newTotals = (): Totals => ({
	interleavings: 0,
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
	report(await playInShares(), schedules);
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
	countBroken(totals, broken, `again with: npm run test:stories -- simulation --only ${at}`);
}

function countBroken(totals: Totals, broken: Violation[], where: string): void {
	for (const kind of new Set(broken.map((each) => each.kind)))
		totals.broken[kind] = (totals.broken[kind] ?? 0) + 1;
	if (broken.length > 0 && totals.first.length < SHOWN)
		totals.first.push(`${broken[0].kind}: ${broken[0].detail}\n  ${where}`);
}

function* seedsFrom(share: number, of: number): Generator<number, void, void> {
	for (let n = share; n < schedules; n += of) yield seed + n;
}

async function playShare(share: number): Promise<void> {
	const totals = newTotals();
	const alive = setInterval(() => process.send!(totals), 2_000);
	await playSmallCases(share, totals);
	await playHere(seedsFrom(share, shares), false, totals);
	clearInterval(alive);
	process.send!(totals, () => process.exit());
}

async function playInShares(): Promise<Totals> {
	const latest = Array.from({ length: shares }, newTotals);
	const progress = setInterval(() => {
		const { interleavings, schedules: played } = sumOf(latest);
		console.log(
			`  … ${interleavings} interleavings and ${played} of ${schedules} schedules, ${seconds()} s`,
		);
	}, 10_000);
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
		for (const name of COUNTS) sum[name] += counts[name];
		for (const kind of KINDS) sum.broken[kind] = (sum.broken[kind] ?? 0) + (broken[kind] ?? 0);
		sum.first.push(...first);
	}
	return sum;
}

async function playSmallCases(share: number, totals: Totals): Promise<void> {
	for (const small of smallCases().filter(
		(_, n) => (n + Math.floor(n / shares)) % shares === share,
	)) {
		await playAll(small, (violations) => {
			totals.interleavings++;
			countBroken(totals, violations, `in the case "${small.name}"`);
		});
	}
}

function report(totals: Totals, wanted: number): void {
	const { interleavings, events, submissions, deaths, broken, first } = totals;
	for (const each of first.slice(0, SHOWN)) console.log(`BROKEN  ${each}`);
	if (interleavings > 0)
		console.log(
			`${interleavings} interleavings of two processes with two orders, in all ${smallCases().length} cases`,
		);
	console.log(
		`${totals.schedules} schedules: ${events} events, ${submissions} submissions, ${deaths} processes died`,
	);
	const [twice, forgotten, overwritten, lost, waiting] = KINDS.map((kind) => broken[kind] ?? 0);
	console.log(
		`${totals.schedules + interleavings} in all, ${seconds()} s: orders submitted twice in ${twice}, orders forgotten in ${forgotten}, writes overwritten in ${overwritten}, orders lost in ${lost}, processes that wait forever in ${waiting}`,
	);
	if (totals.schedules < wanted || first.length > 0) process.exitCode = 1;
}
