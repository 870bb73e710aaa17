// A person's first payment, step by step, in one picture.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Locator } from 'playwright-core';

import { Account } from '../../sandbox/account.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { openNode } from '../../support/editor/canvas.mts';
import { box, clip, union, type Box } from '../../support/editor/clip.mts';
import {
	choose,
	dragColumn,
	executePreviousNodes,
	executeStep,
	field,
} from '../../support/editor/nodePanel.mts';
import { outputPanel, showTable } from '../../support/editor/outputPanel.mts';
import { chain, node, PAY_NODE } from '../../support/n8n/payingWorkflow.mts';
import { orderId } from '../../support/orderIds.mts';
import {
	bench,
	dialog,
	hideCutColumns,
	openInEditor,
	outputDownTo,
	picture,
	shiftFields,
	tidyUp,
} from './studio.mts';

interface Step {
	title: string;
	text: string;
	/** The clip, as a data URL, and its width on the screen. */
	image: string;
	width: number;
}

/** first-payment */
export async function takeFirstPayment(): Promise<void> {
	const { page } = bench;
	const id = orderId(880_733);
	const account = new Account();
	account.addOrders([id], { price: 1280 });
	const row = { row: 2, item: 'White cup, one for a trial', orderId: id };
	const list = node('Order List', 'n8n-nodes-base.set', 3.4, {
		mode: 'raw',
		jsonOutput: JSON.stringify(row),
		options: {},
	});
	const pay = {
		...node(PAY_NODE, 'n8n-nodes-pandapon.batchPay1688Orders', 1, {}),
		credentials: {},
	};
	const sandbox = await bench.start(new Sandbox({ account }));
	await openInEditor(chain('First payment', [list, pay]), sandbox, PAY_NODE);

	const steps: Step[] = [];
	const add = async (title: string, text: string, part: Box): Promise<void> => {
		const path = join(bench.n8n.userFolder, `step${steps.length + 1}.png`);
		await clip(page, path, part);
		const image = `data:image/png;base64,${readFileSync(path).toString('base64')}`;
		steps.push({ title, text, image, width: part.right - part.left });
	};

	const nodes = await Promise.all((await page.getByTestId('canvas-node').all()).map(box));
	const { left, top, right, bottom } = union(nodes);
	await tidyUp(page);
	await add('List and node', 'Behind the list, add <b>Batch Pay 1688 Orders</b>.', {
		left: left - 48,
		top: top - 16,
		right: right + 90,
		bottom: bottom + 60,
	});

	await openNode(page, PAY_NODE);
	// Room for the names of all outputs.
	await shiftFields(page, 110);
	await executePreviousNodes(page);
	await tidyUp(page);
	await whileDragging('orderId', 'orderIds', async () => {
		const parameters = await box(page.getByTestId('node-parameters'));
		await add('Order IDs', 'Drag the column with the IDs onto <b>Order IDs</b>.', {
			...(await dialog(page)),
			right: parameters.right - 2,
			bottom: (await box(field(page, 'maxAmount'))).bottom + 12,
		});
	});
	await dragColumn(page, 'orderId', 'orderIds');

	await executeStep(page);
	await takeOutput('Failure Branch', async (part) => {
		await add('Check', 'Execute: it looks the order up, and pays nothing.', part);
	});

	await choose(page, 'mode', 'Pay');
	const parameters = page.getByTestId('node-parameters');
	// n8n gives the field the focus back once its list is closed.
	await page.getByRole('option').filter({ visible: true }).first().waitFor({ state: 'hidden' });
	await page.waitForTimeout(500);
	await tidyUp(page);
	await page.waitForTimeout(500);
	const mode = await around([
		parameters.getByText('Mode', { exact: true }),
		field(page, 'mode'),
		parameters.getByText('Pay: every run pays for real'),
	]);
	await add('Mode: Pay', 'Set <b>Mode</b> to <i>Pay</i>.', mode);

	await executeStep(page);
	await takeOutput('Success Branch', async (part) => {
		await add('Pay', 'Execute: it pays, and says so beside the row.', part);
	});
	await compose(steps);
}

/** Does something while the mouse holds a column of the input above a field. */
async function whileDragging(
	column: string,
	onto: string,
	work: () => Promise<void>,
): Promise<void> {
	const { page } = bench;
	const input = page.getByTestId('ndv-input-panel');
	await input
		.getByTestId('run-data-schema-node-name')
		.and(page.locator(`[data-name="${column}"]`))
		.hover();
	await page.mouse.down();
	const { left, top, right, bottom } = await box(field(page, onto));
	await page.mouse.move((left + right) / 2, (top + bottom) / 2, { steps: 10 });
	await work();
	// Let go where nothing takes it.
	await page.mouse.move(5, 5, { steps: 10 });
	await page.mouse.up();
}

async function takeOutput(branch: string, add: (part: Box) => Promise<void>): Promise<void> {
	const { page } = bench;
	await showTable(page, branch);
	await hideCutColumns(page);
	await tidyUp(page);
	await outputPanel(page).locator('tbody tr').first().waitFor();
	await add(await outputDownTo(page, 0));
}

async function around(elements: Locator[]): Promise<Box> {
	const { left, top, right, bottom } = union(await Promise.all(elements.map(box)));
	return { left: left - 16, top: top - 12, right: right + 16, bottom: bottom + 16 };
}

/** Puts the steps below each other, each with its number, and takes a picture of them. */
async function compose(steps: Step[]): Promise<void> {
	const rows = steps.map(
		({ title, text, image, width }, index) => `
			<li>
				<span>${index + 1}</span>
				<p><strong>${title}</strong><br>${text}</p>
				<img src="${image}" width="${Math.min(width, 720)}">
			</li>`,
	);
	const tab = await bench.page.context().newPage();
	await tab.setContent(`
		<style>
			body { margin: 0; font: 16px/1.4 Inter, "Liberation Sans", Arial, sans-serif; color: #333 }
			ol { width: 1000px; box-sizing: border-box; margin: 0; padding: 4px 12px; list-style: none; background: #fff }
			li { display: grid; grid-template-columns: 40px 190px 1fr; gap: 12px; align-items: center; padding: 12px 0 }
			li + li { border-top: 1px solid #ddd }
			span { width: 36px; line-height: 36px; border-radius: 18px; background: #ea580c; color: #fff; font-weight: bold; text-align: center }
			p { margin: 0 }
			img { display: block; border: 1px solid #ddd; border-radius: 6px }
		</style>
		<ol>${rows.join('')}</ol>`);
	await tab.locator('ol').screenshot({ path: picture('first-payment') });
	await tab.close();
}
