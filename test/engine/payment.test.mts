import type { IDataObject } from 'n8n-workflow';

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

	test('the fields of Success and Failure are the promised ones', async () => {
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
					'The API says that it did not pay this order (in English: the account limit is not sufficient). If the reason can be settled, e.g. by topping up, settle it and run it again; a closed or unknown order comes off the list.',
			},
		]);
		expect(
			[...success, ...failure].some((item) => item.error !== undefined || 'error' in item.json),
		).toBe(false);
	});

	test('IDs come in every shape; the bad ones are told apart and hold nothing up', async () => {
		const { sandbox, pay } = await sandboxWith(9);
		const result = await pay({
			items: itemsOf([
				id(1),
				[id(2), [id(3)]],
				`${id(4)}，${id(5)}、${id(6)}`,
				BigInt(id(7)),
				2059624776425880794,
				'2.05962E+18',
				'',
				null,
				undefined,
				'PO-1',
				`${id(8)} oops ${id(9)}`,
			]),
		});
		expect(result.success.map(({ json, pairedItem }) => [json.orderId, pairedItem])).toEqual([
			[id(1), { item: 0 }],
			[id(2), { item: 1 }],
			[id(3), { item: 1 }],
			[id(4), { item: 2 }],
			[id(5), { item: 2 }],
			[id(6), { item: 2 }],
			[id(7), { item: 3 }],
			[id(8), { item: 10 }],
			[id(9), { item: 10 }],
		]);
		expect(
			result.failure.map(({ json, pairedItem }) => [
				json.orderId,
				json.outcome,
				json.retrySafe,
				pairedItem,
			]),
		).toEqual([
			['2059624776425880800', 'invalid', false, { item: 4 }],
			['2.05962E+18', 'invalid', false, { item: 5 }],
			['', 'invalid', false, { item: 6 }],
			['', 'invalid', false, { item: 7 }],
			['', 'invalid', false, { item: 8 }],
			['PO-1', 'invalid', false, { item: 9 }],
			['oops', 'invalid', false, { item: 10 }],
		]);
		expect(sandbox.payments()).toHaveLength(1);
	});

	test('the same ID in several items and twice in one is sent once and answered for every item', async () => {
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

	test('with nothing to pay no request leaves', async () => {
		const { sandbox, pay } = await sandboxWith(0);
		expect(tally(await pay({ items: itemsOf(['', 'x']) }))).toEqual({ invalid: 2 });
		expect((await pay({ items: [] })).success).toEqual([]);
		expect(sandbox.calls).toEqual([]);
	});

	test('an expression that fails spoils its own item only', async () => {
		const { pay } = await sandboxWith(2);
		const result = await pay({
			parameters: {
				orderIds: `={{ $itemIndex === 0 ? $('No Such Node').item.json.x : $json.orderId }}`,
			},
		});
		expect(outcomes(result)).toEqual({ '': 'invalid', [id(2)]: 'submitted' });
		expect(result.failure[0].json.errorReason).toMatch(
			/^The expression in the field "Order IDs" failed: /,
		);
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

	test('a pause between batches does not lose any', async () => {
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

	test('input fields are carried on request; the result wins, and what bears a name of its own gets another', async () => {
		const { pay } = await sandboxWith(2);
		const items = [
			{ orderId: id(1), row: 7, outcome: 'mine', error: 'old trouble' },
			{ orderId: 'x', row: 8 },
		];
		const result = await pay({ items, options: { includeInputFields: true } });
		expect(result.success[0].json).toEqual({
			row: 7,
			input_outcome: 'mine',
			input_error: 'old trouble',
			orderId: id(1),
			outcome: 'submitted',
			batch: 1,
			requestId: expect.any(String),
		});
		expect(result.failure[0].json).toMatchObject({ row: 8, orderId: 'x', outcome: 'invalid' });
		expect((await pay({ items })).success[0].json).not.toHaveProperty('row');
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

describe('settings that cannot be used', () => {
	test.each<[string, object, RegExp]>([
		[
			'batch size 0',
			{ options: { batchSize: 0 } },
			/"Batch Size" must be a whole number from 1 to 30/,
		],
		['batch size 31', { options: { batchSize: 31 } }, /"Batch Size"/],
		['batch size as text', { options: { batchSize: '10' } }, /"Batch Size"/],
		['a fraction', { options: { batchSize: 1.5 } }, /"Batch Size"/],
		[
			'concurrency 21',
			{ options: { concurrency: 21 } },
			/"Batches at Once" must be a whole number from 1 to 20/,
		],
		['negative limit', { options: { maxOrders: -1 } }, /"Maximum Orders per Run"/],
		['negative pause', { options: { pauseMs: -1 } }, /"Pause Between Batches \(Ms\)"/],
		[
			'timeout beyond a timer',
			{ options: { timeoutMs: 2 ** 31 } },
			/"Timeout \(Ms\)" must be a whole number from 1 to 3600000/,
		],
		['too many resends', { options: { notSentRetries: 11 } }, /"Resend Attempts When Not Sent"/],
		[
			'dry run as text',
			{ parameters: { dryRun: '={{ "true" }}' } },
			/"Dry Run" must be true or false/,
		],
		[
			'dry run from nothing',
			{ parameters: { dryRun: '={{ $json.nothing }}' } },
			/"Dry Run" must be true or false/,
		],
		[
			'a switch as text',
			{ options: { skipSubmitted: 'no' } },
			/"Skip Orders Already Submitted" must be true or false/,
		],
		[
			'an unreadable option',
			{ options: { batchSize: `={{ $('Nowhere').item.json.x }}` } },
			/could not read the options/,
		],
		[
			'an unreadable credential',
			{ credential: undefined },
			/could not read the PandaPon API credential: Credentials could not be decrypted/,
		],
		[
			'an empty key',
			{
				credential: {
					accessKey: ' ',
					accessSecret: 's',
					userId: '1',
					baseUrl: 'http://127.0.0.1:1',
				},
			},
			/Access Key of the PandaPon API credential is empty/,
		],
		[
			'an empty secret',
			{
				credential: {
					accessKey: 'k',
					accessSecret: '',
					userId: '1',
					baseUrl: 'http://127.0.0.1:1',
				},
			},
			/Access Secret of the PandaPon API credential is empty/,
		],
		[
			'no user ID',
			{ credential: { accessKey: 'k', accessSecret: 's', baseUrl: 'http://127.0.0.1:1' } },
			/User ID of the PandaPon API credential/,
		],
		[
			'no address',
			{ credential: { accessKey: 'k', accessSecret: 's', userId: '1', baseUrl: 'pandapon' } },
			/Base URL of the PandaPon API credential is not an address/,
		],
		[
			'another protocol',
			{
				credential: { accessKey: 'k', accessSecret: 's', userId: '1', baseUrl: 'ftp://127.0.0.1' },
			},
			/must start with https/,
		],
		[
			'a question mark',
			{
				credential: {
					accessKey: 'k',
					accessSecret: 's',
					userId: '1',
					baseUrl: 'https://127.0.0.1/?a',
				},
			},
			/must end before any/,
		],
	])(
		'%s: the node stops before anything is sent, or under "Continue" answers every order',
		async (_name, run, message) => {
			const { sandbox, pay } = await sandboxWith(2);
			const stopped = await pay(run);
			expect(stopped.status).toBe('error');
			expect(stopped.message).toMatch(message);
			for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
				const continued = await pay({ ...run, node: { onError } });
				expect(continued.status).toBe('success');
				expect(continued.success).toEqual([]);
				expect(continued.error).toEqual([]);
				expect(tally(continued)).toEqual({ notSent: 2 });
				expect(continued.failure[0].json).toMatchObject({
					errorReason: expect.stringMatching(message),
					advice: expect.stringMatching(
						/^Not sent in this run\. If an earlier run sent it, running it again says so\. /,
					),
					retrySafe: true,
				});
			}
			expect(sandbox.calls).toEqual([]);
		},
	);

	test('Retry On Fail after such a stop pays nothing either', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const result = await pay({
			options: { batchSize: 0 },
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(result.status).toBe('error');
		expect(sandbox.calls).toEqual([]);
	});
});

// The ways to name a field that the node reads by itself, and the same in a form that n8n evaluates.
test.each([
	['={{ $json.orderId }}', '={{ $json.orderId ?? undefined }}'],
	["={{ $json['Order ID'] }}", "={{ $json['Order ID'] ?? undefined }}"],
	['={{ $json.missing }}', '={{ $json.missing ?? undefined }}'],
	['={{ $json.toString }}', '={{ $json.missing }}'],
])('%s reads what n8n reads', async (orderIds, evaluated) => {
	const values = [
		id(1),
		Number(7),
		[id(2), [id(3)]],
		`${id(4)}, ${id(5)}`,
		'',
		null,
		2059624776425880794,
		true,
		{ a: 1 },
	];
	const items = [
		...values.map((value) => ({ orderId: value, 'Order ID': value })),
		{},
	] as IDataObject[];
	const both = [];
	for (const expression of [orderIds, evaluated]) {
		const { pay } = await sandboxWith(0);
		const { failure } = await pay({ items, parameters: { orderIds: expression, dryRun: true } });
		both.push(failure.map(({ json, pairedItem }) => ({ json, pairedItem })));
	}
	expect(both[0]).toEqual(both[1]);
	expect(both[0].length).toBeGreaterThanOrEqual(items.length);
});
