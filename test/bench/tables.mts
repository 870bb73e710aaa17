import { kbPerOrder, type MemoryCost, type Peak } from './growth.mts';
import type { Row, Way } from './measure.mts';
import type { Spread } from './statistics.mts';
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
	const rows = peaks.map(({ orders, itemsMb, nodeMb }) => [count(orders), itemsMb, nodeMb, nodeMb - itemsMb]);
	return `${table(['orders', 'items, MB', 'with this node, MB', 'difference, MB'], rows)}\n\nThe difference grows by ${kbPerOrder(peaks)} KB for each further order.`;
}

export function shareTable(title: string, shares: Array<{ what: string; percent: number }>): string {
	return table([title, 'CPU time'], shares.map(({ what, percent }) => [`\`${what}\``, `${percent} %`]));
}

function range({ median, min, max }: Spread): string {
	return min === max ? count(median) : `${count(median)} (${count(min)}–${count(max)})`;
}
