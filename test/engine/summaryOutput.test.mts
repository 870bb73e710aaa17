// The Summary output: always one item, each order counted once, amounts exact to the fen.
import { DETAIL } from '../sandbox/handlers.mts';
import { itemsOf, tally, type PayResult } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';
import { FailsAfterPaying } from './failsAfterPaying.mts';

const itemsOfSummary = ({ outputs }: PayResult) => outputs[2];

describe('Summary', () => {
	test('has every count and every amount, of orders in each state', async () => {
		const { sandbox, pay } = await sandboxWith(0);
		const { account } = sandbox;
		account.paysAtOnce = false;
		// Prices whose sums go wrong in binary yuan: 0.1 + 0.2, 1.1 + 2.2, 19.99 + 0.01 …
		const prices = [10, 20, 110, 220, 1999, 1, 3333, 4444, 7, 8_070_45, 1_000_000_01, 29, 58];
		for (const [index, price] of prices.entries()) account.addOrders([id(index + 1)], { price });
		const change = (n: number, order: object) => Object.assign(account.orders.get(id(n))!, order);
		await pay({ items: itemsOf([id(5)]) });
		change(3, { status: 'waitsellersend' });
		change(4, { status: 'success' });
		change(6, { refusal: '账户额度不足' });
		change(7, { tradeTerms: [9] });
		change(8, { status: 'cancel' });
		change(9, { status: 'waitbankpay' });
		change(12, { totalAmount: undefined });
		sandbox.fault('every', { kind: 'status', status: 500 }, DETAIL, id(13));
		// Orders 1, 2, 6, 12 go out in one call, 10 in a second one whose answer is lost.
		sandbox.fault(3, { kind: 'resetBeforeAnswer' });
		const result = await pay({
			items: itemsOf([
				...ids(9),
				id(12),
				id(10),
				id(11),
				id(13),
				// Each of them again, and what is no order at all.
				...ids(13),
				[id(1), id(3)],
				'PO-1',
			]),
			options: { batchSize: 5, verifyUnclear: false },
		});
		expect(tally(result).submitted).toBeGreaterThan(3);
		expect(itemsOfSummary(result)).toHaveLength(1);
		const { summary } = result;
		expect(summary).toEqual({
			mode: 'pay',
			orders: 14,
			submitted: 3,
			paid: 2,
			rejected: 1,
			ready: 0,
			notSent: 1,
			amountExceeded: 0,
			notPayable: 2,
			invalid: 1,
			alreadySubmitted: 2,
			unknown: 2,
			amountReady: 0,
			amountSubmitted: 0.3,
			amountFoundPaid: 3.3,
			amountUnclear: (1999 + 3333 + 807_045 + 100_000_001) / 100,
			amountFailed: (1 + 4444 + 7) / 100,
			amountsNotKnown: 2,
			readyWithoutAmount: 0,
			duplicates: 13 + 2,
			needsAPerson: 2 + 1 + 2 + 2,
			paidByThisRun: 0,
			reasons: expect.any(Array),
			text: expect.stringMatching(
				/^14 orders: 3 submitted \(¥0\.30\), 2 found paid \(¥3\.30\), 5 failed \(¥44\.52\), 2 already submitted, 2 unclear \(¥1,008,123\.78 together\)\. /,
			),
			tookSeconds: expect.any(Number),
		});
		// What was submitted now, against the ledger: the order without an amount is counted, and in no sum.
		const now = account.submittedFen() - account.submittedFen(id(5));
		expect(now).toBe(10 + 20 + 29 + 807_045 + 100_000_001);
		const reasons = summary!.reasons as Array<{ reason: string; count: number }>;
		expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(14 - 3 - 2);
		expect(reasons.map(({ count }) => count)).toEqual(
			reasons.map(({ count }) => count).sort((one, other) => other - one),
		);
	});

	test('counts what limits hold back', async () => {
		const { sandbox, pay } = await sandboxWith(4);
		sandbox.account.orders.get(id(2))!.price = 1001;
		const result = await pay({
			items: itemsOf([...ids(3), id(2)]),
			parameters: { maxAmount: '10' },
			options: { maxTotalAmount: 19.99 },
		});
		expect(result.summary).toMatchObject({
			orders: 3,
			amountExceeded: 1,
			notSent: 2,
			amountFailed: 30.01,
			amountSubmitted: 0,
			needsAPerson: 1,
		});
	});

	test('of a check: ready orders and their amount, each once', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		for (const [n, price] of [10, 20, 70].entries())
			sandbox.account.orders.get(id(n + 1))!.price = price;
		const items = itemsOf([...ids(3), ids(3), id(1)]);
		const result = await pay({ items, parameters: { mode: 'check' } });
		expect(tally(result)).toEqual({ ready: 7 });
		expect(result.summary).toMatchObject({
			mode: 'check',
			orders: 3,
			ready: 3,
			amountReady: 1,
			amountFailed: 0,
			needsAPerson: 0,
			reasons: [],
			text: 'Check only, nothing was paid. 3 orders ready, ¥1.00 in all. 7 IDs came in, 4 of them the same order again.',
		});
	});

	test('is the first banner, word for word', async () => {
		const { pay } = await sandboxWith(2);
		const { summary, hints } = await pay();
		expect(hints[0]).toBe(summary!.text);
	});

	test.each([
		['all paid', {}],
		['nothing valid', { items: itemsOf(['PO-1', '']) }],
		['nothing looked up', { credential: 'dead' }],
		['settings that cannot be used', { options: { batchSize: 0 } }],
		['an unreadable credential', { credential: undefined }],
	])('is there: %s', async (_name, change) => {
		const { sandbox, pay } = await sandboxWith(2);
		const credential =
			'credential' in change
				? change.credential === undefined
					? undefined
					: { ...sandbox.credential, baseUrl: 'http://127.0.0.1:1' }
				: sandbox.credential;
		for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
			const result = await pay({
				options: { notSentRetries: 0 },
				...change,
				credential,
				node: { onError },
			});
			expect(itemsOfSummary(result)).toHaveLength(1);
			expect(result.summary).toMatchObject({ orders: 2 });
			const { success, failure } = result;
			expect(success.length + failure.length).toBe(2);
			expect(itemsOfSummary(result)[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
		}
	});

	test('one for each pass, about the orders of that pass', async () => {
		const { pay } = await sandboxWith(3);
		const result = await pay({
			items: [{ lists: [ids(2), ids(3)] }],
			parameters: { orderIds: '={{ $json.lists[$runIndex] }}' },
			passes: 2,
		});
		const summaries = result.passes.map(({ data }) => data!.main[2]!.map(({ json }) => json));
		expect(summaries).toEqual([
			[expect.objectContaining({ orders: 2, submitted: 2, amountSubmitted: 20 })],
			[expect.objectContaining({ orders: 3, submitted: 3, amountSubmitted: 30 })],
		]);
	});

	test('after Retry On Fail it still knows the amounts', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const result = await pay({
			nodeType: new FailsAfterPaying(),
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(result.summary).toMatchObject({ submitted: 2, amountSubmitted: 20, amountsNotKnown: 0 });
		expect(sandbox.account.submittedFen()).toBe(2000);
	});

	test('with the look-up off, amounts are not known and it says so', async () => {
		const { pay } = await sandboxWith(2);
		const result = await pay({ options: { lookUpFirst: false } });
		expect(result.success[0].json).toMatchObject({ orderAmount: null, supplier: null });
		expect(result.summary).toMatchObject({ submitted: 2, amountSubmitted: 0, amountsNotKnown: 2 });
		expect(result.summary!.text).toContain('Amounts are not known');
	});
});
