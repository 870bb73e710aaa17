import type { Bench } from './measure.mts';
import { newOrders } from './orders.mts';
import { median, rounded } from './statistics.mts';
import { PAY } from './workflows.mts';

/** What a batch costs once the memory of submitted orders holds so many. */
export interface MemoryCost {
	entries: number;
	/** Time of the whole node for each batch, nothing else under way. */
	nodeMsPerBatch: number;
	/** Waiting for n8n's store, of that. */
	storeMsPerBatch: number;
}

const ORDERS = 1000;
const BATCH_SIZE = 10;

/** Fills the memory of one node step by step, and measures a run of 1,000 orders at each step. */
export async function measureMemoryCost(bench: Bench, steps: number[]): Promise<MemoryCost[]> {
	const point = { protocol: 'http', serviceMs: 0 } as const;
	const run = await bench.paysAgain(point);
	const costs: MemoryCost[] = [];
	let held = 0;
	for (const entries of steps) {
		if (entries > held) {
			await run(newOrders(entries - held), { batchSize: 30, concurrency: 20 });
			held = entries;
		}
		const { nodes, waited } = await run(newOrders(ORDERS), { batchSize: BATCH_SIZE, concurrency: 1 });
		held += ORDERS;
		const batches = ORDERS / BATCH_SIZE;
		costs.push({ entries, nodeMsPerBatch: rounded((nodes[PAY].end - nodes[PAY].start) / batches), storeMsPerBatch: rounded(waited.store.ms / batches) });
	}
	return costs;
}

/** Peak memory of an n8n that was started for a single run, in MB. */
export interface Peak {
	orders: number;
	/** Makes the items and pays none. */
	itemsMb: number;
	nodeMb: number;
}

/** Measures what this node adds to n8n's peak memory, for a small and a large run. */
export async function measurePeakMemory(bench: Bench, sizes: number[]): Promise<Peak[]> {
	const peaks: Peak[] = [];
	for (const orders of sizes) {
		const mb = { items: [] as number[], 'this node': [] as number[] };
		for (let round = 0; round < 2; round++) {
			for (const way of ['items', 'this node'] as const) {
				mb[way].push((await bench.peakOf(way, { protocol: 'http', serviceMs: 0, concurrency: 10, orders, batchSize: 30 })) / 2 ** 20);
			}
		}
		peaks.push({ orders, itemsMb: Math.round(median(mb.items)), nodeMb: Math.round(median(mb['this node'])) });
	}
	return peaks;
}

/** KB that each further order adds to the peak, n8n's own share for an item taken off. */
export function kbPerOrder([small, large]: Peak[]): number {
	const added = large.nodeMb - large.itemsMb - (small.nodeMb - small.itemsMb);
	return rounded((added * 1024) / (large.orders - small.orders));
}
