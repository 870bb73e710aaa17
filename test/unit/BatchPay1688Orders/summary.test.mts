import {
	OUTCOMES,
	type Outcome,
	type Result,
} from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
import { summarize } from '../../../dist/nodes/BatchPay1688Orders/summary.js';
import { orderId } from '../../support/orderIds.mts';

type Short = [outcome: Outcome, amountFen?: number, errorReason?: string];

const mapOf = (results: Short[]): Map<string, Result> =>
	new Map(
		results.map(([outcome, amountFen, errorReason], index) => [
			orderId(index + 1),
			{
				outcome,
				batch: 1,
				requestId: null,
				amountFen,
				errorReason,
				advice: errorReason && `Mend ${errorReason}.`,
			},
		]),
	);
const problem = (errorReason: string, item = 0) => ({
	item,
	orderId: 'x',
	problem: { errorReason, advice: 'Correct it.' },
});
/** Each result's order, as it came in. */
const entriesOf = (results: unknown[]) =>
	results.map((_, item) => ({ item, orderId: orderId(item + 1) }));
const sum = (results: Short[], ...problems: string[]) =>
	summarize(
		'pay',
		[...entriesOf(results), ...problems.map((errorReason) => problem(errorReason))],
		mapOf(results),
	);

test('of nothing', () => {
	expect(summarize(null, [], new Map())).toStrictEqual({
		mode: null,
		orders: 0,
		duplicates: 0,
		submitted: 0,
		paid: 0,
		rejected: 0,
		ready: 0,
		notSent: 0,
		amountExceeded: 0,
		notPayable: 0,
		invalid: 0,
		alreadySubmitted: 0,
		unknown: 0,
		amountReady: 0,
		amountSubmitted: 0,
		amountFoundPaid: 0,
		amountUnclear: 0,
		amountFailed: 0,
		amountsNotKnown: 0,
		readyWithoutAmount: 0,
		needsAPerson: 0,
		paidByThisRun: 0,
		reasons: [],
	});
});

test('of every outcome: people read it from the left', () => {
	const summary = summarize(
		'pay',
		[
			problem('no ID'),
			...entriesOf([...OUTCOMES]),
			{ item: 1, orderId: orderId(1) },
			problem('no ID', 1),
		],
		// Each amount has a digit of its own.
		mapOf(OUTCOMES.map((outcome, index) => [outcome, 10 ** index, `because ${outcome}`])),
	);
	expect(Object.entries(summary)).toEqual([
		['mode', 'pay'],
		['orders', 12],
		['duplicates', 1],
		['amountReady', 10],
		['amountSubmitted', 0.11],
		['amountFoundPaid', 0],
		['amountUnclear', 11_000_000],
		['amountFailed', 111_101],
		['amountsNotKnown', 0],
		['readyWithoutAmount', 0],
		['needsAPerson', 7],
		['submitted', 1],
		['paid', 1],
		['rejected', 1],
		['ready', 1],
		['notSent', 1],
		['amountExceeded', 1],
		['notPayable', 1],
		['invalid', 3],
		['alreadySubmitted', 1],
		['unknown', 1],
		['paidByThisRun', 1],
		[
			'reasons',
			[
				{ reason: 'no ID', count: 2, advice: 'Correct it.' },
				...[
					'rejected',
					'notSent',
					'amountExceeded',
					'notPayable',
					'invalid',
					'alreadySubmitted',
					'unknown',
				].map((outcome) => ({
					reason:
						outcome === 'amountExceeded' ? 'Above "Maximum Amount (CNY)"' : `because ${outcome}`,
					count: 1,
					advice: `Mend because ${outcome}.`,
				})),
			],
		],
	]);
});

test.each(['check', 'pay', null] as const)('it says what the run was to do: %s', (mode) => {
	expect(summarize(mode, [], new Map()).mode).toBe(mode);
});

test.each<[Outcome, number]>([
	['submitted', 0],
	['paid', 0],
	['rejected', 0],
	['ready', 0],
	['notSent', 0],
	['amountExceeded', 1],
	['notPayable', 1],
	['invalid', 1],
	['alreadySubmitted', 1],
	['unknown', 1],
])('%s: %s needs a person', (outcome, needsAPerson) => {
	expect(sum([[outcome]])).toMatchObject({ orders: 1, [outcome]: 1, needsAPerson });
});

test('an order counts once, however often it came in, and so does its amount', () => {
	const entries = [0, 1, 2].map((item) => ({ item, orderId: orderId(1) }));
	expect(summarize('pay', entries, mapOf([['submitted', 1_999]]))).toMatchObject({
		orders: 1,
		duplicates: 2,
		submitted: 1,
		amountSubmitted: 19.99,
	});
});

test('what is no order counts each time', () => {
	expect(sum([], 'a', 'a', 'b')).toMatchObject({
		orders: 3,
		duplicates: 0,
		invalid: 3,
		needsAPerson: 3,
		amountsNotKnown: 0,
		reasons: [
			{ reason: 'a', count: 2, advice: 'Correct it.' },
			{ reason: 'b', count: 1, advice: 'Correct it.' },
		],
	});
});

test('sums are exact to the fen', () => {
	// 0.1 + 0.2, and 10,000 times 0.07: added up in yuan, both are off.
	expect(
		sum([
			['paid', 10],
			['paid', 20],
		]).amountSubmitted,
	).toBe(0.3);
	expect(sum(Array<Short>(10_000).fill(['submitted', 7])).amountSubmitted).toBe(700);
});

test('an amount of 0 is known, none is not; it is in no sum', () => {
	expect(sum([['submitted', 0], ['submitted'], ['rejected'], ['submitted', 5]])).toMatchObject({
		amountSubmitted: 0.05,
		amountFailed: 0,
		amountsNotKnown: 2,
	});
});

test('of the amounts that are not known, those of ready orders are counted by themselves', () => {
	expect(
		sum([['ready'], ['ready', 0], ['ready', 5], ['ready'], ['paid'], ['notSent']]),
	).toMatchObject({
		amountReady: 0.05,
		amountsNotKnown: 4,
		readyWithoutAmount: 2,
	});
});

test('what this run sent and then found paid is an amount that it submitted', () => {
	const paid = (batch: number | null, amountFen?: number): Result => ({
		outcome: 'paid',
		batch,
		requestId: null,
		amountFen,
	});
	expect(
		summarize(
			'pay',
			[],
			new Map([
				['A', { ...paid(1, 1), outcome: 'submitted' }],
				['B', paid(1, 20)],
				['C', paid(3, 300)],
				['D', paid(null, 4_000)],
				['E', paid(null)],
				['F', paid(2)],
				// It was in a batch, and proves nothing.
				['G', { ...paid(1, 50_000), outcome: 'unknown' }],
			]),
		),
	).toMatchObject({
		orders: 7,
		submitted: 1,
		paid: 5,
		paidByThisRun: 3,
		amountSubmitted: 3.21,
		amountFoundPaid: 40,
		amountUnclear: 500,
		amountsNotKnown: 2,
	});
});

describe('reasons', () => {
	test('the most frequent first, then as they came', () => {
		expect(
			sum(
				[
					['notSent', 1, 'a'],
					['rejected', 1, 'b'],
					['unknown', 1, 'c'],
					['rejected', 1, 'b'],
					['notSent', 1, 'd'],
				],
				'd',
				'd',
				'e',
			).reasons,
		).toEqual([
			// Not all of them are to be handled as the first one is.
			{ reason: 'd', count: 3, advice: 'Read the advice of each of these orders.' },
			{ reason: 'b', count: 2, advice: 'Mend b.' },
			{ reason: 'a', count: 1, advice: 'Mend a.' },
			{ reason: 'c', count: 1, advice: 'Mend c.' },
			{ reason: 'e', count: 1, advice: 'Correct it.' },
		]);
	});

	test('of failures only, and of none that is merely ready', () => {
		expect(
			sum([
				['submitted', 1, 'a'],
				['paid', 1, 'b'],
				['ready', 1, 'c'],
			]).reasons,
		).toEqual([]);
	});

	test('a failure without one counts too', () => {
		expect(sum([['unknown'], ['unknown']]).reasons).toEqual([{ reason: '', count: 2, advice: '' }]);
	});

	test('orders above their maximum are one reason, though each names its own price', () => {
		expect(
			sum([
				['rejected', 1, 'a'],
				['amountExceeded', 101, '¥1.01, above the maximum of ¥1.00'],
				['amountExceeded', 102, '¥1.02, above the maximum of ¥1.00'],
			]).reasons,
		).toEqual([
			{
				reason: 'Above "Maximum Amount (CNY)"',
				count: 2,
				advice: 'Read the advice of each of these orders.',
			},
			{ reason: 'a', count: 1, advice: 'Mend a.' },
		]);
	});
});
