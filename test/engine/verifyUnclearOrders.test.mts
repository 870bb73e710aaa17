import type { SandboxOrder } from '../sandbox/account.mts';
import type { Fault } from '../sandbox/faults.mts';
import { DETAIL } from '../sandbox/handlers.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { outcomes, remembered, tally } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

const WITHOUT_ANSWER = { notSentRetries: 0, timeoutMs: 10_000 };
const lookUps = (calls: Array<{ path: string }>) =>
	calls.filter(({ path }) => path === DETAIL).length;

/** Changes order 1; where it is looked up before it is paid, right after that. */
function change(sandbox: Sandbox, lookUpFirst: boolean, order: Partial<SandboxOrder>): void {
	const changeNow = () => {
		sandbox.watch = undefined;
		sandbox.account.addOrders(ids(1), order);
	};
	if (lookUpFirst) sandbox.watch = (_path, moment) => moment === 'worked' && changeNow();
	else changeNow();
}

describe.each([true, false])('verifying unclear orders, lookUpFirst %s', (lookUpFirst) => {
	const options = { ...WITHOUT_ANSWER, lookUpFirst };
	/** How many look-ups `count` orders take before they are paid. */
	const before = (count: number) => (lookUpFirst ? count : 0);

	test('an order that was paid although the answer was lost leaves on Success', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		const result = await pay({ options });
		expect(result.success.map(({ json }) => json)).toEqual(
			ids(3).map((orderId) => ({
				orderId,
				outcome: 'paid',
				orderAmount: 10,
				supplier: expect.any(String),
				orderStatus: 'waitsellersend',
				batch: 1,
				requestId: null,
			})),
		);
		expect(lookUps(sandbox.calls)).toBe(before(3) + 3);
		expect(sandbox.payments()).toHaveLength(1);
	});

	test.each([
		['waitbuyerpay', /may be under way: do not pay it now/],
		['cancel', /^Closed, but money may have moved/],
		['terminated', /^Closed, but money may have moved/],
		['brand_new_status', /money may have moved: .* says nothing about payment/i],
	])('status %s proves nothing', async (status, advice) => {
		const { sandbox, pay } = await sandboxWith(1);
		change(sandbox, lookUpFirst, { status });
		sandbox.fault(1, { kind: 'resetBeforeAnswer', processed: false });
		const { success, failure } = await pay({ options });
		expect(success).toEqual([]);
		expect(failure[0].json).toMatchObject({
			outcome: 'unknown',
			retrySafe: false,
			orderStatus: status,
			advice: expect.stringMatching(advice),
		});
		expect(failure[0].json.moneyMoved).toBe('maybe');

		const again = await pay({ options });
		expect(again.failure[0].json).toMatchObject({
			outcome: 'alreadySubmitted',
			retrySafe: false,
			orderStatus: status,
		});
		expect(sandbox.payments()).toHaveLength(1);
	});

	test.each([
		'waitsellersend',
		'waitlogisticstakein',
		'waitbuyerreceive',
		'waitbuyersign',
		'signinsuccess',
		'confirm_goods',
		'success',
		' SUCCESS ',
	])('status %s proves payment', async (status) => {
		const { sandbox, pay } = await sandboxWith(1);
		change(sandbox, lookUpFirst, { status });
		sandbox.fault(1, { kind: 'resetBeforeAnswer', processed: false });
		expect(outcomes(await pay({ options }))).toEqual({ [id(1)]: 'paid' });
	});

	test('an order that was submitted earlier and has since been paid leaves on Success', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		await pay({ options });
		expect(tally(await pay({ options }))).toEqual({ paid: 2 });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test('three failed look-ups in a row end the verification', async () => {
		const { sandbox, pay } = await sandboxWith(10);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		for (let call = before(10) + 1; call <= 30; call++)
			sandbox.fault(call, { kind: 'status', status: 503 }, DETAIL);
		expect(tally(await pay({ options }))).toEqual({ unknown: 10 });
		expect(lookUps(sandbox.calls)).toBe(before(10) + 3);
	});

	test('a look-up that succeeds starts the count afresh', async () => {
		const { sandbox, pay } = await sandboxWith(10);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		for (const call of [1, 2, 4, 5, 7]) sandbox.fault(before(10) + call, { kind: 'html' }, DETAIL);
		expect(tally(await pay({ options }))).toEqual({ unknown: 5, paid: 5 });
		expect(lookUps(sandbox.calls)).toBe(before(10) + 10);
	});

	test.each<[string, string]>([
		['another order', '{"code":200,"data":{"baseInfo":{"idOfStr":"999","status":"success"}}}'],
		[
			'another order, as a number',
			'{"code":200,"data":{"baseInfo":{"id":2059624776425000099,"status":"success"}}}',
		],
		['no status', '{"code":200,"data":{"baseInfo":{}}}'],
		['an empty status', '{"code":200,"data":{"baseInfo":{"status":" "}}}'],
		['no data', '{"code":200,"data":null}'],
		['a status with another code', '{"code":500,"data":{"baseInfo":{"status":"success"}}}'],
	])('an answer with %s proves nothing', async (_name, body) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(1, { kind: 'resetBeforeAnswer', processed: false });
		sandbox.fault(before(1) + 1, { kind: 'status', status: 200, body }, DETAIL);
		const { failure } = await pay({ options });
		expect(failure[0].json).toMatchObject({
			outcome: 'unknown',
			moneyMoved: 'maybe',
			orderStatus: null,
		});
		expect(sandbox.payments()).toHaveLength(1);
		expect(lookUps(sandbox.calls)).toBe(before(1) + 1);
	});

	test('an answer that names the order as an exact number counts', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		sandbox.fault(
			before(1) + 1,
			{
				kind: 'status',
				status: 200,
				body: `{"code":200,"data":{"baseInfo":{"id":${id(1)},"status":"success"},"tradeTerms":[{"payStatus":"2"}]}}`,
			},
			DETAIL,
		);
		expect(outcomes(await pay({ options }))).toEqual({ [id(1)]: 'paid' });
	});

	test('switched off, nothing is looked up after the payment', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		expect(tally(await pay({ options: { ...options, verifyUnclear: false } }))).toEqual({
			unknown: 2,
		});
		expect(lookUps(sandbox.calls)).toBe(before(2));
	});

	test('when all is clear nothing is looked up after the payment', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		await pay({ options });
		expect(lookUps(sandbox.calls)).toBe(before(2));
	});
});

describe('a code that the look-up gets too', () => {
	const options = { ...WITHOUT_ANSWER, lookUpFirst: false };

	test.each<[string, Fault, Fault]>([
		['9999', { kind: 'code', code: 9999 }, { kind: 'code', code: 9999 }],
		['10012', { kind: 'code', code: 10012 }, { kind: 'code', code: 10012 }],
		['399', { kind: 'code', code: 399 }, { kind: 'code', code: 399 }],
		['600', { kind: 'code', code: 600 }, { kind: 'code', code: 600 }],
		['0', { kind: 'code', code: 0 }, { kind: 'code', code: 0 }],
		['a server failure', { kind: 'code', code: 500 }, { kind: 'code', code: 500 }],
		['a time-out code', { kind: 'code', code: 408 }, { kind: 'code', code: 408 }],
		['another code', { kind: 'code', code: 10012 }, { kind: 'code', code: 10013 }],
		[
			'the same code under HTTP 500',
			{ kind: 'status', status: 500, body: '{"code":10012}' },
			{ kind: 'code', code: 10012 },
		],
		['code 200 without orders', { kind: 'lie', lie: 'dataNull' }, { kind: 'code', code: 200 }],
	])(
		'%s is no proof: what was paid stays unknown and recorded, and is not paid again',
		async (_name, payment, detail) => {
			const { sandbox, pay, workflowId } = await sandboxWith(12);
			sandbox.fault(1, payment);
			sandbox.fault('every', detail, DETAIL);
			expect(tally(await pay({ options }))).toEqual({ unknown: 10, notSent: 2 });
			expect(lookUps(sandbox.calls)).toBe(3);
			expect(remembered(workflowId)).toEqual(ids(10));
			for (const verifyUnclear of [true, false]) {
				expect(tally(await pay({ options: { ...options, verifyUnclear } }))).toMatchObject({
					alreadySubmitted: verifyUnclear ? 10 : 12,
				});
			}
			// An order that cannot be looked up is not sent either.
			expect(tally(await pay({ options: { ...options, lookUpFirst: true } }))).toEqual({
				notSent: 12,
			});
			expect(sandbox.account.paidTwice()).toEqual([]);
		},
	);

	test('orders that an earlier run submitted are unaffected', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		await pay({ options });
		sandbox.fault('every', { kind: 'code', code: 10012, processed: false }, DETAIL);
		expect(tally(await pay({ options }))).toEqual({ alreadySubmitted: 2 });
	});
});

describe.each([true, false])('what the order itself shows, lookUpFirst %s', (lookUpFirst) => {
	const options = { ...WITHOUT_ANSWER, lookUpFirst };

	test('a staged order with one stage paid is not called paid', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		for (const orderId of ids(2)) sandbox.account.addOrders([orderId], { stages: [1, 1] });
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		const { success, failure } = await pay({ options });
		expect(success).toEqual([]);
		expect(failure[0].json).toMatchObject({
			outcome: 'unknown',
			orderStatus: 'waitsellersend',
			advice: expect.stringContaining('not every part is paid'),
		});
		const again = await pay({ options });
		expect(again.success).toEqual([]);
		expect(tally(again)).toEqual({ alreadySubmitted: 2 });
		expect(
			ids(2).map((orderId) => [
				sandbox.account.submissions(orderId),
				sandbox.account.isPaid(orderId),
			]),
		).toEqual([
			[1, false],
			[1, false],
		]);
	});

	test('a staged order with every stage paid is', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		change(sandbox, lookUpFirst, { stages: [2, 1] });
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		expect(tally(await pay({ options }))).toEqual({ paid: 1 });
		expect(sandbox.account.isPaid(id(1))).toBe(true);
	});

	test.each<[string, Partial<SandboxOrder>, RegExp]>([
		['unpaid trade terms', { status: 'waitsellersend', tradeTerms: [1] }, /not every part is paid/],
		[
			'trade terms of which one is unpaid',
			{ status: 'success', tradeTerms: [2, 1] },
			/not every part is paid/,
		],
		[
			'the status waitsellerpush',
			{ status: 'waitsellerpush' },
			/the status waitsellerpush says nothing about payment/,
		],
		[
			'a payment in progress',
			{ status: 'waitbuyerpay', tradeTerms: [9] },
			/payment may be under way/,
		],
		[
			'a payment in progress, past payment',
			{ status: 'waitsellersend', tradeTerms: [9] },
			/payment may be under way/,
		],
		[
			'no trade terms and no time of payment',
			{ status: 'waitsellersend', tradeTerms: [] },
			/nothing shows a payment/,
		],
	])('%s: not paid', async (_name, order, advice) => {
		const { sandbox, pay } = await sandboxWith(1);
		change(sandbox, lookUpFirst, order);
		sandbox.fault(1, { kind: 'resetBeforeAnswer', processed: false });
		const { success, failure } = await pay({ options });
		expect(success).toEqual([]);
		expect(failure[0].json).toMatchObject({
			outcome: 'unknown',
			retrySafe: false,
			orderStatus: order.status,
			advice: expect.stringMatching(advice),
		});
		expect(sandbox.account.ledger().size).toBe(0);
	});
});

describe('look-ups that keep failing', () => {
	test.each([true, false])(
		'two out of three: the verification ends after thirty failures, lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(120);
			const before = lookUpFirst ? 120 : 0;
			sandbox.fault('every', { kind: 'resetBeforeAnswer' });
			for (let call = 1; call <= 200; call++)
				if (call % 3 !== 0) sandbox.fault(before + call, { kind: 'html' }, DETAIL);
			await pay({ options: { lookUpFirst, batchSize: 30, stopOnBatchFailure: false } });
			expect(lookUps(sandbox.calls)).toBeGreaterThan(before);
			expect(lookUps(sandbox.calls)).toBeLessThanOrEqual(before + 45);
		},
	);
});

test('no more look-ups run at a time than "Batches at Once" allows', async () => {
	const { sandbox, pay } = await sandboxWith(10, { serviceMs: 20 });
	sandbox.fault('every', { kind: 'resetBeforeAnswer' });
	expect(
		tally(
			await pay({
				options: { ...WITHOUT_ANSWER, lookUpFirst: false, batchSize: 5, concurrency: 2 },
			}),
		),
	).toEqual({
		paid: 10,
	});
	expect(lookUps(sandbox.calls)).toBe(10);
	expect(sandbox.mostAtOnce).toBeLessThanOrEqual(2);
});
