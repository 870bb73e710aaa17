import { signedHeaders } from '../../dist/nodes/shared/api/signature.js';
import { startSandbox } from '../support/engine/sandboxWith.mts';
import { orderIds } from '../support/orderIds.mts';
import type { SandboxOrder } from './account.mts';
import { LOOK_UP_LIES } from './faults.mts';
import { DETAIL, PAY } from './handlers.mts';
import type { Sandbox } from './sandbox.mts';

interface View {
	baseInfo: Record<string, unknown>;
	tradeTerms: Array<Record<string, unknown>>;
}

const [A, B] = orderIds(2);

async function call(sandbox: Sandbox, path: string, body: object) {
	const response = await fetch(sandbox.url + path, {
		method: 'POST',
		headers: { ...signedHeaders(sandbox.credential as never, Date.now()) },
		body: JSON.stringify(body),
	});
	return { httpStatus: response.status, ...((await response.json()) as Record<string, unknown>) };
}

async function lookUp(sandbox: Sandbox, orderId = A): Promise<View> {
	const { data } = (await call(sandbox, DETAIL, { webSite: '1688', orderId })) as { data?: View };
	return data!;
}

async function viewOf(order: Partial<SandboxOrder>): Promise<View> {
	const sandbox = await startSandbox();
	sandbox.account.addOrders([A], order);
	return await lookUp(sandbox);
}

const payStatuses = ({ tradeTerms }: View) => tradeTerms.map(({ payStatus }) => payStatus);

describe('an order that is looked up', () => {
	const TIME = expect.stringMatching(/^\d{17}\+0800$/);
	const BY_BUYER = { closeReason: 'buyerCancel', closeOperateType: 'CLOSE_TRADE_BY_BUYER' };
	const OTHERWISE = { closeReason: 'other', closeOperateType: 'CLOSE_TRADE_BY_SYSTEM' };

	test.each<[Partial<SandboxOrder>, string[], Record<string, unknown>]>([
		[{ status: 'waitbuyerpay' }, ['1'], {}],
		[{ status: 'waitbuyerpay', tradeTerms: [9] }, ['9'], {}],
		[{ status: 'waitbuyerpay', tradeTerms: [7] }, ['7'], {}],
		[{ status: 'waitsellersend' }, ['2'], { payTime: TIME }],
		[{ status: 'waitsellersend', tradeTerms: [12], tradeType: '10' }, ['12'], { tradeType: '10' }],
		[{ status: 'waitsellersend', tradeTerms: [] }, [], {}],
		[{ status: 'waitbuyerreceive' }, ['2'], { payTime: TIME }],
		[{ status: 'confirm_goods' }, ['2'], { payTime: TIME }],
		[{ status: 'success' }, ['6'], { payTime: TIME }],
		[{ status: 'cancel' }, ['8'], BY_BUYER],
		[{ status: ' CANCEL ' }, ['8'], BY_BUYER],
		[{ status: 'terminated' }, ['8'], OTHERWISE],
		[
			{ status: 'cancel', tradeTerms: [4], price: 1999 },
			['4'],
			{ ...OTHERWISE, payTime: TIME, refundStatus: 'refundsuccess', refund: 19.99 },
		],
	])('%j', async (order, terms, shown) => {
		const view = await viewOf(order);
		expect(payStatuses(view)).toEqual(terms);
		const { payTime, closeReason, closeOperateType, refundStatus, refund, tradeType } =
			view.baseInfo;
		expect({ payTime, closeReason, closeOperateType, refundStatus, refund, tradeType }).toEqual({
			refund: 0,
			tradeType: '50060',
			...shown,
		});
		expect(view.baseInfo.status).toBe(order.status);
	});

	test('shows its price in yuan, and other amounts beside it that are not the total', async () => {
		const { baseInfo, tradeTerms } = await viewOf({ price: 1999 });
		expect(baseInfo).toMatchObject({ totalAmount: 19.99, sumProductPayment: 14.99 });
		expect(baseInfo).toMatchObject({ shippingFee: 5, discount: -200 });
		expect(tradeTerms[0].phasAmount).toBe(19.99);
	});

	test('in stages: its stages, whose amounts add up to the total', async () => {
		const { baseInfo, tradeTerms } = await viewOf({ price: 1001, stages: [2, 1] });
		expect(baseInfo.tradeType).toBe('7');
		expect(baseInfo.newStepOrderList).toEqual([
			{ payStatus: 2, phase: 1, payFee: 5 },
			{ payStatus: 1, phase: 2, payFee: 5.01 },
		]);
		expect(tradeTerms.map(({ phasAmount }) => phasAmount)).toEqual([5, 5.01]);
		expect((await viewOf({ stages: [1], tradeType: '50060' })).baseInfo.tradeType).toBe('50060');
	});

	test.each(['123.40', '12.345', -1, 7, '¥12', null, '', 1e21])(
		'shows %j as its total when told to',
		async (totalAmount) => {
			expect((await viewOf({ totalAmount })).baseInfo.totalAmount).toBe(totalAmount);
		},
	);

	test('shows no total when told to', async () => {
		expect((await viewOf({ totalAmount: undefined })).baseInfo).not.toHaveProperty('totalAmount');
	});

	test('has a supplier with all names, or with those it was given', async () => {
		const whole = (await viewOf({})).baseInfo;
		const { companyName, shopName } = whole.sellerContact as Record<string, string>;
		expect(new Set([companyName, shopName, whole.sellerLoginId, '']).size).toBe(4);

		const { baseInfo } = await viewOf({ supplier: { shopName: 'A shop' } });
		expect(baseInfo.sellerContact).toEqual({ shopName: 'A shop' });
		expect(baseInfo).not.toHaveProperty('sellerLoginId');
		const other = (await viewOf({ supplier: { companyName: '', loginId: 'a' } })).baseInfo;
		expect(other).toMatchObject({ sellerLoginId: 'a', sellerContact: { companyName: '' } });
	});
});

describe('lies about an order that is looked up', () => {
	/** The truth about an order, and what is told in its place. */
	async function lie(
		fault: { lie: (typeof LOOK_UP_LIES)[number]; value?: unknown },
		order: Partial<SandboxOrder> = {},
	): Promise<{ truth: View; told: View; sandbox: Sandbox }> {
		const sandbox = await startSandbox();
		sandbox.account.addOrders([A], order);
		sandbox.fault(2, { kind: 'lookUpLie', ...fault }, DETAIL);
		return { truth: await lookUp(sandbox), told: await lookUp(sandbox), sandbox };
	}

	test.each(LOOK_UP_LIES)('%s differs from the truth', async (name) => {
		const { truth, told } = await lie({ lie: name });
		expect(told).not.toEqual(truth);
	});

	test('wrongOrder: the ID of another order, whose number is rounded to the same one', async () => {
		const { truth, told } = await lie({ lie: 'wrongOrder' });
		expect(told.baseInfo).toEqual({ ...truth.baseInfo, idOfStr: B });
	});

	test('oddAmount: any amount, or none', async () => {
		const { truth, told } = await lie({ lie: 'oddAmount', value: '12.345' });
		expect(told.baseInfo).toEqual({ ...truth.baseInfo, totalAmount: '12.345' });
		expect((await lie({ lie: 'oddAmount' })).told.baseInfo).not.toHaveProperty('totalAmount');
	});

	test('oddStatus: any status, or none', async () => {
		const { truth, told } = await lie({ lie: 'oddStatus', value: 'waitbankpay' });
		expect(told.baseInfo).toEqual({ ...truth.baseInfo, status: 'waitbankpay' });
		expect((await lie({ lie: 'oddStatus' })).told.baseInfo).not.toHaveProperty('status');
	});

	test('claimsPaid: everything says paid, and the account knows better', async () => {
		const { told, sandbox } = await lie({ lie: 'claimsPaid' }, { stages: [2, 1] });
		expect(told.baseInfo).toMatchObject({
			status: 'waitsellersend',
			payTime: expect.any(String),
			newStepOrderList: [{ payStatus: 2 }, { payStatus: 2 }],
		});
		expect(payStatuses(told)).toEqual(['2', '2']);
		expect([sandbox.account.isPaid(A), sandbox.account.submissions(A)]).toEqual([false, 0]);
	});

	test('there is none about an order that does not exist', async () => {
		const sandbox = await startSandbox();
		sandbox.fault('every', { kind: 'lookUpLie', lie: 'claimsPaid' }, DETAIL);
		expect(await call(sandbox, DETAIL, { webSite: '1688', orderId: A })).toMatchObject({
			code: 404,
			data: null,
		});
	});
});

describe('a fault for one order', () => {
	test('hits its n-th call, however many others come in between', async () => {
		const sandbox = await startSandbox();
		sandbox.account.addOrders([A, B]);
		sandbox.fault(2, { kind: 'lookUpLie', lie: 'oddAmount', value: 0 }, DETAIL, B);
		const amounts = [];
		for (const orderId of [B, A, A, B, B])
			amounts.push((await lookUp(sandbox, orderId)).baseInfo.totalAmount);
		expect(amounts).toEqual([10, 10, 10, 0, 10]);
	});

	test('counts calls to its path only, and hits each of them when told to', async () => {
		const sandbox = await startSandbox();
		sandbox.account.addOrders([A, B]);
		sandbox.fault(1, { kind: 'status', status: 503 }, PAY, B);
		sandbox.fault('every', { kind: 'status', status: 504 }, PAY, A);
		await lookUp(sandbox, B);
		const statuses = [];
		for (const list of [[B], [A, B], [B], [A]])
			statuses.push((await call(sandbox, PAY, { orderIds: list })).httpStatus);
		expect(statuses).toEqual([503, 504, 200, 504]);
	});

	test('cannot refuse its connection', async () => {
		const sandbox = await startSandbox();
		expect(() => sandbox.fault(1, { kind: 'refuse', forMs: 1 }, DETAIL, A)).toThrow(/no order/);
	});
});

test('a call is remembered with the orders it names, be it a look-up or a payment', async () => {
	const sandbox = await startSandbox();
	await lookUp(sandbox, B);
	await call(sandbox, PAY, { orderIds: [A, B] });
	await call(sandbox, '/alibaba/product/keywords/query', { keyword: 'a' });
	expect(sandbox.calls.map(({ orderIds: named }) => named)).toEqual([[B], [A, B], []]);
});

test('an order can change between its look-up and its payment', async () => {
	const sandbox = await startSandbox();
	sandbox.account.addOrders([A, B], { price: 500 });
	sandbox.watch = (path, moment, named) => {
		if (path === DETAIL && moment === 'worked' && named.includes(B))
			sandbox.account.orders.get(B)!.price = 99_900;
	};
	const seen = [await lookUp(sandbox, A), await lookUp(sandbox, B)];
	await call(sandbox, PAY, { orderIds: [A, B] });
	expect(seen.map(({ baseInfo }) => baseInfo.totalAmount)).toEqual([5, 5]);
	expect([A, B].map((id) => sandbox.account.submittedFen(id))).toEqual([500, 99_900]);
});
