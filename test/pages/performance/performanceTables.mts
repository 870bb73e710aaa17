import { markdownTable } from '../../support/markdownTable.mts';
import type { Row, Way } from './benchmark.mts';
import {
	kbPerOrder,
	PEAK_WAYS,
	type HeapShares,
	type MemoryCost,
	type Peak,
} from './measureMemory.mts';
import type { CpuShares } from './profile.mts';
import { rounded, type Spread } from './statistics.mts';
import { casesOf, withCommas } from './targets.mts';

type Cell = string | number;

/** Two tables of the same cases: the time they take, and what they cost. */
export function rowTables(rows: Row[], describe: (row: Row) => string): string {
	const cases = [...new Set(rows.map(describe))].map((title) => ({
		title,
		of: (way: Way) => rows.find((row) => row.way === way && describe(row) === title)!,
	}));
	const time = cases.map(({ title, of }) => {
		const [node, off, bare, recipe, floor] = (
			['this node', 'this node, memory off', 'bare node', 'recipe', 'floor'] as const
		).map(of);
		return [
			title,
			range(floor.wallMs),
			...timed(node),
			...timed(off),
			...timed(bare),
			recipe.failed ? 'failed' : range(recipe.wallMs),
			recipe.failed ? '' : recipe.atOnce,
		];
	});
	const cost = cases.map(({ title, of }) => {
		const [node, bare, recipe, floor] = (
			['this node', 'bare node', 'recipe', 'floor'] as const
		).map(of);
		const pair = (read: (row: Row) => Cell | undefined) =>
			[node, bare, recipe].map((row) => (row.failed ? undefined : read(row)) ?? '–').join(' / ');
		return [
			title,
			pair((row) => row.cpuMsPerBatch),
			node.cpuOverRecipe ?? '–',
			pair((row) => row.executionMs && withCommas(row.executionMs.median)),
			pair((row) => row.grownMb),
			`${pair((row) => row.connections)} / ${floor.connections}`,
		];
	});
	return `${markdownTable(['time in ms', 'floor', 'this node', '× floor', 'memory off', '× floor', 'bare node', '× floor', 'recipe', 'its calls at once'], time, 'numbers')}

${markdownTable(['this node / bare node / recipe', 'CPU ms per batch', 'this node / recipe', 'whole execution, ms', 'memory, MB', 'connections (/ floor)'], cost, 'numbers')}`;
}

/** Times to look orders up, without paying them. */
export function lookUpTable(rows: Row[]): string {
	const cpu = ({ cpuMsPerBatch, batchSize }: Row) => rounded(cpuMsPerBatch! / batchSize);
	return markdownTable(
		[
			'time in ms',
			'floor',
			'this node',
			'× floor',
			'bare node',
			'× floor',
			'CPU ms per order, this node / bare node',
			'connections, this node / floor',
		],
		casesOf(rows, 'look up').map(({ node, bare, floor }) => [
			`${node.serviceMs} ms`,
			range(floor.wallMs),
			...timed(node),
			...timed(bare),
			`${cpu(node)} / ${cpu(bare)}`,
			`${node.connections} / ${floor.connections}`,
		]),
		'numbers',
	);
}

/** Times of whole runs, with the look-ups and without them. */
export function wholeRunTable(rows: Row[]): string {
	const without = rows.filter(({ way }) => way === 'this node, no look-up');
	return markdownTable(
		[
			'time in ms',
			'this node',
			'without look-ups',
			'with / without',
			'floor',
			'this node × floor',
			'bare node',
			'× floor',
		],
		casesOf(rows, 'look up and pay').map(({ node, bare, floor }, index) => [
			`${node.concurrency} at once`,
			range(node.wallMs),
			range(without[index].wallMs),
			node.overNoLookUp!,
			range(floor.wallMs),
			node.wallOverFloor,
			...timed(bare),
		]),
		'numbers',
	);
}

export function growthTable(memory: MemoryCost[]): string {
	return markdownTable(
		['remembered orders', "n8n's store, ms per batch", 'whole node, ms per batch'],
		memory.map(({ entries, storeMsPerBatch, nodeMsPerBatch }) => [
			withCommas(entries),
			storeMsPerBatch,
			nodeMsPerBatch,
		]),
		'numbers',
	);
}

export function peakTable(peaks: Peak[]): string {
	return markdownTable(
		['orders', ...PEAK_WAYS.map((way) => `${way}, MB`)],
		[
			...peaks.map(({ orders, mb }) => [withCommas(orders), ...PEAK_WAYS.map((way) => mb[way])]),
			[
				'per additional order, beyond the items',
				...PEAK_WAYS.map((way) => (way === 'items' ? '' : `${kbPerOrder(peaks, way)} KB`)),
			],
		],
		'numbers',
	);
}

/** What was put on the heap, by package, largest first. */
export function heapTable({ held, heldLookedUp, allocated, allocatedByBare }: HeapShares): string {
	return sideBySide(
		'package, KB per order',
		{
			'held when the run ends': held,
			'held, with look-ups': heldLookedUp,
			allocated,
			'allocated by the bare node': allocatedByBare,
		},
		10,
	);
}

/** CPU time by package and by function, side by side for several runs, largest first. */
export function shareTables(runs: Record<string, CpuShares>): string {
	const each = (of: (shares: CpuShares) => Record<string, number>) =>
		Object.fromEntries(Object.entries(runs).map(([name, shares]) => [name, of(shares)]));
	return `${sideBySide(
		'package, ms per batch',
		each(({ packages }) => packages),
		14,
	)}

${sideBySide(
	'function, ms per batch',
	each(({ functions }) => functions),
	24,
)}`;
}

/** CPU time of look-ups by package, side by side for several runs, largest first. */
export function lookUpShareTable(runs: Record<string, CpuShares>): string {
	const packages = Object.fromEntries(
		Object.entries(runs).map(([name, shares]) => [name, shares.packages]),
	);
	return sideBySide('package, ms per order', packages, 10);
}

function sideBySide(
	title: string,
	columns: Record<string, Record<string, number>>,
	rows: number,
): string {
	const values = Object.values(columns);
	const most = (what: string) => Math.max(...values.map((column) => column[what] ?? 0));
	const names = [...new Set(values.flatMap(Object.keys))]
		.sort((a, b) => most(b) - most(a))
		.slice(0, rows);
	const together = values.map((column) =>
		rounded(Object.values(column).reduce((sum, each) => sum + each, 0)),
	);
	return markdownTable(
		[title, ...Object.keys(columns)],
		[
			...names.map((what) => [
				`\`${what}\``,
				...values.map((column) => rounded(column[what] ?? 0)),
			]),
			['together', ...together],
		],
		'numbers',
	);
}

function timed({ wallMs, wallOverFloor }: Row): Cell[] {
	return [range(wallMs), wallOverFloor];
}

function range({ median, min, max }: Spread): string {
	return min === max
		? withCommas(median)
		: `${withCommas(median)} (${withCommas(min)}–${withCommas(max)})`;
}
