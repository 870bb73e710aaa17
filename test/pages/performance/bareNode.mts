import { createRequire } from 'node:module';

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { LOOK_UPS_AT_ONCE } from './cases.mts';

const require = createRequire(import.meta.url);
const { signedHeaders } =
	require('../../../dist/nodes/shared/api/signature.js') as typeof import('../../../dist/nodes/shared/api/signature.js');
const { batchPayment, order1688 } =
	require('../../../dist/nodes/shared/catalog/order1688.js') as typeof import('../../../dist/nodes/shared/catalog/order1688.js');
const { NEUTRAL_READ } =
	require('../../../dist/nodes/shared/api/accessProblem.js') as typeof import('../../../dist/nodes/shared/api/accessProblem.js');
const { advice } =
	require('../../../dist/nodes/BatchPay1688Orders/advice.js') as typeof import('../../../dist/nodes/BatchPay1688Orders/advice.js');

/** What a look-up shows, as far as it is put out. */
type Seen = Record<'orderAmount' | 'supplier' | 'orderStatus', string | number | null>;

const NOT_SEEN: Seen = { orderAmount: null, supplier: null, orderStatus: null };

/**
 * The least that paying can cost inside n8n: the reads before the first payment, batches, signatures, n8n's HTTP helper, and the
 * same items on Success and Failure as this node's. No memory, no check of the answers, no summary. No node can save what this
 * one takes above the floor.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const credential = (await this.getCredentials('pandaPonApi')) as unknown as Parameters<
		typeof signedHeaders
	>[0];
	const mode = this.getNodeParameter('mode', 0) as string;
	const { batchSize, concurrency, lookUpFirst } = this.getNodeParameter('options', 0) as {
		batchSize: number;
		concurrency: number;
		lookUpFirst: boolean;
	};
	const items = this.getInputData();
	const call = async (path: string, body: object) =>
		(await this.helpers.httpRequest({
			method: 'POST',
			url: credential.baseUrl + path,
			headers: signedHeaders(credential),
			body,
			json: true,
		})) as IDataObject;

	const seen = new Map<number, Seen>();
	let next = 0;
	const lookUp = async () => {
		while (next < items.length) {
			const item = next++;
			const { orderId } = items[item].json;
			const { data } = (await call(order1688.get.path, {
				webSite: '1688',
				orderId,
			})) as { data: { baseInfo: Record<string, never> } };
			const { totalAmount, sellerContact, status } = data.baseInfo;
			seen.set(item, {
				orderAmount: totalAmount,
				supplier: (sellerContact as Record<string, string>).companyName,
				orderStatus: status,
			});
		}
	};
	if (lookUpFirst) await atOnce(Math.max(LOOK_UPS_AT_ONCE, concurrency), lookUp);
	else await call(NEUTRAL_READ.endpoint.path, NEUTRAL_READ.body);

	const done: INodeExecutionData[] = [];
	const put = (item: number, rest: IDataObject) => {
		const { json } = items[item];
		const orderId = json.orderId;
		done.push({
			json: { ...json, orderId, ...(seen.get(item) ?? NOT_SEEN), ...rest },
			pairedItem: { item },
		});
	};
	if (mode === 'check') {
		items.forEach((_, item) => put(item, { ...READY, batch: Math.floor(item / batchSize) + 1 }));
		return [[], done, []];
	}
	const count = Math.ceil(items.length / batchSize);
	let batch = 0;
	const pay = async () => {
		while (batch < count) {
			const first = batchSize * batch++;
			const number = batch;
			const orderIds = items
				.slice(first, first + batchSize)
				.map(({ json }) => json.orderId as string);
			const { requestId, data } = (await call(batchPayment.path, {
				orderIds,
			})) as { requestId: string; data: { successOrderIds: string[] } };
			data.successOrderIds.forEach((_, n) => {
				put(first + n, { outcome: 'submitted', orderStatus: null, batch: number, requestId });
			});
		}
	};
	await atOnce(concurrency, pay);
	return [done, [], []];
}

async function atOnce(lanes: number, lane: () => Promise<void>): Promise<void> {
	await Promise.all(Array.from({ length: lanes }, lane));
}

const READY = {
	outcome: 'ready',
	errorReason: 'Check only: nothing was paid',
	advice: advice.ready,
	moneyMoved: 'no',
	retrySafe: true,
	requestId: null,
	code: null,
	httpStatus: null,
};
