import type { Locator, Page } from 'playwright-core';

/** The output side of the open node's panel. */
export function outputPanel(page: Page): Locator {
	return page.getByTestId('output-panel');
}

/** The banners above the output, most important first. */
export async function hints(page: Page): Promise<string[]> {
	const banners = outputPanel(page).getByTestId('node-hint');
	await banners.first().waitFor();
	return (await banners.allInnerTexts()).map((text) => text.trim());
}

/** The banners' colors: n8n shows a warning in amber, anything else in grey. */
export async function hintColors(page: Page): Promise<string[]> {
	return await page.evaluate<string[]>(`
		[...document.querySelectorAll('[data-test-id="output-panel"] [data-test-id="node-hint"]')]
			.map(({ className }) => className.includes('_warning_') ? 'amber' : 'grey')`);
}

/** The outputs and their counts, as the tabs name them. */
export async function branches(page: Page): Promise<string[]> {
	const tabs = outputPanel(page).getByTestId('branches').locator('[data-test-id^="tab-"]');
	await tabs.first().waitFor();
	return (await tabs.allInnerTexts()).map((text) => text.trim());
}

/** Shows an output as a table. */
export async function showTable(page: Page, branch?: string): Promise<void> {
	if (branch !== undefined)
		await outputPanel(page).getByTestId('branches').getByText(branch).click();
	await outputPanel(page).getByTestId('radio-button-table').click();
	await outputPanel(page).locator('table').waitFor();
	await redrawn(page);
}

/** Drags the open node's fields to the left to give the output room. */
export async function makeRoom(page: Page): Promise<void> {
	const handle = page.getByTestId('panel-drag-button');
	await handle.hover();
	await page.mouse.down();
	for (const x of [600, 400, 200, 100]) await page.mouse.move(x, 60);
	await page.mouse.up();
	await redrawn(page);
}

/** The rows of the visible table, each by column name. */
export async function rows(page: Page): Promise<Array<Record<string, string>>> {
	const cells = async (row: Locator) =>
		(await row.locator('th, td').allInnerTexts()).map((text) =>
			// The last words of the advice do not part.
			text.replaceAll('\u00A0', ' ').trim(),
		);
	const [names, ...lines] = await Promise.all(
		(await outputPanel(page).locator('table tr').all()).map(cells),
	);
	return lines.map((line) =>
		Object.fromEntries(
			line.map((text, index) => [names[index], text] as const).filter(([name]) => name !== ''),
		),
	);
}

/** What of the visible table is on the screen as a whole, not cut off at its edges. */
export interface InView {
	rows: number;
	columns: string[];
}

export async function inView(page: Page): Promise<InView> {
	return await page.evaluate<InView>(`(() => {
		const table = document.querySelector('[data-test-id="output-panel"] table');
		const { right, bottom } = table.parentElement.getBoundingClientRect();
		const box = (element) => element.getBoundingClientRect();
		const lowest = Math.min(bottom, innerHeight);
		return {
			rows: [...table.tBodies[0].rows].filter((row) => box(row).bottom <= lowest).length,
			columns: [...table.tHead.rows[0].cells]
				.filter((cell) => cell.innerText.trim() !== '' && box(cell).right <= right)
				.map((cell) => cell.innerText.trim()),
		};
	})()`);
}

/** Turns to a page of the table. */
export async function goToPage(page: Page, number: number): Promise<void> {
	const button = outputPanel(page).getByRole('button', { name: `Page ${number}`, exact: true });
	await button.click();
	await button.and(page.locator('[aria-current="page"]')).waitFor();
	await redrawn(page);
}

/** The previous table stays visible until the browser redraws. */
async function redrawn(page: Page): Promise<void> {
	await page.evaluate(
		'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
	);
}
