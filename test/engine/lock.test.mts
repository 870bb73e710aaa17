import { setTimeout as wait } from 'node:timers/promises';

import { deduplicator } from './deduplicator.mts';
import { BatchPay1688Orders, loadAsAnotherProcess } from './n8n.mts';
import { ids, sandboxWith, tally } from './setup.mts';

const LOCK = 'Batch Pay 1688 Orders: one step at a time 0';
/** What another node has recorded for the whole workflow. */
const history = Array.from({ length: 100 }, (_, n) => `row ${n}`);
const plain = { verifyUnclear: false, notSentRetries: 0 };

test('executions at once in several processes on one database do not pay an order twice', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(60, { serviceMs: 5 });
	const processes = [BatchPay1688Orders, loadAsAnotherProcess(), loadAsAnotherProcess()];
	const results = await Promise.all(processes.map(async (Node) => await pay({ nodeType: new Node(), options: { ...plain, batchSize: 4, concurrency: 2 } })));
	expect(sandbox.account.paidTwice()).toEqual([]);
	expect(sandbox.account.ledger().size).toBe(60);
	expect(results.flatMap(({ success }) => success)).toHaveLength(60);
	for (const { success, failure } of results) expect(success.length + failure.length).toBe(60);
	expect(deduplicator.rows.get(`${workflowId} pay`)).toHaveLength(60);
	expect(deduplicator.rows.has(workflowId)).toBe(false);
});

test('a lock that a dead process left behind ends by itself', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(12);
	deduplicator.rows.set(workflowId, [LOCK]);
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 12 });
	expect(sandbox.account.paidTwice()).toEqual([]);
	expect(deduplicator.rows.has(workflowId)).toBe(false);
});

test('what is left of a lock, without its first entry, ends by itself too', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(12);
	deduplicator.rows.set(workflowId, ['Batch Pay 1688 Orders: one step at a time 1', 'Batch Pay 1688 Orders: one step at a time 2']);
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 12 });
	expect(sandbox.account.paidTwice()).toEqual([]);
	expect(deduplicator.rows.has(workflowId)).toBe(false);
});

test('the lock that comes after a stale one is not stale, though it has as many entries', async () => {
	const { pay, workflowId } = await sandboxWith(12);
	const entries = [LOCK];
	deduplicator.rows.set(workflowId, entries);
	const clear = deduplicator.clearAllProcessedItems.bind(deduplicator);
	let cleared = 0;
	// Another process takes the place at once, and holds it for a while.
	const taken = jest.spyOn(deduplicator, 'clearAllProcessedItems').mockImplementation(async (...args) => {
		await clear(...args);
		if (++cleared > 1) return;
		deduplicator.rows.set(workflowId, [...entries]);
		setTimeout(() => deduplicator.rows.delete(workflowId), 500);
	});
	const paid = pay({ options: plain });
	while (cleared === 0) await wait(5);
	await wait(300);
	const clearedWhileHeld = cleared;
	expect(tally(await paid)).toEqual({ submitted: 12 });
	taken.mockRestore();
	expect(clearedWhileHeld).toBe(1);
});

test('several processes that wait for a lock left behind do not break each other’s', async () => {
	const { sandbox, pay, workflowId } = await sandboxWith(60, { serviceMs: 5 });
	deduplicator.rows.set(workflowId, [LOCK]);
	let inside = 0;
	let mostInside = 0;
	const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
	const large = jest.spyOn(deduplicator, 'checkProcessedAndRecord').mockImplementation(async (items, scope, ...rest) => {
		if (scope !== 'node') return await record(items, scope, ...rest);
		mostInside = Math.max(mostInside, ++inside);
		// As long as a memory of many thousand orders takes to be written.
		await wait(30);
		return await record(items, scope, ...rest).finally(() => inside--);
	});
	const processes = [BatchPay1688Orders, loadAsAnotherProcess(), loadAsAnotherProcess(), loadAsAnotherProcess()];
	const results = await Promise.all(processes.map(async (Node) => await pay({ nodeType: new Node(), options: { ...plain, batchSize: 4 } })));
	large.mockRestore();
	expect(mostInside).toBe(1);
	expect(sandbox.account.paidTwice()).toEqual([]);
	expect(results.flatMap(({ success }) => success)).toHaveLength(60);
	expect(deduplicator.rows.get(`${workflowId} pay`)).toHaveLength(60);
	expect(deduplicator.rows.has(workflowId)).toBe(false);
});

test('a database that dies while the lock is held pays nothing', async () => {
	const { sandbox, pay } = await sandboxWith(12);
	const record = jest.spyOn(deduplicator, 'checkProcessedAndRecord').mockRejectedValue(Object.assign(new Error('read-only database'), { name: 'QueryFailedError' }));
	const result = await pay({ options: plain });
	record.mockRestore();
	expect(tally(result)).toEqual({ notSent: 12 });
	expect(result.failure[0].json.errorReason).toBe('The memory of submitted orders could not be used: read-only database');
	expect(sandbox.payments()).toHaveLength(0);
});

test.each([
	['a step', 'node'],
	['an insertion', 'workflow'],
])('%s that took so long that the lock may be lost pays nothing', async (_, stalls) => {
	const { sandbox, pay, workflowId } = await sandboxWith(12);
	const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
	const now = Date.now.bind(Date);
	let late = 0;
	const slow = jest.spyOn(deduplicator, 'checkProcessedAndRecord').mockImplementation(async (items, scope, ...rest) => {
		const result = await record(items, scope, ...rest);
		// The database has written it, and stalls before it says so.
		if (scope === stalls) late = 6_000;
		return result;
	});
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + late);
	const result = await pay({ options: plain });
	clock.mockRestore();
	slow.mockRestore();
	expect(tally(result)).toEqual({ notSent: 12 });
	expect(sandbox.payments()).toHaveLength(0);
	// The lock stays, for whoever may hold it now; it ends by itself.
	expect(deduplicator.rows.get(workflowId)).toContain(LOCK);
});

test('a Remove Duplicates node that keeps its history for the whole workflow loses none of it', async () => {
	const { pay, workflowId } = await sandboxWith(12);
	deduplicator.rows.set(workflowId, [...history]);
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 12 });
	expect(deduplicator.rows.get(workflowId)).toEqual(history);

	const single = await sandboxWith(12);
	deduplicator.rows.set(single.workflowId, ['row 1']);
	await Promise.all([BatchPay1688Orders, loadAsAnotherProcess()].map(async (Node) => await single.pay({ nodeType: new Node(), options: plain })));
	expect(deduplicator.rows.get(single.workflowId)).toEqual(['row 1']);
});

test('entries of another kind, which n8n counts as none, are left alone', async () => {
	const { pay } = await sandboxWith(12);
	const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
	const latest = jest.spyOn(deduplicator, 'checkProcessedAndRecord').mockImplementation(async (items, scope, ...rest) => {
		if (scope === 'workflow') throw new Error('Deduplication Failed: Deduplication data was originally saved with an incompatible setting');
		return await record(items, scope, ...rest);
	});
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 12 });
	latest.mockRestore();
});

test('a database that can not be reached for the lock pays nothing', async () => {
	const { sandbox, pay } = await sandboxWith(12);
	const unreachable = jest.spyOn(deduplicator, 'checkProcessedAndRecord').mockRejectedValueOnce(new Error('timeout exceeded when trying to connect'));
	expect(tally(await pay({ options: plain }))).toEqual({ notSent: 12 });
	unreachable.mockRestore();
	expect(sandbox.payments()).toHaveLength(0);
});

test('entries that come into the lock’s row meanwhile stay there', async () => {
	const { pay, workflowId } = await sandboxWith(2);
	const record = deduplicator.checkProcessedAndRecord.bind(deduplicator);
	const other = jest.spyOn(deduplicator, 'checkProcessedAndRecord').mockImplementation(async (items, scope, ...rest) => {
		if (scope === 'node' && items.length > 0) deduplicator.rows.get(workflowId)!.push(...history);
		return await record(items, scope, ...rest);
	});
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 2 });
	other.mockRestore();
	expect(deduplicator.rows.get(workflowId)).toEqual(history);
});

test('a lock that can not be taken off does not hold up the payment', async () => {
	const { sandbox, pay } = await sandboxWith(2);
	const clear = jest.spyOn(deduplicator, 'clearAllProcessedItems').mockRejectedValueOnce(new Error('connection lost'));
	expect(tally(await pay({ options: plain }))).toEqual({ submitted: 2 });
	clear.mockRestore();
	expect([...sandbox.account.ledger().keys()]).toEqual(ids(2));
});
