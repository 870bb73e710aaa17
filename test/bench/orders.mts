/** A run of order IDs, never used before. */
export interface Orders {
	/** Number of the first one. */
	first: number;
	count: number;
}

/** Written into the Code node of the workflows too. */
export const FIRST_ID = 2059624776425000000n;

/** The order IDs, 19 digits each. */
export function orderIds({ first, count }: Orders): string[] {
	return Array.from({ length: count }, (_, index) => String(FIRST_ID + BigInt(first + index)));
}

let used = 0;

/** So many orders that no run before has paid. */
export function newOrders(count: number): Orders {
	const first = used;
	used += count;
	return { first, count };
}
