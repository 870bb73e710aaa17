/** One case to measure. */
export interface Case {
	protocol: 'http' | 'https';
	/** How long the API works on each call, in milliseconds. */
	serviceMs: number;
	/** "Batches at Once". */
	concurrency: number;
	orders: number;
	batchSize: number;
	/** How often each way is measured. */
	rounds: number;
}

/** What every case differs from. */
export const USUAL: Case = {
	protocol: 'http',
	serviceMs: 20,
	concurrency: 4,
	orders: 1000,
	batchSize: 10,
	rounds: 5,
};
const one = (differs: Partial<Case>): Case => ({ ...USUAL, ...differs });

/** Calls at once in the cases that compare numbers of orders. */
export const SIZES_AT_ONCE = 10;

/**
 * Every combination would take a day. So one thing varies at a time: first service time with calls at once, in full, since the
 * targets for time are there, then the protocol, the number of orders, and the batch size.
 */
export const FULL: Case[] = [
	...[0, 20, 200].flatMap((serviceMs) =>
		[1, 4, 10].map((concurrency) =>
			one({ serviceMs, concurrency, rounds: serviceMs === 200 ? 3 : 5 }),
		),
	),
	one({ protocol: 'https', serviceMs: 0 }),
	...[1, 4, 10].map((concurrency) => one({ protocol: 'https', concurrency, rounds: 3 })),
	one({ orders: 100, concurrency: SIZES_AT_ONCE }),
	one({ orders: 10_000, concurrency: SIZES_AT_ONCE, rounds: 3 }),
	one({ orders: 100_000, concurrency: SIZES_AT_ONCE, rounds: 2 }),
	one({ batchSize: 30 }),
	one({ batchSize: 30, orders: 10_000, rounds: 3 }),
];

/** For CI: one or two cases of each kind. */
export const QUICK: Case[] = [
	...[1, 10].map((concurrency) => one({ concurrency, orders: 500, rounds: 3 })),
	one({ serviceMs: 0, rounds: 2 }),
	one({ serviceMs: 200, orders: 100, rounds: 2 }),
	one({ protocol: 'https', orders: 100, rounds: 2 }),
	one({ batchSize: 30, orders: 300, rounds: 2 }),
];
