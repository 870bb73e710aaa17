import { createdIn } from '../../../../dist/nodes/PandaPon/changes/createdIds.js';
import { buyerViewOrder, ORDER_ID } from '../../shared/orders/buyerViewOrder.mts';
import { orderIds } from '../../../support/orderIds.mts';

const [A, B, C] = orderIds(3);

const REFUND = 'TQ233104830183830794';

test.each<[string, unknown, string[]]>([
	["1688's single order", { success: true, orderId: A, totalSuccessAmount: 4350 }, [A]],
	["1688's list of orders", { orderList: [{ orderId: A }, { orderId: B }] }, [A, B]],
	['the same order twice', { orderId: A, orderList: [{ orderId: A }] }, [A]],
	["a buyer's view of the order", [buyerViewOrder()], [ORDER_ID]],
	['a Taobao purchase', { purchase_id: A, outer_purchase_id: '77' }, [A]],
	['a Taobao purchase, as PandaPon spells it', { data: { purchaseOrderId: A } }, [A]],
	['the same in camel case', { purchaseId: A }, [A]],
	['an ID as a number', { orderId: 305962477642588 }, ['305962477642588']],
	['nothing but an ID', A, [A]],
	['nothing but an ID, as a number', 305962477642588, ['305962477642588']],
	['the shortest ID', { orderId: 10000000 }, ['10000000']],
	['nothing but the shortest ID', '1000000000', ['1000000000']],
])('%s', (_name, data, ids) => {
	expect(createdIn('order', data)).toStrictEqual({ ids, failed: [] });
});

test.each<[unknown]>([[{ refundId: REFUND }], [{ orderId: A, refundId: REFUND }], [REFUND]])(
	'a refund, and not the order that it is for: %j',
	(data) => {
		expect(createdIn('refund', data)).toStrictEqual({ ids: [REFUND], failed: [] });
	},
);

test('a refund beside an order that was created is none of it', () => {
	expect(createdIn('order', { orderId: A, refundId: REFUND }).ids).toEqual([A]);
	expect(createdIn('refund', { orderId: A }).ids).toEqual([]);
});

test.each<[unknown]>([
	[null],
	[undefined],
	[true],
	[''],
	['成功'],
	[200],
	[0],
	[{}],
	[[]],
	[{ id: A }],
	[{ itemId: A, offerId: B, skuId: C, userId: A }],
	[{ orderId: null }],
	[{ orderId: '' }],
	[{ orderId: 0 }],
	[{ orderId: -7 }],
	[{ orderId: 123 }],
	// Error codes of up to seven digits, and of up to nine where nothing calls them an ID.
	[{ orderId: 9999999 }],
	[{ orderId: '9999999' }],
	[{ refundId: 'TQ9999999' }],
	[999999999],
	['999999999'],
	['TQ999999999'],
	[{ orderId: `0${A}` }],
	[{ orderId: `${A} ` }],
	[{ orderId: `${A},${B}` }],
	[{ orderId: 1.5e21 }],
	[{ orderId: '2.05962E+18' }],
	[{ orderId: true }],
	[{ orderId: 'TQ' }],
])('%j names nothing that was created', (data) => {
	for (const creates of ['order', 'refund'] as const)
		expect(createdIn(creates, data)).toStrictEqual({ ids: [], failed: [] });
});

test('is for what creates something', () => {
	for (const data of [A, { orderId: A }, { orderList: [{ success: false }] }])
		expect(createdIn(undefined, data)).toStrictEqual({ ids: [], failed: [] });
});

describe('a part that was not created', () => {
	const FAILED = { orderId: B, success: false };

	test.each<[string, unknown, string[], unknown[]]>([
		['an order of two', { orderList: [{ orderId: A }, FAILED] }, [A], [FAILED]],
		[
			'with "success" as text',
			[{ orderId: A }, { orderId: B, success: 'false' }],
			[A],
			[{ orderId: B, success: 'false' }],
		],
		[
			'an order without an ID',
			{ orderId: A, orderList: [{ success: false }] },
			[A],
			[{ success: false }],
		],
		['the only order', { success: true, orderList: [FAILED] }, [], [FAILED]],
		[
			'a line of an order',
			{ orderId: A, failedOfferList: [{ offerId: '7' }] },
			[A],
			[{ offerId: '7' }],
		],
		[
			'a line of one of two orders',
			{ orderList: [{ orderId: A, failedOfferList: [{ orderId: C }] }, { orderId: B }] },
			[A, B],
			[{ orderId: C }],
		],
	])('%s', (_name, data, ids, failed) => {
		expect(createdIn('order', data)).toStrictEqual({ ids, failed });
	});

	test('its IDs are taken out wherever else the answer names them, and in either type', () => {
		const failed = { orderId: 305962477642588, success: false };
		for (const named of [305962477642588, '305962477642588']) {
			const data = { orderId: named, orderList: [{ orderId: named }, failed, { orderId: A }] };
			expect(createdIn('order', data)).toStrictEqual({ ids: [A], failed: [failed] });
		}
	});

	test('so are those of lines that failed', () => {
		const data = { orderList: [{ orderId: A }, { orderId: B }], failedOfferList: [{ orderId: B }] };
		expect(createdIn('order', data)).toStrictEqual({ ids: [A], failed: [{ orderId: B }] });
	});

	test('all of them are given', () => {
		const parts = [
			{ orderId: B, success: ' FALSE ' },
			{ orderId: C, success: false },
		];
		const data = { orderId: A, orderList: parts, failedOfferList: ['7', null] };
		expect(createdIn('order', data)).toStrictEqual({ ids: [A], failed: [...parts, '7', null] });
	});

	test.each<[string, unknown]>([
		['no line failed', { orderId: A, failedOfferList: [] }],
		['the list of failed lines is not there', { orderId: A, failedOfferList: null }],
		['all entries succeeded', { orderList: [{ orderId: A, success: true }] }],
		['an entry says nothing', { orderList: [{ orderId: A, success: null }] }],
	])('not where %s', (_name, data) => {
		expect(createdIn('order', data)).toStrictEqual({ ids: [A], failed: [] });
	});

	test('a no to all of it is no part', () => {
		expect(createdIn('order', { success: false, orderId: A })).toStrictEqual({
			ids: [A],
			failed: [],
		});
	});
});

test('an ID within an ID field is found, and a deep answer ends', () => {
	expect(createdIn('order', { orderId: { idOfStr: A } }).ids).toEqual([A]);
	const deep = (depth: number): unknown =>
		depth === 0 ? { orderId: A } : { next: deep(depth - 1) };
	expect(createdIn('order', deep(5)).ids).toEqual([A]);
	expect(createdIn('order', deep(6)).ids).toEqual([]);
	expect(createdIn('order', deep(2_000)).ids).toEqual([]);
});
