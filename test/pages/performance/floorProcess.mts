// The least that paying can cost: an undici pool that keeps its connections, the node's own signature, and the one read before
// the first payment. No n8n, no memory.
import { createRequire } from 'node:module';

import { Pool } from 'undici';

import { orderIds } from '../../support/orderIds.mts';
import type { Orders } from './newOrders.mts';

const require = createRequire(import.meta.url);
const { signedHeaders } =
	require('../../../dist/nodes/shared/api/signature.js') as typeof import('../../../dist/nodes/shared/api/signature.js');
const { endpoints } =
	require('../../../dist/nodes/shared/api/endpoints.js') as typeof import('../../../dist/nodes/shared/api/endpoints.js');
const { NEUTRAL_READ } =
	require('../../../dist/nodes/shared/api/accessProblem.js') as typeof import('../../../dist/nodes/shared/api/accessProblem.js');

/** Which orders to pay, and how. */
export interface FloorRequest {
	credential: Parameters<typeof signedHeaders>[0];
	ca?: string;
	orders: Orders;
	batchSize: number;
	concurrency: number;
}

/** The result. */
export interface FloorReport {
	wallMs: number;
	submitted: number;
}

async function pay({
	credential,
	ca,
	orders,
	batchSize,
	concurrency,
}: FloorRequest): Promise<FloorReport> {
	const ids = orderIds(orders.count, orders.first);
	const batches = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, n) =>
		ids.slice(n * batchSize, (n + 1) * batchSize),
	).values();
	const start = performance.now();
	const pool = new Pool(new URL(credential.baseUrl).origin, {
		connections: concurrency,
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
		return await body.json();
	};
	await call(NEUTRAL_READ.endpoint.path, NEUTRAL_READ.body);
	let submitted = 0;
	const worker = async () => {
		for (const batch of batches) {
			const { data } = (await call(endpoints.batchPayment.path, { orderIds: batch })) as {
				data: { successOrderIds: string[] };
			};
			submitted += data.successOrderIds.length;
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
	const wallMs = performance.now() - start;
	await pool.close();
	return { wallMs, submitted };
}

process.on(
	'message',
	(request: FloorRequest) => void pay(request).then((report) => process.send!(report)),
);
process.on('disconnect', () => process.exit());
