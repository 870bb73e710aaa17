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
	/** Out of reach: n8n's HTTP helper and store alone take more than the limit, as if the node took no time of its own. */
	verdict: 'met' | 'out of reach' | 'not met';
}

/** Holds the measurements against the targets. On a noisy machine a target can be missed by chance: nothing fails for it. */
export function judge({ rows, own, memory, peak }: Measurements): Target[] {
	const targets: Target[] = [
		...timeTargets(rows, 20, 1.15),
		...timeTargets(rows, 200, 1.03),
		...cpuTargets(rows),
		atMost("own time for each batch, without n8n's HTTP helper and store", own.perBatch, 100, ' µs'),
		atMost('own time for each order', own.perOrder, 5, ' µs'),
	];
	const small = wallOf(rows, 'this node', 10_000);
	const large = wallOf(rows, 'this node', 100_000);
	if (small && large) targets.push(atMost('time of 100,000 orders / 10,000 orders', large / small, 11, ''));
	if (peak) {
		const [node, off, bare] = (['this node', 'this node, memory off', 'bare node'] as const).map((way) => kbPerOrder(peak, way));
		targets.push(atMost('peak memory for each further order', node, 1.5, ' KB', bare, node - off));
	}
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

function timeTargets(rows: Row[], service: number, limit: number): Target[] {
	return casesOf(rows)
		.filter(({ node }) => node.serviceMs === service)
		.map(({ node, off, bare }) => atMost(`time / floor at ${service} ms, ${describe(node)}`, node.wallOverFloor, limit, '', bare.wallOverFloor, node.wallOverFloor - off.wallOverFloor));
}

function cpuTargets(rows: Row[]): Target[] {
	return casesOf(rows)
		.filter(({ node }) => node.orders >= 1000 && node.cpuOverRecipe !== undefined)
		.map(({ node, off, bare }) => atMost(`CPU time for each batch / recipe at ${node.serviceMs} ms, ${describe(node)}`, node.cpuOverRecipe!, 0.7, '', bare.cpuOverRecipe!, node.cpuOverRecipe! - off.cpuOverRecipe!));
}

/** The rows of each case that tell n8n's share from the node's own. */
function casesOf(rows: Row[]): Array<{ node: Row; off: Row; bare: Row }> {
	const [nodes, offs, bares] = (['this node', 'this node, memory off', 'bare node'] as const).map((wanted) => rows.filter(({ way }) => way === wanted));
	return nodes.map((node, index) => ({ node, off: offs[index], bare: bares[index] }));
}

function describe({ protocol, concurrency, orders, batchSize }: Row): string {
	return `${protocol.toUpperCase()}, ${concurrency} at once, ${count(orders)} orders in batches of ${batchSize}`;
}

/** @param bare What the bare node takes; @param store what n8n's store adds to this node. */
function atMost(text: string, value: number, limit: number, unit: string, bare?: number, store = 0): Target {
	const n8nAlone = bare === undefined ? undefined : bare + Math.max(store, 0);
	const short = (each: number) => `${Number(each.toPrecision(3))}${unit}`;
	return {
		text: `${text}: at most ${limit}${unit}`,
		measured: value <= limit || n8nAlone === undefined ? short(value) : `${short(value)} (bare node ${short(bare!)}${store > 0 ? `, with n8n's store ${short(n8nAlone)}` : ''})`,
		verdict: value <= limit ? 'met' : n8nAlone !== undefined && n8nAlone > limit ? 'out of reach' : 'not met',
	};
}

/** 1,000 in place of 1000. */
export function count(number: number): string {
	return number.toLocaleString('en');
}
