import { DETAIL } from '../sandbox/endpoints.mts';
import type { Fault } from '../sandbox/faults.mts';
import { itemsOf, outcomes, tally } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

const plain = { verifyUnclear: false, notSentRetries: 0 };
const claiming = (orderIds: string[]) => ({ successOrderIds: orderIds, payFailOrders: [] });
const answer = (status: number, body: unknown): Fault => ({
	kind: 'status',
	status,
	body: JSON.stringify(body),
});

describe('a refusal that brings results along is no refusal', () => {
	test.each<[string, number, unknown]>([
		['HTTP 200, code 429', 200, 429],
		['HTTP 429, code 429', 429, 429],
		['HTTP 429, no code', 429, undefined],
		['HTTP 200, code 400', 200, 400],
		['HTTP 400, no code', 400, undefined],
		['HTTP 403, code 0', 403, 0],
		['HTTP 400, code 10012', 400, 10012],
	])('%s', async (_name, status, code) => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, answer(status, { code, data: claiming(ids(2)) }));
		expect(tally(await pay({ options: { verifyUnclear: false } }))).toEqual({ unknown: 2 });
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 2 });
		expect(sandbox.payments()).toHaveLength(1);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});
});

describe('answers', () => {
	test('more strangers than a call stack holds', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(
			1,
			answer(200, {
				code: 200,
				data: claiming([id(1), ...Array.from({ length: 200_000 }, (_, n) => String(n + 1))]),
			}),
		);
		const result = await pay({ options: plain });
		expect(tally(result)).toEqual({ submitted: 1 });
		expect(result.hints[1]).toContain('and more');
	});

	test.each([400, 403, 429])('HTTP %i with a code that may mean success', async (status) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault('every', answer(status, { code: 0 }));
		expect(tally(await pay({ options: { verifyUnclear: false } }))).toEqual({ unknown: 1 });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test.each<[string, string, Record<string, string>]>([
		[
			'an ID as a number with a fraction',
			'{"code":200,"data":{"successOrderIds":[2059624776425000001.0]}}',
			{ [id(0)]: 'unknown', [id(1)]: 'unknown' },
		],
		[
			'an ID as a number with an exponent',
			'{"code":200,"data":{"successOrderIds":[2059624776425000001e0]}}',
			{ [id(0)]: 'unknown', [id(1)]: 'unknown' },
		],
		[
			'an ID with a zero in front',
			`{"code":200,"data":{"successOrderIds":["0${id(1)}"]}}`,
			{ [id(0)]: 'unknown', [id(1)]: 'unknown' },
		],
		[
			'a success that cannot be read beside a failure',
			`{"code":200,"data":{"successOrderIds":[{"orderId":"${id(0)}"}],"payFailOrders":[{"orderId":"${id(0)}"},{"orderId":"${id(1)}"}]}}`,
			{ [id(0)]: 'unknown', [id(1)]: 'unknown' },
		],
		[
			'keys of the prototype',
			'{"code":200,"data":{"__proto__":{"successOrderIds":["1"]},"constructor":1}}',
			{ [id(0)]: 'unknown', [id(1)]: 'unknown' },
		],
		[
			'a list as code',
			`{"code":[200],"data":{"successOrderIds":["${id(0)}"]}}`,
			{ [id(0)]: 'unknown', [id(1)]: 'unknown' },
		],
		[
			'a code with a zero in front',
			`{"code":"0200","data":{"successOrderIds":["${id(0)}"]}}`,
			{ [id(0)]: 'unknown', [id(1)]: 'unknown' },
		],
		[
			'an answer nested beyond measure',
			`{"code":200,"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
			{ [id(0)]: 'unknown', [id(1)]: 'unknown' },
		],
	])('%s', async (_name, body, expected) => {
		const { sandbox, pay } = await sandboxWith(0);
		sandbox.fault(1, { kind: 'status', status: 200, body });
		expect(outcomes(await pay({ items: itemsOf([id(0), id(1)]), options: plain }))).toEqual(
			expected,
		);
	});

	test.each([204, 205, 206])('HTTP %i is no whole answer', async (status) => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, answer(status, { code: 200, data: claiming(ids(2)) }));
		expect(tally(await pay({ options: plain }))).toEqual({ unknown: 2 });
	});

	test.each([
		['{"orderId":"999","baseInfo":{"status":"success"}}'],
		['{"baseInfo":{"orderId":"999","status":"success"}}'],
		[`{"baseInfo":{"idOfStr":["${id(1)}"],"status":"success"}}`],
		['{"baseInfo":{"id":2059624776425000001e0,"status":"success"}}'],
	])('a look-up that may speak of another order proves nothing: %s', async (data) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(1, { kind: 'resetBeforeAnswer', processed: false });
		sandbox.fault(1, { kind: 'status', status: 200, body: `{"code":200,"data":${data}}` }, DETAIL);
		expect(tally(await pay({ options: { notSentRetries: 0 } }))).toEqual({ unknown: 1 });
	});

	test('keys of any shape are blotted out, a name for the call is kept only if it looks like one', async () => {
		const keys = {
			accessKey: 'ak_live-7f3a-99bc',
			accessSecret: 'a1b2c3d4-e5f6-7890-abcd-ef0123456789',
			userId: '1',
		};
		for (const requestId of [
			'x'.repeat(129),
			'has spaces',
			'C0FFEE00C0FFEE00C0FFEE00C0FFEE00',
			`id ${keys.accessSecret}`,
		]) {
			const { sandbox, pay } = await sandboxWith(1, { keys });
			sandbox.fault(
				1,
				answer(400, {
					requestId,
					code: 400,
					msg: `secret ${keys.accessSecret} of ${keys.accessKey} is wrong`,
				}),
			);
			const { failure, run } = await pay({ options: plain });
			expect(failure[0].json).toMatchObject({
				requestId: null,
				errorReason: 'secret [hidden] of [hidden] is wrong',
			});
			expect(JSON.stringify(run)).not.toContain(keys.accessSecret);
		}
	});

	test('a huge answer is read in time that grows with its size', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(
			1,
			answer(200, { code: 200, data: claiming(Array<string>(200_000).fill(id(1))) }),
		);
		expect(tally(await pay({ options: plain }))).toEqual({ unknown: 1 });
	});
});

test('a user’s own columns with the names of result fields are carried', async () => {
	const { pay } = await sandboxWith(1);
	const { success } = await pay({
		items: [{ orderId: id(1), code: 'SKU-7', batch: 'spring' }],
		options: { ...plain, includeInputFields: true },
	});
	expect(success[0].json).toEqual({
		orderId: id(1),
		input_code: 'SKU-7',
		input_batch: 'spring',
		batch: 1,
		outcome: 'submitted',
		requestId: expect.any(String),
	});
});

test('an item that failed before does not lend its old advice to the new result', async () => {
	const { pay } = await sandboxWith(1);
	const items = [
		{
			orderId: id(1),
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
	];
	const { success } = await pay({ items, options: { ...plain, includeInputFields: true } });
	expect(success[0].json).toEqual({
		row: 3,
		orderId: id(1),
		outcome: 'submitted',
		batch: 1,
		requestId: expect.any(String),
	});
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

describe('input fields beside a result', () => {
	const kept = { ...plain, includeInputFields: true };

	test('a sheet’s own columns that bear names of a result’s are not taken for it', async () => {
		const { pay } = await sandboxWith(1);
		const { success } = await pay({
			items: [{ orderId: id(1), retrySafe: true, errorReason: 'ask Li', advice: 'pay on Friday' }],
			options: kept,
		});
		expect(success[0].json).toEqual({
			input_retrySafe: true,
			input_errorReason: 'ask Li',
			input_advice: 'pay on Friday',
			orderId: id(1),
			outcome: 'submitted',
			batch: 1,
			requestId: expect.any(String),
		});
	});

	test('a result that comes in again leaves its fields behind', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.orders.get(id(1))!.status = 'cancel';
		const first = await pay({ items: [{ orderId: id(1), row: 3 }], options: kept });
		sandbox.account.orders.get(id(1))!.status = 'waitbuyerpay';
		expect(first.failure[0].json).toMatchObject({
			row: 3,
			outcome: 'rejected',
			advice: expect.any(String),
		});
		const again = await pay({ items: [first.failure[0].json], options: kept });
		expect(again.success[0].json).toEqual({
			row: 3,
			orderId: id(1),
			outcome: 'submitted',
			batch: 1,
			requestId: expect.any(String),
		});
	});
});

describe('IDs that something has broken', () => {
	test.each([
		'2059624776425880 794',
		'2059624776 425880794',
		'205962477 6425 880794',
		'2059624776425 880794\u00a0',
		'20596247764258\n80794',
	])('%j: invalid, nothing is sent', async (text) => {
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

	test('a list of which most look rounded: those are not sent, the others are', async () => {
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
			errorReason: expect.stringContaining('they were numbers before they became text'),
		});
		expect([...sandbox.account.ledger().keys()]).toEqual(ids(2));
	});

	test('one that looks rounded among many is sent, and said', async () => {
		const { sandbox, pay } = await sandboxWith(4);
		sandbox.account.addOrders([ROUNDED[0]]);
		const result = await pay({ items: itemsOf([...ids(4), ROUNDED[0]]), options: plain });
		expect(tally(result)).toEqual({ submitted: 5 });
		expect(result.hints[1]).toMatch(new RegExp(`^1 order ID looks rounded, .*${ROUNDED[0]}`));
	});

	test('short ones are sent, and said', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.addOrders(['1001', '1002']);
		const result = await pay({ items: itemsOf([id(1), '1001', '1002']), options: plain });
		expect(tally(result)).toEqual({ submitted: 3 });
		expect(result.hints[1]).toMatch(/^2 order IDs are shorter than those of 1688, .*1001, 1002/);
	});
});
