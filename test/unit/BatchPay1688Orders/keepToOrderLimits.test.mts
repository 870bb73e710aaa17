import { keepToOrderLimits } from '../../../dist/nodes/BatchPay1688Orders/keepToOrderLimits.js';
import { MAX_REMEMBERED } from '../../../dist/nodes/BatchPay1688Orders/memory/memory.js';
import { moneyMoved } from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
import type { Mode, Settings } from '../../../dist/nodes/BatchPay1688Orders/settings.js';
import { orderId, orderIds } from '../../support/orderIds.mts';
import { resultsOf } from './run.mts';

function keep(count: number, maxOrders: number | undefined, mode: Mode, execution = {}) {
	const results = resultsOf(execution);
	const kept = keepToOrderLimits(orderIds(count), { mode, maxOrders } as Settings, results);
	return { kept, results: [...results.all()] };
}

const held = (errorReason: string, advice: string) => ({
	outcome: 'notSent',
	batch: null,
	requestId: null,
	errorReason,
	advice: `Not sent in this run. ${advice}`,
});
const above = (errorReason: string) =>
	held(errorReason, 'Raise "Maximum Orders per Run", or split the list.');

describe.each<Mode>(['check', 'pay'])('in the mode %s', (mode) => {
	test.each<[number, number | undefined]>([
		[0, 0],
		[0, undefined],
		[3, undefined],
		[3, 3],
		[3, 4],
		[1, 1],
	])('%s orders may be paid when the limit is %s', (count, maxOrders) => {
		expect(keep(count, maxOrders, mode)).toEqual({ kept: orderIds(count), results: [] });
	});

	test.each<[number, number]>([
		[1, 0],
		[2, 1],
		[4, 3],
	])('%s orders are held when the limit is %s', (count, maxOrders) => {
		const reason = `Too many orders: ${count}, and "Maximum Orders per Run" is ${maxOrders}`;
		const { kept, results } = keep(count, maxOrders, mode);
		expect(kept).toEqual([]);
		expect(results).toEqual(orderIds(count).map((id) => [id, above(reason)]));
		// An earlier run may have sent them: nobody has asked the memory yet.
		for (const [, result] of results) expect(moneyMoved(result)).toBe('maybe');
	});

	test('orders of earlier passes count, each mode by itself', () => {
		const execution = {};
		const other = mode === 'pay' ? 'check' : 'pay';
		resultsOf(execution).take(orderIds(2, 7), mode);
		resultsOf(execution).take(orderIds(5, 7), other);
		expect(keep(1, 3, mode, execution).kept).toEqual([orderId(1)]);
		expect(keep(2, 3, mode, execution)).toEqual({
			kept: [],
			results: orderIds(2).map((id) => [
				id,
				above('Too many orders: 4 (2 of them before), and "Maximum Orders per Run" is 3'),
			]),
		});
	});
});

test('an order that a check comes by twice counts once', () => {
	const execution = {};
	resultsOf(execution).take(orderIds(2), 'check');
	expect(keep(3, 3, 'check', execution).kept).toEqual(orderIds(3));
	expect(keep(3, 2, 'check', execution).results[0]).toEqual([
		orderId(1),
		above('Too many orders: 3, and "Maximum Orders per Run" is 2'),
	]);
});

test.each([undefined, 1_000_000])(
	'as many orders as the memory holds may be paid, one more holds them all: limit %s',
	(maxOrders) => {
		const most = keep(MAX_REMEMBERED, maxOrders, 'pay');
		// A failed comparison of so many results would take minutes to print.
		expect([most.kept.length, most.results.length]).toEqual([MAX_REMEMBERED, 0]);

		const tooMany = keep(MAX_REMEMBERED + 1, maxOrders, 'pay');
		expect([tooMany.kept.length, tooMany.results.length]).toEqual([0, MAX_REMEMBERED + 1]);
		const expected = held(
			'Too many orders: 100001, and only 100000 can be remembered',
			'Split the list into smaller runs.',
		);
		expect(tooMany.results[0]).toEqual([orderId(1), expected]);
		expect(tooMany.results[MAX_REMEMBERED]).toEqual([orderId(MAX_REMEMBERED + 1), expected]);
	},
);

test.each<Mode>(['check', 'pay'])(
	'nor may all passes of a loop together, or they would push old orders out: %s',
	(mode) => {
		const execution = {};
		resultsOf(execution).take(orderIds(MAX_REMEMBERED - 1, 10), mode);
		expect(keep(1, undefined, mode, execution).kept).toEqual([orderId(1)]);
		expect(keep(2, undefined, mode, execution)).toEqual({
			kept: [],
			results: orderIds(2).map((id) => [
				id,
				held(
					'Too many orders: 100001, and only 100000 can be remembered',
					'Split the list into smaller runs.',
				),
			]),
		});
		expect(keep(2, undefined, mode === 'pay' ? 'check' : 'pay', execution).kept).toHaveLength(2);
	},
);
