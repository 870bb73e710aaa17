import { intoBatches } from '../../../dist/nodes/BatchPay1688Orders/batch.js';
import { orderIds } from '../../support/orderIds.mts';

const [A, B, C, D] = orderIds(4);

test.each<[string, string[], number, string[][]]>([
	['none', [], 10, []],
	['fewer than fit', [A], 10, [[A]]],
	['as many as fit', [A, B], 2, [[A, B]]],
	[
		'two batches, both full',
		[A, B, C, D],
		2,
		[
			[A, B],
			[C, D],
		],
	],
	['the last one with fewer', [A, B, C], 2, [[A, B], [C]]],
	['one each', [A, B], 1, [[A], [B]]],
])('%s', (_name, orders, size, batches) => {
	expect(intoBatches(orders, size)).toEqual(
		batches.map((ids, index) => ({ number: index + 1, orderIds: ids })),
	);
});
