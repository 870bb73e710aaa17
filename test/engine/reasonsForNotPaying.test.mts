import type { Fault } from '../sandbox/faults.mts';
import { outcomes, plain, remembered, tally } from '../support/engine/batchPay.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

const UNLISTED = '风控拦截';

describe.each([true, false])('lookUpFirst %s', (lookUpFirst) => {
	/** Unclear orders are looked up after the payment. */
	const verifying = { lookUpFirst, notSentRetries: 0 };
	/** They are not. */
	const unverified = { ...plain, lookUpFirst };

	describe('a final reason', () => {
		test.each([
			['账户额度不足'],
			['ACCOUNT_FROZEN'],
			['订单已关闭'],
			['订单不存在'],
			['Insufficient balance'],
		])('%s: rejected at once and struck out', async (refusal) => {
			const { sandbox, pay, workflowId } = await sandboxWith(3);
			sandbox.account.orders.get(id(2))!.refusal = refusal;
			const result = await pay({ options: verifying });
			expect(outcomes(result)).toEqual({
				[id(1)]: 'submitted',
				[id(2)]: 'rejected',
				[id(3)]: 'submitted',
			});
			expect(result.failure[0].json).toMatchObject({ retrySafe: true });
			expect(String(result.failure[0].json.errorReason).split(' (')[0]).toBe(refusal);
			expect(calls(sandbox).lookedUp).toBe(lookUpFirst ? 3 : 0);
			expect(remembered(workflowId)).toEqual([id(1), id(3)]);

			sandbox.account.orders.get(id(2))!.refusal = undefined;
			await pay({ options: unverified });
			expect(ids(3).map((orderId) => sandbox.account.submissions(orderId))).toEqual([1, 1, 1]);
		});
	});

	describe.each(['processing', 'alreadyPaid'] as const)(
		'a doubtful reason (%s) for what was paid',
		(lie) => {
			test('is looked up and found paid; the next run pays nothing', async () => {
				const { sandbox, pay, workflowId } = await sandboxWith(3);
				sandbox.fault(1, { kind: 'lie', lie });
				expect(tally(await pay({ options: verifying }))).toEqual({ paid: 3 });
				expect(remembered(workflowId)).toEqual(ids(3));
				expect(tally(await pay({ options: verifying }))).toEqual({ paid: 3 });
				expect(sandbox.account.paidTwice()).toEqual([]);
			});

			test('is unknown and recorded if it is not verified; the next run pays nothing', async () => {
				const { sandbox, pay, workflowId } = await sandboxWith(3);
				// So that the next run's look-up does not tell what the memory has to; so below.
				sandbox.account.paysAtOnce = false;
				sandbox.fault(1, { kind: 'lie', lie });
				const result = await pay({ options: unverified });
				expect(tally(result)).toEqual({ unknown: 3 });
				expect(result.failure[0].json).toMatchObject({
					moneyMoved: 'maybe',
					retrySafe: false,
					errorReason: expect.stringMatching(/^[^ -~]+ \([a-z ]+\)$/),
					advice: expect.stringMatching(/^Money may have moved: /),
				});
				expect(remembered(workflowId)).toEqual(ids(3));
				expect(tally(await pay({ options: unverified }))).toEqual({ alreadySubmitted: 3 });
				expect(sandbox.account.paidTwice()).toEqual([]);
			});

			test('stays unknown while 1688 shows the order as waiting', async () => {
				const { sandbox, pay } = await sandboxWith(3);
				sandbox.account.paysAtOnce = false;
				sandbox.fault(1, { kind: 'lie', lie });
				expect(tally(await pay({ options: verifying }))).toEqual({ unknown: 3 });
				expect(tally(await pay({ options: verifying }))).toEqual({ alreadySubmitted: 3 });
				expect(sandbox.account.paidTwice()).toEqual([]);
			});
		},
	);

	describe('an unlisted reason', () => {
		test('of an unpaid order: rejected and struck out', async () => {
			const { sandbox, pay, workflowId } = await sandboxWith(3);
			sandbox.account.orders.get(id(2))!.refusal = UNLISTED;
			const result = await pay({ options: verifying });
			expect(outcomes(result)).toEqual({
				[id(1)]: 'submitted',
				[id(2)]: 'rejected',
				[id(3)]: 'submitted',
			});
			expect(result.failure[0].json).toMatchObject({
				errorReason: UNLISTED,
				retrySafe: true,
				orderStatus: 'waitbuyerpay',
				advice: expect.stringContaining('1688 still shows it as unpaid'),
			});
			expect(result.failure[0].json).not.toHaveProperty('rejectedIfUnpaid');
			expect(calls(sandbox).lookedUp).toBe(lookUpFirst ? 4 : 1);
			expect(remembered(workflowId)).toEqual([id(1), id(3)]);

			sandbox.account.orders.get(id(2))!.refusal = undefined;
			await pay({ options: unverified });
			expect(ids(3).map((orderId) => sandbox.account.submissions(orderId))).toEqual([1, 1, 1]);
		});

		test('of an order that is paid: paid, and it stays recorded', async () => {
			const { sandbox, pay, workflowId } = await sandboxWith(1);
			const order = sandbox.account.orders.get(id(1))!;
			const payElsewhere = () => {
				sandbox.watch = undefined;
				sandbox.account.submit(id(1));
				order.refusal = UNLISTED;
			};
			// After the look-up, or it would not be sent.
			if (lookUpFirst) sandbox.watch = (_path, moment) => moment === 'worked' && payElsewhere();
			else payElsewhere();
			expect(tally(await pay({ options: verifying }))).toEqual({ paid: 1 });
			expect(sandbox.payments()).toHaveLength(1);
			expect(remembered(workflowId)).toEqual([id(1)]);
			order.refusal = undefined;
			await pay({ options: unverified });
			expect(sandbox.account.submissions(id(1))).toBe(1);
		});

		test('if it is not verified: unknown and recorded', async () => {
			const { sandbox, pay, workflowId } = await sandboxWith(3);
			sandbox.account.orders.get(id(2))!.refusal = UNLISTED;
			expect(outcomes(await pay({ options: unverified }))[id(2)]).toBe('unknown');
			expect(remembered(workflowId)).toEqual(ids(3));
			sandbox.account.orders.get(id(2))!.refusal = undefined;
			expect(outcomes(await pay({ options: unverified }))[id(2)]).toBe('alreadySubmitted');
			expect(sandbox.account.submissions(id(2))).toBe(0);
		});

		test('holds no later batch back', async () => {
			const { sandbox, pay } = await sandboxWith(30);
			for (const orderId of ids(10)) sandbox.account.orders.get(orderId)!.refusal = UNLISTED;
			expect(tally(await pay({ options: verifying }))).toEqual({ rejected: 10, submitted: 20 });
			expect(sandbox.account.ledger().size).toBe(20);
		});
	});

	test('a doubtful reason holds the later batches back', async () => {
		const { sandbox, pay } = await sandboxWith(30);
		sandbox.account.orders.get(id(1))!.refusal = '支付处理中';
		expect(tally(await pay({ options: unverified }))).toEqual({
			unknown: 1,
			submitted: 9,
			notSent: 20,
		});
		expect(sandbox.payments()).toHaveLength(1);
	});

	describe('409', () => {
		test.each<[string, Fault]>([
			['HTTP 409', { kind: 'status', status: 409 }],
			['code 409', { kind: 'code', code: 409 }],
		])('%s: unknown, recorded, not paid again', async (_name, fault) => {
			const { sandbox, pay, workflowId } = await sandboxWith(3);
			sandbox.account.paysAtOnce = false;
			sandbox.fault(1, fault);
			expect(tally(await pay({ options: unverified }))).toEqual({ unknown: 3 });
			expect(remembered(workflowId)).toEqual(ids(3));
			await pay({ options: unverified });
			expect(sandbox.account.paidTwice()).toEqual([]);
		});
	});

	describe('a refusal of the whole call', () => {
		const refusals: Array<[string, number, unknown]> = [
			['empty lists', 400, { code: 400, data: { successOrderIds: [], payFailOrders: [] } }],
			[
				'empty lists, code only',
				200,
				{ code: 401, data: { successOrderIds: [], payFailOrders: [] } },
			],
			['an empty list', 403, { code: 403, data: [] }],
			['an empty object', 422, { code: 422, data: {} }],
			['text', 401, { code: 401, data: 'no permission' }],
			['text, code only', 200, { code: 498, data: 'no permission' }],
		];
		test.each(refusals)(
			'whose data holds only %s: rejected and struck out',
			async (_name, status, body) => {
				const { sandbox, pay, workflowId } = await sandboxWith(3);
				sandbox.fault(1, { kind: 'status', status, body: JSON.stringify(body), processed: false });
				expect(tally(await pay({ options: verifying }))).toEqual({ rejected: 3 });
				expect(remembered(workflowId)).toEqual([]);
				expect(tally(await pay({ options: unverified }))).toEqual({ submitted: 3 });
				expect(sandbox.account.paidTwice()).toEqual([]);
			},
		);

		test.each<[string, unknown]>([
			['text that names an order', `paid: ${id(1)}`],
			['a list that is not empty', { successOrderIds: [{}] }],
			['a number', { paid: 3 }],
		])('whose data holds %s: unknown', async (_name, data) => {
			const { sandbox, pay } = await sandboxWith(3);
			sandbox.fault(1, { kind: 'status', status: 400, body: JSON.stringify({ code: 400, data }) });
			sandbox.account.paysAtOnce = false;
			expect(tally(await pay({ options: unverified }))).toEqual({ unknown: 3 });
			await pay({ options: unverified });
			expect(sandbox.account.paidTwice()).toEqual([]);
		});
	});

	describe('words about a payment, whatever else is said: unknown, recorded, not paid again', () => {
		const because = (errorReason: string): Fault => ({
			kind: 'status',
			status: 200,
			body: JSON.stringify({
				code: 200,
				data: {
					successOrderIds: [],
					payFailOrders: ids(2).map((orderId) => ({ orderId, errorReason })),
				},
			}),
		});
		test.each<[string, Fault]>([
			[
				'a refusal that mentions a duplicate submission',
				{ kind: 'code', code: 400, msg: '订单正在支付中，请勿重复提交' },
			],
			['a rate limit that does', { kind: 'code', code: 429, msg: '订单处理中，请勿重复提交' }],
			[
				'a refusal that mentions a time-out',
				{ kind: 'status', status: 400, body: 'Read timed out' },
			],
			[
				'a refusal that names the orders',
				{ kind: 'status', status: 404, body: JSON.stringify({ successOrderIds: ids(2) }) },
			],
			['a refusal whose code is a word', { kind: 'status', status: 400, body: '{"code":"OK"}' }],
			['a load balancer saying that the client hung up', { kind: 'status', status: 460 }],
			['insufficient funds, and a payment to come', because('余额不足，等待充值后自动扣款')],
			['no such order, and a payment made', because('Payment successful but order not found')],
			['queued', because('付款排队中')],
		])('%s', async (_name, fault) => {
			const { sandbox, pay, workflowId } = await sandboxWith(2);
			sandbox.account.paysAtOnce = false;
			sandbox.fault(1, fault);
			expect(tally(await pay({ options: { ...unverified, notSentRetries: 2 } }))).toEqual({
				unknown: 2,
			});
			expect(remembered(workflowId)).toEqual(ids(2));
			expect(tally(await pay({ options: unverified }))).toEqual({ alreadySubmitted: 2 });
			expect(sandbox.payments()).toHaveLength(1);
			expect(ids(2).map((orderId) => sandbox.account.submissions(orderId))).toEqual([1, 1]);
		});
	});
});
