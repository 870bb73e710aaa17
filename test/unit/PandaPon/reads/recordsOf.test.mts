import { ReadFailure } from '../../../../dist/nodes/PandaPon/reads/readFailure.js';
import { listIn, recordsOf } from '../../../../dist/nodes/PandaPon/reads/recordsOf.js';
import type { AnswerShape } from '../../../../dist/nodes/shared/catalog/endpoint.js';
import { simplifyOrder } from '../../../../dist/nodes/shared/orders/simplifyOrder.js';
import { buyerViewOrder } from '../../shared/orders/buyerViewOrder.mts';

const RAW = { simplify: false, include: [] };
const SIMPLE = { simplify: true, include: [] };

/** Why there is nothing in an answer. */
function failure(read: () => unknown): { reason: string; next: string } {
	try {
		read();
	} catch (error) {
		expect(error).toBeInstanceOf(ReadFailure);
		const { message, next } = error as ReadFailure;
		return { reason: message, next };
	}
	throw new Error('It was read');
}

describe('the list in an answer', () => {
	const NAMES = ['data', 'list', 'records', 'result', 'rows', 'items'];

	test.each(NAMES)('stands under %s', (name) => {
		expect(listIn({ total: 2, [name]: [1, 2] })).toEqual([1, 2]);
		expect(listIn({ data: null, list: 'none', [name]: [1] })).toEqual([1]);
		// Other lists beside it are not meant.
		expect(listIn({ tags: [3], [name]: [1], more: [4] })).toEqual([1]);
		expect(listIn({ tags: [3], [name]: [] })).toEqual([]);
	});

	test.each(NAMES)('stands within %s', (name) => {
		expect(listIn({ total: 2, [name]: { list: [1] } })).toEqual([1]);
		expect(listIn({ [name]: { pageNo: 1, products: [1] } })).toEqual([1]);
		expect(listIn({ [name]: { [name]: { [name]: [1] } } })).toEqual([1]);
	});

	test('is the only one, under whatever name', () => {
		expect(listIn({ totalPage: 1, products: [1], pageNo: null })).toEqual([1]);
		expect(listIn({ products: [] })).toEqual([]);
	});

	test('or is the answer itself', () => {
		expect(listIn([1, [2]])).toEqual([1, [2]]);
		expect(listIn([])).toEqual([]);
	});

	test.each([
		...[undefined, null, {}, 'a', 7, true, { data: {} }, { data: 'a', list: null }],
		// Which of them is meant, nobody knows.
		...[{ products: [1], shops: [2] }, { data: { a: [], b: [] } }, { page: { list: [1] } }],
	])('%j holds none', (data) => {
		expect(listIn(data)).toBeUndefined();
	});
});

const SHAPES: AnswerShape[] = ['object', 'order', 'preview', 'refund', 'cart', 'list'];

describe('as it is', () => {
	test.each(SHAPES)('%s: one item, with all its fields', (shape) => {
		const data = { a: 1, b: { c: [null] } };
		if (shape !== 'cart') expect(recordsOf(shape, data, RAW)).toEqual([data]);
	});

	test.each(SHAPES)('%s: one item for each entry of a list', (shape) => {
		const entries = [{ a: 1 }, 'text', 7, null, [1]];
		const items = [{ a: 1 }, { data: 'text' }, { data: 7 }, { data: null }, { data: [1] }];
		for (const view of [RAW, SIMPLE]) {
			expect(recordsOf(shape, entries, view)).toEqual(items);
			expect(recordsOf(shape, [], view)).toEqual([]);
		}
	});

	test.each(SHAPES)('%s: what is neither is a failure, with the words of the API', (shape) => {
		for (const view of [RAW, SIMPLE]) {
			for (const data of [null, undefined, false, true, 7, '', ' '])
				expect(failure(() => recordsOf(shape, data, view))).toEqual({
					reason: 'The API answered with success, but with nothing',
					next: 'Check the fields of this node, then run it again.',
				});
			const reason = (data: string) => failure(() => recordsOf(shape, data, view)).reason;
			expect(reason(' 商品不存在 ')).toBe('商品不存在');
			expect(reason(`bad ${'A1'.repeat(16)}`)).toBe('bad [hidden]');
		}
	});

	test.each<[unknown, object]>([
		['text', { data: 'text' }],
		[7, { data: 7 }],
		[false, { data: false }],
		[null, { data: null }],
		[undefined, { data: null }],
		[{ a: 1 }, { a: 1 }],
	])('of a call that nobody knows, any answer may be right: %j', (data, item) => {
		expect(recordsOf('accepted', data, RAW)).toEqual([item]);
		expect(recordsOf('accepted', data, SIMPLE)).toEqual([item]);
		expect(recordsOf('accepted', [data, data], RAW)).toEqual([item, item]);
	});

	test.each<AnswerShape>(['object', 'list', 'cart'])('%s knows no simpler form', (shape) => {
		const data = { a: 1, list: [{ b: 2 }], enableList: [{ cartItemInfos: [{ id: 1 }] }] };
		expect(recordsOf(shape, data, SIMPLE)).toEqual(recordsOf(shape, data, RAW));
	});
});

describe('an order', () => {
	const order = buyerViewOrder();
	const simple = simplifyOrder(order);

	test('simplified, with what is asked for besides', () => {
		const of = (...include: string[]) => recordsOf('order', order, { simplify: true, include });
		expect(of()).toEqual([simple]);
		expect(of('items')).toEqual([{ ...simple, items: order.productItems }]);
		const parcels = (order.nativeLogistics as { logisticsItems?: unknown }).logisticsItems ?? [];
		expect(of('parcels', 'items')).toEqual([{ ...simple, items: order.productItems, parcels }]);
		expect(of('everything')).toEqual([simple]);
	});

	test('without lines or parcels, the lists are empty', () => {
		const [item] = recordsOf('order', {}, { simplify: true, include: ['items', 'parcels'] });
		expect(item).toMatchObject({ items: [], parcels: [] });
		const logisticsItems = [{ logisticsBillNo: '1' }];
		expect(
			recordsOf(
				'order',
				{ nativeLogistics: { logisticsItems } },
				{ simplify: true, include: ['parcels'] },
			),
		).toEqual([expect.objectContaining({ parcels: logisticsItems })]);
	});
});

describe('a preview', () => {
	// As 1688 documents it: sums in fen, the prices of lines in yuan.
	const PREVIEW = {
		sumPayment: 4150,
		sumPaymentNoCarriage: 3600,
		sumCarriage: 550,
		discountFee: 1,
		status: true,
		message: null,
		resultCode: '200',
		tradeModeNameList: ['fxassure', 'alipay'],
		flowFlag: 'general',
		cargoList: [{ offerId: 1, amount: 36, finalUnitPrice: 18 }],
		additionalFee: 250,
	};
	const SIMPLE_PREVIEW = {
		amount: 41.5,
		goodsAmount: 36,
		shippingFee: 5.5,
		discount: 0.01,
		additionalFee: 2.5,
		possible: true,
		message: null,
		resultCode: '200',
		tradeTypes: ['fxassure', 'alipay'],
		flow: 'general',
		lines: [{ offerId: 1, amount: 36, finalUnitPrice: 18 }],
	};

	test('in yuan, one item for each order it would make', () => {
		const orderPreviewResuslt = [PREVIEW, { status: false, message: '500_004' }];
		expect(recordsOf('preview', { orderPreviewResuslt }, SIMPLE)).toStrictEqual([
			SIMPLE_PREVIEW,
			{
				amount: null,
				goodsAmount: null,
				shippingFee: null,
				discount: null,
				additionalFee: null,
				possible: false,
				message: '500_004',
				resultCode: null,
				tradeTypes: [],
				flow: null,
				lines: [],
			},
		]);
		expect(recordsOf('preview', { orderPreviewResuslt }, RAW)).toEqual([{ orderPreviewResuslt }]);
	});

	test.each([{}, { orderPreviewResuslt: [] }, { orderPreviewResuslt: [PREVIEW, 'x'] }, { a: 1 }])(
		'%j is not known, and is passed on as it is',
		(data) => {
			expect(recordsOf('preview', data, SIMPLE)).toEqual([data]);
		},
	);

	test.each<[unknown, number | null]>([
		[0, 0],
		['4150', 41.5],
		[-5, -0.05],
		['-5', -0.05],
		[41.5, null],
		['41.50', null],
		['', null],
		[null, null],
		[true, null],
		[2 ** 53, null],
		['9007199254740993', null],
	])('%j fen are %j yuan', (sumPayment, amount) => {
		const orderPreviewResuslt = [{ sumPayment }];
		expect(recordsOf('preview', { orderPreviewResuslt }, SIMPLE)[0].amount).toBe(amount);
	});
});

test('a refund, in yuan', () => {
	const refund = {
		refundId: 'TQ233104830183830794',
		id: 7,
		orderId: '2059624776425880794',
		status: 'waitselleragree',
		applyPayment: 1250,
		applyCarriage: 0,
		refundPayment: '1000',
		disputeRequest: 'refund',
		goodsStatus: 1,
		applyReason: '质量问题',
		rejectReason: '',
		gmtApply: '20180614101942000+0800',
		createTime: '20180614101943000+0800',
	};
	expect(recordsOf('refund', refund, SIMPLE)).toStrictEqual([
		{
			refundId: 'TQ233104830183830794',
			orderId: '2059624776425880794',
			status: 'waitselleragree',
			amount: 12.5,
			shippingFee: 0,
			amountRefunded: 10,
			kind: 'refund',
			stateOfGoods: 1,
			reason: '质量问题',
			rejectReason: '',
			createdAt: '2018-06-14T10:19:42.000+08:00',
		},
	]);
	expect(recordsOf('refund', refund, RAW)).toEqual([refund]);
	// Its row at PandaPon has an ID of its own.
	expect(recordsOf('refund', { id: 7, createTime: refund.createTime }, SIMPLE)).toMatchObject([
		{ refundId: null, orderId: null, amount: null, createdAt: '2018-06-14T10:19:43.000+08:00' },
	]);
});

describe('the cart', () => {
	const cart = {
		enableList: [
			{
				sellerOpenId: 'S1',
				sellerNickName: 'One',
				cartItemInfos: [{ id: 101, quantity: 2 }, { id: 102 }],
			},
			{ sellerOpenId: 'S2', cartItemInfos: [{ id: 103 }] },
		],
		disableList: [{ sellerOpenId: 'S1', cartItemInfos: [{ id: 104 }] }],
	};

	test('one item for each row, with its shop, and whether it can be bought', () => {
		expect(recordsOf('cart', cart, RAW)).toEqual([
			{ id: 101, quantity: 2, sellerOpenId: 'S1', sellerNickName: 'One', available: true },
			{ id: 102, sellerOpenId: 'S1', sellerNickName: 'One', available: true },
			{ id: 103, sellerOpenId: 'S2', available: true },
			{ id: 104, sellerOpenId: 'S1', available: false },
		]);
	});

	test.each([
		{ enableList: null },
		{ disableList: null },
		{ enableList: [], disableList: [] },
		{ enableList: [null] },
	])('%j is empty', (data) => {
		expect(recordsOf('cart', data, RAW)).toEqual([]);
	});

	test.each<[unknown, object[]]>([
		[{}, [{}]],
		[{ shops: [{ id: 101 }] }, [{ shops: [{ id: 101 }] }]],
		[
			[{ id: 101 }, { id: 102 }],
			[{ id: 101 }, { id: 102 }],
		],
	])('one of another shape is no empty cart: %j', (data, records) => {
		for (const view of [RAW, SIMPLE]) expect(recordsOf('cart', data, view)).toEqual(records);
	});

	test('the ID of a row is never that of its shop', () => {
		const shop = { id: 7, sellerOpenId: 'S1', cartItemInfos: [{ id: 101 }] };
		expect(recordsOf('cart', { enableList: [shop] }, RAW)).toMatchObject([{ id: 101 }]);
	});
});
