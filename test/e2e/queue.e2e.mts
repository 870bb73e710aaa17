// Queue mode: PostgreSQL, Redis, a main process and two workers on one database.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findDisagreements } from '../../demo/findDisagreements.mts';
import { Account } from '../sandbox/account.mts';
import { PAY } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { installN8n, installPackage } from '../support/n8n/install.mts';
import { outputsOf } from '../support/n8n/localN8n.mts';
import { PAY_NODE, payingWorkflow } from '../support/n8n/payingWorkflow.mts';
import { QueueMode } from '../support/n8n/queueMode.mts';
import { shortenStaleTime } from '../support/n8n/shortenStaleTime.mts';
import { idsOfList } from '../support/orderIds.mts';

const ORDERS = 2000;
const KILLED_AT_CALL = 60;
const ROUNDS = 5;
const ORDERS_EACH_ROUND = 100;

let queue: QueueMode | undefined;
let sandbox: Sandbox | undefined;

before(async () => {
	await installN8n();
	sandbox = await new Sandbox({ account: new Account(), serviceMs: 5 }).start();
	queue = await QueueMode.prepare('queue');
	await installPackage(queue.main.userFolder);
	// The worker may die while it holds the lock.
	shortenStaleTime(queue.main.userFolder, 10_000);
	await queue.main.start();
});

after(async () => {
	await queue?.stop();
	await sandbox?.close();
});

/** Saves a workflow that pays these orders. */
async function save(name: string, ids: string[], options = {}) {
	assert(queue !== undefined && sandbox !== undefined);
	sandbox.account.addOrders(ids);
	sandbox.reset();
	const credential = {
		id: await queue.main.createCredential('pandaPonApi', name, sandbox.credential),
		name,
	};
	return {
		queue,
		sandbox,
		n8n: queue.main,
		workflow: await queue.main.createWorkflow(payingWorkflow(name, ids, options), credential),
	};
}

test('a worker is killed while it pays 2,000 orders, and the workflow is run again: none paid twice, none lost', async (t) => {
	const ids = idsOfList(1, ORDERS);
	const { queue, sandbox, n8n, workflow } = await save('Killed', ids);
	const first = await queue.startWorker();

	let calls = 0;
	const killed = new Promise<void>((resolve) => {
		sandbox.watch = (path, moment) => {
			// The worst moment: the API has paid the batch, but its answer is not out yet.
			if (path !== PAY || moment !== 'worked' || ++calls !== KILLED_AT_CALL) return;
			first.process.once('exit', () => resolve()).kill('SIGKILL');
		};
	});
	const dead = await n8n.run(workflow);
	await killed;
	sandbox.watch = undefined;
	const paidBefore = sandbox.account.ledger().size;
	assert.deepEqual(first.begun, [dead]);
	assert.equal(paidBefore, KILLED_AT_CALL * 10);

	const second = await queue.startWorker();
	const again = await n8n.run(workflow);
	const execution = await n8n.finished(again);
	assert.equal(execution.status, 'success');
	assert(second.begun.includes(again));
	const outputs = outputsOf(execution, PAY_NODE);
	const [success, failure] = outputs;
	assert.deepEqual(findDisagreements(ids, outputs, sandbox.account), []);
	const count = (outcome: string) =>
		[...success, ...failure].filter(({ json }) => json.outcome === outcome).length;
	assert.equal(count('paid'), paidBefore);
	// What the dead worker had recorded but not yet sent is not paid, but reported for a person to look up.
	assert.equal(count('alreadySubmitted'), failure.length);
	assert.equal(paidBefore + count('submitted') + failure.length, ORDERS);
	assert(failure.length < ORDERS / 10, `${failure.length} orders are left to a person`);
	const { status } = await n8n.finished(dead);
	assert.notEqual(status, 'success');
	t.diagnostic(
		`killed after ${paidBefore} of ${ORDERS} orders (n8n calls that execution "${status}"); run again: ${count('paid')} found paid, ${count('submitted')} submitted, ${failure.length} to look up; submitted twice: ${sandbox.account.paidTwice().length}`,
	);
});

test('two executions of one workflow, started together on two workers: no order is paid twice', async (t) => {
	const account = sandbox!.account;
	while (
		queue!.workers.filter(({ process }) => process.exitCode === null && process.signalCode === null)
			.length < 2
	)
		await queue!.startWorker();
	const before = account.paidTwice().length;
	for (let round = 0; round < ROUNDS; round++) {
		const ids = idsOfList(10 + round, ORDERS_EACH_ROUND);
		// Without look-ups every other time: then only the memory of submitted orders keeps the two apart.
		const options = { lookUpFirst: round % 2 === 0, verifyUnclear: false };
		const { queue, n8n, workflow } = await save(`Together ${round}`, ids, options);
		const executions = await Promise.all([n8n.run(workflow), n8n.run(workflow)]);
		for (const id of executions) {
			const [success, failure] = outputsOf(await n8n.finished(id), PAY_NODE);
			assert.deepEqual(
				[...success, ...failure].map(({ json }) => String(json.orderId)).sort(),
				ids,
				'an order was not answered exactly once',
			);
			assert.deepEqual(
				success.filter(({ json }) => account.submissions(String(json.orderId)) === 0),
				[],
				'on Success, but never submitted',
			);
		}
		const workers = executions.map((id) =>
			queue.workers.findIndex(({ begun }) => begun.includes(id)),
		);
		assert.notEqual(workers[0], workers[1], 'both executions ran on one worker');
	}
	const twice = account.paidTwice().length - before;
	t.diagnostic(`orders submitted twice: ${twice} of ${ROUNDS * ORDERS_EACH_ROUND}`);
	assert.equal(twice, 0);
});
