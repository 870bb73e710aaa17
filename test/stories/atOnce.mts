// npm run test:stories -- at-once: several executions of one workflow at the same time, in one n8n process and in several
// processes on one database, like the workers of queue mode; also after a process has died while it held the lock. Every other list
// is looked up and limited, so that its executions ask the memory about all their orders.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { Account } from '../sandbox/account.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { installN8n, installPackage } from '../support/n8n/install.mts';
import { LocalN8n } from '../support/n8n/localN8n.mts';
import { payingWorkflow } from '../support/n8n/payingWorkflow.mts';
import { shortenStaleTime } from '../support/n8n/shortenStaleTime.mts';
import { idsOfList } from '../support/orderIds.mts';

const ROUNDS = 5;
const ORDERS = 100;
const lists = Array.from({ length: 2 * ROUNDS + 1 }, (_, list) => idsOfList(list, ORDERS));

const account = new Account();
for (const ids of lists) account.addOrders(ids);
const sandbox = await new Sandbox({ account, serviceMs: 20 }).start();
await installN8n();
const n8n = new LocalN8n('at-once');
await installPackage(n8n.userFolder);
// For the lock that a dead process leaves behind.
shortenStaleTime(n8n.userFolder, 3_000);
try {
	await n8n.start();
	const credential = {
		id: await n8n.createCredential('pandaPonApi', 'PandaPon', sandbox.credential),
		name: 'PandaPon',
	};
	const workflows = [];
	for (const [list, ids] of lists.entries()) {
		const options = list % 2 === 1 ? { maxTotalAmount: 1_000_000 } : { lookUpFirst: false };
		workflows.push(
			await n8n.createWorkflow(
				payingWorkflow(`At once ${ids[0]}`, ids, { ...options, verifyUnclear: false }),
				credential,
			),
		);
	}

	for (const workflow of workflows.slice(0, ROUNDS)) {
		const executions = await Promise.all([1, 2, 3].map(async () => await n8n.run(workflow)));
		for (const id of executions) await n8n.finished(id);
	}
	const inOneProcess = account.paidTwice().length;
	console.log(
		`one n8n process: ${ROUNDS} rounds of 3 executions at once, ${ROUNDS * ORDERS} orders, ${inOneProcess} submitted twice`,
	);
	await n8n.stop();

	for (const { id } of workflows.slice(ROUNDS, 2 * ROUNDS)) await runInProcesses(id, 2);
	const inTwoProcesses = account.paidTwice().length - inOneProcess;
	console.log(
		`two processes on one database: ${ROUNDS} rounds of 2 executions at once, ${ROUNDS * ORDERS} orders, ${inTwoProcesses} submitted twice`,
	);

	const before = account.paidTwice().length;
	leaveLockBehind(workflows[2 * ROUNDS].id);
	await runInProcesses(workflows[2 * ROUNDS].id, 4);
	const paid = lists[2 * ROUNDS].filter((id) => account.submissions(id) > 0).length;
	console.log(
		`four processes that find the lock of a dead one: ${ORDERS} orders, ${paid} submitted, ${account.paidTwice().length - before} submitted twice`,
	);
	const missing = lists.flat().filter((id) => account.submissions(id) === 0).length;
	if (missing > 0) console.log(`WRONG  ${missing} orders were not submitted`);
	if (account.paidTwice().length > 0 || missing > 0) process.exitCode = 1;
} finally {
	await n8n.stop();
	await sandbox.close();
}

/** Runs a workflow in several processes of n8n at once. */
async function runInProcesses(workflowId: string, count: number): Promise<void> {
	const children = await Promise.all(
		Array.from({ length: count }, async () => await n8n.command(['execute', `--id=${workflowId}`])),
	);
	await Promise.all(
		children.map(async (child) => {
			child.stdout?.resume();
			child.stderr?.resume();
			await once(child, 'exit');
		}),
	);
}

/** Leaves in n8n's database what a process leaves that is killed while it holds the lock: see nodes/shared/lock/lockRow.ts. */
function leaveLockBehind(workflowId: string): void {
	const database = new DatabaseSync(join(n8n.userFolder, '.n8n/database.sqlite'));
	const data = [0, 1, 2].map((n) =>
		createHash('md5').update(`n8n-nodes-pandapon: one step at a time ${n}`).digest('base64'),
	);
	database
		.prepare(
			"INSERT INTO processed_data (workflowId, context, value, createdAt, updatedAt) VALUES (?, '', ?, datetime(), datetime())",
		)
		.run(workflowId, JSON.stringify({ mode: 'entries', data }));
	database.close();
}
