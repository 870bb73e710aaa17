import { itemsOf, outcomes, tally } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

describe('paying orders', () => {
	test('every order leaves once, linked to its item, and the ledger agrees', async () => {
		const { sandbox, pay } = await sandboxWith(25);
		sandbox.account.orders.get(id(4))!.price = Number.MAX_SAFE_INTEGER;
		sandbox.account.orders.get(id(7))!.status = 'cancel';
		sandbox.account.balance = 1_000_000;
		const result = await pay();

		expect(result.status).toBe('success');
		expect(tally(result)).toEqual({ submitted: 23, rejected: 2 });
		expect(sandbox.payments().map(({ orderIds }) => orderIds)).toEqual([
			ids(25).slice(0, 10),
			ids(25).slice(10, 20),
			ids(25).slice(20),
		]);
		for (const { json, pairedItem } of [...result.success, ...result.failure])
			expect(pairedItem).toEqual({ item: ids(25).indexOf(json.orderId as string) });
		for (const { json } of result.success)
			expect(sandbox.account.submissions(json.orderId as string)).toBe(1);
		expect(sandbox.account.ledger().size).toBe(23);
		expect(result.hints).toEqual(['25 orders: 23 submitted, 2 failed, 0 unclear.']);
	});

	test('Success and Failure have the promised fields', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.account.orders.get(id(2))!.price = 2;
		sandbox.account.orders.get(id(1))!.price = 1;
		sandbox.account.balance = 1;
		const { success, failure } = await pay();
		expect(success.map(({ json }) => json)).toEqual([
			{
				orderId: id(1),
				outcome: 'submitted',
				batch: 1,
				requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
			},
		]);
		expect(failure.map(({ json }) => json)).toEqual([
			{
				orderId: id(2),
				outcome: 'rejected',
				batch: 1,
				requestId: success[0].json.requestId,
				code: 200,
				httpStatus: 200,
				retrySafe: true,
				errorReason: '账户额度不足',
				advice:
					'The API says that it did not pay this order (in English: the account limit is not sufficient). If you can fix the reason, e.g. by topping up, do so and run it again; take a closed or unknown order off the list.',
			},
		]);
		expect(
			[...success, ...failure].some((item) => item.error !== undefined || 'error' in item.json),
		).toBe(false);
	});

	test('an ID in several items, and twice in one, is sent once and answered for every item', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const result = await pay({ items: itemsOf([id(1), `${id(2)} ${id(1)} ${id(2)}`, id(1)]) });
		expect(result.success.map(({ json, pairedItem }) => [json.orderId, pairedItem])).toEqual([
			[id(1), { item: 0 }],
			[id(2), { item: 1 }],
			[id(1), { item: 1 }],
			[id(1), { item: 2 }],
		]);
		expect(sandbox.payments().map(({ orderIds }) => orderIds)).toEqual([[id(1), id(2)]]);
		expect(result.hints).toEqual(['2 orders: 2 submitted, 0 failed, 0 unclear.']);
	});

	test('with nothing to pay, no request leaves', async () => {
		const { sandbox, pay } = await sandboxWith(0);
		expect(tally(await pay({ items: itemsOf(['', 'x']) }))).toEqual({ invalid: 2 });
		expect((await pay({ items: [] })).success).toEqual([]);
		expect(sandbox.calls).toEqual([]);
	});

	test.each([
		[1, 1],
		[3, 1],
		[10, 1],
		[30, 1],
		[3, 4],
		[10, 20],
	])('batch size %i with %i batches at once', async (batchSize, concurrency) => {
		const { sandbox, pay } = await sandboxWith(61, { serviceMs: 5 });
		const result = await pay({ options: { batchSize, concurrency } });
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

	test('a dry run sends nothing and shows the batches', async () => {
		const { sandbox, pay } = await sandboxWith(12);
		const result = await pay({ parameters: { dryRun: true }, items: itemsOf([...ids(12), 'x']) });
		expect(result.success).toEqual([]);
		expect(tally(result)).toEqual({ ready: 12, invalid: 1 });
		expect(result.failure.map(({ json }) => json.batch)).toEqual([
			...Array<number>(10).fill(1),
			2,
			2,
			null,
		]);
		expect(result.failure[0].json).toMatchObject({
			retrySafe: true,
			advice: expect.stringMatching(/^Dry run: nothing was sent and no money moved.* batch 1/),
		});
		expect(result.hints).toEqual([
			'Dry run, nothing was sent. 13 orders: 12 ready to send, 1 failed, 0 unclear. See the Failure branch.',
		]);
		expect(sandbox.calls).toEqual([]);
		expect(tally(await pay())).toEqual({ submitted: 12 });
	});

	test('more orders than the limit: none is paid, and the node says so', async () => {
		const { sandbox, pay } = await sandboxWith(5);
		const result = await pay({ options: { maxOrders: 4 } });
		expect(tally(result)).toEqual({ notSent: 5 });
		expect(result.failure[0].json).toMatchObject({
			retrySafe: true,
			errorReason: 'There are 5 orders, more than the 4 that "Maximum Orders per Run" allows',
		});
		expect(sandbox.calls).toEqual([]);
		expect(tally(await pay({ options: { maxOrders: 5 } }))).toEqual({ submitted: 5 });
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
