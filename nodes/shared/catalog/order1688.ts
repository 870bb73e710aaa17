import { orderAddress } from './addresses';
import { orderId, required, sellerOpenId, text } from './commonFields';
import type { Endpoint, Field, Operations } from './endpoint';

/** Lines of an order: product, variant and quantity, and the seller where there are several. */
const lines = (...seller: Field[]): Field => ({
	kind: 'lines',
	name: 'cargoParamList',
	displayName: 'Order Lines',
	entry: 'Line',
	description: 'What is ordered: at most 50 variants of one seller',
	required: true,
	sentAs: 'list',
	fields: [
		{
			kind: 'id',
			name: 'offerId',
			displayName: 'Offer ID',
			description: 'The product on 1688',
			required: true,
			sentAs: 'integer',
		},
		required(text('specId', 'Spec ID', 'The variant, as the product names it')),
		{
			kind: 'quantity',
			name: 'quantity',
			displayName: 'Quantity',
			description: 'How many units',
			required: true,
		},
		...seller,
	],
});

/** Beside address and lines, what creating an order takes; also from the cart. */
export const createFields: Field[] = [
	{
		kind: 'options',
		name: 'flow',
		displayName: 'Flow',
		description: 'How 1688 handles the order; General unless PandaPon told you otherwise',
		required: true,
		default: 'general',
		options: [
			{ name: 'Boutique Consignment', value: 'boutiquefenxiao' },
			{ name: 'Boutique Wholesale', value: 'boutiquepifa' },
			{ name: 'Consignment', value: 'fenxiao' },
			{ name: 'General', value: 'general' },
			{ name: 'Paired', value: 'paired' },
			{ name: 'Proxy', value: 'proxy' },
			{ name: 'Repurchase', value: 'repurchase' },
		],
	},
	text(
		'message',
		'Message',
		'Note to the seller; a number of your own here shows which order is yours',
	),
	text('shopPromotionId', 'Shop Promotion ID', 'The promotion to use, as the preview names it'),
	text('tradeType', 'Trade Type', 'How it is paid; one of those that the preview names'),
];

/** Said where an order is created: the API has no key that would make a second call harmless. */
export const CREATES =
	'Each input item creates an order. PandaPon has no way to tell a second try from a second order, so within an execution each call is sent once.';
const LOOK_FOR_IT =
	'Look for a new order on 1688 (My Orders, waiting for payment) before you create it again.';

/** Submits orders to payment. Only Batch Pay 1688 Orders makes this call. */
export const batchPayment = {
	method: 'POST',
	path: '/alibaba/order/batch/submit/to/pay',
	effect: 'pays',
} as const satisfies Endpoint;

/** 1688 orders. */
export const order1688 = {
	cancel: {
		name: 'Cancel',
		action: 'Cancel an order before payment',
		description: 'Cancel an order that waits for payment',
		method: 'POST',
		path: '/alibaba/order/cancel',
		effect: 'changes',
		constants: { webSite: '1688' },
		fields: [
			orderId('integer'),
			{
				kind: 'options',
				name: 'cancelReason',
				displayName: 'Cancel Reason',
				description: 'Why the order is cancelled',
				required: true,
				default: 'buyerCancel',
				options: [
					{ name: 'Buyer Cancels', value: 'buyerCancel' },
					{ name: 'Other', value: 'other' },
					{ name: 'Seller Is Out of Stock', value: 'sellerGoodsLack' },
				],
			},
			text('remark', 'Remark', 'Note on the cancellation'),
		],
		answer: 'boolean',
		lookAfterwards: 'Look at the order with "1688 Order: Get": a cancelled one is closed.',
	},
	confirmReceipt: {
		name: 'Confirm Receipt',
		action: 'Confirm the receipt of an order',
		description:
			'Confirm that the goods of an order have arrived, which releases the money to the seller',
		method: 'POST',
		path: '/alibaba/order/receivegoods',
		effect: 'changes',
		notice: 'This releases the money to the seller, and cannot be taken back.',
		fields: [
			orderId('integer'),
			{
				kind: 'ids',
				name: 'orderEntryIds',
				displayName: 'Order Line IDs',
				description:
					'The lines that have arrived, with commas between them: subItemIDString in "1688 Order: Get" with Include: Items',
				required: true,
				sentAs: 'integers',
			},
		],
		answer: 'verdict',
		lookAfterwards:
			'Look at the order with "1688 Order: Get", Include: Items: what was confirmed has logisticsStatus 3.',
	},
	create: {
		name: 'Create',
		action: 'Create an order',
		description: 'Order products of one seller',
		method: 'POST',
		path: '/alibaba/order/create',
		effect: 'changes',
		notice: CREATES,
		fields: [...createFields, orderAddress({ townRequired: true }), lines()],
		answer: 'created',
		creates: 'order',
		lookAfterwards: LOOK_FOR_IT,
	},
	createForSeveralSellers: {
		name: 'Create for Several Sellers',
		action: 'Create orders at several sellers',
		description:
			'Order products of several sellers in one call, which makes one order for each seller',
		method: 'POST',
		path: '/alibaba/order/batch/create',
		effect: 'changes',
		notice: CREATES,
		fields: [...createFields, orderAddress({ townRequired: false }), lines(sellerOpenId)],
		answer: 'created',
		creates: 'order',
		lookAfterwards: LOOK_FOR_IT,
	},
	get: {
		name: 'Get',
		action: 'Get an order',
		description: 'Look an order up: its state, payment, amount and supplier',
		method: 'POST',
		path: '/alibaba/order/detail',
		effect: 'reads',
		constants: { webSite: '1688' },
		fields: [orderId('text')],
		answer: 'order',
	},
	getPaymentLink: {
		name: 'Get Payment Link',
		action: 'Get the payment link of an order',
		description: 'Get the address where an order can be paid; may pay it at once',
		method: 'GET',
		path: '/alibaba/order/pay/url',
		effect: 'pays',
		notice:
			'<b>This may pay.</b> Where the account pays by agreement, asking for the link pays the order at once. Only an order that waits for payment is asked for, once in an execution. It knows nothing of the orders that Batch Pay 1688 Orders has submitted.',
		fields: [orderId('text')],
		answer: 'paymentLink',
		lookAfterwards: 'Do not pay it now: look at it tomorrow with "1688 Order: Get".',
	},
	preview: {
		name: 'Preview',
		action: 'Preview an order',
		description: 'See what an order would cost before it is created',
		method: 'POST',
		path: '/alibaba/order/create/preview',
		effect: 'reads',
		fields: [orderAddress({ townRequired: false }), lines()],
		answer: 'preview',
	},
	previewForSeveralSellers: {
		name: 'Preview for Several Sellers',
		action: 'Preview orders at several sellers',
		description: 'See what orders at several sellers would cost before they are created',
		method: 'POST',
		path: '/alibaba/order/create/previewbatch',
		effect: 'reads',
		fields: [orderAddress({ townRequired: false }), lines(sellerOpenId)],
		answer: 'preview',
	},
} as const satisfies Operations;
