import { orderId, text } from './commonFields';
import type { Field, Operations } from './endpoint';

const REFUND_ID: Field = {
	kind: 'text',
	name: 'refundId',
	displayName: 'Refund ID',
	description: 'The refund on 1688; it begins with TQ',
	placeholder: 'e.g. TQ233104830183830794',
	required: true,
};
const VOUCHERS: Field = {
	kind: 'texts',
	name: 'vouchers',
	displayName: 'Pictures as Proof',
	description: 'Addresses of one to five pictures, with commas or line breaks between them',
};

/** Refunds and returns on 1688. */
export const refund1688 = {
	create: {
		name: 'Create',
		action: 'Ask for a refund of an order',
		description: 'Ask the seller to give money back, with or without a return of the goods',
		method: 'POST',
		path: '/alibaba/refund/detail/create',
		effect: 'changes',
		notice:
			'Each input item asks for a refund. PandaPon has no way to tell a second try from a second refund, so within an execution each call is sent once.',
		fields: [
			orderId('integer'),
			{
				kind: 'options',
				name: 'disputeRequest',
				displayName: 'Kind',
				description: 'Whether the goods go back',
				required: true,
				default: 'refund',
				options: [
					{ name: 'Refund Only', value: 'refund' },
					{ name: 'Return and Refund', value: 'returnRefund' },
				],
			},
			{
				kind: 'amount',
				name: 'applyPayment',
				displayName: 'Refund for Goods (CNY)',
				description: 'How much of the price is asked back, in yuan',
				placeholder: 'e.g. 12.50',
				required: true,
			},
			{
				kind: 'amount',
				name: 'applyCarriage',
				displayName: 'Refund for Freight (CNY)',
				description: 'How much of the freight is asked back, in yuan; 0 for none',
				placeholder: 'e.g. 0',
				required: true,
			},
			{
				kind: 'integer',
				name: 'applyReasonId',
				displayName: 'Reason ID',
				description:
					"Number of 1688's reason for the refund; ask PandaPon's support for the list, since no documented call gives it",
				required: true,
			},
			{
				kind: 'options',
				name: 'goodsStatus',
				displayName: 'State of the Goods',
				description: 'Where the goods are',
				required: true,
				default: 'refundWaitSellerSend',
				options: [
					{ name: 'After-Sale, Not Received', value: 'aftersaleBuyerNotReceived' },
					{ name: 'After-Sale, Received', value: 'aftersaleBuyerReceived' },
					{ name: 'Not Shipped Yet', value: 'refundWaitSellerSend' },
					{ name: 'On the Way', value: 'refundWaitBuyerReceive' },
					{ name: 'Received', value: 'refundBuyerReceived' },
				],
			},
			{
				kind: 'text',
				name: 'description',
				displayName: 'Description',
				description: 'What is wrong, in 2 to 150 characters',
				required: true,
				multiline: true,
			},
			{
				kind: 'ids',
				name: 'orderEntryIds',
				displayName: 'Order Line IDs',
				description:
					'The lines it is about, with commas between them: subItemIDString in "1688 Order: Get" with Include: Items',
				sentAs: 'integers',
			},
			{
				kind: 'lines',
				name: 'orderEntryCountList',
				displayName: 'Pieces per Line',
				entry: 'Line',
				description: 'How many pieces of a line it is about',
				sentAs: 'list',
				fields: [
					{
						kind: 'id',
						name: 'id',
						displayName: 'Order Line ID',
						description: 'The line of the order',
						required: true,
						sentAs: 'integer',
					},
					{
						kind: 'integer',
						name: 'count',
						displayName: 'Pieces',
						description: 'How many pieces',
						default: 1,
						least: 1,
					},
				],
			},
			VOUCHERS,
		],
		answer: 'created',
		creates: 'refund',
		lookAfterwards:
			'Look at the order with "1688 Order: Get" before you ask again: it shows a refundStatus.',
	},
	get: {
		name: 'Get',
		action: 'Get a 1688 refund',
		description: 'Look a refund up: its state and its amounts',
		method: 'POST',
		path: '/alibaba/refund/info',
		effect: 'reads',
		bodyOrQuery: true,
		fields: [REFUND_ID],
		answer: 'refund',
	},
	sendReturnParcel: {
		name: 'Send Return Parcel',
		action: 'Tell the seller of a return parcel',
		description: 'Tell the seller with which parcel the goods go back',
		method: 'POST',
		path: '/alibaba/refund/goods/return',
		effect: 'changes',
		fields: [
			REFUND_ID,
			{
				kind: 'text',
				name: 'logisticsCompanyNo',
				displayName: 'Carrier Number',
				description: "1688's number of the carrier",
				required: true,
			},
			{
				kind: 'text',
				name: 'freightBill',
				displayName: 'Tracking Number',
				description: 'Number on the parcel',
				required: true,
			},
			text('description', 'Description', 'Note to the seller'),
			VOUCHERS,
		],
		answer: 'accepted',
		lookAfterwards: 'Look at the refund with "1688 Refund: Get", Simplify off.',
	},
} as const satisfies Operations;
