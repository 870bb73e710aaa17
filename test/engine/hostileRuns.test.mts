import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { itemsOf, tally } from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id } from '../support/orderIds.mts';

const plain = { verifyUnclear: false, notSentRetries: 0 };

describe('the memory', () => {
	test('a full one does not forget an order of the very run that carries it', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(20);
		await pay({ items: itemsOf([id(20)]), options: plain });
		const row = deduplicator.rows.get(`${workflowId} pay`)!;
		row.push(...Array.from({ length: 99_999 }, (_, n) => `old ${n}`));
		expect(tally(await pay({ options: plain }))).toEqual({ submitted: 19, alreadySubmitted: 1 });
		expect(sandbox.account.paidTwice()).toEqual([]);
		await pay({ items: itemsOf([id(19)]), options: plain });
		expect(deduplicator.rows.get(`${workflowId} pay`)).toHaveLength(100_000);
	});

	test('a full one does not forget an order between the passes of a loop', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(3);
		await pay({ items: itemsOf([id(3)]), options: plain });
		deduplicator.rows
			.get(`${workflowId} pay`)!
			.push(...Array.from({ length: 99_999 }, (_, n) => `old ${n}`));
		let pass = 0;
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
			const items = context.getInputData().slice(pass * 2, pass * 2 + 2);
			pass++;
			Object.defineProperty(context, 'getInputData', { value: () => items });
			return await execute();
		});
		await pay({
			parameters: { orderIds: '={{ $json.orderId }}' },
			items: itemsOf([id(1), id(2), id(3)]),
			options: plain,
			nodeType,
			passes: 2,
		});
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('what is sent without it, on the person’s word, is said', async () => {
		const { pay } = await sandboxWith(2);
		deduplicator.failure = new Error('database is locked');
		try {
			const result = await pay({ options: { ...plain, skipSubmitted: false } });
			expect(tally(result)).toEqual({ submitted: 2 });
			expect(result.hints[1]).toMatch(/^2 orders could not be recorded .* may pay them again/);
		} finally {
			deduplicator.failure = undefined;
		}
	});
});

describe('an execution that comes back to the node', () => {
	/** The node with other settings in its second pass. */
	const changing = (second: object, thirdAsFirst = false) => {
		let pass = 0;
		return aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
			pass++;
			const original = context.getNodeParameter.bind(context) as (
				name: string,
				...rest: unknown[]
			) => unknown;
			if (pass === 2 || (pass > 2 && !thirdAsFirst)) {
				Object.defineProperty(context, 'getNodeParameter', {
					value: (name: string, ...rest: unknown[]) =>
						name in second ? (second as Record<string, unknown>)[name] : original(name, ...rest),
				});
			}
			return await execute();
		});
	};

	test.each<[string, object]>([
		['a dry run', { dryRun: true }],
		['a limit', { options: { ...plain, skipSubmitted: false, maxOrders: 1 } }],
		['settings that cannot be used', { options: { batchSize: 0 } }],
	])('with %s keeps to what it knows', async (_name, second) => {
		const { sandbox, pay } = await sandboxWith(3);
		const result = await pay({
			options: { ...plain, skipSubmitted: false },
			nodeType: changing(second, true),
			passes: 3,
		});
		expect(result.passes).toHaveLength(3);
		expect(tally(result)).toEqual({ submitted: 3 });
		for (const { data } of result.passes) expect(data?.main[0]).toHaveLength(3);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test.each([undefined, 'continueRegularOutput'] as const)(
		'and can no longer read its settings answers what it has paid, On Error %s',
		async (onError) => {
			const { sandbox, pay } = await sandboxWith(2);
			let first = true;
			const nodeType = aroundExecute(
				changing({ options: { batchSize: 0 } }),
				async (_context, execute) => {
					const outputs = await execute();
					if (first) {
						first = false;
						throw new Error('n8n stumbles');
					}
					return outputs;
				},
			);
			const result = await pay({
				options: plain,
				nodeType,
				node: { onError, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
			});
			expect(tally(result)).toEqual({ submitted: 2 });
			expect(sandbox.payments()).toHaveLength(1);
		},
	);
});

describe('settings never fall back unseen', () => {
	test.each<[string, object]>([
		['a limit from nothing', { options: { maxOrders: '={{ $json.nothing }}' } }],
	])('%s', async (_name, run) => {
		const { sandbox, pay } = await sandboxWith(2);
		expect((await pay(run)).status).toBe('error');
		expect(sandbox.calls).toEqual([]);
	});
});

describe('the stop rule with several batches at once', () => {
	test('a batch that waits to be sent again stays back', async () => {
		const { sandbox, pay } = await sandboxWith(20);
		sandbox.fault(1, { kind: 'hang' });
		sandbox.fault(2, {
			kind: 'status',
			status: 429,
			headers: { 'Retry-After': '1' },
			processed: false,
		});
		const result = await pay({ options: { verifyUnclear: false, concurrency: 2, timeoutMs: 200 } });
		expect(tally(result)).toEqual({ unknown: 10, notSent: 10 });
		expect(sandbox.payments()).toHaveLength(2);
	});

	test('batches that wait for the memory stay back, and are not recorded', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(40);
		sandbox.fault('every', { kind: 'status', status: 401, processed: false });
		const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
		let calls = 0;
		const slow = jest
			.spyOn(deduplicator, 'checkProcessedAndRecord')
			.mockImplementation(async (...args) => {
				// The first two batches are recorded, then the next two: each time behind the lock.
				if (++calls === 4) await new Promise((resolve) => setTimeout(resolve, 200));
				return await record(...args);
			});
		const result = await pay({ options: { ...plain, concurrency: 2 } });
		slow.mockRestore();
		expect(tally(result)).toEqual({ rejected: 20, notSent: 20 });
		expect(sandbox.payments()).toHaveLength(2);
		expect(deduplicator.rows.get(`${workflowId} pay`)).toEqual([]);
	});
});
