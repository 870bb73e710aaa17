// Several thousand orders in the editor: the result can be browsed, the log shows progress, Stop stops the run.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Account } from '../sandbox/account.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { executeWorkflow, openNode, openWorkflow } from '../support/editor/canvas.mts';
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
/** How long the sandbox works on a batch: long enough to press Stop well before the next one. */
const SLOW_MS = 2_000;

describe('5,000 orders in the editor', () => {
	const bench = new Workbench('e2e-many-orders');
	before(async () => await bench.open());
	after(async () => await bench.close());

	/** Opens a workflow that pays the orders at a sandbox. */
	const openPaying = async (name: string, sandbox: Sandbox): Promise<void> => {
		const credential = {
			id: await bench.n8n.createCredential('pandaPonApi', name, sandbox.credential),
			name,
		};
		const { id } = await bench.n8n.createWorkflow(rowsPayingWorkflow(name, IDS), credential);
		await openWorkflow(bench.page, bench.n8n.url, id, NODE);
	};
	const log = () => readFileSync(bench.n8n.logFile, 'utf8');

	test('the result can be browsed, and the log shows progress', async () => {
		const { page } = bench;
		const account = new Account();
		account.addOrders(IDS);
		const closed = IDS.filter((_, index) => index % 50 === 0);
		for (const id of closed) account.orders.get(id)!.status = 'cancel';
		const sandbox = await bench.start(new Sandbox({ account }));
		await openPaying('Many orders', sandbox);
		await executeWorkflow(page);
		assert.deepEqual(
			[account.ledger().size, account.paidTwice(), sandbox.payments().length],
			[4_900, [], 500],
		);
		await eventually(() =>
			assert.match(log(), /Batch 500 of 500 done: 5000 of 5000 orders, about 0 s left/),
		);

		await openNode(page, NODE);
		assert.deepEqual(await output.hints(page), [
			'5000 orders: 4900 submitted, 100 failed, 0 unclear.',
		]);
		assert.deepEqual(await output.branches(page), [
			'Success Branch (4900 items)',
			'Failure Branch (100 items)',
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

	test('Stop: no further batch leaves, and the next run pays the rest, nothing twice', async () => {
		const { page } = bench;
		const account = new Account();
		account.addOrders(IDS);
		const options = { account, serviceMs: SLOW_MS };
		const sandbox = await bench.start(new Sandbox(options));
		await openPaying('Stopped', sandbox);
		const before = log().length;
		await page.getByTestId('execute-workflow-button').click();
		await eventually(() => assert.equal(sandbox.payments().length, 3));
		await eventually(() =>
			assert.match(log().slice(before), /Batch 2 of 500 done: 20 of 5000 orders, about \d+ s left/),
		);

		const stopped = page.waitForResponse((response) =>
			/\/rest\/executions\/.+\/stop$/.test(response.url()),
		);
		await Promise.all([stopped, page.getByTestId('stop-execution-button').click()]);
		const arrived = sandbox.payments().length;
		await page.getByText('Execution stopped').waitFor();
		// Only waiting can show that nothing more is sent: here for as long as three batches would have taken.
		await sleep(3 * SLOW_MS);
		assert.equal(sandbox.payments().length, arrived);
		await page.getByTestId('radio-button-executions').click();
		await page.getByTestId('current-executions-list').getByText('Canceled').first().waitFor();

		options.serviceMs = 0;
		await page.getByTestId('radio-button-workflow').click();
		await executeWorkflow(page);
		await openNode(page, NODE);
		assert.match(
			(await output.hints(page)).join('\n'),
			/^5000 orders: \d+ submitted, \d+ found paid, 0 failed, 0 unclear\.$/,
		);
		assert.deepEqual([account.ledger().size, account.paidTwice()], [5_000, []]);
	});
});
