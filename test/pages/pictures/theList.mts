// The list of a ready-made workflow, checked and then paid.
import { Account } from '../../sandbox/account.mts';
import { DETAIL } from '../../sandbox/handlers.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { addVariedOrders } from '../../sandbox/variedOrders.mts';
import { closeNode, executeWorkflow, openNode, standsStill } from '../../support/editor/canvas.mts';
import { box, clip, union } from '../../support/editor/clip.mts';
import { choose, closeOptions, openOptions } from '../../support/editor/nodePanel.mts';
import { makeRoom, showTable } from '../../support/editor/outputPanel.mts';
import { readExample } from '../../support/examples.mts';
import { PAY_NODE } from '../../support/n8n/payingWorkflow.mts';
import { orderIdsIn } from '../../support/orderIds.mts';
import {
	bench,
	dialog,
	hideCutColumns,
	openInEditor,
	outputDownTo,
	picture,
	take,
	tidyUp,
} from './studio.mts';

const example = readExample('pay-orders-from-a-list.json');
const listed = orderIdsIn(JSON.stringify(example));

/** One of the listed orders is closed and one exceeds the balance; the last answer leaves one out, which cannot be looked up again. */
function sandboxForTheList(): Sandbox {
	const account = new Account(10_000_000);
	addVariedOrders(account, listed);
	account.orders.get(listed[2])!.status = 'cancel';
	account.orders.get(listed[8])!.price = 20_000_000;
	const sandbox = new Sandbox({ account });
	sandbox.fault(4, { kind: 'lie', lie: 'leaveOutFirst' });
	// The check looks each order up once, and so does the payment before it sends.
	for (const id of listed) sandbox.fault(3, { kind: 'status', status: 503 }, DETAIL, id);
	return sandbox;
}

/** node-panel, check-only, workflow and results. */
export async function takeTheList(): Promise<void> {
	const { page } = bench;
	await openInEditor(example, await bench.start(sandboxForTheList()), PAY_NODE);
	await executeWorkflow(page);
	await openNode(page, PAY_NODE);
	await takeNodePanel();
	await makeRoom(page);
	await takeFailures('check-only', 4);
	await choose(page, 'mode', 'Pay');
	await closeNode(page);
	await executeWorkflow(page);
	await takeWorkflow();
	await openNode(page, PAY_NODE);
	// All of them.
	await takeFailures('results', 7);
}

async function takeNodePanel(): Promise<void> {
	const { page } = bench;
	// The whole list of options, which a person would scroll.
	await page.addStyleTag({
		content: '.el-select-dropdown__wrap { max-height: none !important }',
	});
	await tidyUp(page);
	const last = (await openOptions(page)).last();
	await standsStill(last);
	const { bottom } = await box(last);
	const { right } = await box(page.getByTestId('node-parameters'));
	await clip(page, picture('node-panel'), {
		...(await dialog(page)),
		right,
		bottom: bottom + 24,
	});
	await closeOptions(page);
}

async function takeFailures(name: string, rows: number): Promise<void> {
	const { page } = bench;
	await showTable(page, 'Failure Branch');
	await hideCutColumns(page);
	await take(page, name, await outputDownTo(page, rows - 1));
}

async function takeWorkflow(): Promise<void> {
	const { page } = bench;
	// As small as a page shows them, nobody could read the notes.
	await page.addStyleTag({ content: '[data-test-id="sticky"] { visibility: hidden }' });
	// It has a halo while it is chosen.
	await page.locator('.vue-flow__pane').click({ position: { x: 20, y: 300 } });
	const nodes = page.getByTestId('canvas-node');
	const { left, top, right, bottom } = union(await Promise.all((await nodes.all()).map(box)));
	// The names under the nodes are wider than the nodes, and stand below them.
	await take(page, 'workflow', {
		left: left - 48,
		top: top - 10,
		right: right + 120,
		bottom: bottom + 56,
	});
}
