// The table on Failure is where a person works through what was not paid: it must be readable as n8n opens it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Account, type SandboxOrder } from '../../sandbox/account.mts';
import { DETAIL } from '../../sandbox/handlers.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { addVariedOrders } from '../../sandbox/variedOrders.mts';
import {
	closeMessages,
	executeWorkflow,
	openNode,
	openWorkflow,
} from '../../support/editor/canvas.mts';
import * as panel from '../../support/editor/nodePanel.mts';
import * as output from '../../support/editor/outputPanel.mts';
import { chain, node, PAY_NODE, payNode } from '../../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../../support/orderIds.mts';
import { bench, save } from './stage.mts';

const IDS = idsOfList(3, 18);
const [CLOSED, DEAR, TOO_MUCH, FIRST_UNCLEAR, PAID, UNCLEAR, IN_PROGRESS, UNKNOWN, UNSEEN, ODD] =
	IDS;
/** What stands in the list besides orders. */
const NO_IDS = ['PO-2026-118', Number(IDS[0]), ''];

const account = new Account(1_000_000);
const sandbox = new Sandbox({ account });

function addOrders(): void {
	addVariedOrders(account, IDS);
	const change = (id: string, order: Partial<SandboxOrder>) =>
		Object.assign(account.orders.get(id)!, order);
	change(CLOSED, { status: 'cancel' });
	change(TOO_MUCH, { price: 2_000_000 });
	change(IN_PROGRESS, { tradeTerms: [9] });
	change(ODD, { status: 'confirm_goods', tradeTerms: [1] });
	account.orders.delete(UNKNOWN);
}

/** A list as a buyer keeps it. */
const rows = [...IDS.slice(0, 6), ...NO_IDS, ...IDS.slice(6)].map((id, index) => ({
	Row: index + 2,
	'Order No': id,
	Product: '不锈钢保温杯 500ml',
	Buyer: 'Wang Fang',
	Approved: id === DEAR ? '5.00' : '50,000.00',
}));

/** Three orders leave at a time. The first answer leaves one out, so whatever stands behind the first three is held back. */
function spoilTheAnswerAbout(orderId: string): void {
	sandbox.reset();
	const down = { kind: 'status', status: 503, processed: false } as const;
	sandbox.fault(1, { kind: 'lie', lie: 'leaveOutFirst' });
	// It was looked up once before it was paid.
	sandbox.fault(2, down, DETAIL, orderId);
	sandbox.fault('every', down, DETAIL, UNSEEN);
}

/** What n8n shows of Failure in its three panes. */
async function isReadable(): Promise<void> {
	const { page } = bench;
	await closeMessages(page);
	await output.showTable(page, 'Failure Branch');
	const { rows: whole, columns } = await output.inView(page);
	assert(whole >= 6, `${whole} rows are on the screen`);
	assert.deepEqual(columns.slice(0, 3), ['orderId', 'outcome', 'errorReason']);
}

test('the table on Failure shows six orders with their reasons at once; given room, advice, amount and supplier too', async () => {
	const { page, n8n } = bench;
	addOrders();
	await bench.start(sandbox);
	const jsCode = `return ${JSON.stringify(rows)}.map((json) => ({ json }));`;
	const limits = { maxAmount: '={{ $json.Approved }}' };
	const workflow = await save(
		chain('All kinds of failures', [
			node('Orders', 'n8n-nodes-base.code', 2, { jsCode }),
			payNode("={{ $json['Order No'] }}", { batchSize: 3 }, limits),
		]),
		sandbox,
	);
	spoilTheAnswerAbout(FIRST_UNCLEAR);
	await n8n.finished(await n8n.run(workflow));
	// PandaPon takes its time.
	account.orders.get(FIRST_UNCLEAR)!.status = 'waitbuyerpay';

	spoilTheAnswerAbout(UNCLEAR);
	await openWorkflow(page, n8n.url, workflow.id, PAY_NODE);
	await executeWorkflow(page);
	await openNode(page, PAY_NODE);
	await isReadable();
	const outcomes = (await output.rows(page)).map(({ orderId, outcome }) => [orderId, outcome]);
	assert.deepEqual(outcomes.slice(0, 12), [
		[CLOSED, 'notPayable'],
		[DEAR, 'amountExceeded'],
		[TOO_MUCH, 'rejected'],
		[FIRST_UNCLEAR, 'alreadySubmitted'],
		[UNCLEAR, 'unknown'],
		['PO-2026-118', 'invalid'],
		[String(NO_IDS[1]), 'invalid'],
		['empty', 'invalid'],
		[IN_PROGRESS, 'alreadySubmitted'],
		[UNKNOWN, 'notSent'],
		[UNSEEN, 'notSent'],
		[ODD, 'notPayable'],
	]);
	assert.equal(account.submissions(PAID), 1);

	await panel.choose(page, 'mode', 'Check Only');
	await panel.executeStep(page);
	await isReadable();

	// n8n keeps this width for every node from here on.
	await output.makeRoom(page);
	const { columns } = await output.inView(page);
	assert.deepEqual(columns.slice(0, 6), [
		'orderId',
		'outcome',
		'errorReason',
		'advice',
		'orderAmount',
		'supplier',
	]);
	assert.deepEqual(account.paidTwice(), []);
});
