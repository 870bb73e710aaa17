import { apiWords, isRecord } from '../api/envelope';
import { fenOf } from '../money/yuan';
import { paymentEvidence, type PaymentEvidence } from './paymentEvidence';

/** What a look-up shows of an order. */
export interface OrderFacts {
	evidence: PaymentEvidence;
	/** All that is to be paid for the order, in fen; `null` when it is not known. */
	amountFen: number | null;
	/** The supplier's company, shop or login name; `null` when there is none. */
	supplier: string | null;
}

/**
 * Reads an order detail.
 *
 * @param order `data` of the answer, 1688's buyer view (docs/api.md, Order detail).
 */
export function orderFacts(order: Record<string, unknown>): OrderFacts {
	const baseInfo = isRecord(order.baseInfo) ? order.baseInfo : {};
	const contact = isRecord(baseInfo.sellerContact) ? baseInfo.sellerContact : {};
	const names = [contact.companyName, contact.shopName, baseInfo.sellerLoginId];
	return {
		evidence: paymentEvidence(order),
		// Nothing that can be paid costs nothing: 0 stands for an amount that is not there.
		amountFen: fenOf(baseInfo.totalAmount) || null,
		supplier: names.map(apiWords).find((name) => name !== '') ?? null,
	};
}
