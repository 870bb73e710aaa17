import { startSandbox } from '../support/engine/sandboxWith.mts';
import { orderId } from '../support/orderIds.mts';
import { get, post } from './callSandbox.mts';
import { PAY } from './handlers.mts';
import { productOf } from './products.mts';
import type { Sandbox } from './sandbox.mts';

const DETAIL = '/alibaba/order/detail';
const CREATE = '/alibaba/order/create';
const CANCEL = '/alibaba/order/cancel';
const RECEIVE = '/alibaba/order/receivegoods';
const REFUND = '/alibaba/refund/detail/create';
const LINK = '/alibaba/order/pay/url';

const ADDRESS = {
	fullName: '王小明',
	mobile: '13800000000',
	phone: '13800000000',
	cityText: '广州市',
	provinceText: '广东省',
	areaText: '白云区',
	townText: '三元里街道',
	address: '机场路 1 号',
};
const LAMP = { offerId: 672991141191, specId: 'warm-white', quantity: 3 };
const BAG = { offerId: 672991141192, specId: 'red', quantity: 2 };
const ORDER = { flow: 'general', addressParam: ADDRESS, cargoParamList: [LAMP, BAG] };
const FREIGHT = 500;
const WITHOUT_TOWN = { ...ADDRESS, townText: undefined };
const PREVIEW = { addressParam: WITHOUT_TOWN, cargoParamList: [LAMP, BAG] };

interface Created {
	orderId: string;
}
interface View {
	baseInfo: Record<string, unknown> & { idOfStr: string };
	productItems: Array<Record<string, unknown> & { subItemIDString: string }>;
	nativeLogistics: { logisticsItems?: object[] };
}
interface Verdict {
	success: boolean;
}
interface Preview {
	orderPreviewResuslt: Array<{ sumPayment: number }>;
}
interface Paid {
	successOrderIds: string[];
}
const priceOf = ({ offerId, quantity }: typeof LAMP) => productOf(String(offerId)).price * quantity;
const GOODS = priceOf(LAMP) + priceOf(BAG);

async function createOrder(sandbox: Sandbox): Promise<string> {
	return (await post<Created>(sandbox, CREATE, ORDER)).data.orderId;
}

async function lookUp(sandbox: Sandbox, id: string): Promise<View> {
	return (await post<View>(sandbox, DETAIL, { webSite: '1688', orderId: id })).data;
}

const cancel = (id: string) => `{"webSite":"1688","orderId":${id},"cancelReason":"buyerCancel"}`;
const confirm = (id: string, lines: string[]) =>
	`{"orderId":${id},"orderEntryIds":[${lines.join(',')}]}`;
const refund = (id: string, fen: number, kind = 'refund') =>
	`{"orderId":${id},"disputeRequest":"${kind}","applyPayment":${fen},"applyCarriage":0,"applyReasonId":1,"description":"broken","goodsStatus":"refundBuyerReceived"}`;

test('the life of an order: created, looked up, paid, not cancelled any more, shipped, confirmed, refunded', async () => {
	const sandbox = await startSandbox();
	const { account } = sandbox;
	const made = await post<Created>(sandbox, CREATE, ORDER);
	expect(made.code).toBe(200);
	expect(made.data).toMatchObject({
		success: true,
		totalSuccessAmount: GOODS + FREIGHT,
		postFee: FREIGHT,
		orderList: [{ orderId: made.data.orderId, orderAmmount: GOODS + FREIGHT }],
	});
	const id = made.data.orderId;
	expect(id).toMatch(/^\d{16}881$/);

	const { baseInfo, productItems, nativeLogistics } = await lookUp(sandbox, id);
	expect(baseInfo).toMatchObject({
		idOfStr: id,
		status: 'waitbuyerpay',
		totalAmount: (GOODS + FREIGHT) / 100,
		createTime: expect.stringMatching(/^\d{17}\+0800$/),
	});
	expect(baseInfo).not.toHaveProperty('payTime');
	expect(productItems).toMatchObject([
		{ quantity: 3, itemAmount: priceOf(LAMP) / 100, logisticsStatus: 1 },
		{ quantity: 2, itemAmount: priceOf(BAG) / 100, logisticsStatus: 1 },
	]);
	expect(nativeLogistics).toMatchObject({ contactPerson: '王小明' });
	expect(nativeLogistics).not.toHaveProperty('logisticsItems');
	const lines = productItems.map(({ subItemIDString }) => subItemIDString);

	expect((await post(sandbox, RECEIVE, confirm(id, lines))).data).toMatchObject({
		success: false,
		errorCode: 'ORDER_STATUS_ERROR',
	});
	expect((await post(sandbox, REFUND, refund(id, 100))).msg).toMatch(/^5010/);
	expect((await post<Paid>(sandbox, PAY, { orderIds: [id] })).data.successOrderIds).toEqual([id]);
	expect((await lookUp(sandbox, id)).baseInfo).toMatchObject({
		status: 'waitsellersend',
		payTime: expect.stringMatching(/^\d{17}\+0800$/),
	});
	expect((await post(sandbox, CANCEL, cancel(id))).data).toBe(false);
	expect((await post<Verdict>(sandbox, RECEIVE, confirm(id, lines))).data.success).toBe(false);

	account.ship(id);
	const shipped = await lookUp(sandbox, id);
	expect(shipped.baseInfo.status).toBe('waitbuyerreceive');
	expect(shipped.nativeLogistics.logisticsItems).toMatchObject([{ subItemIds: lines.join(',') }]);
	expect(shipped.productItems[0].logisticsStatus).toBe(2);

	expect((await post<Verdict>(sandbox, RECEIVE, confirm(id, lines.slice(0, 1)))).data.success).toBe(
		true,
	);
	expect((await lookUp(sandbox, id)).baseInfo.status).toBe('waitbuyerreceive');
	expect((await post<Verdict>(sandbox, RECEIVE, confirm(id, lines))).data.success).toBe(false);
	expect((await post(sandbox, RECEIVE, confirm(id, lines.slice(1)))).data).toEqual({
		success: true,
		errorCode: null,
		errorInfo: null,
	});
	expect((await lookUp(sandbox, id)).baseInfo.status).toBe('success');

	const asked = await post(sandbox, REFUND, refund(id, GOODS));
	expect(asked.data).toEqual({ refundId: expect.stringMatching(/^TQ\d+$/) });
	expect((await lookUp(sandbox, id)).baseInfo.refundStatus).toBe('waitselleragree');
	expect(account.submissions(id)).toBe(1);
	expect(account.changedTwice()).toEqual([]);
});

test('an order is cancelled before its payment, and cannot be paid then', async () => {
	const sandbox = await startSandbox();
	const id = await createOrder(sandbox);
	expect((await post(sandbox, CANCEL, cancel(id))).data).toBe(true);
	expect((await post(sandbox, CANCEL, cancel(id))).data).toBe(false);
	expect((await lookUp(sandbox, id)).baseInfo.status).toBe('cancel');
	expect((await post<Paid>(sandbox, PAY, { orderIds: [id] })).data.successOrderIds).toEqual([]);
});

test('only a paid order is shipped', async () => {
	const sandbox = await startSandbox();
	const id = await createOrder(sandbox);
	expect(() => sandbox.account.ship(id)).toThrow(/waitbuyerpay/);
});

test('every new ID loses digits as a JavaScript number, and no two become the same number', async () => {
	const sandbox = await startSandbox();
	const ids: string[] = [];
	for (let n = 0; n < 20; n++) ids.push(await createOrder(sandbox));
	expect(ids.filter((id) => String(BigInt(Number(id))) === id)).toEqual([]);
	expect(new Set(ids.map(Number)).size).toBe(20);
	const [id] = ids;
	const rounded = String(BigInt(Number(id)));
	expect((await post(sandbox, CANCEL, cancel(rounded))).code).toBe(404);
	expect(sandbox.account.orders.get(id)!.status).toBe('waitbuyerpay');
});

test('an order that was there before has one line, whose receipt can be confirmed', async () => {
	const sandbox = await startSandbox();
	const id = orderId(1);
	sandbox.account.addOrders([id], { status: 'waitsellersend', price: 1999 });
	sandbox.account.ship(id);
	const { productItems } = await lookUp(sandbox, id);
	expect(productItems).toMatchObject([{ subItemIDString: id, itemAmount: 14.99, quantity: 1 }]);
	const { data } = await post(sandbox, RECEIVE, confirm(id, [orderId(2)]));
	expect(data).toMatchObject({ success: false, errorCode: 'ORDER_ENTRY_ERROR' });
	expect((await post<Verdict>(sandbox, RECEIVE, confirm(id, [id]))).data.success).toBe(true);
	expect(sandbox.account.orders.get(id)!.status).toBe('success');
});

describe('several sellers', () => {
	const [A, B] = ['BBB0000000000000000001', 'BBB0000000000000000002'];
	const cargoParamList = [
		{ ...LAMP, sellerOpenId: A },
		{ ...BAG, sellerOpenId: B },
		{ ...LAMP, offerId: 672991141200, sellerOpenId: A },
	];

	test('each gets an order of its own, which the answer shows', async () => {
		const sandbox = await startSandbox();
		const { data } = await post<View[]>(sandbox, '/alibaba/order/batch/create', {
			addressParam: ADDRESS,
			cargoParamList,
		});
		expect(data.map(({ productItems }) => productItems.length)).toEqual([2, 1]);
		expect(new Set(data.map(({ baseInfo }) => baseInfo.sellerLoginId)).size).toBe(2);
		for (const order of data) expect(await lookUp(sandbox, order.baseInfo.idOfStr)).toEqual(order);
	});

	test('the preview has one entry for each, its sums in fen and its lines in yuan, and creates nothing', async () => {
		const sandbox = await startSandbox();
		const { data } = await post<Preview>(sandbox, '/alibaba/order/create/previewbatch', {
			addressParam: WITHOUT_TOWN,
			cargoParamList,
		});
		expect(data.orderPreviewResuslt).toHaveLength(2);
		expect(data.orderPreviewResuslt[1]).toMatchObject({
			status: true,
			sumPayment: priceOf(BAG) + FREIGHT,
			sumPaymentNoCarriage: priceOf(BAG),
			sumCarriage: FREIGHT,
			cargoList: [{ amount: priceOf(BAG) / 100, finalUnitPrice: priceOf(BAG) / 200 }],
		});
		expect([sandbox.account.orders.size, sandbox.account.changes.size]).toEqual([0, 0]);
	});
});

test('the preview costs what the order then costs', async () => {
	const sandbox = await startSandbox();
	const { data } = await post<Preview>(sandbox, '/alibaba/order/create/preview', PREVIEW);
	const id = await createOrder(sandbox);
	expect(data.orderPreviewResuslt[0].sumPayment).toBe(sandbox.account.orders.get(id)!.price);
	expect(Object.keys(data.orderPreviewResuslt[0])).toHaveLength(14);
});

test('what is sold out is neither previewed as possible nor ordered', async () => {
	const sandbox = await startSandbox();
	sandbox.account.soldOut.add(String(BAG.offerId));
	const { data } = await post<Preview>(sandbox, '/alibaba/order/create/preview', PREVIEW);
	expect(data.orderPreviewResuslt[0]).toMatchObject({ status: false, resultCode: '500_004' });
	expect((await post(sandbox, CREATE, ORDER)).data).toMatchObject({
		success: false,
		failedOfferList: [{ offerId: String(BAG.offerId), errorCode: '500_004' }],
	});
	expect([sandbox.account.orders.size, sandbox.account.changes.size]).toEqual([0, 0]);
});

describe('the payment link', () => {
	test('pays nothing, unless the account pays by agreement: then it counts as a submission', async () => {
		const sandbox = await startSandbox();
		const { account } = sandbox;
		const id = await createOrder(sandbox);
		const { data } = await get(sandbox, LINK, { orderId: id });
		expect(data).toMatchObject({ protocolPaySuccess: false, payUrl: expect.stringContaining(id) });
		expect(account.submissions(id)).toBe(0);

		account.paysByAgreement = true;
		expect((await get(sandbox, LINK, { orderId: id })).data).toMatchObject({
			protocolPaySuccess: true,
		});
		expect([account.submissions(id), account.isPaid(id)]).toEqual([1, true]);
		await get(sandbox, LINK, { orderId: id });
		expect(account.paidTwice()).toEqual([id]);
		expect(account.changedTwice()).toEqual([`GET ${LINK} {"orderId":"${id}"}`]);
	});

	test('there is none for an order that cannot be paid; its ID keeps all digits', async () => {
		const sandbox = await startSandbox();
		sandbox.account.addOrders([orderId(1)], { status: 'cancel' });
		expect((await get(sandbox, LINK, { orderId: orderId(1) })).data).toMatchObject({
			payUrl: null,
			cantPayOrderList: [BigInt(orderId(1))],
		});
		expect((await get(sandbox, LINK, { orderId: orderId(2) })).code).toBe(404);
	});
});

describe('a request that is not as documented is refused in words that name the field', () => {
	const id = orderId(1);
	const without = (field: string) => ({ ...ADDRESS, [field]: undefined });

	test.each<[string, string, object | string, RegExp]>([
		['an ID as text', CANCEL, cancel(`"${id}"`), /^orderId must be/],
		['an ID as a decimal number', CANCEL, cancel('2.05962477642500E18'), /^orderId must be/],
		['no reason', CANCEL, `{"webSite":"1688","orderId":${id}}`, /^cancelReason is missing/],
		['no site', CANCEL, `{"orderId":${id},"cancelReason":"other"}`, /^webSite is missing/],
		['an ID as a number', DETAIL, `{"webSite":"1688","orderId":${id}}`, /^orderId must be/],
		['lines as text', RECEIVE, confirm(id, [`"${id}"`]), /^orderEntryIds\[0\] must be/],
		['no lines', RECEIVE, `{"orderId":${id}}`, /^orderEntryIds is missing/],
		['no flow', CREATE, { ...ORDER, flow: undefined }, /^flow is missing/],
		['an odd flow', CREATE, { ...ORDER, flow: 'fast' }, /^flow must be one of/],
		[
			'no name',
			CREATE,
			{ ...ORDER, addressParam: without('fullName') },
			/^addressParam\.fullName is missing/,
		],
		[
			'no town',
			CREATE,
			{ ...ORDER, addressParam: without('townText') },
			/^addressParam\.townText is missing/,
		],
		[
			'a product as text',
			CREATE,
			{ ...ORDER, cargoParamList: [{ ...LAMP, offerId: String(LAMP.offerId) }] },
			/^cargoParamList\[0\]\.offerId must be/,
		],
		['no products', CREATE, { ...ORDER, cargoParamList: [] }, /^cargoParamList is empty/],
		['a misspelt field', CREATE, { ...ORDER, mesage: 'x' }, /^mesage is not a field of this call/],
		['a refund in yuan', REFUND, refund(id, 12.5), /^applyPayment must be whole fen/],
		['no JSON', CANCEL, 'orderId=1', /body must be a JSON object/],
		['fields in the query', `${CANCEL}?orderId=1`, cancel(id), /belong in the body/],
	])('%s', async (_name, path, body, msg) => {
		const sandbox = await startSandbox();
		sandbox.account.addOrders([id]);
		const answer = await post(sandbox, path, body);
		expect(answer).toMatchObject({ code: 400, msg: expect.stringMatching(msg), data: null });
		expect(sandbox.account.changes.size).toBe(0);
	});

	test('another method is another call', async () => {
		const sandbox = await startSandbox();
		expect((await post(sandbox, LINK, { orderId: id })).code).toBe(404);
		expect((await get(sandbox, CANCEL, { orderId: id })).code).toBe(404);
	});
});
