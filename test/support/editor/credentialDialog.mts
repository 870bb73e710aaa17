import type { Locator, Page } from 'playwright-core';

const TEST = '/rest/credentials/test';

/** The dialog of a credential. */
export function dialog(page: Page): Locator {
	return page.getByTestId('editCredential-modal');
}

/** A field's input, by its internal name. */
export function input(page: Page, name: string): Locator {
	return dialog(page).getByTestId(`parameter-input-${name}`).locator('input');
}

/** Types into fields of the dialog, by their internal names. */
export async function fill(page: Page, fields: Record<string, string>): Promise<void> {
	for (const [name, value] of Object.entries(fields)) await input(page, name).fill(value);
}

/** Chooses an entry of a field that offers a list. */
export async function choose(page: Page, name: string, entry: string): Promise<void> {
	await input(page, name).click();
	await page.getByRole('option', { name: entry, exact: true }).filter({ visible: true }).click();
}

/** What a field shows. */
export async function valueOf(page: Page, name: string): Promise<string> {
	return await input(page, name).inputValue();
}

/** Saves; n8n then tests the credential by itself. */
export async function save(page: Page): Promise<void> {
	await clickAndTest(page, dialog(page).getByTestId('credential-save-button'));
}

/** Tests the credential again. */
export async function retry(page: Page): Promise<void> {
	await clickAndTest(
		page,
		dialog(page).getByTitle('Retry credential test').filter({ visible: true }),
	);
}

/** What the dialog shows after a failed test, under "More details". */
export async function problem(page: Page): Promise<string> {
	await dialog(page).getByText('Couldn’t connect with these settings').waitFor();
	const more = dialog(page).getByText('More details');
	if (await more.isVisible()) await more.click();
	await more.waitFor({ state: 'hidden' });
	// It stands between the banner's button and the first field.
	return /Retry\s+(.*)\s+Access Key/.exec(await dialog(page).innerText())?.[1] ?? '';
}

/** What the dialog shows after a successful test. */
export function success(page: Page): Locator {
	return dialog(page).getByText('Connection tested successfully');
}

export async function close(page: Page): Promise<void> {
	await dialog(page).getByLabel('Close this dialog').click();
	await dialog(page).waitFor({ state: 'hidden' });
}

/** Clicks, and waits for the test's result. n8n loses a click while it is busy with the one before, so it is repeated until a test begins. */
async function clickAndTest(page: Page, button: Locator): Promise<void> {
	const answered = page.waitForResponse((response) => response.url().endsWith(TEST), {
		timeout: 180_000,
	});
	// If the click fails, its own error is the one that counts.
	answered.catch(() => {});
	const asked = async () =>
		await page
			.waitForRequest((request) => request.url().endsWith(TEST), { timeout: 20_000 })
			.then(
				() => true,
				() => false,
			);
	for (let begun = false; !begun;) [begun] = await Promise.all([asked(), button.click()]);
	await answered;
}
