/** A run of order IDs, never used before. */
export interface Orders {
	/** Number of the first one. */
	first: number;
	count: number;
}

let used = 0;

/** Orders that no earlier run has paid. */
export function newOrders(count: number): Orders {
	const first = used;
	used += count;
	return { first, count };
}
