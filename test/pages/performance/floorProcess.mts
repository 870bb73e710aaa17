// The least that paying can cost: an undici pool that keeps its connections, the node's own signature, and the same reads before
// the first payment. No n8n, no memory.
import { createRequire } from 'node:module';

import { Pool } from 'undici';

import { orderIds } from '../../support/orderIds.mts';
import { LOOK_UPS_AT_ONCE, type Task } from './cases.mts';
import type { Orders } from './newOrders.mts';

const require = createRequire(import.meta.url);
const { signedHeaders } =
	require('../../../dist/nodes/shared/api/signature.js') as typeof import('../../../dist/nodes/shared/api/signature.js');
const { batchPayment, order1688 } =
	require('../../../dist/nodes/shared/catalog/order1688.js') as typeof import('../../../dist/nodes/shared/catalog/order1688.js');
const { NEUTRAL_READ } =
	require('../../../dist/nodes/shared/api/accessProblem.js') as typeof import('../../../dist/nodes/shared/api/accessProblem.js');

/** What to do with which orders, and how. */
export interface FloorRequest {
	credential: Parameters<typeof signedHeaders>[0];
	ca?: string;
	orders: Orders;
	task: Task;
	batchSize: number;
	concurrency: number;
}

/** The result. */
export interface FloorReport {
	wallMs: number;
}

async function run({
	credential,
	ca,
	orders,
	task,
	batchSize,
	concurrency,
}: FloorRequest): Promise<FloorReport> {
	const ids = orderIds(orders.count, orders.first);
	const batches = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, n) =>
		ids.slice(n * batchSize, (n + 1) * batchSize),
	);
	const lookUpsAtOnce = Math.max(LOOK_UPS_AT_ONCE, concurrency);
	const start = performance.now();
	const pool = new Pool(new URL(credential.baseUrl).origin, {
		connections: task === 'pay' ? concurrency : lookUpsAtOnce,
		connect: { ca },
	});
	const call = async (path: string, sent: object) => {
		const headers = { 'content-type': 'application/json', ...signedHeaders(credential) };
		const { body } = await pool.request({
			method: 'POST',
			path,
			headers,
			body: JSON.stringify(sent),
		});
		await body.json();
	};
	if (task === 'pay') await call(NEUTRAL_READ.endpoint.path, NEUTRAL_READ.body);
	else
		await eachOf(ids, lookUpsAtOnce, async (orderId) => {
			await call(order1688.get.path, { webSite: '1688', orderId });
		});
	if (task !== 'look up')
		await eachOf(batches, concurrency, async (batch) => {
			await call(batchPayment.path, { orderIds: batch });
		});
	const wallMs = performance.now() - start;
	await pool.close();
	return { wallMs };
}

/** Does something for each entry of a list, some of them at once. */
async function eachOf<T>(
	list: T[],
	atOnce: number,
	work: (entry: T) => Promise<void>,
): Promise<void> {
	const queue = list.values();
	const lane = async () => {
		for (const entry of queue) await work(entry);
	};
	await Promise.all(Array.from({ length: atOnce }, lane));
}

process.on(
	'message',
	(request: FloorRequest) => void run(request).then((report) => process.send!(report)),
);
process.on('disconnect', () => process.exit());
