// Random lists, limits and faults: no limit is ever exceeded by what the ledger shows, and sums never differ by a fen.
import fc from 'fast-check';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { Account, type SandboxOrder } from '../sandbox/account.mts';
import { LIES, type Fault, type ScheduledFault } from '../sandbox/faults.mts';
import { DETAIL, PAY } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { payOnEngine, remembered } from '../support/engine/batchPay.mts';
import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';
import { orderId } from '../support/orderIds.mts';

const SEED = 1688;
const RUNS = 200;
const POOL = 8;
const UNREADABLE: unknown[] = ['12.345', null];

/** A limit: what some orders come to, or those it is about, and so many fen more or less. */
interface Limit {
	of: number[] | 'own';
	off: number;
}
interface Item {
	/** Numbers of orders, for each pass. */
	lists: number[][];
	/** `undefined`: the column is empty in this row. */
	most: Limit | undefined;
}
interface Execution {
	mode: 'check' | 'pay';
	items: Item[];
	passes: number;
	limitsItems: boolean;
	maxTotal: Limit | undefined;
	maxOrders: number | undefined;
	stumbles: boolean;
	options: IDataObject;
}
interface Story {
	orders: Array<Partial<SandboxOrder>>;
	balance: number;
	paysAtOnce: boolean;
	executions: Execution[];
	faults: ScheduledFault[];
}

const number = fc.integer({ min: 0, max: POOL - 1 });
const price = fc.integer({ min: 1, max: 3_000 });
const order: fc.Arbitrary<Partial<SandboxOrder>> = fc
	.record({
		price,
		state: fc.oneof(
			{ weight: 8, arbitrary: fc.constant({}) },
			{
				weight: 2,
				arbitrary: fc.constantFrom<Partial<SandboxOrder>>(
					{ status: 'waitsellersend' },
					{ status: 'cancel' },
					{ status: 'waitbankpay' },
					{ tradeTerms: [9] },
					{ refusal: '账户额度不足' },
					{ refusal: '无法处理' },
					{ refusal: '支付处理中' },
				),
			},
		),
		shown: fc.constantFrom('number', 'number', 'text', 'text', 'text', 'number', 'nothing', 'odd'),
	})
	.map(({ price: fen, state, shown }) => ({
		price: fen,
		...state,
		...(shown === 'text' && { totalAmount: (fen / 100).toFixed(2) }),
		...(shown === 'nothing' && { totalAmount: null }),
		...(shown === 'odd' && { totalAmount: '12.345' }),
	}));

const limit: fc.Arbitrary<Limit> = fc.record({
	of: fc.oneof(fc.constant('own' as const), fc.uniqueArray(number, { maxLength: POOL })),
	off: fc.constantFrom(0, 0, 0, 0, -1, 1),
});
const item: fc.Arbitrary<Item> = fc.record({
	lists: fc.array(fc.array(number, { maxLength: 5 }), { minLength: 3, maxLength: 3 }),
	most: fc.option(limit, { nil: undefined, freq: 8 }),
});
const execution: fc.Arbitrary<Execution> = fc.record({
	mode: fc.constantFrom('pay', 'pay', 'pay', 'check'),
	items: fc.array(item, { minLength: 1, maxLength: 4 }),
	passes: fc.integer({ min: 1, max: 3 }),
	limitsItems: fc.constantFrom(true, false, false),
	maxTotal: fc.option(limit, { nil: undefined, freq: 2 }),
	maxOrders: fc.constantFrom(undefined, undefined, 0, 2, 3, 4, 5, POOL),
	stumbles: fc.boolean(),
	options: fc.record({
		batchSize: fc.integer({ min: 1, max: 3 }),
		concurrency: fc.integer({ min: 1, max: 3 }),
		notSentRetries: fc.integer({ min: 0, max: 1 }),
		stopOnBatchFailure: fc.boolean(),
		verifyUnclear: fc.boolean(),
		skipSubmitted: fc.constantFrom(true, true, true, false),
	}),
});

const processed = fc.boolean().map((yes) => ({ processed: yes }));
const anyCall: fc.Arbitrary<Fault> = fc.oneof(
	fc
		.tuple(
			fc.constantFrom('resetBeforeAnswer', 'resetInsideAnswer', 'html', 'cutOffJson'),
			processed,
		)
		.map(([kind, rest]): Fault => ({ kind: kind as 'html', ...rest })),
	fc
		.tuple(fc.constantFrom(408, 500, 503), processed)
		.map(([status, rest]): Fault => ({ kind: 'status', status, ...rest })),
	// A refusal is true: nothing can tell when an API refuses and pays all the same.
	fc.constantFrom(400, 403, 429).map((status): Fault => ({
		kind: 'status',
		status,
		processed: false,
		headers: { 'Retry-After': '0' },
	})),
);
const payment: fc.Arbitrary<Fault> = fc.oneof(
	anyCall,
	fc.constantFrom(...LIES).map((lie) => ({ kind: 'lie' as const, lie })),
);
const lookUp: fc.Arbitrary<Fault> = fc.oneof(
	anyCall,
	fc.constantFrom<Fault>(
		{ kind: 'lookUpLie', lie: 'wrongOrder' },
		{ kind: 'lookUpLie', lie: 'claimsPaid' },
		{ kind: 'lookUpLie', lie: 'oddStatus', value: 'waitbankpay' },
		{ kind: 'lookUpLie', lie: 'oddStatus', value: 'waitbuyerpay' },
		{ kind: 'lookUpLie', lie: 'oddAmount' },
		{ kind: 'lookUpLie', lie: 'oddAmount', value: '0.001' },
	),
);
const call = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant<'every'>('every'));
const fault: fc.Arbitrary<ScheduledFault> = fc.oneof(
	fc.record({ path: fc.constant(PAY), call: fc.integer({ min: 1, max: 6 }), fault: payment }),
	fc.record({ path: fc.constant(DETAIL), call, fault: lookUp, orderId: number.map(orderId) }),
);

const story: fc.Arbitrary<Story> = fc.record({
	orders: fc.array(order, { minLength: POOL, maxLength: POOL }),
	balance: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(Number.MAX_SAFE_INTEGER) },
		{ weight: 1, arbitrary: fc.integer({ min: 0, max: 6_000 }) },
	),
	paysAtOnce: fc.boolean(),
	executions: fc.array(execution, { minLength: 1, maxLength: 2 }),
	faults: fc.array(fault, { maxLength: 4 }),
});

/** What the ledger shows: how often each order was submitted. */
type Ledger = ReadonlyMap<string, number>;
const since = (before: Ledger, after: Ledger): string[] =>
	[...after].filter(([id, count]) => count > (before.get(id) ?? 0)).map(([id]) => id);

const seen: Record<string, number> = {};
const see = (what: string, times = 1) => (seen[what] = (seen[what] ?? 0) + times);
let stories = 0;

async function play({ orders, balance, paysAtOnce, executions, faults }: Story): Promise<void> {
	const sandbox = await new Sandbox({ account: new Account(balance, paysAtOnce) }).start();
	try {
		for (const [n, details] of orders.entries()) sandbox.account.addOrders([orderId(n)], details);
		for (const { call: at, fault: what, path, orderId: id } of faults)
			sandbox.fault(at, what, path, id);
		const workflowId = `never-exceeded-${++stories}`;
		for (const each of executions) await playExecution(each, sandbox, workflowId);
		if (executions.every(({ options }) => options.skipSubmitted))
			expect(sandbox.account.paidTwice()).toEqual([]);
	} finally {
		await sandbox.close();
	}
}

async function playExecution(
	{ mode, items, passes, limitsItems, maxTotal, maxOrders, stumbles, options }: Execution,
	sandbox: Sandbox,
	workflowId: string,
): Promise<void> {
	const { account } = sandbox;
	const priceOf = (id: string) => account.orders.get(id)!.price;
	const sum = (ids: Iterable<string>) =>
		[...new Set(ids)].reduce((fen, id) => fen + priceOf(id), 0);
	const fenOf = ({ of, off }: Limit, own: number[]) =>
		Math.max(0, sum((of === 'own' ? own : of).map(orderId)) + off);
	/** Whether an order would be paid, but for limits. */
	const isPayable = (n: number) => {
		const { refusal, totalAmount } = account.orders.get(orderId(n))!;
		return (
			atFirst.waiting.has(orderId(n)) && refusal === undefined && !UNREADABLE.includes(totalAmount)
		);
	};
	const ledger = (): Ledger => new Map(account.ledger());
	const isClosed = (id: string) => account.orders.get(id)!.status === 'cancel';
	const waits = (id: string) => {
		const { status, tradeTerms } = account.orders.get(id)!;
		return status === 'waitbuyerpay' && tradeTerms === undefined;
	};
	const atFirst = { ledger: ledger(), waiting: new Set([...account.orders.keys()].filter(waits)) };
	const mosts = items.map(({ lists, most }) => most && fenOf(most, lists[0]));
	const total =
		maxTotal && fenOf(maxTotal, items.flatMap(({ lists }) => lists[0]).filter(isPayable));
	const rememberedAtFirst = [...remembered(workflowId)];
	const callsAtFirst = sandbox.calls.length;

	const judge = (
		context: IExecuteFunctions,
		[success, failure, [{ json: summary }]]: INodeExecutionData[][],
		sent: Set<string>,
		closed: Set<string>,
	): void => {
		// No item's limit is exceeded.
		if (limitsItems)
			for (const [index, most] of mosts.entries()) {
				const ids = new Set(context.getNodeParameter('orderIds', index) as string[]);
				if (![...ids].some((id) => sent.has(id))) continue;
				expect(most).toBeDefined();
				expect(sum([...ids].filter((id) => !closed.has(id)))).toBeLessThanOrEqual(most!);
				see('sent within its limit');
			}

		// Each order counts once; sums are exact; nothing that failed was charged.
		const results = new Map<string, IDataObject>();
		let invalid = 0;
		for (const { json } of [...success, ...failure])
			if (json.orderId === '') invalid++;
			else results.set(json.orderId as string, json);
		const fen = (name: string) => Math.round((summary[name] as number) * 100);
		const expected: Record<string, number> = {};
		let unknownAmounts = 0;
		for (const [id, { outcome, orderAmount, batch }] of results) {
			see(outcome as string);
			const isPaidNow = outcome === 'paid' && batch !== null;
			if (isPaidNow) see('paid by the run');
			const group = isPaidNow ? 'amountSubmitted' : GROUP[outcome as string];
			if (orderAmount === null) unknownAmounts += outcome === 'invalid' ? 0 : 1;
			else {
				expect(orderAmount).toBe(priceOf(id) / 100);
				expected[group] = (expected[group] ?? 0) + priceOf(id);
			}
			if (outcome === 'submitted')
				expect(account.submittedFen(id)).toBeGreaterThanOrEqual(priceOf(id));
			if (group === 'amountFailed' || group === 'amountReady') expect(sent).not.toContain(id);
		}
		for (const name of new Set(Object.values(GROUP))) {
			expect([name, fen(name)]).toEqual([name, expected[name] ?? 0]);
			expect(summary[name]).toBe(fen(name) / 100);
		}
		expect(summary).toMatchObject({
			orders: results.size + invalid,
			amountsNotKnown: unknownAmounts,
		});
		for (const id of sent) expect(results.has(id)).toBe(true);
	};

	const broken: unknown[] = [];
	let runs = 0;
	const nodeType = aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
		const before = ledger();
		const closed = new Set([...account.orders.keys()].filter(isClosed));
		const outputs = await execute();
		await sandbox.idle();
		const sent = new Set(since(before, ledger()));

		// n8n would take a failed expectation for a failure of the node, and run it again.
		try {
			judge(context, outputs, sent, closed);
		} catch (error) {
			broken.push(error);
		}
		if (stumbles && ++runs === 1) throw new Error('n8n stumbles');
		return outputs;
	});
	await payOnEngine({
		nodeType,
		items: items.map(({ lists }, index) => ({
			lists: lists.map((list) => list.map(orderId)),
			most: cell(mosts[index], index),
		})),
		parameters: {
			mode,
			orderIds: '={{ $json.lists[$runIndex] }}',
			maxAmount: limitsItems ? '={{ $json.most }}' : '',
		},
		options: {
			...options,
			...(total !== undefined && { maxTotalAmount: total / 100 }),
			...(maxOrders !== undefined && { maxOrders }),
		},
		node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		passes,
		credential: sandbox.credential,
		workflowId,
	}).then(({ status, message }) => expect([status, message]).toEqual(['success', undefined]));

	if (broken.length > 0) throw broken[0];
	// The ledger against the limits of the whole execution.
	const now = ledger();
	const sent = since(atFirst.ledger, now);
	for (const id of sent) expect(now.get(id)! - (atFirst.ledger.get(id) ?? 0)).toBe(1);
	if (total !== undefined) expect(sum(sent)).toBeLessThanOrEqual(total);
	if (maxOrders !== undefined) expect(sent.length).toBeLessThanOrEqual(maxOrders);
	if (mode === 'check') {
		expect(sandbox.calls.slice(callsAtFirst).filter(({ path }) => path === PAY)).toEqual([]);
		expect([...remembered(workflowId)].sort()).toEqual(rememberedAtFirst.sort());
	}
	// Only what waited for payment, and was looked up, is sent.
	const lookedUp = new Set<string>();
	for (const { path, orderIds } of sandbox.calls.slice(callsAtFirst)) {
		if (path === DETAIL) orderIds.forEach((id) => lookedUp.add(id));
		if (path === PAY) for (const id of orderIds) expect(lookedUp).toContain(id);
	}
	for (const id of sent) expect(atFirst.waiting).toContain(id);
	see('sent', sent.length);
	if (sent.length > 0 && sum(sent) === total) see('sent up to the total');
}

/** A limit as a sheet gives it, one way or the other; or an empty cell. */
function cell(fen: number | undefined, row: number): string | number {
	if (fen === undefined) return '';
	return row % 2 === 0 ? fen / 100 : (fen / 100).toFixed(2);
}

/** Which of the summary's amounts holds an order of each outcome. */
const GROUP: Record<string, string> = {
	ready: 'amountReady',
	submitted: 'amountSubmitted',
	paid: 'amountFoundPaid',
	alreadySubmitted: 'amountUnclear',
	unknown: 'amountUnclear',
	rejected: 'amountFailed',
	notSent: 'amountFailed',
	amountExceeded: 'amountFailed',
	notPayable: 'amountFailed',
	invalid: 'amountFailed',
};

test('whatever the faults, no limit is exceeded and no sum is a fen off', async () => {
	await fc.assert(fc.asyncProperty(story, play), { seed: SEED, numRuns: RUNS, endOnFailure: true });
	// None of it held for want of anything to see.
	const wanted = [
		...Object.keys(GROUP),
		'paid by the run',
		'sent',
		'sent within its limit',
		'sent up to the total',
	];
	for (const what of wanted)
		expect({ ...seen, [what]: (seen[what] ?? 0) > 5 }).toEqual({ ...seen, [what]: true });
}, 180_000);
