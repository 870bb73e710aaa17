import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forReal, readExample } from '../../support/examples.mts';
import { account, itemsOf, orders, run, sandbox, submitted } from './stage.mts';

/** Without a Google account: rows stand in place of what the sheet would give, and of what Google would answer. */
test('google sheets in and out: open rows are paid, and each row gets its text', async () => {
	const [one, refused, closed, done, rounded] = orders;
	account.orders.get(refused)!.refusal = '账户额度不足';
	account.orders.get(closed)!.status = 'cancel';
	const sheet = [
		{ row_number: 2, 'Order ID': one, Status: '' },
		{ row_number: 3, 'Order ID': `${refused}`, Status: 'open' },
		{ row_number: 4, 'Order ID': closed, Status: '' },
		{ row_number: 5, 'Order ID': done, Status: 'submitted' },
		// A cell that is not plain text.
		{ row_number: 6, 'Order ID': Number(rounded) },
	];
	const shipped = readExample('google-sheets-in-and-out.json');
	const pinned = {
		...shipped,
		pinData: { 'Read the Sheet': sheet.map((json) => ({ json })), 'Write It Back': [{ json: {} }] },
	};
	const written = async (example: typeof shipped) =>
		itemsOf(await run(example), 'Columns of the Sheet').map((row) => [row.row_number, row.Status]);
	assert.deepEqual(await written(pinned), [
		[2, 'open'],
		[3, 'open'],
		[4, 'needs a look'],
		[6, 'needs a look'],
	]);
	assert.equal(sandbox.payments().length, 0);
	assert.deepEqual(await written(forReal(pinned)), [
		[2, 'submitted'],
		[3, 'open'],
		[4, 'needs a look'],
		[6, 'needs a look'],
	]);
	assert.deepEqual(submitted(), [one]);
});
