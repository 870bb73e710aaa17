import { advice } from '../../../dist/nodes/BatchPay1688Orders/advice.js';
import { endWithoutPaying } from '../../../dist/nodes/BatchPay1688Orders/endWithoutPaying.js';
import { MAX_REMEMBERED } from '../../../dist/nodes/BatchPay1688Orders/memory/memory.js';
import { Results } from '../../../dist/nodes/BatchPay1688Orders/results.js';
import type { Settings } from '../../../dist/nodes/BatchPay1688Orders/settings.js';
import { orderId, orderIds } from '../../support/orderIds.mts';

/** All that results need of the context is the place where an execution keeps its data. */
function run(count: number, settings: Pick<Settings, 'maxOrders' | 'dryRun' | 'batchSize'>) {
	const results = new Results({ getContext: () => ({}) } as unknown as ConstructorParameters<
		typeof Results
	>[0]);
	const ends = endWithoutPaying(orderIds(count), settings as Settings, results);
	return { ends, results: [...results.all()] };
}

const held = (count: number, errorReason: string, text: string) =>
	orderIds(count).map((id) => [
		id,
		{ outcome: 'notSent', batch: null, requestId: null, errorReason, advice: text },
	]);

describe('endWithoutPaying', () => {
	test.each<[number, number]>([
		[0, 0],
		[3, 0],
		[3, 3],
		[3, 4],
		[1, 1],
	])('%s orders may be paid when the limit is %s', (count, maxOrders) => {
		expect(run(count, { maxOrders, dryRun: false, batchSize: 10 })).toEqual({
			ends: false,
			results: [],
		});
	});

	test.each<[number, number]>([
		[2, 1],
		[4, 3],
	])('%s orders are held when the limit is %s, in a dry run too', (count, maxOrders) => {
		for (const dryRun of [false, true]) {
			expect(run(count, { maxOrders, dryRun, batchSize: 10 })).toEqual({
				ends: true,
				results: held(
					count,
					`There are ${count} orders, more than the ${maxOrders} that "Maximum Orders per Run" allows`,
					advice.orderLimit,
				),
			});
		}
	});

	test('as many orders as the memory holds may be paid, one more holds them all', () => {
		const settings = { maxOrders: 0, dryRun: false, batchSize: 10 };
		const most = run(MAX_REMEMBERED, settings);
		// A failed comparison of so many results would take minutes to print.
		expect([most.ends, most.results.length]).toEqual([false, 0]);

		const tooMany = run(MAX_REMEMBERED + 1, settings);
		expect([tooMany.ends, tooMany.results.length]).toEqual([true, MAX_REMEMBERED + 1]);
		const [[, expected]] = held(
			1,
			'There are 100001 orders, more than the 100000 that the memory of submitted orders holds',
			advice.memoryFull,
		);
		expect(tooMany.results[0]).toEqual([orderId(1), expected]);
		expect(tooMany.results[MAX_REMEMBERED]).toEqual([orderId(MAX_REMEMBERED + 1), expected]);
	});

	test('a dry run shows the batch each order would go out in', () => {
		const { ends, results } = run(5, { maxOrders: 5, dryRun: true, batchSize: 2 });
		expect(ends).toBe(true);
		expect(results).toEqual(
			[1, 1, 2, 2, 3].map((batch, index) => [
				orderId(index + 1),
				{
					outcome: 'ready',
					batch,
					requestId: null,
					errorReason: 'Dry run: nothing was sent',
					advice: advice.ready(batch),
				},
			]),
		);
	});

	test('a dry run without orders ends too', () => {
		expect(run(0, { maxOrders: 0, dryRun: true, batchSize: 10 })).toEqual({
			ends: true,
			results: [],
		});
	});
});
