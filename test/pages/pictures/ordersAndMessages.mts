// The node PandaPon, and what it shows of orders in different states; then a message about one of them.
import { randomUUID } from 'node:crypto';

import { request } from 'undici';

import { Account, type SandboxOrder } from '../../sandbox/account.mts';
import { buyerView } from '../../sandbox/buyerView.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { signMessage } from '../../sandbox/signMessage.mts';
import { addVariedOrders } from '../../sandbox/variedOrders.mts';
import { nodeOnCanvas, openNode, standsStill } from '../../support/editor/canvas.mts';
import { box } from '../../support/editor/clip.mts';
import { executePreviousNodes, executeStep } from '../../support/editor/nodePanel.mts';
import { outputPanel, showTable } from '../../support/editor/outputPanel.mts';
import { chain, node } from '../../support/n8n/payingWorkflow.mts';
import { orderIds } from '../../support/orderIds.mts';
import { bench, dialog, hideCutColumns, openInEditor, take } from './studio.mts';

const NODE = 'PandaPon';
const TRIGGER = 'PandaPon Trigger';
const STATES: Array<Partial<SandboxOrder>> = [
	{},
	{ status: 'waitsellersend' },
	{ status: 'cancel' },
	// 9: its payment is in progress.
	{ tradeTerms: [9] },
	{ status: 'waitbuyerreceive' },
];
const ids = orderIds(STATES.length, 880_721);

function accountWithOrders(): Account {
	const account = new Account();
	addVariedOrders(account, ids);
	ids.forEach((id, index) => Object.assign(account.orders.get(id)!, STATES[index]));
	return account;
}

/** order-node */
export async function takeOrderNode(): Promise<void> {
	const { page } = bench;
	const sandbox = await bench.start(new Sandbox({ account: accountWithOrders() }));
	const jsCode = `return ${JSON.stringify(ids)}.map((orderId) => ({ json: { orderId } }));`;
	const call = node(NODE, 'n8n-nodes-pandapon.pandaPon', 1, { orderId: '={{ $json.orderId }}' });
	const workflow = chain('Look orders up', [
		node('Orders', 'n8n-nodes-base.code', 2, { jsCode }),
		{ ...call, credentials: {} },
	]);
	await openInEditor(workflow, sandbox, NODE);
	await openNode(page, NODE);
	await executePreviousNodes(page);
	await executeStep(page);
	await showTable(page);
	await hideCutColumns(page);
	const { bottom } = await box(page.getByTestId('collection-parameter-add'));
	await take(page, 'order-node', { ...(await dialog(page)), bottom: bottom + 24 });
}

/** trigger-panel: a message says that the price of an order has changed. */
export async function takeTriggerPanel(): Promise<void> {
	const { n8n, page } = bench;
	const account = accountWithOrders();
	const sandbox = await bench.start(new Sandbox({ account }));
	const webhookId = randomUUID();
	const trigger = {
		...node(TRIGGER, 'n8n-nodes-pandapon.pandaPonTrigger', 2, { options: {} }),
		webhookId,
		credentials: {},
	};
	const next = node('Next', 'n8n-nodes-base.noOp', 1, {});
	await openInEditor(chain('Messages', [next], trigger), sandbox, TRIGGER);
	const icon = nodeOnCanvas(page, TRIGGER).getByTestId('canvas-trigger-node');
	await standsStill(icon);
	await icon.dblclick();
	const listening = page.waitForResponse((response) => response.url().endsWith('/run'));
	await page.getByTestId('node-execute-button').click();
	await listening;

	const order = account.orders.get(ids[0])!;
	order.price += 1250;
	const view = buyerView(ids[0], order);
	const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);
	Object.assign(view.baseInfo as object, {
		createTime: `${yesterday.replaceAll('-', '')}090000000+0800`,
	});
	const message = JSON.stringify({
		messageType: '1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
		messagePlatform: 1,
		timestamp: String(Date.now()),
		messageBody: view,
	});
	const { body } = await request(`${n8n.url}/webhook-test/${webhookId}/webhook`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: signMessage(message, sandbox.keys),
		},
		body: message,
	});
	await body.dump();
	await outputPanel(page).getByText('1 item').waitFor();
	await outputPanel(page).getByTestId('radio-button-schema').click();
	// Below it is the message itself.
	const { top } = await box(outputPanel(page).getByText('body', { exact: true }));
	await take(page, 'trigger-panel', { ...(await dialog(page)), bottom: top - 8 });
}
