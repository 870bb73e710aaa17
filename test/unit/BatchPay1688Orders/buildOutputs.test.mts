import type { IDataObject } from 'n8n-workflow';

import { advice } from '../../../dist/nodes/BatchPay1688Orders/advice.js';
import { buildOutputs } from '../../../dist/nodes/BatchPay1688Orders/buildOutputs.js';
import {
	OUTCOMES,
	RESULT_FIELDS,
	type Outcome,
	type Result,
} from '../../../dist/nodes/BatchPay1688Orders/outcome.js';

const problem = { errorReason: 'This is not an order ID', advice: 'Correct it.' };
const result = (outcome: Outcome, more: Partial<Result> = {}): Result => ({
	outcome,
	batch: 1,
	requestId: 'r-1',
	...more,
});
const failed = (outcome: Outcome, more: Partial<Result> = {}) =>
	result(outcome, { errorReason: 'closed', advice: 'Look.', ...more });
const build = (json: IDataObject, one: Result) =>
	buildOutputs([{ json }], [{ item: 0, orderId: '1' }], new Map([['1', one]]), true);

describe('buildOutputs', () => {
	test('every pair leaves once, in order, linked to its item', () => {
		const items = [{ json: { row: 1 } }, { json: { row: 2 } }, { json: { row: 3 } }];
		const entries = [
			{ item: 0, orderId: '1' },
			{ item: 0, orderId: '2' },
			{ item: 1, orderId: '3' },
			{ item: 1, orderId: 'x', problem },
			{ item: 2, orderId: '1' },
		];
		const results = new Map([
			['1', result('submitted')],
			['2', failed('rejected')],
			['3', result('paid', { batch: 2 })],
		]);

		expect(buildOutputs(items, entries, results, false)).toEqual([
			[
				{
					json: { orderId: '1', outcome: 'submitted', batch: 1, requestId: 'r-1' },
					pairedItem: { item: 0 },
				},
				{
					json: { orderId: '3', outcome: 'paid', batch: 2, requestId: 'r-1' },
					pairedItem: { item: 1 },
				},
				{
					json: { orderId: '1', outcome: 'submitted', batch: 1, requestId: 'r-1' },
					pairedItem: { item: 2 },
				},
			],
			[
				{
					json: {
						orderId: '2',
						outcome: 'rejected',
						batch: 1,
						requestId: 'r-1',
						errorReason: 'closed',
						advice: 'Look.',
						retrySafe: true,
					},
					pairedItem: { item: 0 },
				},
				{
					json: {
						orderId: 'x',
						outcome: 'invalid',
						batch: null,
						requestId: null,
						...problem,
						retrySafe: false,
					},
					pairedItem: { item: 1 },
				},
			],
		]);
	});

	test('nothing in, nothing out', () => {
		expect(buildOutputs([], [], new Map(), true)).toEqual([[], []]);
	});

	test.each<[Outcome, number, boolean | undefined]>([
		['submitted', 0, undefined],
		['paid', 0, undefined],
		['rejected', 1, true],
		['ready', 1, true],
		['notSent', 1, true],
		['invalid', 1, false],
		['alreadySubmitted', 1, false],
		['unknown', 1, false],
	])('%s leaves on output %s, safe to send again: %s', (outcome, output, retrySafe) => {
		const outputs = build({}, failed(outcome));
		expect(outputs.map((list) => list.length)).toEqual(output === 0 ? [1, 0] : [0, 1]);
		expect(outputs[output][0].json.retrySafe).toBe(retrySafe);
	});

	test('a success has no field of a failure, even when one is known', () => {
		expect(
			build({}, failed('paid', { code: 200, httpStatus: 200, orderStatus: 'success' }))[0][0].json,
		).toEqual({ orderId: '1', outcome: 'paid', batch: 1, requestId: 'r-1' });
	});

	test('a failure shows what is known, in reading order, and no key for what is not', () => {
		const keys = ['orderId', 'outcome', 'errorReason', 'advice', 'retrySafe', 'batch', 'requestId'];
		const all = build(
			{},
			failed('unknown', { code: 500, httpStatus: 502, orderStatus: 'waitbuyerpay' }),
		)[1][0].json;
		expect(Object.keys(all)).toEqual([...keys, 'code', 'httpStatus', 'orderStatus']);
		expect(all).toMatchObject({ code: 500, httpStatus: 502, orderStatus: 'waitbuyerpay' });
		expect(Object.keys(build({}, failed('unknown'))[1][0].json)).toEqual(keys);
		expect(build({}, failed('unknown', { code: 0 }))[1][0].json).toHaveProperty('code', 0);
	});

	test('an order without a result is unknown: nobody knows whether it was sent', () => {
		expect(buildOutputs([{ json: {} }], [{ item: 0, orderId: '1' }], new Map(), true)).toEqual([
			[],
			[
				{
					json: {
						orderId: '1',
						outcome: 'unknown',
						errorReason: 'The run holds no result for this order',
						advice: advice.unknown(),
						retrySafe: false,
						batch: null,
						requestId: null,
					},
					pairedItem: { item: 0 },
				},
			],
		]);
	});

	test('a result that awaits a look-up does not show it', () => {
		expect(build({}, failed('unknown', { rejectedIfUnpaid: true }))[1][0].json).toStrictEqual({
			orderId: '1',
			outcome: 'unknown',
			errorReason: 'closed',
			advice: 'Look.',
			retrySafe: false,
			batch: 1,
			requestId: 'r-1',
		});
	});
});

describe('the fields of the input', () => {
	const own = { orderId: '1', outcome: 'submitted', batch: 1, requestId: 'r-1' };
	const submitted = (input: IDataObject) => build(input, result('submitted'))[0][0].json;

	test('are carried only when asked for, and never win over the result', () => {
		const items = [{ json: { orderId: 'from the sheet', outcome: 'none', row: 7 } }];
		const entries = [{ item: 0, orderId: '1' }];
		const results = new Map([['1', result('submitted')]]);
		expect(buildOutputs(items, entries, results, true)[0][0].json).toEqual({
			...own,
			row: 7,
			input_orderId: 'from the sheet',
			input_outcome: 'none',
		});
		expect(buildOutputs(items, entries, results, false)[0][0].json).toEqual(own);
		expect(items[0].json).toEqual({ orderId: 'from the sheet', outcome: 'none', row: 7 });
	});

	test('come before those of the result, in their own order', () => {
		expect(Object.keys(submitted({ z: 1, batch: 'x', a: 2 }))).toEqual([
			'z',
			'input_batch',
			'a',
			'orderId',
			'outcome',
			'batch',
			'requestId',
		]);
	});

	test('a missing item has none', () => {
		expect(
			buildOutputs([], [{ item: 3, orderId: '1' }], new Map([['1', result('submitted')]]), true),
		).toEqual([[{ json: own, pairedItem: { item: 3 } }], []]);
	});

	test.each([...RESULT_FIELDS, 'error'])(
		'a column named %s is carried under another name',
		(name) => {
			expect(submitted({ [name]: 'mine', row: '7' })).toEqual({
				...own,
				row: '7',
				[`input_${name}`]: 'mine',
			});
			const failure = build({ [name]: 'mine' }, failed('unknown'))[1][0].json;
			expect(failure).toHaveProperty(`input_${name}`, 'mine');
			expect(failure[name]).not.toBe('mine');
		},
	);

	test.each<[string, unknown]>([
		['orderId', '1'],
		['outcome', undefined],
		['batch', 1],
		['requestId', 'r-1'],
	])("a column named %s with the result's own value is dropped", (name, value) => {
		expect(submitted({ [name]: value as string })).toStrictEqual(own);
	});

	test('null and undefined are told apart', () => {
		expect(submitted({ advice: null, code: undefined })).toStrictEqual({
			...own,
			input_advice: null,
		});
		expect(submitted({ row: undefined })).toStrictEqual({ ...own, row: undefined });
	});

	test.each(['input_error', 'Outcome', 'error_', 'toString'])(
		'a column named %s is carried as it is',
		(name) => {
			expect(submitted({ [name]: 'mine' })).toEqual({ ...own, [name]: 'mine' });
		},
	);

	const old = {
		errorReason: 'old',
		advice: 'old',
		retrySafe: false,
		batch: 9,
		requestId: null,
		code: 500,
		httpStatus: 500,
		orderStatus: 'cancel',
	};

	test.each(OUTCOMES)('a result that comes in again, %s, loses its fields', (outcome) => {
		const json = submitted({ row: '7', orderId: '0', outcome, ...old });
		expect(json).toStrictEqual({ row: '7', ...own });
		expect(Object.keys(json)).toEqual(['row', 'orderId', 'outcome', 'batch', 'requestId']);
	});

	test('the fields beside it are kept, an error field too', () => {
		expect(
			submitted({
				orderId: '0',
				outcome: 'unknown',
				...old,
				input_orderId: 'from the sheet',
				error: 'mine',
			}),
		).toStrictEqual({
			...own,
			input_orderId: 'from the sheet',
			input_error: 'mine',
		});
	});

	test('an outcome that this node does not have makes no result', () => {
		expect(submitted({ outcome: 'done', advice: 'mine' })).toStrictEqual({
			...own,
			input_outcome: 'done',
			input_advice: 'mine',
		});
	});

	test('no field named like one of a result ever comes from the input', () => {
		const names = [
			'errorReason',
			'advice',
			'retrySafe',
			'code',
			'httpStatus',
			'orderStatus',
			'error',
		];
		for (const outcome of ['submitted', 'unknown', 'x']) {
			const json = submitted(
				Object.fromEntries([
					...names.map((name) => [name, 'mine']),
					['outcome', outcome],
				]) as IDataObject,
			);
			for (const name of names) expect(json).not.toHaveProperty(name);
			expect(json.outcome).toBe('submitted');
		}
	});
});
