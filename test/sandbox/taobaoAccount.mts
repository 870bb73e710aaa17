/** One product of a Taobao order; money in fen. */
export interface TaobaoLine {
	/** What Taobao calls `subPurchaseOrderId`. */
	id: string;
	itemId: string;
	skuId: string;
	quantity: number;
	price: number;
}

/** A Taobao order. */
export interface TaobaoOrder {
	status: 'WAIT_BUYER_P' | 'WAIT_BUYER_CONFIRM_GOODS';
	amount: number;
	receiver: Record<string, unknown>;
	sellerOrderNumber?: string;
	lines: TaobaoLine[];
}

/** A refund on Taobao. No known call asks for one, so some are there from the start. */
export interface TaobaoRefund {
	purchaseOrderId: string;
	salesOrderId: string;
	status: number;
	amount: number;
	startTime: number;
	messages: string[];
}

export const REFUND_OPEN = 1;
export const REFUND_CANCELLED = 5;

const SEEDED_ORDER = '200033789040';
const REFUNDS = 45;

/** What the account has on Taobao: from the start one order whose goods are on the way, and refunds. */
export class TaobaoAccount {
	readonly orders = new Map<string, TaobaoOrder>();
	readonly refunds = new Map<string, TaobaoRefund>();
	/** The rows of the cart by their IDs, each as the call that added it had it. */
	readonly cart = new Map<string, Record<string, unknown>>();

	private newIds = 0;

	private newRows = 0;

	constructor() {
		const line = {
			id: '200033789041',
			itemId: '672991141190',
			skuId: '85',
			quantity: 2,
			price: 1250,
		};
		this.orders.set(SEEDED_ORDER, {
			status: 'WAIT_BUYER_CONFIRM_GOODS',
			amount: 2500,
			receiver: { name: 'Example Buyer' },
			lines: [line],
		});
		for (let n = 0; n < REFUNDS; n++)
			this.refunds.set(String(71000000001 + n), {
				purchaseOrderId: SEEDED_ORDER,
				salesOrderId: String(3682557363260579405n + BigInt(n)),
				status: REFUND_OPEN,
				amount: 100 + n,
				startTime: 1_700_000_000_000 + n,
				messages: [],
			});
	}

	/** Creates an order that waits for payment; returns its ID. */
	createOrder(
		order: Omit<TaobaoOrder, 'status' | 'lines'> & { lines: Array<Omit<TaobaoLine, 'id'>> },
	): string {
		const [orderId, ...ids] = [undefined, ...order.lines].map(() => this.newId());
		const lines = order.lines.map((line, index) => ({ ...line, id: ids[index] }));
		this.orders.set(orderId, { ...order, status: 'WAIT_BUYER_P', lines });
		return orderId;
	}

	/** Puts a row into the cart; returns its ID. */
	addToCart(row: Record<string, unknown>): string {
		const id = String(501 + this.newRows++);
		this.cart.set(id, row);
		return id;
	}

	/** The seller sends an order, whoever paid it. */
	ship(orderId: string): void {
		const order = this.orders.get(orderId);
		if (order === undefined) throw new Error(`There is no Taobao order ${orderId}`);
		order.status = 'WAIT_BUYER_CONFIRM_GOODS';
	}

	/** The order that a sub-order belongs to, and the sub-order itself. */
	findLine(subOrderId: string): { order: TaobaoOrder; line: TaobaoLine } | undefined {
		for (const order of this.orders.values()) {
			const line = order.lines.find(({ id }) => id === subOrderId);
			if (line !== undefined) return { order, line };
		}
		return undefined;
	}

	private newId(): string {
		return String(200048859480 + this.newIds++);
	}
}
