import type { IExecuteFunctions } from 'n8n-workflow';

import type { OrderFacts } from '../shared/orders/orderFacts';
import { isRetrySafe, mayHaveBeenSent, wasSentNow, type Outcome, type Result } from './outcome';
import type { Mode } from './settings';

/** What n8n keeps for this node as long as the execution. */
interface Kept {
	results: Record<string, Result>;
	/** Set once an order may have been sent by this execution. */
	sent?: boolean;
	/** Orders that this execution has sent, or found ready in a check. */
	taken: Record<Mode, Taken>;
}

/** Orders counted towards the limits on the whole execution. */
interface Taken {
	/** Fen by order; 0 when not known. */
	amounts: Record<string, number>;
	orders: number;
	fen: number;
}

/** Orders together. */
export interface Total {
	orders: number;
	/** Their known amounts together. */
	fen: number;
	/** How many have no known amount. */
	notKnown: number;
}

/** What an execution has done so far, each order counted once. */
export interface ExecutionTotals {
	/** Sent by it, and submitted or proven paid. */
	submitted: Total;
	/** May have been sent, by it or by an earlier one. */
	unclear: Total;
	/** Found ready by a check, and not sent since. */
	ready: Total;
}

/**
 * The results of a run, by order ID, and what the look-ups showed.
 *
 * What may have been sent is kept in n8n's node context too. It lives as long as the execution: when Retry On Fail runs
 * the node again, or a loop comes back with the same order, the result is taken from there instead of paying again.
 */
export class Results {
	private readonly results = new Map<string, Result>();

	private readonly facts = new Map<string, OrderFacts>();

	/** Orders that the memory was asked about, and did not hold. */
	private readonly notRemembered = new Set<string>();

	private readonly kept: Kept;

	/** @param context n8n's execution context. */
	constructor(context: IExecuteFunctions) {
		this.kept = context.getContext('node') as unknown as Kept;
		this.kept.results ??= {};
		const nothing = (): Taken => ({ amounts: {}, orders: 0, fen: 0 });
		this.kept.taken ??= { check: nothing(), pay: nothing() };
	}

	/**
	 * Takes over what this execution already knows.
	 *
	 * @param orderIds Orders of this run.
	 * @returns Those that nothing is known about, in the same order.
	 */
	recall(orderIds: string[]): string[] {
		return orderIds.filter((orderId) => {
			const known = Object.hasOwn(this.kept.results, orderId)
				? this.kept.results[orderId]
				: undefined;
			if (known === undefined) return true;
			// Only the pass that recorded an order may strike it out again.
			this.results.set(orderId, { ...known, rejectedIfUnpaid: undefined });
			return false;
		});
	}

	/** Keeps what a look-up showed of an order: its amount and supplier belong to every result that follows. */
	learn(orderId: string, facts: OrderFacts): void {
		this.facts.set(orderId, facts);
		const { pay } = this.kept.taken;
		// A price that was raised in between is what was paid.
		if (pay.amounts[orderId] !== undefined)
			count(pay, orderId, Math.max(pay.amounts[orderId], facts.amountFen ?? 0));
	}

	/** Keeps that no earlier run has sent an order: the memory was asked, and does not hold it. */
	isNotRemembered(orderId: string): void {
		this.notRemembered.add(orderId);
	}

	/** What a look-up of this run showed of an order. */
	factsOf(orderId: string): OrderFacts | undefined {
		return this.facts.get(orderId);
	}

	/** Sets the result of an order, or replaces the one it had. */
	set(orderId: string, result: Result): void {
		const complete = this.withFacts(orderId, result);
		this.results.set(orderId, complete);
		if (mayHaveBeenSent(result.outcome)) {
			this.kept.results[orderId] = complete;
		} else {
			delete this.kept.results[orderId];
		}
		if (isRetrySafe(result.outcome)) count(this.kept.taken.pay, orderId, undefined);
	}

	/** Sets the same result for several orders. */
	setAll(orderIds: string[], result: Result): void {
		for (const orderId of orderIds) this.set(orderId, result);
	}

	/** Whether the order has a result. */
	has(orderId: string): boolean {
		return this.results.has(orderId);
	}

	/** The result of an order, if it has one. */
	get(orderId: string): Result | undefined {
		return this.results.get(orderId);
	}

	/** Whether this execution may have sent an order: set before the first one leaves. */
	get sent(): boolean {
		return this.kept.sent === true;
	}

	/** All results so far. */
	all(): ReadonlyMap<string, Result> {
		return this.results;
	}

	/**
	 * Counts orders towards the limits on the whole execution: when they are sent, or found ready in a check. One that turns out
	 * not to have been submitted no longer counts.
	 */
	take(orderIds: string[], mode: Mode): void {
		for (const orderId of orderIds)
			count(this.kept.taken[mode], orderId, this.facts.get(orderId)?.amountFen ?? 0);
		if (mode === 'pay') this.kept.sent = true;
	}

	/**
	 * What was counted in earlier passes of this execution.
	 *
	 * @param mode What those passes did.
	 * @param except Orders that are about to be counted: a check may come by twice.
	 * @returns How many orders, and their amounts together, in fen.
	 */
	taken(mode: Mode, except: string[]): { orders: number; fen: number } {
		const { amounts, orders, fen } = this.kept.taken[mode];
		const again = except.filter((orderId) => amounts[orderId] !== undefined);
		return {
			orders: orders - again.length,
			fen: again.reduce((rest, orderId) => rest - (amounts[orderId] ?? 0), fen),
		};
	}

	/** What this execution has done so far, all its passes together. */
	inExecution(): ExecutionTotals {
		const kept = Object.values(this.kept.results);
		const found = Object.entries(this.kept.taken.check.amounts);
		// What was sent afterwards, or found paid, is no longer ready.
		const ready = found.filter(([orderId]) => !Object.hasOwn(this.kept.results, orderId));
		return {
			submitted: total(kept.filter(wasSentNow).map(({ amountFen }) => amountFen)),
			unclear: total(kept.filter(isUnclear).map(({ amountFen }) => amountFen)),
			ready: total(ready.map(([, fen]) => (fen === 0 ? undefined : fen))),
		};
	}

	private withFacts(orderId: string, result: Result): Result {
		const facts = this.facts.get(orderId);
		const { outcome } = result;
		const isNew = NOT_SENT_NOW.has(outcome) && this.notRemembered.has(orderId);
		const known = isNew ? { ...result, moneyMoved: result.moneyMoved ?? ('no' as const) } : result;
		if (facts === undefined) return known;
		const { evidence, amountFen, supplier } = facts;
		const orderStatus = SEEN_BEFORE_A_CALL.has(outcome) ? evidence.status : null;
		return {
			...(orderStatus !== null && { orderStatus }),
			...known,
			...(amountFen !== null && { amountFen }),
			...(supplier !== null && { supplier }),
		};
	}
}

function isUnclear({ outcome }: Result): boolean {
	return outcome === 'unknown' || outcome === 'alreadySubmitted';
}

function total(amounts: Array<number | undefined>): Total {
	return {
		orders: amounts.length,
		fen: amounts.reduce<number>((sum, fen = 0) => sum + fen, 0),
		notKnown: amounts.filter((fen) => fen === undefined).length,
	};
}

const NOT_SENT_NOW: ReadonlySet<Outcome> = new Set(['ready', 'notSent', 'amountExceeded']);

/** Counts an order with an amount in fen, or no longer. The sums go along: a loop has many passes, and each asks for them. */
function count(taken: Taken, orderId: string, fen: number | undefined): void {
	const before = taken.amounts[orderId];
	if (before !== undefined) {
		taken.orders--;
		taken.fen -= before;
		delete taken.amounts[orderId];
	}
	if (fen === undefined) return;
	taken.orders++;
	taken.fen += fen;
	taken.amounts[orderId] = fen;
}

/** Outcomes of orders that were not sent now: after a call, the status that a look-up showed before it says nothing. */
const SEEN_BEFORE_A_CALL: ReadonlySet<Outcome> = new Set([
	'paid',
	'ready',
	'notSent',
	'amountExceeded',
	'notPayable',
	'alreadySubmitted',
]);
