// npm run docs -- pictures: takes the screenshots in docs/images/ again, from a real n8n in a real browser. The API answers in
// Chinese: a font that has the characters must be installed (on Debian: fonts-wqy-microhei).
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { Account } from '../sandbox/account.mts';
import { DETAIL } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { addVariedOrders } from '../sandbox/variedOrders.mts';
import {
	closeMessages,
	executeWorkflow,
	openNode,
	openWorkflow,
	standsStill,
} from '../support/editor/canvas.mts';
import { box, clip, union } from '../support/editor/clip.mts';
import * as credential from '../support/editor/credentialDialog.mts';
import { closeOptions, openOptions } from '../support/editor/nodePanel.mts';
import { makeRoom, outputPanel, showTable } from '../support/editor/outputPanel.mts';
import { Workbench } from '../support/editor/workbench.mts';
import { forReal, readExample } from '../support/examples.mts';
import { orderIdsIn } from '../support/orderIds.mts';
import { ROOT } from '../support/root.mts';

const NODE = 'Batch Pay 1688 Orders';
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
	for (const id of listed) sandbox.fault(2, { kind: 'status', status: 503 }, DETAIL, id);
	return sandbox;
}

const bench = new Workbench('pictures');
const picture = (name: string) => join(ROOT, 'docs/images', `${name}.png`);

async function takeWorkflow(page: Page): Promise<void> {
	await executeWorkflow(page);
	await closeMessages(page);
	const nodes = await Promise.all(
		(await page.getByTestId('canvas-node').or(page.getByTestId('sticky')).all()).map(box),
	);
	const { left, top, right, bottom } = union(nodes);
	// The names under the nodes are wider than the nodes, and stand below them.
	await clip(page, picture('workflow'), {
		left: left - 48,
		top: top - 10,
		right: right + 10,
		bottom: bottom + 56,
	});
}

async function takeNodePanel(page: Page): Promise<void> {
	// Tall enough for the list to open below its button, not over the fields.
	await page.setViewportSize({ width: 1440, height: 1300 });
	// A picture cannot be scrolled, and would cut the shortcuts to the nodes on either side in half.
	await page.addStyleTag({
		content:
			'.el-select-dropdown__wrap { max-height: none !important } [data-test-id="floating-node"] { visibility: hidden }',
	});
	const last = (await openOptions(page)).last();
	await standsStill(last);
	const { bottom } = await box(last);
	const { right } = await box(page.getByTestId('node-parameters'));
	await clip(page, picture('node-panel'), {
		...(await box(page.getByTestId('ndv'))),
		right,
		bottom: bottom + 24,
	});
	await closeOptions(page);
}

async function takeResults(page: Page): Promise<void> {
	await page.setViewportSize({ width: 1640, height: 1400 });
	await makeRoom(page);
	await showTable(page, 'Failure Branch');
	const { bottom } = await box(outputPanel(page).locator('tbody tr').nth(2));
	await clip(page, picture('results'), { ...(await box(outputPanel(page))), bottom });
}

async function takeCredential(page: Page): Promise<void> {
	await page.setViewportSize({ width: 1440, height: 1080 });
	const inSeconds = await bench.start(new Sandbox({ acceptedUnit: 'seconds' }));
	await page.getByTestId('credential-edit-button').click();
	await credential.fill(page, { baseUrl: inSeconds.url });
	await credential.save(page);
	await credential.problem(page);
	await closeMessages(page);
	await clip(page, picture('credential'), await box(credential.dialog(page)));
}

try {
	const sandbox = await bench.start(sandboxForTheList());
	await bench.open({ deviceScaleFactor: 1.5 });
	const { n8n, page } = bench;
	const saved = {
		id: await n8n.createCredential('pandaPonApi', 'PandaPon account', sandbox.credential),
		name: 'PandaPon account',
	};
	const workflow = await n8n.createWorkflow(forReal(example), saved);
	await openWorkflow(page, n8n.url, workflow.id, NODE);
	await takeWorkflow(page);
	await openNode(page, NODE);
	await takeNodePanel(page);
	await takeResults(page);
	await takeCredential(page);
} finally {
	await bench.close();
}
