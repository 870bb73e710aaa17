import type { SandboxOrder } from '../../sandbox/account.mts';
import type { Fault } from '../../sandbox/faults.mts';
import {
	callsTo,
	documented,
	envelopeAround,
	make,
	sandboxFor,
	UNPAID,
} from '../../support/engine/literalCall.mts';
import { callOf } from './calls/all.mts';

const call = callOf('order1688', 'getPaymentLink');
const DETAIL = '/alibaba/order/detail';

test('an unpaid order is looked up, then asked for, once', async () => {
	const sandbox = await sandboxFor(call);
	const result = await make(call, sandbox);
	expect(result.items).toEqual(call.items);
	expect(sandbox.calls.map(({ path }) => path)).toEqual([DETAIL, call.path]);
	expect(callsTo(sandbox, call)).toEqual([documented(call)]);
});

test('a payment by agreement is done without a link', async () => {
	const data = '{"protocolPaySuccess":true}';
	const result = await make(call, await sandboxFor({ ...call, data }));
	expect(result.items).toEqual([
		expect.objectContaining({
			outcome: 'done',
			advice: 'PandaPon says that it is paid by agreement: do not pay it again.',
			answer: { protocolPaySuccess: true },
		}),
	]);
});

describe('a link that is answered after the order was paid by agreement', () => {
	const timedOut =
		'"protocolPaySuccess":false,"payUrl":"https://pay.example/1","cantPayOrderList":';
	test.each<[data: string, expected: object]>([
		[
			`{${timedOut}[]}`,
			{
				outcome: 'done',
				advice:
					'Look at it with "1688 Order: Get" first: open payUrl only if it still waits for payment.',
			},
		],
		[
			`{${timedOut}[${UNPAID}]}`,
			{
				outcome: 'unclear',
				advice:
					'It may have happened. Do not pay it now: look at it tomorrow with "1688 Order: Get".',
			},
		],
	])('%s is not called unpaid, and not asked for again', async (data, expected) => {
		const charging: Fault = {
			kind: 'status',
			status: 200,
			body: envelopeAround(data),
			processed: true,
		};
		const sandbox = await sandboxFor(call, charging);
		sandbox.account.paysByAgreement = true;
		const result = await make(call, sandbox, { items: [{}, {}], passes: 2 });
		expect(result.passes[0]?.data?.main[0]?.map(({ json }) => json)).toEqual([
			expect.objectContaining(expected),
			expect.objectContaining({ outcome: 'notSent' }),
		]);
		expect(JSON.stringify(result.run.data.resultData)).not.toMatch(/not paid|unpaid/i);
		expect(sandbox.account.submissions(UNPAID)).toBe(1);
		expect(callsTo(sandbox, call)).toHaveLength(1);
	});
});

test.each([
	['{"protocolPaySuccess":false}'],
	['{"protocolPaySuccess":false,"payUrl":""}'],
	['{"cantPayOrderList":[2059624776425880794]}'],
	['{}'],
	['[]'],
	['"ok"'],
	['true'],
	['{"orderId":2059624776425880795,"protocolPaySuccess":true}'],
])('the answer %s proves nothing', async (data) => {
	const result = await make(call, await sandboxFor({ ...call, data }));
	expect(result.items).toEqual([
		expect.objectContaining({
			outcome: 'unclear',
			advice:
				'It may have happened. Do not pay it now: look at it tomorrow with "1688 Order: Get".',
		}),
	]);
});

const DO_NOT_PAY = 'This call moved no money, but the order is paid or being paid: do not pay it.';
const LOOK_FIRST = 'This call moved no money. Look at the order with "1688 Order: Get".';

/** Orders that are not asked for, and why. */
test.each<[order: Partial<SandboxOrder>, why: string, advice: string]>([
	[
		{ status: 'waitsellersend' },
		'its status is waitsellersend, and every part of it is paid',
		DO_NOT_PAY,
	],
	[{ status: 'success' }, 'its status is success, and every part of it is paid', DO_NOT_PAY],
	[{ tradeTerms: [9] }, 'a payment for it is in progress', DO_NOT_PAY],
	[{ status: 'cancel' }, 'its status is cancel', LOOK_FIRST],
	[{ status: 'terminated' }, 'its status is terminated', LOOK_FIRST],
	[{ tradeTerms: [2] }, 'it waits for payment, but has a time of payment', LOOK_FIRST],
	[{ status: 'someday' }, 'the status someday says nothing about payment', LOOK_FIRST],
])('an order with %j is not asked for', async (order, why, advice) => {
	const sandbox = await sandboxFor(call);
	sandbox.account.addOrders([UNPAID], order);
	const result = await make(call, sandbox);
	expect(result.items).toEqual([
		expect.objectContaining({
			orderId: UNPAID,
			outcome: 'notSent',
			errorReason: `Not asked for a link: ${why}`,
			advice,
		}),
	]);
	expect(callsTo(sandbox, call)).toEqual([]);
});

test.each<[what: string, fault: Parameters<typeof sandboxFor>[1], says: string]>([
	['an HTML page', { kind: 'html' }, 'The answer to the look-up could not be read (HTTP 200)'],
	[
		'HTTP 500',
		{ kind: 'status', status: 500, body: '{"code":500,"msg":"busy","data":null}' },
		'busy',
	],
	[
		'another order',
		{ kind: 'lookUpLie', lie: 'wrongOrder' },
		'The look-up was answered without this order',
	],
	[
		'a cut connection',
		{ kind: 'resetBeforeAnswer' },
		'The connection was cut before the answer was complete',
	],
])('an order whose look-up brings %s is not asked for', async (_what, fault, says) => {
	const sandbox = await sandboxFor(call);
	sandbox.fault('every', fault!, DETAIL);
	const result = await make(call, sandbox);
	expect(result.items).toEqual([
		expect.objectContaining({
			outcome: 'notSent',
			errorReason: says,
			advice:
				'This call moved no money: it was not seen, so no link was asked for. Run this row alone again.',
		}),
	]);
	expect(callsTo(sandbox, call)).toEqual([]);
});

test('an order that the API does not know is not asked for', async () => {
	const sandbox = await sandboxFor(call);
	sandbox.account.orders.clear();
	const result = await make(call, sandbox);
	expect(result.items).toEqual([
		expect.objectContaining({ outcome: 'notSent', errorReason: '订单不存在' }),
	]);
	expect(callsTo(sandbox, call)).toEqual([]);
});

test.each([
	['unclear', '{"protocolPaySuccess":false}'],
	['done', '{"protocolPaySuccess":true}'],
	['done', call.data],
])('an order in two rows is asked for once: %s with %s', async (outcome, data) => {
	const sandbox = await sandboxFor({ ...call, data });
	const result = await make(call, sandbox, { items: [{}, {}] });
	expect(result.items).toEqual([
		expect.objectContaining({ outcome }),
		expect.objectContaining({
			outcome: 'notSent',
			errorReason: 'The same as a call of this execution',
			advice: 'Not asked for again, since that could pay again: see the other row.',
		}),
	]);
	expect(callsTo(sandbox, call)).toHaveLength(1);
});

test.each([['{"protocolPaySuccess":true}'], [call.data]])(
	'an order that was answered with %s is not asked for in a later pass of a loop',
	async (data) => {
		const sandbox = await sandboxFor({ ...call, data });
		const result = await make(call, sandbox, { passes: 2 });
		expect(result.passes).toHaveLength(2);
		expect(result.items).toEqual([expect.objectContaining({ outcome: 'notSent' })]);
		expect(callsTo(sandbox, call)).toHaveLength(1);
	},
);

test('two orders are both asked for', async () => {
	const other = '2059624776425880795';
	const sandbox = await sandboxFor({ ...call, data: '{"protocolPaySuccess":true}' });
	sandbox.account.addOrders([other]);
	const result = await make(call, sandbox, {
		items: [{ id: UNPAID }, { id: other }],
		parameters: { orderId: '={{ $json.id }}' },
	});
	expect(result.items.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
	expect(callsTo(sandbox, call)).toHaveLength(2);
});
