import { cart1688, type CartRow } from './cartRows.mts';
import { FREIGHT, linesOf, PAID, PAST_PAYMENT, payStatuses, plainStatus } from './orderState.mts';
import { Refunds } from './refunds.mts';
import { TaobaoAccount } from './taobaoAccount.mts';

/** Who sells an order, by the names that 1688 has for it. */
export interface Supplier {
	companyName?: string;
	shopName?: string;
	loginId?: string;
}

/** One product of a 1688 order. */
export interface OrderLine {
	/** What 1688 calls `subItemIDString`, and in requests `orderEntryIds`. */
	id: string;
	offerId: string;
	specId: string;
	quantity: number;
	/** Price of one piece, in fen. */
	price: number;
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
	/** Unless given, one product that costs all but the freight. */
	lines?: OrderLine[];
	/** Where it is sent, as the call that created it had it. */
	address?: Record<string, unknown>;
	/** Note to the seller. */
	message?: string;
	/** IDs of the lines whose receipt is confirmed. */
	received?: string[];
	/** Its refund; the refund itself is in `account.refunds`. */
	refund?: { id: string; status: string };
}

/** What creating an order takes. */
export interface NewOrder {
	lines: Array<Omit<OrderLine, 'id'>>;
	supplier?: Supplier;
	address?: Record<string, unknown>;
	message?: string;
}

/** Each new ID, and each of its lines, ends in digits that a JavaScript number loses, and no two are rounded to the same one. */
const FIRST_NEW_ID = 2061480275316000881n;
const STEP = 1000n;

/**
 * The buyer's account and the judge of "paid twice" and "paid too much". Harsher than any real API is likely to be: an order
 * submitted again is charged again, and each submission takes the whole price of that moment, so no payment can hide.
 */
export class Account {
	readonly orders = new Map<string, SandboxOrder>();

	balance: number;

	/** Whether a submitted order counts as paid at once, or still waits for payment, as it would behind a delayed finance step. */
	paysAtOnce: boolean;

	/** Whether asking for a payment link pays the order at once. */
	paysByAgreement = false;

	/** Products that cannot be bought: offer IDs of 1688 and item IDs of Taobao. */
	readonly soldOut = new Set<string>();

	readonly refunds = new Refunds(this.orders);

	/** The rows of the 1688 cart, by their IDs; some are there from the start. */
	readonly cart: Map<string, CartRow> = cart1688();

	readonly taobao = new TaobaoAccount();

	/** Saved addresses, by their IDs. */
	readonly addresses = new Map<string, Record<string, unknown>>();

	/**
	 * How often each call was carried out that changes something or pays: `POST /path {…}`, with its fields in alphabetical order.
	 * A call that was refused does not count; one whose answer got lost does.
	 */
	readonly changes = new Map<string, number>();

	private newIds = 0n;

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

	/** Creates an order that waits for payment: its lines and the freight. Returns its ID. */
	createOrder({ lines, ...order }: NewOrder): string {
		const [orderId, ...ids] = [undefined, ...lines].map(() =>
			String(FIRST_NEW_ID + STEP * this.newIds++),
		);
		const goods = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
		this.addOrders([orderId], {
			...order,
			price: goods + FREIGHT,
			lines: lines.map((line, index) => ({ ...line, id: ids[index] })),
		});
		return orderId;
	}

	/** The seller sends a paid order; it then has a parcel. */
	ship(orderId: string): void {
		const order = this.orders.get(orderId);
		if (order === undefined || plainStatus(order) !== 'waitsellersend')
			throw new Error(`Only a paid order is shipped: ${orderId} is ${order?.status}`);
		order.status = 'waitbuyerreceive';
	}

	/** Confirms that lines of a shipped order have arrived; if it is refused, returns the reason. The last line ends the order. */
	confirmReceipt(orderId: string, lineIds: string[]): string | undefined {
		const order = this.orders.get(orderId);
		if (order === undefined) return 'ORDER_NOT_EXIST';
		if (plainStatus(order) !== 'waitbuyerreceive') return 'ORDER_STATUS_ERROR';
		const ids = linesOf(orderId, order).map(({ id }) => id);
		const received = order.received ?? [];
		if (!lineIds.every((id) => ids.includes(id) && !received.includes(id)))
			return 'ORDER_ENTRY_ERROR';
		order.received = [...received, ...lineIds];
		if (ids.every((id) => order.received?.includes(id))) order.status = 'success';
		return undefined;
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

	/** Notes that a call has changed something. */
	countChange(call: string): void {
		this.changes.set(call, (this.changes.get(call) ?? 0) + 1);
	}

	/** Calls that were carried out more than once. */
	changedTwice(): string[] {
		return [...this.changes].filter(([, count]) => count > 1).map(([call]) => call);
	}
}
