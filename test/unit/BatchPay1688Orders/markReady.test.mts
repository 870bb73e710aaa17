import { markReady } from '../../../dist/nodes/BatchPay1688Orders/markReady.js';
import type { Settings } from '../../../dist/nodes/BatchPay1688Orders/settings.js';
import { facts, resultsOf } from './run.mts';

const READY = {
	outcome: 'ready',
	requestId: null,
	errorReason: 'Check only: nothing was paid',
	advice: 'Set "Mode" to Pay.',
};

test('a check shows the batch each order would go out in, and what a look-up showed', () => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 1_999, 'Shop'));
	markReady(['A', 'B', 'C'], { batchSize: 2 } as Settings, results);
	expect([...results.all()]).toEqual([
		['A', { ...READY, batch: 1, orderStatus: 'waitbuyerpay', amountFen: 1_999, supplier: 'Shop' }],
		['B', { ...READY, batch: 1 }],
		['C', { ...READY, batch: 2 }],
	]);
});

test('they count towards the limits of later checks, and not towards those of payments', () => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 1_999));
	results.learn('B', facts('unpaid', 1));
	markReady(['A', 'B', 'C'], { batchSize: 1 } as Settings, results);
	expect(results.taken('check', [])).toEqual({ orders: 3, fen: 2_000 });
	expect(results.taken('pay', [])).toEqual({ orders: 0, fen: 0 });
	expect(results.sent).toBe(false);
});

test('nothing left: nothing ready', () => {
	const results = resultsOf();
	markReady([], { batchSize: 10 } as Settings, results);
	expect([...results.all()]).toEqual([]);
});
