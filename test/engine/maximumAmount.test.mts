// "Maximum Amount (CNY)": what the orders of one input item may come to. The sandbox's ledger is the judge.
import type { IDataObject } from 'n8n-workflow';

import { DETAIL } from '../sandbox/handlers.mts';
import { outcomes, remembered, tally, type PayResult } from '../support/engine/batchPay.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

const fromColumn = { maxAmount: '={{ $json.approved }}' };

/** Orders 1, 2, 3 … wait for payment at these prices, in fen. */
async function orders(...prices: number[]) {
	const test = await sandboxWith(prices.length);
	for (const [index, price] of prices.entries())
		test.sandbox.account.orders.get(id(index + 1))!.price = price;
	return { ...test, order: (n: number) => test.sandbox.account.orders.get(id(n))! };
}

const byRow = ({ success, failure }: PayResult) =>
	[...success, ...failure]
		.sort((one, other) => itemOf(one) - itemOf(other))
		.map(({ json }) => json.outcome);
const itemOf = ({ pairedItem }: { pairedItem?: unknown }) => (pairedItem as { item: number }).item;

describe('an item with one order', () => {
	test.each<[unknown, number, 'submitted' | 'amountExceeded']>([
		['19.99', 1999, 'submitted'],
		['19.99', 2000, 'amountExceeded'],
		[19.99, 1999, 'submitted'],
		[19.98, 1999, 'amountExceeded'],
		// Binary numbers that are a little less than what they are written as.
		[0.29, 29, 'submitted'],
		[1.15, 115, 'submitted'],
		[4.35, 436, 'amountExceeded'],
		['1,234.50', 123_450, 'submitted'],
		['1,234.50', 123_451, 'amountExceeded'],
		['¥1234.5', 123_450, 'submitted'],
		['￥ 1,234.5 元', 123_451, 'amountExceeded'],
		[0, 1, 'amountExceeded'],
		['0', 1, 'amountExceeded'],
		['0.00', 1, 'amountExceeded'],
		[1_000_000_000_000, 99_999_999_999, 'submitted'],
	])('limit %j, price %i fen: %s', async (approved, price, outcome) => {
		const { sandbox, pay } = await orders(price);
		const result = await pay({
			items: [{ orderId: id(1), approved } as IDataObject],
			parameters: fromColumn,
		});
		expect(outcomes(result)).toEqual({ [id(1)]: outcome });
		expect(sandbox.account.submittedFen()).toBe(outcome === 'submitted' ? price : 0);
	});

	test('above it: the item says so, nothing is remembered, and the others are paid', async () => {
		const { sandbox, pay, workflowId } = await orders(1000, 1001, 999);
		const result = await pay({ parameters: { maxAmount: '10' } });
		expect(outcomes(result)).toEqual({
			[id(1)]: 'submitted',
			[id(2)]: 'amountExceeded',
			[id(3)]: 'submitted',
		});
		expect(result.failure[0].json).toMatchObject({
			errorReason: '¥10.01, above the maximum of ¥10.00',
			advice: expect.stringContaining('raise the maximum of this row'),
			orderAmount: 10.01,
			orderStatus: 'waitbuyerpay',
			moneyMoved: 'no',
			retrySafe: false,
			batch: null,
		});
		expect(remembered(workflowId)).toEqual([id(1), id(3)]);
		expect([...sandbox.account.ledger().keys()]).toEqual([id(1), id(3)]);
	});
});

describe('an item with several orders', () => {
	test.each([
		['30', { submitted: 3 }],
		['29.99', { amountExceeded: 3 }],
	])('their sum counts: limit %s', async (maxAmount, expected) => {
		const { sandbox, pay } = await orders(1000, 999, 1001);
		const result = await pay({ items: [{ orderId: ids(3) }], parameters: { maxAmount } });
		expect(tally(result)).toEqual(expected);
		expect(sandbox.account.submittedFen()).toBe('submitted' in expected ? 3000 : 0);
	});

	test('each counts once, though it stands in the item twice', async () => {
		const { sandbox, pay } = await orders(1000, 1000);
		const items = [{ orderId: `${id(1)}, ${id(2)}, ${id(1)}` }];
		expect(tally(await pay({ items, parameters: { maxAmount: '20' } }))).toEqual({ submitted: 2 });
		expect(sandbox.account.submittedFen()).toBe(2000);
	});

	test.each([
		['paid ones count', { status: 'waitsellersend' }, 'amountExceeded'],
		['those being paid count', { tradeTerms: [9] }, 'amountExceeded'],
		['unclear ones count', { status: 'waitbankpay' }, 'amountExceeded'],
		['closed ones do not', { status: 'cancel' }, 'submitted'],
		['nor terminated ones', { status: 'terminated' }, 'submitted'],
	])('%s', async (_name, change, outcome) => {
		const { sandbox, pay, order } = await orders(1000, 1000);
		Object.assign(order(1), change);
		const items = [{ orderId: ids(2) }];
		const result = await pay({ items, parameters: { maxAmount: '19.99' } });
		expect(outcomes(result)[id(2)]).toBe(outcome);
		expect(outcomes(result)[id(1)]).not.toBe('amountExceeded');
		expect(sandbox.account.submissions(id(1))).toBe(0);
		// One fen more is enough for both.
		const enough = await pay({ items, parameters: { maxAmount: '20' } });
		expect(outcomes(enough)[id(2)]).toBe(outcome === 'submitted' ? 'paid' : 'submitted');
	});

	test('what earlier runs have paid counts, with the orders that the memory holds', async () => {
		const { sandbox, pay } = await orders(1000, 1000);
		sandbox.account.paysAtOnce = false;
		await pay({ items: [{ orderId: id(1) }] });
		const items = [{ orderId: ids(2) }];
		expect(outcomes(await pay({ items, parameters: { maxAmount: '15' } }))).toEqual({
			[id(1)]: 'alreadySubmitted',
			[id(2)]: 'amountExceeded',
		});
		expect(sandbox.account.submittedFen()).toBe(1000);
	});

	test('an unknown amount beside it: nobody knows the sum, unless the rest is too much already', async () => {
		const { sandbox, pay, order } = await orders(1000, 1000, 1000, 5000);
		order(2).totalAmount = undefined;
		const result = await pay({
			items: [{ orderId: [id(1), id(2)] }, { orderId: id(3) }, { orderId: [id(2), id(4)] }],
			parameters: { maxAmount: '30' },
		});
		expect(byRow(result)).toEqual([
			'notSent',
			'amountExceeded',
			'submitted',
			'amountExceeded',
			'amountExceeded',
		]);
		expect([...sandbox.account.ledger().keys()]).toEqual([id(3)]);
	});

	test.each([
		['an order that the API does not know', id(9), undefined],
		['a look-up that fails', id(2), { kind: 'status', status: 500 }],
	] as const)('%s beside it: the sum is not known either', async (_name, other, fault) => {
		const { sandbox, pay } = await orders(1000, 1000);
		if (fault) sandbox.fault('every', fault, DETAIL, other);
		const result = await pay({
			items: [{ orderId: [id(1), other] }],
			parameters: { maxAmount: '1000' },
		});
		expect(tally(result)).toEqual({ notSent: 2 });
		expect(sandbox.payments()).toEqual([]);
	});

	test('what is no ID beside it enters no sum', async () => {
		const { sandbox, pay } = await orders(1000);
		const items = [{ orderId: [id(1), 'PO-7'] }];
		const result = await pay({ items, parameters: { maxAmount: '10' } });
		expect(tally(result)).toEqual({ submitted: 1, invalid: 1 });
		expect(sandbox.account.submittedFen()).toBe(1000);
	});
});

describe('an order in several items', () => {
	test.each([
		['the first forbids it', [9.99, 10]],
		['the last forbids it', [10, 9.99]],
		['one in the middle forbids it', [10, 0, 10]],
	])('%s: it leaves all of them unpaid', async (_name, limits) => {
		const { sandbox, pay } = await orders(1000);
		const items = limits.map((approved) => ({ orderId: id(1), approved }));
		const result = await pay({ items, parameters: fromColumn });
		expect(tally(result)).toEqual({ amountExceeded: limits.length });
		expect(sandbox.account.ledger().size).toBe(0);
	});

	test('each allows it: it is paid once', async () => {
		const { sandbox, pay } = await orders(1000);
		const items = [10, 11].map((approved) => ({ orderId: id(1), approved }));
		expect(tally(await pay({ items, parameters: fromColumn }))).toEqual({ submitted: 2 });
		expect(sandbox.account.submittedFen()).toBe(1000);
	});

	test('it counts in the sum of each', async () => {
		const { sandbox, pay } = await orders(1000, 500, 501);
		const items = [
			{ orderId: [id(1), id(2)], approved: 15 },
			{ orderId: [id(1), id(3)], approved: 15 },
		];
		const result = await pay({ items, parameters: fromColumn });
		// The second item is a fen too dear. Order 2 stands in the first only, which allows it.
		expect(outcomes(result)).toEqual({
			[id(1)]: 'amountExceeded',
			[id(2)]: 'submitted',
			[id(3)]: 'amountExceeded',
		});
		expect(sandbox.account.submittedFen()).toBe(500);
	});
});

describe('a limit that was meant never turns into none', () => {
	const words = (text: RegExp) => expect.stringMatching(text);

	test.each<[string, unknown, RegExp]>([
		['empty', '', /empty for this row/],
		['null', null, /empty for this row/],
		['missing', undefined, /empty for this row/],
		['spaces', '  ', /not an amount/],
		['text', 'see contract', /not an amount/],
		['negative', -1, /not an amount/],
		['negative text', '-5', /not an amount/],
		['a boolean', true, /not an amount/],
		['a list', [10], /not an amount/],
		['an object', { amount: 10 }, /not an amount/],
		['decimal comma', '12,5', /not an amount/],
		['another currency', '$12', /not an amount/],
		['two amounts', '12 / 13', /not an amount/],
		['a formula error', '#N/A', /not an amount/],
		['endless', 'Infinity', /not an amount/],
		['an exponent as text', '1e9', /not an amount/],
		['too large to be exact', 1e300, /not an amount/],
	])(
		'%s: the orders of the row are invalid, and other rows are paid',
		async (_name, approved, reason) => {
			const { sandbox, pay } = await orders(1000, 1000, 1000);
			const result = await pay({
				items: [
					{ orderId: [id(1), id(2)], approved },
					{ orderId: id(3), approved: '10' },
				] as IDataObject[],
				parameters: fromColumn,
			});
			expect(byRow(result)).toEqual(['invalid', 'invalid', 'submitted']);
			expect(result.failure[0].json).toMatchObject({
				errorReason: words(reason),
				advice: words(/Enter an amount in yuan for this row/),
				retrySafe: false,
			});
			expect([...sandbox.account.ledger().keys()]).toEqual([id(3)]);
			expect(result.summary).toMatchObject({ invalid: 2, needsAPerson: 2, orders: 3 });
		},
	);

	test.each([
		['a column that is not there', '={{ $json.nothing }}', /empty for this row/],
		['a path that is not there', '={{ $json.nothing?.deeper }}', /empty for this row/],
		['a calculation that comes to nothing', '={{ $json.nothing * 2 }}', /not an amount/],
		['an expression that yields an empty text', '={{ "" }}', /empty for this row/],
		['an expression with nothing in it', '={{ }}', /could not be read/],
		['nothing but the mark of an expression', '=', /empty for this row|not an amount/],
		['nothing but spaces', '   ', /not an amount/],
		['an expression that fails', "={{ $('Nowhere').item.json.amount }}", /could not be read/],
	])('%s: nothing is paid', async (_name, maxAmount, reason) => {
		const { sandbox, pay } = await orders(1000, 1000);
		const result = await pay({ parameters: { maxAmount } });
		expect(tally(result)).toEqual({ invalid: 2 });
		for (const { json } of result.failure) expect(json.errorReason).toMatch(reason);
		expect(sandbox.payments()).toEqual([]);
	});

	test('one unreadable limit is enough, whichever of the rows has it', async () => {
		for (const limits of [
			[10, ''],
			['', 10],
		]) {
			const { sandbox, pay } = await orders(1000);
			const items = limits.map((approved) => ({ orderId: id(1), approved }));
			expect(tally(await pay({ items, parameters: fromColumn }))).toEqual({ invalid: 2 });
			expect(sandbox.payments()).toEqual([]);
		}
	});

	test('with the look-up off it is refused as a setting, since amounts are then not known', async () => {
		const { sandbox, pay } = await orders(1000);
		for (const maxAmount of ['1000', '={{ $json.nothing }}', '0']) {
			const result = await pay({ parameters: { maxAmount }, options: { lookUpFirst: false } });
			expect(result.status).toBe('error');
			expect(result.message).toMatch(
				/^Limits on amounts need "Look Orders Up First": switch it on/,
			);
		}
		expect(sandbox.calls).toEqual([]);
	});

	test('left empty, there is none', async () => {
		const { sandbox, pay } = await orders(1_000_000);
		expect(tally(await pay({ parameters: { maxAmount: '' } }))).toEqual({ submitted: 1 });
		expect(sandbox.account.submittedFen()).toBe(1_000_000);
	});
});

describe('what beats what', () => {
	test('paid beats amountExceeded', async () => {
		const { pay, order } = await orders(1000);
		order(1).status = 'waitsellersend';
		expect(outcomes(await pay({ parameters: { maxAmount: '1' } }))).toEqual({ [id(1)]: 'paid' });
	});

	test('notPayable stays notPayable above the limit', async () => {
		const { pay, order } = await orders(1000);
		order(1).status = 'waitbankpay';
		const result = await pay({ parameters: { maxAmount: '1' } });
		expect(outcomes(result)).toEqual({ [id(1)]: 'notPayable' });
	});

	test.each(['pay', 'check'])('alreadySubmitted beats amountExceeded, mode %s', async (mode) => {
		const { sandbox, pay } = await orders(1000);
		sandbox.account.paysAtOnce = false;
		await pay();
		const again = await pay({ parameters: { mode, maxAmount: '1' } });
		expect(outcomes(again)).toEqual({ [id(1)]: 'alreadySubmitted' });
		expect(again.failure[0].json).toMatchObject({ moneyMoved: 'maybe', orderAmount: 10 });
		const forced = await pay({
			parameters: { mode, maxAmount: '1' },
			options: { skipSubmitted: false },
		});
		expect(outcomes(forced)).toEqual({ [id(1)]: 'amountExceeded' });
		expect(sandbox.account.submissions(id(1))).toBe(1);
	});

	test.each(['pay', 'check'])(
		'alreadySubmitted beats an amount that is not known, mode %s',
		async (mode) => {
			const { sandbox, pay, order } = await orders(1000);
			sandbox.account.paysAtOnce = false;
			await pay();
			order(1).totalAmount = undefined;
			const again = await pay({ parameters: { mode, maxAmount: '100' } });
			// Never "no money moved": the earlier run may still be paying it.
			expect(again.failure[0].json).toMatchObject({
				outcome: 'alreadySubmitted',
				moneyMoved: 'maybe',
			});
			expect(sandbox.account.submissions(id(1))).toBe(1);
		},
	);
});

describe('a result that comes in again', () => {
	const original = { orderId: id(1), amount: 10, note: 'lamp' };
	const parameters = { maxAmount: '={{ $json.amount }}' };

	test('does not bring its own price along as the limit', async () => {
		const { sandbox, pay, order } = await orders(1000);
		order(1).price = 1200;
		const first = await pay({ items: [original], parameters });
		expect(first.failure[0].json).toMatchObject({
			outcome: 'amountExceeded',
			orderAmount: 12,
			amount: 10,
			note: 'lamp',
		});
		// A loop feeds Failure back, as often as it likes; the price may have changed once more.
		let back = first;
		for (const price of [1200, 1100, 1001]) {
			order(1).price = price;
			back = await pay({ items: back.failure.map(({ json }) => json), parameters });
			expect(back.failure[0].json).toMatchObject({
				outcome: 'amountExceeded',
				orderAmount: price / 100,
				amount: 10,
				note: 'lamp',
			});
		}
		expect(sandbox.account.ledger().size).toBe(0);
		order(1).price = 1000;
		back = await pay({ items: back.failure.map(({ json }) => json), parameters });
		expect(back.success[0].json).toMatchObject({ outcome: 'submitted', amount: 10, note: 'lamp' });
		expect(sandbox.account.submittedFen()).toBe(1000);
	});

	test('nor does a check that is followed by a payment', async () => {
		const { sandbox, pay, order } = await orders(1000);
		const checked = await pay({ items: [original], parameters: { ...parameters, mode: 'check' } });
		expect(checked.failure[0].json).toMatchObject({
			outcome: 'ready',
			orderAmount: 10,
			amount: 10,
		});
		order(1).price = 1001;
		const paid = await pay({ items: checked.failure.map(({ json }) => json), parameters });
		expect(paid.failure[0].json).toMatchObject({ outcome: 'amountExceeded', orderAmount: 10.01 });
		expect(sandbox.account.ledger().size).toBe(0);
	});

	test('within one execution, passes of a loop judge by the original column too', async () => {
		const { sandbox, pay, order } = await orders(1200);
		const result = await pay({ items: [original], parameters, passes: 3 });
		expect(result.passes).toHaveLength(3);
		expect(outcomes(result)).toEqual({ [id(1)]: 'amountExceeded' });
		expect(calls(sandbox)).toEqual({ read: 0, lookedUp: 3, paid: 0 });
		expect(order(1).status).toBe('waitbuyerpay');
	});

	test('a column of that very name is kept beside the result, and survives coming in again', async () => {
		const { pay } = await orders(1200);
		const items = [{ orderId: id(1), orderAmount: 10 }];
		const first = await pay({ items, parameters: { maxAmount: '={{ $json.orderAmount }}' } });
		expect(first.failure[0].json).toMatchObject({
			outcome: 'amountExceeded',
			orderAmount: 12,
			input_orderAmount: 10,
		});
		const again = await pay({
			items: first.failure.map(({ json }) => json),
			parameters: { maxAmount: '={{ $json.input_orderAmount ?? $json.orderAmount }}' },
		});
		expect(again.failure[0].json).toMatchObject({
			outcome: 'amountExceeded',
			input_orderAmount: 10,
		});
	});
});
