import { count, integer, optional, text } from '../checkFields.mts';
import { checked, type Handler } from '../handler.mts';
import { pageOf } from '../paging.mts';
import { REFUND_CANCELLED, REFUND_OPEN, type TaobaoRefund } from '../taobaoAccount.mts';

const NO_SUCH_REFUND = { code: 404, msg: 'refundId: 退款单不存在' };

interface Filter {
	refundId?: string | null;
	purchaseOrderId?: string | null;
	salesOrderId?: string | null;
	refundStatus?: number | null;
	refundStartTime?: number | null;
	refundEndTime?: number | null;
	pageNo?: number | null;
	pageSize: number;
}

/** Calls about refunds on Taobao. */
export const taobaoRefund: Record<string, Handler> = {
	'POST /open/order/refund/queryList': checked<Partial<Filter> & { pageSize: number }>(
		{
			refundId: optional(text),
			purchaseOrderId: optional(text),
			salesOrderId: optional(text),
			refundStatus: optional(integer),
			refundStartTime: optional(integer),
			refundEndTime: optional(integer),
			pageNo: optional(count),
			pageSize: count,
		},
		(account, filter) => {
			const all = [...account.taobao.refunds].filter((entry) => fits(filter, entry));
			const pageNo = filter.pageNo ?? 1;
			const list = pageOf(all, pageNo, filter.pageSize).map(([id, refund]) => orderOf(id, refund));
			return { data: { total: all.length, pageNo, pageSize: filter.pageSize, list } };
		},
	),

	'GET /open/order/refund/query': checked<{ refundId: string }>(
		{ refundId: text },
		(account, { refundId }) => {
			const refund = account.taobao.refunds.get(refundId);
			if (refund === undefined) return NO_SUCH_REFUND;
			return {
				data: {
					distributorId: 2100005349129,
					currency: 'CNY',
					refundOrderAggregate: orderOf(refundId, refund),
				},
			};
		},
	),

	'POST /v2/taobao/order/refund/render': checked<{
		subOrderId: string;
		refundType: number;
		goodsStatus: number;
	}>(
		{ subOrderId: text, refundType: integer, goodsStatus: integer },
		(account, { subOrderId, refundType, goodsStatus }) => {
			const found = account.taobao.findLine(subOrderId);
			if (found === undefined) return { code: 404, msg: 'subOrderId: 子订单不存在' };
			const { price, quantity } = found.line;
			return {
				data: {
					refundOrderTemplate: {
						refundReasons: [{ reasonId: 401, reasonDesc: '多拍/错拍/不想要', tips: null }],
						goodsStatusList: [goodsStatus],
						refundOrder: { refundType, goodsStatus, refundFee: price * quantity },
						maxRefundFee: { minRefundFee: 1, refundFee: price * quantity, canEditRefundFee: true },
					},
					distributorId: 2100005349129,
					currency: 'CNY',
					saleFlag: 0,
				},
			};
		},
	),

	// A GET that changes something. The refund stands in the path.
	'GET /v2/taobao/order/refund/cancel/{refundId}': checked<{ refundId: string }>(
		{ refundId: text },
		(account, { refundId }) => {
			const refund = account.taobao.refunds.get(refundId);
			if (refund === undefined) return NO_SUCH_REFUND;
			if (refund.status !== REFUND_OPEN) return { code: 400, msg: 'refundId: 退款单已关闭' };
			refund.status = REFUND_CANCELLED;
			return { data: null, changed: true };
		},
	),

	'POST /open/order/refund/submit/message': checked<{ refundId: string; refundMessage: string }>(
		{ refundId: text, refundMessage: text, refundImages: optional(text) },
		(account, { refundId, refundMessage }) => {
			const refund = account.taobao.refunds.get(refundId);
			if (refund === undefined) return NO_SUCH_REFUND;
			refund.messages.push(refundMessage);
			return { data: {}, changed: true };
		},
	),
};

function fits(filter: Partial<Filter>, [id, refund]: [string, TaobaoRefund]): boolean {
	const { purchaseOrderId, salesOrderId, status, startTime } = refund;
	const equal: Array<[unknown, unknown]> = [
		[filter.refundId, id],
		[filter.purchaseOrderId, purchaseOrderId],
		[filter.salesOrderId, salesOrderId],
		[filter.refundStatus, status],
	];
	return (
		equal.every(([wanted, is]) => wanted === undefined || wanted === null || wanted === is) &&
		startTime >= (filter.refundStartTime ?? -Infinity) &&
		startTime <= (filter.refundEndTime ?? Infinity)
	);
}

function orderOf(refundId: string, refund: TaobaoRefund): Record<string, unknown> {
	return {
		refundId: Number(refundId),
		purchaseOrderId: refund.purchaseOrderId,
		// Beyond 2^53.
		salesOrderId: BigInt(refund.salesOrderId),
		refundStatus: refund.status,
		refundFee: refund.amount,
		messages: refund.messages,
	};
}
