import { keepToMaximumAmounts } from '../../../dist/nodes/BatchPay1688Orders/keepToMaximumAmounts.js';
import type { Results } from '../../../dist/nodes/BatchPay1688Orders/results.js';
import { facts, resultsOf } from './run.mts';

const ABOVE = {
	outcome: 'amountExceeded',
	batch: null,
	requestId: null,
	errorReason: '¥1.01 together, above the maximum of ¥1.00',
	advice: 'Compare the price; to pay it, raise the maximum of this row.',
};
const NOT_KNOWN = {
	outcome: 'notSent',
	batch: null,
	requestId: null,
	errorReason: 'An amount is not known, and there is a limit',
	advice: 'Look the order up on 1688. To pay it all the same, take the limits out.',
};

/** One item with the orders A and B, and its limit; A is still to be paid, B too unless told otherwise. */
function keep(results: Results, limit: number | undefined, open = ['A', 'B']): string[] {
	const entries = [
		{ item: 4, orderId: 'A' },
		{ item: 4, orderId: 'B' },
	];
	const limits = new Map(limit === undefined ? [] : [[4, limit] as const]);
	return keepToMaximumAmounts(open, entries, limits, results);
}

test('without a limit all may be paid, whatever they cost', () => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 1e9));
	expect(keep(results, undefined)).toEqual(['A', 'B']);
	expect([...results.all()]).toEqual([]);
});

test('orders that come to the limit may be paid, in the order in which they came', () => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 60));
	results.learn('B', facts('unpaid', 40));
	expect(keep(results, 100, ['B', 'A'])).toEqual(['B', 'A']);
	expect([...results.all()]).toEqual([]);
});

test('one fen more, and neither is', () => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 60, 'Shop'));
	results.learn('B', facts('unpaid', 41));
	expect(keep(results, 100)).toEqual([]);
	expect([...results.all()]).toEqual([
		['A', { ...ABOVE, orderStatus: 'waitbuyerpay', amountFen: 60, supplier: 'Shop' }],
		['B', { ...ABOVE, orderStatus: 'waitbuyerpay', amountFen: 41 }],
	]);
});

test('an order that is alone in its row is named with its own amount', () => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 123_450));
	const entries = [{ item: 4, orderId: 'A' }];
	expect(keepToMaximumAmounts(['A'], entries, new Map([[4, 123_449]]), results)).toEqual([]);
	expect(results.get('A')).toMatchObject({
		...ABOVE,
		errorReason: '¥1,234.50, above the maximum of ¥1,234.49',
	});
});

test('an order that is not to be paid keeps its result, and the others are judged with it', () => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 60));
	results.learn('B', facts('paid', 41));
	results.set('B', { outcome: 'paid', batch: null, requestId: null });
	expect(keep(results, 100, ['A'])).toEqual([]);
	expect(results.get('A')).toMatchObject(ABOVE);
	expect(results.get('B')).toMatchObject({ outcome: 'paid' });
});

test.each(['inProgress', 'unclear', 'paid'] as const)('one that is %s counts', (payment) => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 60));
	results.learn('B', facts(payment, 40));
	expect(keep(results, 100, ['A'])).toEqual(['A']);
	results.learn('B', facts(payment, 41));
	expect(keep(results, 100, ['A'])).toEqual([]);
});

test.each([41, 1e9, null])('one that is closed does not, whatever its amount: %s', (amountFen) => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 100));
	results.learn('B', facts('closed', amountFen));
	expect(keep(results, 100, ['A'])).toEqual(['A']);
	expect(results.has('A')).toBe(false);
});

test('one that an earlier pass has sent counts with the amount it had then', () => {
	const execution = {};
	const before = resultsOf(execution);
	before.learn('B', facts('unpaid', 41));
	before.set('B', { outcome: 'submitted', batch: 1, requestId: null });
	const results = resultsOf(execution);
	expect(results.recall(['A', 'B'])).toEqual(['A']);
	results.learn('A', facts('unpaid', 60));
	expect(keep(results, 101, ['A'])).toEqual(['A']);
	expect(keep(results, 100, ['A'])).toEqual([]);
	expect(results.get('A')).toMatchObject(ABOVE);
});

test('an amount that is not known holds the whole item back', () => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 60));
	results.learn('B', facts('unpaid', null));
	expect(keep(results, 100)).toEqual([]);
	expect([...results.all()]).toEqual([
		['A', { ...NOT_KNOWN, orderStatus: 'waitbuyerpay', amountFen: 60 }],
		['B', { ...NOT_KNOWN, orderStatus: 'waitbuyerpay' }],
	]);
});

test.each<[string, (results: Results) => void]>([
	['neither looked up nor known', () => {}],
	[
		'known, but without an amount',
		(results) => results.set('B', { outcome: 'submitted', batch: 1, requestId: null }),
	],
	['looked up as unclear, without an amount', (results) => results.learn('B', facts('unclear'))],
])('an order beside it that is %s holds it back', (_name, prepare) => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 60));
	prepare(results);
	expect(keep(results, 100, ['A'])).toEqual([]);
	expect(results.get('A')).toMatchObject(NOT_KNOWN);
});
