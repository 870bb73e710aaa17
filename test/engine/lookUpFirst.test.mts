// Every order is looked up before the first payment leaves, and only what was seen to wait for payment is sent.
import type { SandboxOrder } from '../sandbox/account.mts';
import { DETAIL, PAY } from '../sandbox/handlers.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { aroundExecute } from '../support/engine/aroundExecute.mts';
import {
	itemsOf,
	outcomes,
	remembered,
	tally,
	type PayResult,
} from '../support/engine/batchPay.mts';
import { BatchPay1688Orders, logger } from '../support/engine/n8nPackages.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';
import { FailsAfterPaying } from './failsAfterPaying.mts';

const paths = ({ calls: seen }: Sandbox) => seen.map(({ path }) => path);
const sent = (sandbox: Sandbox) => sandbox.payments().flatMap(({ orderIds }) => orderIds);
const resultOf = ({ success, failure }: PayResult, orderId: string) =>
	[...success, ...failure].find(({ json }) => json.orderId === orderId)?.json;

describe('the look-ups', () => {
	test('are all answered before the first payment arrives, each order asked for once', async () => {
		const { sandbox, pay } = await sandboxWith(23, { serviceMs: 2 });
		const moments: string[] = [];
		sandbox.watch = (path, moment) => moments.push(`${path} ${moment}`);
		const items = itemsOf([...ids(23), id(1), [id(2), id(3)]]);
		expect(tally(await pay({ items }))).toEqual({ submitted: 26 });
		expect(calls(sandbox)).toEqual({ read: 0, lookedUp: 23, paid: 3 });
		expect(moments.lastIndexOf(`${DETAIL} answered`)).toBeLessThan(
			moments.indexOf(`${PAY} arrived`),
		);
		expect(new Set(sandbox.calls.flatMap(({ orderIds }) => orderIds)).size).toBe(23);
	});

	test.each([
		[1, 5],
		[5, 5],
		[8, 8],
	])('with Batches at Once %i, %i are under way at once', async (concurrency, atOnce) => {
		const { sandbox, pay } = await sandboxWith(24, { serviceMs: 20 });
		// One batch, so that no payments run side by side.
		await pay({ options: { concurrency, batchSize: 30 } });
		expect(sandbox.mostAtOnce).toBe(atOnce);
	});

	test('show their progress in the log, up to the last order', async () => {
		const lines: string[] = [];
		jest.spyOn(logger, 'info').mockImplementation((line) => void lines.push(line));
		try {
			const { pay } = await sandboxWith(7);
			await pay();
		} finally {
			jest.restoreAllMocks();
		}
		const lookedUp = lines.findIndex((line) => line.startsWith('Looked up 7 of 7 orders'));
		const paid = lines.findIndex((line) => line.startsWith('Batch 1 of 1 done: 7 of 7 orders'));
		expect(lookedUp).toBeGreaterThanOrEqual(0);
		expect(paid).toBeGreaterThan(lookedUp);
	});

	test.each([
		['HTTP status', { kind: 'status', status: 429, headers: { 'Retry-After': '0' } }],
		['code', { kind: 'code', code: 429 }],
	] as const)('wait when the API is rate limiting (%s), as payments do', async (_how, fault) => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault(1, fault, DETAIL, id(2));
		expect(tally(await pay())).toEqual({ submitted: 3 });
		const asked = sandbox.calls.filter(({ path }) => path === DETAIL);
		expect(asked.filter(({ orderIds }) => orderIds.includes(id(2)))).toHaveLength(2);
		expect(paths(sandbox).at(-1)).toBe(PAY);
	});

	test('give up on a lasting 429 after the Resend Attempts, and say so', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const fault = { kind: 'status', status: 429, headers: { 'Retry-After': '0' } } as const;
		sandbox.fault('every', fault, DETAIL, id(2));
		const result = await pay({ options: { notSentRetries: 3 } });
		expect(outcomes(result)).toEqual({ [id(1)]: 'submitted', [id(2)]: 'notSent' });
		expect(resultOf(result, id(2))).toMatchObject({
			httpStatus: 429,
			retrySafe: true,
			advice: 'The API is rate limiting. Wait a little, then run it again.',
		});
		expect(calls(sandbox)).toEqual({ read: 0, lookedUp: 5, paid: 1 });
	});
});

describe('what a look-up shows decides', () => {
	const paid = { outcome: 'paid', orderAmount: 10 };
	const closed = {
		outcome: 'notPayable',
		errorReason: 'Closed on 1688',
		advice: expect.stringContaining('Take it off the list'),
		moneyMoved: 'maybe',
		retrySafe: false,
	};
	const unclear = {
		outcome: 'notPayable',
		errorReason: expect.stringMatching(/^Unclear: /),
		moneyMoved: 'maybe',
		retrySafe: false,
	};
	const inProgress = {
		outcome: 'alreadySubmitted',
		errorReason: 'A payment of this order is in progress',
		moneyMoved: 'maybe',
		retrySafe: false,
	};

	test.each<[string, Partial<SandboxOrder>, object]>([
		['paid', { status: 'waitsellersend' }, paid],
		['delivered', { status: 'success' }, paid],
		['cancelled', { status: 'cancel' }, closed],
		['terminated', { status: 'terminated' }, closed],
		['closed after a refund', { status: 'cancel', tradeTerms: [4] }, closed],
		['being paid (payStatus 9)', { tradeTerms: [9] }, inProgress],
		['partly being paid', { tradeTerms: [1, 9] }, inProgress],
		['shipped while being paid', { status: 'waitsellersend', tradeTerms: [2, 9] }, inProgress],
		['its first stage paid', { stages: [2, 1] }, unclear],
		['waiting, but paid', { tradeTerms: [2] }, unclear],
		['shipped, unpaid', { status: 'waitsellersend', tradeTerms: [1] }, unclear],
		['on account', { status: 'waitsellersend', tradeTerms: [12], tradeType: '10' }, unclear],
		['in a state nobody knows', { status: 'waitbankpay' }, unclear],
		['without a status', { status: '' }, unclear],
	])('%s: not sent', async (_name, order, expected) => {
		const { sandbox, pay, workflowId } = await sandboxWith(3);
		Object.assign(sandbox.account.orders.get(id(2))!, order);
		const result = await pay();
		expect(resultOf(result, id(2))).toMatchObject(expected);
		expect(resultOf(result, id(2))!.orderStatus).toBe(
			'status' in order ? order.status || null : 'waitbuyerpay',
		);
		expect(result.success.every(({ json }) => json.outcome !== 'notPayable')).toBe(true);
		expect(sent(sandbox)).toEqual([id(1), id(3)]);
		// It was not submitted here, so it is not remembered as submitted.
		expect(remembered(workflowId)).toEqual([id(1), id(3)]);
	});

	test('waiting for payment, but with a time of payment: not sent', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault('every', { kind: 'lookUpLie', lie: 'oddStatus', value: 'waitbuyerpay' }, DETAIL);
		// Its look-up shows `payTime`, since it is paid.
		sandbox.account.orders.get(id(1))!.status = 'waitsellersend';
		expect(resultOf(await pay(), id(1))).toMatchObject({
			...unclear,
			orderStatus: 'waitbuyerpay',
		});
		expect(sandbox.payments()).toEqual([]);
	});

	test('an order that the API does not know is not sent, the others are', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		// More than three: answers that there is no such order are answers.
		const unknown = ids(5, 11);
		const result = await pay({ items: itemsOf([...unknown, ...ids(2)]) });
		expect(tally(result)).toEqual({ notSent: 5, submitted: 2 });
		for (const orderId of unknown)
			expect(resultOf(result, orderId)).toMatchObject({
				errorReason: '订单不存在 (the order does not exist)',
				advice: 'Check the ID, and that the order belongs to this PandaPon account.',
				code: 404,
				retrySafe: true,
				orderAmount: null,
				supplier: null,
			});
		expect(sent(sandbox)).toEqual(ids(2));
	});

	test('each result carries amount and supplier, whatever the outcome', async () => {
		const { sandbox, pay } = await sandboxWith(0);
		const { account } = sandbox;
		account.addOrders([id(1)], { price: 1999, supplier: { companyName: '甲公司', shopName: 'S' } });
		account.addOrders([id(2)], { price: 7, status: 'cancel', supplier: { shopName: '乙店' } });
		account.addOrders([id(3)], { price: 1, status: 'success', supplier: { loginId: 'c3' } });
		account.addOrders([id(4)], { price: 30, refusal: '账户额度不足', supplier: {} });
		const result = await pay({ items: itemsOf(ids(4)) });
		const shown = (n: number) => {
			const { outcome, orderAmount, supplier } = resultOf(result, id(n))!;
			return [outcome, orderAmount, supplier];
		};
		expect(shown(1)).toEqual(['submitted', 19.99, '甲公司']);
		expect(shown(2)).toEqual(['notPayable', 0.07, '乙店']);
		expect(shown(3)).toEqual(['paid', 0.01, 'c3']);
		expect(shown(4)).toEqual(['rejected', 0.3, null]);
	});
});

describe('look-ups that cannot be read', () => {
	test('one or two do not keep the others from being paid', async () => {
		const { sandbox, pay } = await sandboxWith(20);
		sandbox.fault(1, { kind: 'html' }, DETAIL, id(3));
		sandbox.fault(1, { kind: 'status', status: 500 }, DETAIL, id(12));
		const result = await pay();
		expect(tally(result)).toEqual({ notSent: 2, submitted: 18 });
		expect(resultOf(result, id(3))).toMatchObject({
			errorReason: 'The answer to the look-up could not be read (HTTP 200)',
			retrySafe: true,
			batch: null,
		});
		expect(resultOf(result, id(12))).toMatchObject({ errorReason: 'status 500', httpStatus: 500 });
		expect(sent(sandbox)).not.toContain(id(3));
		expect(sent(sandbox)).not.toContain(id(12));
	});

	test('three in a row end it: what was seen to wait before is sent, the rest is not', async () => {
		const { sandbox, pay } = await sandboxWith(60);
		for (const orderId of ids(31, 30))
			sandbox.fault('every', { kind: 'status', status: 503 }, DETAIL, orderId);
		const result = await pay();
		const asked = new Set(
			sandbox.calls.filter(({ path }) => path === DETAIL).flatMap(({ orderIds }) => orderIds),
		);
		// Five lanes: at most four more are under way when the third failure is read.
		expect(asked.size).toBeLessThanOrEqual(29 + 3 + 4);
		expect(asked.size).toBeGreaterThanOrEqual(29 + 3);
		expect(sent(sandbox)).toEqual(ids(29));
		expect(tally(result)).toEqual({ submitted: 29, notSent: 31 });
		for (const { json } of result.failure)
			expect(json).toMatchObject(
				asked.has(String(json.orderId))
					? { errorReason: 'status 503', httpStatus: 503 }
					: {
							errorReason: 'Not looked up: three look-ups in a row failed',
							advice: expect.stringContaining('switch "Look Orders Up First" off'),
						},
			);
	});

	test('failures that come one by one never end it, however many there are', async () => {
		const { sandbox, pay } = await sandboxWith(340);
		const failing = ids(340).filter((_, index) => index % 10 === 4);
		for (const orderId of failing)
			sandbox.fault('every', { kind: 'status', status: 503 }, DETAIL, orderId);
		const result = await pay({ options: { batchSize: 30 } });
		expect(tally(result)).toEqual({ submitted: 306, notSent: 34 });
		expect(result.failure.map(({ json }) => json.orderId)).toEqual(failing);
	});

	test.each([
		['forbidden', { kind: 'status', status: 403 }, 403],
		['forbidden by its code', { kind: 'code', code: 403, msg: 'no permission' }, 200],
	] as const)(
		'%s while payments work: nothing is sent, and the advice names the option that pays without',
		async (_name, fault, httpStatus) => {
			const { sandbox, pay, workflowId } = await sandboxWith(40);
			sandbox.fault('every', fault, DETAIL);
			const result = await pay();
			expect(tally(result)).toEqual({ notSent: 40 });
			expect(sandbox.payments()).toEqual([]);
			expect(remembered(workflowId)).toEqual([]);
			for (const { json } of result.failure) {
				expect(json.advice).toContain('To pay unseen, switch "Look Orders Up First" off');
				expect(json).toMatchObject({ moneyMoved: 'maybe', retrySafe: true });
			}
			expect(resultOf(result, id(1))).toMatchObject({ httpStatus });
			expect(calls(sandbox).lookedUp).toBeLessThanOrEqual(7);
			expect(calls(sandbox).read).toBe(1);

			expect(tally(await pay({ options: { lookUpFirst: false } }))).toEqual({ submitted: 40 });
		},
	);

	test.each<[string, Record<string, string>, RegExp]>([
		[
			'nothing listens',
			{ baseUrl: 'http://127.0.0.1:1' },
			/No connection to the API could be made/,
		],
		['a wrong secret', { accessSecret: 'wrong' }, /refused a call that only reads/],
	])('%s: nothing is sent, in the words of the Test button', async (_name, fields, words) => {
		const { sandbox, pay, workflowId } = await sandboxWith(12);
		const result = await pay({
			credential: { ...sandbox.credential, ...fields },
			options: { notSentRetries: 0 },
		});
		expect(tally(result)).toEqual({ notSent: 12 });
		for (const { json } of result.failure) expect(json.errorReason).toMatch(words);
		expect(sandbox.payments()).toEqual([]);
		expect(remembered(workflowId)).toEqual([]);
		expect(result.summary).toMatchObject({ notSent: 12, amountsNotKnown: 12 });
	});

	test('an API that never answers: nothing is sent', async () => {
		const { sandbox, pay } = await sandboxWith(12);
		for (const path of [DETAIL, '/alibaba/product/keywords/query'])
			sandbox.fault('every', { kind: 'hang' }, path);
		const result = await pay({ options: { timeoutMs: 200, notSentRetries: 0 } });
		expect(tally(result)).toEqual({ notSent: 12 });
		expect(result.failure[0].json.errorReason).toContain('200 ms');
		expect(sandbox.payments()).toEqual([]);
	});
});

describe('Stop in the middle of the look-ups', () => {
	/** Presses Stop once so many look-ups have arrived. */
	const stopAfter = (sandbox: Sandbox, lookUps: number) => (cancel: () => void) => {
		sandbox.watch = (path, moment) => {
			if (path === DETAIL && moment === 'arrived' && calls(sandbox).lookedUp >= lookUps) cancel();
		};
	};

	/** The same for look-ups that are not answered. */
	const stopOnceHanging = (sandbox: Sandbox, lookUps: number) => (cancel: () => void) => {
		const watch = setInterval(() => {
			if (calls(sandbox).lookedUp < lookUps) return;
			clearInterval(watch);
			cancel();
		}, 5);
	};

	test('no further look-up begins, nothing is paid, and what was read stays unpaid', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(200, { serviceMs: 2 });
		expect(tally(await pay({ whileRunning: stopAfter(sandbox, 20) }))).toEqual({ notSent: 200 });
		await sandbox.idle();
		// Five lanes: what was on its way when Stop was pressed.
		expect(calls(sandbox).lookedUp).toBeLessThanOrEqual(24);
		expect(sandbox.payments()).toEqual([]);
		expect(remembered(workflowId)).toEqual([]);
		expect(tally(await pay())).toEqual({ submitted: 200 });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('look-ups that hang do not hold the run up', async () => {
		const { sandbox, pay } = await sandboxWith(30);
		for (const orderId of ids(20, 11)) sandbox.fault('every', { kind: 'hang' }, DETAIL, orderId);
		const result = await pay({
			// Were the run to wait for them, the test would time out.
			options: { timeoutMs: 90_000 },
			whileRunning: stopOnceHanging(sandbox, 15),
		});
		expect(calls(sandbox)).toEqual({ read: 0, lookedUp: 15, paid: 0 });
		expect(tally(result)).toEqual({ notSent: 30 });
		for (const { json } of result.failure)
			expect(json).toMatchObject({
				errorReason: expect.stringContaining('execution was stopped'),
				orderAmount: ids(10).includes(String(json.orderId)) ? 10 : null,
			});
	});

	test('nor do calls that an older n8n does not abort', async () => {
		const { sandbox, pay } = await sandboxWith(30);
		const hanging: Array<(answer: object) => void> = [];
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
			const httpRequestWithAuthentication = async () =>
				await new Promise((resolve) => hanging.push(resolve));
			const helpers = { ...context.helpers, httpRequestWithAuthentication };
			Object.defineProperty(context, 'helpers', { value: helpers });
			return await execute();
		});
		const result = await pay({
			nodeType,
			options: { timeoutMs: 90_000 },
			whileRunning: (cancel) => {
				const watch = setInterval(() => {
					if (hanging.length < 5) return;
					clearInterval(watch);
					cancel();
				}, 5);
			},
		});
		// Answers that come too late change nothing, and start nothing.
		for (const answer of hanging) answer({ statusCode: 200, body: '', headers: {} });
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(hanging).toHaveLength(5);
		expect(tally(result)).toEqual({ notSent: 30 });
		expect(sandbox.calls).toEqual([]);
	});

	test('neither does a wait that the API asked for', async () => {
		const { sandbox, pay } = await sandboxWith(30);
		const fault = { kind: 'status', status: 429, headers: { 'Retry-After': '55' } } as const;
		sandbox.fault('every', fault, DETAIL);
		const result = await pay({ whileRunning: stopOnceHanging(sandbox, 5) });
		expect(calls(sandbox)).toEqual({ read: 0, lookedUp: 5, paid: 0 });
		expect(tally(result)).toEqual({ notSent: 30 });
	});
});

describe('the memory is not weakened by a look-up', () => {
	test('an order it holds stays alreadySubmitted though 1688 shows it waiting for payment', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(3);
		sandbox.account.paysAtOnce = false;
		expect(tally(await pay())).toEqual({ submitted: 3 });
		sandbox.account.addOrders([id(4)]);
		const again = await pay({ items: itemsOf(ids(4)) });
		expect(outcomes(again)).toEqual({
			[id(1)]: 'alreadySubmitted',
			[id(2)]: 'alreadySubmitted',
			[id(3)]: 'alreadySubmitted',
			[id(4)]: 'submitted',
		});
		expect(resultOf(again, id(1))).toMatchObject({
			orderStatus: 'waitbuyerpay',
			moneyMoved: 'maybe',
			retrySafe: false,
			orderAmount: 10,
			advice: expect.stringContaining('do not pay it now'),
		});
		expect(sandbox.account.paidTwice()).toEqual([]);
		expect(remembered(workflowId)).toEqual(ids(4));
		// One look at each order was enough.
		expect(calls(sandbox).lookedUp).toBe(3 + 4);
	});

	test('what is proven paid is paid, whoever submitted it', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		expect(tally(await pay())).toEqual({ submitted: 2 });
		const again = await pay();
		expect(tally(again)).toEqual({ paid: 2 });
		expect(again.success[0].json).toMatchObject({ orderStatus: 'waitsellersend', orderAmount: 10 });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test.each([
		['closed', { status: 'cancel' }],
		['unclear', { status: 'waitbankpay' }],
	])('alreadySubmitted beats notPayable: %s meanwhile', async (_name, change) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.paysAtOnce = false;
		await pay();
		Object.assign(sandbox.account.orders.get(id(1))!, change);
		const again = await pay();
		expect(resultOf(again, id(1))).toMatchObject({
			outcome: 'alreadySubmitted',
			orderStatus: change.status,
		});
		// With the memory not consulted, the state alone speaks.
		const forced = await pay({ options: { skipSubmitted: false } });
		expect(outcomes(forced)).toEqual({ [id(1)]: 'notPayable' });
		expect(sandbox.account.submissions(id(1))).toBe(1);
	});

	test('a look-up that fails does not strike an order out', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(1);
		sandbox.account.paysAtOnce = false;
		await pay();
		sandbox.fault(2, { kind: 'status', status: 500 }, DETAIL);
		expect(outcomes(await pay())).toEqual({ [id(1)]: 'notSent' });
		expect(remembered(workflowId)).toEqual([id(1)]);
		expect(outcomes(await pay())).toEqual({ [id(1)]: 'alreadySubmitted' });
		expect(sandbox.account.submissions(id(1))).toBe(1);
	});
});

describe('when n8n runs the node again within one execution', () => {
	test('Retry On Fail after paying neither looks up nor pays again', async () => {
		const { sandbox, pay } = await sandboxWith(12);
		sandbox.account.paysAtOnce = false;
		const nodeType = new FailsAfterPaying();
		const result = await pay({
			nodeType,
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(nodeType.runs).toBe(2);
		expect(tally(result)).toEqual({ submitted: 12 });
		expect(result.success[11].json).toMatchObject({ orderAmount: 10, batch: 2 });
		expect(result.summary).toMatchObject({ submitted: 12, amountSubmitted: 120 });
		expect(calls(sandbox)).toEqual({ read: 0, lookedUp: 12, paid: 2 });
	});

	test('a loop looks up and pays each order in the pass that brings it first', async () => {
		const { sandbox, pay } = await sandboxWith(6);
		sandbox.account.paysAtOnce = false;
		const lists = [ids(2), ids(4), ids(6)];
		const result = await pay({
			items: [{ lists }],
			parameters: { orderIds: '={{ $json.lists[$runIndex] }}' },
			passes: 3,
		});
		expect(result.passes).toHaveLength(3);
		expect(tally(result)).toEqual({ submitted: 6 });
		expect(sandbox.payments().map(({ orderIds }) => orderIds)).toEqual([
			ids(2),
			ids(2, 3),
			ids(2, 5),
		]);
		expect(calls(sandbox).lookedUp).toBe(6);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'%s changes nothing about a look-up that fails',
		async (onError) => {
			const { sandbox, pay } = await sandboxWith(3);
			sandbox.fault('every', { kind: 'status', status: 403 }, DETAIL);
			const result = await pay({ node: { onError } });
			expect(result.status).toBe('success');
			expect(result.success).toEqual([]);
			expect(result.error).toEqual([]);
			expect(tally(result)).toEqual({ notSent: 3 });
			expect(result.summary).toMatchObject({ orders: 3, notSent: 3 });
			expect(sandbox.payments()).toEqual([]);
		},
	);
});
