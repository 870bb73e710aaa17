// When nothing works at all, the banner must say why and what to do first; when nothing is left to pay, it must stay calm.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Account } from '../../sandbox/account.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { executeWorkflow, openNode } from '../../support/editor/canvas.mts';
import * as panel from '../../support/editor/nodePanel.mts';
import * as output from '../../support/editor/outputPanel.mts';
import { PAY_NODE, rowsPayingWorkflow } from '../../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../../support/orderIds.mts';
import { bench, open } from './stage.mts';

const IDS = idsOfList(5, 40);

test('a wrong secret, an API that is gone: amber, with the cause and what to do first; a list that is paid: grey', async () => {
	const { page } = bench;
	const account = new Account();
	account.addOrders(IDS);
	const sandbox = await bench.start(new Sandbox({ account }));
	await open(rowsPayingWorkflow('Nothing works', IDS), sandbox);
	const { accessSecret } = sandbox.keys;

	sandbox.keys.accessSecret = 'another one';
	await executeWorkflow(page);
	await openNode(page, PAY_NODE);
	await says(
		'amber',
		'40 orders: 0 submitted, 40 failed, 0 unclear. Amounts are not known. Why: 40 × The API refused a call that only reads (HTTP 401, code 401, "wrong signature"). What to do first: Most likely Access Key, Access Secret or User ID is wrong: copy them again. See the Failure branch.',
	);
	sandbox.keys.accessSecret = accessSecret;

	for (const paid of IDS) account.orders.get(paid)!.status = 'waitsellersend';
	await panel.executeStep(page);
	await says('grey', '40 orders: paid before (¥400.00), nothing was left to pay.');

	await sandbox.close();
	await panel.executeStep(page);
	await says(
		'amber',
		'40 orders: 0 submitted, 40 failed, 0 unclear. Amounts are not known. Why: 40 × No connection to the API could be made (ECONNREFUSED). What to do first: Check the Base URL in the credential, and that this n8n may reach it. See the Failure branch.',
	);
	assert.deepEqual([sandbox.payments(), account.ledger().size], [[], 0]);
});

async function says(color: 'amber' | 'grey', text: string): Promise<void> {
	const { page } = bench;
	assert.deepEqual([await output.hints(page), await output.hintColors(page)], [[text], [color]]);
}
