import { text } from './commonFields';
import type { Field, Operations } from './endpoint';

const REFUND_ID: Field = {
	kind: 'text',
	name: 'refundId',
	displayName: 'Refund ID',
	description: 'The refund on Taobao',
	required: true,
};
const LOOK = 'Look at the refund with "Taobao Refund: Get".';

/** Refunds on Taobao, "reverse orders" in PandaPon's words. */
export const taobaoRefund = {
	cancel: {
		name: 'Cancel',
		action: 'Cancel a Taobao refund',
		description: 'Take back the request for a refund',
		method: 'GET',
		path: '/v2/taobao/order/refund/cancel/{refundId}',
		effect: 'changes',
		fields: [REFUND_ID],
		answer: 'accepted',
		lookAfterwards: LOOK,
	},
	get: {
		name: 'Get',
		action: 'Get a Taobao refund',
		description: 'Look a refund up',
		method: 'GET',
		path: '/open/order/refund/query',
		effect: 'reads',
		fields: [REFUND_ID],
		answer: 'object',
	},
	list: {
		name: 'List',
		action: 'List Taobao refunds',
		description: 'List refunds; PandaPon says that this call is still in development',
		method: 'POST',
		path: '/open/order/refund/queryList',
		effect: 'reads',
		fields: [
			{
				kind: 'id',
				sentAs: 'text',
				name: 'purchaseOrderId',
				displayName: 'Purchase Order ID',
				description: 'Only refunds of this order, by its number in PandaPon',
			},
			{ ...REFUND_ID, required: undefined, description: 'Only this refund' },
			{
				kind: 'integer',
				name: 'refundEndTime',
				displayName: 'Refund End Time',
				description: 'A whole number; the unit is not documented',
			},
			{
				kind: 'integer',
				name: 'refundStartTime',
				displayName: 'Refund Start Time',
				description: 'A whole number; the unit is not documented',
			},
			{
				kind: 'integer',
				name: 'refundStatus',
				displayName: 'Refund Status',
				description: 'Number of the state; the values are not documented',
			},
			{
				kind: 'id',
				sentAs: 'text',
				name: 'salesOrderId',
				displayName: 'Sales Order ID',
				description: 'Only refunds of this order, by its number on Taobao',
			},
		],
		answer: 'list',
		paging: { page: 'pageNo', size: 'pageSize', largest: 20 },
	},
	render: {
		name: 'Render',
		action: 'Render a Taobao refund',
		description: 'See which reasons and amounts a refund of a sub-order allows',
		method: 'POST',
		path: '/v2/taobao/order/refund/render',
		effect: 'reads',
		fields: [
			{
				kind: 'id',
				sentAs: 'text',
				name: 'subOrderId',
				displayName: 'Sub-Order ID',
				description: 'The sub-order of the purchase',
				required: true,
			},
			{
				kind: 'integer',
				name: 'refundType',
				displayName: 'Refund Type',
				description: 'Number of the kind; the values are not documented',
				required: true,
			},
			{
				kind: 'integer',
				name: 'goodsStatus',
				displayName: 'State of the Goods',
				description: 'Number of the state; the values are not documented',
				required: true,
			},
		],
		answer: 'object',
	},
	sendMessage: {
		name: 'Send Message',
		action: 'Send a message about a Taobao refund',
		description:
			'Write to the seller about a refund; PandaPon says that this call is still in development',
		method: 'POST',
		path: '/open/order/refund/submit/message',
		effect: 'changes',
		fields: [
			REFUND_ID,
			{
				kind: 'text',
				name: 'refundMessage',
				displayName: 'Message',
				description: 'What to tell the seller',
				required: true,
				multiline: true,
			},
			text('refundImages', 'Images', 'Addresses of images, as PandaPon wants them'),
		],
		answer: 'accepted',
		lookAfterwards: LOOK,
	},
} as const satisfies Operations;
