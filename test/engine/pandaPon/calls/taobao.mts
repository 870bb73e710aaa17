import { done, type LiteralCall } from '../../../support/engine/literalCall.mts';

const receiver = {
	name: '王小明',
	mobile_phone: '13800138000',
	phone: '020-87654321',
	country: 'China',
	state: '广东省',
	city: '广州市',
	district: '白云区',
	address: '仓库路 1 号',
	zip: '510000',
};
const RECEIVER =
	'{"zip":"510000","country":"China","state":"广东省","city":"广州市","district":"白云区","address":"仓库路 1 号","phone":"020-87654321","mobile_phone":"13800138000","name":"王小明"}';
/** PandaPon's own example: two pieces, together 400 fen. */
const lines = [
	{
		itemId: '672991141190',
		skuId: '85',
		quantity: 1,
		price: '2',
		currency: 'CNY',
		orderLineNo: '1',
	},
	{ itemId: '672991141190', skuId: '86', quantity: 1, price: 2, currency: 'CNY', orderLineNo: '2' },
];
const LINES =
	'[{"itemId":"672991141190","orderLineNo":"1","quantity":1,"price":200,"currency":"CNY","skuId":"85"},{"itemId":"672991141190","orderLineNo":"2","quantity":1,"price":200,"currency":"CNY","skuId":"86"}]';
/** JSON text inside JSON. */
const inside = (json: string): string => JSON.stringify(json);

/** The operations of *Taobao Product*. */
export const taobaoProductCalls: LiteralCall[] = [
	{
		resource: 'taobaoProduct',
		operation: 'get',
		effect: 'reads',
		parameters: { itemId: '672991141190' },
		method: 'GET',
		path: '/open/product/get',
		query: 'itemId=672991141190',
		data: '{"itemId":672991141190,"mpId":"26","price":1250,"picUrls":[],"skuList":[{"skuId":5123456789012345678,"newField":1}]}',
		items: [
			{
				itemId: 672991141190,
				mpId: '26',
				price: 1250,
				picUrls: [],
				skuList: [{ skuId: '5123456789012345678', newField: 1 }],
			},
		],
	},
	{
		resource: 'taobaoProduct',
		operation: 'search',
		effect: 'reads',
		parameters: { additionalFields: { keyword: '台灯', sort: 'tk_rate_desc' } },
		method: 'POST',
		path: '/v2/taobao/product/item/search',
		body: '{"keyword":"台灯","pageSize":40,"pageNo":1,"sort":"tk_rate_desc"}',
		followedBy: ['{"keyword":"台灯","pageSize":40,"pageNo":2,"sort":"tk_rate_desc"}'],
		data: '{"data":[{"itemId":"a1","price":1250},{"itemId":9223372036854775807}]}',
		items: [{ itemId: 'a1', price: 1250 }, { itemId: '9223372036854775807' }],
	},
	{
		resource: 'taobaoProduct',
		operation: 'checkSeveral',
		effect: 'reads',
		parameters: {
			params: { lines: [{ itemId: '672991141190', skuIds: '85, 86' }, { itemId: '672991141191' }] },
		},
		method: 'POST',
		path: '/open/product/batch/check',
		body: `{"params":${inside('[{"itemId":"672991141190","skuIds":["85","86"]},{"itemId":"672991141191"}]')}}`,
		data: '{"mpProducts":[{"mpId":9223372036854775807}],"noMpProductItemIds":["672991141191"],"noMpReasonList":[]}',
		items: [
			{
				mpProducts: [{ mpId: '9223372036854775807' }],
				noMpProductItemIds: ['672991141191'],
				noMpReasonList: [],
			},
		],
	},
];

/** The operations of *Taobao Order*. */
export const taobaoOrderCalls: LiteralCall[] = [
	{
		resource: 'taobaoOrder',
		operation: 'create',
		effect: 'changes',
		parameters: {
			purchaseAmount: '4.00',
			receiver: { values: receiver },
			orderLineList: { lines },
			additionalFields: { orderSource: 'lazada', sellerOrderNumber: 'PO-17' },
		},
		method: 'POST',
		path: '/open/order',
		body: `{"purchaseAmount":400,"receiver":${inside(RECEIVER)},"orderLineList":${inside(LINES)},"orderSource":"lazada","sellerOrderNumber":"PO-17"}`,
		data: '{"purchase_id":200048859480001234,"newField":1}',
		items: [
			done({
				createdIds: ['200048859480001234'],
				answer: { purchase_id: '200048859480001234', newField: 1 },
			}),
		],
	},
	{
		resource: 'taobaoOrder',
		operation: 'render',
		effect: 'reads',
		parameters: {
			receiver: { values: receiver },
			orderLineListFrom: 'json',
			orderLineListJson: JSON.stringify(lines),
		},
		method: 'POST',
		path: '/open/order/render',
		body: `{"receiver":${inside(RECEIVER)},"orderLineList":${inside(LINES)}}`,
		data: '{"purchase_amount":1260,"purchase_id":9223372036854775807}',
		items: [{ purchase_amount: 1260, purchase_id: '9223372036854775807' }],
	},
	{
		resource: 'taobaoOrder',
		operation: 'getLogistics',
		effect: 'reads',
		parameters: { subPurchaseOrderId: '200048859480' },
		method: 'GET',
		path: '/open/order/logistics/detail/get',
		query: 'subPurchaseOrderId=200048859480',
		data: '{"purchaseOrderOuterId":3682557363260579405,"pnmLogisticsDetails":[{"mailNo":"78753196186473","logisticsTraces":[{"time":"2023-12-14 21:39:11"}]}]}',
		items: [
			{
				purchaseOrderOuterId: '3682557363260579405',
				pnmLogisticsDetails: [
					{ mailNo: '78753196186473', logisticsTraces: [{ time: '2023-12-14 21:39:11' }] },
				],
			},
		],
	},
];

/** The operations of *Taobao Refund*. */
export const taobaoRefundCalls: LiteralCall[] = [
	{
		resource: 'taobaoRefund',
		operation: 'list',
		effect: 'reads',
		parameters: {
			additionalFields: {
				refundId: '9223372036854775807',
				purchaseOrderId: '200048859480001234',
				salesOrderId: '3682557363260579405',
				refundStatus: 1,
				refundStartTime: 1_715_669_977_082,
				refundEndTime: 1_715_756_377_082,
			},
		},
		method: 'POST',
		path: '/open/order/refund/queryList',
		body: '{"refundId":"9223372036854775807","purchaseOrderId":"200048859480001234","salesOrderId":"3682557363260579405","refundStatus":1,"refundStartTime":1715669977082,"refundEndTime":1715756377082,"pageNo":1,"pageSize":20}',
		followedBy: [
			'{"refundId":"9223372036854775807","purchaseOrderId":"200048859480001234","salesOrderId":"3682557363260579405","refundStatus":1,"refundStartTime":1715669977082,"refundEndTime":1715756377082,"pageNo":2,"pageSize":20}',
		],
		data: '[{"refundId":9223372036854775807,"newField":{}}]',
		items: [{ refundId: '9223372036854775807', newField: {} }],
	},
	{
		resource: 'taobaoRefund',
		operation: 'get',
		effect: 'reads',
		parameters: { refundId: '9223372036854775807' },
		method: 'GET',
		path: '/open/order/refund/query',
		query: 'refundId=9223372036854775807',
		data: '{"distributorId":2100005349129,"currency":"CNY","refundOrderAggregate":{"refundId":9223372036854775807}}',
		items: [
			{
				distributorId: 2100005349129,
				currency: 'CNY',
				refundOrderAggregate: { refundId: '9223372036854775807' },
			},
		],
	},
	{
		resource: 'taobaoRefund',
		operation: 'render',
		effect: 'reads',
		parameters: { subOrderId: '9223372036854775807', refundType: 1, goodsStatus: 2 },
		method: 'POST',
		path: '/v2/taobao/order/refund/render',
		body: '{"subOrderId":"9223372036854775807","refundType":1,"goodsStatus":2}',
		data: '{"maxRefundFee":{"refundFee":1250},"distributorId":2100005349129,"currency":"CNY","saleFlag":0,"newField":9223372036854775807}',
		items: [
			{
				maxRefundFee: { refundFee: 1250 },
				distributorId: 2100005349129,
				currency: 'CNY',
				saleFlag: 0,
				newField: '9223372036854775807',
			},
		],
	},
	{
		resource: 'taobaoRefund',
		operation: 'cancel',
		effect: 'changes',
		parameters: { refundId: '9223372036854775807' },
		method: 'GET',
		path: '/v2/taobao/order/refund/cancel/9223372036854775807',
		data: 'null',
		items: [done({ refundId: '9223372036854775807', answer: null })],
	},
	{
		resource: 'taobaoRefund',
		operation: 'sendMessage',
		effect: 'changes',
		parameters: {
			refundId: '9223372036854775807',
			refundMessage: '请问\n什么时候退款？',
			additionalFields: { refundImages: 'https://img.example/1.jpg' },
		},
		method: 'POST',
		path: '/open/order/refund/submit/message',
		body: '{"refundId":"9223372036854775807","refundMessage":"请问\\n什么时候退款？","refundImages":"https://img.example/1.jpg"}',
		data: '{"id":9223372036854775807}',
		items: [done({ refundId: '9223372036854775807', answer: { id: '9223372036854775807' } })],
	},
];

/** The operations of *Taobao Cart*. */
export const taobaoCartCalls: LiteralCall[] = [
	{
		resource: 'taobaoCart',
		operation: 'add',
		effect: 'changes',
		parameters: {
			itemId: '672991141190',
			mpId: '26',
			mpSkuId: '27',
			quantity: 3,
			additionalFields: {
				itemTitle: '台灯',
				itemPic: 'https://img.example/1.jpg',
				platform: 0,
				price: '12.5',
				promotionPrice: '0',
				properties: '{"颜色":"白"}',
				shopId: '9223372036854775807',
				shopName: '明灯',
				skuId: '5123456789012345678',
				skuQuantity: '900',
				userId: '2100007341207',
				userNick: 'lamps',
			},
		},
		method: 'POST',
		path: '/open/cart/add',
		body: '{"userId":"2100007341207","platform":0,"itemId":672991141190,"skuId":"5123456789012345678","itemTitle":"台灯","itemPic":"https://img.example/1.jpg","mpId":"26","mpSkuId":"27","price":1250,"promotionPrice":0,"properties":"{\\"颜色\\":\\"白\\"}","quantity":3,"shopId":9223372036854775807,"shopName":"明灯","skuQuantity":"900","userNick":"lamps"}',
		data: '5123456789012345678',
		items: [done({ answer: '5123456789012345678' })],
	},
	{
		resource: 'taobaoCart',
		operation: 'createOrder',
		effect: 'changes',
		parameters: {
			ids: '101, 102',
			orderAddress: { values: receiver },
			additionalFields: { userId: '2100007341207' },
		},
		method: 'POST',
		path: '/open/cart/create/order',
		body: `{"ids":[101,102],"orderAddress":${RECEIVER},"userId":"2100007341207"}`,
		data: '200048859480001234',
		items: [done({ createdIds: ['200048859480001234'], answer: '200048859480001234' })],
	},
];
