// Check Only: shows what would be paid and how much, pays nothing, and leaves no trace.
import { DETAIL, KEYWORDS, PAY } from '../sandbox/handlers.mts';
import { itemsOf, outcomes, remembered, tally } from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

const check = { mode: 'check' };

describe('Check Only', () => {
	test('is what a new node does', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const { properties } = new BatchPay1688Orders().description;
		const mode = properties.find(({ name }) => name === 'mode')!.default as string;
		expect(tally(await pay({ parameters: { mode } }))).toEqual({ ready: 2 });
		expect(sandbox.account.ledger().size).toBe(0);
	});

	test('shows for each order what paying would do, and pays nothing', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(8);
		const { account } = sandbox;
		account.paysAtOnce = false;
		await pay({ items: itemsOf([id(8)]) });
		sandbox.reset();
		const change = (n: number, order: object) => Object.assign(account.orders.get(id(n))!, order);
		change(2, { status: 'waitsellersend' });
		change(3, { status: 'cancel' });
		change(4, { tradeTerms: [9] });
		change(5, { price: 2001 });
		change(6, { status: 'waitbankpay' });
		const run = {
			items: itemsOf([...ids(8), 'PO-1', id(99)]),
			parameters: { maxAmount: '20' },
			options: { batchSize: 1 },
		};
		const expected = {
			[id(1)]: 'ready',
			[id(2)]: 'paid',
			[id(3)]: 'notPayable',
			[id(4)]: 'alreadySubmitted',
			[id(5)]: 'amountExceeded',
			[id(6)]: 'notPayable',
			[id(7)]: 'ready',
			[id(8)]: 'alreadySubmitted',
			'PO-1': 'invalid',
			[id(99)]: 'notSent',
		};
		const checked = await pay({ ...run, parameters: { ...run.parameters, ...check } });
		expect(outcomes(checked)).toEqual(expected);
		expect(calls(sandbox)).toEqual({ read: 0, lookedUp: 9, paid: 0 });
		expect(checked.failure.find(({ json }) => json.orderId === id(7))!.json).toMatchObject({
			errorReason: 'Check only: nothing was paid',
			advice: 'Set "Mode" to Pay.',
			moneyMoved: 'no',
			retrySafe: true,
			orderAmount: 10,
			orderStatus: 'waitbuyerpay',
			batch: 2,
		});
		// Nothing is left in the memory but what the payment before put there.
		expect(remembered(workflowId)).toEqual([id(8)]);
		expect(checked.summary).toMatchObject({ mode: 'check', ready: 2, amountReady: 20 });

		// And that is what paying does.
		const paid = await pay(run);
		const becomes = (outcome: string) => (outcome === 'ready' ? 'submitted' : outcome);
		expect(outcomes(paid)).toEqual(
			Object.fromEntries(Object.entries(expected).map(([orderId, o]) => [orderId, becomes(o)])),
		);
		expect(paid.summary).toMatchObject({ mode: 'pay', submitted: 2, amountSubmitted: 20 });
		expect(account.submittedFen()).toBe(3000);
		expect(account.paidTwice()).toEqual([]);
	});

	test.each([
		[{ maxTotalAmount: 29.99 }, { notSent: 3 }],
		[{ maxTotalAmount: 30 }, { ready: 3 }],
		[{ maxOrders: 2 }, { notSent: 3 }],
		[{ maxOrders: 3 }, { ready: 3 }],
	])('keeps to %j', async (options, expected) => {
		const { pay } = await sandboxWith(3);
		expect(tally(await pay({ parameters: check, options }))).toEqual(expected);
	});

	test('passes of a loop come under the limits together, an order that comes again once', async () => {
		const { sandbox, pay } = await sandboxWith(4);
		const lists = [ids(2), ids(3), ids(2, 3), ids(2)];
		const result = await pay({
			items: [{ lists }],
			parameters: { ...check, orderIds: '={{ $json.lists[$runIndex] }}' },
			options: { maxTotalAmount: 30, maxOrders: 3 },
			passes: 4,
		});
		const counts = result.passes.map(({ data }) => {
			const { ready, notSent } = data!.main[2]![0].json;
			return [ready, notSent];
		});
		expect(counts).toEqual([
			[2, 0],
			[3, 0],
			[0, 2],
			[2, 0],
		]);
		expect(sandbox.account.ledger().size).toBe(0);
	});

	test.each([
		['its store fails', 'w', /the database failed/],
		['the workflow was never saved', undefined, /the workflow has not been saved/],
	])('goes on without the memory, and says so: %s', async (_name, workflowId, why) => {
		const { sandbox, pay } = await sandboxWith(2);
		if (workflowId) deduplicator.failure = new Error('database is locked');
		try {
			const result = await pay({ parameters: check, ...(!workflowId && { workflowId }) });
			expect(tally(result)).toEqual({ ready: 2 });
			for (const { json } of result.failure) expect(json.moneyMoved).toBe('maybe');
			const words = 'orders of earlier runs may be among them';
			expect(result.summary!.text).toContain(words);
			const [first, second] = result.hints;
			expect(first).toContain(words);
			expect(second).toMatch(why);
			expect(second).toContain('does not know what earlier runs have submitted');
		} finally {
			deduplicator.failure = undefined;
		}
		expect(sandbox.payments()).toEqual([]);
	});

	test('does not ask the memory where it is not to be consulted', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(1);
		sandbox.account.paysAtOnce = false;
		await pay();
		const result = await pay({ parameters: check, options: { skipSubmitted: false } });
		expect(tally(result)).toEqual({ ready: 1 });
		expect(result.failure[0].json.moneyMoved).toBe('maybe');
		expect(remembered(workflowId)).toEqual([id(1)]);
	});

	test('an order that a check has seen is paid by the next run, not held back', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(230);
		for (let run = 0; run < 2; run++)
			expect(tally(await pay({ parameters: check }))).toEqual({ ready: 230 });
		expect(remembered(workflowId)).toEqual([]);
		expect(tally(await pay({ options: { batchSize: 30 } }))).toEqual({ submitted: 230 });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test.each([
		['forbidden', { kind: 'status', status: 403 }],
		['dead', { kind: 'resetBeforeAnswer' }],
	] as const)('look-ups are %s: nothing is ready', async (_name, fault) => {
		const { sandbox, pay } = await sandboxWith(5);
		sandbox.fault('every', fault, DETAIL);
		expect(tally(await pay({ parameters: check }))).toEqual({ notSent: 5 });
	});

	test('Stop in the middle of it: what was not seen is not ready', async () => {
		const { sandbox, pay } = await sandboxWith(20);
		for (const orderId of ids(15, 6)) sandbox.fault('every', { kind: 'hang' }, DETAIL, orderId);
		const result = await pay({
			parameters: check,
			options: { timeoutMs: 90_000 },
			whileRunning: (cancel) => {
				const watch = setInterval(() => {
					if (calls(sandbox).lookedUp < 10) return;
					clearInterval(watch);
					cancel();
				}, 5);
			},
		});
		const seen = outcomes(result);
		for (const orderId of ids(15, 6)) expect(seen[orderId]).toBe('notSent');
		expect(sandbox.payments()).toEqual([]);
	});
});

describe('the mode', () => {
	test.each(['={{ $json.nothing }}', '={{ null }}', '', 'Pay', 'PAY', 'checkOnly', '={{ true }}'])(
		'%j is none: nothing is sent',
		async (mode) => {
			const { sandbox, pay } = await sandboxWith(1);
			const result = await pay({ parameters: { mode } });
			expect(result.status).toBe('error');
			expect(result.message).toBe('"Mode" must be "Check Only" (check) or "Pay" (pay)');
			const continued = await pay({
				parameters: { mode },
				node: { onError: 'continueRegularOutput' },
			});
			expect(tally(continued)).toEqual({ notSent: 1 });
			expect(sandbox.calls).toEqual([]);
		},
	);

	test('a list is none either: nothing is sent', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		const result = await pay({ parameters: { mode: '={{ ["pay"] }}' } });
		expect(result.status).toBe('error');
		expect(result.message).toContain('"Mode"');
		expect(sandbox.calls).toEqual([]);
	});
});

describe('with Look Orders Up First off', () => {
	const options = { lookUpFirst: false };

	test('a check asks once whether the account is served, looks nothing up, and knows no amounts', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		const result = await pay({ parameters: check, options });
		expect(tally(result)).toEqual({ ready: 3 });
		expect(calls(sandbox)).toEqual({ read: 1, lookedUp: 0, paid: 0 });
		for (const { json } of result.failure)
			expect(json).toMatchObject({ orderAmount: null, supplier: null, orderStatus: null });
		expect(result.summary).toMatchObject({ ready: 3, amountReady: 0, amountsNotKnown: 3 });
	});

	test('nor does it look up what the memory holds', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		await pay({ items: itemsOf([id(1)]), options });
		sandbox.reset();
		const result = await pay({ parameters: check, options });
		expect(outcomes(result)).toEqual({ [id(1)]: 'alreadySubmitted', [id(2)]: 'ready' });
		expect(calls(sandbox)).toEqual({ read: 1, lookedUp: 0, paid: 0 });
	});

	test.each(['check', 'pay'])('an account that is not served is told so, mode %s', async (mode) => {
		const { sandbox, pay, workflowId } = await sandboxWith(12);
		sandbox.fault('every', { kind: 'status', status: 403 }, KEYWORDS);
		const result = await pay({ parameters: { mode }, options });
		expect(tally(result)).toEqual({ notSent: 12 });
		expect(result.failure[0].json.errorReason).toMatch(/^The API refused a call that only reads/);
		expect(sandbox.payments()).toEqual([]);
		expect(remembered(workflowId)).toEqual([]);
	});

	test('paying looks nothing up before: the keyword query decides, then everything is sent', async () => {
		const { sandbox, pay } = await sandboxWith(12);
		sandbox.fault('every', { kind: 'status', status: 403 }, DETAIL);
		const result = await pay({ options });
		expect(tally(result)).toEqual({ submitted: 12 });
		expect(sandbox.calls.map(({ path }) => path)).toEqual([KEYWORDS, PAY, PAY]);
		expect(result.summary).toMatchObject({
			submitted: 12,
			amountSubmitted: 0,
			amountsNotKnown: 12,
		});
	});

	test('amounts become known for the orders that are verified', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		const result = await pay({ options });
		expect(tally(result)).toEqual({ paid: 2 });
		expect(result.summary).toMatchObject({
			amountSubmitted: 20,
			amountFoundPaid: 0,
			paidByThisRun: 2,
			amountsNotKnown: 0,
			text: expect.stringMatching(/^2 orders: 2 submitted \(¥20\.00\), 0 failed, 0 unclear/),
		});
	});
});
