// npm run bench: how fast this node pays, compared with the usual recipe on the same n8n and with the least that paying can cost.
// Writes docs/performance.md, which lists the options.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

import { installN8n, installPackage, LOCAL } from '../../support/n8n/install.mts';
import { ROOT } from '../../support/root.mts';
import { Benchmark } from './benchmark.mts';
import { FULL, QUICK } from './cases.mts';
import { measureMemoryCost, measurePeakMemory } from './measureMemory.mts';
import { measureOwnShare } from './ownShare.mts';
import { performancePage, plots, type Everything } from './performancePage.mts';
import { lookUpShareTable, shareTables } from './performanceTables.mts';
import { takeProfile, type Profile } from './profile.mts';
import { judge, type Measurements } from './targets.mts';

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		profile: { type: 'boolean', default: false },
		page: { type: 'boolean', default: false },
		largest: { type: 'string', default: '100000' },
	},
});
const LARGEST = Number(values.largest);
const LAST_MEASUREMENT = join(LOCAL, 'bench.json');
const say = (line: object) => console.log(JSON.stringify(line));

if (values.page) {
	writePage(JSON.parse(readFileSync(LAST_MEASUREMENT, 'utf8')) as Everything);
} else {
	await installN8n();
	const bench = await Benchmark.create();
	// However this ends, no n8n stays behind.
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.once(signal, () => void bench.stop().finally(() => process.exit(1)));
	try {
		await installPackage(bench.userFolder);
		await bench.start();
		if (values.profile) showProfile(await takeProfile(bench));
		else if (values.quick) await quick(bench);
		else await full(bench);
	} finally {
		await bench.stop();
	}
}

async function quick(bench: Benchmark): Promise<void> {
	const rows = await measureRows(bench, QUICK);
	const own = await measureOwnShare(bench, 1);
	const { memory } = await measureMemoryCost(bench, [0, 1000]);
	for (const each of [{ own }, ...memory]) say(each);
	sayVerdicts({ rows, own, memory });
}

async function full(bench: Benchmark): Promise<void> {
	const rows = await measureRows(
		bench,
		FULL.filter(({ orders }) => orders <= LARGEST),
	);
	const own = await measureOwnShare(bench, 7);
	const { memory, fullMemory } = await measureMemoryCost(
		bench,
		[0, 1000, 3000, 10_000, 30_000, 97_000].filter((entries) => entries <= LARGEST),
	);
	const profile = await takeProfile(bench);
	// Last, as it restarts n8n for each run.
	const { peak, heap } = await measurePeakMemory(bench, [LARGEST / 10, LARGEST]);
	for (const each of [{ own }, ...memory, ...peak]) say(each);
	sayVerdicts({ rows, own, memory, peak });
	const everything: Everything = {
		rows,
		own,
		memory,
		fullMemory,
		peak,
		heap,
		profile,
		versions: bench.versions,
	};
	writeFileSync(LAST_MEASUREMENT, JSON.stringify(everything));
	writePage(everything);
}

async function measureRows(bench: Benchmark, cases: typeof FULL) {
	const rows = [];
	for (const point of cases) {
		for (const row of await bench.measureCase(point)) {
			say(row);
			rows.push(row);
		}
	}
	return rows;
}

function showProfile({ waits, node, bare, lookUp }: Profile): void {
	console.table(waits);
	console.log(shareTables({ 'this node': node, 'bare node': bare }));
	console.log(lookUpShareTable({ 'this node': lookUp.node, 'bare node': lookUp.bare }));
}

/** A missed target fails nothing: on a busy machine it happens by chance. */
function sayVerdicts(measurements: Measurements): void {
	for (const { verdict, text, measured } of judge(measurements))
		console.log(`${verdict}: ${text}: ${measured}`);
}

function writePage(everything: Everything): void {
	for (const [name, svg] of Object.entries(plots(everything)))
		writeFileSync(join(ROOT, 'docs/images', name), svg);
	const page = join(ROOT, 'docs/performance.md');
	writeFileSync(page, performancePage(everything));
	console.log(`Written: ${relative(ROOT, page)}`);
}
