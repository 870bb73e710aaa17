import type { Fault } from '../sandbox/faults.mts';
import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { itemsOf, plain, remembered, tally } from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderIds as ids } from '../support/orderIds.mts';

describe.each([true, false])('Stop After a Failed Batch, lookUpFirst %s', (lookUpFirst) => {
	const orders = (options: object) => ({
		items: itemsOf(ids(30)),
		options: { ...plain, lookUpFirst, ...options },
	});

	test.each<[string, Fault]>([
		['unclear', { kind: 'resetBeforeAnswer' }],
		['refused as a whole', { kind: 'status', status: 401, processed: false }],
		['partly unclear', { kind: 'lie', lie: 'leaveOutFirst' }],
	])('a batch that is %s holds the later ones back', async (_name, fault) => {
		const { sandbox, pay } = await sandboxWith(30);
		sandbox.fault(2, fault);
		const result = await pay(orders({}));
		expect(sandbox.payments()).toHaveLength(2);
		const held = result.failure.filter(({ json }) => json.batch === 3);
		expect(held).toHaveLength(10);
		for (const { json } of held)
			expect(json).toMatchObject({
				outcome: 'notSent',
				moneyMoved: 'no',
				retrySafe: true,
				errorReason: 'Held back: batch 2 failed or is unclear',
				advice: expect.stringContaining('batch 2'),
			});
	});

	test('switched off, the later batches are sent', async () => {
		const { sandbox, pay } = await sandboxWith(30);
		sandbox.fault(2, { kind: 'resetBeforeAnswer' });
		expect(tally(await pay(orders({ stopOnBatchFailure: false })))).toEqual({
			submitted: 20,
			unknown: 10,
		});
		expect(sandbox.payments()).toHaveLength(3);
	});

	test('single orders that the API rejects hold nothing back', async () => {
		const { sandbox, pay } = await sandboxWith(30);
		for (const orderId of ids(10)) sandbox.account.orders.get(orderId)!.refusal = '账户额度不足';
		expect(tally(await pay(orders({})))).toEqual({ rejected: 10, submitted: 20 });
	});

	test('with several batches at once, the answers under way are read and the rest is held back', async () => {
		const { sandbox, pay } = await sandboxWith(50, { serviceMs: 30 });
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		const result = await pay({
			options: { ...plain, lookUpFirst, timeoutMs: 5000, concurrency: 3 },
		});
		expect(sandbox.payments().length).toBeLessThanOrEqual(3);
		expect(result.success.length + result.failure.length).toBe(50);
		for (const { json } of result.success)
			expect(sandbox.account.submissions(json.orderId as string)).toBe(1);
		for (const { json } of result.failure.filter((item) => item.json.outcome === 'notSent'))
			expect(sandbox.account.submissions(json.orderId as string)).toBe(0);
	});
});

describe.each([true, false])(
	'Stop After a Failed Batch, with several batches at once, lookUpFirst %s',
	(lookUpFirst) => {
		test('a batch that waits to be resent is held back', async () => {
			const { sandbox, pay } = await sandboxWith(20);
			sandbox.fault(1, { kind: 'hang' });
			sandbox.fault(2, {
				kind: 'status',
				status: 429,
				headers: { 'Retry-After': '3' },
				processed: false,
			});
			const result = await pay({
				options: { lookUpFirst, verifyUnclear: false, concurrency: 2, timeoutMs: 1500 },
			});
			expect(tally(result)).toEqual({ unknown: 10, notSent: 10 });
			expect(sandbox.payments()).toHaveLength(2);
		});

		test('batches that wait for the memory are held back, and not recorded', async () => {
			const { sandbox, pay, workflowId } = await sandboxWith(40);
			sandbox.fault('every', { kind: 'status', status: 401, processed: false });
			const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
			let calls = 0;
			const slow = jest
				.spyOn(deduplicator, 'checkProcessedAndRecord')
				.mockImplementation(async (...args) => {
					// Each portion of batches takes two calls, the lock's and its own; this one records the second.
					if (++calls === 4) await new Promise((resolve) => setTimeout(resolve, 200));
					return await record(...args);
				});
			const result = await pay({ options: { ...plain, lookUpFirst, concurrency: 2 } });
			slow.mockRestore();
			expect(tally(result)).toEqual({ rejected: 20, notSent: 20 });
			expect(sandbox.payments()).toHaveLength(2);
			expect(remembered(workflowId)).toEqual([]);
		});
	},
);

describe.each([true, false])('whatever else breaks, lookUpFirst %s', (lookUpFirst) => {
	test('an unforeseen error neither loses an order nor sends the rest', async () => {
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
		const result = await pay({ nodeType, options: { ...plain, lookUpFirst } });
		expect(tally(result)).toEqual({ submitted: 1, unknown: 9, notSent: 10 });
		expect(result.failure.at(-1)?.json.errorReason).toBe(
			"Held back: the run was interrupted (see n8n's log)",
		);
		expect(sandbox.payments()).toHaveLength(1);
	});
});
