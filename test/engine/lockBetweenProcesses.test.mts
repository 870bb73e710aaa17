import { setTimeout as wait } from 'node:timers/promises';

import type { INodeExecutionData } from 'n8n-workflow';

import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { itemsOf, plain, remembered, tally } from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { speedUp } from '../support/engine/fastClock.mts';
import {
	BatchPay1688Orders,
	limits,
	loadAsAnotherProcess,
	logger,
} from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderIds as ids } from '../support/orderIds.mts';

/** The row of a lock with so many entries. */
const lockOf = (count: number): string[] =>
	Array.from({ length: count }, (_, n) => `n8n-nodes-pandapon: one step at a time ${n}`);
const [LOCK] = lockOf(1);
const FULL_MS = limits.staleMs;
/** Entries of another node for the whole workflow. */
const history = Array.from({ length: 100 }, (_, n) => `row ${n}`);

beforeEach(() => {
	limits.staleMs = 600;
});
afterEach(() => {
	limits.staleMs = FULL_MS;
	deduplicator.beforeWrite = undefined;
	jest.restoreAllMocks();
});

test.each([true, false])(
	'simultaneous executions in several processes on one database pay no order twice, lookUpFirst %s',
	async (lookUpFirst) => {
		limits.staleMs = FULL_MS;
		const { sandbox, pay, workflowId } = await sandboxWith(60, { serviceMs: 5 });
		// So that only the memory can tell what another process has sent.
		sandbox.account.paysAtOnce = false;
		const processes = [BatchPay1688Orders, loadAsAnotherProcess(), loadAsAnotherProcess()];
		const results = await Promise.all(
			processes.map(
				async (Node) =>
					await pay({
						nodeType: new Node(),
						options: { ...plain, lookUpFirst, batchSize: 4, concurrency: 2 },
					}),
			),
		);
		expect(sandbox.account.paidTwice()).toEqual([]);
		expect(sandbox.account.ledger().size).toBe(60);
		expect(results.flatMap(({ success }) => success)).toHaveLength(60);
		for (const { success, failure } of results) expect(success.length + failure.length).toBe(60);
		expect(remembered(workflowId)).toHaveLength(60);
		expect(deduplicator.rows.has(workflowId)).toBe(false);
	},
);

test('a lock left behind by a dead process expires', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(12);
	deduplicator.rows.set(workflowId, [LOCK]);
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 12 });
	expect(sandbox.account.paidTwice()).toEqual([]);
	expect(deduplicator.rows.has(workflowId)).toBe(false);
});

test('so does what is left of a lock without its first entry', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(12);
	deduplicator.rows.set(workflowId, [
		'n8n-nodes-pandapon: one step at a time 1',
		'n8n-nodes-pandapon: one step at a time 2',
	]);
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 12 });
	expect(sandbox.account.paidTwice()).toEqual([]);
	expect(deduplicator.rows.has(workflowId)).toBe(false);
});

test('the lock after a stale one is not stale, even if its row has as many entries', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(12);
	deduplicator.rows.set(workflowId, lockOf(5));
	const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
	let taken = false;
	let looked = () => {};
	const looksAgain = new Promise<void>((resolve) => (looked = resolve));
	jest
		.spyOn(deduplicator, 'checkProcessedAndRecord')
		.mockImplementation(async (items, scope, ...rest) => {
			const result = await record(items, scope, ...rest);
			if (scope !== 'workflow') return result;
			if (taken) looked();
			// The waiting execution has just claimed the stale lock; now another process's lock replaces it.
			else deduplicator.rows.set(workflowId, lockOf(deduplicator.rows.get(workflowId)!.length));
			taken = true;
			return result;
		});
	const paid = pay({ options: plain });
	await looksAgain;
	await wait(100);
	expect(remembered(workflowId)).toEqual([]);
	expect(sandbox.payments()).toEqual([]);
	deduplicator.rows.delete(workflowId);
	expect(tally(await paid)).toEqual({ submitted: 12 });
});

test("processes that wait for the same stale lock do not break each other's", async () => {
	limits.staleMs = 1_000;
	const { sandbox, pay, workflowId } = await sandboxWith(60, { serviceMs: 5 });
	deduplicator.rows.set(workflowId, [LOCK]);
	let inside = 0;
	let mostInside = 0;
	const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
	const slow = jest
		.spyOn(deduplicator, 'checkProcessedAndRecord')
		.mockImplementation(async (items, scope, ...rest) => {
			if (scope !== 'node') return await record(items, scope, ...rest);
			mostInside = Math.max(mostInside, ++inside);
			// As long as it takes to write a memory of many thousand orders.
			await wait(30);
			return await record(items, scope, ...rest).finally(() => inside--);
		});
	const processes = [
		BatchPay1688Orders,
		loadAsAnotherProcess(),
		loadAsAnotherProcess(),
		loadAsAnotherProcess(),
	];
	const results = await Promise.all(
		processes.map(
			async (Node) => await pay({ nodeType: new Node(), options: { ...plain, batchSize: 4 } }),
		),
	);
	slow.mockRestore();
	expect(mostInside).toBe(1);
	expect(sandbox.account.paidTwice()).toEqual([]);
	expect(results.flatMap(({ success }) => success)).toHaveLength(60);
	expect(remembered(workflowId)).toHaveLength(60);
	expect(deduplicator.rows.has(workflowId)).toBe(false);
});

test('nothing is paid when the database takes no writes', async () => {
	const { sandbox, pay } = await sandboxWith(12);
	limits.staleMs = FULL_MS;
	speedUp(20);
	jest
		.spyOn(deduplicator, 'checkProcessedAndRecord')
		.mockRejectedValue(
			Object.assign(new Error('read-only database'), { name: 'QueryFailedError' }),
		);
	const result = await pay({ options: plain });
	expect(tally(result)).toEqual({ notSent: 12 });
	expect(result.failure[0].json.errorReason).toBe(
		"Memory of submitted orders: the database failed (see n8n's log)",
	);
	expect(sandbox.payments()).toHaveLength(0);
});

test.each([
	['a step', 'node'],
	['an insertion', 'workflow'],
])(
	'%s so slow that the lock may be lost pays nothing, and the next run holds its orders back',
	async (_, stalls) => {
		limits.staleMs = FULL_MS;
		const { sandbox, pay, workflowId } = await sandboxWith(12);
		const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
		const now = Date.now.bind(Date);
		let late = 0;
		jest
			.spyOn(deduplicator, 'checkProcessedAndRecord')
			.mockImplementation(async (items, scope, ...rest) => {
				const result = await record(items, scope, ...rest);
				// The database has written it, but stalls before it says so.
				if (scope === stalls) late = FULL_MS / 2 + 1_000;
				return result;
			});
		jest.spyOn(Date, 'now').mockImplementation(() => now() + late);
		const result = await pay({ options: plain });
		jest.restoreAllMocks();
		expect(tally(result)).toEqual({ notSent: 12 });
		for (const { json } of result.failure) {
			expect(json.errorReason).toBe(
				'Memory of submitted orders: the database of n8n took too long',
			);
			expect(json.advice).toContain(
				'The memory still holds it: the next run will call it already submitted.',
			);
		}
		expect(sandbox.payments()).toHaveLength(0);
		// The lock stays, since another may hold it by now; it expires.
		expect(deduplicator.rows.get(workflowId)).toContain(LOCK);

		limits.staleMs = 600;
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 12 });
		expect(sandbox.account.ledger().size).toBe(0);
	},
);

test('a Remove Duplicates node that keeps its history for the whole workflow loses none of it', async () => {
	const { pay, workflowId } = await sandboxWith(12);
	deduplicator.rows.set(workflowId, [...history]);
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 12 });
	expect(deduplicator.rows.get(workflowId)).toEqual(history);

	const single = await sandboxWith(12);
	deduplicator.rows.set(single.workflowId, ['row 1']);
	await Promise.all(
		[BatchPay1688Orders, loadAsAnotherProcess()].map(
			async (Node) => await single.pay({ nodeType: new Node(), options: plain }),
		),
	);
	expect(deduplicator.rows.get(single.workflowId)).toEqual(['row 1']);
});

test('where such a node has its history in the place of the lock, a check does not ask, and says so', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(2);
	deduplicator.rows.set(workflowId, [...history]);
	const result = await pay({ parameters: { mode: 'check' } });
	expect(tally(result)).toEqual({ ready: 2 });
	expect(result.hints[1]).toMatch(/^Memory of submitted orders: another node keeps its history/);
	expect(remembered(workflowId)).toEqual([]);
	expect(deduplicator.rows.get(workflowId)).toEqual(history);

	const limited = await pay({ options: { maxTotalAmount: 1000 } });
	expect(tally(limited)).toEqual({ notSent: 2 });
	expect(limited.failure[0].json.advice).toBe(
		'Set that node (e.g. Remove Duplicates) to Scope: Node, then run it again.',
	);
	expect(sandbox.payments()).toEqual([]);
});

test('entries of another kind, which n8n does not count, are left alone', async () => {
	const { pay } = await sandboxWith(12);
	const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
	const latest = jest
		.spyOn(deduplicator, 'checkProcessedAndRecord')
		.mockImplementation(async (items, scope, ...rest) => {
			if (scope === 'workflow')
				throw new Error(
					'Deduplication Failed: Deduplication data was originally saved with an incompatible setting',
				);
			return await record(items, scope, ...rest);
		});
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 12 });
	latest.mockRestore();
});

test('nothing is paid when the database cannot be reached for the lock', async () => {
	const { sandbox, pay } = await sandboxWith(12);
	const unreachable = jest
		.spyOn(deduplicator, 'checkProcessedAndRecord')
		.mockRejectedValueOnce(new Error('timeout exceeded when trying to connect'));
	expect(tally(await pay({ options: plain }))).toEqual({ notSent: 12 });
	unreachable.mockRestore();
	expect(sandbox.payments()).toHaveLength(0);
});

test("entries that meanwhile enter the lock's row stay there", async () => {
	const { pay, workflowId } = await sandboxWith(2);
	const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
	const other = jest
		.spyOn(deduplicator, 'checkProcessedAndRecord')
		.mockImplementation(async (items, scope, ...rest) => {
			if (scope === 'node' && items.length > 0) deduplicator.rows.get(workflowId)!.push(...history);
			return await record(items, scope, ...rest);
		});
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 2 });
	other.mockRestore();
	expect(deduplicator.rows.get(workflowId)).toEqual(history);
});

test('a lock that cannot be released does not hold up the payment', async () => {
	const { sandbox, pay } = await sandboxWith(2);
	const clear = jest
		.spyOn(deduplicator, 'clearAllProcessedItems')
		.mockRejectedValueOnce(new Error('connection lost'));
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 2 });
	clear.mockRestore();
	expect([...sandbox.account.ledger().keys()]).toEqual(ids(2));
});

test('a process frozen for 16 seconds while recording loses neither its own entries nor those of another', async () => {
	limits.staleMs = FULL_MS;
	const fast = speedUp(20);
	const { sandbox, pay, workflowId } = await sandboxWith(20);
	let frozen = () => {};
	const isFrozen = new Promise<void>((resolve) => (frozen = resolve));
	deduplicator.beforeWrite = async (scope, items) => {
		if (scope !== 'node' || !items.includes(ids(1)[0])) return;
		deduplicator.beforeWrite = undefined;
		frozen();
		await fast(16_000);
	};
	const first = pay({ items: itemsOf(ids(10)), options: plain });
	await isFrozen;
	const second = pay({
		items: itemsOf(ids(20).slice(10)),
		options: plain,
		nodeType: new (loadAsAnotherProcess())(),
	});
	expect(tally(await first)).toEqual({ submitted: 10 });
	expect(tally(await second)).toEqual({ submitted: 10 });
	expect(remembered(workflowId)).toHaveLength(20);
	expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 20 });
	expect(sandbox.account.paidTwice()).toEqual([]);
});

test('time spent on slow statements counts while a lock is watched', async () => {
	limits.staleMs = 26_000;
	const fast = speedUp(100);
	const { pay, workflowId } = await sandboxWith(2);
	deduplicator.rows.set(workflowId, lockOf(3));
	const count = deduplicator.getProcessedDataCount.bind(deduplicator);
	let looks = 0;
	jest.spyOn(deduplicator, 'getProcessedDataCount').mockImplementation(async (scope, context) => {
		if (scope === 'workflow') looks++;
		await fast(1_000);
		return await count(scope, context);
	});
	const warn = jest.spyOn(logger, 'warn');
	await pay({ options: plain });
	expect(warn).toHaveBeenCalledWith(expect.stringContaining('its lock was taken over'));
	// If only the pauses between the looks counted, it would take more than twice as many.
	expect(looks).toBeLessThan(100);
});

describe('an execution that is stopped while it waits', () => {
	/**
	 * Runs the node until it logs that it is waiting, and stops it.
	 *
	 * @param second Whether to stop a second execution, which waits behind the first, instead.
	 * @returns What the stopped node answered, and what it left behind.
	 */
	async function stopped(second: boolean) {
		limits.staleMs = FULL_MS;
		const { sandbox, pay, workflowId } = await sandboxWith(12);
		deduplicator.rows.set(workflowId, lockOf(3));
		const messages: string[] = [];
		let announce = () => {};
		const isWaiting = new Promise<void>((resolve) => (announce = resolve));
		jest.spyOn(logger, 'info').mockImplementation((message) => {
			messages.push(message);
			if (message.startsWith('Waiting for another execution')) announce();
		});
		const cancels: Array<() => void> = [];
		const answers: Array<Promise<INodeExecutionData[][]>> = [];
		const run = () => {
			const nodeType = aroundExecute(new BatchPay1688Orders(), async (_context, execute) => {
				const answer = execute();
				answers.push(answer);
				return await answer;
			});
			void pay({ nodeType, options: plain, whileRunning: (cancel) => cancels.push(cancel) }).catch(
				() => {},
			);
		};
		run();
		await isWaiting;
		if (second) {
			run();
			while (sandbox.calls.length < 2 || answers.length < 2) await wait(5);
			await wait(50);
		}
		cancels.at(-1)!();
		const [success, failure] = await answers.at(-1)!;
		const held = [...(deduplicator.rows.get(workflowId) ?? [])];
		cancels[0]();
		await Promise.all(answers);
		return { sandbox, workflowId, success, failure, held, messages };
	}

	test.each([
		['at the lock', false],
		['behind another in its process', true],
	])(
		'%s: ends at once, pays nothing, and leaves the lock to its owner',
		async (_name, second) => {
			const { sandbox, workflowId, success, failure, held, messages } = await stopped(second);
			expect(success).toEqual([]);
			expect(failure.map(({ json }) => json.outcome)).toEqual(Array(12).fill('notSent'));
			expect(failure[0].json.advice).toMatch(/^Not sent in this run\. [A-Z]/);
			expect(held).toEqual(lockOf(3));
			expect(remembered(workflowId)).toEqual([]);
			expect(sandbox.payments()).toEqual([]);
			expect(
				messages.filter((message) => message.startsWith('Waiting for another execution')),
			).toHaveLength(1);
		},
		30_000,
	);
});
