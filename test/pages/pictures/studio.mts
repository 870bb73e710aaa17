import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { Agent, setGlobalDispatcher } from 'undici';

import type { Sandbox } from '../../sandbox/sandbox.mts';
import { closeMessages, openWorkflow } from '../../support/editor/canvas.mts';
import { box, clip, type Box } from '../../support/editor/clip.mts';
import { outputPanel } from '../../support/editor/outputPanel.mts';
import { Workbench } from '../../support/editor/workbench.mts';
import { ROOT } from '../../support/root.mts';

// A new connection for each call: a busy n8n closes idle ones just when they are used again.
setGlobalDispatcher(new Agent({ pipelining: 0 }));

/** One n8n and one browser for all pictures. */
export const bench = new Workbench('pictures');

/** The screen of a common laptop, but taller, since a picture cannot be scrolled. */
export const SCREEN = { width: 1400, height: 1300 };

const EDGE = 2;

/** Where a picture of the documentation is. */
export const picture = (name: string): string => join(ROOT, 'docs/images', `${name}.png`);

/** Saves a workflow whose credential leads to the sandbox, and opens it in the editor. */
export async function openInEditor(
	workflow: IDataObject,
	sandbox: Sandbox,
	node: string,
): Promise<string> {
	const { n8n, page } = bench;
	const name = 'PandaPon account';
	const id = await n8n.createCredential('pandaPonApi', name, sandbox.credential);
	const saved = await n8n.createWorkflow(workflow, { id, name });
	await openWorkflow(page, n8n.url, saved.id, node);
	await page.addStyleTag({
		// The shortcuts to the nodes on either side would be cut in half.
		content: '[data-test-id="floating-node"] { visibility: hidden }',
	});
	return saved.id;
}

/** Takes everything away that is there for a moment only: messages in the corner, and what shows under the mouse or in a chosen field. */
export async function tidyUp(page: Page): Promise<void> {
	await closeMessages(page);
	await page.evaluate('document.activeElement.blur()');
	await page.mouse.move(0, 0);
	await page.getByRole('tooltip').filter({ visible: true }).waitFor({ state: 'hidden' });
	await page.evaluate(`Promise.allSettled(document.getAnimations()
		.filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity)
		.map(({ finished }) => finished))`);
}

/** Takes a part of the page. */
export async function take(page: Page, name: string, part: Box): Promise<void> {
	await tidyUp(page);
	await clip(page, picture(name), part);
}

/** Drags the open node's fields to the left. */
export async function shiftFields(page: Page, by: number): Promise<void> {
	const { left, top, right, bottom } = await box(page.getByTestId('panel-drag-button'));
	const [x, y] = [(left + right) / 2, (top + bottom) / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x - by, y, { steps: 10 });
	await page.mouse.up();
}

/** Hides the columns of the output's table that the edge of the panel cuts off. */
export async function hideCutColumns(page: Page): Promise<void> {
	await page.evaluate(`(() => {
		const table = document.querySelector('[data-test-id="output-panel"] table');
		const { right } = table.parentElement.getBoundingClientRect();
		const cut = [...table.tHead.rows[0].cells].findIndex((cell) => cell.getBoundingClientRect().right > right);
		if (cut === -1) return;
		for (const row of table.rows)
			for (const cell of [...row.cells].slice(cut)) cell.style.display = 'none';
	})()`);
}

/** The output, down to a row of its table (0 is the first). */
export async function outputDownTo(page: Page, row: number): Promise<Box> {
	const panel = await box(outputPanel(page));
	const { bottom } = await box(outputPanel(page).locator('tbody tr').nth(row));
	return { ...panel, right: panel.right - EDGE, bottom: bottom + 1 };
}

/** The open node's dialog, without its edge, behind which the page is dark. */
export async function dialog(page: Page): Promise<Box> {
	const { left, top, right, bottom } = await box(page.getByTestId('ndv'));
	return { left: left + EDGE, top: top + EDGE, right: right - EDGE, bottom: bottom - EDGE };
}
