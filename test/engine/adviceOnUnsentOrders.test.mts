import { DETAIL, KEYWORDS } from '../sandbox/handlers.mts';
import {
	itemsOf,
	plain,
	remembered,
	tally,
	type PayResult,
	type PayRun,
} from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { logger } from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

const NOT_ASKED = /^Not sent in this run\. [A-Z]/;
const STAYS = 'The memory still holds it: the next run will call it already submitted.';

afterEach(() => {
	deduplicator.failure = undefined;
	jest.restoreAllMocks();
});

describe.each([true, false])(
	'the advice on an order that the memory was not asked about claims nothing, lookUpFirst %s',
	(lookUpFirst) => {
		const options = { ...plain, lookUpFirst };

		/** Orders that an earlier run has submitted; 1688 still shows them as waiting. */
		async function submittedBefore(count: number) {
			const setUp = await sandboxWith(count);
			setUp.sandbox.account.paysAtOnce = false;
			expect(tally(await setUp.pay({ options }))).toEqual({ submitted: count });
			return setUp;
		}

		test.each<[string, Partial<PayRun>]>([
			['more orders than the limit', { options: { ...options, maxOrders: 5 } }],
			[
				'unusable settings',
				{ options: { ...options, batchSize: 0 }, node: { onError: 'continueRegularOutput' } },
			],
			['a workflow that was never saved', { options, workflowId: undefined }],
		])('%s', async (_name, run) => {
			const { sandbox, pay } = await submittedBefore(12);
			expectAll(await pay(run), 12, NOT_ASKED);
			expect(sandbox.account.paidTwice()).toEqual([]);
		});

		test('a memory that fails', async () => {
			const { sandbox, pay } = await submittedBefore(12);
			deduplicator.failure = new Error('database is locked');
			expectAll(await pay({ options }), 12, NOT_ASKED);
			expect(sandbox.payments()).toHaveLength(2);
		});

		test('an API that does not serve the account', async () => {
			const { sandbox, pay } = await submittedBefore(12);
			for (const path of [KEYWORDS, DETAIL])
				sandbox.fault('every', { kind: 'code', code: 9999 }, path);
			expectAll(await pay({ options }), 12, NOT_ASKED);
			expect(sandbox.payments()).toHaveLength(2);
		});

		test('more orders than the memory holds', async () => {
			const { pay } = await sandboxWith(0);
			const { failure } = await pay({ items: itemsOf([ids(100_001)]), options });
			expect(failure[0].json.advice).toMatch(NOT_ASKED);
		});

		test('held back: only what the memory found new is said not to have been sent', async () => {
			const { sandbox, pay, workflowId } = await sandboxWith(20);
			sandbox.fault(1, { kind: 'resetBeforeAnswer' });
			const { failure } = await pay({ options: { ...options, batchSize: 1 } });
			const advices = failure.map(({ json }) => String(json.advice));
			expect(advices[1]).toMatch(/^No money moved\. Look at batch 1 first/);
			expect(failure[1].json.moneyMoved).toBe('no');
			expect(failure[19].json.moneyMoved).toBe('maybe');
			expect(advices[19]).toMatch(NOT_ASKED);
			for (const advice of advices.slice(1)) expect(advice).not.toContain(STAYS);
			expect(remembered(workflowId)).toEqual([id(1)]);
			expect(sandbox.account.ledger().size).toBe(1);
		});

		test('sent again on purpose, and not taken in: what an earlier run sent may have moved money', async () => {
			const { sandbox, pay } = await submittedBefore(2);
			sandbox.account.addOrders([id(3)]);
			sandbox.reset();
			sandbox.fault('every', { kind: 'status', status: 429, processed: false });
			const { failure } = await pay({
				items: itemsOf(ids(3)),
				options: { ...options, skipSubmitted: false },
			});
			expect(failure.map(({ json }) => [json.outcome, json.moneyMoved])).toEqual([
				['notSent', 'maybe'],
				['notSent', 'maybe'],
				['notSent', 'no'],
			]);
			expect(failure[0].json.advice).toContain('an earlier run has sent it, or may have');
			expect(failure[2].json.advice).not.toContain('an earlier run');
		});
	},
);

describe.each([true, false])(
	'orders that could not be struck out of the memory, lookUpFirst %s',
	(lookUpFirst) => {
		const options = { ...plain, lookUpFirst };

		test('say that they stay, and the next run holds them back', async () => {
			const { sandbox, pay, workflowId } = await sandboxWith(3);
			sandbox.account.paysAtOnce = false;
			sandbox.account.orders.get(id(2))!.refusal = '账户额度不足';
			const warn = jest.spyOn(logger, 'warn');
			jest
				.spyOn(deduplicator, 'removeProcessed')
				.mockRejectedValue(new Error('connect ECONNREFUSED db.internal:5432'));
			const result = await pay({ options });
			expect(result.failure.map(({ json }) => [json.orderId, json.outcome])).toEqual([
				[id(2), 'rejected'],
			]);
			expect(result.failure[0].json.advice).toContain(STAYS);
			expect(JSON.stringify(result)).not.toContain('db.internal');
			expect(warn).toHaveBeenCalledWith(expect.stringContaining('db.internal:5432'));
			jest.restoreAllMocks();
			expect(remembered(workflowId)).toEqual(expect.arrayContaining(ids(3)));
			expect(tally(await pay({ options }))).toEqual({ alreadySubmitted: 3 });
			expect(sandbox.account.paidTwice()).toEqual([]);
		});

		test('say so when they were held back, too', async () => {
			const { sandbox, pay } = await sandboxWith(20);
			sandbox.account.paysAtOnce = false;
			sandbox.fault(1, { kind: 'resetBeforeAnswer' });
			jest.spyOn(deduplicator, 'removeProcessed').mockRejectedValue(new Error('gone'));
			const { failure } = await pay({ options });
			jest.restoreAllMocks();
			const held = failure.filter(({ json }) => json.outcome === 'notSent');
			expect(held).toHaveLength(10);
			for (const { json } of held) expect(json.advice).toContain(STAYS);
			expect(tally(await pay({ options }))).toEqual({ alreadySubmitted: 20 });
			expect(sandbox.account.paidTwice()).toEqual([]);
		});
	},
);

function expectAll({ success, failure }: PayResult, count: number, advice: RegExp): void {
	expect(success).toEqual([]);
	expect(failure).toHaveLength(count);
	for (const { json } of failure)
		expect(json).toMatchObject({
			outcome: 'notSent',
			retrySafe: true,
			moneyMoved: 'maybe',
			advice: expect.stringMatching(advice),
		});
}
