import { startSandbox } from '../support/engine/sandboxWith.mts';
import { orderIds } from '../support/orderIds.mts';
import { post } from './callSandbox.mts';
import type { Sandbox } from './sandbox.mts';

const CREATE = '/alibaba/refund/detail/create';
const INFO = '/alibaba/refund/info';
const PARCEL = '/alibaba/refund/goods/return';
const [A, B] = orderIds(2);
const PRICE = 1999;
const FREIGHT = 500;
const REQUEST = {
	disputeRequest: 'refund',
	applyPayment: PRICE - FREIGHT,
	applyCarriage: FREIGHT,
	applyReasonId: 20006,
	description: '少货',
	goodsStatus: 'refundWaitSellerSend',
};
const asked = (orderId: string, more: object = {}) =>
	`{"orderId":${orderId},${JSON.stringify({ ...REQUEST, ...more }).slice(1)}`;

async function withPaidOrder(): Promise<Sandbox> {
	const sandbox = await startSandbox();
	sandbox.account.addOrders([A], { status: 'waitsellersend', price: PRICE });
	return sandbox;
}

async function askFor(sandbox: Sandbox, more: object = {}): Promise<string> {
	return (await post<{ refundId: string }>(sandbox, CREATE, asked(A, more))).data.refundId;
}

const parcel = (refundId: string) => ({
	refundId,
	logisticsCompanyNo: 'YTO',
	freightBill: 'YT8001',
});

test('a refund is asked for once, shows its amounts in fen, and closes the order when all of it is paid back', async () => {
	const sandbox = await withPaidOrder();
	const refundId = await askFor(sandbox);
	expect((await post(sandbox, CREATE, asked(A))).msg).toMatch(/^5010/);
	expect((await post(sandbox, INFO, { refundId })).data).toMatchObject({
		refundId,
		orderId: A,
		status: 'waitselleragree',
		applyPayment: PRICE - FREIGHT,
		applyCarriage: FREIGHT,
		refundPayment: 0,
	});
	sandbox.account.refunds.agree(refundId);
	expect((await post(sandbox, INFO, { refundId })).data).toMatchObject({
		status: 'refundsuccess',
		refundPayment: PRICE - FREIGHT,
	});
	const order = { webSite: '1688', orderId: A };
	expect((await post(sandbox, '/alibaba/order/detail', order)).data).toMatchObject({
		baseInfo: { status: 'cancel', refundStatus: 'refundsuccess', refundId },
		tradeTerms: [{ payStatus: '4' }],
	});
	expect([...sandbox.account.changes.values()]).toEqual([1]);
});

test('a refund of a part leaves the order as it is', async () => {
	const sandbox = await withPaidOrder();
	sandbox.account.refunds.agree(await askFor(sandbox, { applyPayment: 1, applyCarriage: 0 }));
	expect(sandbox.account.orders.get(A)).toMatchObject({
		status: 'waitsellersend',
		refund: { status: 'refundsuccess' },
	});
});

test('its info is found by the ID in the body or in the query', async () => {
	const sandbox = await withPaidOrder();
	const refundId = await askFor(sandbox);
	const fromQuery = await post(sandbox, `${INFO}?refundId=${refundId}`, '');
	expect(fromQuery.data).toMatchObject({ refundId });
	expect(fromQuery.data).toEqual((await post(sandbox, INFO, { refundId })).data);
	expect((await post(sandbox, INFO, { refundId: 'TQ1' })).code).toBe(404);
});

test('goods go back once the seller has agreed, and once only', async () => {
	const sandbox = await withPaidOrder();
	const refundId = await askFor(sandbox, { disputeRequest: 'returnRefund' });
	const send = async (id = refundId) => (await post(sandbox, PARCEL, parcel(id))).data;
	expect(await send()).toMatchObject({ success: false, errorCode: '4003' });
	sandbox.account.refunds.agree(refundId);
	expect(await send()).toMatchObject({ success: true });
	expect(await send()).toMatchObject({ success: false, errorCode: '4003' });
	expect(await send('TQ1')).toMatchObject({ success: false, errorCode: '4001' });
	expect((await post(sandbox, INFO, { refundId })).data).toMatchObject({
		status: 'waitsellerreceive',
		freightBill: 'YT8001',
	});
	expect(sandbox.account.changedTwice()).toEqual([]);
});

test.each<[string, string, object | string, RegExp]>([
	['an order that is not there', CREATE, asked(B), /^5001/],
	['more than was paid', CREATE, asked(A, { applyPayment: PRICE }), /^5011/],
	['more freight than was paid', CREATE, asked(A, { applyCarriage: FREIGHT + 1 }), /^5011/],
	['an order as text', CREATE, asked(`"${A}"`), /^orderId must be/],
	['yuan', CREATE, asked(A, { applyPayment: 1.5 }), /^applyPayment must be whole fen/],
	['fen as text', CREATE, asked(A, { applyCarriage: '0' }), /^applyCarriage must be whole fen/],
	['a reason in words', CREATE, asked(A, { applyReasonId: 'late' }), /^applyReasonId must be/],
	['a short description', CREATE, asked(A, { description: '少' }), /^description must have/],
	['an odd state', CREATE, asked(A, { goodsStatus: 'lost' }), /^goodsStatus must be one of/],
	['an odd kind', CREATE, asked(A, { disputeRequest: 'return' }), /^disputeRequest must be/],
	['six pictures', CREATE, asked(A, { vouchers: Array(6).fill('a') }), /^vouchers has more than 5/],
	[
		'pieces as text',
		CREATE,
		asked(A, { orderEntryCountList: [{ count: '1' }] }),
		/\[0\]\.count must/,
	],
	['no refund', INFO, {}, /^refundId is missing/],
	['no carrier', PARCEL, { refundId: 'TQ1', freightBill: '1' }, /^logisticsCompanyNo is missing/],
])('%s is refused', async (_name, path, body, msg) => {
	const sandbox = await withPaidOrder();
	expect(await post(sandbox, path, body)).toMatchObject({
		code: 400,
		msg: expect.stringMatching(msg) as string,
	});
	expect(sandbox.account.changes.size).toBe(0);
});
