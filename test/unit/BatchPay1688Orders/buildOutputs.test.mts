import type { IDataObject } from 'n8n-workflow';

import { advice } from '../../../dist/nodes/BatchPay1688Orders/advice.js';
import { keepTogether } from '../../../dist/nodes/BatchPay1688Orders/keepTogether.js';
import { buildOutputs } from '../../../dist/nodes/BatchPay1688Orders/buildOutputs.js';
import {
	FAILURE_FIELDS,
	OUTCOMES,
	SUCCESS_FIELDS,
	type Outcome,
	type Result,
} from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
import type { Entry } from '../../../dist/nodes/BatchPay1688Orders/readOrders.js';
import type { Remarks } from '../../../dist/nodes/BatchPay1688Orders/run.js';
import { summarize } from '../../../dist/nodes/BatchPay1688Orders/summary.js';
import { summaryText } from '../../../dist/nodes/BatchPay1688Orders/summaryText.js';
import { hiddenMark, problems } from '../../../dist/nodes/shared/orders/idProblems.js';

const NO_REMARKS: Remarks = { unexpectedIds: [], notRecorded: 0 };
const problem = { errorReason: 'This is not an order ID', advice: 'Correct.' };
const result = (outcome: Outcome, more: Partial<Result> = {}): Result => ({
	outcome,
	batch: 1,
	requestId: 'r-1',
	...more,
});
const failed = (outcome: Outcome, more: Partial<Result> = {}) =>
	result(outcome, { errorReason: 'closed', advice: 'Look.', ...more });

/** Success and Failure. */
function outputs(
	items: Array<{ json: IDataObject }>,
	entries: Entry[],
	results: ReadonlyMap<string, Result>,
	includeInputFields: boolean,
) {
	const summary = summarize('pay', entries, results);
	const options = { includeInputFields, startedAt: 0, remarks: NO_REMARKS };
	return buildOutputs(items, entries, results, summary, options).slice(0, 2);
}
const build = (json: IDataObject, one: Result) =>
	outputs([{ json }], [{ item: 0, orderId: '1' }], new Map([['1', one]]), true);

/** What a success shows of which nothing more is known. */
const SUCCESS = {
	orderAmount: null,
	supplier: null,
	orderStatus: null,
	batch: 1,
	requestId: 'r-1',
};
const FAILURE = {
	...SUCCESS,
	errorReason: 'closed',
	advice: 'Look.',
	code: null,
	httpStatus: null,
};

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
			['3', result('paid', { batch: null, requestId: null, orderStatus: 'success' })],
		]);

		expect(outputs(items, entries, results, false)).toStrictEqual([
			[
				{
					json: { orderId: '1', outcome: 'submitted', ...SUCCESS },
					pairedItem: { item: 0 },
				},
				{
					json: {
						orderId: '3',
						outcome: 'paid',
						...SUCCESS,
						batch: null,
						requestId: null,
						orderStatus: 'success',
					},
					pairedItem: { item: 1 },
				},
				{
					json: { orderId: '1', outcome: 'submitted', ...SUCCESS },
					pairedItem: { item: 2 },
				},
			],
			[
				{
					json: {
						orderId: '2',
						outcome: 'rejected',
						...FAILURE,
						moneyMoved: 'no',
						retrySafe: true,
					},
					pairedItem: { item: 0 },
				},
				{
					json: {
						orderId: 'x',
						outcome: 'invalid',
						...FAILURE,
						...problem,
						batch: null,
						requestId: null,
						moneyMoved: 'no',
						retrySafe: false,
					},
					pairedItem: { item: 1 },
				},
			],
		]);
	});

	test('nothing in, nothing out', () => {
		expect(outputs([], [], new Map(), true)).toEqual([[], []]);
	});

	test.each<[Outcome, number, boolean | undefined, string | undefined]>([
		['submitted', 0, undefined, undefined],
		['paid', 0, undefined, undefined],
		['rejected', 1, true, 'no'],
		['ready', 1, true, 'maybe'],
		['notSent', 1, true, 'maybe'],
		['amountExceeded', 1, false, 'maybe'],
		['notPayable', 1, false, 'maybe'],
		['invalid', 1, false, 'no'],
		['alreadySubmitted', 1, false, 'maybe'],
		['unknown', 1, false, 'maybe'],
	])(
		'%s leaves on output %s, safe to send again: %s, money moved: %s',
		(outcome, output, retrySafe, moneyMoved) => {
			const both = build({}, failed(outcome));
			expect(both.map((list) => list.length)).toEqual(output === 0 ? [1, 0] : [0, 1]);
			expect(both[output][0].json.retrySafe).toBe(retrySafe);
			expect(both[output][0].json.moneyMoved).toBe(moneyMoved);
		},
	);

	test('what the result says about money counts', () => {
		expect(build({}, failed('notSent', { moneyMoved: 'no' }))[1][0].json.moneyMoved).toBe('no');
		expect(build({}, failed('rejected', { moneyMoved: 'maybe' }))[1][0].json.moneyMoved).toBe(
			'maybe',
		);
	});

	test.each(OUTCOMES)(
		'%s: the same fields on every item of an output, in reading order',
		(outcome) => {
			const fields =
				outcome === 'submitted' || outcome === 'paid' ? SUCCESS_FIELDS : FAILURE_FIELDS;
			const all: Required<Omit<Result, 'rejectedIfUnpaid'>> = {
				outcome,
				batch: 2,
				requestId: 'r-2',
				amountFen: 1_999,
				supplier: 'Shop',
				orderStatus: 'waitbuyerpay',
				errorReason: 'closed',
				advice: 'Look.',
				moneyMoved: 'maybe',
				code: 500,
				httpStatus: 502,
			};
			const known: IDataObject = { ...all, orderId: '1', orderAmount: 19.99 };
			const nothing: Result = { outcome, batch: null, requestId: null };
			for (const [one, expected] of [
				[all, known],
				[{ ...all, rejectedIfUnpaid: true as const }, known],
				[nothing, { orderId: '1', outcome } as IDataObject],
			] as const) {
				const [item] = build({}, one).flat();
				expect(Object.keys(item.json)).toEqual([...fields]);
				for (const field of fields.filter((name) => name !== 'retrySafe' && name !== 'moneyMoved'))
					expect([field, item.json[field]]).toEqual([field, expected[field] ?? null]);
			}
		},
	);

	test('what is 0 is known', () => {
		expect(build({}, failed('unknown', { code: 0, amountFen: 0 }))[1][0].json).toMatchObject({
			code: 0,
			orderAmount: 0,
		});
	});

	test('an order without a result is unknown: nobody knows whether it was sent', () => {
		expect(outputs([{ json: {} }], [{ item: 0, orderId: '1' }], new Map(), true)).toStrictEqual([
			[],
			[
				{
					json: {
						orderId: '1',
						outcome: 'unknown',
						...FAILURE,
						errorReason: 'The run holds no result for this order',
						advice: keepTogether(advice.unknown(null)),
						moneyMoved: 'maybe',
						retrySafe: false,
						batch: null,
						requestId: null,
					},
					pairedItem: { item: 0 },
				},
			],
		]);
	});

	test.each(Object.entries({ ...problems, hiddenMark: hiddenMark('Order ID') }))(
		'for what is no order ID, no money moved: %s',
		(_name, one) => {
			const [, failure] = outputs([], [{ item: 0, orderId: 'x', problem: one }], new Map(), true);
			expect(failure[0].json).toMatchObject({
				outcome: 'invalid',
				...one,
				advice: keepTogether(one.advice),
				moneyMoved: 'no',
			});
		},
	);

	test('what is no order ID is invalid, even where an order has the same name', () => {
		const entries = [{ item: 0, orderId: '1', problem }];
		const [success, failure] = outputs(
			[{ json: {} }],
			entries,
			new Map([['1', result('submitted')]]),
			true,
		);
		expect(success).toEqual([]);
		expect(failure[0].json).toMatchObject({ orderId: '1', outcome: 'invalid', ...problem });
	});
});

describe('the summary', () => {
	afterEach(() => jest.restoreAllMocks());

	test.each<[number, number]>([
		[0, 0],
		[49, 0],
		[50, 0.1],
		[1_234, 1.2],
		[61_250, 61.3],
	])('is one item, linked to all; a run of %s ms took %s s', (ms, tookSeconds) => {
		jest.spyOn(Date, 'now').mockReturnValue(1_715_669_977_082 + ms);
		const items = [{ json: { row: 1 } }, { json: { row: 2 } }];
		const entries = [{ item: 1, orderId: '1' }];
		const results = new Map([['1', result('submitted', { amountFen: 1_999 })]]);
		const summary = summarize('pay', entries, results);
		for (const includeInputFields of [true, false]) {
			const [, , ...rest] = buildOutputs(items, entries, results, summary, {
				includeInputFields,
				startedAt: 1_715_669_977_082,
				remarks: { ...NO_REMARKS, memoryNotAsked: 'broken' },
			});
			expect(rest).toEqual([
				[
					{
						json: {
							text: summaryText(summary, { memoryNotAsked: 'broken' }),
							...summary,
							tookSeconds,
						},
						pairedItem: [{ item: 0 }, { item: 1 }],
					},
				],
			]);
			expect(Object.keys(rest[0][0].json)).toEqual([
				'text',
				...Object.keys(summary),
				'tookSeconds',
			]);
		}
	});

	test('of nothing is there too', () => {
		const [success, failure, summary] = buildOutputs(
			[],
			[],
			new Map(),
			summarize('check', [], new Map()),
			{ includeInputFields: true, startedAt: 0, remarks: NO_REMARKS },
		);
		expect([success, failure, summary.length]).toEqual([[], [], 1]);
		expect(summary[0]).toMatchObject({ json: { mode: 'check', orders: 0 }, pairedItem: [] });
	});
});

describe('the fields of the input', () => {
	const own = { orderId: '1', outcome: 'submitted', ...SUCCESS };
	const submitted = (input: IDataObject) => build(input, result('submitted'))[0][0].json;

	test('are carried only when asked for, and never win over the result', () => {
		const items = [{ json: { orderId: 'from the sheet', outcome: 'none', row: 7 } }];
		const entries = [{ item: 0, orderId: '1' }];
		const results = new Map([['1', result('submitted')]]);
		expect(outputs(items, entries, results, true)[0][0].json).toEqual({
			...own,
			row: 7,
			input_orderId: 'from the sheet',
			input_outcome: 'none',
		});
		expect(outputs(items, entries, results, false)[0][0].json).toEqual(own);
		expect(items[0].json).toEqual({ orderId: 'from the sheet', outcome: 'none', row: 7 });
	});

	test('come after those of the result, in their own order', () => {
		expect(Object.keys(submitted({ z: 1, batch: 'x', a: 2 }))).toEqual([
			...SUCCESS_FIELDS,
			'z',
			'input_batch',
			'a',
		]);
	});

	test('a missing item has none', () => {
		expect(
			outputs([], [{ item: 3, orderId: '1' }], new Map([['1', result('submitted')]]), true),
		).toEqual([[{ json: own, pairedItem: { item: 3 } }], []]);
	});

	const OWN_NAMES = [...new Set([...SUCCESS_FIELDS, ...FAILURE_FIELDS, 'error'])];

	test.each(OWN_NAMES)('a column named %s is carried under another name', (name) => {
		expect(submitted({ [name]: 'mine', row: '7' })).toEqual({
			...own,
			row: '7',
			[`input_${name}`]: 'mine',
		});
		const failure = build({ [name]: 'mine' }, failed('unknown'))[1][0].json;
		expect(failure).toHaveProperty(`input_${name}`, 'mine');
		expect(failure[name]).not.toBe('mine');
	});

	test.each<[string, unknown]>([
		['orderId', '1'],
		['outcome', undefined],
		['batch', 1],
		['requestId', 'r-1'],
		['orderAmount', null],
		['supplier', null],
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
		orderAmount: 5,
		supplier: 'old',
		moneyMoved: 'maybe',
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
		expect(Object.keys(json)).toEqual([...SUCCESS_FIELDS, 'row']);
	});

	test('the fields beside it are kept, an error field too', () => {
		expect(
			submitted({
				orderId: '0',
				outcome: 'unknown',
				...old,
				input_orderId: 'from the sheet',
				input_advice: 'from the sheet',
				error: 'mine',
			}),
		).toStrictEqual({
			...own,
			input_orderId: 'from the sheet',
			input_advice: 'from the sheet',
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

	test('a sheet with an outcome of its own keeps its other columns', () => {
		const sheet = { orderId: '0', outcome: 'paid', supplier: 'mine', code: 'A7', requestId: 'r' };
		const json = submitted(sheet);
		for (const [name, value] of Object.entries(sheet))
			expect(json).toHaveProperty(`input_${name}`, value);
	});

	test.each<[IDataObject, IDataObject]>([
		[
			{ supplier: 'second', input_supplier: 'first' },
			{ input_supplier: 'first', input_input_supplier: 'second' },
		],
		[
			{ input_supplier: 'first', supplier: 'second' },
			{ input_supplier: 'first', input_input_supplier: 'second' },
		],
		[
			{ error: 'c', input_error: 'b', input_input_error: 'a' },
			{ input_error: 'b', input_input_error: 'a', input_input_input_error: 'c' },
		],
		[
			{ supplier: 'new', input_supplier: undefined },
			{ input_supplier: undefined, input_input_supplier: 'new' },
		],
	])('no column takes the place of another: %j', (input, expected) => {
		expect(submitted(input)).toStrictEqual({ ...own, ...expected });
	});

	test('no field named like one of a result ever comes from the input', () => {
		for (const outcome of [...OUTCOMES, 'x']) {
			const input = { ...Object.fromEntries(OWN_NAMES.map((name) => [name, 'mine'])), outcome };
			for (const one of [result('submitted'), failed('unknown')]) {
				const [{ json }] = build(input, one).flat();
				for (const name of OWN_NAMES) expect(json[name]).not.toBe('mine');
				expect(json.outcome).toBe(one.outcome);
			}
		}
	});
});
