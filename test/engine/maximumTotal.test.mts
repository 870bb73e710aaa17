// The limits on a whole execution: "Maximum Total Amount (CNY)" and "Maximum Orders per Run". The ledger is the judge.
import type { IDataObject } from 'n8n-workflow';

import { DETAIL } from '../sandbox/handlers.mts';
import { outcomes, tally, type PayResult, type PayRun } from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';
import { FailsAfterPaying } from './failsAfterPaying.mts';

/** Brings one list of orders in each pass of the execution, as Loop Over Items does. */
const loop = (...lists: string[][]): Partial<PayRun> => ({
	items: [{ lists }],
	passes: lists.length,
	parameters: { orderIds: '={{ $json.lists[$runIndex] }}' },
});
/** The outcomes of each pass. */
const byPass = ({ passes }: PayResult) =>
	passes.map(({ data }) =>
		data!.main.slice(0, 2).flatMap((items) => items!.map(({ json }) => json.outcome)),
	);

describe('Maximum Total Amount', () => {
	test.each([
		[30, 3000],
		['30', 3000],
		['¥30.00', 3000],
		[29.99, 0],
		[0.01, 0],
		[0, 0],
	])('%j over three orders of ¥10: %i fen are paid', async (maxTotalAmount, fen) => {
		const { sandbox, pay } = await sandboxWith(3);
		const result = await pay({ options: { maxTotalAmount, batchSize: 1, concurrency: 3 } });
		expect(tally(result)).toEqual(fen > 0 ? { submitted: 3 } : { notSent: 3 });
		expect(sandbox.account.submittedFen()).toBe(fen);
		expect(calls(sandbox).paid).toBe(fen > 0 ? 3 : 0);
	});

	test('above it, each item says by how much and what to do', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.account.orders.get(id(1))!.price = 123_456;
		const { failure, summary } = await pay({ options: { maxTotalAmount: 1234.5 } });
		for (const { json } of failure)
			expect(json).toMatchObject({
				outcome: 'notSent',
				errorReason: 'Too much in all: ¥1,244.56, and the limit is ¥1,234.50',
				advice: expect.stringContaining('raise the limit, or split the list'),
				moneyMoved: 'no',
				retrySafe: true,
			});
		expect(summary).toMatchObject({ notSent: 2, amountFailed: 1244.56, amountSubmitted: 0 });
	});

	test('counts only what would be sent', async () => {
		const { sandbox, pay } = await sandboxWith(8);
		const { account } = sandbox;
		account.paysAtOnce = false;
		await pay({ items: [{ orderId: id(7) }] });
		const change = (n: number, order: object) => Object.assign(account.orders.get(id(n))!, order);
		change(1, { status: 'waitsellersend' });
		change(2, { status: 'cancel' });
		change(3, { tradeTerms: [9] });
		change(4, { price: 50_000 });
		change(5, { totalAmount: undefined });
		const result = await pay({
			parameters: { maxAmount: '20' },
			options: { maxTotalAmount: 20 },
		});
		expect(outcomes(result)).toEqual({
			[id(1)]: 'paid',
			[id(2)]: 'notPayable',
			[id(3)]: 'alreadySubmitted',
			[id(4)]: 'amountExceeded',
			[id(5)]: 'notSent',
			[id(6)]: 'submitted',
			// The memory is asked first: what an earlier run submitted is not in the total.
			[id(7)]: 'alreadySubmitted',
			[id(8)]: 'submitted',
		});
		expect(account.submittedFen() - account.submittedFen(id(7))).toBe(2000);
	});

	test('an unknown amount is held back by itself and enters no total', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.account.orders.get(id(2))!.totalAmount = '12.345';
		const result = await pay({ options: { maxTotalAmount: 20 } });
		expect(outcomes(result)).toEqual({
			[id(1)]: 'submitted',
			[id(2)]: 'notSent',
			[id(3)]: 'submitted',
		});
	});

	test('with Skip Orders Already Submitted off, orders sent again are in it', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.account.paysAtOnce = false;
		await pay({ items: [{ orderId: id(1) }] });
		const options = { skipSubmitted: false, maxTotalAmount: 19.99 };
		expect(tally(await pay({ options }))).toEqual({ notSent: 2 });
		expect(sandbox.account.submittedFen()).toBe(1000);
	});

	test('if the memory cannot be asked, nobody knows the total: nothing is sent', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		deduplicator.failure = new Error('database is locked');
		try {
			const result = await pay({ options: { maxTotalAmount: 1000 } });
			expect(tally(result)).toEqual({ notSent: 2 });
			expect(result.failure[0].json.errorReason).toMatch(/^Memory of submitted orders: /);
		} finally {
			deduplicator.failure = undefined;
		}
		expect(sandbox.payments()).toEqual([]);
	});

	test('all passes of an execution come under it together; a pass that goes beyond it pays nothing', async () => {
		const { sandbox, pay } = await sandboxWith(6);
		const run = loop(ids(2), ids(2, 3), [id(5)], [id(6)]);
		const result = await pay({ ...run, options: { maxTotalAmount: 35 } });
		expect(byPass(result)).toEqual([
			['submitted', 'submitted'],
			['notSent', 'notSent'],
			['submitted'],
			['notSent'],
		]);
		expect(sandbox.account.submittedFen()).toBe(3000);
		expect(result.failure[0].json.errorReason).toBe(
			'Too much in all: ¥40.00 (¥30.00 of it before), and the limit is ¥35.00',
		);
		// The next execution begins anew.
		expect(
			tally(await pay({ items: [{ orderId: ids(6) }], options: { maxTotalAmount: 35 } })),
		).toEqual({
			paid: 3,
			submitted: 3,
		});
	});

	test('an order that comes in again in a later pass counts once', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.account.paysAtOnce = false;
		const run = loop(ids(2), ids(3));
		expect(byPass(await pay({ ...run, options: { maxTotalAmount: 30 } }))).toEqual([
			['submitted', 'submitted'],
			['submitted', 'submitted', 'submitted'],
		]);
		expect(sandbox.account.submittedFen()).toBe(3000);
	});

	test('what may have been paid counts, what was certainly not does not', async () => {
		for (const [fault, second] of [
			[{ kind: 'resetBeforeAnswer' }, 'notSent'],
			[{ kind: 'status', status: 400, processed: false }, 'submitted'],
			[{ kind: 'status', status: 429, processed: false }, 'submitted'],
		] as const) {
			const { sandbox, pay } = await sandboxWith(2);
			sandbox.fault(1, fault);
			const result = await pay({
				...loop([id(1)], [id(2)]),
				options: { maxTotalAmount: 10, notSentRetries: 0, verifyUnclear: false },
			});
			expect(byPass(result)[1]).toEqual([second]);
			expect(sandbox.account.submittedFen()).toBe(1000);
		}
	});

	test('Retry On Fail pays no more than it allows', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.account.orders.get(id(3))!.refusal = '账户额度不足';
		const nodeType = new FailsAfterPaying();
		const result = await pay({
			nodeType,
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			options: { maxTotalAmount: 30 },
		});
		expect(nodeType.runs).toBe(2);
		expect(tally(result)).toEqual({ submitted: 2, rejected: 1 });
		expect(sandbox.account.submittedFen()).toBe(2000);
	});

	test('a check in between takes nothing from what may be paid', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const result = await pay({
			...loop(ids(2), ids(2)),
			parameters: {
				orderIds: '={{ $json.lists[$runIndex] }}',
				mode: '={{ $runIndex === 0 ? "check" : "pay" }}',
			},
			options: { maxTotalAmount: 20, maxOrders: 2 },
		});
		expect(byPass(result)).toEqual([
			['ready', 'ready'],
			['submitted', 'submitted'],
		]);
		expect(sandbox.account.submittedFen()).toBe(2000);
	});
});

describe('Maximum Orders per Run', () => {
	test.each([
		[3, { submitted: 3 }],
		[2, { notSent: 3 }],
		[0, { notSent: 3 }],
	])('%i: %j', async (maxOrders, expected) => {
		const { sandbox, pay } = await sandboxWith(3);
		const items = [{ orderId: ids(3) }, { orderId: id(1) }];
		const result = await pay({ items, options: { maxOrders } });
		expect(result.summary).toMatchObject({ orders: 3, ...expected });
		expect(sandbox.account.ledger().size).toBe(maxOrders === 3 ? 3 : 0);
		// Beyond it, nothing needs to be looked up.
		expect(calls(sandbox).lookedUp).toBe(maxOrders === 3 ? 3 : 0);
	});

	test('counts all passes of an execution', async () => {
		const { sandbox, pay } = await sandboxWith(5);
		const run = loop(ids(2), ids(2, 3), [id(5)]);
		expect(byPass(await pay({ ...run, options: { maxOrders: 3 } }))).toEqual([
			['submitted', 'submitted'],
			['notSent', 'notSent'],
			['submitted'],
		]);
		expect(sandbox.account.ledger().size).toBe(3);
	});
});

describe('a limit that was meant never turns into none', () => {
	const TOTAL = /^"Maximum Total Amount \(CNY\)" must be an amount in yuan, 0 or more$/;
	const ORDERS = /^"Maximum Orders per Run" must be a whole number/;

	test.each<[string, unknown]>([
		['a column that is not there', '={{ $json.nothing }}'],
		['an expression that yields null', '={{ null }}'],
		['an expression that yields an empty text', '={{ "" }}'],
		['a calculation that comes to nothing', '={{ $json.nothing * 2 }}'],
		['the mark of an expression alone', '='],
		['an empty field', ''],
		['text', '={{ "a lot" }}'],
		['negative', -1],
		['a boolean', true],
	])('%s: the node stops before it reads or sends anything', async (_name, value) => {
		const { sandbox, pay } = await sandboxWith(2);
		for (const [name, words] of [
			['maxTotalAmount', TOTAL],
			['maxOrders', ORDERS],
		] as const) {
			for (const mode of ['pay', 'check']) {
				const options = { [name]: value } as IDataObject;
				const stopped = await pay({ parameters: { mode }, options });
				expect(stopped.status).toBe('error');
				expect(stopped.message).toMatch(words);
				for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
					const continued = await pay({ parameters: { mode }, options, node: { onError } });
					expect(tally(continued)).toEqual({ notSent: 2 });
					expect(continued.failure[0].json.errorReason).toMatch(words);
					expect(continued.summary).toMatchObject({ mode: null, orders: 2, notSent: 2 });
				}
			}
		}
		expect(sandbox.calls).toEqual([]);
	});

	test('a list', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		for (const name of ['maxTotalAmount', 'maxOrders']) {
			const stopped = await pay({ options: { [name]: '={{ [100] }}' } });
			expect(stopped.status).toBe('error');
			expect(stopped.message).toMatch(/"Maximum (Total Amount|Orders)/);
		}
		expect(sandbox.calls).toEqual([]);
	});

	test('an expression that fails', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		const options = { maxTotalAmount: "={{ $('Nowhere').item.json.limit }}" };
		const result = await pay({ options });
		expect(result.status).toBe('error');
		expect(result.message).toMatch(/^n8n could not read the options/);
		expect(sandbox.calls).toEqual([]);
	});

	test('one that yields an amount or a number is kept to', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		const items = [{ orderId: ids(3), most: '20', count: 2 }];
		for (const options of [
			{ maxTotalAmount: '={{ $json.most }}' },
			{ maxOrders: '={{ $json.count }}' },
		])
			expect(tally(await pay({ items, options }))).toEqual({ notSent: 3 });
		expect(sandbox.payments()).toEqual([]);
	});

	test('with the look-up off, a limit on the total is refused, even one of nothing', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		for (const maxTotalAmount of [1000, 0]) {
			const result = await pay({ options: { maxTotalAmount, lookUpFirst: false } });
			expect(result.status).toBe('error');
			expect(result.message).toMatch(/^Limits on amounts need "Look Orders Up First"/);
		}
		expect(sandbox.calls).toEqual([]);
	});
});

test('a total is judged by what was seen: a price raised afterwards is beyond any limit', async () => {
	const { sandbox, pay } = await sandboxWith(2);
	sandbox.watch = (path, moment, orderIds) => {
		if (path === DETAIL && moment === 'worked' && orderIds.includes(id(2)))
			sandbox.account.orders.get(id(2))!.price = 5000;
	};
	expect(tally(await pay({ options: { maxTotalAmount: 20 } }))).toEqual({ submitted: 2 });
	expect(sandbox.account.submittedFen()).toBe(6000);
});
