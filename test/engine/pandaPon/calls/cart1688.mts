import { done, type LiteralCall } from '../../../support/engine/literalCall.mts';
import { address } from './order1688.mts';

const ADDRESS =
	'{"fullName":"王小明","mobile":"13800138000","phone":"020-87654321","cityText":"广州市","provinceText":"广东省","townText":"太和镇","address":"仓库路 1 号 \\"A 座\\"","districtCode":"440111"}';
const withDistrict = { values: { ...address, districtCode: '440111' } };

/** The operations of *1688 Cart*. */
export const cart1688Calls: LiteralCall[] = [
	{
		resource: 'cart1688',
		operation: 'list',
		effect: 'reads',
		method: 'GET',
		path: '/v2/alibaba/cart/list',
		data: '{"disableList":[{"sellerOpenId":"B2","sellerNickName":"old","cartItemInfos":[{"id":3}]}],"enableList":[{"sellerOpenId":"B1","sellerNickName":"lamps","cartItemInfos":[{"id":1,"offerMapId":"o1","skuId":5123456789012345678,"price":12.5,"quantity":40,"newField":true},{"id":2}]}]}',
		items: [
			{
				id: 1,
				offerMapId: 'o1',
				skuId: '5123456789012345678',
				price: 12.5,
				quantity: 40,
				newField: true,
				sellerOpenId: 'B1',
				sellerNickName: 'lamps',
				available: true,
			},
			{ id: 2, sellerOpenId: 'B1', sellerNickName: 'lamps', available: true },
			{ id: 3, sellerOpenId: 'B2', sellerNickName: 'old', available: false },
		],
	},
	{
		resource: 'cart1688',
		operation: 'editQuantity',
		effect: 'changes',
		parameters: {
			id: '101',
			quantity: 40,
			additionalFields: { productNo: 'L-1', container: 'C-1' },
		},
		method: 'POST',
		path: '/alibaba/cart/edit-quantity',
		body: '{"quantity":40,"id":101,"productNo":"L-1","container":"C-1"}',
		data: 'true',
		items: [done({ answer: true })],
	},
	{
		resource: 'cart1688',
		operation: 'previewOrder',
		effect: 'reads',
		parameters: { cartIds: '101， 102', addressParam: withDistrict },
		method: 'POST',
		path: '/alibaba/cart/preview/order',
		body: `{"addressParam":${ADDRESS},"cartIds":[101,102]}`,
		data: '{"orderPreviewResuslt":[{"sumPayment":1250,"status":false,"message":"库存不足","resultCode":"500_004"}]}',
		items: [
			{
				amount: 12.5,
				goodsAmount: null,
				shippingFee: null,
				additionalFee: null,
				discount: null,
				possible: false,
				message: '库存不足',
				resultCode: '500_004',
				tradeTypes: [],
				flow: null,
				lines: [],
			},
		],
	},
	{
		resource: 'cart1688',
		operation: 'createOrder',
		effect: 'changes',
		parameters: {
			cartIds: '101, 2059624776425880795',
			flow: 'general',
			addressParam: withDistrict,
			additionalFields: {
				message: 'PO-17',
				tradeType: 'assureTrade',
				userId: '2100007341207',
				staffName: 'Mai',
			},
		},
		method: 'POST',
		path: '/alibaba/cart/create/order',
		body: `{"flow":"general","message":"PO-17","tradeType":"assureTrade","addressParam":${ADDRESS},"cartIds":[101,2059624776425880795],"userId":"2100007341207","staffName":"Mai"}`,
		data: '{"orderId":2059624776425880794}',
		items: [
			done({
				createdIds: ['2059624776425880794'],
				answer: { orderId: '2059624776425880794' },
			}),
		],
	},
];
