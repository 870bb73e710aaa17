import { setTimeout as wait } from 'node:timers/promises';

import { PAY } from '../sandbox/endpoints.mts';
import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { itemsOf, outcomes, remembered, tally } from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';
import { FailsAfterPaying } from './failsAfterPaying.mts';

const plain = { verifyUnclear: false, notSentRetries: 0 };
const CONCURRENCY = 20;

describe('across runs', () => {
	test('what was submitted is not sent again', async () => {
		const { sandbox, pay } = await sandboxWith(12);
		await pay({ options: plain });
		const again = await pay({ options: plain });
		expect(tally(again)).toEqual({ alreadySubmitted: 12 });
		expect(again.failure[0].json).toEqual({
			orderId: id(1),
			outcome: 'alreadySubmitted',
			batch: 1,
			requestId: null,
			retrySafe: false,
			errorReason: 'An earlier run has submitted this order, or may have',
			advice: expect.stringMatching(
				/^Money may have moved in that earlier run, so the order was not sent again/,
			),
		});
		expect(again.hints).toEqual([
			'12 orders: 0 submitted, 0 failed, 12 unclear. See the Failure branch. Money may have moved for the unclear ones: read their advice before paying them again.',
		]);
		expect(sandbox.payments()).toHaveLength(2);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('what was rejected or never sent may be sent again', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.account.orders.get(id(2))!.status = 'cancel';
		expect(outcomes(await pay({ options: plain }))).toEqual({
			[id(1)]: 'submitted',
			[id(2)]: 'rejected',
			[id(3)]: 'submitted',
		});
		sandbox.account.orders.get(id(2))!.status = 'waitbuyerpay';
		expect(outcomes(await pay({ options: plain }))).toEqual({
			[id(1)]: 'alreadySubmitted',
			[id(2)]: 'submitted',
			[id(3)]: 'alreadySubmitted',
		});

		const other = await sandboxWith(2);
		other.sandbox.fault(1, { kind: 'status', status: 429, processed: false });
		expect(tally(await other.pay({ options: plain }))).toEqual({ notSent: 2 });
		expect(tally(await other.pay({ options: plain }))).toEqual({ submitted: 2 });
	});

	test('what is unknown is not sent again', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		expect(tally(await pay({ options: plain }))).toEqual({ unknown: 2 });
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 2 });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('held-back batches are not recorded', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(30);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		await pay({ options: plain });
		expect(deduplicator.rows.get(`${workflowId} pay`)).toHaveLength(10);
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 10, submitted: 20 });
	});

	test('switched off, the person asks for a second payment; it is still written', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		await pay({ options: plain });
		expect(tally(await pay({ options: { ...plain, skipSubmitted: false } }))).toEqual({
			submitted: 2,
		});
		expect(sandbox.account.paidTwice()).toEqual(ids(2));
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 2 });
	});

	test('switched off, a rejection does not wipe out what an earlier run recorded', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		await pay({ options: plain });
		sandbox.account.orders.get(id(1))!.status = 'cancel';
		expect(tally(await pay({ options: { ...plain, skipSubmitted: false } }))).toEqual({
			rejected: 1,
		});
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 1 });
	});

	test('batches at once do not lose each other’s entries', async () => {
		const { pay, workflowId } = await sandboxWith(60);
		await pay({ options: { ...plain, batchSize: 3, concurrency: 10 } });
		expect(deduplicator.rows.get(`${workflowId} pay`)).toHaveLength(60);
	});

	test('executions at once in one process do not pay an order twice', async () => {
		const { sandbox, pay } = await sandboxWith(20, { serviceMs: 5 });
		const results = await Promise.all(
			Array.from({ length: 5 }, async () => await pay({ options: { ...plain, batchSize: 4 } })),
		);
		expect(sandbox.account.paidTwice()).toEqual([]);
		expect(sandbox.account.ledger().size).toBe(20);
		expect(results.flatMap(({ success }) => success)).toHaveLength(20);
		for (const { success, failure } of results) expect(success.length + failure.length).toBe(20);
	});

	test('another workflow has another memory', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		await pay({ options: plain });
		await pay({ options: plain, workflowId: 'a copy of the workflow' });
		expect(sandbox.account.submissions(id(1))).toBe(2);
	});
});

describe('a memory that cannot be used', () => {
	afterEach(() => {
		deduplicator.failure = undefined;
	});

	test.each([undefined, 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'the store fails: nothing is paid, On Error %s',
		async (onError) => {
			const { sandbox, pay } = await sandboxWith(12);
			deduplicator.failure = new Error('database is locked');
			const result = await pay({ options: plain, node: { onError } });
			expect(sandbox.payments()).toEqual([]);
			expect(tally(result)).toEqual({ notSent: 12 });
			expect(result.failure[11].json).toMatchObject({
				retrySafe: true,
				errorReason:
					"The memory of submitted orders could not be used: n8n's database did not do what it was asked; its words stand in the log of n8n",
			});
		},
	);

	test('the workflow was never saved: nothing is paid', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const result = await pay({ options: plain, workflowId: undefined });
		expect(sandbox.payments()).toEqual([]);
		expect(result.failure[0].json).toMatchObject({
			outcome: 'notSent',
			errorReason: expect.stringContaining('the workflow has not been saved'),
			advice: expect.stringContaining('Save the workflow'),
		});
	});

	test('switched off, it does not hold anything up', async () => {
		const { sandbox, pay } = await sandboxWith(12);
		deduplicator.failure = new Error('database is locked');
		expect(tally(await pay({ options: { ...plain, skipSubmitted: false } }))).toEqual({
			submitted: 12,
		});
		expect(sandbox.payments()).toHaveLength(2);
	});

	test('when it cannot release, a rejected order stays recorded and is not sent again', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.orders.get(id(1))!.status = 'cancel';
		const remove = jest
			.spyOn(deduplicator, 'removeProcessed')
			.mockRejectedValue(new Error('database is gone'));
		expect(tally(await pay({ options: plain }))).toEqual({ rejected: 1 });
		remove.mockRestore();
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 1 });
	});

	test('more orders than it holds: none is paid', async () => {
		const { sandbox, pay } = await sandboxWith(0);
		const many = Array.from({ length: 100_001 }, (_, index) => id(index + 1));
		const result = await pay({ items: itemsOf([many]) });
		expect(tally(result)).toEqual({ notSent: 100_001 });
		expect(result.failure[0].json.errorReason).toBe(
			'There are 100001 orders, more than the 100000 that the memory of submitted orders holds',
		);
		expect(sandbox.calls).toEqual([]);
	});
});

describe('orders sent again on the person’s word', () => {
	const forced = { ...plain, skipSubmitted: false };

	test('what another run has paid meanwhile is not struck out by the run that was refused', async () => {
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
			advice: expect.stringContaining('But it stays in the memory of submitted orders'),
		});
		expect(remembered(workflowId)).toContain(id(1));
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 1 });
		expect(sandbox.account.submissions(id(1))).toBe(1);
	});

	test('what was refused and nobody else sent is struck out', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(3);
		sandbox.account.orders.get(id(2))!.status = 'cancel';
		expect(outcomes(await pay({ options: forced }))[id(2)]).toBe('rejected');
		expect(remembered(workflowId)).toEqual([id(1), id(3)]);
		sandbox.account.orders.get(id(2))!.status = 'waitbuyerpay';
		await pay({ options: plain });
		expect(ids(3).map((orderId) => sandbox.account.submissions(orderId))).toEqual([1, 1, 1]);
	});
});

test('a long run of orders that are all refused strikes them out as fast as it records them', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(3_000);
	for (const order of sandbox.account.orders.values()) order.refusal = '账户额度不足';
	const answered = new Set<string>();
	let most = 0;
	sandbox.watch = (path, moment) => {
		if (path !== PAY) return;
		if (moment === 'answered')
			for (const { orderIds } of sandbox.payments().slice(0, -CONCURRENCY))
				for (const orderId of orderIds) answered.add(orderId);
		if (moment === 'arrived')
			most = Math.max(
				most,
				remembered(workflowId).filter((entry) => answered.has(entry as string)).length,
			);
	};
	expect(
		tally(await pay({ options: { ...plain, batchSize: 30, concurrency: CONCURRENCY } })),
	).toEqual({ rejected: 3_000 });
	// Two portions of three batches, and as many batches as are under way.
	expect(most).toBeLessThanOrEqual((2 * 3 + CONCURRENCY) * 30);
	expect(remembered(workflowId)).toEqual([]);
	expect(sandbox.account.ledger().size).toBe(0);
});

describe('within one execution', () => {
	test.each([true, false])(
		'Retry On Fail after the node has paid returns what is known, skipSubmitted %s',
		async (skipSubmitted) => {
			const { sandbox, pay } = await sandboxWith(12);
			const nodeType = new FailsAfterPaying();
			const result = await pay({
				options: { ...plain, skipSubmitted },
				nodeType,
				node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			});
			expect(nodeType.runs).toBe(2);
			expect(result.status).toBe('success');
			expect(tally(result)).toEqual({ submitted: 12 });
			expect(sandbox.payments()).toHaveLength(2);
			expect(sandbox.account.paidTwice()).toEqual([]);
		},
	);

	test('Retry On Fail sends definite failures again, unclear orders not', async () => {
		const { sandbox, pay } = await sandboxWith(4);
		sandbox.account.orders.get(id(4))!.status = 'cancel';
		sandbox.fault(1, { kind: 'lie', lie: 'leaveOutFirst' });
		const result = await pay({
			options: plain,
			nodeType: new FailsAfterPaying(),
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(outcomes(result)).toEqual({
			[id(1)]: 'unknown',
			[id(2)]: 'submitted',
			[id(3)]: 'submitted',
			[id(4)]: 'rejected',
		});
		expect(sandbox.payments().map(({ orderIds }) => orderIds)).toEqual([ids(4), [id(4)]]);
	});

	test('a loop that comes by with the same orders returns what is known', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		const result = await pay({ options: { ...plain, skipSubmitted: false }, passes: 2 });
		expect(result.passes).toHaveLength(2);
		expect(tally(result)).toEqual({ submitted: 3 });
		expect(sandbox.payments()).toHaveLength(1);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('the usual way n8n retries: a failure on Failure makes it run only once', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault('every', { kind: 'status', status: 401, processed: false });
		await pay({ options: plain, node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test('an input field named "error" does not make n8n run the node again', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		await pay({
			items: [{ orderId: id(1), error: 'from before' }],
			options: { ...plain, includeInputFields: true, skipSubmitted: false },
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(sandbox.account.submissions(id(1))).toBe(1);
	});
});

describe('whatever else breaks', () => {
	test('an error nobody foresaw neither loses an order nor sends the rest', async () => {
		const { sandbox, pay } = await sandboxWith(20);
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
			const known = context.getContext('node') as { results: object };
			known.results = new Proxy(
				{},
				{
					set(target, orderId, result: { outcome: string }) {
						if (result.outcome === 'submitted') throw new Error('disk full');
						return Reflect.set(target, orderId, result);
					},
				},
			);
			return await execute();
		});
		const result = await pay({ nodeType, options: plain });
		expect(tally(result)).toEqual({ submitted: 1, unknown: 9, notSent: 10 });
		expect(result.failure.at(-1)?.json.errorReason).toBe(
			'Held back: the run was interrupted; the reason stands in the log of n8n',
		);
		expect(sandbox.payments()).toHaveLength(1);
	});
});

describe('Stop', () => {
	test('no further batch leaves, and what was under way stays recorded', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(30);
		sandbox.fault(2, { kind: 'hang' });
		await pay({
			options: { ...plain, timeoutMs: 30_000 },
			whileRunning: (cancel) => {
				const watch = setInterval(() => {
					if (sandbox.payments().length < 2) return;
					clearInterval(watch);
					cancel();
				}, 5);
			},
		}).catch(() => {});
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(sandbox.payments()).toHaveLength(2);
		expect(deduplicator.rows.get(`${workflowId} pay`)).toHaveLength(20);
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 20, submitted: 10 });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test.each([
		['a pause', { pauseMs: 600_000 }],
		['waiting to send again', { notSentRetries: 5 }],
	])('ends %s at once', async (_name, options) => {
		const { sandbox, pay } = await sandboxWith(20);
		if ('notSentRetries' in options)
			sandbox.fault('every', {
				kind: 'status',
				status: 429,
				headers: { 'Retry-After': '50' },
				processed: false,
			});
		await pay({
			options: { ...plain, ...options },
			whileRunning: (cancel) => {
				const watch = setInterval(() => {
					if (sandbox.payments().length < 1) return;
					clearInterval(watch);
					setTimeout(cancel, 50);
				}, 5);
			},
		}).catch(() => {});
		expect(sandbox.payments()).toHaveLength(1);
	});
});
