import assert from 'node:assert/strict';

import type { Locator, Page } from 'playwright-core';

import { eventually } from '../eventually.mts';
import { closeMessages } from './canvas.mts';
import { box } from './clip.mts';

/** A field of the open node's panel, by the parameter's internal name. */
export function field(page: Page, name: string): Locator {
	return page.getByTestId('node-parameters').getByTestId(`parameter-input-${name}`);
}

/** What a field shows: the text or number in it, or whether its switch is on. */
export async function valueOf(page: Page, name: string): Promise<string | boolean> {
	const input = field(page, name).locator('input, .cm-content').first();
	const role = await input.getAttribute('role');
	if (role === 'switch') return (await input.getAttribute('aria-checked')) === 'true';
	return role === 'textbox' ? await input.innerText() : await input.inputValue();
}

/** Flips a field's switch. */
export async function flip(page: Page, name: string): Promise<void> {
	const was = await valueOf(page, name);
	await field(page, name).locator('.el-switch').click();
	await field(page, name)
		.locator(`input[aria-checked="${String(!was)}"]`)
		.waitFor({ state: 'attached' });
}

/** Types into a field, in place of what it held. */
export async function fill(page: Page, name: string, text: string): Promise<void> {
	await field(page, name).locator('input').fill(text);
}

/** Deletes a field's expression. */
export async function clear(page: Page, name: string): Promise<void> {
	await field(page, name).locator('.cm-content').click();
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.press('Delete');
}

/** Chooses an entry of a field that offers a list. */
export async function choose(page: Page, name: string, entry: string): Promise<void> {
	await field(page, name).locator('input').click();
	// Under its name an entry may have a description.
	const named = page.getByText(entry, { exact: true });
	await page.getByRole('option').filter({ has: named, visible: true }).click();
	await eventually(async () => assert.equal(await valueOf(page, name), entry));
}

/** Runs the nodes before the open one, so that its input shows. */
export async function executePreviousNodes(page: Page): Promise<void> {
	await page.getByTestId('execute-previous-node').click();
	await page
		.getByTestId('ndv-input-panel')
		.getByText(/^\d+ items?$/)
		.waitFor();
}

/** Drags a column of the input onto a field. */
export async function dragColumn(page: Page, name: string, onto: string): Promise<void> {
	const from = column(page).and(page.locator(`[data-name="${name}"]`));
	await from.hover();
	await page.mouse.down();
	const { left, top, right, bottom } = await box(field(page, onto));
	// n8n begins to drag once the mouse has moved.
	await page.mouse.move((left + right) / 2, (top + bottom) / 2, { steps: 10 });
	await page.mouse.up();
	await eventually(async () => assert.equal(await valueOf(page, onto), `{{ $json.${name} }}`));
}

/** The columns of the input. */
function column(page: Page): Locator {
	return page.getByTestId('ndv-input-panel').getByTestId('run-data-schema-node-name');
}

/** Opens the list under "Options". */
export async function openOptions(page: Page): Promise<Locator> {
	await page.getByTestId('collection-parameter-add').click();
	const listed = page.getByTestId('collection-parameter-option').filter({ visible: true });
	await listed.first().waitFor();
	return listed;
}

export async function closeOptions(page: Page): Promise<void> {
	await page.getByTestId('collection-parameter-add').click();
	await page.getByTestId('collection-parameter-option').first().waitFor({ state: 'hidden' });
}

/** Adds an option from the list under "Options", and waits for its field. */
export async function addOption(page: Page, displayName: string, name: string): Promise<void> {
	await (await openOptions(page)).getByText(displayName, { exact: true }).click();
	await field(page, name).waitFor();
}

/** The help that n8n shows for a field when the mouse rests on the question mark beside its label. */
export async function helpOf(page: Page, name: string): Promise<string> {
	const label = page.getByTestId('node-parameters').locator(`label[for="${name}"]`).first();
	await label.hover();
	await label.locator('[data-icon="circle-help"]').hover();
	const help = page.getByTestId('tooltip-content');
	await help.waitFor();
	const text = await help.innerText();
	await page.mouse.move(0, 0);
	await help.waitFor({ state: 'hidden' });
	return text;
}

/** Labels that end in "…" for lack of room. */
export async function cutOffLabels(page: Page): Promise<string[]> {
	return await page.evaluate<string[]>(`
		[...document.querySelectorAll('[data-test-id="node-parameters"] label *')]
			.filter((element) => getComputedStyle(element).textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth)
			.map((element) => element.textContent.trim())`);
}

/** Presses "Execute step" and waits for the new output. */
export async function executeStep(page: Page): Promise<void> {
	await closeMessages(page);
	await page.getByTestId('node-execute-button').click();
	await page.getByText(/(Node|Workflow) executed successfully/).waitFor({ timeout: 300_000 });
}
