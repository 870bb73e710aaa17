import type { Locator, Page } from 'playwright-core';

/** A node on the canvas. */
export function nodeOnCanvas(page: Page, name: string): Locator {
	return page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
}

/** Opens a saved workflow and waits until the given node is drawn and has stopped moving. */
export async function openWorkflow(
	page: Page,
	url: string,
	id: string,
	node: string,
): Promise<void> {
	await page.goto(`${url}/workflow/${id}`);
	await standsStill(nodeOnCanvas(page, node));
}

/** Opens a node's panel by a double click on its icon. */
export async function openNode(page: Page, name: string): Promise<void> {
	const node = nodeOnCanvas(page, name);
	await standsStill(node);
	await node.getByTestId('canvas-default-node').dblclick();
	await page.getByTestId('ndv').waitFor();
}

export async function closeNode(page: Page): Promise<void> {
	await page.getByTestId('ndv-close-button').click();
	await page.getByTestId('ndv').waitFor({ state: 'hidden' });
}

/** Opens the node creator with the "+" behind one of a node's outputs (0 is the first). */
export async function openCreatorBehind(page: Page, node: string, output = 0): Promise<void> {
	await standsStill(nodeOnCanvas(page, node));
	await nodeOnCanvas(page, node).getByTestId('canvas-handle-plus').nth(output).click();
	await page.getByTestId('node-creator-search-bar').waitFor();
}

/** Types into the node creator's search, and waits until it lists a node of this name. */
export async function search(page: Page, term: string, name: string): Promise<Locator> {
	const bar = page.getByTestId('node-creator-search-bar');
	const found = page.getByTestId('node-creator-item-name').filter({ hasText: name });
	// The results of an earlier term must be gone first.
	await bar.fill('no such node');
	await found.waitFor({ state: 'hidden' });
	await bar.fill(term);
	await found.waitFor();
	return found;
}

/** Presses "Execute workflow" and waits for n8n's message of success. */
export async function executeWorkflow(page: Page): Promise<void> {
	await closeMessages(page);
	await page.getByTestId('execute-workflow-button').click();
	await page.getByText('Workflow executed successfully').waitFor({ timeout: 300_000 });
}

/** Closes the messages that n8n shows in the corner. */
export async function closeMessages(page: Page): Promise<void> {
	const messages = page.locator('.el-notification__closeBtn');
	// A message may disappear by itself meanwhile.
	while ((await messages.count()) > 0)
		await messages
			.first()
			.click({ timeout: 5_000 })
			.catch(() => {});
}

/** Waits until an element stands still: the canvas moves its nodes while it opens and when one is added, and a click would miss. */
export async function standsStill(element: Locator): Promise<void> {
	await element.waitFor();
	for (let before = '', same = 0; same < 5;) {
		const now = JSON.stringify(await element.boundingBox());
		same = now === before ? same + 1 : 0;
		before = now;
		await element.page().waitForTimeout(100);
	}
}
