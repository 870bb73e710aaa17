import { startSandbox } from '../support/engine/sandboxWith.mts';
import { get, post } from './callSandbox.mts';

const ORDER = '/open/order';
const RENDER = '/open/order/render';
const LOGISTICS = '/open/order/logistics/detail/get';
const ADD = '/open/cart/add';
const CART_ORDER = '/open/cart/create/order';
const REFUNDS = '/open/order/refund/queryList';
const REFUND = '/open/order/refund/query';
const CANCEL = '/v2/taobao/order/refund/cancel/';
const MESSAGE = '/open/order/refund/submit/message';
const REFUND_RENDER = '/v2/taobao/order/refund/render';
const [FIRST, SECOND] = ['71000000001', '71000000002'];

const LINE = {
	itemId: '672991141190',
	skuId: '85',
	orderLineNo: '1',
	quantity: 2,
	price: 200,
	currency: 'CNY',
};
const RECEIVER = { name: '王小明', mobile_phone: '13800000000', address: '机场路 1 号' };
const request = (line: object = {}, more: object = {}) => ({
	orderLineList: JSON.stringify([{ ...LINE, ...line }]),
	receiver: JSON.stringify(RECEIVER),
	purchaseAmount: 400,
	...more,
});

interface Created {
	purchase_id: number;
	purchase_amount: number;
	sub_purchase_orders: Array<{ sub_purchase_order_id: string }>;
}
interface Parcels {
	pnmLogisticsDetails: Array<{ mailNo: string; receiver: object }>;
}
interface Refunds {
	total: number;
	list: Array<{ refundId: number; salesOrderId: bigint }>;
}

describe('an order', () => {
	test('is created, and has a parcel once it is shipped', async () => {
		const sandbox = await startSandbox();
		const { data } = await post<Created>(sandbox, ORDER, request());
		expect(data).toMatchObject({ status: 'WAIT_BUYER_P', purchase_amount: 400 });
		const subPurchaseOrderId = data.sub_purchase_orders[0].sub_purchase_order_id;
		const parcels = async () =>
			(await get<Parcels>(sandbox, LOGISTICS, { subPurchaseOrderId })).data.pnmLogisticsDetails;
		expect(await parcels()).toEqual([]);
		sandbox.account.taobao.ship(String(data.purchase_id));
		expect(await parcels()).toMatchObject([{ receiver: { name: '王小明' } }]);
	});

	test('the order that was there before is on its way; another is not there', async () => {
		const sandbox = await startSandbox();
		const ask = async (subPurchaseOrderId: string) =>
			await get<Parcels>(sandbox, LOGISTICS, { subPurchaseOrderId });
		expect((await ask('200033789041')).data.pnmLogisticsDetails).toHaveLength(1);
		expect((await ask('200033789042')).code).toBe(404);
	});

	test('is not created above the budget, nor of what is sold out', async () => {
		const sandbox = await startSandbox();
		const before = sandbox.account.taobao.orders.size;
		const above = await post(sandbox, ORDER, request({}, { purchaseAmount: 399 }));
		expect(above).toMatchObject({
			code: 400,
			msg: expect.stringMatching(/^purchaseAmount/) as string,
		});
		sandbox.account.soldOut.add(LINE.itemId);
		expect((await post(sandbox, ORDER, request())).code).toBe(400);
		expect(sandbox.account.taobao.orders.size).toBe(before);
		expect(sandbox.account.changes.size).toBe(0);
	});

	test('can be rendered before, which creates none', async () => {
		const sandbox = await startSandbox();
		const render = request({}, { purchaseAmount: undefined });
		expect((await post(sandbox, RENDER, render)).data).toMatchObject({
			purchaseAmount: 400,
			orderLines: [{ itemId: LINE.itemId, available: true }],
		});
		expect(sandbox.account.changes.size).toBe(0);
	});
});

test('what is put into the cart can be ordered from there, once', async () => {
	const sandbox = await startSandbox();
	const { cart } = sandbox.account.taobao;
	const row = { itemId: 672991141190, mpId: '26', mpSkuId: '8526', quantity: 3, price: 150 };
	await post(sandbox, ADD, row);
	const ids = [...cart.keys()].map(Number);
	expect(ids).toHaveLength(1);
	const order = { ids, orderAddress: RECEIVER };
	const { data } = await post<Created>(sandbox, CART_ORDER, order);
	expect(data.purchase_amount).toBe(450);
	expect(cart.size).toBe(0);
	expect((await post(sandbox, CART_ORDER, order)).msg).toMatch(/^ids: \d+ is not in the cart/);
	expect([...sandbox.account.changes.values()]).toEqual([1, 1]);
});

describe('refunds', () => {
	test('are listed page by page, with all digits', async () => {
		const sandbox = await startSandbox();
		const seen: number[] = [];
		for (const pageNo of [1, 2, 3, 4]) {
			const { data } = await post<Refunds>(sandbox, REFUNDS, { pageNo, pageSize: 20 });
			expect(data.total).toBe(45);
			seen.push(...data.list.map(({ refundId }) => refundId));
			if (pageNo === 1) expect(data.list[0].salesOrderId).toBe(3682557363260579405n);
		}
		expect(new Set(seen).size).toBe(45);
		expect(seen).toHaveLength(45);
	});

	test('are found by what is asked for', async () => {
		const sandbox = await startSandbox();
		await get(sandbox, CANCEL + FIRST);
		const total = async (filter: object) =>
			(await post<Refunds>(sandbox, REFUNDS, { pageSize: 1, ...filter })).data.total;
		expect(await total({ refundId: SECOND })).toBe(1);
		expect(await total({ refundStatus: 1 })).toBe(44);
		expect(await total({ purchaseOrderId: '1' })).toBe(0);
		expect(await total({ refundStartTime: 1_700_000_000_040 })).toBe(5);
	});

	test('one is cancelled by a GET with its ID in the path, once', async () => {
		const sandbox = await startSandbox();
		expect((await get(sandbox, CANCEL + FIRST)).code).toBe(200);
		expect((await get(sandbox, CANCEL + FIRST)).code).toBe(400);
		expect((await get(sandbox, `${CANCEL}1`)).code).toBe(404);
		const statusOf = async (refundId: string) =>
			(await get<{ refundOrderAggregate: { refundStatus: number } }>(sandbox, REFUND, { refundId }))
				.data.refundOrderAggregate.refundStatus;
		expect([await statusOf(FIRST), await statusOf(SECOND)]).toEqual([5, 1]);
		expect([...sandbox.account.changes]).toEqual([[`GET ${CANCEL}${FIRST} {}`, 1]]);
	});

	test('each message arrives, and a second one is seen as a second one', async () => {
		const sandbox = await startSandbox();
		const message = { refundId: FIRST, refundMessage: 'hello' };
		await post(sandbox, MESSAGE, message);
		await post(sandbox, MESSAGE, message);
		expect(sandbox.account.taobao.refunds.get(FIRST)!.messages).toEqual(['hello', 'hello']);
		expect(sandbox.account.changedTwice()).toEqual([`POST ${MESSAGE} ${JSON.stringify(message)}`]);
	});

	test('can be rendered for a sub-order, up to what it costs', async () => {
		const sandbox = await startSandbox();
		const asked = { subOrderId: '200033789041', refundType: 1, goodsStatus: 2 };
		expect((await post(sandbox, REFUND_RENDER, asked)).data).toMatchObject({
			refundOrderTemplate: { maxRefundFee: { refundFee: 2500 } },
		});
	});
});

test.each<[string, string, object, RegExp]>([
	[
		'lines that are no text',
		ORDER,
		request({}, { orderLineList: [LINE] }),
		/^orderLineList must be/,
	],
	['a receiver that is no text', ORDER, request({}, { receiver: RECEIVER }), /^receiver must be/],
	[
		'a receiver with an odd field',
		ORDER,
		request({}, { receiver: '{"fullName":"a"}' }),
		/^receiver\.fullName/,
	],
	[
		'a price in yuan',
		ORDER,
		request({ price: 2.5 }),
		/^orderLineList\[0\]\.price must be whole fen/,
	],
	['no number of the line', ORDER, request({ orderLineNo: undefined }), /orderLineNo is missing/],
	['no budget', ORDER, request({}, { purchaseAmount: undefined }), /^purchaseAmount is missing/],
	['a budget as text', ORDER, request({}, { purchaseAmount: '400' }), /^purchaseAmount must be/],
	['no variant', ADD, { itemId: 1, mpId: '26', quantity: 1 }, /^mpSkuId is missing/],
	[
		'a product as text',
		ADD,
		{ itemId: '1', mpId: '26', mpSkuId: '8', quantity: 1 },
		/^itemId must be/,
	],
	['an address as text', CART_ORDER, { ids: [501], orderAddress: '{}' }, /^orderAddress must be/],
	['no size of the page', REFUNDS, { pageNo: 1 }, /^pageSize is missing/],
	['a state as text', REFUNDS, { pageSize: 1, refundStatus: '1' }, /^refundStatus must be/],
	['no message', MESSAGE, { refundId: FIRST }, /^refundMessage is missing/],
	[
		'a kind as text',
		REFUND_RENDER,
		{ subOrderId: '1', refundType: '1', goodsStatus: 1 },
		/^refundType/,
	],
])('%s is refused', async (_name, path, body, msg) => {
	const sandbox = await startSandbox();
	expect(await post(sandbox, path, body)).toMatchObject({
		code: 400,
		msg: expect.stringMatching(msg) as string,
	});
	expect(sandbox.account.changes.size).toBe(0);
});
