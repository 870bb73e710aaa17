import { createRequire } from 'node:module';

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

const require = createRequire(import.meta.url);
const { signedHeaders } =
	require('../../../dist/nodes/shared/api/signature.js') as typeof import('../../../dist/nodes/shared/api/signature.js');
const { endpoints } =
	require('../../../dist/nodes/shared/api/endpoints.js') as typeof import('../../../dist/nodes/shared/api/endpoints.js');
const { NEUTRAL_READ } =
	require('../../../dist/nodes/shared/api/accessProblem.js') as typeof import('../../../dist/nodes/shared/api/accessProblem.js');

/**
 * The least that paying can cost inside n8n: the one read before the first payment, batches, signatures, n8n's HTTP helper, and
 * the same output items as this node's. No memory, no check of the answers. No node can save what this one takes above the floor.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const credential = (await this.getCredentials('pandaPonApi')) as unknown as Parameters<
		typeof signedHeaders
	>[0];
	const { batchSize, concurrency } = this.getNodeParameter('options', 0) as {
		batchSize: number;
		concurrency: number;
	};
	const items = this.getInputData();
	const count = Math.ceil(items.length / batchSize);
	const call = async (path: string, body: object) =>
		(await this.helpers.httpRequest({
			method: 'POST',
			url: credential.baseUrl + path,
			headers: signedHeaders(credential),
			body,
			json: true,
		})) as IDataObject;
	await call(NEUTRAL_READ.endpoint.path, NEUTRAL_READ.body);
	const paid: INodeExecutionData[] = [];
	let batch = 0;
	const worker = async () => {
		while (batch < count) {
			const first = batchSize * batch++;
			const number = batch;
			const orderIds = items
				.slice(first, first + batchSize)
				.map(({ json }) => json.orderId as string);
			const { requestId, data } = (await call(endpoints.batchPayment.path, {
				orderIds,
			})) as { requestId: string; data: { successOrderIds: string[] } };
			data.successOrderIds.forEach((orderId, n) => {
				paid.push({
					json: {
						...items[first + n].json,
						orderId,
						outcome: 'submitted',
						batch: number,
						requestId,
					},
					pairedItem: { item: first + n },
				});
			});
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
	return [paid, []];
}
