import { eventOf } from '../../../dist/nodes/PandaPonTrigger/eventOf.js';

const PRICE = ['ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY'];
const STATUS = [
	'ORDER_BUYER_VIEW_BUYER_MAKE',
	'ORDER_BUYER_VIEW_ORDER_PAY',
	'ORDER_BUYER_VIEW_ORDER_STEP_PAY',
	'ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS',
	'ORDER_BUYER_VIEW_PART_PART_SENDGOODS',
	'ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS',
	'ORDER_BUYER_VIEW_ORDER_SUCCESS',
	'ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE',
	'ORDER_BUYER_VIEW_ORDER_SELLER_CLOSE',
	'ORDER_BUYER_VIEW_ORDER_BOPS_CLOSE',
	'LOGISTICS_BUYER_VIEW_TRACE',
	// A sister platform's.
	'ORDER_CREATE',
	'ORDER_CANCEL',
	'ORDER_PAY_SUCCESS',
	'ORDER_STATUS_CHANGE',
];
const REFUND = [
	'ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES',
	'ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES',
	// A sister platform's.
	'ORDER_BUYER_VIEW_ORDER_BUYER_REFUND',
	// A refund's status is about the refund.
	'REFUND_STATUS_CHANGE',
	'REVERSE_ORDER_STATUS',
	'AFTER_SALE_CLOSE',
	'AFTERSALE_CREATE',
];

test.each([
	...PRICE.map((topic) => [topic, 'priceChanged']),
	...STATUS.map((topic) => [topic, 'statusChanged']),
	...REFUND.map((topic) => [topic, 'refund']),
])('%s: %s, whatever the platform and the case', (topic, event) => {
	for (const type of [topic, `1688_${topic}`, `TAOBAO_${topic}`]) {
		expect(eventOf(type)).toBe(event);
		expect(eventOf(type.toLowerCase())).toBe(event);
	}
});

// A payment of many orders at once is reported in a list: it is of no single order's status.
test.each([null, '', 'TEST', '1688_', '17', '1688_ORDER_BATCH_PAY', 'PRODUCT_INVENTORY', '订单'])(
	'%j says nothing of what has happened',
	(type) => {
		expect(eventOf(type)).toBe('other');
	},
);
