// npm run bench: how fast this node pays, compared with the usual recipe on the same n8n and with the least that paying can cost.
// Writes docs/performance.md; with --messages docs/messages-performance.md, how fast messages are answered (--rounds N).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { installN8n, installPackage, LOCAL } from '../../support/n8n/install.mts';
import { ROOT } from '../../support/root.mts';
import { Benchmark } from './benchmark.mts';
import { FULL, QUICK } from './cases.mts';
import { measureMemoryCost, measurePeakMemory } from './measureMemory.mts';
import type { MessageMeasurements } from './messages/messageMeasurements.mts';
import { measureMessages, measureMessagesQuickly } from './messages/measureMessages.mts';
import { judgeMessages, messagesPage } from './messages/messagesPage.mts';
import { measureOwnShare } from './ownShare.mts';
import { performancePage, plots, type Everything } from './performancePage.mts';
import { lookUpShareTable, shareTables } from './performanceTables.mts';
import { takeProfile, type Profile } from './profile.mts';
import { judge, type Target } from './targets.mts';

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		profile: { type: 'boolean', default: false },
		messages: { type: 'boolean', default: false },
		rounds: { type: 'string', default: '2' },
		page: { type: 'boolean', default: false },
		largest: { type: 'string', default: '100000' },
	},
});
const LARGEST = Number(values.largest);
const LAST_MEASUREMENT = join(LOCAL, values.messages ? 'bench-messages.json' : 'bench.json');
const say = (line: object) => console.log(JSON.stringify(line));

if (values.messages) {
	await messages();
} else if (values.page) {
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
	if (values.quick) sayTargets(judgeMessages(await measureMessagesQuickly(say)));
}

async function messages(): Promise<void> {
	if (!values.page) {
		await installN8n();
		const measured = await measureMessages(say, Number(values.rounds));
		sayTargets(judgeMessages(measured.triggers));
		writeFileSync(LAST_MEASUREMENT, JSON.stringify(measured));
	}
	const measured = JSON.parse(readFileSync(LAST_MEASUREMENT, 'utf8')) as MessageMeasurements;
	writeTo('docs/messages-performance.md', messagesPage(measured));
}

async function quick(bench: Benchmark): Promise<void> {
	const rows = await measureRows(bench, QUICK);
	const own = await measureOwnShare(bench, 1);
	const { memory } = await measureMemoryCost(bench, [0, 1000]);
	for (const each of [{ own }, ...memory]) say(each);
	sayTargets(judge({ rows, own, memory }));
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
	sayTargets(judge({ rows, own, memory, peak }));
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
function sayTargets(targets: Target[]): void {
	for (const { verdict, text, measured } of targets)
		console.log(`${verdict}: ${text}: ${measured}`);
}

function writePage(everything: Everything): void {
	for (const [name, svg] of Object.entries(plots(everything)))
		writeFileSync(join(ROOT, 'docs/images', name), svg);
	writeTo('docs/performance.md', performancePage(everything));
}

function writeTo(page: string, text: string): void {
	writeFileSync(join(ROOT, page), text);
	console.log(`Written: ${page}`);
}
