import { apiWords, isRecord } from '../api/envelope';
import { fenOf, yuanOf } from '../money/yuan';
import { isoDate } from './isoDate';
import { orderFacts } from './orderFacts';
import type { Payment } from './paymentEvidence';

/** What people want to know of a 1688 order. Amounts are in yuan; what is not known is `null`. */
export interface SimpleOrder {
	orderId: string | null;
	/** 1688's own word, in lower case. */
	status: string | null;
	/** What that and the rest of the order prove about its payment. */
	payment: Payment;
	amount: number | null;
	shippingFee: number | null;
	supplier: string | null;
	/** ISO 8601, like `paidAt`. */
	createdAt: string | null;
	paidAt: string | null;
	closeReason: string | null;
	refundStatus: string | null;
}

/**
 * Says what people want to know of a 1688 order.
 *
 * @param order 1688's buyer view: `data` of an order detail, or the body of a price message (docs/api.md, Order detail).
 */
export function simplifyOrder(order: Record<string, unknown>): SimpleOrder {
	const baseInfo = isRecord(order.baseInfo) ? order.baseInfo : {};
	const { evidence, amountFen, supplier } = orderFacts(order);
	return {
		// `id` may be rounded beside the exact text.
		orderId: text(baseInfo.idOfStr) ?? text(baseInfo.id),
		status: evidence.status,
		payment: evidence.payment,
		amount: amountFen === null ? null : yuanOf(amountFen),
		shippingFee: yuan(baseInfo.shippingFee),
		supplier,
		createdAt: isoDate(baseInfo.createTime),
		paidAt: isoDate(baseInfo.payTime),
		closeReason: text(baseInfo.closeReason),
		refundStatus: text(baseInfo.refundStatus) ?? text(baseInfo.refundStatusForAs),
	};
}

function text(value: unknown): string | null {
	return apiWords(typeof value === 'number' ? String(value) : value) || null;
}

function yuan(value: unknown): number | null {
	const fen = fenOf(value);
	return fen === undefined ? null : yuanOf(fen);
}
