import { keepToMaximumTotal } from '../../../dist/nodes/BatchPay1688Orders/keepToMaximumTotal.js';
import type { Results } from '../../../dist/nodes/BatchPay1688Orders/results.js';
import type { Mode, Settings } from '../../../dist/nodes/BatchPay1688Orders/settings.js';
import { facts, resultsOf } from './run.mts';

const keep = (
	orderIds: string[],
	maxTotalFen: number | undefined,
	results: Results,
	mode: Mode = 'pay',
) => keepToMaximumTotal(orderIds, { mode, maxTotalFen } as Settings, results);

/** A run in which unpaid orders with these amounts were looked up. */
function lookedUp(amounts: Record<string, number | null>, execution = {}): Results {
	const results = resultsOf(execution);
	for (const [orderId, amountFen] of Object.entries(amounts))
		results.learn(orderId, facts('unpaid', amountFen));
	return results;
}

const NOT_SENT = {
	outcome: 'notSent',
	batch: null,
	requestId: null,
	orderStatus: 'waitbuyerpay',
};
const above = (amountFen: number, errorReason: string) => ({
	...NOT_SENT,
	amountFen,
	errorReason,
	advice: 'Compare it with what was approved. Then raise the limit, or split the list.',
});
const AMOUNT_NOT_KNOWN = {
	...NOT_SENT,
	errorReason: 'An amount is not known, and there is a limit',
	advice: 'Look the order up on 1688. To pay it all the same, take the limits out.',
};

test('without a limit all may be paid, even at an unknown amount', () => {
	const results = lookedUp({ A: 1e12, B: null });
	expect(keep(['A', 'B', 'C'], undefined, results)).toEqual(['A', 'B', 'C']);
	expect([...results.all()]).toEqual([]);
});

test.each([
	[{}, 0],
	[{ A: 0 }, 0],
	[{ A: 100 }, 100],
	[{ B: 60, A: 40 }, 100],
	[{ B: 60, A: 40 }, 101],
])('%j may be paid when the limit is %s', (amounts, limit) => {
	const results = lookedUp(amounts);
	expect(keep(Object.keys(amounts), limit, results)).toEqual(Object.keys(amounts));
	expect([...results.all()]).toEqual([]);
});

test.each<[Record<string, number>, number, string]>([
	[{ A: 1 }, 0, 'Too much in all: ¥0.01, and the limit is ¥0.00'],
	[{ A: 101 }, 100, 'Too much in all: ¥1.01, and the limit is ¥1.00'],
	[{ A: 60, B: 41 }, 100, 'Too much in all: ¥1.01, and the limit is ¥1.00'],
	[
		{ A: 99_999_999, B: 123_400_000 },
		200_000_000,
		'Too much in all: ¥2,233,999.99, and the limit is ¥2,000,000.00',
	],
])('nothing of %j is paid when the limit is %s', (amounts, limit, reason) => {
	for (const mode of ['check', 'pay'] as const) {
		const results = lookedUp(amounts);
		expect(keep(Object.keys(amounts), limit, results, mode)).toEqual([]);
		expect([...results.all()]).toEqual(
			Object.entries(amounts).map(([orderId, fen]) => [orderId, above(fen, reason)]),
		);
	}
});

test('an order whose amount is not known is held back by itself', () => {
	const results = lookedUp({ A: 100, B: null });
	expect(keep(['B', 'A'], 100, results)).toEqual(['A']);
	expect([...results.all()]).toEqual([['B', AMOUNT_NOT_KNOWN]]);
	const notSeen = resultsOf();
	expect(keep(['A'], 100, notSeen)).toEqual([]);
	expect(notSeen.get('A')).toMatchObject({ errorReason: AMOUNT_NOT_KNOWN.errorReason });
});

test('even beside others that are too much', () => {
	const results = lookedUp({ A: 101, B: null });
	expect(keep(['A', 'B'], 100, results)).toEqual([]);
	expect(Object.fromEntries(results.all())).toEqual({
		A: above(101, 'Too much in all: ¥1.01, and the limit is ¥1.00'),
		B: AMOUNT_NOT_KNOWN,
	});
});

test('only what is to be paid counts, not what was looked up besides', () => {
	expect(keep(['A'], 100, lookedUp({ A: 100, B: 1e9 }))).toEqual(['A']);
});

describe('what earlier passes of the execution have paid counts too', () => {
	/** An execution that has paid an order of 60 fen, and found one of 30 fen ready in a check. */
	const begun = () => {
		const execution = {};
		const before = lookedUp({ X: 60, Y: 30 }, execution);
		before.take(['X'], 'pay');
		before.take(['Y'], 'check');
		return execution;
	};

	test.each<[Mode, number, number]>([
		['pay', 40, 41],
		['check', 70, 71],
	])('in the mode %s', (mode, fits, doesNot) => {
		expect(keep(['A'], 100, lookedUp({ A: fits }, begun()), mode)).toEqual(['A']);
		const results = lookedUp({ A: doesNot }, begun());
		expect(keep(['A'], 100, results, mode)).toEqual([]);
		expect(results.get('A')).toEqual(
			above(
				doesNot,
				`Too much in all: ¥1.01 (¥0.${mode === 'pay' ? 60 : 30} of it before), and the limit is ¥1.00`,
			),
		);
	});

	test('an order that a check comes by twice counts once', () => {
		const results = lookedUp({ A: 40, Y: 60 }, begun());
		expect(keep(['A', 'Y'], 100, results, 'check')).toEqual(['A', 'Y']);
		expect(keep(['A', 'Y'], 99, results, 'check')).toEqual([]);
		expect(results.get('A')).toEqual(above(40, 'Too much in all: ¥1.00, and the limit is ¥0.99'));
	});

	test('even alone, when the limit is lower now', () => {
		expect(keep([], 59, lookedUp({}, begun()))).toEqual([]);
		expect(keep(['A'], 59, lookedUp({ A: 0 }, begun()))).toEqual([]);
		expect(keep(['A'], 60, lookedUp({ A: 0 }, begun()))).toEqual(['A']);
	});
});
