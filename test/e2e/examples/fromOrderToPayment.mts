import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { IDataObject } from 'n8n-workflow';

import { productOf } from '../../sandbox/products.mts';
import { activated, readExample, type Example } from '../../support/examples.mts';
import { eventually } from '../../support/eventually.mts';
import { chosen, useForm } from '../../support/n8n/form.mts';
import type { StoredExecution } from '../../support/n8n/localN8n.mts';
import { DataTable } from './dataTable.mts';
import {
	account,
	APPROVER,
	executionsOf,
	itemsOf,
	mailbox,
	n8n,
	sandbox,
	save,
	type Workflow,
} from './stage.mts';

const CREATE = '/alibaba/order/create';
const PREVIEW = '/alibaba/order/create/preview';
const FREIGHT = 500;
/** Where the page has the decision; above it stands the table. */
const DECISION = 1;

/** A table of its own for each test. */
let tables = 0;
const withOwnTable = (example: Example): { example: Example; table: string } => {
	const table = `Goods to order ${++tables}`;
	const text = JSON.stringify(example).replaceAll('"Goods to order"', JSON.stringify(table));
	return { example: JSON.parse(text) as Example, table };
};

/** Imports the example, and makes its table by a first run. */
async function start(changed: (example: Example) => Example): Promise<{
	workflow: Workflow;
	table: DataTable;
}> {
	const { example, table } = withOwnTable(changed(readExample('from-order-to-payment.json')));
	const workflow = await save(example);
	const first = await n8n.finished(await n8n.run(workflow));
	assert.equal(first.status, 'success');
	assert.equal(sandbox.calls.length, 0, 'the first run only makes the table');
	return { workflow, table: await DataTable.named(n8n, table) };
}

/** What a row of one piece costs, freight included, in yuan. */
const priceOf = (offerId: string): number => (productOf(offerId).price + FREIGHT) / 100;

const goods = (offerId: string, more: IDataObject = {}): IDataObject => ({
	offerId,
	specId: 'warm-white',
	quantity: 1,
	atMost: priceOf(offerId),
	orderId: null,
	status: '',
	result: null,
	...more,
});

const creations = () => sandbox.calls.filter(({ path }) => path === CREATE);
const statuses = async (table: DataTable) => (await table.rows()).map(({ status }) => status);
const idsOf = async (table: DataTable) => (await table.rows()).map(({ orderId }) => orderId);

/** The orders of each row that exist; each row has a product of its own. */
const ordersOf = async (table: DataTable): Promise<string[][]> =>
	(await table.rows()).map((row) =>
		[...account.orders]
			.filter(([, { lines, message }]) => {
				const isOfRow = lines?.[0].offerId === row.offerId;
				if (isOfRow) assert.equal(message, `Our row ${String(row.id)}`);
				return isOfRow;
			})
			.map(([orderId]) => orderId),
	);
const counts = async (table: DataTable): Promise<number[]> =>
	(await ordersOf(table)).map(({ length }) => length);

/** Runs the workflow until it asks the second person. */
async function runUntilAsked(workflow: Workflow): Promise<{ id: string; page: string }> {
	const asked = mailbox.mails.length;
	const id = await n8n.run(workflow);
	await eventually(async () => {
		const execution = (await executionsOf(workflow)).find((each) => each.id === id);
		assert.equal(execution?.status, 'waiting');
	});
	const mail = mailbox.mails.slice(asked).find(({ to }) => to.includes('approver@example.com'));
	return { id, page: /href="(.+?)"/.exec(mail!.html)![1] };
}

async function decide(
	{ id, page }: { id: string; page: string },
	option: string,
): Promise<StoredExecution> {
	const { status } = await useForm(page, { [DECISION]: chosen(option) }, APPROVER);
	assert.equal(status, 200);
	return await n8n.finished(id);
}

test('from order to payment: as shipped, a run only previews', async () => {
	const { workflow, table } = await start((example) => example);
	await table.insert([goods('672991141190'), goods('672991141191', { atMost: 1 })]);
	const execution = await n8n.finished(await n8n.run(workflow));
	assert.equal(execution.status, 'success');
	assert.deepEqual(creations(), []);
	assert.deepEqual(await statuses(table), ['', '']);
	const [first, second] = await table.rows();
	assert.match(
		String(first.result),
		new RegExp(`^Create is deactivated: would be ordered at\\s+${priceOf('672991141190')} CNY`),
	);
	assert.equal(
		String(second.result).trim(),
		`Not ordered: it would cost ${priceOf('672991141191')} CNY, more than atMost allows.`,
	);
});

test('from order to payment: each row is ordered once and paid once after the approval; the next run does nothing', async () => {
	const { workflow, table } = await start(activated);
	const offers = ['672991141190', '672991141191', '672991141192', '672991141193'];
	await table.insert([
		goods(offers[0]),
		goods(offers[1], { quantity: 3, atMost: 500 }),
		// A fen too little.
		goods(offers[2], { atMost: priceOf(offers[2]) - 0.01 }),
		// Not filled in.
		goods(offers[3], { atMost: null }),
	]);
	const before = account.submittedFen();

	const waiting = await runUntilAsked(workflow);
	assert.equal(creations().length, 2);
	assert.deepEqual(account.changedTwice(), []);
	const [[one], [two], ...others] = await ordersOf(table);
	assert.deepEqual(others, [[], []]);
	assert.deepEqual(await idsOf(table), [one, two, null, null]);
	assert.deepEqual(await statuses(table), ['ordered', 'ordered', '', '']);
	const fen = productOf(offers[0]).price + productOf(offers[1]).price * 3 + 2 * FREIGHT;
	assert.equal(sandbox.payments().length, 0, 'nothing is paid before the approval');
	const { text: shown } = await useForm(waiting.page, undefined, APPROVER);
	assert.match(shown, new RegExp(`Pay ¥${(fen / 100).toFixed(2)} for 2 orders\\?`));
	for (const orderId of [one, two]) assert.match(shown, new RegExp(orderId));

	// A second run, before anybody has decided, orders nothing again.
	const second = await runUntilAsked(workflow);
	assert.equal(creations().length, 2);
	const paid = await decide(waiting, 'Approve');
	assert.equal(paid.status, 'success');
	assert.deepEqual(await statuses(table), ['submitted', 'submitted', '', '']);
	assert.equal(account.submittedFen() - before, fen);
	// Nor does it pay again what the first has paid.
	await decide(second, 'Approve');
	assert.equal(account.submittedFen() - before, fen);
	assert.deepEqual(await statuses(table), ['submitted', 'submitted', '', '']);

	const last = await n8n.finished(await n8n.run(workflow));
	assert.equal(last.status, 'success');
	assert.equal(creations().length, 2);
	assert.deepEqual(account.paidTwice(), []);
	assert.deepEqual([account.submissions(one), account.submissions(two)], [1, 1]);
});

test('from order to payment: a rejected order stays, and the next run offers it again', async () => {
	const { workflow, table } = await start(activated);
	await table.insert([goods('672991141194')]);
	await decide(await runUntilAsked(workflow), 'Reject');
	assert.deepEqual(await statuses(table), ['ordered']);
	assert.equal(sandbox.payments().length, 0);
	const execution = await decide(await runUntilAsked(workflow), 'Approve');
	assert.equal(itemsOf(execution, 'Create').length, 0);
	assert.equal(creations().length, 1);
	assert.deepEqual(await statuses(table), ['submitted']);
});

test('from order to payment: an unclear Create is shown to a person, and never ordered again', async () => {
	const { workflow, table } = await start(activated);
	const offers = ['672991141195', '672991141196', '672991141197', '672991141198'];
	await table.insert(offers.map((offerId) => goods(offerId)));
	// The first exists, although its answer got lost; the second provably does not, and the third is sold out.
	sandbox.fault(1, { kind: 'resetBeforeAnswer' }, CREATE);
	sandbox.fault(2, { kind: 'code', code: 500, processed: false }, CREATE);
	account.soldOut.add(offers[2]);
	const waiting = await runUntilAsked(workflow);
	account.soldOut.clear();

	const rows = await table.rows();
	assert.deepEqual(
		rows.map(({ status }) => status),
		['needs a look', 'needs a look', '', 'ordered'],
	);
	assert.match(String(rows[0].result), /^Create: unclear .*It may have happened\./);
	assert.match(String(rows[2].result), /^Not ordered\./);
	assert.deepEqual(await counts(table), [1, 0, 0, 1]);
	await decide(waiting, 'Reject');

	// The third can be had again.
	await decide(await runUntilAsked(workflow), 'Approve');
	const [[lost]] = await ordersOf(table);
	assert.deepEqual(await counts(table), [1, 0, 1, 1]);
	assert.deepEqual(await statuses(table), [
		'needs a look',
		'needs a look',
		'submitted',
		'submitted',
	]);
	assert.equal(account.submissions(lost), 0);
	assert.deepEqual(account.changedTwice(), []);
	assert.deepEqual(account.paidTwice(), []);
});

test('from order to payment: a preview of two parts, one of them too dear, is ordered once or not at all', async () => {
	const { workflow, table } = await start(activated);
	await table.insert([
		goods('672991141207', { atMost: 10 }),
		goods('672991141208', { atMost: 10 }),
	]);
	const preview = (...payments: number[]) => ({
		kind: 'status' as const,
		status: 200,
		body: JSON.stringify({
			code: 200,
			msg: '成功',
			requestId: null,
			developId: null,
			data: {
				success: true,
				orderPreviewResuslt: payments.map((sumPayment) => ({ status: true, sumPayment })),
			},
		}),
	});
	sandbox.fault(1, preview(900, 1100), PREVIEW);
	sandbox.fault(2, preview(1100, 900), PREVIEW);
	const execution = await n8n.finished(await n8n.run(workflow));
	assert.equal(execution.status, 'success');
	assert.deepEqual(await counts(table), [1, 0]);
	// It costs more than the row allows: nobody is asked to pay it.
	assert.deepEqual(await statuses(table), ['needs a look', '']);
	assert.equal(sandbox.payments().length, 0);
});

test('from order to payment: a run that is stopped during Create leaves the row to a person', async () => {
	const { workflow, table } = await start(activated);
	const offers = ['672991141199', '672991141206'];
	await table.insert(offers.map((offerId) => goods(offerId)));
	sandbox.fault(2, { kind: 'hang' }, CREATE);
	const id = await n8n.run(workflow);
	await eventually(() => assert.equal(creations().length, 2));
	await n8n.cancel(id);
	await n8n.finished(id);

	const [[one], ...lost] = await ordersOf(table);
	assert.equal(lost.flat().length, 1, 'it exists');
	const isLeftAlone = async () => {
		assert.deepEqual((await statuses(table))[1], 'ordering');
		assert.deepEqual(await idsOf(table), [one, null]);
		assert.match(String((await table.rows())[1].result), /Look on 1688 whether the order exists/);
		assert.deepEqual(await counts(table), [1, 1]);
	};
	await isLeftAlone();
	// What was ordered before is offered, and nothing is ordered again.
	await decide(await runUntilAsked(workflow), 'Approve');
	await isLeftAlone();
	assert.equal(creations().length, 2);
	assert.deepEqual(
		[...account.ledger()].filter(([orderId]) => orderId === one),
		[[one, 1]],
	);
});

test('from order to payment: runs at the same time order each row once', async () => {
	const { workflow, table } = await start(activated);
	await table.insert(Array.from({ length: 6 }, (_, index) => goods(String(672991141200 + index))));
	const ids = await Promise.all([n8n.run(workflow), n8n.run(workflow), n8n.run(workflow)]);
	await eventually(async () => {
		const states = await executionsOf(workflow);
		const ends = ids.map((id) => states.find((each) => each.id === id)?.status);
		assert.ok(!ends.includes('running') && !ends.includes('new') && !ends.includes(undefined));
	});
	assert.deepEqual(await counts(table), Array(6).fill(1));
	assert.deepEqual(await idsOf(table), (await ordersOf(table)).flat());
	assert.deepEqual(account.changedTwice(), []);
});
