import { setTimeout as wait } from 'node:timers/promises';

import { PAY } from '../sandbox/handlers.mts';
import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { itemsOf, outcomes, plain, remembered, tally } from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

const CONCURRENCY = 20;

/** Orders that 1688 goes on showing as waiting once they are submitted, so that only the memory can tell. */
async function waitingWith(...given: Parameters<typeof sandboxWith>) {
	const setUp = await sandboxWith(...given);
	setUp.sandbox.account.paysAtOnce = false;
	return setUp;
}

describe.each([true, false])('across runs, lookUpFirst %s', (lookUpFirst) => {
	const options = { ...plain, lookUpFirst };

	test('what was submitted is not sent again', async () => {
		const { sandbox, pay } = await waitingWith(12);
		await pay({ options });
		const again = await pay({ options });
		expect(tally(again)).toEqual({ alreadySubmitted: 12 });
		expect(again.failure[0].json).toEqual({
			orderId: id(1),
			outcome: 'alreadySubmitted',
			errorReason: 'An earlier run has submitted this order, or may have',
			advice: expect.stringMatching(
				lookUpFirst
					? /^Its payment may be under way: do not pay it now/
					: /^Not sent again: money may have moved/,
			),
			orderAmount: lookUpFirst ? 10 : null,
			supplier: lookUpFirst ? expect.any(String) : null,
			moneyMoved: 'maybe',
			retrySafe: false,
			orderStatus: lookUpFirst ? 'waitbuyerpay' : null,
			batch: null,
			requestId: null,
			code: null,
			httpStatus: null,
		});
		expect(again.hints).toEqual([
			`12 orders: 0 submitted, 0 failed, 12 already submitted${lookUpFirst ? ' (¥120.00). ' : '. Amounts are not known. '}What was already submitted was not sent again: look at it on 1688. See the Failure branch.`,
		]);
		expect(sandbox.payments()).toHaveLength(2);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('what was rejected or never sent may be sent again', async () => {
		const { sandbox, pay } = await waitingWith(3);
		sandbox.account.orders.get(id(2))!.refusal = '账户额度不足';
		expect(outcomes(await pay({ options }))).toEqual({
			[id(1)]: 'submitted',
			[id(2)]: 'rejected',
			[id(3)]: 'submitted',
		});
		sandbox.account.orders.get(id(2))!.refusal = undefined;
		expect(outcomes(await pay({ options }))).toEqual({
			[id(1)]: 'alreadySubmitted',
			[id(2)]: 'submitted',
			[id(3)]: 'alreadySubmitted',
		});

		const other = await sandboxWith(2);
		other.sandbox.fault(1, { kind: 'status', status: 429, processed: false });
		expect(tally(await other.pay({ options }))).toEqual({ notSent: 2 });
		expect(tally(await other.pay({ options }))).toEqual({ submitted: 2 });
	});

	test('what is unknown is not sent again', async () => {
		const { sandbox, pay } = await waitingWith(2);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		expect(tally(await pay({ options }))).toEqual({ unknown: 2 });
		expect(tally(await pay({ options }))).toEqual({ alreadySubmitted: 2 });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('held-back batches are not recorded', async () => {
		const { sandbox, pay, workflowId } = await waitingWith(30);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		await pay({ options });
		expect(remembered(workflowId)).toHaveLength(10);
		expect(tally(await pay({ options }))).toEqual({ alreadySubmitted: 10, submitted: 20 });
	});

	test('switched off, a second payment is made as asked, and recorded', async () => {
		const { sandbox, pay } = await waitingWith(2);
		await pay({ options });
		expect(tally(await pay({ options: { ...options, skipSubmitted: false } }))).toEqual({
			submitted: 2,
		});
		expect(sandbox.account.paidTwice()).toEqual(ids(2));
		expect(tally(await pay({ options }))).toEqual({ alreadySubmitted: 2 });
	});

	test('switched off, a rejection does not erase what an earlier run recorded', async () => {
		const { sandbox, pay } = await waitingWith(1);
		await pay({ options });
		sandbox.account.orders.get(id(1))!.refusal = '账户额度不足';
		expect(tally(await pay({ options: { ...options, skipSubmitted: false } }))).toEqual({
			rejected: 1,
		});
		expect(tally(await pay({ options }))).toEqual({ alreadySubmitted: 1 });
	});

	test("concurrent batches do not lose each other's entries", async () => {
		const { pay, workflowId } = await sandboxWith(60);
		await pay({ options: { ...options, batchSize: 3, concurrency: 10 } });
		expect(remembered(workflowId)).toHaveLength(60);
	});

	test('simultaneous executions in one process pay no order twice', async () => {
		const { sandbox, pay } = await waitingWith(20, { serviceMs: 5 });
		const results = await Promise.all(
			Array.from({ length: 5 }, async () => await pay({ options: { ...options, batchSize: 4 } })),
		);
		expect(sandbox.account.paidTwice()).toEqual([]);
		expect(sandbox.account.ledger().size).toBe(20);
		expect(results.flatMap(({ success }) => success)).toHaveLength(20);
		for (const { success, failure } of results) expect(success.length + failure.length).toBe(20);
	});

	test('another workflow has another memory', async () => {
		const { sandbox, pay } = await waitingWith(1);
		await pay({ options });
		await pay({ options, workflowId: `a copy of the workflow, ${lookUpFirst}` });
		expect(sandbox.account.submissions(id(1))).toBe(2);
	});
});

describe('a memory that cannot be used', () => {
	afterEach(() => {
		deduplicator.failure = undefined;
	});

	test.each([
		[undefined, true],
		[undefined, false],
		['continueRegularOutput', false],
		['continueErrorOutput', false],
	] as const)(
		'the store fails: nothing is paid, On Error %s, lookUpFirst %s',
		async (onError, lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(12);
			deduplicator.failure = new Error('database is locked');
			const result = await pay({ options: { ...plain, lookUpFirst }, node: { onError } });
			expect(sandbox.payments()).toEqual([]);
			expect(tally(result)).toEqual({ notSent: 12 });
			expect(result.failure[11].json).toMatchObject({
				retrySafe: true,
				errorReason: "Memory of submitted orders: the database failed (see n8n's log)",
			});
		},
	);

	test.each([true, false])(
		'the workflow was never saved: nothing is paid, lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(2);
			const result = await pay({ options: { ...plain, lookUpFirst }, workflowId: undefined });
			expect(sandbox.payments()).toEqual([]);
			expect(result.failure[0].json).toMatchObject({
				outcome: 'notSent',
				errorReason: expect.stringContaining('the workflow has not been saved'),
				advice: expect.stringContaining('Save the workflow'),
			});
		},
	);

	test.each([true, false])(
		'a check goes on without it, and says so: lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(12);
			deduplicator.failure = new Error('database is locked');
			const result = await pay({ parameters: { mode: 'check' }, options: { lookUpFirst } });
			expect(tally(result)).toEqual({ ready: 12 });
			expect(result.hints[1]).toMatch(
				/^Memory of submitted orders: .* So this check does not know what earlier runs have submitted/,
			);
			expect(sandbox.payments()).toEqual([]);
		},
	);

	test.each([true, false])(
		'switched off, it holds nothing up, lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(12);
			deduplicator.failure = new Error('database is locked');
			expect(
				tally(await pay({ options: { ...plain, lookUpFirst, skipSubmitted: false } })),
			).toEqual({
				submitted: 12,
			});
			expect(sandbox.payments()).toHaveLength(2);
		},
	);

	test('orders sent without it are reported', async () => {
		const { pay } = await sandboxWith(2);
		deduplicator.failure = new Error('database is locked');
		const result = await pay({ options: { ...plain, skipSubmitted: false } });
		expect(tally(result)).toEqual({ submitted: 2 });
		expect(result.hints[1]).toMatch(/^2 orders could not be recorded .* may pay them again/);
	});

	test('a rejected order that it cannot strike out stays recorded and is not sent again', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.orders.get(id(1))!.status = 'cancel';
		const remove = jest
			.spyOn(deduplicator, 'removeProcessed')
			.mockRejectedValue(new Error('database is gone'));
		expect(tally(await pay({ options: plain }))).toEqual({ rejected: 1 });
		remove.mockRestore();
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 1 });
	});

	test.each([true, false])(
		'more orders than it holds: none is paid, lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(0);
			const result = await pay({ items: itemsOf([ids(100_001)]), options: { lookUpFirst } });
			expect(tally(result)).toEqual({ notSent: 100_001 });
			expect(result.failure[0].json.errorReason).toBe(
				'Too many orders: 100001, and only 100000 can be remembered',
			);
			expect(sandbox.calls).toEqual([]);
		},
	);
});

describe('a full memory', () => {
	test.each([true, false])(
		'does not forget an order of the run in progress, lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay, workflowId } = await waitingWith(20);
			const options = { ...plain, lookUpFirst };
			await pay({ items: itemsOf([id(20)]), options });
			remembered(workflowId).push(...ids(99_999, 21));
			expect(tally(await pay({ options }))).toEqual({ submitted: 19, alreadySubmitted: 1 });
			expect(sandbox.account.paidTwice()).toEqual([]);
			await pay({ items: itemsOf([id(19)]), options });
			expect(remembered(workflowId)).toHaveLength(100_000);
		},
	);

	test('a check that asks it forgets nothing', async () => {
		const { sandbox, pay, workflowId } = await waitingWith(20);
		await pay({ items: itemsOf([id(20)]) });
		remembered(workflowId).push(...ids(99_999, 21));
		expect(tally(await pay({ parameters: { mode: 'check' } }))).toEqual({
			ready: 19,
			alreadySubmitted: 1,
		});
		expect(remembered(workflowId)).toEqual([id(20), ...ids(99_999, 21)]);
		expect(tally(await pay())).toEqual({ submitted: 19, alreadySubmitted: 1 });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('does not forget an order between the passes of a loop', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(3);
		await pay({ items: itemsOf([id(3)]), options: plain });
		remembered(workflowId).push(...ids(99_999, 21));
		let pass = 0;
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
			const items = context.getInputData().slice(pass * 2, pass * 2 + 2);
			pass++;
			Object.defineProperty(context, 'getInputData', { value: () => items });
			return await execute();
		});
		await pay({
			items: itemsOf(ids(3)),
			options: plain,
			nodeType,
			passes: 2,
		});
		expect(sandbox.account.paidTwice()).toEqual([]);
	});
});

describe('orders sent again on purpose', () => {
	const forced = { ...plain, skipSubmitted: false };

	test('a run that was refused does not strike out what another run has paid meanwhile', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(1);
		const order = sandbox.account.orders.get(id(1))!;
		order.status = 'cancel';
		sandbox.fault(1, { kind: 'slow', ms: 1_500 });
		let ended = false;
		const first = pay({ options: plain }).finally(() => (ended = true));
		while (sandbox.payments().length < 1) await wait(5);
		await wait(50);
		order.status = 'waitbuyerpay';
		expect(tally(await pay({ options: forced }))).toEqual({ submitted: 1 });
		expect(ended).toBe(false);

		const { failure } = await first;
		expect(failure[0].json).toMatchObject({
			outcome: 'rejected',
			advice: expect.stringContaining('The memory still holds it'),
		});
		expect(remembered(workflowId)).toContain(id(1));
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 1 });
		expect(sandbox.account.submissions(id(1))).toBe(1);
	});

	test('what was refused, and sent by no other run, is struck out', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(3);
		sandbox.account.orders.get(id(2))!.status = 'cancel';
		expect(outcomes(await pay({ options: forced }))[id(2)]).toBe('rejected');
		expect(remembered(workflowId)).toEqual([id(1), id(3)]);
		sandbox.account.orders.get(id(2))!.status = 'waitbuyerpay';
		await pay({ options: plain });
		expect(ids(3).map((orderId) => sandbox.account.submissions(orderId))).toEqual([1, 1, 1]);
	});
});

test('a long run whose orders are all refused strikes them out as fast as it records them', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(3_000);
	for (const order of sandbox.account.orders.values()) order.refusal = '账户额度不足';
	const answered = new Set<string>();
	let mostLeft = 0;
	sandbox.watch = (path, moment) => {
		if (path !== PAY) return;
		if (moment === 'answered')
			for (const { orderIds } of sandbox.payments().slice(0, -CONCURRENCY))
				for (const orderId of orderIds) answered.add(orderId);
		if (moment === 'arrived')
			mostLeft = Math.max(
				mostLeft,
				remembered(workflowId).filter((entry) => answered.has(entry as string)).length,
			);
	};
	expect(
		tally(await pay({ options: { ...plain, batchSize: 30, concurrency: CONCURRENCY } })),
	).toEqual({ rejected: 3_000 });
	// Two portions of three batches, and the batches under way.
	expect(mostLeft).toBeLessThanOrEqual((2 * 3 + CONCURRENCY) * 30);
	expect(remembered(workflowId)).toEqual([]);
	expect(sandbox.account.ledger().size).toBe(0);
});
