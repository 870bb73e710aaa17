// A person's first payment, step by step, in one picture.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Locator } from 'playwright-core';

import { Account } from '../../sandbox/account.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { openNode } from '../../support/editor/canvas.mts';
import { box, clip, union, type Box } from '../../support/editor/clip.mts';
import * as credential from '../../support/editor/credentialDialog.mts';
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

/** A part of the screen, as a data URL, and its width there. */
interface Image {
	src: string;
	width: number;
}

/** One of the steps that the README tells in the same order. */
interface Step {
	title: string;
	text: string;
	images: Image[];
}

/** first-payment */
export async function takeFirstPayment(): Promise<void> {
	const { page } = bench;
	const id = orderId(881_733);
	const account = new Account();
	account.addOrders([id], { price: 1280 });
	const row = { goods: 'White cup, one for a trial', orderId: id };
	const list = node('Order List', 'n8n-nodes-base.set', 3.4, {
		assignments: {
			assignments: Object.entries(row).map(([name, value]) => ({
				id: name,
				name,
				value,
				type: 'string',
			})),
		},
		options: {},
	});
	const pay = {
		...node(PAY_NODE, 'n8n-nodes-pandapon.batchPay1688Orders', 1, {}),
		credentials: {},
	};
	const sandbox = await bench.start(new Sandbox({ account }));
	await openInEditor(chain('First payment', [list, pay]), sandbox, PAY_NODE);

	let images = 0;
	const take = async (part: Box): Promise<Image> => {
		const path = join(bench.n8n.userFolder, `step${++images}.png`);
		await clip(page, path, part);
		const src = `data:image/png;base64,${readFileSync(path).toString('base64')}`;
		return { src, width: part.right - part.left };
	};

	const [start, orders] = await Promise.all((await page.getByTestId('canvas-node').all()).map(box));
	const { left, top, right, bottom } = union([start, orders]);
	await tidyUp(page);
	const listImage = await take({
		left: left - 48,
		top: top - 16,
		right: right + 60,
		bottom: bottom + 60,
	});

	await openNode(page, PAY_NODE);
	await page.getByTestId('credential-edit-button').click();
	await credential.fill(page, { accessSecret: sandbox.credential.accessSecret });
	await credential.save(page);
	await credential.success(page).waitFor();
	await tidyUp(page);
	const keysImage = await take({
		...(await box(credential.dialog(page))),
		bottom: (await box(credential.input(page, 'userId'))).bottom + 20,
	});
	await credential.close(page);

	// Room for the names of all outputs.
	await shiftFields(page, 110);
	await executePreviousNodes(page);
	await tidyUp(page);
	const dragImage = await whileDragging('orderId', 'orderIds', async () => {
		const parameters = await box(page.getByTestId('node-parameters'));
		return await take({
			...(await dialog(page)),
			right: parameters.right - 2,
			bottom: (await box(field(page, 'maxAmount'))).bottom + 12,
		});
	});
	await dragColumn(page, 'orderId', 'orderIds');

	await executeStep(page);
	const checkImage = await take(await output('Failure Branch'));

	await choose(page, 'mode', 'Pay');
	const parameters = page.getByTestId('node-parameters');
	// n8n gives the field the focus back once its list is closed.
	await page.getByRole('option').filter({ visible: true }).first().waitFor({ state: 'hidden' });
	await page.waitForTimeout(500);
	await tidyUp(page);
	await page.waitForTimeout(500);
	const modeImage = await take(
		await around([
			parameters.getByText('Mode', { exact: true }),
			field(page, 'mode'),
			parameters.getByText('Pay: every run pays for real'),
		]),
	);
	await executeStep(page);
	const paidImage = await take(await output('Success Branch'));

	await compose([
		{
			title: 'Keys',
			text: 'Create a credential, <b>PandaPon API</b>, and save it.',
			images: [keysImage],
		},
		{ title: 'List', text: 'One row for each order.', images: [listImage] },
		{
			title: 'Payment',
			text: 'Behind it, <b>Batch Pay 1688 Orders</b>. Drag the column with the IDs onto <b>Order IDs</b>.',
			images: [dragImage],
		},
		{
			title: 'Check',
			text: 'Execute: it looks the order up, and pays nothing.',
			images: [checkImage],
		},
		{
			title: 'Pay',
			text: 'Set <b>Mode</b> to <i>Pay</i> and execute: it pays, and says so beside the row.',
			images: [modeImage, paidImage],
		},
	]);
}

/** Does something while the mouse holds a column of the input above a field. */
async function whileDragging<T>(column: string, onto: string, work: () => Promise<T>): Promise<T> {
	const { page } = bench;
	const input = page.getByTestId('ndv-input-panel');
	await input
		.getByTestId('run-data-schema-node-name')
		.and(page.locator(`[data-name="${column}"]`))
		.hover();
	await page.mouse.down();
	const { left, top, right, bottom } = await box(field(page, onto));
	await page.mouse.move((left + right) / 2, (top + bottom) / 2, { steps: 10 });
	const result = await work();
	// Let go where nothing takes it.
	await page.mouse.move(5, 5, { steps: 10 });
	await page.mouse.up();
	return result;
}

/** The first row of an output. */
async function output(branch: string): Promise<Box> {
	const { page } = bench;
	await showTable(page, branch);
	await hideCutColumns(page);
	await tidyUp(page);
	await outputPanel(page).locator('tbody tr').first().waitFor();
	return await outputDownTo(page, 0);
}

async function around(elements: Locator[]): Promise<Box> {
	const { left, top, right, bottom } = union(await Promise.all(elements.map(box)));
	return { left: left - 16, top: top - 12, right: right + 16, bottom: bottom + 16 };
}

/** Puts the steps below each other, each with its number, and takes a picture of them. */
async function compose(steps: Step[]): Promise<void> {
	const rows = steps.map(
		({ title, text, images }, index) => `
			<li>
				<span>${index + 1}</span>
				<p><strong>${title}</strong><br>${text}</p>
				<div>${images.map(({ src, width }) => `<img src="${src}" width="${Math.min(width, 720)}">`).join('')}</div>
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
			img + img { margin-top: 12px }
		</style>
		<ol>${rows.join('')}</ol>`);
	await tab.locator('ol').screenshot({ path: picture('first-payment') });
	await tab.close();
}
