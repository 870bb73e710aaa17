import {
	overMaximum,
	type AmountVerdict,
} from '../../../dist/nodes/BatchPay1688Orders/overMaximum.js';
import { problems } from '../../../dist/nodes/shared/orders/idProblems.js';

type Verdicts = Record<string, AmountVerdict>;

/**
 * @param items Each item's orders, and its limit where it has one.
 * @param amounts The orders' amounts in fen; those that are not named are not known.
 */
function judge(
	items: Array<[orderIds: string, limit?: number]>,
	amounts: Record<string, number>,
): Verdicts {
	const entries = items.flatMap(([orderIds], item) =>
		[...orderIds].map((orderId) => ({
			item,
			orderId,
			...(orderId === 'x' && { problem: problems.notAnId }),
		})),
	);
	const limits = new Map(
		items.flatMap(([, limit], item) => (limit === undefined ? [] : [[item, limit] as const])),
	);
	return Object.fromEntries(overMaximum(entries, limits, (orderId) => amounts[orderId]));
}

/** The orders of an item that come to more than its limit. */
const exceeded = (orderIds: string, totalFen: number, limitFen: number): Verdicts =>
	Object.fromEntries(
		[...orderIds].map((orderId) => [orderId, { totalFen, limitFen, orders: orderIds.length }]),
	);

test.each<[string, Array<[string, number?]>, Record<string, number>, Verdicts]>([
	['nothing', [], {}, {}],
	['below the limit', [['A', 100]], { A: 99 }, {}],
	['exactly the limit', [['A', 100]], { A: 100 }, {}],
	['one fen above', [['A', 100]], { A: 101 }, exceeded('A', 101, 100)],
	['a limit of 0 allows nothing', [['A', 0]], { A: 1 }, exceeded('A', 1, 0)],
	['but what costs nothing', [['A', 0]], { A: 0 }, {}],
	['no limit', [['A']], { A: 1e9 }, {}],
	['no limit, no amount', [['A']], {}, {}],
	['an amount that is not known', [['A', 100]], {}, { A: 'notKnown' }],
	['two orders that fit together', [['AB', 100]], { A: 50, B: 50 }, {}],
	['two that do not', [['AB', 100]], { A: 50, B: 51 }, exceeded('AB', 101, 100)],
	['one of them closed', [['AB', 100]], { A: 100, B: 0 }, {}],
	[
		'in two items, too much in both: the later one is named',
		[
			['A', 98],
			['A', 99],
		],
		{ A: 100 },
		exceeded('A', 100, 99),
	],
	['one of two not known', [['AB', 100]], { A: 100 }, { A: 'notKnown', B: 'notKnown' }],
	[
		'one of two not known, the other too much by itself',
		[['AB', 100]],
		{ B: 101 },
		exceeded('AB', 101, 100),
	],
	['what is no order counts for nothing', [['Ax', 100]], { A: 100, x: 1e9 }, {}],
	[
		'each item has its own limit',
		[
			['A', 100],
			['B', 100],
		],
		{ A: 100, B: 101 },
		exceeded('B', 101, 100),
	],
	['and its own orders', [['A'], ['B', 100]], { A: 1e9, B: 100 }, {}],
	[
		'one item without a limit holds up no other',
		[['A', 100], ['B']],
		{ A: 101 },
		exceeded('A', 101, 100),
	],
	[
		'an order in two items counts in each: both allow it',
		[
			['A', 100],
			['A', 200],
		],
		{ A: 100 },
		{},
	],
	[
		'only the second allows it',
		[
			['A', 99],
			['A', 200],
		],
		{ A: 100 },
		exceeded('A', 100, 99),
	],
	[
		'only the first allows it',
		[
			['A', 200],
			['A', 99],
		],
		{ A: 100 },
		exceeded('A', 100, 99),
	],
	[
		'beside others, in one item too much, in the other not',
		[
			['AB', 100],
			['AC', 100],
		],
		{ A: 60, B: 50, C: 40 },
		exceeded('AB', 110, 100),
	],
	[
		'exceeded, then not known: exceeded stands',
		[
			['A', 99],
			['AB', 200],
		],
		{ A: 100 },
		{ ...exceeded('A', 100, 99), B: 'notKnown' },
	],
	[
		'not known, then exceeded: exceeded wins',
		[
			['AB', 200],
			['A', 99],
		],
		{ A: 100 },
		{ ...exceeded('A', 100, 99), B: 'notKnown' },
	],
])('%s', (_name, items, amounts, verdicts) => {
	expect(judge(items, amounts)).toEqual(verdicts);
});
