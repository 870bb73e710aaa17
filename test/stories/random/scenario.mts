import fc from 'fast-check';
import type { IDataObject, INode } from 'n8n-workflow';

import { LIES, type Fault, type ScheduledFault } from '../../sandbox/faults.mts';
import { DETAIL, KEYWORDS, PAY } from '../../sandbox/handlers.mts';
import { orderId } from '../../support/orderIds.mts';

/** One input item: what the field holds, and the IDs a person would read in it. */
export interface Item {
	value: unknown;
	/** The orders of its valid IDs, by number; each counts once. */
	orders: number[];
	/** How many entries are not IDs. */
	invalid: number;
	/** What its column `max` holds; `undefined` where it has none. */
	max: Limit;
}

/** An amount as somebody wrote it, and what it says, in fen; `undefined` where it says no amount. */
export interface Limit {
	written: IDataObject[string] | undefined;
	fen: number | undefined;
}

/** What happens to an order between two executions: the seller changes its price, somebody pays it elsewhere, or it is closed. */
export interface Change {
	order: number;
	to: { price: number } | { status: string };
}

/** One execution of the workflow. */
export interface Execution {
	/** What happens before it. */
	changes: Change[];
	/** `checkThenPay`: its first pass checks, its second one pays. */
	mode: 'check' | 'pay' | 'checkThenPay';
	/** Whether "Maximum Amount (CNY)" is the items' column `max`. */
	limitsItems: boolean;
	maxTotal: Limit | undefined;
	maxOrders: number | undefined;
	options: {
		batchSize: number;
		concurrency: number;
		stopOnBatchFailure: boolean;
		skipSubmitted: boolean;
		verifyUnclear: boolean;
		notSentRetries: number;
		includeInputFields: boolean;
		lookUpFirst: boolean;
		timeoutMs: number;
	};
	node: Partial<INode>;
	/** n8n fails after the node has paid and, where Retry On Fail is on, runs it again. */
	stumbles: boolean;
	passes: number;
	/** The memory's store fails. */
	memoryFails: boolean;
	/** How long a write to the memory stalls between reading and writing, as if the process were frozen. */
	writeStallsMs: number | undefined;
	/** The credential cannot be read. */
	noCredential: boolean;
	/** The second try of a run that stumbles cannot read the credential. */
	credentialGoesAway: boolean;
	/** The secret is wrong, and the API answers with a code of unknown meaning. */
	wrongSecret: boolean;
	/** How long after the start Stop is pressed. */
	cancelAfterMs: number | undefined;
	/** How many times this execution is started at the same moment. */
	atOnce: number;
}

/** A random story: orders, a list, executions one after another, and what goes wrong. */
export interface Scenario {
	orders: Array<{
		status: string;
		price: number;
		refusal?: string;
		stages?: number[];
		tradeTerms?: number[];
		/** A look-up shows no amount that can be read. */
		hidesAmount: boolean;
	}>;
	balance: number;
	paysAtOnce: boolean;
	items: Item[];
	/** Whether the items are results of an earlier run that come in again. */
	comesBack: boolean;
	executions: Execution[];
	faults: ScheduledFault[];
}

/** The n-th order's ID. */
export { orderId };

const POOL = 24;
const order = fc.integer({ min: 0, max: POOL - 1 });

/** In fen. Cheap ones, so that a small balance pays for a few. */
const price = fc.constantFrom(1, 1, 1, 999, 1000);

const readableLimit = fc.constantFrom<Limit>(
	{ written: 0, fen: 0 },
	{ written: 0.01, fen: 1 },
	{ written: '0.02', fen: 2 },
	{ written: '¥10.00', fen: 1000 },
	{ written: 19.999, fen: 2000 },
	{ written: '1,234.50', fen: 123_450 },
);
const total = fc.constantFrom<Limit>(
	{ written: 0, fen: 0 },
	{ written: '9.99', fen: 999 },
	{ written: 30, fen: 3000 },
	{ written: '¥80.00', fen: 8000 },
	{ written: 150.5, fen: 15_050 },
);
const unreadableLimit = fc.constantFrom<Limit>(
	...[undefined, null, '', 'n/a', '1.234,50', -1, true].map((written) => ({
		written,
		fen: undefined,
	})),
);
const max = fc.oneof(
	{ weight: 9, arbitrary: readableLimit },
	{ weight: 1, arbitrary: unreadableLimit },
);

const ids: fc.Arbitrary<Omit<Item, 'max'>> = fc.oneof(
	{ weight: 6, arbitrary: order.map((n) => ({ value: orderId(n), orders: [n], invalid: 0 })) },
	{
		weight: 3,
		arbitrary: fc
			.tuple(
				fc.uniqueArray(order, { minLength: 1, maxLength: 6 }),
				fc.constantFrom(', ', '，', '、', ';', '；', ' ', '\n'),
			)
			.map(([orders, gap]) => ({ value: orders.map(orderId).join(gap), orders, invalid: 0 })),
	},
	{
		weight: 2,
		arbitrary: fc
			.uniqueArray(order, { minLength: 1, maxLength: 6 })
			.map((orders) => ({ value: [orders.map(orderId), orders.map(orderId)], orders, invalid: 0 })),
	},
	{
		weight: 1,
		arbitrary: fc
			.constantFrom('', 'PO-1', '2.05962E+18', 2059624776425880794, '2059624776425 880794', null)
			.map((value) => ({ value, orders: [], invalid: 1 })),
	},
	{
		weight: 1,
		arbitrary: order.map((n) => ({ value: `${orderId(n)} oops`, orders: [n], invalid: 1 })),
	},
);
const item: fc.Arbitrary<Item> = fc.tuple(ids, max).map(([id, limit]) => ({ ...id, max: limit }));

const processed = fc.boolean().map((yes) => ({ processed: yes }));
const cut: fc.Arbitrary<Fault> = fc
	.tuple(
		fc.constantFrom('resetBeforeAnswer', 'resetInsideAnswer', 'html', 'cutOffJson', 'empty'),
		processed,
	)
	.map(([kind, rest]) => ({ kind: kind as 'html', ...rest }));
const silent: fc.Arbitrary<Fault> = processed.map((rest) => ({ kind: 'hang', ...rest }));
const redirect: fc.Arbitrary<Fault> = fc
	.tuple(fc.constantFrom(301, 302, 303, 307, 308), processed)
	.map(([status, rest]) => ({ kind: 'redirect', status: status as 307, ...rest }));
const serverFailure: fc.Arbitrary<Fault> = fc
	.tuple(fc.constantFrom(408, 499, 500, 502, 503, 504), processed)
	.map(([status, rest]) => ({ kind: 'status', status, ...rest }));
/** A refusal is always true here: nothing can tell when an API refuses and pays all the same. */
const refusal: fc.Arbitrary<Fault> = fc
	.constantFrom(400, 401, 403, 404, 405, 413, 415, 422, 429)
	.map((status) => ({ kind: 'status', status, processed: false, headers: { 'Retry-After': '0' } }));
const refusalByCode: fc.Arbitrary<Fault> = fc
	.constantFrom(400, 401, 403, 429)
	.map((code) => ({ kind: 'code', code, processed: false }));
const oddCode: fc.Arbitrary<Fault> = fc
	.tuple(fc.constantFrom<unknown>(0, 1, 201, 500, 503, 10012, 'x', null), processed)
	.map(([code, rest]) => ({ kind: 'code', code, ...rest }));
const contradiction: fc.Arbitrary<Fault> = fc
	.constantFrom('{"code":200,"data":null}', '{"code":500}')
	.map((body) => ({ kind: 'status', status: 400, body }));
const lie: fc.Arbitrary<Fault> = fc
	.constantFrom(...LIES)
	.map((name) => ({ kind: 'lie', lie: name }));
const echo: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
	{ kind: 'echo', status: 400, processed: false },
	{ kind: 'echo', status: 500 },
);
const cut401: fc.Arbitrary<Fault> = fc
	.tuple(fc.constantFrom('length' as const, 'chunks' as const, 'encoding' as const), processed)
	.map(([how, rest]) => ({ kind: 'statusCut', status: 401, how, ...rest }));
/** The payment is processed, but the gateway answers that the system is busy. */
const busy: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
	{ kind: 'code', code: 9999, msg: '系统繁忙' },
	{ kind: 'status', status: 409 },
	{ kind: 'code', code: 409 },
);
const refused: fc.Arbitrary<Fault> = fc.constant({ kind: 'refuse', forMs: 40 });
const slow: fc.Arbitrary<Fault> = fc.constant({ kind: 'slow', ms: 20 });

const payFault = fc.oneof(
	cut,
	cut,
	cut401,
	busy,
	silent,
	redirect,
	serverFailure,
	refusal,
	refusalByCode,
	oddCode,
	contradiction,
	echo,
	lie,
	lie,
	refused,
	slow,
);
/**
 * The whole order, with something in it that the node cannot read, or that only holds the order back. A false price or payment
 * is not among them: nothing could tell.
 */
const lookUpLie = fc.oneof(
	fc.constant<Fault>({ kind: 'lookUpLie', lie: 'wrongOrder' }),
	fc
		.constantFrom(undefined, null, '', 'abc', '1.005', -1, 0)
		.map((value): Fault => ({ kind: 'lookUpLie', lie: 'oddAmount', value })),
	fc
		.constantFrom(undefined, '', 'something', 'waitsellersend', 'cancel')
		.map((value): Fault => ({ kind: 'lookUpLie', lie: 'oddStatus', value })),
);
const lookUpFault = fc.oneof(
	cut,
	redirect,
	serverFailure,
	slow,
	busy,
	oddCode,
	refusal,
	lookUpLie,
	lookUpLie,
);
const scheduled: fc.Arbitrary<ScheduledFault> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc
			.tuple(fc.integer({ min: 1, max: 5 }), payFault)
			.map(([call, fault]) => ({ path: PAY, call, fault })),
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(fc.integer({ min: 1, max: 30 }), fc.oneof(lookUpFault, silent, cut401, refused))
			.map(([call, fault]) => ({ path: DETAIL, call, fault })),
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(fc.constantFrom(1, 1, 2, 3, 'every' as const), fc.oneof(lookUpFault, lookUpLie), order)
			.map(([call, fault, n]) => ({ path: DETAIL, call, fault, orderId: orderId(n) })),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.integer({ min: 1, max: 4 }), fc.oneof(lookUpFault, silent, cut401))
			.map(([call, fault]) => ({ path: KEYWORDS, call, fault })),
	},
);

const mostly = (usual: boolean): fc.Arbitrary<boolean> =>
	fc.constantFrom(usual, usual, usual, usual, !usual);
const rarely = fc.integer({ min: 0, max: 19 }).map((n) => n === 0);

const change: fc.Arbitrary<Change> = fc.record({
	order,
	to: fc.oneof(
		price.map((fen) => ({ price: fen })),
		fc.constantFrom({ status: 'waitsellersend' }, { status: 'cancel' }),
	),
});

const execution: fc.Arbitrary<Execution> = fc.record({
	changes: fc.oneof(fc.constant<Change[]>([]), fc.array(change, { maxLength: 4 })),
	mode: fc.constantFrom('pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'check', 'checkThenPay'),
	limitsItems: mostly(false),
	maxTotal: fc.oneof(
		{ weight: 6, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: total },
	),
	maxOrders: fc.oneof(
		{ weight: 7, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: fc.integer({ min: 0, max: POOL }) },
	),
	options: fc.record({
		batchSize: fc.integer({ min: 1, max: 10 }),
		concurrency: fc.integer({ min: 1, max: 4 }),
		stopOnBatchFailure: fc.boolean(),
		skipSubmitted: mostly(true),
		verifyUnclear: fc.boolean(),
		notSentRetries: fc.constantFrom(0, 0, 1),
		includeInputFields: mostly(true),
		lookUpFirst: fc.constantFrom(true, true, false),
		timeoutMs: fc.constant(200),
	}),
	node: fc.record({
		onError: fc.constantFrom(
			undefined,
			'stopWorkflow' as const,
			'continueRegularOutput' as const,
			'continueErrorOutput' as const,
		),
		retryOnFail: fc.boolean(),
		maxTries: fc.integer({ min: 2, max: 4 }),
		waitBetweenTries: fc.constant(1),
		alwaysOutputData: fc.boolean(),
	}),
	stumbles: mostly(false),
	passes: fc.constantFrom(1, 1, 1, 2),
	memoryFails: rarely,
	writeStallsMs: fc.oneof(
		{ weight: 9, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: fc.integer({ min: 5, max: 60 }) },
	),
	noCredential: rarely,
	credentialGoesAway: fc.boolean(),
	wrongSecret: rarely,
	cancelAfterMs: fc.oneof(
		{ weight: 9, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
	),
	atOnce: fc.constantFrom(1, 1, 1, 1, 1, 2, 3),
});

/** Random stories. */
export const scenario: fc.Arbitrary<Scenario> = fc.record({
	orders: fc.array(
		fc.record({
			status: fc.constantFrom(
				'waitbuyerpay',
				'waitbuyerpay',
				'waitbuyerpay',
				'waitbuyerpay',
				'waitbuyerpay',
				'waitsellersend',
				'cancel',
			),
			price,
			// The second reason is unknown to the node.
			refusal: fc.constantFrom(
				undefined,
				undefined,
				undefined,
				undefined,
				undefined,
				undefined,
				'余额不足',
				'风控拦截',
			),
			stages: fc.constantFrom(undefined, undefined, undefined, undefined, [1, 1]),
			// 9: its payment is in progress.
			tradeTerms: fc.oneof(
				{ weight: 15, arbitrary: fc.constant(undefined) },
				{ weight: 1, arbitrary: fc.constant<number[]>([9]) },
			),
			hidesAmount: rarely,
		}),
		{ minLength: POOL, maxLength: POOL },
	),
	balance: fc.constantFrom(5, 1_000_000, 1_000_000),
	paysAtOnce: fc.boolean(),
	items: fc.array(item, { minLength: 1, maxLength: 20 }),
	comesBack: mostly(false),
	executions: fc.array(execution, { minLength: 1, maxLength: 3 }),
	faults: fc.array(scheduled, { maxLength: 8 }),
});
