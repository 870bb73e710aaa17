import type { SandboxOrder } from './account.mts';
import { freightOf, PAST_PAYMENT, plainStatus } from './orderState.mts';

/** What a refund is asked with; amounts in fen. */
export interface RefundRequest {
	orderId: string;
	lineIds: string[];
	kind: 'refund' | 'returnRefund';
	payment: number;
	carriage: number;
	reasonId: number;
	description: string;
	goodsStatus: string;
	vouchers: string[];
}

/** A refund of a 1688 order. */
export interface Refund extends RefundRequest {
	/** `waitselleragree`, then `waitbuyersend` and `waitsellerreceive` where goods go back, then `refundsuccess`. */
	status: string;
	parcel?: { carrier: string; number: string };
}

/** The refunds of the 1688 orders. */
export class Refunds {
	private readonly byId = new Map<string, Refund>();

	private readonly orders: Map<string, SandboxOrder>;

	constructor(orders: Map<string, SandboxOrder>) {
		this.orders = orders;
	}

	get(refundId: string): Refund | undefined {
		return this.byId.get(refundId);
	}

	get size(): number {
		return this.byId.size;
	}

	/** Asks for a refund; returns its ID, or 1688's number and words for why not. */
	ask(request: RefundRequest): { refundId: string } | { refusal: string } {
		const { orderId, payment, carriage } = request;
		const order = this.orders.get(orderId);
		if (order === undefined) return { refusal: '5001 订单不存在' };
		if (!PAST_PAYMENT.includes(plainStatus(order)) || order.refund !== undefined)
			return { refusal: '5010 订单状态不允许退款' };
		const freight = freightOf(order);
		if (payment > order.price - freight || carriage > freight)
			return { refusal: '5011 退款金额超出可退金额' };
		const refundId = `TQ${233104830183830794n + BigInt(this.size)}`;
		this.byId.set(refundId, { ...request, status: 'waitselleragree' });
		order.refund = { id: refundId, status: 'waitselleragree' };
		return { refundId };
	}

	/** The seller agrees: the money comes back, or first the goods go back. */
	agree(refundId: string): void {
		const refund = this.byId.get(refundId);
		if (refund?.status !== 'waitselleragree')
			throw new Error(`Nothing to agree to: ${refundId} is ${refund?.status}`);
		this.become(refund, refund.kind === 'refund' ? 'refundsuccess' : 'waitbuyersend');
	}

	/** The buyer names the parcel with which the goods go back; if it is refused, returns 1688's number for it. */
	sendParcel(refundId: string, carrier: string, number: string): string | undefined {
		const refund = this.byId.get(refundId);
		if (refund === undefined) return '4001';
		if (refund.status !== 'waitbuyersend') return '4003';
		refund.parcel = { carrier, number };
		this.become(refund, 'waitsellerreceive');
		return undefined;
	}

	/** A refund of the whole price closes the order. */
	private become(refund: Refund, status: string): void {
		refund.status = status;
		const order = this.orders.get(refund.orderId)!;
		order.refund!.status = status;
		if (status !== 'refundsuccess' || refund.payment + refund.carriage < order.price) return;
		order.status = 'cancel';
		order.tradeTerms = [4];
	}
}
