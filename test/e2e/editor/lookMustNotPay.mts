// Behind a form, n8n's "Execute previous nodes" runs the open node too: who only wants to see the columns must not pay.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import type { IDataObject } from 'n8n-workflow';

import { Account } from '../../sandbox/account.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { closeMessages, closeNode, nodeOnCanvas, openNode } from '../../support/editor/canvas.mts';
import * as panel from '../../support/editor/nodePanel.mts';
import * as output from '../../support/editor/outputPanel.mts';
import { chain, node, PAY_NODE } from '../../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../../support/orderIds.mts';
import { bench, open } from './stage.mts';

const IDS = idsOfList(6, 3);
const account = new Account();
account.addOrders(IDS);
const sandbox = new Sandbox({ account });

/** Opens a new node behind a form, presses "Execute previous nodes", and sends the form in. */
async function look(parameters: IDataObject): Promise<void> {
	const { page } = bench;
	const field = { fieldLabel: 'Orders', fieldType: 'textarea' };
	const form = node('Form', 'n8n-nodes-base.formTrigger', 2.6, {
		formTitle: 'Orders to pay',
		formFields: { values: [field] },
		options: {},
	});
	const type = 'n8n-nodes-pandapon.batchPay1688Orders';
	const fresh = { ...node(PAY_NODE, type, 1, parameters), credentials: {} };
	await open(chain('Behind a form', [fresh], { ...form, webhookId: randomUUID() }), sandbox);
	await openNode(page, PAY_NODE);
	const [popup] = await Promise.all([
		page.context().waitForEvent('page'),
		page.getByTestId('execute-previous-node').click(),
	]);
	await popup.locator('textarea').fill(IDS.join(' '));
	await popup.getByRole('button', { name: 'Submit' }).click();
	await page.getByTestId('ndv-input-panel').getByText('1 item').waitFor();
	await popup.close();
}

const nothingIsPaid = () => assert.deepEqual([sandbox.payments(), account.ledger().size], [[], 0]);

test('a look through a new node with no order IDs: the node says what to do', async () => {
	const { page } = bench;
	await bench.start(sandbox);
	await look({});
	const shown = output.outputPanel(page).getByTestId('node-error-message');
	await shown
		.getByText('"Order IDs" is empty: drag the column that holds the IDs onto it')
		.waitFor();
	await output
		.outputPanel(page)
		.getByText('Nothing was sent and no money moved.')
		.first()
		.waitFor();
	assert.deepEqual(sandbox.calls, []);
});

test('a look through a new node pays nothing: notice, banner and subtitle say that it only checks', async () => {
	const { page } = bench;
	await look({ orderIds: '={{ $json.Orders }}' });
	const [banner] = await output.hints(page);
	assert.match(banner, /^Check only, nothing was paid\. 3 orders ready, ¥30\.00 in all\./);
	nothingIsPaid();
	const fields = page.getByTestId('node-parameters');
	await fields.getByText('Check Only: nothing will be paid').waitFor();

	await closeMessages(page);
	await panel.choose(page, 'mode', 'Pay');
	await fields.getByText('every run pays for real, also from the editor').waitFor();
	await fields.getByText('nothing will be paid').waitFor({ state: 'hidden' });
	await closeNode(page);
	await nodeOnCanvas(page, PAY_NODE).getByText('Pays for Real').waitFor();
	nothingIsPaid();
});
