// npm run test:at-once: several executions of one workflow at the same moment, in one n8n process and in several processes on
// one database, as the workers of queue mode are; there also after a process has died inside the lock.
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { Account } from '../sandbox/account.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { changeInstalled, installN8n, installPackage } from '../support/n8n/install.mts';
import { LocalN8n } from '../support/n8n/localN8n.mts';
import { idsOfList } from '../support/orderIds.mts';

const ROUNDS = 5;
const ORDERS = 100;
const idsOf = (round: number) => idsOfList(round, ORDERS);

const account = new Account();
for (let round = 0; round < 2 * ROUNDS + 1; round++) account.addOrders(idsOf(round));
const sandbox = await new Sandbox({ account, serviceMs: 20 }).start();
await installN8n();
const n8n = new LocalN8n('at-once');
await installPackage(n8n.userFolder);
// A dead process's lock is taken over after twice this time, which would be more than four minutes.
changeInstalled(
	n8n.userFolder,
	'nodes/BatchPay1688Orders/memory/lock.js',
	'staleMs: 130_000',
	'staleMs: 3_000',
);
try {
	await n8n.start();
	const credential = {
		id: await n8n.createCredential('pandaPonApi', 'PandaPon', sandbox.credential),
		name: 'PandaPon',
	};
	const saved = [];
	for (let round = 0; round < 2 * ROUNDS + 1; round++)
		saved.push(await n8n.createWorkflow(workflowFor(idsOf(round)), credential));

	for (const workflow of saved.slice(0, ROUNDS)) {
		const executions = await Promise.all([1, 2, 3].map(async () => await n8n.run(workflow)));
		for (const id of executions) await n8n.finished(id);
	}
	const inOneProcess = account.paidTwice().length;
	console.log(
		`one n8n process: ${ROUNDS} rounds of 3 executions at once, ${ROUNDS * ORDERS} orders, ${inOneProcess} submitted twice`,
	);
	await n8n.stop();

	const inProcesses = async (workflow: { id: string }, count: number) => {
		const children = await Promise.all(
			Array.from(
				{ length: count },
				async () => await n8n.command(['execute', `--id=${workflow.id}`]),
			),
		);
		await Promise.all(
			children.map(async (child) => {
				child.stdout?.resume();
				child.stderr?.resume();
				await once(child, 'exit');
			}),
		);
	};
	for (const workflow of saved.slice(ROUNDS, 2 * ROUNDS)) await inProcesses(workflow, 2);
	console.log(
		`two processes on one database: ${ROUNDS} rounds of 2 executions at once, ${ROUNDS * ORDERS} orders, ${account.paidTwice().length - inOneProcess} submitted twice`,
	);

	const before = account.paidTwice().length;
	leaveLockBehind(saved[2 * ROUNDS].id);
	await inProcesses(saved[2 * ROUNDS], 4);
	const paid = idsOf(2 * ROUNDS).filter((id) => account.submissions(id) > 0).length;
	console.log(
		`four processes that find the lock of a dead one: ${ORDERS} orders, ${paid} submitted, ${account.paidTwice().length - before} submitted twice`,
	);
	if (account.paidTwice().length > 0 || paid < ORDERS) process.exitCode = 1;
} finally {
	await n8n.stop();
	await sandbox.close();
}

/** What a process killed inside a step leaves in n8n's database: see nodes/BatchPay1688Orders/memory/lockRow.ts. */
function leaveLockBehind(workflowId: string): void {
	const database = new DatabaseSync(join(n8n.userFolder, '.n8n/database.sqlite'));
	const data = [0, 1, 2].map((n) =>
		createHash('md5').update(`Batch Pay 1688 Orders: one step at a time ${n}`).digest('base64'),
	);
	database
		.prepare(
			"INSERT INTO processed_data (workflowId, context, value, createdAt, updatedAt) VALUES (?, '', ?, datetime(), datetime())",
		)
		.run(workflowId, JSON.stringify({ mode: 'entries', data }));
	database.close();
}

function workflowFor(ids: string[]) {
	const node = (
		name: string,
		type: string,
		typeVersion: number,
		parameters: object,
		rest: object = {},
	) => ({ id: name, name, type, typeVersion, position: [0, 0], parameters, ...rest });
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		name: `At once ${ids[0]}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Orders', 'n8n-nodes-base.set', 3.4, {
				mode: 'raw',
				jsonOutput: JSON.stringify({ orderIds: ids }),
				options: {},
			}),
			node(
				'Pay',
				'n8n-nodes-pandapon.batchPay1688Orders',
				1,
				{ orderIds: '={{ $json.orderIds }}', options: { verifyUnclear: false } },
				{ credentials: {} },
			),
		],
		connections: { Start: to('Orders'), Orders: to('Pay') },
		settings: { executionOrder: 'v1' },
	};
}
