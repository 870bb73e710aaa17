import { exampleCalls } from './exampleCalls.mts';
import { keyOf, type Handler } from './handler.mts';

/** Calls of other families, which people make with n8n's HTTP Request node. Request and answer as PandaPon documents them. */
export const otherHandlers: Record<string, Handler> = {
	// 1688 orders. `orderId` is a JSON number of 19 digits here; `data` says whether the order was cancelled.
	[keyOf(exampleCalls.cancelOrder)]: (account, { webSite, orderId, cancelReason }) => {
		if (typeof orderId !== 'bigint' || typeof cancelReason !== 'string')
			return { code: 400, msg: 'orderId must be a number, cancelReason text' };
		const order = account.orders.get(String(orderId));
		if (webSite !== '1688' || order === undefined) return { code: 404, msg: '订单不存在' };
		if (order.status !== 'waitbuyerpay') return { data: false };
		order.status = 'cancel';
		return { data: true };
	},

	// 1688 shopping cart, second version of the API.
	[keyOf(exampleCalls.cartList)]: () => ({
		data: {
			disableList: [],
			enableList: [
				{
					sellerOpenId: 'BBB0000000000000000001',
					sellerNickName: 'yiwu-lamps',
					cartItemInfos: [
						{
							id: 1,
							offerMapId: '672991141190',
							specId: 'warm-white',
							skuId: '85',
							itemTitle: 'Desk lamp',
							itemPic: '',
							price: 1250,
							quantity: 40,
							amountOnSale: 900,
							properties: '',
						},
					],
				},
			],
		},
	}),

	// Taobao goods.
	[keyOf(exampleCalls.taobaoProduct)]: (_account, { itemId }) => {
		if (itemId === undefined) return { code: 400, msg: 'itemId is missing' };
		return {
			data: {
				itemId: Number(itemId),
				mpId: '26',
				description: 'Desk lamp',
				price: 1250,
				productUnit: '件',
				picUrls: [],
			},
		};
	},

	// Taobao orders: where a parcel is. In the query stands the ID of a sub-order.
	[keyOf(exampleCalls.taobaoLogistics)]: (_account, { subPurchaseOrderId }) => {
		if (subPurchaseOrderId === undefined)
			return { code: 400, msg: 'subPurchaseOrderId is missing' };
		const trace = {
			status: 'TRANSPORT',
			statusDesc: '运输中',
			city: '北京市',
			time: '2023-12-14 21:39:11',
			action: 'TMS_STATION_OUT',
		};
		return {
			data: {
				purchaseOrderOuterId: '3682557363260579405',
				pnmLogisticsDetails: [{ mailNo: '78753196186473', logisticsTraces: [trace] }],
			},
		};
	},

	// Addresses. Documented with `code` and `msg` only.
	[keyOf(exampleCalls.address)]: (_account, { name, address, phone }) => {
		if (![name, address, phone].every((field) => typeof field === 'string'))
			return { code: 400, msg: 'name, address and phone must be text' };
		return { data: undefined };
	},
};
