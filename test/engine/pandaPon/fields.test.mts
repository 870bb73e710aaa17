import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	callsTo,
	exactly,
	make,
	sandboxFor,
	type LiteralCall,
} from '../../support/engine/literalCall.mts';
import { withBinary } from '../../support/engine/withBinary.mts';
import { callOf } from './calls/all.mts';
import { address } from './calls/order1688.mts';

/** A field, set for one operation; the rest of its example stands. */
type FieldCase = [resource: string, operation: string, parameters: INodeParameters, named: string];

/** Makes the call, and gives what it says where it was not sent. */
async function refusalOf(
	[resource, operation, parameters]: FieldCase,
	json: IDataObject,
): Promise<string> {
	const call = callOf(resource, operation);
	const sandbox = await sandboxFor(call);
	const result = await make(call, sandbox, { items: [json], parameters });
	expect(sandbox.calls).toEqual([]);
	if (call.effect === 'reads') {
		expect(result.run.data.resultData.error).toMatchObject({ context: { itemIndex: 0 } });
		return result.message ?? '';
	}
	expect(result.message).toBeUndefined();
	expect(result.items).toEqual([
		expect.objectContaining({
			outcome: 'notSent',
			advice: 'Nothing was changed. Correct it, then run this row alone again.',
		}),
	]);
	return String(result.items[0]?.errorReason);
}

/** The body that leaves with these parameters in place of the example's. */
async function sentWith(call: LiteralCall, parameters: INodeParameters, json: IDataObject = {}) {
	const sandbox = await sandboxFor(call);
	const result = await make(call, sandbox, { items: [json], parameters });
	expect(result.message).toBeUndefined();
	return sandbox.calls.filter(({ path }) => path === call.path)[0]?.body ?? '';
}

const ID = '={{ $json.id }}';
const more = (additionalFields: IDataObject) => ({ additionalFields }) as INodeParameters;
const line = { offerId: '672991141190', specId: 'warm-white', quantity: 2 };

describe('an ID that came as a number and has lost its last digits', () => {
	test.each<FieldCase>([
		['order1688', 'get', { orderId: ID }, '"Order ID"'],
		['order1688', 'cancel', { orderId: ID }, '"Order ID"'],
		['order1688', 'confirmReceipt', { orderId: ID }, '"Order ID"'],
		['order1688', 'confirmReceipt', { orderEntryIds: ID }, '"Order Line IDs"'],
		['order1688', 'getPaymentLink', { orderId: ID }, '"Order ID"'],
		[
			'order1688',
			'preview',
			{ cargoParamList: { lines: [line, { ...line, offerId: ID }] } },
			'"Offer ID" of "Order Lines", Line 2',
		],
		[
			'order1688',
			'create',
			{
				cargoParamListFrom: 'json',
				cargoParamListJson: '={{ [{ offerId: $json.id, specId: "s", quantity: 1 }] }}',
			},
			'"Offer ID" of "Order Lines", Line 1',
		],
		['product1688', 'get', { offerId: ID }, '"Offer ID"'],
		['product1688', 'getRelated', { offerId: ID }, '"Offer ID"'],
		['product1688', 'searchByKeyword', more({ categoryId: ID }), '"Category ID"'],
		['product1688', 'searchByImage', more({ categoryId: ID }), '"Category ID"'],
		['cart1688', 'editQuantity', { id: ID }, '"Cart Row ID"'],
		['cart1688', 'previewOrder', { cartIds: ID }, '"Cart Row IDs"'],
		['cart1688', 'createOrder', { cartIds: ID }, '"Cart Row IDs"'],
		['refund1688', 'create', { orderId: ID }, '"Order ID"'],
		['refund1688', 'create', more({ orderEntryIds: ID }), '"Order Line IDs"'],
		[
			'refund1688',
			'create',
			more({ orderEntryCountList: { lines: [{ id: ID, count: 1 }] } }),
			'"Order Line ID" of "Pieces per Line", Line 1',
		],
		['refund1688', 'get', { refundId: ID }, '"Refund ID"'],
		['taobaoProduct', 'get', { itemId: ID }, '"Item ID"'],
		[
			'taobaoProduct',
			'checkSeveral',
			{ params: { lines: [{ itemId: ID }] } },
			'"Item ID" of "Products", Product 1',
		],
		['taobaoOrder', 'getLogistics', { subPurchaseOrderId: ID }, '"Sub-Order ID"'],
		['taobaoRefund', 'get', { refundId: ID }, '"Refund ID"'],
		['taobaoRefund', 'cancel', { refundId: ID }, '"Refund ID"'],
		['taobaoRefund', 'sendMessage', { refundId: ID }, '"Refund ID"'],
		['taobaoRefund', 'list', more({ purchaseOrderId: ID }), '"Purchase Order ID"'],
		['taobaoRefund', 'list', more({ salesOrderId: ID }), '"Sales Order ID"'],
		['taobaoRefund', 'render', { subOrderId: ID }, '"Sub-Order ID"'],
		['taobaoCart', 'add', { itemId: ID }, '"Item ID"'],
		['taobaoCart', 'add', { mpSkuId: ID }, '"MP SKU ID"'],
		['taobaoCart', 'add', more({ shopId: ID }), '"Shop ID"'],
		['taobaoCart', 'createOrder', { ids: ID }, '"Cart Row IDs"'],
		['address', 'addOrUpdate', more({ id: ID }), '"Address ID"'],
	])('%s: %s %j is refused: %s', async (...field) => {
		const refusal = await refusalOf(field, { id: 2059624776425880795 });
		expect(refusal.startsWith(field[3])).toBe(true);
		expect(refusal).toContain('came as a number and has lost its last digits');
	});

	test.each<[template: string]>([
		['={{ $json.id }} '],
		["={{ '' + $json.id }}"],
		['={{ $json.id }},'],
		['={{ $json.id.toFixed(0) }}'],
		['={{ BigInt($json.id).toString() }}'],
	])('is refused inside the text %j, too: nothing leaves', async (template) => {
		for (const operation of ['cancel', 'getPaymentLink', 'get']) {
			const field: FieldCase = ['order1688', operation, { orderId: template }, ''];
			expect(await refusalOf(field, { id: 2059624776425880795 })).toMatch(
				/^205962477642588(0800|0832) came as a number and has lost its last digits: set the column to plain text in the sheet, and enter it again$/,
			);
		}
	});

	test('is not suspected of a text that ends in zeros', async () => {
		const body = await sentWith(
			callOf('order1688', 'cancel'),
			{ orderId: '={{ $json.id }} ' },
			{ id: '2059624776425880800', other: 2059624776425880795 - 4096 },
		);
		expect(body).toContain('"orderId":2059624776425880800,');
	});

	test('in a list that is JSON text, they are all there, with or without quotes', async () => {
		const body = await sentWith(callOf('order1688', 'create'), {
			cargoParamListFrom: 'json',
			cargoParamListJson:
				'[{"offerId":9223372036854775807,"specId":"a","quantity":1},{"offerId":"2059624776425880795","specId":"b","quantity":2}]',
		});
		expect(body).toContain('"offerId":9223372036854775807,');
		expect(body).toContain('"offerId":2059624776425880795,');
	});

	test('short ones may be numbers', async () => {
		const body = await sentWith(callOf('cart1688', 'editQuantity'), { id: ID }, { id: 101 });
		expect(body).toContain('"id":101,');
	});
});

describe('what is not one ID', () => {
	test.each([
		['2.05962E+18', 'The spreadsheet shortened the ID to scientific notation'],
		['PO-17', '"PO-17" is not an ID: 1 to 20 digits, no zero in front, no spaces'],
		['0123', '"0123" is not an ID: 1 to 20 digits, no zero in front, no spaces'],
		[
			'2059624776 425880794',
			'"2059624776 425880794" is not an ID: 1 to 20 digits, no zero in front, no spaces',
		],
		[
			'2059624776425880794,2059624776425880795',
			'must be one ID: put several into items of their own',
		],
		[true, '"true" is not an ID: 1 to 20 digits, no zero in front, no spaces'],
		[{ id: 1 }, '"{"id":1}" is not an ID: 1 to 20 digits, no zero in front, no spaces'],
	])('%j is refused', async (id, why) => {
		const refusal = await refusalOf(['order1688', 'cancel', { orderId: ID }, ''], { id });
		expect(refusal.startsWith('"Order ID"')).toBe(true);
		expect(refusal).toContain(why);
	});

	test('is told by the name of its field, not by that of another node', async () => {
		const field: FieldCase = ['product1688', 'get', { offerId: '={{ [$json.id] }}' }, ''];
		expect(await refusalOf(field, { id: 'PO-17' })).toBe(
			'"Offer ID" "PO-17" is not an ID: 1 to 20 digits, no zero in front, no spaces',
		);
	});

	test('but a name that only PandaPon can read goes out as it is', async () => {
		const body = await sentWith(
			callOf('product1688', 'getRelated'),
			{ offerId: ID },
			{ id: 'o-1/x' },
		);
		expect(exactly(body)).toMatchObject({ offerId: 'o-1/x' });
	});

	test.each([
		"'2059624776425880794",
		' 2059624776425880794\n',
		'２０５９６２４７７６４２５８８０７９４',
	])('%j is the ID as a sheet writes it', async (id) => {
		const body = await sentWith(callOf('order1688', 'cancel'), { orderId: ID }, { id });
		expect(body).toContain('"orderId":2059624776425880794,');
	});
});

const NOTHING = '={{ $json.nothing }}';
const without = (name: string) => ({
	addressParam: { values: { ...address, [name]: NOTHING } },
});
const lineWithout = (name: string) => ({
	cargoParamList: { lines: [{ ...line, [name]: NOTHING }] },
});

describe('a field that is required and empty', () => {
	test.each<FieldCase>([
		['order1688', 'get', { orderId: NOTHING }, '"Order ID"'],
		['order1688', 'cancel', { orderId: NOTHING }, '"Order ID"'],
		['order1688', 'cancel', { cancelReason: NOTHING }, '"Cancel Reason"'],
		['order1688', 'confirmReceipt', { orderId: NOTHING }, '"Order ID"'],
		['order1688', 'confirmReceipt', { orderEntryIds: NOTHING }, '"Order Line IDs"'],
		['order1688', 'getPaymentLink', { orderId: NOTHING }, '"Order ID"'],
		['order1688', 'create', { flow: NOTHING }, '"Flow"'],
		['order1688', 'create', { addressParam: {} }, '"Full Name" of "Address"'],
		['order1688', 'create', without('fullName'), '"Full Name" of "Address"'],
		['order1688', 'create', without('mobile'), '"Mobile" of "Address"'],
		['order1688', 'create', without('phone'), '"Phone" of "Address"'],
		['order1688', 'create', without('cityText'), '"City" of "Address"'],
		['order1688', 'create', without('provinceText'), '"Province" of "Address"'],
		['order1688', 'create', without('townText'), '"Town" of "Address"'],
		['order1688', 'create', without('address'), '"Street Address" of "Address"'],
		['order1688', 'preview', without('mobile'), '"Mobile" of "Address"'],
		['order1688', 'previewForSeveralSellers', without('address'), '"Street Address" of "Address"'],
		['order1688', 'create', { cargoParamList: {} }, '"Order Lines"'],
		['order1688', 'create', lineWithout('offerId'), '"Offer ID" of "Order Lines", Line 1'],
		['order1688', 'create', lineWithout('specId'), '"Spec ID" of "Order Lines", Line 1'],
		['order1688', 'create', lineWithout('quantity'), '"Quantity" of "Order Lines", Line 1'],
		['order1688', 'createForSeveralSellers', { cargoParamListJson: NOTHING }, '"Order Lines"'],
		[
			'order1688',
			'createForSeveralSellers',
			{ cargoParamListJson: JSON.stringify([line]) },
			'"Seller Open ID" of "Order Lines", Line 1',
		],
		['product1688', 'get', { offerId: NOTHING }, '"Offer ID"'],
		['product1688', 'searchByKeyword', { keyword: NOTHING }, '"Keyword"'],
		['product1688', 'searchByImage', { imageBase64: NOTHING }, '"Image"'],
		['product1688', 'searchInStore', { sellerOpenId: NOTHING }, '"Seller Open ID"'],
		['product1688', 'getRelated', { offerId: NOTHING }, '"Offer ID"'],
		['cart1688', 'editQuantity', { id: NOTHING }, '"Cart Row ID"'],
		['cart1688', 'editQuantity', { quantity: NOTHING }, '"Quantity"'],
		['cart1688', 'previewOrder', { cartIds: NOTHING }, '"Cart Row IDs"'],
		['cart1688', 'createOrder', { cartIds: NOTHING }, '"Cart Row IDs"'],
		...['previewOrder', 'createOrder'].flatMap((operation) =>
			[
				['fullName', 'Full Name'],
				['mobile', 'Mobile'],
				['phone', 'Phone'],
				['cityText', 'City'],
				['provinceText', 'Province'],
				['address', 'Street Address'],
			].map(([name = '', shown]): FieldCase => [
				'cart1688',
				operation,
				without(name),
				`"${shown}" of "Address"`,
			]),
		),
		['refund1688', 'get', { refundId: NOTHING }, '"Refund ID"'],
		['refund1688', 'create', { orderId: NOTHING }, '"Order ID"'],
		['refund1688', 'create', { applyPayment: NOTHING }, '"Refund for Goods (CNY)"'],
		['refund1688', 'create', { applyCarriage: NOTHING }, '"Refund for Freight (CNY)"'],
		['refund1688', 'create', { applyReasonId: NOTHING }, '"Reason ID"'],
		['refund1688', 'create', { description: NOTHING }, '"Description"'],
		['refund1688', 'sendReturnParcel', { refundId: NOTHING }, '"Refund ID"'],
		['refund1688', 'sendReturnParcel', { logisticsCompanyNo: NOTHING }, '"Carrier Number"'],
		['refund1688', 'sendReturnParcel', { freightBill: NOTHING }, '"Tracking Number"'],
		['taobaoProduct', 'get', { itemId: NOTHING }, '"Item ID"'],
		['taobaoProduct', 'checkSeveral', { params: {} }, '"Products"'],
		['taobaoOrder', 'create', { purchaseAmount: NOTHING }, '"Budget (CNY)"'],
		['taobaoOrder', 'create', { receiver: {} }, '"Receiver"'],
		['taobaoOrder', 'create', { orderLineList: {} }, '"Order Lines"'],
		['taobaoOrder', 'render', { receiver: {} }, '"Receiver"'],
		['taobaoOrder', 'render', { orderLineListJson: NOTHING }, '"Order Lines"'],
		['taobaoOrder', 'getLogistics', { subPurchaseOrderId: NOTHING }, '"Sub-Order ID"'],
		['taobaoRefund', 'get', { refundId: NOTHING }, '"Refund ID"'],
		['taobaoRefund', 'cancel', { refundId: NOTHING }, '"Refund ID"'],
		['taobaoRefund', 'render', { refundType: NOTHING }, '"Refund Type"'],
		['taobaoRefund', 'render', { goodsStatus: NOTHING }, '"State of the Goods"'],
		['taobaoRefund', 'sendMessage', { refundMessage: NOTHING }, '"Message"'],
		['taobaoCart', 'add', { itemId: NOTHING }, '"Item ID"'],
		['taobaoCart', 'add', { mpId: NOTHING }, '"MP ID"'],
		['taobaoCart', 'add', { mpSkuId: NOTHING }, '"MP SKU ID"'],
		['taobaoCart', 'add', { quantity: NOTHING }, '"Quantity"'],
		['taobaoCart', 'createOrder', { ids: NOTHING }, '"Cart Row IDs"'],
		['address', 'addOrUpdate', { name: NOTHING }, '"Full Name"'],
		['address', 'addOrUpdate', { phone: NOTHING }, '"Phone"'],
	])('%s: %s %j is refused: %s', async (...field) => {
		expect(await refusalOf(field, {})).toBe(`${field[3]} is empty: fill it in`);
	});

	test('a preview needs no town', async () => {
		const body = await sentWith(callOf('order1688', 'preview'), without('townText'));
		expect(body).not.toContain('townText');
	});

	test('what is not required is left out', async () => {
		const parameters = more({ remark: '  ' });
		expect(await sentWith(callOf('order1688', 'cancel'), parameters)).toBe(
			'{"webSite":"1688","orderId":2059624776425880794,"cancelReason":"sellerGoodsLack"}',
		);
	});
});

describe('amounts in yuan', () => {
	const create = callOf('refund1688', 'create');
	test.each([
		[12.5, '1250'],
		['12.5', '1250'],
		['1,234.50', '123450'],
		['¥1234.5', '123450'],
		['12.50 元', '1250'],
		[19.99, '1999'],
		[1.1, '110'],
		['0', '0'],
		[0, '0'],
		['90071992547409.91', '9007199254740991'],
	])('%j go out as %s fen', async (amount, fen) => {
		const body = await sentWith(create, { applyPayment: ID }, { id: amount });
		expect(body).toContain(`"applyPayment":${fen},`);
	});

	test.each([
		'abc',
		'-1',
		-1,
		'12,5',
		'1.234,50',
		true,
		[12],
		'1e3',
		'1.250',
		12.345,
		9_007_199_254_740_993,
	])('%j is refused', async (amount) => {
		const field: FieldCase = ['refund1688', 'create', { applyPayment: ID }, ''];
		expect(await refusalOf(field, { id: amount })).toBe(
			'"Refund for Goods (CNY)" must be an amount in yuan, 0 or more, with at most two decimals, e.g. 12.50',
		);
	});

	test('those of the lines of a Taobao order go out in fen, too', async () => {
		const { body, parameters } = callOf('taobaoOrder', 'create');
		expect(body).toContain(String.raw`\"price\":200`);
		expect(parameters).toMatchObject({ orderLineList: { lines: [{ price: '2' }, { price: 2 }] } });
	});
});

describe('whole numbers', () => {
	test.each([
		[1.5, 'must be a whole number'],
		['two', 'must be a whole number'],
		[0, 'must be at least 1'],
		[-3, 'must be at least 1'],
		[9007199254740993, 'must be a whole number'],
	])('%j pieces are refused', async (quantity, why) => {
		const field: FieldCase = ['cart1688', 'editQuantity', { quantity: ID }, ''];
		expect(await refusalOf(field, { id: quantity })).toBe(`"Quantity" ${why}`);
	});

	test('may come as text', async () => {
		const body = await sentWith(callOf('cart1688', 'editQuantity'), { quantity: ID }, { id: '40' });
		expect(body).toContain('"quantity":40,');
	});
});

describe('the quantity of an order line', () => {
	const lineOf = (quantity: string) => ({ cargoParamList: { lines: [{ ...line, quantity }] } });

	test.each([
		[2, '2'],
		[2.5, '2.5'],
		['0.5', '0.5'],
		[' 40 ', '40'],
	])('%j goes out as %s', async (quantity, sent) => {
		const body = await sentWith(callOf('order1688', 'create'), lineOf(ID), { id: quantity });
		expect(body).toContain(`"quantity":${sent}}`);
	});

	test.each([0, -1, 'two', '1,5', '1e3', true])('%j is refused', async (quantity) => {
		const field: FieldCase = ['order1688', 'create', lineOf(ID), ''];
		expect(await refusalOf(field, { id: quantity })).toBe(
			'"Quantity" of "Order Lines", Line 1 must be a number above 0',
		);
	});
});

describe('order lines as JSON', () => {
	const create = callOf('order1688', 'create');
	const json = { cargoParamListFrom: 'json', cargoParamListJson: '={{ $json.lines }}' };
	const expected =
		'[{"offerId":672991141190,"specId":"warm-white","quantity":2},{"offerId":672991141191,"specId":"cold-white","quantity":1}]';
	const two = [line, { offerId: 672991141191, specId: 'cold-white', quantity: '1' }];

	test.each<[string, unknown]>([
		['a list from an earlier node', two],
		['JSON text', JSON.stringify(two)],
	])('%s', async (_name, given) => {
		const body = await sentWith(create, json, { lines: given } as IDataObject);
		expect((exactly(body) as IDataObject).cargoParamList).toEqual(exactly(expected));
	});

	test.each<[given: unknown, says: string]>([
		['no JSON', '"Order Lines" must be a JSON list, e.g. [{"…": "…"}]'],
		[7, '"Order Lines" must be a JSON list, e.g. [{"…": "…"}]'],
		[[], '"Order Lines" is empty: fill it in'],
		[['672991141190'], '"Order Lines", Line 1 must be an object with its fields'],
		[
			[{ ...line, qty: 2 }],
			'"Order Lines", Line 1 has a field "qty" that this call does not know: offerId, specId, quantity',
		],
	])('%j is refused', async (given, says) => {
		const refusal = await refusalOf(['order1688', 'create', json, ''], {
			lines: given,
		} as IDataObject);
		expect(refusal).toBe(says);
	});
});

const mobile = { addressParam: { values: { ...address, mobile: ID } } };

describe('an address', () => {
	test('may hold numbers, as long as they have all their digits', async () => {
		const body = await sentWith(callOf('order1688', 'create'), mobile, { id: 13_800_138_000 });
		expect(exactly(body)).toMatchObject({ addressParam: { mobile: '13800138000' } });
		const field: FieldCase = ['order1688', 'create', mobile, ''];
		expect(await refusalOf(field, { id: 2059624776425880795 })).toContain(
			'"Mobile" of "Address" came as a number and has lost its last digits',
		);
	});

	test.each(['previewOrder', 'createOrder'])(
		'of the cart needs neither town nor district (%s)',
		async (operation) => {
			const body = await sentWith(callOf('cart1688', operation), without('townText'));
			const { addressParam } = JSON.parse(body) as { addressParam: object };
			expect({ ...addressParam, townText: address.townText }).toEqual(address);
			expect(addressParam).not.toHaveProperty('townText');
		},
	);
});

describe('an image', () => {
	const call = callOf('product1688', 'searchByImage');

	test('from a binary field goes out as Base64', async () => {
		const sandbox = await sandboxFor(call);
		const result = await make(call, sandbox, {
			nodeType: withBinary({ photo: Buffer.from([0xff, 0xd8, 0, 1, 2, 0xfe]) }),
			parameters: { imageBase64From: 'binary', binaryPropertyName: 'photo' },
		});
		expect(result.message).toBeUndefined();
		expect(callsTo(sandbox, call)[0]?.body).toMatchObject({ imageBase64: '/9gAAQL+' });
	});

	test('that is not there is named', async () => {
		const sandbox = await sandboxFor(call);
		const result = await make(call, sandbox, {
			nodeType: withBinary({ photo: Buffer.from('x') }),
			parameters: { imageBase64From: 'binary', binaryPropertyName: 'picture' },
		});
		expect(result.message).toContain("'picture'");
		expect(sandbox.calls).toEqual([]);
	});
});

test('nothing in a path leads to another one', async () => {
	for (const id of ['../../order/cancel', 'a/b', 'a?b=1', 'a%2Fb', '.', 'a b'])
		expect(await refusalOf(['taobaoRefund', 'cancel', { refundId: ID }, ''], { id })).toBe(
			'"Refund ID" can hold letters, digits, _ and - only',
		);
});

test.each([0, -5, 3_600_001, 'soon'])('a time-out of %j is refused', async (timeoutMs) => {
	const field: FieldCase = ['order1688', 'cancel', { options: { timeoutMs: ID } }, ''];
	expect(await refusalOf(field, { id: timeoutMs })).toBe(
		'"Timeout (Ms)" must be a number from 1 to 3600000',
	);
});
