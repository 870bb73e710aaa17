import {
	count,
	fen,
	idNumber,
	integer,
	listOf,
	object,
	oneOf,
	optional,
	text,
	type Check,
} from '../checkFields.mts';
import { checked, type Handler } from '../handler.mts';
import type { Refund, RefundRequest } from '../refunds.mts';

/** The link of a picture; 1 to 5 of them prove a claim. */
const vouchers = optional(listOf(text, { most: 5 }));
const description: Check = (value, name) =>
	text(value, name) ??
	((value as string).length < 2 || (value as string).length > 150
		? `${name} must have 2 to 150 characters`
		: undefined);

interface Asking {
	orderId: bigint;
	orderEntryIds?: bigint[];
	disputeRequest: RefundRequest['kind'];
	applyPayment: number;
	applyCarriage: number;
	applyReasonId: number;
	description: string;
	goodsStatus: string;
	vouchers?: string[];
}

/** Calls about refunds on 1688. Amounts are in fen. */
export const refund1688: Record<string, Handler> = {
	// Its page has the ID in the body in one language, in the query in another: both work.
	'POST /alibaba/refund/info': checked<{ refundId: string }>(
		{ refundId: text },
		(account, { refundId }) => {
			const refund = account.refunds.get(refundId);
			return refund === undefined
				? { code: 404, msg: `refundId: 退款单不存在 ${refundId}` }
				: { data: refundInfo(refundId, refund) };
		},
	),

	'POST /alibaba/refund/detail/create': checked<Asking>(
		{
			orderId: idNumber,
			orderEntryIds: optional(listOf(idNumber)),
			disputeRequest: oneOf('refund', 'returnRefund'),
			applyPayment: fen,
			applyCarriage: fen,
			applyReasonId: integer,
			description,
			goodsStatus: oneOf(
				'refundWaitSellerSend',
				'refundWaitBuyerReceive',
				'refundBuyerReceived',
				'aftersaleBuyerNotReceived',
				'aftersaleBuyerReceived',
			),
			vouchers,
			orderEntryCountList: optional(
				listOf(object({ id: optional(idNumber), count: optional(count) })),
			),
		},
		(account, asked) => {
			const answer = account.refunds.ask({
				orderId: String(asked.orderId),
				lineIds: (asked.orderEntryIds ?? []).map(String),
				kind: asked.disputeRequest,
				payment: asked.applyPayment,
				carriage: asked.applyCarriage,
				reasonId: asked.applyReasonId,
				description: asked.description,
				goodsStatus: asked.goodsStatus,
				vouchers: asked.vouchers ?? [],
			});
			return 'refusal' in answer
				? { code: 400, msg: answer.refusal }
				: { data: answer, changed: true };
		},
	),

	'POST /alibaba/refund/goods/return': checked<{
		refundId: string;
		logisticsCompanyNo: string;
		freightBill: string;
	}>(
		{
			refundId: text,
			logisticsCompanyNo: text,
			freightBill: text,
			description: optional(text),
			vouchers,
		},
		(account, { refundId, logisticsCompanyNo, freightBill }) => {
			const errorCode = account.refunds.sendParcel(refundId, logisticsCompanyNo, freightBill);
			return errorCode === undefined
				? { data: { success: true, errorCode: null, errorInfo: null }, changed: true }
				: { data: { success: false, errorCode, errorInfo: '退款单状态不允许退货' } };
		},
	),
};

const GOODS_STATUS: Record<string, number> = {
	refundWaitSellerSend: 1,
	refundWaitBuyerReceive: 2,
	aftersaleBuyerNotReceived: 2,
};

/** `AlibabaRefundInfo`: PandaPon's own row fields, then 1688's. */
function refundInfo(refundId: string, refund: Refund): Record<string, unknown> {
	const done = refund.status === 'refundsuccess';
	return {
		id: 1,
		createBy: null,
		createTime: '2024-11-26 10:00:00',
		remark: null,
		refundId,
		orderId: refund.orderId,
		orderEntryIdList: refund.lineIds.map(BigInt),
		status: refund.status,
		disputeRequest: refund.kind,
		goodsStatus: GOODS_STATUS[refund.goodsStatus] ?? 3,
		applyPayment: refund.payment,
		applyCarriage: refund.carriage,
		applyReason: refund.description,
		applyReasonId: refund.reasonId,
		refundPayment: done ? refund.payment : 0,
		refundCarriage: done ? refund.carriage : 0,
		rejectReason: null,
		buyerSendGoods: refund.parcel !== undefined,
		buyerLogisticsName: refund.parcel?.carrier ?? null,
		freightBill: refund.parcel?.number ?? null,
		gmtApply: '20241126100000000+0800',
		refundOperationList: [],
	};
}
