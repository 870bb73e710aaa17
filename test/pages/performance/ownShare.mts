import type { Benchmark } from './benchmark.mts';
import type { Task } from './cases.mts';
import { HTTP_OFF, MEMORY_OFF } from './insideReport.mts';
import { newOrders } from './newOrders.mts';
import { median, rounded } from './statistics.mts';

/** The node's own share: its CPU time in microseconds, without n8n's HTTP helper and without the memory of submitted orders. */
export interface OwnShare {
	perBatch: number;
	perOrder: number;
	/** The same where n8n has to evaluate "Order IDs", because it is more than the name of a field. */
	perOrderEvaluated: number;
	/** What looking an order up before its payment adds, its amount and supplier in the results included. */
	perLookUp: number;
}

const ORDERS = 3000;
const [SMALL, LARGE] = [5, 30];

/**
 * Measures the node's own share in the real n8n, with both services replaced by ones that answer at once. Two batch sizes
 * separate the cost of a batch from that of an order.
 */
export async function measureOwnShare(bench: Benchmark, rounds: number): Promise<OwnShare> {
	const small: number[] = [];
	const large: number[] = [];
	const evaluated: number[] = [];
	const lookedUp: number[] = [];
	for (let round = 0; round < rounds; round++) {
		small.push(await ownUs(bench, SMALL));
		large.push(await ownUs(bench, LARGE));
		evaluated.push(await ownUs(bench, LARGE, { orderIds: '={{ $json.orderId + "" }}' }));
		lookedUp.push(await ownUs(bench, LARGE, {}, 'look up and pay'));
	}
	const perBatch = (median(small) - median(large)) / (ORDERS / SMALL - ORDERS / LARGE);
	const perOrder = (us: number[]) => rounded((median(us) - perBatch * (ORDERS / LARGE)) / ORDERS);
	return {
		perBatch: rounded(perBatch),
		perOrder: perOrder(large),
		perOrderEvaluated: perOrder(evaluated),
		perLookUp: rounded((median(lookedUp) - median(large)) / ORDERS),
	};
}

async function ownUs(
	bench: Benchmark,
	batchSize: number,
	parameters = {},
	task: Task = 'pay',
): Promise<number> {
	const point = {
		task,
		protocol: 'http',
		serviceMs: 0,
		concurrency: 1,
		orders: ORDERS,
		batchSize,
	} as const;
	const { ownCpuMs } = await bench.run(
		point,
		`${MEMORY_OFF} ${HTTP_OFF}`,
		newOrders(ORDERS),
		parameters,
	);
	return 1000 * ownCpuMs!;
}
