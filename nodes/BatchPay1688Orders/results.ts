import type { IExecuteFunctions } from 'n8n-workflow';

import { isRetrySafe, type Result } from './outcome';

/**
 * The results of a run, by order ID.
 *
 * What must not be sent again is kept in n8n's node context too. It lives as long as the execution: when Retry On Fail runs
 * the node again, or a loop comes back with the same order, the result is taken from there instead of paying again.
 */
export class Results {
	private readonly results = new Map<string, Result>();

	private readonly store: { results: Record<string, Result>; sent?: boolean };

	/** @param context n8n's execution context. */
	constructor(context: IExecuteFunctions) {
		this.store = context.getContext('node') as typeof this.store;
		this.store.results ??= {};
	}

	/**
	 * Takes over what this execution already knows.
	 *
	 * @param orderIds Orders of this run.
	 * @returns Those that nothing is known about, in the same order.
	 */
	recall(orderIds: string[]): string[] {
		return orderIds.filter((orderId) => {
			const known = Object.hasOwn(this.store.results, orderId)
				? this.store.results[orderId]
				: undefined;
			if (known === undefined) return true;
			// Only the pass that recorded an order may strike it out again.
			this.results.set(orderId, { ...known, rejectedIfUnpaid: undefined });
			return false;
		});
	}

	/** Sets the result of an order, or replaces the one it had. */
	set(orderId: string, result: Result): void {
		this.results.set(orderId, result);
		if (isRetrySafe(result.outcome)) {
			delete this.store.results[orderId];
		} else {
			this.store.results[orderId] = result;
			this.store.sent = true;
		}
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

	/** Whether this execution may have sent an order: an order on its way counts as unknown until its answer is read. */
	get sent(): boolean {
		return this.store.sent === true;
	}

	/** All results so far. */
	all(): ReadonlyMap<string, Result> {
		return this.results;
	}
}
