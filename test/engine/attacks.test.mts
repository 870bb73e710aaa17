// What an attack on the node once achieved: payments that nobody approved, above a limit or twice, and false safety.
import type { IDataObject } from 'n8n-workflow';

import { DETAIL, KEYWORDS, PAY } from '../sandbox/handlers.mts';
import { aroundExecute } from '../support/engine/aroundExecute.mts';
import {
	itemsOf,
	outcomes,
	plain,
	remembered,
	tally,
	type PayResult,
} from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { BatchPay1688Orders, loadCopy } from '../support/engine/n8nPackages.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

const check = { mode: 'check' };

/** What the result of each order says in one field. */
const fieldOf = ({ success, failure }: PayResult, name: string): Record<string, unknown> =>
	Object.fromEntries(
		[...success, ...failure].map(({ json }) => [String(json.orderId), json[name]]),
	);

/** A workflow of which an earlier run has submitted order 1, which 1688 still shows waiting. */
async function withOrderOneSubmitted(count: number) {
	const world = await sandboxWith(count);
	world.sandbox.account.paysAtOnce = false;
	await world.pay({ items: itemsOf([id(1)]) });
	world.sandbox.reset();
	return world;
}

describe('what is set for the whole run must not differ by item', () => {
	test.each<[string, IDataObject, unknown[]]>([
		['Mode', { mode: '={{ $json.value ? "pay" : "check" }}' }, [true, false]],
		['Mode', { mode: '={{ $json.value }}' }, ['pay', 'check']],
		['Mode', { mode: '={{ $json.value }}' }, ['pay', undefined]],
		['Skip Orders Already Submitted', { skipSubmitted: '={{ $json.value }}' }, [false, true]],
		['Look Orders Up First', { lookUpFirst: '={{ !$json.value }}' }, [true, false]],
		['Maximum Total Amount (CNY)', { maxTotalAmount: '={{ $json.value }}' }, [100, 5]],
		['Maximum Orders per Run', { maxOrders: '={{ $json.value }}' }, [3, 1]],
	])('"%s" by %j: nothing is sent', async (field, setting, values) => {
		const { sandbox, pay, workflowId } = await withOrderOneSubmitted(2);
		const { mode = 'pay', ...options } = setting as IDataObject & { mode?: string };
		const items = values.map((value, n) => ({ orderId: id(n + 1), value })) as IDataObject[];
		const run = { items, parameters: { mode }, options };
		const stopped = await pay(run);
		expect(stopped.status).toBe('error');
		expect(stopped.message).toContain(`"${field}"`);
		expect(stopped.message).toContain('must give the same value for all items');
		const continued = await pay({ ...run, node: { onError: 'continueRegularOutput' } });
		expect(tally(continued)).toEqual({ notSent: 2 });
		expect(sandbox.calls).toEqual([]);
		expect(remembered(workflowId)).toEqual([id(1)]);
	});

	test('an expression that gives the same for all items is used', async () => {
		const { pay } = await sandboxWith(3);
		const result = await pay({
			items: ids(3).map((orderId) => ({ orderId, mode: 'pay', most: 30 })),
			parameters: { mode: '={{ $json.mode }}' },
			options: { maxTotalAmount: '={{ $json.most + 0 }}' },
		});
		expect(tally(result)).toEqual({ submitted: 3 });
	});
});

describe('money is said not to have moved only where the memory was asked, and did not know the order', () => {
	afterEach(() => {
		deduplicator.beforeWrite = undefined;
		deduplicator.failsFor.clear();
	});

	test.each<[string, string, object, boolean]>([
		['it fails, to be paid', 'notSent', {}, true],
		['it fails, above its maximum', 'amountExceeded', { parameters: { maxAmount: '1' } }, true],
		['it fails, in a check', 'ready', { parameters: check }, true],
		[
			'it is not consulted, above its maximum',
			'amountExceeded',
			{ parameters: { maxAmount: '1' }, options: { skipSubmitted: false } },
			false,
		],
		[
			'it is not consulted, above the total',
			'notSent',
			{ options: { skipSubmitted: false, maxTotalAmount: 1 } },
			false,
		],
		[
			'it is not consulted, in a check',
			'ready',
			{ parameters: check, options: { skipSubmitted: false } },
			false,
		],
	])('%s: %s', async (_name, outcome, run, fails) => {
		const { sandbox, pay, workflowId } = await withOrderOneSubmitted(2);
		if (fails) deduplicator.failsFor.add(workflowId);
		const result = await pay(run);
		expect(fieldOf(result, 'outcome')).toEqual({ [id(1)]: outcome, [id(2)]: outcome });
		expect(fieldOf(result, 'moneyMoved')).toEqual({ [id(1)]: 'maybe', [id(2)]: 'maybe' });
		expect(JSON.stringify([result.outputs, result.hints])).not.toMatch(/no money moved/i);
		expect(sandbox.payments()).toEqual([]);
	});

	test.each<[string, object]>([
		['ready', { parameters: check }],
		['amountExceeded', { parameters: { maxAmount: '1' } }],
		['notSent', { options: { maxTotalAmount: 1 } }],
	])('it was asked: %s', async (outcome, run) => {
		const { pay } = await withOrderOneSubmitted(2);
		const result = await pay(run);
		expect(outcomes(result)).toEqual({ [id(1)]: 'alreadySubmitted', [id(2)]: outcome });
		expect(fieldOf(result, 'moneyMoved')).toEqual({ [id(1)]: 'maybe', [id(2)]: 'no' });
	});

	test('not where a batch before was unclear, and it was held back unasked', async () => {
		const { sandbox, pay } = await withOrderOneSubmitted(60);
		sandbox.fault(1, { kind: 'status', status: 500 }, PAY);
		const items = itemsOf(ids(60).reverse());
		const result = await pay({ items, options: { verifyUnclear: false } });
		expect(tally(result)).toEqual({ unknown: 10, notSent: 50 });
		expect(fieldOf(result, 'moneyMoved')[id(1)]).toBe('maybe');
	});

	test('nor because it was asked before the payment: another run may have sent them since', async () => {
		const { sandbox, pay } = await withOrderOneSubmitted(60);
		sandbox.fault(1, { kind: 'status', status: 500 }, PAY);
		const options = { verifyUnclear: false, maxTotalAmount: 10_000 };
		const result = await pay({ items: itemsOf(ids(60).reverse()), options });
		expect(tally(result)).toEqual({ alreadySubmitted: 1, unknown: 10, notSent: 49 });
		const moved = fieldOf(result, 'moneyMoved');
		// The first portion was recorded, which is a question; the second was not.
		expect([moved[id(50)], moved[id(2)]]).toEqual(['no', 'maybe']);
	});

	test.each<[string, object, string]>([
		['a check', { parameters: check }, 'ready'],
		['a payment with a total', { options: { maxTotalAmount: 10_000 } }, 'notSent'],
	])('what it said before it failed stands, in %s', async (_name, run, outcome) => {
		const { sandbox, pay, workflowId } = await withOrderOneSubmitted(250);
		// The second portion of them.
		deduplicator.beforeWrite = async (scope, entries) => {
			if (scope === 'node' && entries.length === 50) throw new Error('database is locked');
		};
		const result = await pay(run);
		expect(tally(result)).toEqual({ alreadySubmitted: 1, [outcome]: 249 });
		const moved = fieldOf(result, 'moneyMoved');
		expect([id(1), id(2), id(200), id(201), id(250)].map((orderId) => moved[orderId])).toEqual([
			'maybe',
			'no',
			'no',
			'maybe',
			'maybe',
		]);
		expect(sandbox.payments()).toEqual([]);
		expect(remembered(workflowId)).toContain(id(1));
	});
});

describe('limits', () => {
	test.each([
		['0,500', 'invalid'],
		['00,500', 'invalid'],
		['０，５００', 'invalid'],
		['500', 'submitted'],
		['1,500', 'submitted'],
	])('%s is the maximum of an order of 499.99: %s', async (maxAmount, outcome) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.orders.get(id(1))!.price = 49_999;
		expect(outcomes(await pay({ parameters: { maxAmount } }))).toEqual({ [id(1)]: outcome });
		expect(sandbox.account.submittedFen()).toBe(outcome === 'submitted' ? 49_999 : 0);
	});

	test('the price that a check has shown is the maximum of the payment', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const checked = await pay({ parameters: check });
		sandbox.account.orders.get(id(1))!.price = 1001;
		const paid = await pay({
			items: checked.failure.map(({ json }) => json),
			parameters: { maxAmount: '={{ $json.orderAmount }}' },
		});
		expect(outcomes(paid)).toEqual({ [id(1)]: 'amountExceeded', [id(2)]: 'submitted' });

		// What was refused for its price has that price in it, which is nobody's limit.
		const again = await pay({
			items: paid.failure.map(({ json }) => json),
			parameters: { maxAmount: '={{ $json.orderAmount }}' },
		});
		expect(outcomes(again)).toEqual({ [id(1)]: 'invalid' });
		expect(sandbox.account.submittedFen()).toBe(1000);
	});

	test('a price raised before the payment, and seen after it, counts in later passes', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.watch = (path, moment) => {
			if (path !== DETAIL || moment !== 'worked') return;
			sandbox.watch = undefined;
			sandbox.account.orders.get(id(1))!.price = 2000;
		};
		sandbox.fault(1, { kind: 'resetBeforeAnswer' }, PAY);
		const result = await pay({
			passes: 2,
			items: [{ lists: [[id(1)], [id(2)]] }],
			parameters: { orderIds: '={{ $json.lists[$runIndex] }}' },
			options: { maxTotalAmount: 20 },
		});
		expect(outcomes(result)).toEqual({ [id(2)]: 'notSent' });
		expect(sandbox.account.submittedFen()).toBe(2000);
	});
});

describe('words and totals', () => {
	test('a check after the payment, in one execution, does not deny it', async () => {
		const { pay } = await sandboxWith(3);
		const mode = '={{ $runIndex === 0 ? "pay" : "check" }}';
		const { summary } = await pay({ parameters: { mode }, passes: 2 });
		expect(summary).toMatchObject({ mode: 'check', submitted: 3, amountSubmitted: 30 });
		expect(summary!.text).toMatch(
			/^Check only, nothing was paid now\. 0 orders ready; 3 submitted before\./,
		);
	});

	test('what the run has paid is not called found paid, though its answer was lost', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.account.orders.get(id(3))!.status = 'waitsellersend';
		sandbox.fault(1, { kind: 'resetBeforeAnswer' }, PAY);
		const { summary } = await pay();
		expect(summary).toMatchObject({
			paid: 3,
			paidByThisRun: 2,
			amountSubmitted: 20,
			amountFoundPaid: 10,
			text: expect.stringMatching(/^3 orders: 2 submitted \(¥20\.00\), 1 found paid \(¥10\.00\)/),
		});
		expect(sandbox.account.submittedFen()).toBe(2000);
	});

	test('the sum of a check says that an amount is missing in it', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.account.orders.get(id(2))!.totalAmount = null;
		const { summary, hints } = await pay({ parameters: check });
		expect(summary).toMatchObject({ ready: 2, amountReady: 10, amountsNotKnown: 1 });
		expect(summary!.text).toContain('2 orders ready, ¥10.00 and more in all');
		expect(hints[0]).toContain('and more');
	});

	test('where the API rate limits look-ups, the advice is not to pay without them', async () => {
		const { sandbox, pay } = await sandboxWith(12);
		const headers = { 'Retry-After': '0' };
		sandbox.fault('every', { kind: 'status', status: 429, headers }, DETAIL);
		const result = await pay({ options: { notSentRetries: 0 } });
		expect(tally(result)).toEqual({ notSent: 12 });
		for (const { json } of result.failure) {
			expect(json.advice).toContain('rate limiting');
			expect(json.advice).not.toContain('Look Orders Up First');
		}
	});
});

describe('passes of one execution', () => {
	test('settings that cannot be used stop it where only a check came before', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.account.orders.get(id(1))!.status = 'waitsellersend';
		const mode = '={{ $runIndex === 0 ? "check" : "nonsense" }}';
		const { status, message } = await pay({ parameters: { mode }, passes: 2 });
		expect(status).toBe('error');
		expect(message).toContain('"Mode"');
		expect(sandbox.payments()).toEqual([]);
	});

	test('that the account is served is asked again before the payment that follows a check', async () => {
		const { sandbox, pay } = await sandboxWith(20);
		let pass = 0;
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (_context, execute) => {
			if (++pass === 2) sandbox.fault('every', { kind: 'html' }, KEYWORDS);
			return await execute();
		});
		const mode = '={{ $runIndex === 0 ? "check" : "pay" }}';
		const result = await pay({ nodeType, parameters: { mode }, options: plain, passes: 2 });
		expect(tally(result)).toEqual({ notSent: 20 });
		expect(calls(sandbox)).toMatchObject({ read: 2, paid: 0 });
	});
});

test('a loop cannot push out of the memory what an earlier run has submitted', async () => {
	const { sandbox, pay, workflowId } = await withOrderOneSubmitted(31);
	// A memory that holds ten orders, and is full.
	const file = 'nodes/BatchPay1688Orders/memory/memory.js';
	const { BatchPay1688Orders: WithSmallMemory } = loadCopy([
		{ file, from: 'MAX_REMEMBERED = 100_000', to: 'MAX_REMEMBERED = 10' },
		{ file, from: 'STRUCK_OUT_AT_ONCE = 200', to: 'STRUCK_OUT_AT_ONCE = 1' },
	]);
	deduplicator.rows.get(`${workflowId} pay`)!.push(...ids(9, 1001));
	const lists = [ids(10, 2), ids(10, 12), [...ids(9, 22), id(1)]];
	const result = await pay({
		nodeType: new WithSmallMemory(),
		items: [{ lists }],
		parameters: { orderIds: '={{ $json.lists[$runIndex] }}' },
		options: { batchSize: 1 },
		passes: 3,
	});
	expect(sandbox.account.paidTwice()).toEqual([]);
	expect(sandbox.account.ledger().size).toBe(1 + 10);
	expect(result.failure[0].json.errorReason).toBe(
		'Too many orders: 20, and only 10 can be remembered',
	);
});

describe('the columns of a sheet', () => {
	test('come along although one is named "outcome"', async () => {
		const { pay } = await sandboxWith(1);
		const columns = { outcome: 'paid', supplier: 'mine', code: 'A7', orderAmount: 12 };
		const result = await pay({
			items: [{ orderId: id(1), ...columns }],
			parameters: { maxAmount: '={{ $json.orderAmount }}' },
		});
		expect(result.success[0].json).toMatchObject({
			outcome: 'submitted',
			orderAmount: 10,
			input_outcome: 'paid',
			input_supplier: 'mine',
			input_code: 'A7',
			input_orderAmount: 12,
		});
	});

	test('come along under settings that cannot be used', async () => {
		const { pay } = await sandboxWith(1);
		const result = await pay({
			items: [{ orderId: id(1), most: 10, note: 'lamp' }],
			parameters: { mode: '={{ $json.nothing }}' },
			node: { onError: 'continueRegularOutput' },
		});
		expect(result.failure[0].json).toMatchObject({ outcome: 'notSent', most: 10, note: 'lamp' });
	});

	test('come along although one has the name that another would get', async () => {
		const { pay } = await sandboxWith(1);
		const item = { orderId: id(1), supplier: 'second', input_supplier: 'first' };
		const result = await pay({ items: [item] });
		expect(result.success[0].json).toMatchObject({
			input_supplier: 'first',
			input_input_supplier: 'second',
		});
	});
});

describe('what the mail says and what the item says agree', () => {
	test('what is unclear is not to be paid again now, though 1688 shows it as waiting', async () => {
		for (const lookUpFails of [false, true]) {
			const { sandbox, pay } = await sandboxWith(1);
			sandbox.account.paysAtOnce = false;
			sandbox.fault(1, { kind: 'resetBeforeAnswer' });
			if (lookUpFails) sandbox.fault(2, { kind: 'status', status: 503 }, DETAIL, id(1));
			const { failure, summary } = await pay({ options: { notSentRetries: 0 } });
			expect(sandbox.account.submissions(id(1))).toBe(1);
			expect(failure[0].json.advice).toContain('do not pay it now');
			expect(summary!.text).toContain('do not pay them again now');
		}
	});

	test('the first step never gives up a safeguard', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault('every', { kind: 'status', status: 503 }, DETAIL);
		const { summary } = await pay({ options: { notSentRetries: 0 } });
		expect(summary!.text).toMatch(/What to do first: Run it again later\.$/);
	});

	test('a reason that means different things for two orders has no advice of its own', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		for (const orderId of ids(2)) sandbox.account.orders.get(orderId)!.refusal = 'quota exceeded';
		sandbox.fault(2, { kind: 'status', status: 503 }, DETAIL, id(2));
		const { failure, summary } = await pay({ options: { notSentRetries: 0 } });
		expect(failure.map(({ json }) => json.outcome)).toEqual(['rejected', 'unknown']);
		expect(summary!.reasons).toEqual([
			{ reason: 'quota exceeded', count: 2, advice: 'Read the advice of each of these orders.' },
		]);
	});
});
