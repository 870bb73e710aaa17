import type { Row, Way } from './benchmark.mts';
import { LOOK_UPS_AT_ONCE, type Task } from './cases.mts';
import { kbPerOrder, type MemoryCost, type Peak } from './measureMemory.mts';
import type { OwnShare } from './ownShare.mts';

/** What one run of the benchmark measured. */
export interface Measurements {
	rows: Row[];
	own: OwnShare;
	memory: MemoryCost[];
	/** Not measured by `--quick`. */
	peak?: Peak[];
}

/** What the node is meant to reach. */
export interface Target {
	text: string;
	measured: string;
	/** Out of reach: n8n alone takes more than the limit, so that even a node that took no time itself would miss it. */
	verdict: 'met' | 'out of reach' | 'not met';
}

/** Holds the measurements against the targets. On a noisy machine a target can be missed by chance, so a miss fails nothing. */
export function judge({ rows, own, memory, peak }: Measurements): Target[] {
	const targets: Target[] = [
		...timeTargets(rows, own, 'pay', 20, 1.15),
		...timeTargets(rows, own, 'pay', 200, 1.03),
		...timeTargets(rows, own, 'look up', 20, 1.25),
		...timeTargets(rows, own, 'look up', 200, 1.05),
		...cpuTargets(rows, own),
		atMost("own time per batch, without n8n's HTTP helper and store", own.perBatch, 100, ' µs'),
		atMost('own time per order', own.perOrder, 5, ' µs'),
		atMost('own time per look-up', own.perLookUp, 20, ' µs'),
	];
	const small = wallOf(rows, 'this node', 10_000);
	const large = wallOf(rows, 'this node', 100_000);
	if (small && large)
		targets.push(atMost('time of 100,000 orders / 10,000 orders', large / small, 11, ''));
	if (peak) {
		const [node, off, bare] = (['this node', 'this node, memory off', 'bare node'] as const).map(
			(way) => kbPerOrder(peak, way),
		);
		targets.push(
			atMost('peak memory per additional order', node, 1.5, ' KB', {
				n8n: node - (off - bare),
				bare,
			}),
		);
	}
	const [first, last] = [memory[0], memory.at(-1)!];
	targets.push(
		atMost(
			`store's time per batch: with ${withCommas(last.entries)} remembered orders / with ${withCommas(first.entries)}`,
			last.storeMsPerBatch / first.storeMsPerBatch,
			1.5,
			'',
		),
	);
	return targets;
}

/** Time of one of the rows that `sizes` gives. */
function wallOf(rows: Row[], wanted: Way, orders: number): number | undefined {
	return sizes(rows, wanted).find((row) => row.orders === orders)?.wallMs.median;
}

/** The rows of one way to pay that differ only in the number of orders, smallest first. */
export function sizes(rows: Row[], wanted: Way): Row[] {
	return rows
		.filter(
			({ task, way, protocol, serviceMs, concurrency, batchSize }) =>
				task === 'pay' &&
				way === wanted &&
				protocol === 'http' &&
				serviceMs === 20 &&
				concurrency === 10 &&
				batchSize === 10,
		)
		.toSorted((a, b) => a.orders - b.orders);
}

function timeTargets(
	rows: Row[],
	own: OwnShare,
	task: Task,
	serviceMs: number,
	limit: number,
): Target[] {
	return casesOf(rows, task)
		.filter(({ node }) => node.serviceMs === serviceMs)
		.map(({ node, bare, floor }) => {
			const ownMs =
				task === 'look up'
					? ((own.perOrder + own.perLookUp) * node.orders) / 1000
					: ownMsPerBatch(own, node) * Math.ceil(node.orders / node.batchSize);
			const alone = {
				n8n: node.wallOverFloor - ownMs / floor.wallMs.median,
				bare: bare.wallOverFloor,
			};
			return atMost(
				`time / floor at ${serviceMs} ms, ${describe(node)}`,
				node.wallOverFloor,
				limit,
				'',
				alone,
			);
		});
}

function cpuTargets(rows: Row[], own: OwnShare): Target[] {
	return casesOf(rows, 'pay')
		.filter(({ node }) => node.orders >= 1000 && node.cpuOverRecipe !== undefined)
		.map(({ node, bare }) => {
			const ownShare = ownMsPerBatch(own, node) / node.cpuMsPerBatch!;
			const alone = { n8n: node.cpuOverRecipe! * (1 - ownShare), bare: bare.cpuOverRecipe! };
			return atMost(
				`CPU time per batch / recipe at ${node.serviceMs} ms, ${describe(node)}`,
				node.cpuOverRecipe!,
				0.7,
				'',
				alone,
			);
		});
}

/** The node's own CPU time for each batch: the most that it can add to the time of a run. */
function ownMsPerBatch({ perBatch, perOrder }: OwnShare, { batchSize }: Row): number {
	return (perBatch + perOrder * batchSize) / 1000;
}

/** The rows of each case of a task, side by side. */
export function casesOf(rows: Row[], wanted: Task): Array<{ node: Row; bare: Row; floor: Row }> {
	const [nodes, bares, floors] = (['this node', 'bare node', 'floor'] as const).map((of) =>
		rows.filter(({ way, task }) => way === of && task === wanted),
	);
	return nodes.map((node, index) => ({ node, bare: bares[index], floor: floors[index] }));
}

function describe({ task, protocol, concurrency, orders, batchSize }: Row): string {
	if (task === 'look up')
		return `looking up ${withCommas(orders)} orders, ${Math.max(LOOK_UPS_AT_ONCE, concurrency)} at once`;
	return `${protocol.toUpperCase()}, ${concurrency} at once, ${withCommas(orders)} orders in batches of ${batchSize}`;
}

/** @param alone What n8n takes without the node's own share, and what the bare node takes. */
function atMost(
	text: string,
	value: number,
	limit: number,
	unit: string,
	alone?: { n8n: number; bare: number },
): Target {
	const short = (each: number) => `${Number(each.toPrecision(3))}${unit}`;
	const met = value <= limit;
	return {
		text: `${text}: at most ${limit}${unit}`,
		measured:
			met || alone === undefined
				? short(value)
				: `${short(value)} (n8n alone ${short(alone.n8n)}, bare node ${short(alone.bare)})`,
		verdict: met ? 'met' : alone !== undefined && alone.n8n > limit ? 'out of reach' : 'not met',
	};
}

/** 1,000 instead of 1000. */
export function withCommas(number: number): string {
	return number.toLocaleString('en');
}
