import assert from 'node:assert/strict';
import { test } from 'node:test';

import { activated, change, forReal, readExample, type Example } from '../../support/examples.mts';
import { DataTable } from './dataTable.mts';
import {
	account,
	itemsOf,
	list,
	mailsDuring,
	n8n,
	orders,
	run,
	sandbox,
	save,
	submitted,
} from './stage.mts';

const TABLE = 'Purchase orders to pay';

test('pay orders from a list: a check as shipped, then each row has its outcome', async () => {
	const example = change(readExample('pay-orders-from-a-list.json'), {
		'Order List': list({
			rows: [
				{ row: 2, goods: 'A', orderId: `${orders[0]}, ${orders[1]}` },
				{ row: 3, goods: 'B', orderId: orders[2] },
			],
		}),
	});
	account.orders.get(orders[1])!.status = 'cancel';
	assert.deepEqual(
		itemsOf(await run(example), 'Needs a Look').map(({ row, outcome }) => [row, outcome]),
		[
			[2, 'ready'],
			[2, 'notPayable'],
			[3, 'ready'],
		],
	);
	assert.equal(sandbox.payments().length, 0);

	const execution = await run(forReal(example));
	assert.deepEqual(itemsOf(execution, 'Submitted or Paid'), [
		{ row: 2, goods: 'A', orderId: orders[0], outcome: 'submitted', orderAmount: 10 },
		{ row: 3, goods: 'B', orderId: orders[2], outcome: 'submitted', orderAmount: 10 },
	]);
	const [failed] = itemsOf(execution, 'Needs a Look');
	assert.deepEqual([failed.orderId, failed.outcome], [orders[1], 'notPayable']);
	assert.deepEqual(
		itemsOf(execution, 'Totals').map(({ mode, orders: count, amountSubmitted, amountFailed }) => ({
			mode,
			count,
			amountSubmitted,
			amountFailed,
		})),
		[{ mode: 'pay', count: 3, amountSubmitted: 20, amountFailed: 10 }],
	);
	assert.deepEqual(submitted(), [orders[0], orders[2]]);
});

test('pay from a table: the result is written beside each row, and the next run takes only what is open', async () => {
	const shipped = readExample('pay-from-a-table-and-write-back.json');
	assert.equal((await run(shipped)).status, 'success');
	assert.equal(sandbox.calls.length, 0, 'the first run only makes the table');

	const table = await DataTable.named(n8n, TABLE);
	await table.insert(
		[orders[0], `${orders[1]}, ${orders[2]}`, orders[3], '', orders[4]].map((orderId) => ({
			orderId,
			supplier: 'A',
			status: '',
			result: null,
		})),
	);
	const statuses = async () => (await table.rows()).map(({ status }) => status);

	const workflow = await save(shipped);
	await n8n.finished(await n8n.run(workflow));
	assert.deepEqual(await statuses(), ['open', 'open', 'open', 'needs a look', 'open'], 'check');
	assert.match(String((await table.rows())[0].result), /Check only: nothing was paid/);
	assert.equal(sandbox.payments().length, 0);

	// Row 2 holds an order for which the money does not suffice, row 5 a closed one.
	account.orders.get(orders[2])!.refusal = '账户额度不足';
	account.orders.get(orders[4])!.status = 'cancel';
	const paying = await n8n.updateWorkflow({
		...workflow,
		...activated(forReal(workflow as unknown as Example)),
		id: workflow.id,
	});
	const [report, ...others] = await mailsDuring(
		async () => await n8n.finished(await n8n.run(paying)),
	);
	assert.deepEqual(others, [], 'one mail for all rows');
	assert.match(report.html, /5 orders: 3 submitted \(¥30\.00\), 2 failed/);
	assert.deepEqual(await statuses(), [
		'submitted',
		'open',
		'submitted',
		'needs a look',
		'needs a look',
	]);
	const [, second] = await table.rows();
	assert.match(
		String(second.result),
		new RegExp(
			`^${orders[1]}: submitted\\. Request ID: [0-9a-f]{32}\n${orders[2]}: rejected\\. 账户额度不足 \\(the account limit is not sufficient\\)\\. .* Request ID: [0-9a-f]{32}$`,
		),
	);

	account.orders.get(orders[2])!.refusal = undefined;
	await n8n.finished(await n8n.run(paying));
	assert.deepEqual(await statuses(), [
		'submitted',
		'submitted',
		'submitted',
		'needs a look',
		'needs a look',
	]);
	assert.deepEqual(submitted(), orders.slice(0, 4));
	assert.deepEqual(account.paidTwice(), []);
});
