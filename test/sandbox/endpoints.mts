import type { Account } from './account.mts';
import { buyerView } from './buyerView.mts';
import { otherEndpoints } from './otherEndpoints.mts';

/** The endpoints the sandbox answers, each as PandaPon documents it: docs/api.md has the fields, and how each is known. */
export const PAY = '/alibaba/order/batch/submit/to/pay';
export const DETAIL = '/alibaba/order/detail';
export const KEYWORDS = '/alibaba/product/keywords/query';

/** What an endpoint answers: `data` of the envelope, or a refusal. */
export type Reply = { data: unknown } | { code: number; msg: string };

/** An endpoint's work. `body` is the JSON body, or the query where there is none; a whole number too long for a JavaScript number is a bigint. */
export type Endpoint = (account: Account, body: Record<string, unknown>) => Reply;

export const endpoints: Record<string, Endpoint> = {
	[`POST ${PAY}`]: (account, { orderIds }) => {
		if (!Array.isArray(orderIds) || !orderIds.every((id) => typeof id === 'string')) {
			return { code: 400, msg: 'orderIds must be a list of text' };
		}
		const successOrderIds: string[] = [];
		const payFailOrders: Array<{ orderId: string; errorReason: string }> = [];
		for (const orderId of orderIds as string[]) {
			const errorReason = account.submit(orderId);
			if (errorReason === undefined) successOrderIds.push(orderId);
			else payFailOrders.push({ orderId, errorReason });
		}
		return { data: { successOrderIds, payFailOrders } };
	},

	[`POST ${DETAIL}`]: (account, { webSite, orderId }) => {
		const order = account.orders.get(String(orderId));
		if (webSite !== '1688' || order === undefined) return { code: 404, msg: '订单不存在' };
		return { data: buyerView(String(orderId), order) };
	},

	[`POST ${KEYWORDS}`]: (_account, { beginPage, pageSize }) => ({
		data: { totalRecords: 0, totalPage: 0, pageSize, currentPage: beginPage, data: [] },
	}),

	...otherEndpoints,
};
