import { createRequire } from 'node:module';

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

const { signedHeaders } = createRequire(import.meta.url)('../../dist/nodes/shared/signature.js') as typeof import('../../dist/nodes/shared/signature.js');

/**
 * The least that paying can cost inside n8n: batches, signatures, n8n's HTTP helper, and nothing else. No memory, no check of the
 * answers, no care. What it takes above the floor is out of every node's reach.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const credential = (await this.getCredentials('pandaPonApi')) as unknown as Parameters<typeof signedHeaders>[0];
	const { batchSize, concurrency } = this.getNodeParameter('options', 0) as { batchSize: number; concurrency: number };
	const ids = this.getInputData().map(({ json }) => json.orderId as string);
	const batches = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, n) => ids.slice(n * batchSize, (n + 1) * batchSize)).values();
	const paid: INodeExecutionData[] = [];
	const worker = async () => {
		for (const orderIds of batches) {
			const { data } = (await this.helpers.httpRequest({
				method: 'POST',
				url: `${credential.baseUrl}/alibaba/order/batch/submit/to/pay`,
				headers: signedHeaders(credential),
				body: { orderIds },
				json: true,
			})) as { data: { successOrderIds: string[] } } & IDataObject;
			for (const orderId of data.successOrderIds) paid.push({ json: { orderId } });
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
	return [paid, []];
}
