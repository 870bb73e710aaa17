// The least that paying can cost: an undici pool that keeps its connections, and the node's own signature. No n8n, no memory.
import { createRequire } from 'node:module';

import { Pool } from 'undici';

import { orderIds, type Orders } from './orders.mts';

const { signedHeaders } = createRequire(import.meta.url)('../../dist/nodes/shared/signature.js') as typeof import('../../dist/nodes/shared/signature.js');

/** Which orders to pay, and how. */
export interface FloorRequest {
	credential: Parameters<typeof signedHeaders>[0];
	ca?: string;
	orders: Orders;
	batchSize: number;
	concurrency: number;
}

/** What came of it. */
export interface FloorReport {
	wallMs: number;
	submitted: number;
}

process.on('message', async ({ credential, ca, orders, batchSize, concurrency }: FloorRequest) => {
	const ids = orderIds(orders);
	const batches = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, n) => ids.slice(n * batchSize, (n + 1) * batchSize)).values();
	const start = performance.now();
	const pool = new Pool(new URL(credential.baseUrl).origin, { connections: concurrency, connect: { ca } });
	let submitted = 0;
	const worker = async () => {
		for (const batch of batches) {
			const { body } = await pool.request({
				method: 'POST',
				path: '/alibaba/order/batch/submit/to/pay',
				headers: { 'content-type': 'application/json', ...signedHeaders(credential) },
				body: JSON.stringify({ orderIds: batch }),
			});
			const { data } = (await body.json()) as { data: { successOrderIds: string[] } };
			submitted += data.successOrderIds.length;
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
	const wallMs = performance.now() - start;
	await pool.close();
	process.send!({ wallMs, submitted } satisfies FloorReport);
});
process.on('disconnect', () => process.exit());
