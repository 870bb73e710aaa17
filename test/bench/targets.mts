import { kbPerOrder, type MemoryCost, type Peak } from './growth.mts';
import type { Row, Way } from './measure.mts';
import type { Own } from './own.mts';

/** Everything that was measured in one go. */
export interface Measurements {
	rows: Row[];
	own: Own;
	memory: MemoryCost[];
	/** Not measured by `--quick`. */
	peak?: Peak[];
}

/** What the node is meant to reach. */
export interface Target {
	text: string;
	measured: string;
	met: boolean;
}

/** Holds the measurements against the targets. On a noisy machine a target can be missed by chance: nothing fails for it. */
export function judge({ rows, own, memory, peak }: Measurements): Target[] {
	const ours = rows.filter(({ way }) => way === 'this node');
	const targets: Target[] = [
		...wallTargets(rows, 20, 1.15),
		...wallTargets(rows, 200, 1.03),
		...cpuTargets(ours),
		atMost("own time for each batch, without n8n's HTTP helper and store", own.perBatch, 100, ' µs'),
		atMost('own time for each order', own.perOrder, 5, ' µs'),
	];
	const small = wallOf(rows, 'this node', 10_000);
	const large = wallOf(rows, 'this node', 100_000);
	if (small && large) targets.push(atMost('time of 100,000 orders / 10,000 orders', large / small, 11, ''));
	if (peak) targets.push(atMost('peak memory for each further order', kbPerOrder(peak), 1.5, ' KB'));
	const [first, last] = [memory[0], memory.at(-1)!];
	targets.push(atMost(`store, for each batch: with ${count(last.entries)} remembered orders / with ${count(first.entries)}`, last.storeMsPerBatch / first.storeMsPerBatch, 1.5, ''));
	return targets;
}

/** Time of the rows that show the number of orders. */
export function wallOf(rows: Row[], wanted: Way, orders: number): number | undefined {
	return sizes(rows, wanted).find((row) => row.orders === orders)?.wallMs.median;
}

/** The rows of one way that differ in the number of orders only, smallest first. */
export function sizes(rows: Row[], wanted: Way): Row[] {
	return rows
		.filter(({ way, protocol, serviceMs, concurrency, batchSize }) => way === wanted && protocol === 'http' && serviceMs === 20 && concurrency === 10 && batchSize === 10)
		.toSorted((a, b) => a.orders - b.orders);
}

function wallTargets(rows: Row[], service: number, limit: number): Target[] {
	const of = (wanted: Way) => rows.filter(({ way, serviceMs }) => way === wanted && serviceMs === service);
	return of('this node').map((row, index) => {
		const target = atMost(`time / floor at ${service} ms, ${describe(row)}`, row.wallOverFloor, limit, '');
		return { ...target, measured: `${target.measured} (bare node: ${of('bare node')[index].wallOverFloor})` };
	});
}

function cpuTargets(ours: Row[]): Target[] {
	return ours
		.filter(({ orders, cpuOverRecipe }) => orders >= 1000 && cpuOverRecipe !== undefined)
		.map((row) => atMost(`CPU time for each batch / recipe at ${row.serviceMs} ms, ${describe(row)}`, row.cpuOverRecipe!, 0.7, ''));
}

function describe({ protocol, concurrency, orders, batchSize }: Row): string {
	return `${protocol.toUpperCase()}, ${concurrency} at once, ${count(orders)} orders in batches of ${batchSize}`;
}

function atMost(text: string, value: number, limit: number, unit: string): Target {
	return { text: `${text}: at most ${limit}${unit}`, measured: `${Number(value.toPrecision(3))}${unit}`, met: value <= limit };
}

/** 1,000 in place of 1000. */
export function count(number: number): string {
	return number.toLocaleString('en');
}
