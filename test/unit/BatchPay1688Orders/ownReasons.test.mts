import type { IExecuteFunctions } from 'n8n-workflow';

import { keepToMaximumAmounts } from '../../../dist/nodes/BatchPay1688Orders/keepToMaximumAmounts.js';
import { keepToMaximumTotal } from '../../../dist/nodes/BatchPay1688Orders/keepToMaximumTotal.js';
import { keepToOrderLimits } from '../../../dist/nodes/BatchPay1688Orders/keepToOrderLimits.js';
import { lookUpOrders } from '../../../dist/nodes/BatchPay1688Orders/lookUpOrders.js';
import { MAX_REMEMBERED } from '../../../dist/nodes/BatchPay1688Orders/memory/memory.js';
import type { Results } from '../../../dist/nodes/BatchPay1688Orders/results.js';
import type { Settings } from '../../../dist/nodes/BatchPay1688Orders/settings.js';
import {
	batchFailed,
	EXECUTION_STOPPED,
	INTERRUPTED,
	memoryFailed,
} from '../../../dist/nodes/BatchPay1688Orders/stopRule.js';
import type { CallResult } from '../../../dist/nodes/shared/api/callOnce.js';
import { describeFailure } from '../../../dist/nodes/shared/api/transportFailure.js';
import { hiddenMark, problems } from '../../../dist/nodes/shared/orders/idProblems.js';
import { orderIds } from '../../support/orderIds.mts';
import { facts, resultsOf } from './run.mts';

/** What the API answers about each order. */
let answers: Record<string, CallResult>;
jest.mock('../../../dist/nodes/shared/api/readPatiently.js', () => ({
	readPatiently: async (_context: unknown, { body }: { body: string }) =>
		await Promise.resolve(answers[(JSON.parse(body) as { orderId: string }).orderId]),
}));

const reasonsOf = (results: Results) =>
	[...results.all().values()].flatMap(({ errorReason }) => errorReason ?? []);

/** Why orders were not paid, given the answers to their look-ups. */
async function lookUp(given: CallResult[], isStopped = false): Promise<string[]> {
	const ids = orderIds(given.length);
	answers = Object.fromEntries(given.map((call, index) => [ids[index], call]));
	const stop = new AbortController();
	if (isStopped) stop.abort();
	const context = {
		logger: { info: () => {} },
		getExecutionCancelSignal: () => stop.signal,
	} as unknown as IExecuteFunctions;
	const settings = { lookUpFirst: true, concurrency: 1, mode: 'pay' } as Settings;
	const results = resultsOf();
	await lookUpOrders(context, ids, settings, results);
	return reasonsOf(results);
}

const answered = (httpStatus: number, body: object): CallResult => ({
	kind: 'answered',
	httpStatus,
	body: JSON.stringify(body),
});
const order = (n: number, baseInfo: object, tradeTerms: object[] = []) =>
	answered(200, {
		code: 200,
		data: { baseInfo: { idOfStr: orderIds(1, n)[0], ...baseInfo }, tradeTerms },
	});
const waiting = { status: 'waitbuyerpay' };
const past = { status: 'waitlogisticstakein' };
const PAID_AT = '20241124093000000+0800';

const lookedUp = async () => [
	...(await lookUp([
		order(1, { status: 'cancel' }),
		order(2, waiting, [{ payStatus: '9' }]),
		order(3, {}),
		order(4, waiting, [{ payStatus: '2' }]),
		order(5, { ...waiting, payTime: PAID_AT }),
		order(6, { status: 'waitsellerconfirm' }),
		order(7, past, [{ payStatus: '1' }]),
		order(8, past),
		order(9, { ...past, payTime: PAID_AT, tradeType: '7' }),
		answered(200, { code: 200 }),
		answered(502, {}),
	])),
	// The order that was seen shows that the keys are right.
	...(await lookUp([
		order(1, { status: 'cancel' }),
		...Array<CallResult>(9).fill(answered(200, { code: 500 })),
	])),
	...(await lookUp([order(1, waiting)], true)),
];

/** An amount larger than most runs will ever see, in fen. */
const LIMIT = 10_000_000;
function kept(): string[] {
	const execution = {};
	const before = resultsOf(execution);
	before.learn('X', facts('unpaid', LIMIT));
	before.take(['X', ...orderIds(1_000)], 'pay');
	const ids = ['A', 'B'];
	const entries = ids.map((orderId) => ({ item: 0, orderId }));
	const settings = { mode: 'pay', maxTotalFen: LIMIT, maxOrders: 1_000 } as Settings;
	const keepers: Array<(results: Results) => void> = [
		(results) => keepToMaximumAmounts(ids, entries, new Map([[0, LIMIT]]), results),
		(results) => keepToMaximumTotal(ids, settings, results),
		(results) => keepToOrderLimits(ids, settings, results),
		(results) => keepToOrderLimits(orderIds(MAX_REMEMBERED), { mode: 'pay' } as Settings, results),
	];
	const run = (keep: (typeof keepers)[number], amountFen: number | null) => {
		const results = resultsOf(execution);
		for (const orderId of ids) results.learn(orderId, facts('unpaid', amountFen));
		keep(results);
		return reasonsOf(results);
	};
	return [
		...keepers.flatMap((keep) => run(keep, LIMIT)),
		...run(keepers[0], null),
		...run(keepers[1], null),
	];
}

const transport = () =>
	[
		{ code: 'ENOTFOUND', syscall: 'getaddrinfo' },
		{ code: 'EHOSTUNREACH', syscall: 'connect' },
		...[
			'ERR_INVALID_URL',
			'SsrfBlockedIpError',
			'SsrfBlockedHostnameError',
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			'ECONNRESET',
			'EPIPE',
			'ERR_BAD_RESPONSE',
			'ERR_CANCELED',
			'SignedTwiceError',
			'ETIMEDOUT',
			'?',
		].map((code) => ({ code })),
	].map((error) => describeFailure(error, 'within 3600000 ms').reason);

const memory = [
	'the workflow has not been saved',
	'the execution was stopped',
	'the database of n8n took too long',
	"the database failed (see n8n's log)",
	'another node keeps its history in its place',
].map((message) => memoryFailed(new Error(message)));

test("the node's own reasons fit into a narrow column, most of them in two lines", async () => {
	const stop = [EXECUTION_STOPPED, INTERRUPTED, batchFailed(1_000), ...memory];
	const groups = {
		lookUpOrders: await lookedUp(),
		keepTo: kept(),
		transportFailure: transport(),
		stopRule: stop.map(({ errorReason }) => errorReason),
		idProblems: [...Object.values(problems), hiddenMark('Order number')].map(
			({ errorReason }) => errorReason,
		),
	};
	expect(Object.entries(groups).map(([name, reasons]) => [name, new Set(reasons).size])).toEqual([
		['lookUpOrders', 14],
		['keepTo', 5],
		['transportFailure', 10],
		['stopRule', 8],
		['idProblems', 8],
	]);
	const all = [...new Set(Object.values(groups).flat())];
	expect(all.filter((reason) => reason.length > 90)).toEqual([]);
	const long = all.filter((reason) => reason.length > 60);
	expect(long.length).toBeLessThan(all.length / 3);
	// The next sentence follows after a full stop.
	for (const reason of all) expect(reason).toMatch(/^([A-Z¥]|n8n).*[^.]$/);
});
