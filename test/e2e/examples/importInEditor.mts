import type { Page } from 'playwright-core';

import { pathOf, readExample, type ExampleNode } from '../../support/examples.mts';

/**
 * Opens an example in n8n's editor and saves it, as a person does.
 *
 * @param page A browser page signed in to n8n.
 * @param url n8n's address.
 * @param file Name of the example.
 * @returns The nodes as the editor saved them.
 */
export async function importInEditor(
	page: Page,
	url: string,
	file: string,
): Promise<ExampleNode[]> {
	await page.goto(`${url}/workflow/new`);
	await page.locator('[data-test-id="workflow-menu"]').click();
	await page.getByText('Import', { exact: true }).click();
	const chosen = page.waitForEvent('filechooser');
	await page.getByText('From file', { exact: true }).click();
	const saved = page.waitForResponse(
		(response) =>
			response.request().method() === 'POST' && response.url().endsWith('/rest/workflows'),
	);
	await (await chosen).setFiles(pathOf(file));
	await page.getByText(readExample(file).nodes[0].name).first().waitFor();
	await page.keyboard.press('Control+s');
	return ((await (await saved).json()) as { data: { nodes: ExampleNode[] } }).data.nodes;
}
