import fc from 'fast-check';

import {
	moneyMoved,
	OUTCOMES,
	type Outcome,
	type Result,
} from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
import { facts, resultsOf } from './run.mts';

const result = (outcome: Outcome, more: Partial<Result> = {}): Result => ({
	outcome,
	batch: 1,
	requestId: 'r-1',
	...more,
});
const KEPT: Outcome[] = ['submitted', 'paid', 'alreadySubmitted', 'unknown'];
const RETRY_SAFE: Outcome[] = ['rejected', 'ready', 'notSent'];
/** Not sent now: the status that was looked up still holds. After a call, it says nothing. */
const SEEN_BEFORE_A_CALL: Outcome[] = [
	'paid',
	'ready',
	'notSent',
	'amountExceeded',
	'notPayable',
	'alreadySubmitted',
];
const others = (outcomes: Outcome[]) => OUTCOMES.filter((outcome) => !outcomes.includes(outcome));

describe('sent', () => {
	test('once orders were sent, not when they were found ready or known', () => {
		const execution = {};
		const results = resultsOf(execution);
		results.set('A', result('alreadySubmitted'));
		results.set('B', result('paid'));
		results.take(['C'], 'check');
		expect(results.sent).toBe(false);
		results.take(['D'], 'pay');
		expect([results.sent, resultsOf(execution).sent]).toEqual([true, true]);
	});
});

describe('recall', () => {
	test('a new execution knows nothing', () => {
		const results = resultsOf();
		expect(results.recall(['A', 'B', 'constructor', '__proto__'])).toEqual([
			'A',
			'B',
			'constructor',
			'__proto__',
		]);
		expect([...results.all()]).toEqual([]);
		expect([results.sent, results.has('A'), results.get('A')]).toEqual([false, false, undefined]);
	});

	test.each(KEPT)('a later pass takes over what may have been sent: %s', (outcome) => {
		const execution = {};
		const first = resultsOf(execution);
		first.learn('B', facts('unclear', 5, 'Shop'));
		first.take(['B'], 'pay');
		first.set('B', result(outcome));
		expect(first.sent).toBe(true);

		const later = resultsOf(execution);
		expect(later.sent).toBe(true);
		expect(later.recall(['A', 'B', 'C'])).toEqual(['A', 'C']);
		expect([...later.all()]).toEqual([['B', result(outcome, { amountFen: 5, supplier: 'Shop' })]]);
		expect(later.factsOf('B')).toBeUndefined();
	});

	test.each(others(KEPT))('what was not sent is decided anew: %s', (outcome) => {
		const execution = {};
		const first = resultsOf(execution);
		first.set('B', result(outcome));
		expect(first.sent).toBe(false);
		expect(resultsOf(execution).sent).toBe(false);
		expect(resultsOf(execution).recall(['B'])).toEqual(['B']);
	});

	test.each(others(KEPT))('also where it was under way before: %s', (outcome) => {
		const execution = {};
		const first = resultsOf(execution);
		first.take(['B'], 'pay');
		first.set('B', result('unknown'));
		first.set('B', result(outcome));
		expect(resultsOf(execution).recall(['B'])).toEqual(['B']);
		// Something may have been sent all the same.
		expect(resultsOf(execution).sent).toBe(true);
	});

	test('only the pass that recorded an order may find it rejected', () => {
		const execution = {};
		resultsOf(execution).set('B', result('unknown', { rejectedIfUnpaid: true }));
		const later = resultsOf(execution);
		later.recall(['B']);
		expect(later.get('B')).toEqual(result('unknown'));
	});

	test('executions share nothing', () => {
		resultsOf().set('B', result('submitted'));
		expect(resultsOf().recall(['B'])).toEqual(['B']);
	});
});

describe('set', () => {
	test('replaces the result an order had', () => {
		const results = resultsOf();
		results.set('A', result('notSent', { errorReason: 'x' }));
		results.set('A', result('submitted'));
		expect([...results.all()]).toEqual([['A', result('submitted')]]);
		expect([results.has('A'), results.get('A')]).toEqual([true, result('submitted')]);
	});

	test('or gives several the same', () => {
		const results = resultsOf();
		results.setAll(['A', 'B'], result('rejected'));
		results.setAll([], result('paid'));
		expect([...results.all()]).toEqual([
			['A', result('rejected')],
			['B', result('rejected')],
		]);
	});
});

describe('learn', () => {
	test('amount and supplier belong to every result that follows, in this pass and later', () => {
		const results = resultsOf();
		results.setAll(['A', 'B'], result('rejected'));
		results.learn('A', facts('unpaid', 0, 'Shop'));
		expect(results.get('A')).toStrictEqual(result('rejected'));
		results.setAll(['A', 'B'], result('unknown', { code: 500 }));
		expect(results.get('A')).toStrictEqual(
			result('unknown', { code: 500, amountFen: 0, supplier: 'Shop' }),
		);
		expect(results.get('B')).toStrictEqual(result('unknown', { code: 500 }));
	});

	test('what is not known adds nothing, and takes nothing away', () => {
		const results = resultsOf();
		results.learn('A', facts('unclear'));
		results.set('A', result('paid', { amountFen: 7, supplier: 'Before' }));
		expect(results.get('A')).toStrictEqual(result('paid', { amountFen: 7, supplier: 'Before' }));
	});

	test('is remembered, the newest look-up alone', () => {
		const results = resultsOf();
		expect(results.factsOf('A')).toBeUndefined();
		results.learn('A', facts('unpaid', 5));
		results.learn('A', facts('paid', 6));
		expect(results.factsOf('A')).toEqual(facts('paid', 6));
		expect(results.has('A')).toBe(false);
	});

	test.each(SEEN_BEFORE_A_CALL)('the status belongs to an order that is %s', (outcome) => {
		const results = resultsOf();
		results.learn('A', facts('closed'));
		results.set('A', result(outcome));
		expect(results.get('A')).toStrictEqual(result(outcome, { orderStatus: 'cancel' }));
		results.set('A', result(outcome, { orderStatus: 'newer' }));
		expect(results.get('A')).toHaveProperty('orderStatus', 'newer');
		results.learn('A', facts('unclear'));
		results.set('A', result(outcome));
		expect(results.get('A')).not.toHaveProperty('orderStatus');
	});

	test.each(others(SEEN_BEFORE_A_CALL))('but not to one that is %s', (outcome) => {
		const results = resultsOf();
		results.learn('A', facts('closed'));
		results.set('A', result(outcome));
		expect(results.get('A')).toStrictEqual(result(outcome));
	});
});

describe('whether money may have moved for an order that was not sent', () => {
	const NOT_SENT_NOW: Outcome[] = ['ready', 'notSent', 'amountExceeded'];

	test.each(NOT_SENT_NOW)(
		'%s: only the memory can say that no earlier run has sent it',
		(outcome) => {
			const results = resultsOf();
			// That 1688 shows it waiting is no proof: a payment may be under way.
			results.learn('A', facts('unpaid'));
			results.setAll(['A', 'B'], result(outcome));
			expect(moneyMoved(results.get('A')!)).toBe('maybe');
			expect(moneyMoved(results.get('B')!)).toBe('maybe');
			results.isNotRemembered('A');
			results.isNotRemembered('B');
			results.setAll(['A', 'B', 'C'], result(outcome));
			expect(results.get('A')).toStrictEqual(
				result(outcome, { moneyMoved: 'no', orderStatus: 'waitbuyerpay' }),
			);
			expect(results.get('B')).toStrictEqual(result(outcome, { moneyMoved: 'no' }));
			expect(moneyMoved(results.get('C')!)).toBe('maybe');
		},
	);

	test.each(NOT_SENT_NOW)('%s: what the result says itself counts', (outcome) => {
		const results = resultsOf();
		results.isNotRemembered('A');
		results.set('A', result(outcome, { moneyMoved: 'maybe' }));
		expect(moneyMoved(results.get('A')!)).toBe('maybe');
	});

	test.each(others(NOT_SENT_NOW))('the memory says nothing about one that is %s', (outcome) => {
		const results = resultsOf();
		results.isNotRemembered('A');
		results.set('A', result(outcome));
		expect(results.get('A')).toStrictEqual(result(outcome));
	});

	test('a later pass asks anew', () => {
		const execution = {};
		resultsOf(execution).isNotRemembered('A');
		const later = resultsOf(execution);
		later.set('A', result('notSent'));
		expect(moneyMoved(later.get('A')!)).toBe('maybe');
	});
});

describe('what counts towards the limits on the whole execution', () => {
	const NOTHING = { orders: 0, fen: 0 };

	test('nothing yet', () => {
		expect(resultsOf().taken('pay', [])).toEqual(NOTHING);
		expect(resultsOf().taken('check', [])).toEqual(NOTHING);
	});

	test('is counted in each mode by itself, each order once, over all passes', () => {
		const execution = {};
		const first = resultsOf(execution);
		first.learn('A', facts('unpaid', 5));
		first.learn('B', facts('unpaid', 7));
		first.take(['A', 'B'], 'pay');
		first.take(['B'], 'check');
		const later = resultsOf(execution);
		expect(later.taken('pay', [])).toEqual({ orders: 2, fen: 12 });
		expect(later.taken('check', [])).toEqual({ orders: 1, fen: 7 });
		later.learn('B', facts('unpaid', 8));
		later.learn('C', facts('unpaid', 1));
		later.take(['B', 'C'], 'pay');
		expect(later.taken('pay', [])).toEqual({ orders: 3, fen: 14 });
		expect(resultsOf().taken('pay', [])).toEqual(NOTHING);
	});

	test('without those that are about to be counted again', () => {
		const results = resultsOf();
		results.learn('A', facts('unpaid', 5));
		results.learn('B', facts('unpaid', 7));
		results.take(['A', 'B'], 'check');
		expect(results.taken('check', ['A', 'C'])).toEqual({ orders: 1, fen: 7 });
		expect(results.taken('check', ['B', 'A'])).toEqual(NOTHING);
		expect(results.taken('check', [])).toEqual({ orders: 2, fen: 12 });
	});

	test('an amount that is not known counts as none, the order all the same', () => {
		const results = resultsOf();
		results.learn('A', facts('unpaid', null));
		results.take(['A', 'B'], 'pay');
		expect(results.taken('pay', [])).toEqual({ orders: 2, fen: 0 });
	});

	test.each(RETRY_SAFE)('what turns out to be %s no longer counts', (outcome) => {
		const execution = {};
		const first = resultsOf(execution);
		first.learn('A', facts('unpaid', 5));
		first.learn('B', facts('unpaid', 7));
		first.take(['A', 'B'], 'pay');
		first.take(['A'], 'check');
		resultsOf(execution).set('A', result(outcome));
		expect(first.taken('pay', [])).toEqual({ orders: 1, fen: 7 });
		expect(first.taken('check', [])).toEqual({ orders: 1, fen: 5 });
	});

	test.each(others(RETRY_SAFE))('what is %s still does', (outcome) => {
		const results = resultsOf();
		results.learn('A', facts('unpaid', 5));
		results.take(['A'], 'pay');
		results.set('A', result(outcome));
		expect(results.taken('pay', [])).toEqual({ orders: 1, fen: 5 });
	});

	test('a price seen later counts, the higher one: it may be what was paid', () => {
		const execution = {};
		const first = resultsOf(execution);
		first.learn('A', facts('unpaid', 10));
		first.learn('B', facts('unpaid', 1));
		first.take(['A', 'B'], 'pay');
		first.take(['A'], 'check');
		for (const [amountFen, fen] of [
			[20, 21],
			[15, 21],
			[null, 21],
			[0, 21],
			[30, 31],
		] as const) {
			first.learn('A', facts('paid', amountFen));
			expect(first.taken('pay', [])).toEqual({ orders: 2, fen });
			// A check has approved what it showed.
			expect(first.taken('check', [])).toEqual({ orders: 1, fen: 10 });
		}
		expect(resultsOf(execution).taken('pay', ['B'])).toEqual({ orders: 1, fen: 30 });
	});

	test('also one that was not known before; one that was not sent does not count', () => {
		const results = resultsOf();
		results.take(['A'], 'pay');
		results.learn('A', facts('paid', 10));
		results.learn('B', facts('paid', 10));
		expect(results.taken('pay', [])).toEqual({ orders: 1, fen: 10 });
		results.set('A', result('rejected'));
		results.learn('A', facts('unpaid', 20));
		expect(results.taken('pay', [])).toEqual(NOTHING);
	});

	test('the sums are those of the orders, whatever happened in between', () => {
		const order = fc.constantFrom('A', 'B', 'C');
		const step = fc.record({
			what: fc.constantFrom('learn', 'take', 'reject'),
			order,
			fen: fc.nat({ max: 100 }),
		});
		fc.assert(
			fc.property(fc.array(step), fc.uniqueArray(order), (steps, except) => {
				const execution = {};
				const results = resultsOf(execution);
				const seen = new Map<string, number>();
				const sent = new Map<string, number>();
				for (const { what, order: orderId, fen } of steps) {
					if (what === 'learn') {
						results.learn(orderId, facts('unpaid', fen));
						seen.set(orderId, fen);
						if (sent.has(orderId)) sent.set(orderId, Math.max(sent.get(orderId)!, fen));
					} else if (what === 'take') {
						results.take([orderId], 'pay');
						sent.set(orderId, seen.get(orderId) ?? 0);
					} else {
						results.set(orderId, result('rejected'));
						sent.delete(orderId);
					}
				}
				const counted = [...sent].filter(([orderId]) => !new Set<string>(except).has(orderId));
				const expected = {
					orders: counted.length,
					fen: counted.reduce((sum, [, fen]) => sum + fen, 0),
				};
				expect(results.taken('pay', except)).toEqual(expected);
				// n8n writes it down while the execution waits.
				const later = resultsOf(JSON.parse(JSON.stringify(execution)) as object);
				expect(later.taken('pay', except)).toEqual(expected);
				expect(results.taken('check', [])).toEqual(NOTHING);
			}),
		);
	});
});
