import { done, type LiteralCall } from '../../../support/engine/literalCall.mts';

/** The required texts of an address, and the town, which creating an order asks for. */
export const address = {
	fullName: '王小明',
	mobile: '13800138000',
	phone: '020-87654321',
	cityText: '广州市',
	provinceText: '广东省',
	townText: '太和镇',
	address: '仓库路 1 号 "A 座"',
};
const ADDRESS =
	'{"fullName":"王小明","mobile":"13800138000","phone":"020-87654321","cityText":"广州市","provinceText":"广东省","townText":"太和镇","address":"仓库路 1 号 \\"A 座\\""}';
const line = { offerId: '672991141190', specId: 'b266e0726506185beaf205cbae88530d', quantity: 2 };
const otherLine = { offerId: '9223372036854775807', specId: 'warm-white', quantity: 1 };
const LINES =
	'{"offerId":672991141190,"specId":"b266e0726506185beaf205cbae88530d","quantity":2},{"offerId":9223372036854775807,"specId":"warm-white","quantity":1}';
const SELLERS_LINE =
	'{"offerId":672991141190,"specId":"b266e0726506185beaf205cbae88530d","quantity":2,"sellerOpenId":"BBBAo1"}';

/** 1688's buyer view of a paid order. Beside the exact text, its own `id` may be a bare number. */
export const PAID_ORDER = `{
	"baseInfo":{"id":2059624776425880794,"idOfStr":"2059624776425880794","status":"waitbuyerreceive",
		"totalAmount":41.5,"sumProductPayment":36.5,"shippingFee":5,"discount":-200,"tradeType":"50060",
		"createTime":"20180614101942000+0800","payTime":"20180614031500123-0700",
		"sellerLoginId":"yiwu-lamps","sellerContact":{"companyName":"义乌市明灯日用品有限公司","shopName":"明灯"},
		"refundStatus":"waitselleragree"},
	"tradeTerms":[{"payStatus":"2","phase":1,"phasAmount":41.5}],
	"productItems":[{"subItemID":2059624776425880795,"subItemIDString":"2059624776425880795","name":"台灯","quantity":2,"itemAmount":36.5}],
	"nativeLogistics":{"address":"仓库路 1 号","caid":"x1","logisticsItems":[{"id":9223372036854775807,"logisticsBillNo":"SF1","carriage":5}]},
	"newField":{"deep":[9223372036854775807,1]}}`;

/** Answers with a price of 36 + 5 yuan: sums in fen, those of a line in yuan. */
const PREVIEW = `{"success":true,"errorCode":null,"errorMsg":null,"unsupportedCrossBorderPayOfferList":[],
	"orderPreviewResuslt":[{"discountFee":150,"tradeModeNameList":["assureTrade","creditBuy"],"status":true,
		"sumPayment":4100,"sumCarriage":500,"sumPaymentNoCarriage":3600,"message":"ok","resultCode":"200","flowFlag":"general",
		"cargoList":[{"amount":36,"finalUnitPrice":18,"offerId":9223372036854775807,"skuId":4,"newField":1}]}]}`;
const previewed = {
	amount: 41,
	goodsAmount: 36,
	shippingFee: 5,
	additionalFee: null,
	discount: 1.5,
	possible: true,
	message: 'ok',
	resultCode: '200',
	tradeTypes: ['assureTrade', 'creditBuy'],
	flow: 'general',
	lines: [
		{ amount: 36, finalUnitPrice: 18, offerId: '9223372036854775807', skuId: 4, newField: 1 },
	],
};

/** The operations of *1688 Order*. */
export const order1688Calls: LiteralCall[] = [
	{
		resource: 'order1688',
		operation: 'get',
		effect: 'reads',
		parameters: { orderId: '2059624776425880794' },
		method: 'POST',
		path: '/alibaba/order/detail',
		body: '{"webSite":"1688","orderId":"2059624776425880794"}',
		data: PAID_ORDER,
		items: [
			{
				orderId: '2059624776425880794',
				status: 'waitbuyerreceive',
				payment: 'paid',
				amount: 41.5,
				shippingFee: 5,
				supplier: '义乌市明灯日用品有限公司',
				createdAt: '2018-06-14T10:19:42.000+08:00',
				paidAt: '2018-06-14T03:15:00.123-07:00',
				closeReason: null,
				refundStatus: 'waitselleragree',
			},
		],
	},
	{
		resource: 'order1688',
		operation: 'get',
		when: 'whole',
		effect: 'reads',
		parameters: { orderId: '2059624776425880794', simplify: false },
		method: 'POST',
		path: '/alibaba/order/detail',
		body: '{"webSite":"1688","orderId":"2059624776425880794"}',
		data: PAID_ORDER,
		items: [
			{
				baseInfo: {
					id: '2059624776425880794',
					idOfStr: '2059624776425880794',
					status: 'waitbuyerreceive',
					totalAmount: 41.5,
					sumProductPayment: 36.5,
					shippingFee: 5,
					discount: -200,
					tradeType: '50060',
					createTime: '20180614101942000+0800',
					payTime: '20180614031500123-0700',
					sellerLoginId: 'yiwu-lamps',
					sellerContact: { companyName: '义乌市明灯日用品有限公司', shopName: '明灯' },
					refundStatus: 'waitselleragree',
				},
				tradeTerms: [{ payStatus: '2', phase: 1, phasAmount: 41.5 }],
				productItems: [
					{
						subItemID: '2059624776425880795',
						subItemIDString: '2059624776425880795',
						name: '台灯',
						quantity: 2,
						itemAmount: 36.5,
					},
				],
				nativeLogistics: {
					address: '仓库路 1 号',
					caid: 'x1',
					logisticsItems: [{ id: '9223372036854775807', logisticsBillNo: 'SF1', carriage: 5 }],
				},
				newField: { deep: ['9223372036854775807', 1] },
			},
		],
	},
	{
		resource: 'order1688',
		operation: 'preview',
		effect: 'reads',
		parameters: {
			addressParam: { values: address },
			cargoParamList: { lines: [line, otherLine] },
		},
		method: 'POST',
		path: '/alibaba/order/create/preview',
		body: `{"addressParam":${ADDRESS},"cargoParamList":[${LINES}]}`,
		data: PREVIEW,
		items: [previewed],
	},
	{
		resource: 'order1688',
		operation: 'previewForSeveralSellers',
		effect: 'reads',
		parameters: {
			addressParam: { values: { ...address, postCode: '510000', areaText: '白云区' } },
			cargoParamListFrom: 'json',
			cargoParamListJson: `[${SELLERS_LINE}]`,
			simplify: false,
		},
		method: 'POST',
		path: '/alibaba/order/create/previewbatch',
		body: `{"addressParam":${ADDRESS.replace('}', ',"postCode":"510000","areaText":"白云区"}')},"cargoParamList":[${SELLERS_LINE}]}`,
		data: '{"success":true,"orderPreviewResuslt":[],"postFeeByDescOfferList":[9223372036854775807]}',
		items: [
			{
				success: true,
				orderPreviewResuslt: [],
				postFeeByDescOfferList: ['9223372036854775807'],
			},
		],
	},
	{
		resource: 'order1688',
		operation: 'create',
		effect: 'changes',
		parameters: {
			flow: 'general',
			addressParam: { values: address },
			cargoParamList: { lines: [line, otherLine] },
			additionalFields: {
				message: 'PO-17 请发顺丰',
				shopPromotionId: 'p1',
				tradeType: 'assureTrade',
			},
		},
		method: 'POST',
		path: '/alibaba/order/create',
		body: `{"flow":"general","message":"PO-17 请发顺丰","shopPromotionId":"p1","tradeType":"assureTrade","addressParam":${ADDRESS},"cargoParamList":[${LINES}]}`,
		data: '{"totalSuccessAmount":4100,"orderId":"2059624776425880794","success":true,"postFee":500,"failedOfferList":[],"newField":2059624776425880795}',
		items: [
			done({
				createdIds: ['2059624776425880794'],
				answer: {
					totalSuccessAmount: 4100,
					orderId: '2059624776425880794',
					success: true,
					postFee: 500,
					failedOfferList: [],
					newField: '2059624776425880795',
				},
			}),
		],
	},
	{
		resource: 'order1688',
		operation: 'createForSeveralSellers',
		effect: 'changes',
		parameters: {
			flow: 'general',
			addressParam: { values: address },
			cargoParamListFrom: 'json',
			cargoParamListJson: `[${SELLERS_LINE}]`,
		},
		method: 'POST',
		path: '/alibaba/order/batch/create',
		body: `{"flow":"general","addressParam":${ADDRESS},"cargoParamList":[${SELLERS_LINE}]}`,
		data: '[{"baseInfo":{"id":2059624776425880700,"idOfStr":"2059624776425880794"},"productItems":[{"itemAmount":19}]},{"baseInfo":{"idOfStr":"2059624776425880795"}}]',
		items: [
			done({
				createdIds: ['2059624776425880794', '2059624776425880795'],
				answer: [
					{
						baseInfo: { id: '2059624776425880700', idOfStr: '2059624776425880794' },
						productItems: [{ itemAmount: 19 }],
					},
					{ baseInfo: { idOfStr: '2059624776425880795' } },
				],
			}),
		],
	},
	{
		resource: 'order1688',
		operation: 'cancel',
		effect: 'changes',
		parameters: {
			orderId: '2059624776425880794',
			cancelReason: 'sellerGoodsLack',
			additionalFields: { remark: 'zu spät' },
		},
		method: 'POST',
		path: '/alibaba/order/cancel',
		body: '{"webSite":"1688","orderId":2059624776425880794,"cancelReason":"sellerGoodsLack","remark":"zu spät"}',
		data: 'true',
		items: [done({ orderId: '2059624776425880794', answer: true })],
	},
	{
		resource: 'order1688',
		operation: 'confirmReceipt',
		effect: 'changes',
		parameters: {
			orderId: '2059624776425880794',
			orderEntryIds: '2059624776425880795, 2059624776425880796',
		},
		method: 'POST',
		path: '/alibaba/order/receivegoods',
		body: '{"orderId":2059624776425880794,"orderEntryIds":[2059624776425880795,2059624776425880796]}',
		data: '{"success":true,"errorInfo":null,"errorCode":null}',
		items: [
			done({
				orderId: '2059624776425880794',
				answer: { success: true, errorInfo: null, errorCode: null },
			}),
		],
	},
	{
		resource: 'order1688',
		operation: 'getPaymentLink',
		effect: 'pays',
		parameters: { orderId: '2059624776425880794' },
		method: 'GET',
		path: '/alibaba/order/pay/url',
		query: 'orderId=2059624776425880794',
		data: '{"orderId":"2059624776425880794","protocolPaySuccess":false,"payUrl":"https://pay.example/1","cantPayOrderList":[2059624776425880795]}',
		items: [
			done({
				orderId: '2059624776425880794',
				advice:
					'Look at it with "1688 Order: Get" first: open payUrl only if it still waits for payment.',
				answer: {
					orderId: '2059624776425880794',
					protocolPaySuccess: false,
					payUrl: 'https://pay.example/1',
					cantPayOrderList: ['2059624776425880795'],
				},
			}),
		],
	},
];
