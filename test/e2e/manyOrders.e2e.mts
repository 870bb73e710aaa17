// Several thousand orders in the editor: the result can be browsed, the log shows progress, Stop stops the run.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Page } from 'playwright-core';

import { Account } from '../sandbox/account.mts';
import { DETAIL, PAY } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import {
	closeMessages,
	executeWorkflow,
	openNode,
	openWorkflow,
} from '../support/editor/canvas.mts';
import * as panel from '../support/editor/nodePanel.mts';
import * as output from '../support/editor/outputPanel.mts';
import { Workbench } from '../support/editor/workbench.mts';
import { eventually } from '../support/eventually.mts';
import { rowsPayingWorkflow } from '../support/n8n/payingWorkflow.mts';
import { orderIds } from '../support/orderIds.mts';

const NODE = 'Batch Pay 1688 Orders';
/** None of them ends in 0: some of those look rounded, and the node would say so. */
const IDS = orderIds(6_000)
	.filter((id) => !id.endsWith('0'))
	.slice(0, 5_000);
/** How long the sandbox takes for a slow call: long enough to press Stop well before the next one. */
const SLOW_MS = 2_000;
/** How many orders the node looks up at the same time. */
const AT_ONCE = 5;

describe('many orders in the editor', () => {
	const bench = new Workbench('e2e-many-orders');
	before(async () => await bench.open());
	after(async () => await bench.close());

	/** Opens a workflow that pays the orders at a sandbox. */
	const openPaying = async (name: string, ids: string[], sandbox: Sandbox): Promise<void> => {
		const credential = {
			id: await bench.n8n.createCredential('pandaPonApi', name, sandbox.credential),
			name,
		};
		const { id } = await bench.n8n.createWorkflow(rowsPayingWorkflow(name, ids), credential);
		await openWorkflow(bench.page, bench.n8n.url, id, NODE);
	};
	const log = () => readFileSync(bench.n8n.logFile, 'utf8');

	test('the result of 5,000 can be browsed, and the log shows progress', async () => {
		const { page } = bench;
		const account = new Account();
		account.addOrders(IDS);
		const closed = IDS.filter((_, index) => index % 50 === 0);
		for (const id of closed) account.orders.get(id)!.status = 'cancel';
		const sandbox = await bench.start(new Sandbox({ account }));
		await openPaying('Many orders', IDS, sandbox);
		await executeWorkflow(page);
		assert.deepEqual(
			[account.ledger().size, account.paidTwice(), sandbox.payments().length],
			[4_900, [], 490],
		);
		assert.match(log(), /Looked up 5000 of 5000 orders, about 0 s left/);
		await eventually(() =>
			assert.match(log(), /Batch 490 of 490 done: 4900 of 4900 orders, about 0 s left/),
		);

		await openNode(page, NODE);
		assert.deepEqual(await output.hints(page), [
			'5,000 orders: 4,900 submitted (¥49,000.00), 100 failed (¥1,000.00), 0 unclear. Why: 100 × Closed on 1688.',
		]);
		assert.deepEqual(await output.branches(page), [
			'Success Branch (4900 items)',
			'Failure Branch (100 items)',
			'Summary Branch (1 item)',
		]);
		await output.showTable(page, 'Success Branch');
		await output.goToPage(page, 196);
		assert.equal((await output.rows(page)).at(-1)?.orderId, IDS.at(-1));
		await output.showTable(page, 'Failure Branch');
		await output.goToPage(page, 1);
		assert.deepEqual(
			(await output.rows(page)).map(({ orderId }) => orderId),
			closed.slice(0, 25),
		);
	});

	test('Stop, first while the orders are looked up: nothing is paid; then while they are paid: no further batch leaves; a check tells what was submitted; the next run pays the rest, nothing twice', async () => {
		const { page } = bench;
		const account = new Account();
		const ids = IDS.slice(0, 1_000);
		account.addOrders(ids);
		const sandbox = await bench.start(new Sandbox({ account }));
		await openPaying('Stopped', ids, sandbox);
		const execute = async () => {
			await closeMessages(page);
			await page.getByTestId('execute-workflow-button').click();
		};
		const lookUps = () => sandbox.calls.filter(({ path }) => path === DETAIL).length;

		sandbox.fault('every', { kind: 'slow', ms: SLOW_MS }, DETAIL);
		await execute();
		await eventually(() => assert(lookUps() > AT_ONCE));
		await stop(page, sandbox);
		assert(lookUps() < ids.length);
		assert.deepEqual([sandbox.payments(), account.ledger().size], [[], 0]);

		sandbox.reset();
		// PandaPon takes its time: what was submitted still waits for payment.
		account.paysAtOnce = false;
		sandbox.fault('every', { kind: 'slow', ms: SLOW_MS }, PAY);
		const before = log().length;
		await execute();
		await eventually(() => assert.equal(sandbox.payments().length, 3));
		await eventually(() =>
			assert.match(log().slice(before), /Batch 2 of 100 done: 20 of 1000 orders, about \d+ s left/),
		);
		await stop(page, sandbox);
		await page.getByTestId('radio-button-executions').click();
		const executions = page.getByTestId('current-executions-list');
		await eventually(async () => assert.equal(await executions.getByText('Canceled').count(), 2));

		sandbox.reset();
		const submitted = account.ledger().size;
		const formatted = ((1_000 - submitted) * 10).toLocaleString('en-US', {
			minimumFractionDigits: 2,
		});
		await page.getByTestId('radio-button-workflow').click();
		await openNode(page, NODE);
		await panel.choose(page, 'mode', 'Check Only');
		await panel.executeStep(page);
		assert.deepEqual(await output.hints(page), [
			`Check only, nothing was paid. ${1_000 - submitted} orders ready, ¥${formatted} in all; ${submitted} already submitted. See the Failure branch.`,
		]);

		account.paysAtOnce = true;
		for (const id of account.ledger().keys()) account.orders.get(id)!.status = 'waitsellersend';
		await panel.choose(page, 'mode', 'Pay');
		await panel.executeStep(page);
		assert.match(
			(await output.hints(page)).join('\n'),
			/^1,000 orders: \d+ submitted \(¥[\d,.]+\), \d+ found paid \(¥[\d,.]+\), 0 failed, 0 unclear\.$/,
		);
		assert.deepEqual([account.ledger().size, account.paidTwice()], [1_000, []]);
	});
});

/** Presses Stop, and makes sure that nothing is sent from then on. */
async function stop(page: Page, sandbox: Sandbox): Promise<void> {
	const stopped = page.waitForResponse((response) =>
		/\/rest\/executions\/.+\/stop$/.test(response.url()),
	);
	await Promise.all([stopped, page.getByTestId('stop-execution-button').click()]);
	const arrived = sandbox.calls.length;
	await page.getByText('Execution stopped').waitFor();
	// Only waiting can show that nothing more is sent: here for as long as three slow calls would have taken.
	await sleep(3 * SLOW_MS);
	assert.equal(sandbox.calls.length, arrived);
}
