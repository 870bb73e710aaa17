import { describeMessage } from '../../../dist/nodes/PandaPonTrigger/describeMessage.js';
import type { Message } from '../../../dist/nodes/PandaPonTrigger/readMessage.js';
import { simplifyOrder } from '../../../dist/nodes/shared/orders/simplifyOrder.js';
import { buyerViewOrder } from '../shared/orders/buyerViewOrder.mts';

const NOW = new Date('2026-11-26T05:00:00.123Z');
const ID = '2059624776425880794';
const message = (changes: Partial<Message>): Message => ({
	type: '1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
	platform: '1688',
	event: 'priceChanged',
	timestamp: '1764133200000',
	body: {},
	...changes,
});
const described = (changes: Partial<Message>) => describeMessage(message(changes), 'body', NOW);

const KEYS = [
	...['event', 'orderId', 'platform', 'status', 'payment', 'amount', 'shippingFee', 'supplier'],
	...['createdAt', 'paidAt', 'closeReason', 'refundStatus', 'refundId', 'purchaseOrderId'],
	...['sentAt', 'receivedAt', 'messageType', 'messageId', 'signedOver', 'body'],
];

test('the whole order of 1688', () => {
	const body = buyerViewOrder();
	expect(describeMessage(message({ body }), 'accessKeyAndBody', NOW)).toStrictEqual({
		messageId: expect.stringMatching(/^[0-9a-f]{32}$/),
		messageType: '1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
		platform: '1688',
		event: 'priceChanged',
		orderId: '2059624776425880794',
		purchaseOrderId: null,
		refundId: null,
		status: 'waitsellersend',
		payment: 'paid',
		amount: 43.5,
		shippingFee: 5.5,
		supplier: '义乌市某某日用品有限公司',
		createdAt: '2024-11-24T09:27:50.000+08:00',
		paidAt: '2024-11-24T09:30:00.000+08:00',
		closeReason: null,
		refundStatus: null,
		sentAt: '2025-11-26T05:00:00.000Z',
		receivedAt: '2026-11-26T05:00:00.123Z',
		signedOver: 'accessKeyAndBody',
		body: buyerViewOrder(),
	});
});

test('… has the same fields as 1688 Order: Get, of a message of unknown platform too', () => {
	const expected = simplifyOrder(buyerViewOrder());
	for (const platform of ['1688', null] as const)
		expect(described({ platform, body: buyerViewOrder() })).toMatchObject(expected);
});

const unknown = {
	status: null,
	payment: null,
	amount: null,
	shippingFee: null,
	supplier: null,
	createdAt: null,
	paidAt: null,
	closeReason: null,
	refundStatus: null,
};

test.each([
	["Taobao's price message", { salesOrderId: ID, subOrders: [] }, { orderId: ID }],
	[
		'the same as its forerunner sends it',
		{ salesOrderId: ID, purchaseOrderId: '17', purchaseOrderPriceDTO: {} },
		{ orderId: ID, purchaseOrderId: '17' },
	],
	[
		"a status message of Taobao's forerunner",
		{ purchase_id: ID, outer_purchase_id: 'A-1', status: 'PAID', sku_list: [] },
		{ purchaseOrderId: ID, status: 'PAID' },
	],
	[
		"a sister platform's order",
		{
			orderId: ID,
			orderNo: 'A-1',
			orderStatus: 'X',
			payStatus: 2,
			totalAmount: '43.50',
			refundStatus: 'x',
		},
		{ orderId: ID, status: 'X' },
	],
	[
		"a sister platform's refund",
		{ refundId: 'TQ233104830183830794', orderId: ID },
		{ refundId: 'TQ233104830183830794', orderId: ID },
	],
	[
		"1688's own refund topic",
		{ orderId: ID, currentStatus: 'refund', refundAction: 'X', refund_id: 'TQ1' },
		{ orderId: ID, refundId: 'TQ1', status: 'refund' },
	],
	[
		'a number small enough',
		{ orderId: 17, purchaseOrderId: 0 },
		{ orderId: '17', purchaseOrderId: '0' },
	],
	['a name that counts before another', { orderId: '1', salesOrderId: '2' }, { orderId: '1' }],
	['… unless it is empty', { orderId: '', salesOrderId: '2' }, { orderId: '2' }],
	['… or of another kind', { orderId: [ID], salesOrderId: '2' }, { orderId: '2' }],
	[
		'an order without anything in it',
		{ baseInfo: {}, orderId: '1', orderStatus: 'X' },
		{ orderId: '1', status: 'X', payment: 'unclear' },
	],
	['numbers that are no IDs', { orderId: 1.5, purchaseOrderId: Infinity }, {}],
	['no IDs', { orderId: null, purchaseOrderId: true, refundId: {} }, {}],
])('%s: only its IDs and its status are known', (_, body, ids) => {
	expect(described({ platform: null, body })).toMatchObject({
		...{ orderId: null, purchaseOrderId: null, refundId: null },
		...unknown,
		...ids,
		body,
	});
});

test('of a Taobao message, nothing is read as if it were an order of 1688', () => {
	const body = { ...buyerViewOrder(), salesOrderId: '17' };
	expect(described({ platform: 'taobao', body })).toMatchObject({ ...unknown, body });
});

test.each([null, '', 'Verify', ID, 17, true, [], [{ orderId: ID }]])(
	'a body that is no object is handed on: %j',
	(body) => {
		expect(
			described({ type: null, platform: null, event: 'other', timestamp: null, body }),
		).toEqual({
			messageId: expect.stringMatching(/^[0-9a-f]{32}$/),
			...{ messageType: null, platform: null, event: 'other' },
			...{ orderId: null, purchaseOrderId: null, refundId: null },
			...unknown,
			...{ sentAt: null, receivedAt: '2026-11-26T05:00:00.123Z', signedOver: 'body', body },
		});
	},
);

test('nobody knows who sent a message that is not signed', () => {
	expect(describeMessage(message({}), null, NOW).signedOver).toBeNull();
});

test('every item has the same fields in the same order', () => {
	for (const body of [buyerViewOrder(), {}, null, 'x', [], { salesOrderId: ID, more: 1 }])
		for (const platform of ['1688', 'taobao', null] as const)
			expect(Object.keys(described({ platform, body }))).toEqual(KEYS);
});

test('no field of the body passes for one of the item', () => {
	const body = { messageId: 'x', signedOver: 'body', payment: 'paid', status: 'success' };
	expect(describeMessage(message({ body }), null, NOW)).toMatchObject({
		messageId: expect.not.stringMatching(/^x$/) as unknown,
		signedOver: null,
		payment: null,
		status: 'success',
	});
});
