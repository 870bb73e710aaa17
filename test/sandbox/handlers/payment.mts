import { digits } from '../checkFields.mts';
import { checked, type Handler } from '../handler.mts';

/** Calls that pay 1688 orders, or may. */
export const payment: Record<string, Handler> = {
	'POST /alibaba/order/batch/submit/to/pay': (account, { orderIds }) => {
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
		return { data: { successOrderIds, payFailOrders }, changed: successOrderIds.length > 0 };
	},

	// Asking for the link pays at once where the account has agreed to that.
	'GET /alibaba/order/pay/url': checked<{ orderId: string }>(
		{ orderId: digits },
		(account, { orderId }) => {
			const order = account.orders.get(orderId);
			if (order === undefined) return { code: 404, msg: '订单不存在' };
			const cannotPay = {
				data: {
					orderId,
					protocolPaySuccess: false,
					payUrl: null,
					cantPayOrderList: [BigInt(orderId)],
				},
			};
			if (account.paysByAgreement)
				return account.submit(orderId) === undefined
					? {
							data: { orderId, protocolPaySuccess: true, payUrl: null, cantPayOrderList: [] },
							changed: true,
						}
					: cannotPay;
			if (order.status !== 'waitbuyerpay' || order.refusal !== undefined) return cannotPay;
			const payUrl = `https://trade.1688.com/order/cashier.htm?orderId=${orderId}`;
			return { data: { orderId, protocolPaySuccess: false, payUrl, cantPayOrderList: [] } };
		},
	),
};
