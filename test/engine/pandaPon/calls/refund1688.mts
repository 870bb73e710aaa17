import { done, type LiteralCall } from '../../../support/engine/literalCall.mts';

const REFUND =
	'{"id":77,"refundId":"TQ233104830183830794","orderId":2059624776425880794,"status":"waitselleragree","applyPayment":1250,"applyCarriage":0,"refundPayment":1205,"disputeRequest":"refund","goodsStatus":1,"applyReason":"破损","rejectReason":null,"gmtApply":"20180614101942000+0800","newField":9223372036854775807}';
const simplified = {
	refundId: 'TQ233104830183830794',
	orderId: '2059624776425880794',
	status: 'waitselleragree',
	amount: 12.5,
	shippingFee: 0,
	amountRefunded: 12.05,
	kind: 'refund',
	stateOfGoods: 1,
	reason: '破损',
	rejectReason: null,
	createdAt: '2018-06-14T10:19:42.000+08:00',
};
const get = {
	resource: 'refund1688',
	operation: 'get',
	effect: 'reads',
	method: 'POST',
	path: '/alibaba/refund/info',
	data: REFUND,
} as const;
const create = {
	resource: 'refund1688',
	operation: 'create',
	effect: 'changes',
	method: 'POST',
	path: '/alibaba/refund/detail/create',
	data: '{"refundId":"TQ233104830183830794"}',
	items: [
		done({
			orderId: '2059624776425880794',
			createdIds: ['TQ233104830183830794'],
			answer: { refundId: 'TQ233104830183830794' },
		}),
	],
} as const;

/** The operations of *1688 Refund*. */
export const refund1688Calls: LiteralCall[] = [
	{
		...get,
		parameters: { refundId: 'TQ233104830183830794' },
		body: '{"refundId":"TQ233104830183830794"}',
		items: [simplified],
	},
	{
		...get,
		when: 'in the query',
		parameters: { refundId: 'TQ233104830183830794', sentIn: 'query' },
		query: 'refundId=TQ233104830183830794',
		items: [simplified],
	},
	{
		...get,
		when: 'whole',
		parameters: { refundId: 'TQ233104830183830794', simplify: false },
		body: '{"refundId":"TQ233104830183830794"}',
		items: [
			{
				id: 77,
				refundId: 'TQ233104830183830794',
				orderId: '2059624776425880794',
				status: 'waitselleragree',
				applyPayment: 1250,
				applyCarriage: 0,
				refundPayment: 1205,
				disputeRequest: 'refund',
				goodsStatus: 1,
				applyReason: '破损',
				rejectReason: null,
				gmtApply: '20180614101942000+0800',
				newField: '9223372036854775807',
			},
		],
	},
	{
		...create,
		parameters: {
			orderId: '2059624776425880794',
			disputeRequest: 'returnRefund',
			applyPayment: '12.5',
			applyCarriage: '0',
			applyReasonId: 20_022,
			goodsStatus: 'refundBuyerReceived',
			description: '灯坏了',
		},
		body: '{"orderId":2059624776425880794,"disputeRequest":"returnRefund","applyPayment":1250,"applyCarriage":0,"applyReasonId":20022,"description":"灯坏了","goodsStatus":"refundBuyerReceived"}',
		items: [...create.items],
	},
	{
		...create,
		when: 'with all fields',
		parameters: {
			orderId: '2059624776425880794',
			disputeRequest: 'refund',
			applyPayment: '1,234.50',
			applyCarriage: '¥5.01',
			applyReasonId: 20_022,
			goodsStatus: 'refundWaitSellerSend',
			description: '不要了',
			additionalFields: {
				orderEntryIds: '2059624776425880795',
				orderEntryCountList: { lines: [{ id: '2059624776425880795', count: 3 }] },
				vouchers: 'https://img.example/1.jpg\nhttps://img.example/2.jpg',
			},
		},
		body: '{"orderId":2059624776425880794,"orderEntryIds":[2059624776425880795],"disputeRequest":"refund","applyPayment":123450,"applyCarriage":501,"applyReasonId":20022,"description":"不要了","goodsStatus":"refundWaitSellerSend","vouchers":["https://img.example/1.jpg","https://img.example/2.jpg"],"orderEntryCountList":[{"id":2059624776425880795,"count":3}]}',
		items: [...create.items],
	},
	{
		resource: 'refund1688',
		operation: 'sendReturnParcel',
		effect: 'changes',
		parameters: {
			refundId: 'TQ233104830183830794',
			logisticsCompanyNo: 'SF',
			freightBill: 'SF1234567890123',
			additionalFields: { description: '已寄出', vouchers: 'https://img.example/1.jpg' },
		},
		method: 'POST',
		path: '/alibaba/refund/goods/return',
		body: '{"refundId":"TQ233104830183830794","logisticsCompanyNo":"SF","freightBill":"SF1234567890123","description":"已寄出","vouchers":["https://img.example/1.jpg"]}',
		data: '{"success":true}',
		items: [done({ refundId: 'TQ233104830183830794', answer: { success: true } })],
	},
];
