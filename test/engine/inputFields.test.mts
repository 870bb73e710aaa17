import type { IDataObject } from 'n8n-workflow';

import { plain } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id } from '../support/orderIds.mts';

describe.each([true, false])('input fields beside a result, lookUpFirst %s', (lookUpFirst) => {
	const options = { ...plain, lookUpFirst };
	/** The result of order 1, submitted. */
	const submitted = {
		orderId: id(1),
		outcome: 'submitted',
		orderAmount: lookUpFirst ? 10 : null,
		supplier: lookUpFirst ? expect.any(String) : null,
		batch: 1,
		requestId: expect.any(String),
		orderStatus: null,
	};

	test('are copied; the result wins, and a field of the same name gets another', async () => {
		const { pay } = await sandboxWith(1);
		const items = [
			{ orderId: id(1), row: 7, outcome: 'mine', error: 'old trouble' },
			{ orderId: 'x', row: 8 },
		];
		const result = await pay({ items, options });
		expect(result.success[0].json).toEqual({
			...submitted,
			row: 7,
			input_outcome: 'mine',
			input_error: 'old trouble',
		});
		// The result stands on the left, where people read it.
		expect(Object.keys(result.success[0].json)).toEqual([
			...Object.keys(submitted),
			'row',
			'input_outcome',
			'input_error',
		]);
		expect(result.failure[0].json).toMatchObject({ row: 8, orderId: 'x', outcome: 'invalid' });
	});

	test('stay away if they are not wanted', async () => {
		const { pay } = await sandboxWith(1);
		const { success, failure } = await pay({
			items: [
				{ orderId: id(1), row: 7, outcome: 'mine' },
				{ orderId: 'x', row: 8 },
			],
			options: { ...options, includeInputFields: false },
		});
		expect(success[0].json).toEqual(submitted);
		expect(failure[0].json).not.toHaveProperty('row');
	});

	test.each<[string, object, object]>([
		[
			'columns named like fields of a result',
			{ code: 'SKU-7', batch: 'spring', supplier: 'Li', orderAmount: 12, orderStatus: 'new' },
			{
				input_code: 'SKU-7',
				input_batch: 'spring',
				input_supplier: 'Li',
				input_orderAmount: 12,
				input_orderStatus: 'new',
			},
		],
		[
			'columns named like fields of a failure',
			{ retrySafe: true, errorReason: 'ask Li', advice: 'pay on Friday', moneyMoved: 'yes' },
			{
				input_retrySafe: true,
				input_errorReason: 'ask Li',
				input_advice: 'pay on Friday',
				input_moneyMoved: 'yes',
			},
		],
		[
			'a column of its own beside an old failure, whose advice must not pass for the new one',
			{
				row: 3,
				input_batch: 'spring',
				outcome: 'unknown',
				orderAmount: 99,
				supplier: 'old',
				moneyMoved: 'maybe',
				batch: 1,
				requestId: null,
				retrySafe: false,
				advice: 'old',
				errorReason: 'old',
				code: 500,
				httpStatus: 500,
				orderStatus: 'waitbuyerpay',
			},
			{ row: 3, input_batch: 'spring' },
		],
	])('are kept from %s', async (_name, input, kept) => {
		const { pay } = await sandboxWith(1);
		const { success } = await pay({ items: [{ orderId: id(1), ...input }], options });
		expect(success[0].json).toEqual({ ...submitted, ...kept });
	});

	test('a list of IDs does not come along with each of its results', async () => {
		const { pay } = await sandboxWith(3);
		const items = [
			{ orderId: [id(1), id(2)], row: 7 },
			{ orderId: `'${id(3)}`, row: 8 },
		];
		const { success } = await pay({ items, options });
		// All items of an output have the same fields: n8n's table shows one that is not there as "undefined".
		expect(success.map(({ json }) => [json.orderId, json.row, json.input_orderId])).toEqual([
			[id(1), 7, null],
			[id(2), 7, null],
			[id(3), 8, `'${id(3)}`],
		]);
	});

	test('in the place of a list, each of its results has its own ID', async () => {
		const { pay } = await sandboxWith(3);
		const items = [{ No: [id(1), id(2)] }, { No: id(3) }] as unknown as IDataObject[];
		const { success } = await pay({ items, options, parameters: { orderIds: '={{ $json.No }}' } });
		expect(success.map(({ json }) => json.No)).toEqual([id(1), id(2), id(3)]);
	});

	test('leave an old result behind when it comes in again', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.orders.get(id(1))!.status = 'cancel';
		const first = await pay({ items: [{ orderId: id(1), row: 3 }], options });
		sandbox.account.orders.get(id(1))!.status = 'waitbuyerpay';
		expect(first.failure[0].json).toMatchObject({
			row: 3,
			outcome: lookUpFirst ? 'notPayable' : 'rejected',
			advice: expect.any(String),
		});
		const again = await pay({ items: [first.failure[0].json], options });
		expect(again.success[0].json).toEqual({ ...submitted, row: 3 });
	});
});
