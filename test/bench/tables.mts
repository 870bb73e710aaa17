import { kbPerOrder, type MemoryCost, type Peak, type PeakWay } from './growth.mts';
import type { Row, Way } from './measure.mts';
import type { Shares } from './profile.mts';
import { rounded, type Spread } from './statistics.mts';
import { count } from './targets.mts';

type Cell = string | number;

/** A table in Markdown; all columns but the first hold numbers. */
export function table(header: Cell[], rows: Cell[][]): string {
	const line = (cells: Cell[]) => `| ${cells.join(' | ')} |`;
	return [line(header), line(header.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/** Two tables of the same cases: time, and what it costs. */
export function rowTables(rows: Row[], describe: (row: Row) => string): string {
	const cases = [...new Set(rows.map(describe))].map((title) => ({ title, of: (way: Way) => rows.find((row) => row.way === way && describe(row) === title)! }));
	const time = cases.map(({ title, of }) => {
		const [node, off, bare, recipe, floor] = (['this node', 'this node, memory off', 'bare node', 'recipe', 'floor'] as const).map(of);
		const timed = (row: Row) => [range(row.wallMs), row.wallOverFloor];
		return [title, range(floor.wallMs), ...timed(node), ...timed(off), ...timed(bare), recipe.failed ? 'failed' : range(recipe.wallMs), recipe.failed ? '' : recipe.atOnce];
	});
	const cost = cases.map(({ title, of }) => {
		const [node, bare, recipe, floor] = (['this node', 'bare node', 'recipe', 'floor'] as const).map(of);
		const pair = (read: (row: Row) => Cell | undefined) => [node, bare, recipe].map((row) => (row.failed ? undefined : read(row)) ?? '–').join(' / ');
		return [title, pair((row) => row.cpuMsPerBatch), node.cpuOverRecipe ?? '–', pair((row) => row.executionMs && count(row.executionMs.median)), pair((row) => row.grownMb), `${pair((row) => row.connections)} / ${floor.connections}`];
	});
	return `${table(['time in ms', 'floor', 'this node', '× floor', 'memory off', '× floor', 'bare node', '× floor', 'recipe', 'its calls at once'], time)}

${table(['this node / bare node / recipe', 'CPU ms for each batch', 'this node / recipe', 'whole execution, ms', 'memory, MB', 'connections (/ floor)'], cost)}`;
}

export function growthTable(memory: MemoryCost[]): string {
	return table(['remembered orders', "n8n's store, ms for each batch", 'whole node, ms for each batch'], memory.map(({ entries, storeMsPerBatch, nodeMsPerBatch }) => [count(entries), storeMsPerBatch, nodeMsPerBatch]));
}

export function peakTable(peaks: Peak[]): string {
	const ways = ['items', 'bare node', 'this node'] as const;
	const further = (way: PeakWay) => (way === 'items' ? '' : `${kbPerOrder(peaks, way)} KB`);
	return table(['orders', 'items, MB', 'bare node, MB', 'this node, MB'], [
		...peaks.map(({ orders, mb }) => [count(orders), ...ways.map((way) => mb[way])]),
		['for each further order, beyond the items', ...ways.map(further)],
	]);
}

/** CPU time by package and by function, side by side for several runs, largest first. */
export function shareTables(runs: Record<string, Shares>): string {
	const sideBySide = (title: string, of: (shares: Shares) => Record<string, number>, rows: number) => {
		const columns = Object.values(runs).map(of);
		const most = (what: string) => Math.max(...columns.map((column) => column[what] ?? 0));
		const names = [...new Set(columns.flatMap(Object.keys))].sort((a, b) => most(b) - most(a)).slice(0, rows);
		const total = ['together', ...columns.map((column) => rounded(Object.values(column).reduce((sum, ms) => sum + ms, 0)))];
		return table([title, ...Object.keys(runs)], [...names.map((what) => [`\`${what}\``, ...columns.map((column) => rounded(column[what] ?? 0))]), total]);
	};
	return `${sideBySide('package, ms for each batch', ({ packages }) => packages, 14)}\n\n${sideBySide('function, ms for each batch', ({ functions }) => functions, 24)}`;
}

function range({ median, min, max }: Spread): string {
	return min === max ? count(median) : `${count(median)} (${count(min)}–${count(max)})`;
}
