import type { Benchmark } from './benchmark.mts';
import type { Task } from './cases.mts';
import { ALLOCATED, BARE, HELD, PROFILED } from './insideReport.mts';
import { PAY } from './measuredWorkflows.mts';
import { newOrders } from './newOrders.mts';
import { cpuSharesOf, heapSharesOf, type CpuShares } from './profile.mts';
import { median, rounded } from './statistics.mts';

/** What a batch costs when the memory of submitted orders holds so many entries. */
export interface MemoryCost {
	entries: number;
	/** Time of the whole node for each batch, with nothing else under way. */
	nodeMsPerBatch: number;
	/** How much of it was spent waiting for n8n's store. */
	storeMsPerBatch: number;
}

const ORDERS = 1000;
const BATCH_SIZE = 10;
const ROUNDS = 3;

/** Fills the memory of one node step by step, and measures runs of 1,000 orders at each step; the last also under the profiler. */
export async function measureMemoryCost(
	bench: Benchmark,
	steps: number[],
): Promise<{ memory: MemoryCost[]; fullMemory: CpuShares }> {
	const point = { protocol: 'http', serviceMs: 0 } as const;
	const run = await bench.paysAgain(point);
	const costs: MemoryCost[] = [];
	const batches = ORDERS / BATCH_SIZE;
	const options = { batchSize: BATCH_SIZE, concurrency: 1 };
	let held = 0;
	for (const entries of steps) {
		if (entries > held) {
			await run(newOrders(entries - held), { batchSize: 30, concurrency: 20 });
			held = entries;
		}
		const [nodeMs, storeMs]: number[][] = [[], []];
		for (let round = 0; round < ROUNDS; round++) {
			const { nodes, waited } = await run(newOrders(ORDERS), options);
			held += ORDERS;
			nodeMs.push(nodes[PAY].end - nodes[PAY].start);
			storeMs.push(waited.store.ms);
		}
		costs.push({
			entries,
			nodeMsPerBatch: rounded(median(nodeMs) / batches),
			storeMsPerBatch: rounded(median(storeMs) / batches),
		});
	}
	return {
		memory: costs,
		fullMemory: cpuSharesOf(await run(newOrders(ORDERS), options, PROFILED), batches),
	};
}

/** What an n8n does in its only run: makes the items without paying, or pays them, or looks them up before. */
export const PEAK_WAYS = [
	'items',
	'bare node',
	'this node, memory off',
	'this node',
	'this node, looking up',
] as const;
export type PeakWay = (typeof PEAK_WAYS)[number];

/** Peak memory in MB of an n8n started for a single run. */
export interface Peak {
	orders: number;
	mb: Record<PeakWay, number>;
}

/** What a run puts on the heap, in KB for each order, by package. */
export interface HeapShares {
	/** Put there by this node's run, and still in use when it ends. */
	held: Record<string, number>;
	/** The same where it looks the orders up before. */
	heldLookedUp: Record<string, number>;
	/** Put there by this node's run, garbage included. */
	allocated: Record<string, number>;
	/** Put there by the bare node's run, garbage included. */
	allocatedByBare: Record<string, number>;
}

/**
 * Measures what paying adds to n8n's peak memory, for a small and a large run, and what the large one puts on the heap; with
 * look-ups, the small one.
 */
export async function measurePeakMemory(
	bench: Benchmark,
	sizes: number[],
): Promise<{ peak: Peak[]; heap: HeapShares }> {
	const point = {
		task: 'pay',
		protocol: 'http',
		serviceMs: 0,
		concurrency: 10,
		batchSize: 30,
	} as const;
	const peak: Peak[] = [];
	for (const orders of sizes) {
		const peaks = Object.fromEntries(PEAK_WAYS.map((way) => [way, [] as number[]])) as Record<
			PeakWay,
			number[]
		>;
		for (let round = 0; round < 2; round++) {
			// A look-up for each of 100,000 orders takes minutes: once must do.
			const ways = PEAK_WAYS.filter((way) => round === 0 || way !== 'this node, looking up');
			for (const way of ways)
				peaks[way].push((await bench.peakOf(way, { ...point, orders })) / 2 ** 20);
		}
		peak.push({
			orders,
			mb: Object.fromEntries(
				PEAK_WAYS.map((way) => [way, Math.round(median(peaks[way]))]),
			) as Peak['mb'],
		});
	}
	const [small, large] = sizes;
	const heap = async (name: string, orders = large, task: Task = 'pay') =>
		heapSharesOf(await bench.runChecked({ ...point, orders, task }, name), orders);
	return {
		peak,
		heap: {
			held: await heap(HELD),
			heldLookedUp: await heap(HELD, small, 'look up and pay'),
			allocated: await heap(ALLOCATED),
			allocatedByBare: await heap(`${BARE} ${ALLOCATED}`),
		},
	};
}

/** KB that each further order adds to the peak, beyond what n8n takes for its item. */
export function kbPerOrder([small, large]: Peak[], way: PeakWay): number {
	const added = large.mb[way] - large.mb.items - (small.mb[way] - small.mb.items);
	return rounded((added * 1024) / (large.orders - small.orders));
}
