import { PAID, PAST_PAYMENT, payStatuses, plainStatus } from './orderState.mts';

/** Who sells an order, by the names that 1688 has for it. */
export interface Supplier {
	companyName?: string;
	shopName?: string;
	loginId?: string;
}

/** A 1688 order as the sandbox keeps it. Money is in whole fen (1/100 yuan). */
export interface SandboxOrder {
	/** 1688's status, e.g. `waitbuyerpay` (not paid), `waitsellersend` (usually paid), `cancel`. */
	status: string;
	/** All that is to be paid, freight included. */
	price: number;
	/** What a look-up shows as `totalAmount` in place of the price; a property that is there but `undefined` leaves it out. */
	totalAmount?: unknown;
	/** Unless given, one with all three names; names that are not given are left out. */
	supplier?: Supplier;
	/** Why the API refuses to pay it, in its own words. */
	refusal?: string;
	/** For an order paid in stages: the `payStatus` of each (1 unpaid, 2 paid). A submission pays the first unpaid one. */
	stages?: number[];
	/** `payStatus` of its trade terms, e.g. 9 for a payment in progress; unless given, whatever fits status and stages. */
	tradeTerms?: number[];
	/** 1688's trade type, e.g. `1` for escrow, `10` for an account period; unless given, `7` with stages, else `50060`. */
	tradeType?: string;
}

/**
 * The buyer's account and the judge of "paid twice" and "paid too much". Harsher than any real API is likely to be: an order
 * submitted again is charged again, and each submission takes the whole price of that moment, so no payment can hide.
 */
export class Account {
	readonly orders = new Map<string, SandboxOrder>();

	balance: number;

	/** Whether a submitted order counts as paid at once, or still waits for payment, as it would behind a delayed finance step. */
	paysAtOnce: boolean;

	private readonly submitted = new Map<string, number>();

	private readonly charged = new Map<string, number>();

	constructor(balance = Number.MAX_SAFE_INTEGER, paysAtOnce = true) {
		this.balance = balance;
		this.paysAtOnce = paysAtOnce;
	}

	addOrders(orderIds: Iterable<string>, order: Partial<SandboxOrder> = {}): void {
		for (const orderId of orderIds)
			this.orders.set(orderId, { status: 'waitbuyerpay', price: 1000, ...order });
	}

	/** Submits one order for payment; if it is refused, returns the reason. */
	submit(orderId: string): string | undefined {
		const order = this.orders.get(orderId);
		if (order === undefined) return '订单不存在';
		if (order.status === 'cancel' || order.status === 'terminated') return '订单已关闭';
		if (order.refusal !== undefined) return order.refusal;
		if (order.price > this.balance) return '账户额度不足';
		this.balance -= order.price;
		this.submitted.set(orderId, this.submissions(orderId) + 1);
		this.charged.set(orderId, this.submittedFen(orderId) + order.price);
		if (!this.paysAtOnce) return undefined;
		order.status = 'waitsellersend';
		const stage = order.stages?.indexOf(1) ?? -1;
		if (order.stages !== undefined && stage !== -1) order.stages[stage] = 2;
		return undefined;
	}

	/** Whether an order is paid in full, whoever paid it. */
	isPaid(orderId: string): boolean {
		const order = this.orders.get(orderId);
		if (order === undefined || !PAST_PAYMENT.includes(plainStatus(order))) return false;
		const parts = [...payStatuses(order), ...(order.stages ?? [])];
		return parts.length > 0 && parts.every((payStatus) => PAID.includes(payStatus));
	}

	/** How often an order was submitted for payment. 2 means that it was paid twice. */
	submissions(orderId: string): number {
		return this.submitted.get(orderId) ?? 0;
	}

	/** What was charged for all orders together, or for one, in fen. The difference of two readings is what was charged in between. */
	submittedFen(orderId?: string): number {
		if (orderId !== undefined) return this.charged.get(orderId) ?? 0;
		return [...this.charged.values()].reduce((sum, fen) => sum + fen, 0);
	}

	/** Every submitted order, with how often it was submitted. */
	ledger(): ReadonlyMap<string, number> {
		return this.submitted;
	}

	/** Orders submitted more than once. */
	paidTwice(): string[] {
		return [...this.submitted].filter(([, count]) => count > 1).map(([orderId]) => orderId);
	}
}
