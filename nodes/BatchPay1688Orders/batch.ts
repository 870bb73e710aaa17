/** Orders that go out in one call. */
export interface Batch {
	/** From 1. */
	number: number;
	orderIds: string[];
}

/**
 * Divides orders into batches.
 *
 * @param orderIds IDs, in the order in which they are to leave.
 * @param size Orders in a batch; the last one may have fewer.
 */
export function intoBatches(orderIds: string[], size: number): Batch[] {
	return Array.from({ length: Math.ceil(orderIds.length / size) }, (_, index) => ({
		number: index + 1,
		orderIds: orderIds.slice(index * size, (index + 1) * size),
	}));
}
