import type { IDataObject } from 'n8n-workflow';

import { itemsOf, outcomes, plain, tally } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

describe('the field "Order IDs"', () => {
	test('takes IDs of every shape; bad ones are reported and hold nothing up', async () => {
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

	test('a failing expression spoils only its own item', async () => {
		const { pay } = await sandboxWith(2);
		const result = await pay({
			parameters: {
				orderIds: `={{ $itemIndex === 0 ? $('No Such Node').item.json.x : $json.orderId }}`,
			},
		});
		expect(outcomes(result)).toEqual({ '': 'invalid', [id(2)]: 'submitted' });
		expect(result.failure[0].json.errorReason).toMatch(/^The expression in "Order IDs" failed: /);
	});

	test('a rounded number beside the text of the same digits: the text is paid', async () => {
		const { sandbox, pay } = await sandboxWith(0);
		sandbox.account.addOrders(['2059624776425880800']);
		const { success, failure } = await pay({
			items: itemsOf([[2059624776425880794, '2059624776425880800']]),
			options: plain,
		});
		expect(success.map(({ json }) => json.orderId)).toEqual(['2059624776425880800']);
		expect(failure.map(({ json }) => json.outcome)).toEqual(['invalid']);
	});

	// Ways to name a field that the node reads itself, each beside a form that n8n must evaluate.
	test.each([
		['={{ $json.orderId }}', '={{ $json.orderId ?? undefined }}'],
		["={{ $json['Order ID'] }}", "={{ $json['Order ID'] ?? undefined }}"],
		['={{ $json.missing }}', '={{ $json.missing ?? undefined }}'],
		['={{ $json.toString }}', '={{ $json.missing }}'],
	])('%s reads what n8n reads', async (orderIds, evaluated) => {
		const values = [
			id(1),
			7,
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
			const { failure } = await pay({
				items,
				parameters: { orderIds: expression, mode: 'check' },
				// A list comes along only where its field is not known.
				options: { ...plain, includeInputFields: false },
			});
			expect(failure[0].json.outcome).toBe(
				/missing|toString/.test(expression) ? 'invalid' : 'ready',
			);
			both.push(failure.map(({ json, pairedItem }) => ({ json, pairedItem })));
		}
		expect(both[0]).toEqual(both[1]);
		expect(both[0].length).toBeGreaterThanOrEqual(items.length);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'an enormous cell puts nothing unpaid on Success, On Error %s',
		async (onError) => {
			const { sandbox, pay } = await sandboxWith(1);
			let nested: unknown = id(1);
			for (let depth = 0; depth < 12_000; depth++) nested = [nested];
			const cell = Array.from({ length: 140_000 }, (_, n) => 100_000 + n).join(' ');
			for (const value of [cell, nested]) {
				const { success } = await pay({
					items: [{ orderId: id(1) }, { orderId: value as string }],
					options: plain,
					node: { onError },
				});
				for (const { json } of success)
					expect(sandbox.account.submissions(String(json.orderId))).toBe(1);
			}
			expect(sandbox.account.paidTwice()).toEqual([]);
		},
		// n8n takes the items off its error output one by one, each time moving all the others.
		180_000,
	);
});

describe('broken IDs', () => {
	test.each([
		'2059624776425880 794',
		'2059624776 425880794',
		'205962477 6425 880794',
		'2059624776425 880794\u00a0',
		'20596247764258\n80794',
	])('%j is invalid, and nothing is sent', async (text) => {
		const { sandbox, pay } = await sandboxWith(0);
		const { success, failure } = await pay({ items: itemsOf([text]), options: plain });
		expect(success).toEqual([]);
		expect(failure.map(({ json }) => json.outcome)).toEqual(['invalid']);
		expect(sandbox.payments()).toEqual([]);
	});

	test('a gap in one ID holds up no other', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const result = await pay({
			items: itemsOf([id(1), '2059624776 425880794', id(2)]),
			options: plain,
		});
		expect(tally(result)).toEqual({ submitted: 2, invalid: 1 });
		expect(sandbox.payments().map(({ orderIds }) => orderIds)).toEqual([ids(2)]);
	});

	const ROUNDED = ['2059624776425880600', '2059624776425880000', '2059624776425000000'];

	test('in a list where most look rounded, those are not sent, the others are', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.account.addOrders(ROUNDED);
		const result = await pay({ items: itemsOf([...ROUNDED, ...ids(2)]), options: plain });
		expect(outcomes(result)).toEqual({
			...Object.fromEntries(ROUNDED.map((orderId) => [orderId, 'invalid'])),
			[id(1)]: 'submitted',
			[id(2)]: 'submitted',
		});
		expect(result.failure[0].json).toMatchObject({
			retrySafe: false,
			errorReason: expect.stringContaining('Rounded before it became text'),
		});
		expect([...sandbox.account.ledger().keys()]).toEqual(ids(2));
	});

	test.each([true, false])(
		'one that looks rounded among many is sent, with a warning, lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(4);
			sandbox.account.addOrders([ROUNDED[0]]);
			const options = { ...plain, lookUpFirst };
			const result = await pay({ items: itemsOf([...ids(4), ROUNDED[0]]), options });
			expect(tally(result)).toEqual({ submitted: 5 });
			expect(result.hints[1]).toMatch(new RegExp(`^1 order ID looks rounded, .*${ROUNDED[0]}`));
		},
	);

	test.each([true, false])(
		'short ones are sent, with a warning, lookUpFirst %s',
		async (lookUpFirst) => {
			const { sandbox, pay } = await sandboxWith(1);
			sandbox.account.addOrders(['1001', '1002']);
			const options = { ...plain, lookUpFirst };
			const result = await pay({ items: itemsOf([id(1), '1001', '1002']), options });
			expect(tally(result)).toEqual({ submitted: 3 });
			expect(result.hints[1]).toMatch(/^2 order IDs are shorter than those of 1688, .*1001, 1002/);
		},
	);
});
