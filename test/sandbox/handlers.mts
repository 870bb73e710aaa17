import { endpoints } from '../../dist/nodes/shared/api/endpoints.js';
import { buyerView } from './buyerView.mts';
import { keyOf, type Handler } from './handler.mts';
import { otherHandlers } from './otherHandlers.mts';

/** Paths of the calls that pay, that look an order up, and that search products. docs/api.md has their fields, and how each is known. */
export const PAY = endpoints.batchPayment.path;
export const DETAIL = endpoints.orderDetail.path;
export const KEYWORDS = endpoints.keywordQuery.path;

/** The work of each endpoint, by method and path. */
export const handlers: Record<string, Handler> = {
	[keyOf(endpoints.batchPayment)]: (account, { orderIds }) => {
		if (!Array.isArray(orderIds) || !orderIds.every((id) => typeof id === 'string')) {
			return { code: 400, msg: 'orderIds must be a list of text' };
		}
		const successOrderIds: string[] = [];
		const payFailOrders: Array<{ orderId: string; errorReason: string }> = [];
		for (const orderId of orderIds) {
			const errorReason = account.submit(orderId);
			if (errorReason === undefined) successOrderIds.push(orderId);
			else payFailOrders.push({ orderId, errorReason });
		}
		return { data: { successOrderIds, payFailOrders } };
	},

	[keyOf(endpoints.orderDetail)]: (account, { webSite, orderId }) => {
		const order = account.orders.get(String(orderId));
		if (webSite !== '1688' || order === undefined) return { code: 404, msg: '订单不存在' };
		return { data: buyerView(String(orderId), order) };
	},

	[keyOf(endpoints.keywordQuery)]: (_account, { beginPage, pageSize }) => ({
		data: { totalRecords: 0, totalPage: 0, pageSize, currentPage: beginPage, data: [] },
	}),

	...otherHandlers,
};
