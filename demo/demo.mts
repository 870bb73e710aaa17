// npm run demo: pays a list of orders on a real n8n, without money. With --no-editor it ends after the tables.
import { parseArgs } from 'node:util';

import type { INodeExecutionData } from 'n8n-workflow';

import type { Result } from '../dist/nodes/BatchPay1688Orders/outcome.js';
import { Account } from '../test/sandbox/account.mts';
import { Sandbox } from '../test/sandbox/sandbox.mts';
import { forReal, readExample } from '../test/support/examples.mts';
import { installN8n, installPackage } from '../test/support/n8n/install.mts';
import { LocalN8n, outputsOf, OWNER } from '../test/support/n8n/localN8n.mts';
import { orderIdsIn } from '../test/support/orderIds.mts';
import { findDisagreements } from './findDisagreements.mts';
import { formatTable } from './formatTable.mts';

const { values: flags } = parseArgs({
	options: { 'no-editor': { type: 'boolean', default: false } },
});
const NODE = 'Batch Pay 1688 Orders';
/** A number in the example, so it has lost digits and is never sent. */
const ROUNDED_ID = '2059624776425880794';
const workflow = forReal(readExample('pay-orders-from-a-list.json'));

/** The listed orders are waiting for payment; but one is closed, one is unknown to 1688, and two more exceed the limit. */
function accountFor(orderIds: string[]): Account {
	const account = new Account();
	account.addOrders(orderIds);
	account.orders.get(orderIds[2])!.status = 'cancel';
	account.orders.delete(orderIds[8]);
	for (const orderId of [orderIds[14], orderIds[15]])
		account.orders.get(orderId)!.price = Number.MAX_SAFE_INTEGER;
	account.balance = 1_000_000;
	return account;
}

const listed = orderIdsIn(JSON.stringify(workflow)).filter((id) => id !== ROUNDED_ID);

await installN8n();
const n8n = new LocalN8n('demo');
console.log('Packing this package and installing it into n8n …');
await installPackage(n8n.userFolder);
const account = accountFor(listed);
const sandbox = await new Sandbox({ account }).start();
try {
	console.log('Starting n8n …');
	await n8n.start();
	const credential = {
		id: await n8n.createCredential('pandaPonApi', 'PandaPon Sandbox', sandbox.credential),
		name: 'PandaPon Sandbox',
	};
	const saved = await n8n.createWorkflow(workflow, credential);
	// The answer to the last batch is lost on its way back, after the API has paid.
	sandbox.fault(Math.ceil(listed.length / 10), { kind: 'resetBeforeAnswer' });
	console.log(`Running "${workflow.name}": ${listed.length} orders …\n`);
	const execution = await n8n.finished(await n8n.run(saved));
	const [success = [], failure = []] = outputsOf(execution, NODE);
	show(success, failure);

	const disagreements = findDisagreements(listed, success, failure, account);
	for (const line of disagreements) console.log(`DISAGREES  ${line}`);
	if (disagreements.length > 0 || execution.status !== 'success') process.exitCode = 1;
	else
		console.log(
			'The ledger agrees with the outputs: every order has a result, none was submitted twice, and nothing unpaid is on Success.\n',
		);

	if (!flags['no-editor']) {
		console.log(`The editor:  ${n8n.url}/workflow/${saved.id}
Sign in:     ${OWNER.email}  /  ${OWNER.password}

Press "Execute workflow" to run it again: no order is paid twice. Stop with Ctrl+C.`);
		await new Promise<void>((stop) => process.once('SIGINT', stop).once('SIGTERM', stop));
	}
} finally {
	await n8n.stop();
	await sandbox.close();
}

function show(success: INodeExecutionData[], failure: INodeExecutionData[]): void {
	const fieldsOf = ({ json }: INodeExecutionData) =>
		json as unknown as Result & { orderId: string; retrySafe: boolean };
	console.log(`Success: ${success.length}\n`);
	console.log(
		formatTable(
			['order ID', 'outcome', 'batch', 'submitted to the API (ledger)'],
			success
				.map(fieldsOf)
				.map(({ orderId, outcome, batch }) => [
					orderId,
					outcome,
					batch,
					account.submissions(orderId),
				]),
		),
	);
	console.log(`\nFailure: ${failure.length}\n`);
	console.log(
		formatTable(
			['order ID', 'outcome', 'may be sent again', 'submitted', 'what happened'],
			failure
				.map(fieldsOf)
				.map(({ orderId, outcome, retrySafe, errorReason }) => [
					orderId || '(empty)',
					outcome,
					retrySafe ? 'yes' : 'no',
					account.submissions(orderId),
					errorReason,
				]),
		),
	);
	console.log(
		`\nLedger: ${account.ledger().size} orders submitted in ${sandbox.payments().length} calls, ${account.paidTwice().length} of them twice. The answer to the last call was cut off; its orders were looked up.\n`,
	);
}
