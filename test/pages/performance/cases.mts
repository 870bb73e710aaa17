/** What a run does: pays without looking orders up, only looks them up (a check), or looks them up and pays them. */
export type Task = 'pay' | 'look up' | 'look up and pay';

/** One case to measure. */
export interface Case {
	task: Task;
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
	task: 'pay',
	protocol: 'http',
	serviceMs: 20,
	concurrency: 4,
	orders: 1000,
	batchSize: 10,
	rounds: 5,
};
const one = (differs: Partial<Case>): Case => ({ ...USUAL, ...differs });

/** How many orders the node looks up at once, unless "Batches at Once" is higher. */
export const LOOK_UPS_AT_ONCE = 5;

/** Calls at once in the cases that compare numbers of orders. */
export const SIZES_AT_ONCE = 10;

const lookUps = (differs: Partial<Case>): Case =>
	one({ task: 'look up', concurrency: 1, orders: 500, ...differs });

/**
 * Every combination would take a day. So one thing varies at a time: first service time with calls at once, in full, since the
 * targets for time are there, then the protocol, the number of orders, the batch size, and what a run does.
 */
export const FULL: Case[] = [
	...[0, 20, 200].flatMap((serviceMs) =>
		[1, 4, 10].map((concurrency) =>
			one({ serviceMs, concurrency, rounds: serviceMs === 200 ? 2 : 5 }),
		),
	),
	one({ protocol: 'https', serviceMs: 0 }),
	...[1, 4, 10].map((concurrency) => one({ protocol: 'https', concurrency, rounds: 3 })),
	one({ orders: 100, concurrency: SIZES_AT_ONCE }),
	one({ orders: 10_000, concurrency: SIZES_AT_ONCE, rounds: 3 }),
	one({ orders: 100_000, concurrency: SIZES_AT_ONCE, rounds: 2 }),
	one({ batchSize: 30 }),
	one({ batchSize: 30, orders: 10_000, rounds: 3 }),
	lookUps({ serviceMs: 20 }),
	lookUps({ serviceMs: 200, rounds: 2 }),
	...[1, 10].map((concurrency) => lookUps({ task: 'look up and pay', concurrency, rounds: 3 })),
];

/** For CI: one or two cases of each kind. */
export const QUICK: Case[] = [
	...[1, 10].map((concurrency) => one({ concurrency, orders: 500, rounds: 3 })),
	one({ serviceMs: 0, rounds: 2 }),
	one({ serviceMs: 200, orders: 100, rounds: 2 }),
	one({ protocol: 'https', orders: 100, rounds: 2 }),
	one({ batchSize: 30, orders: 300, rounds: 2 }),
	...(['look up', 'look up and pay'] as const).map((task) =>
		lookUps({ task, orders: 100, rounds: 2 }),
	),
];
