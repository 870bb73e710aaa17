import { plain } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id } from '../support/orderIds.mts';

describe('input fields beside a result', () => {
	const copied = { ...plain, includeInputFields: true };

	test('are copied on request; the result wins, and a field of the same name gets another', async () => {
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

	test.each<[string, object, object]>([
		[
			'columns named like fields of a result',
			{ code: 'SKU-7', batch: 'spring' },
			{ input_code: 'SKU-7', input_batch: 'spring' },
		],
		[
			'columns named like fields of a failure',
			{ retrySafe: true, errorReason: 'ask Li', advice: 'pay on Friday' },
			{ input_retrySafe: true, input_errorReason: 'ask Li', input_advice: 'pay on Friday' },
		],
		[
			'a column of its own beside an old failure, whose advice must not pass for the new one',
			{
				row: 3,
				outcome: 'unknown',
				requestId: null,
				retrySafe: false,
				advice: 'old',
				errorReason: 'old',
				code: 500,
				httpStatus: 500,
				orderStatus: 'waitbuyerpay',
			},
			{ row: 3 },
		],
	])('are kept from %s', async (_name, input, kept) => {
		const { pay } = await sandboxWith(1);
		const { success } = await pay({ items: [{ orderId: id(1), ...input }], options: copied });
		expect(success[0].json).toEqual({
			...kept,
			orderId: id(1),
			outcome: 'submitted',
			batch: 1,
			requestId: expect.any(String),
		});
	});

	test('leave an old result behind when it comes in again', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.orders.get(id(1))!.status = 'cancel';
		const first = await pay({ items: [{ orderId: id(1), row: 3 }], options: copied });
		sandbox.account.orders.get(id(1))!.status = 'waitbuyerpay';
		expect(first.failure[0].json).toMatchObject({
			row: 3,
			outcome: 'rejected',
			advice: expect.any(String),
		});
		const again = await pay({ items: [first.failure[0].json], options: copied });
		expect(again.success[0].json).toEqual({
			row: 3,
			orderId: id(1),
			outcome: 'submitted',
			batch: 1,
			requestId: expect.any(String),
		});
	});
});
