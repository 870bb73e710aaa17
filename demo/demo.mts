// npm run demo: on a real n8n and without money, checks a list of orders, pays it, runs it once more, and lets messages arrive.
// With --no-editor it ends after the tables.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import type { INodeExecutionData } from 'n8n-workflow';

import type { Result } from '../dist/nodes/BatchPay1688Orders/outcome.js';
import type { Summary } from '../dist/nodes/BatchPay1688Orders/summary.js';
import { Account } from '../test/sandbox/account.mts';
import { Messenger } from '../test/sandbox/messenger.mts';
import { PushByHand } from '../test/sandbox/pushByHand.mts';
import { Sandbox } from '../test/sandbox/sandbox.mts';
import { addVariedOrders } from '../test/sandbox/variedOrders.mts';
import { change, readExample, type Example } from '../test/support/examples.mts';
import { installN8n, installPackage } from '../test/support/n8n/install.mts';
import { LocalN8n, outputsOf, OWNER } from '../test/support/n8n/localN8n.mts';
import { orderIdsIn } from '../test/support/orderIds.mts';
import { ROOT } from '../test/support/root.mts';
import { findDisagreements } from './findDisagreements.mts';
import { formatTable } from './formatTable.mts';
import { MessageWorkflow } from './messageWorkflow.mts';
import { pushMessages } from './pushMessages.mts';

const { values: flags } = parseArgs({
	options: { 'no-editor': { type: 'boolean', default: false } },
});
const NODE = 'Batch Pay 1688 Orders';
/** A number in the example, so it has lost digits and is never sent. */
const ROUNDED_ID = '2059624776425880794';
/** In no list of the demo, so that it can be paid by hand. */
const FOR_YOU = '2059624776425899998';
const example = readExample('pay-orders-from-a-list.json');
const inMode = <T extends Example>(workflow: T, mode: 'check' | 'pay'): T => ({
	...workflow,
	...change(workflow, { [NODE]: { parameters: { mode } } }),
});

/** The listed orders are waiting for payment; but one is closed, one is unknown to 1688, and the API refuses two more. */
function accountFor(orderIds: string[]): Account {
	const account = new Account();
	addVariedOrders(account, [...orderIds, FOR_YOU]);
	account.orders.get(orderIds[2])!.status = 'cancel';
	account.orders.delete(orderIds[8]);
	for (const orderId of [orderIds[14], orderIds[15]])
		account.orders.get(orderId)!.refusal = '账户额度不足';
	return account;
}

const listed = orderIdsIn(JSON.stringify(example)).filter((id) => id !== ROUNDED_ID);

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
	// The examples, too, are in the editor later.
	const demo = { ...example, name: `Demo: ${example.name}` };
	const checking = await n8n.createWorkflow(inMode(demo, 'check'), credential);
	console.log(`Running "${demo.name}", Check Only …\n`);
	const [, , [checked]] = outputsOf(await n8n.finished(await n8n.run(checking)), NODE);
	console.log(`Summary: ${summaryOf(checked).text}`);
	const disagreements = [...account.ledger().keys()].map((id) => `${id} was paid by a check`);

	const saved = await n8n.updateWorkflow(inMode(checking as typeof checking & Example, 'pay'));
	// The answer to the last batch is lost on its way back, after the API has paid.
	sandbox.fault(Math.ceil(listed.length / 10), { kind: 'resetBeforeAnswer' });
	console.log('\nThe same again, set to Pay …\n');
	const execution = await n8n.finished(await n8n.run(saved));
	const outputs = outputsOf(execution, NODE);
	const [success = [], failure = [], [summary] = []] = outputs;
	show(success, failure);
	console.log(`Summary: ${summaryOf(summary).text}\n`);

	disagreements.push(...findDisagreements(listed, outputs, account));

	const submitted = account.submittedFen();
	console.log('The same list once more …\n');
	const [, , [again]] = outputsOf(await n8n.finished(await n8n.run(saved)), NODE);
	console.log(`Summary: ${summaryOf(again).text}\n`);
	if (account.submittedFen() !== submitted) disagreements.push('The second run paid something');
	console.log(`Ledger: ${account.paidTwice().length} orders submitted twice.\n`);

	console.log(
		'Publishing a workflow that starts with the PandaPon Trigger, and pushing messages …\n',
	);
	const workflow = await MessageWorkflow.publish(n8n, credential);
	// A slow machine is no reason to fail, so it waits longer than PandaPon does.
	const messenger = new Messenger(workflow.url, sandbox.keys, { answerWithinMs: 60_000 });
	// 1688 still shows this order as unpaid: the API has refused it.
	const unpaid = listed[14];
	disagreements.push(...(await pushMessages(workflow, messenger, account, unpaid)));
	console.log();

	for (const line of disagreements) console.log(`DISAGREES  ${line}`);
	if (disagreements.length > 0 || execution.status !== 'success') process.exitCode = 1;
	else
		console.log(
			'The ledger agrees with the outputs: the check paid nothing, every order has a result, none was submitted twice, nothing unpaid is on Success, and the amounts are right; the second run paid nothing. Each message did what the table says.\n',
		);

	if (!flags['no-editor']) {
		for (const file of readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.json')))
			await n8n.createWorkflow(readExample(file), credential);
		console.log(`The editor:  ${n8n.url}/workflow/${saved.id}
Sign in:     ${OWNER.email}  /  ${OWNER.password}

Press "Execute workflow" to run it again: no order is paid twice. All the examples are there too: ${n8n.url}/home/workflows

Make a first payment of your own: README, "The first payment", from step 2 on, in a new workflow, with order ${FOR_YOU}.
The credential "PandaPon Sandbox" is there already. What you build is deleted when the demo starts again.

The messages: ${workflow.executionsUrl} (close the "Production checklist")

Press Enter here to push another, and watch it arrive there. It is pushed only once, even if n8n answers too late. Stop with Ctrl+C.`);
		const byHand = new PushByHand(workflow.url, sandbox.keys, account);
		createInterface({ input: process.stdin }).on('line', () => void byHand.raisePrice(unpaid));
		await new Promise<void>((stop) => process.once('SIGINT', stop).once('SIGTERM', stop));
		process.stdin.destroy();
	}
} finally {
	await n8n.stop();
	await sandbox.close();
}

function summaryOf(item: INodeExecutionData | undefined): Summary & { text: string } {
	return item?.json as unknown as Summary & { text: string };
}

function show(success: INodeExecutionData[], failure: INodeExecutionData[]): void {
	const fieldsOf = ({ json }: INodeExecutionData) =>
		json as unknown as Result & { orderId: string; orderAmount: number; retrySafe: boolean };
	console.log(`Success: ${success.length}\n`);
	console.log(
		formatTable(
			['order ID', 'outcome', 'yuan', 'batch', 'submitted to the API (ledger)'],
			success
				.map(fieldsOf)
				.map(({ orderId, outcome, orderAmount, batch }) => [
					orderId,
					outcome,
					orderAmount.toFixed(2),
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
		`\nLedger (what the stand-in for PandaPon was asked to pay): ${account.ledger().size} orders submitted in ${sandbox.payments().length} calls, ${account.paidTwice().length} of them twice. The answer to the last call was cut off; its orders were looked up.\n`,
	);
}
