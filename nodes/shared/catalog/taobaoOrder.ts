import { taobaoReceiver } from './addresses';
import { pieces, required, taobaoPrice, text } from './commonFields';
import type { Field, Operations } from './endpoint';
import { CREATES } from './order1688';

const LINES: Field = {
	kind: 'lines',
	name: 'orderLineList',
	displayName: 'Order Lines',
	entry: 'Line',
	description: 'What is ordered',
	required: true,
	sentAs: 'jsonText',
	fields: [
		{
			kind: 'id',
			name: 'itemId',
			displayName: 'Item ID',
			description: 'The product on Taobao',
			required: true,
			sentAs: 'text',
		},
		{
			kind: 'text',
			name: 'skuId',
			displayName: 'SKU ID',
			description: 'The variant, as the product names it',
			required: true,
		},
		pieces('How many pieces'),
		required(taobaoPrice),
		{
			kind: 'text',
			name: 'currency',
			displayName: 'Currency',
			description: 'Currency of the price',
			default: 'CNY',
			required: true,
		},
		{
			kind: 'text',
			name: 'orderLineNo',
			displayName: 'Line Number',
			description: 'Your own number of the line, e.g. 1',
			required: true,
		},
	],
};

/** Taobao orders. */
export const taobaoOrder = {
	create: {
		name: 'Create',
		action: 'Create a Taobao order',
		description: 'Order products on Taobao',
		method: 'POST',
		path: '/open/order',
		effect: 'changes',
		notice: CREATES,
		fields: [
			{
				kind: 'amount',
				name: 'purchaseAmount',
				displayName: 'Budget (CNY)',
				description: 'What the order may cost in all, in yuan',
				placeholder: 'e.g. 120.50',
				required: true,
			},
			taobaoReceiver,
			LINES,
			text(
				'orderSource',
				'Order Source',
				'Platform on which your customer has ordered, e.g. lazada',
			),
			text(
				'sellerOrderNumber',
				'Your Order Number',
				'Number of that order; with one of your own you can tell which order is yours',
			),
		],
		answer: 'created',
		creates: 'order',
		lookAfterwards: 'Look for a new order in the PandaPon console before you create it again.',
	},
	getLogistics: {
		name: 'Get Logistics',
		action: 'Get the parcels of a Taobao order',
		description: 'Get the parcels of a sub-order, and where they are',
		method: 'GET',
		path: '/open/order/logistics/detail/get',
		effect: 'reads',
		fields: [
			{
				kind: 'id',
				sentAs: 'text',
				name: 'subPurchaseOrderId',
				displayName: 'Sub-Order ID',
				description: 'The sub-order of the purchase',
				placeholder: 'e.g. 200048859480',
				required: true,
			},
		],
		answer: 'object',
	},
	render: {
		name: 'Render',
		action: 'Render a Taobao order',
		description: 'See what an order would be before it is created',
		method: 'POST',
		path: '/open/order/render',
		effect: 'reads',
		fields: [taobaoReceiver, LINES],
		answer: 'object',
	},
} as const satisfies Operations;
