// An order that changes between look-up and payment, and an API that lies about orders. The sandbox's ledger is the judge.
import { DETAIL } from '../sandbox/handlers.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { outcomes, remembered, tally } from '../support/engine/batchPay.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id } from '../support/orderIds.mts';

/** Does something as soon as the look-up of an order is fixed, before its answer is out. */
function onceLookedUp(sandbox: Sandbox, orderId: string, change: () => void): void {
	sandbox.watch = (path, moment, orderIds) => {
		if (path === DETAIL && moment === 'worked' && orderIds.includes(orderId)) change();
	};
}

describe('between look-up and payment', () => {
	test('an order that is paid by hand is submitted once, and never again', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		const order = sandbox.account.orders.get(id(2))!;
		onceLookedUp(sandbox, id(2), () => Object.assign(order, { status: 'waitsellersend' }));
		// The real API is likely to refuse it; the words are those that speak of a payment.
		order.refusal = '订单已支付';
		const result = await pay();
		expect(outcomes(result)).toEqual({
			[id(1)]: 'submitted',
			[id(2)]: 'paid',
			[id(3)]: 'submitted',
		});
		expect(sandbox.account.submissions(id(2))).toBe(0);
		expect(tally(await pay())).toEqual({ paid: 3 });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test('paid by hand, refused with words that say nothing: the look-up afterwards finds it paid', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		const order = sandbox.account.orders.get(id(1))!;
		onceLookedUp(sandbox, id(1), () => Object.assign(order, { status: 'waitsellersend' }));
		order.refusal = '无法处理';
		expect(outcomes(await pay())).toEqual({ [id(1)]: 'paid' });
	});

	test('an order that is cancelled is refused, and the others are paid', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(3);
		const order = sandbox.account.orders.get(id(2))!;
		onceLookedUp(sandbox, id(2), () => Object.assign(order, { status: 'cancel' }));
		const result = await pay();
		expect(tally(result)).toEqual({ submitted: 2, rejected: 1 });
		expect(result.failure[0].json).toMatchObject({
			orderId: id(2),
			errorReason: '订单已关闭 (the order is closed)',
		});
		expect(result.summary).toMatchObject({ amountSubmitted: 20, amountFailed: 10 });
		expect(remembered(workflowId)).toEqual([id(1), id(3)]);
	});

	test('a price that is raised is charged, since 1688 takes no price; what was seen is reported', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const order = sandbox.account.orders.get(id(2))!;
		onceLookedUp(sandbox, id(2), () => Object.assign(order, { price: 99_900 }));
		const result = await pay({ parameters: { maxAmount: '10' } });
		expect(tally(result)).toEqual({ submitted: 2 });
		expect(sandbox.account.submittedFen(id(2))).toBe(99_900);
		expect(result.summary).toMatchObject({ amountSubmitted: 20 });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('a price that is raised before the look-up is not paid', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const order = sandbox.account.orders.get(id(2))!;
		sandbox.watch = (path, moment, orderIds) => {
			if (path === DETAIL && moment === 'arrived' && orderIds.includes(id(2))) order.price = 1001;
		};
		const result = await pay({ parameters: { maxAmount: '10' } });
		expect(outcomes(result)).toEqual({ [id(1)]: 'submitted', [id(2)]: 'amountExceeded' });
		expect(sandbox.account.submittedFen(id(2))).toBe(0);
	});
});

describe('an API that lies', () => {
	test('an answer about another order tells nothing about the one that was asked for', async () => {
		const { sandbox, pay } = await sandboxWith(5);
		// The other one is cheap, and waits for payment; this one is dear, and closed.
		Object.assign(sandbox.account.orders.get(id(2))!, { price: 50_000, status: 'cancel' });
		sandbox.fault('every', { kind: 'lookUpLie', lie: 'wrongOrder' }, DETAIL, id(2));
		sandbox.fault('every', { kind: 'lookUpLie', lie: 'wrongOrder' }, DETAIL, id(4));
		const result = await pay();
		expect(tally(result)).toEqual({ submitted: 3, notSent: 2 });
		expect(result.failure.map(({ json }) => json)).toEqual(
			[id(2), id(4)].map((orderId) =>
				expect.objectContaining({
					orderId,
					errorReason: 'The look-up was answered without this order',
					orderAmount: null,
					supplier: null,
					orderStatus: null,
					retrySafe: true,
				}),
			),
		);
		expect([...sandbox.account.ledger().keys()]).toEqual([id(1), id(3), id(5)]);
	});

	test('every answer about another order: nothing is sent', async () => {
		const { sandbox, pay } = await sandboxWith(20);
		sandbox.fault('every', { kind: 'lookUpLie', lie: 'wrongOrder' }, DETAIL);
		expect(tally(await pay())).toEqual({ notSent: 20 });
		expect(sandbox.payments()).toEqual([]);
		expect(calls(sandbox).lookedUp).toBeLessThanOrEqual(7);
	});

	test('a claim that an unpaid order is paid is passed on with its status, and not paid', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(2);
		sandbox.fault(1, { kind: 'lookUpLie', lie: 'claimsPaid' }, DETAIL, id(2));
		const result = await pay();
		expect(outcomes(result)).toEqual({ [id(1)]: 'submitted', [id(2)]: 'paid' });
		const { json } = result.success.find((item) => item.json.orderId === id(2))!;
		expect(json).toMatchObject({ orderStatus: 'waitsellersend', requestId: null, batch: null });
		expect(result.summary).toMatchObject({ paid: 1, amountFoundPaid: 10, amountSubmitted: 10 });
		// The ledger knows better, and so does the next run: nothing was remembered that was not sent.
		expect([sandbox.account.isPaid(id(2)), sandbox.account.submissions(id(2))]).toEqual([false, 0]);
		expect(remembered(workflowId)).toEqual([id(1)]);
		expect(outcomes(await pay())).toEqual({ [id(1)]: 'paid', [id(2)]: 'submitted' });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test.each<[string, unknown, string]>([
		['an unknown status', 'waitbankpay', 'notPayable'],
		['no status', undefined, 'notPayable'],
		['a number', 1, 'notPayable'],
		['a list', ['waitbuyerpay'], 'notPayable'],
		['several at once', 'waitbuyerpay,cancel', 'notPayable'],
		['other case and space', ' WaitBuyerPay ', 'submitted'],
		['past payment, with unpaid terms', 'waitsellersend', 'notPayable'],
	])('a status that is %s', async (_name, value, outcome) => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault('every', { kind: 'lookUpLie', lie: 'oddStatus', value }, DETAIL, id(2));
		expect(outcomes(await pay())).toEqual({ [id(1)]: 'submitted', [id(2)]: outcome });
		expect(sandbox.account.submissions(id(2))).toBe(outcome === 'submitted' ? 1 : 0);
	});

	test.each<[string, unknown]>([
		['missing', undefined],
		['null', null],
		['negative', -1],
		['text that is no amount', '¥12'],
		['finer than a fen', '12.345'],
		['too large to be exact', 1e21],
		['a list', [10]],
		['in words', 'ten'],
	])(
		'an amount that is %s: not known, so it is paid only where nothing limits amounts',
		async (_n, value) => {
			const lie = { kind: 'lookUpLie', lie: 'oddAmount', value } as const;
			const { sandbox, pay } = await sandboxWith(3);
			sandbox.fault('every', lie, DETAIL, id(2));
			for (const run of [
				{ parameters: { maxAmount: '1000000' } },
				{ options: { maxTotalAmount: 1_000_000 } },
			]) {
				const [first] = sandbox.account.ledger().size === 0 ? ['submitted'] : ['paid'];
				const limited = await pay(run);
				expect(outcomes(limited)).toEqual({ [id(1)]: first, [id(2)]: 'notSent', [id(3)]: first });
				expect(limited.failure[0].json).toMatchObject({
					errorReason: 'An amount is not known, and there is a limit',
					orderAmount: null,
					retrySafe: true,
				});
				expect(limited.summary).toMatchObject({ amountsNotKnown: 1, amountFailed: 0 });
			}
			const free = await pay();
			expect(outcomes(free)[id(2)]).toBe('submitted');
			expect(free.summary).toMatchObject({ amountSubmitted: 0, amountsNotKnown: 1 });
			expect(sandbox.account.paidTwice()).toEqual([]);
		},
	);

	test.each([0, '0', '0.00'])(
		'an amount of %j of an unpaid order passes no limit of 0',
		async (value) => {
			const lie = { kind: 'lookUpLie', lie: 'oddAmount', value } as const;
			const { sandbox, pay } = await sandboxWith(2);
			sandbox.fault('every', lie, DETAIL);
			await pay({ parameters: { maxAmount: '0' } });
			await pay({ options: { maxTotalAmount: 0 } });
			expect(sandbox.account.ledger().size).toBe(0);
		},
	);
});
