import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { itemsOf, outcomes, plain, remembered, tally } from '../support/engine/batchPay.mts';
import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

/** Who sells the sandbox's orders. */
const SUPPLIER = '义乌市明灯日用品有限公司';

describe('paying orders', () => {
	test.each([true, false])(
		'every order leaves once, linked to its item, and the ledger agrees, lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(25);
			sandbox.account.orders.get(id(4))!.price = 2_000_000;
			sandbox.account.orders.get(id(7))!.status = 'cancel';
			sandbox.account.balance = 1_000_000;
			const result = await pay({ options: { lookUpFirst } });

			expect(result.status).toBe('success');
			expect(tally(result)).toEqual(
				lookUpFirst
					? { submitted: 23, rejected: 1, notPayable: 1 }
					: { submitted: 23, rejected: 2 },
			);
			const sent = ids(25).filter((orderId) => !lookUpFirst || orderId !== id(7));
			expect(sandbox.payments().map(({ orderIds }) => orderIds)).toEqual([
				sent.slice(0, 10),
				sent.slice(10, 20),
				sent.slice(20),
			]);
			for (const { json, pairedItem } of [...result.success, ...result.failure])
				expect(pairedItem).toEqual({ item: ids(25).indexOf(json.orderId as string) });
			for (const { json } of result.success)
				expect(sandbox.account.submissions(json.orderId as string)).toBe(1);
			expect(sandbox.account.ledger().size).toBe(23);
			expect(sandbox.account.submittedFen()).toBe(23_000);
			expect(result.hints).toEqual([
				lookUpFirst
					? '25 orders: 23 submitted (¥230.00), 2 failed (¥20,010.00), 0 unclear. Why: 1 × Closed on 1688; 1 × 账户额度不足 (the account limit is not sufficient).'
					: '25 orders: 23 submitted, 2 failed, 0 unclear. Amounts are not known. Why: 1 × 账户额度不足 (the account limit is not sufficient); 1 × 订单已关闭 (the order is closed).',
			]);
		},
	);

	test.each([
		[true, [0.01, 0.02], SUPPLIER],
		[false, [null, null], null],
	])(
		'Success and Failure have the promised fields, lookUpFirst %s',
		async (lookUpFirst, [cheap, dear], supplier) => {
			const { sandbox, pay } = await sandboxWith(2);
			sandbox.account.orders.get(id(2))!.price = 2;
			sandbox.account.orders.get(id(1))!.price = 1;
			sandbox.account.balance = 1;
			const { success, failure } = await pay({ options: { lookUpFirst } });
			// As entries, since people read a table from the left.
			expect(success.map(({ json }) => Object.entries(json))).toEqual([
				[
					['orderId', id(1)],
					['outcome', 'submitted'],
					['orderAmount', cheap],
					['supplier', supplier],
					['batch', 1],
					['requestId', expect.stringMatching(/^[0-9a-f]{32}$/)],
					['orderStatus', null],
				],
			]);
			expect(failure.map(({ json }) => Object.entries(json))).toEqual([
				[
					['orderId', id(2)],
					['outcome', 'rejected'],
					['errorReason', '账户额度不足 (the account limit is not sufficient)'],
					['advice', 'Not paid. Top up the PandaPon account, then run it again.'],
					['orderAmount', dear],
					['supplier', supplier],
					['moneyMoved', 'no'],
					['retrySafe', true],
					['orderStatus', null],
					['batch', 1],
					['requestId', success[0].json.requestId],
					['code', 200],
					['httpStatus', 200],
				],
			]);
			expect(
				[...success, ...failure].some((item) => item.error !== undefined || 'error' in item.json),
			).toBe(false);
		},
	);

	test.each([true, false])(
		'an ID in several items, and twice in one, is sent once and answered for every item, lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(2);
			const result = await pay({
				items: itemsOf([id(1), `${id(2)} ${id(1)} ${id(2)}`, id(1)]),
				options: { lookUpFirst },
			});
			expect(result.success.map(({ json, pairedItem }) => [json.orderId, pairedItem])).toEqual([
				[id(1), { item: 0 }],
				[id(2), { item: 1 }],
				[id(1), { item: 1 }],
				[id(1), { item: 2 }],
			]);
			expect(sandbox.payments().map(({ orderIds }) => orderIds)).toEqual([[id(1), id(2)]]);
			expect(calls(sandbox).lookedUp).toBe(lookUpFirst ? 2 : 0);
			expect(result.hints).toEqual([
				lookUpFirst
					? '2 orders: 2 submitted (¥20.00), 0 failed, 0 unclear. 4 IDs came in, 2 of them the same order again.'
					: '2 orders: 2 submitted, 0 failed, 0 unclear. 4 IDs came in, 2 of them the same order again. Amounts are not known.',
			]);
		},
	);

	test('with nothing to pay, no request leaves', async () => {
		const { sandbox, pay } = await sandboxWith(0);
		expect(tally(await pay({ items: itemsOf(['', 'x']) }))).toEqual({ invalid: 2 });
		expect((await pay({ items: [] })).success).toEqual([]);
		expect(sandbox.calls).toEqual([]);
	});

	test.each([
		[1, 1, false],
		[3, 1, true],
		[10, 1, false],
		[30, 1, true],
		[3, 4, false],
		[3, 4, true],
		[10, 20, false],
		[10, 20, true],
	])('batch size %i with %i batches at once, lookUpFirst %s', async (...settings) => {
		const [batchSize, concurrency, lookUpFirst] = settings;
		const { sandbox, pay } = await sandboxWith(61, { serviceMs: 5 });
		const result = await pay({ options: { batchSize, concurrency, lookUpFirst } });
		expect(tally(result)).toEqual({ submitted: 61 });
		expect(sandbox.payments()).toHaveLength(Math.ceil(61 / batchSize));
		expect(Math.max(...sandbox.payments().map(({ orderIds }) => orderIds.length))).toBe(
			Math.min(batchSize, 61),
		);
		expect(sandbox.account.paidTwice()).toEqual([]);
		expect(sandbox.account.ledger().size).toBe(61);
		expect(new Set(sandbox.nonces).size).toBe(sandbox.nonces.length);
	});

	test('a pause between batches loses no order', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		expect(tally(await pay({ options: { batchSize: 1, pauseMs: 5 } }))).toEqual({ submitted: 3 });
		expect(sandbox.payments()).toHaveLength(3);
	});

	test('Execute Once pays the first item only', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		expect(outcomes(await pay({ node: { executeOnce: true } }))).toEqual({ [id(1)]: 'submitted' });
		expect(sandbox.account.ledger().size).toBe(1);
	});

	test('Always Output Data: the empty item n8n puts on Success is explained', async () => {
		const { pay } = await sandboxWith(1);
		const result = await pay({ items: itemsOf(['x']), node: { alwaysOutputData: true } });
		expect(result.success.map(({ json }) => json)).toEqual([{}]);
		expect(result.hints[1]).toContain('The empty item on Success is put there by n8n');
		expect((await pay({ node: { alwaysOutputData: true } })).hints).toHaveLength(1);
	});
});

describe('Check Only', () => {
	const check = { parameters: { mode: 'check' } };

	test('looks everything up, asks the memory, and pays nothing', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(15);
		// An earlier run submitted it, and its payment is still under way.
		sandbox.account.paysAtOnce = false;
		await pay({ items: itemsOf([id(1)]) });
		sandbox.account.paysAtOnce = true;
		sandbox.account.orders.get(id(2))!.status = 'cancel';
		sandbox.account.orders.get(id(3))!.status = 'waitsellersend';
		sandbox.account.orders.get(id(4))!.tradeTerms = [9];
		sandbox.calls.length = 0;
		const result = await pay({ ...check, items: itemsOf([...ids(15), 'x']) });
		expect(outcomes(result)).toEqual({
			[id(1)]: 'alreadySubmitted',
			[id(2)]: 'notPayable',
			[id(3)]: 'paid',
			[id(4)]: 'alreadySubmitted',
			...Object.fromEntries(ids(11, 5).map((orderId) => [orderId, 'ready'])),
			x: 'invalid',
		});
		expect(result.success.map(({ json }) => json)).toEqual([
			expect.objectContaining({ orderId: id(3), outcome: 'paid', orderAmount: 10 }),
		]);
		const ready = result.failure.filter(({ json }) => json.outcome === 'ready');
		expect(ready.map(({ json }) => json.batch)).toEqual([...Array<number>(10).fill(1), 2]);
		for (const { json } of ready)
			expect(json).toMatchObject({
				errorReason: 'Check only: nothing was paid',
				advice: 'Set "Mode" to Pay.',
				orderAmount: 10,
				supplier: SUPPLIER,
				moneyMoved: 'no',
				retrySafe: true,
				orderStatus: 'waitbuyerpay',
				requestId: null,
			});
		expect(result.summary).toMatchObject({
			mode: 'check',
			orders: 16,
			ready: 11,
			amountReady: 110,
			amountSubmitted: 0,
		});
		expect(result.hints).toHaveLength(1);
		expect(result.hints[0]).toContain(
			'Check only, nothing was paid. 11 orders ready, ¥110.00 in all; 1 found paid, 2 already submitted, 1 closed, 1 not valid. Why: 1 × Closed on 1688; 1 × A payment of this order is in progress; 1 × An earlier run has submitted this order, or may have; ',
		);
		expect(calls(sandbox)).toEqual({ read: 0, paid: 0, lookedUp: 15 });
		expect(remembered(workflowId)).toEqual([id(1)]);
		expect([...sandbox.account.ledger()]).toEqual([[id(1), 1]]);

		expect(tally(await pay())).toEqual({
			submitted: 11,
			paid: 1,
			alreadySubmitted: 2,
			notPayable: 1,
		});
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('with the look-up off, asks whether the account is served, and the memory', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(12);
		await pay({ items: itemsOf([id(12)]), options: { lookUpFirst: false } });
		sandbox.calls.length = 0;
		const run = { ...check, items: itemsOf([...ids(12), 'x']), options: { lookUpFirst: false } };
		const result = await pay(run);
		expect(result.success).toEqual([]);
		expect(tally(result)).toEqual({ ready: 11, alreadySubmitted: 1, invalid: 1 });
		expect(result.failure.map(({ json }) => json.batch)).toEqual([
			...Array<number>(10).fill(1),
			2,
			null,
			null,
		]);
		for (const { json } of result.failure)
			expect(json).toMatchObject({ orderAmount: null, supplier: null, orderStatus: null });
		expect(result.summary).toMatchObject({ amountReady: 0, amountsNotKnown: 12 });
		expect(result.hints[0]).toMatch(
			/^Check only, nothing was paid\. 11 orders ready; 1 already submitted, 1 not valid\. Amounts are not known\./,
		);
		expect(calls(sandbox)).toEqual({ read: 1, paid: 0, lookedUp: 0 });
		expect(remembered(workflowId)).toEqual([id(12)]);
		expect([...sandbox.account.ledger()]).toEqual([[id(12), 1]]);
	});

	test('is what a node does that nobody has set to pay', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		expect(tally(await pay({ parameters: { mode: undefined } }))).toEqual({ ready: 3 });
		expect(sandbox.payments()).toEqual([]);
	});

	test.each([true, false])(
		'sees what earlier runs submitted only if it is to skip that, skipSubmitted %s',
		async (skipSubmitted) => {
			const { sandbox, pay, workflowId } = await sandboxWith(3);
			sandbox.account.paysAtOnce = false;
			await pay();
			expect(tally(await pay({ ...check, options: { skipSubmitted } }))).toEqual(
				skipSubmitted ? { alreadySubmitted: 3 } : { ready: 3 },
			);
			expect(remembered(workflowId)).toEqual(ids(3));
			expect(sandbox.account.paidTwice()).toEqual([]);
		},
	);
});

describe('Maximum Orders per Run', () => {
	test.each([
		['pay', true],
		['pay', false],
		['check', true],
		['check', false],
	])(
		'with more orders, none is paid, and the node says so: %s, lookUpFirst %s',
		async (mode, lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(5);
			for (const maxOrders of [4, 0]) {
				const result = await pay({
					parameters: { mode },
					options: { lookUpFirst, maxOrders },
				});
				expect(tally(result)).toEqual({ notSent: 5 });
				expect(result.failure[0].json).toMatchObject({
					moneyMoved: 'maybe',
					retrySafe: true,
					errorReason: `Too many orders: 5, and "Maximum Orders per Run" is ${maxOrders}`,
				});
			}
			expect(sandbox.calls).toEqual([]);
			const allowed = { parameters: { mode }, options: { lookUpFirst, maxOrders: 5 } };
			expect(tally(await pay(allowed))).toEqual(mode === 'pay' ? { submitted: 5 } : { ready: 5 });
		},
	);

	test.each([
		['pay', true],
		['pay', false],
		['check', true],
		['check', false],
	])('counts the passes of a loop together: %s, lookUpFirst %s', async (mode, lookUpFirst) => {
		const { sandbox, pay } = await sandboxWith(9);
		let pass = 0;
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
			const items = context.getInputData().slice(pass * 3, pass * 3 + 3);
			pass++;
			Object.defineProperty(context, 'getInputData', { value: () => items });
			return await execute();
		});
		const result = await pay({
			nodeType,
			passes: 3,
			parameters: { mode },
			options: { ...plain, lookUpFirst, maxOrders: 6 },
		});
		expect(result.passes).toHaveLength(3);
		expect(tally(result)).toEqual({ notSent: 3 });
		expect(result.failure[0].json.errorReason).toBe(
			'Too many orders: 9 (6 of them before), and "Maximum Orders per Run" is 6',
		);
		expect([...sandbox.account.ledger().keys()]).toEqual(mode === 'pay' ? ids(6) : []);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('an order that was refused in an earlier pass does not count', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		for (const order of sandbox.account.orders.values()) order.refusal = '账户额度不足';
		sandbox.fault(2, { kind: 'code', code: 9999 });
		const result = await pay({ passes: 2, options: { ...plain, maxOrders: 3 } });
		expect(tally(result)).toEqual({ unknown: 3 });
		expect(sandbox.payments()).toHaveLength(2);
	});
});
