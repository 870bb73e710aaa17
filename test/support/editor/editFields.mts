import type { Page } from 'playwright-core';

/** In the open panel of n8n's "Edit Fields" node: adds a field `row` with the given expression. */
export async function addRowColumn(page: Page, expression: string): Promise<void> {
	await page.getByText('Add Field').click();
	const assignment = page.getByTestId('assignment').first();
	await assignment.getByTestId('assignment-name').locator('input').fill('row');
	const value = assignment.getByTestId('assignment-value');
	await value.hover();
	await value.getByTestId('radio-button-expression').click();
	await value.locator('.cm-content').click();
	await page.keyboard.press('ControlOrMeta+A');
	// If it were typed key by key, the editor would add closing brackets.
	await page.keyboard.insertText(expression);
	// n8n evaluates the text after a pause and shows the result, here the number of a row.
	await assignment.getByTestId('parameter-input-hint').filter({ hasText: /^\d+$/ }).waitFor();
}
