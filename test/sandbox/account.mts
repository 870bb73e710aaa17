/** A 1688 order as the sandbox keeps it. Money is in fen (1/100 yuan). */
export interface SandboxOrder {
	/** 1688's status, e.g. `waitbuyerpay` (not paid), `waitsellersend` (usually paid), `cancel`. */
	status: string;
	price: number;
	/** Why the API refuses to pay it, in its own words. */
	refusal?: string;
	/** For an order paid in stages: the `payStatus` of each (1 unpaid, 2 paid). A submission pays the first unpaid one. */
	stages?: number[];
	/** `payStatus` of its trade terms; unless given, whatever fits the status. */
	tradeTerms?: number[];
	/** 1688's trade type, e.g. `1` for escrow, `7` for staged. */
	tradeType?: string;
}

/**
 * The buyer's account and the judge of "paid twice". Harsher than any real API is likely to be: an order submitted again is
 * charged again, so a double payment cannot hide.
 */
export class Account {
	readonly orders = new Map<string, SandboxOrder>();

	balance: number;

	/** Whether a submitted order counts as paid at once, or still waits for payment, as it would behind a delayed finance step. */
	paysAtOnce: boolean;

	private readonly submitted = new Map<string, number>();

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
		if (!this.paysAtOnce) return undefined;
		order.status = 'waitsellersend';
		const stage = order.stages?.indexOf(1) ?? -1;
		if (order.stages !== undefined && stage !== -1) order.stages[stage] = 2;
		return undefined;
	}

	/** Whether an order is paid in full. */
	isPaid(orderId: string): boolean {
		const { status, stages = [] } = this.orders.get(orderId) ?? { status: '' };
		return (
			this.submissions(orderId) > 0 &&
			status !== 'waitbuyerpay' &&
			stages.every((stage) => stage === 2)
		);
	}

	/** How often an order was submitted for payment. 2 means that it was paid twice. */
	submissions(orderId: string): number {
		return this.submitted.get(orderId) ?? 0;
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
