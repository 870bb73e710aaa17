import assert from 'node:assert/strict';
import { test } from 'node:test';

import { activated, change, readExample, type ExampleNode } from '../../support/examples.mts';
import { eventually } from '../../support/eventually.mts';
import { chosen, useForm, type FormFile } from '../../support/n8n/form.mts';
import { partsOf } from '../../support/n8n/mailbox.mts';
import { excelFile, excelRows } from './excelFile.mts';
import {
	account,
	APPROVER,
	beginEarly,
	executionsOf,
	itemsOf,
	mailbox,
	n8n,
	newOrders,
	orders,
	publish,
	sandbox,
	save,
	submitted,
	type Workflow,
} from './stage.mts';

const shipped = readExample('upload-approve-pay-report.json');
const ASK = 'Ask the Second Person';
/** Where the page has the decision; above it stands the table. */
const DECISION = 1;

/** As Excel saves a CSV file; the second column would be an approval, were it read from the rows. */
const csvFile = (ids: string[]): FormFile => ({
	name: 'orders.csv',
	type: 'text/csv',
	content: `\uFEFFOrder ID,Decision\r\n${ids.map((id) => `${id},Approve\r\n`).join('')}`,
});

/**
 * The workflow has come to its next page.
 *
 * @returns Its execution's ID. It is taken here: an execution that goes on is in no list for a
 *   moment, since n8n asks for the running and the other ones one after the other.
 */
async function waits(workflow: Workflow): Promise<string> {
	let id = '';
	await eventually(async () => {
		const [latest] = await executionsOf(workflow);
		assert.equal(latest?.status, 'waiting');
		id = latest.id;
	});
	return id;
}

/** Somebody uploads a file, and the workflow comes to its next page. */
async function upload(
	file: FormFile,
	changes: Record<string, Partial<ExampleNode>> = {},
	name = 'Li',
): Promise<{ workflow: Workflow; page: string }> {
	const workflow = await save(activated(change(shipped, changes)));
	await publish(workflow);
	const form = workflow.nodes.find(({ name }) => name === 'Upload Orders')!.webhookId;
	const { status, text } = await useForm(`${n8n.url}/form/${form}`, { 0: file, 1: name });
	assert.equal(status, 200, text);
	await waits(workflow);
	return { workflow, page: (JSON.parse(text) as { formWaitingUrl: string }).formWaitingUrl };
}

const tableOf = (page: string): string =>
	page.slice(page.indexOf('<table'), page.indexOf('</table'));

/** The mails that ask the second person. */
const asked = () => mailbox.mails.filter(({ to }) => to.includes('approver@example.com'));

const decide = async (page: string, option: string) =>
	await useForm(page, { [DECISION]: chosen(option) }, APPROVER);

/** The browser fetches the last page, and tells n8n so. */
async function end(workflow: Workflow, page: string) {
	const id = await waits(workflow);
	const { text } = await useForm(page);
	await useForm(page, {});
	return { text, execution: await n8n.finished(id) };
}

test('upload, approve: a second person sees count and total, and exactly that is paid, once', async () => {
	const [one, two, closed] = orders;
	account.orders.get(two)!.price = 1050;
	account.orders.get(closed)!.status = 'cancel';
	// An order that stands in two rows counts once.
	const { workflow, page } = await upload(csvFile([one, two, closed, one]));
	assert.equal(/href="(.+?)"/.exec(asked().at(-1)!.html)?.[1], page);

	assert.equal((await useForm(page)).status, 401, 'the link alone opens nothing');
	assert.equal((await useForm(page, { [DECISION]: chosen('Approve') })).status, 401);
	const { text: shown } = await useForm(page, undefined, APPROVER);
	assert.match(shown, /Pay ¥20\.50 for 2 orders\?/);
	assert.match(shown, /2 orders ready, ¥20\.50 in all; 1 closed/);
	const table = tableOf(shown);
	assert.match(table, new RegExp(`${closed}.*not paid.*closed.*${one}.*>pay<`, 'is'));
	assert.match(table, new RegExp(`<p>${two}</p></td><td *><pre><p> {5}10\\.50 </p></pre>`));
	assert.equal(sandbox.payments().length, 0, 'opening the page decides nothing');

	const clicks = await Promise.all(Array.from({ length: 3 }, () => decide(page, 'Approve')));
	assert.equal(clicks.filter(({ status }) => status === 200).length, 1, 'one click counts');
	assert.deepEqual(submitted(), [one, two]);
	assert.deepEqual(account.paidTwice(), []);
	assert.equal(account.submittedFen(one) + account.submittedFen(two), 2050);

	const { text, execution } = await end(workflow, page);
	assert.equal(execution.status, 'success');
	assert.match(text, /2 submitted \(¥20\.50\), 1 failed/);
	assert.match(text, /results\.xlsx/);
	const result = mailbox.mails.findLast(({ source }) => source.includes('results.xlsx'))!;
	assert.equal(result.source.match(/^Subject: (.*)\r$/m)?.[1], '1688: 20.50 CNY submitted');
	const file = partsOf(result.source).find(({ headers }) => /results\.xlsx/.test(headers))!;
	assert.deepEqual(
		excelRows(file.body).map((row) => [row['Order ID'], row.Result, row.CNY]),
		[
			[one, 'submitted', 10],
			[two, 'submitted', 10.5],
			[one, 'submitted', 10],
			[closed, 'notPayable', 10],
		],
		'every row, with its ID as text',
	);
});

test('upload: a rejected Excel file pays nothing, nor does an answer without a decision', async () => {
	const rounded = Number(orders[1]);
	const harmful = '<script>alert(1)</script><img/src="x"/onerror="alert(2)">';
	const hiding = '<!--';
	const rows = [[orders[0]], [rounded], [hiding], [harmful]];
	const name = 'Li<table><tr><td>made up</td></tr></table><a href="x">Approve</a><!--';
	const first = await upload(excelFile([['Order ID'], ...rows]), {}, name);
	const { text: shown } = await useForm(first.page, undefined, APPROVER);
	assert.match(shown, /Pay ¥10\.00 for 1 order\?/);
	assert.equal(shown.match(/<table/g)?.length, 1, 'nobody makes a table up');
	assert.match(shown, /Uploaded by Limade upApprove\./);
	assert.match(tableOf(shown), /not paid/, 'a number cell has lost digits');
	assert.doesNotMatch(tableOf(shown), /<script|<img|onerror/, 'nothing uploaded runs in the page');
	assert.match(tableOf(shown), new RegExp(`${orders[0]}.*>pay<`, 's'), 'nor hides a row');
	assert.equal((await decide(first.page, 'Reject')).status, 200);
	const { text, execution } = await end(first.workflow, first.page);
	assert.match(text, /Nothing was paid/);
	assert.equal(execution.status, 'success');

	const second = await upload(csvFile([orders[2]]));
	assert.equal((await useForm(second.page, {}, APPROVER)).status, 200);
	assert.match((await end(second.workflow, second.page)).text, /Nothing was paid/);
	assert.equal(sandbox.payments().length, 0);
});

test('upload, approve: a price that has gone up meanwhile holds everything back', async () => {
	const { workflow, page } = await upload(csvFile(orders.slice(0, 2)));
	account.orders.get(orders[1])!.price = 1001;
	await decide(page, 'Approve');
	const { text, execution } = await end(workflow, page);
	assert.match(text, /20\.01.*20\.00/s);
	assert.deepEqual(
		itemsOf(execution, 'Columns of the File').map(({ Result }) => Result),
		['notSent', 'notSent'],
	);
	assert.equal(sandbox.payments().length, 0);
});

test('upload: a file above the limit, or without orders, is offered to nobody', async () => {
	const mails = asked().length;
	account.orders.get(orders[0])!.price = 5_000_001;
	const tooMuch = await upload(csvFile(orders.slice(0, 2)));
	const { text } = await end(tooMuch.workflow, tooMuch.page);
	assert.match(text, /Nothing to pay.*50,010\.01.*50,000\.00/s);
	const empty = await upload(csvFile([]));
	assert.match((await end(empty.workflow, empty.page)).text, /Nothing to pay/);
	assert.equal(asked().length, mails);
	assert.equal(sandbox.payments().length, 0);
});

// n8n looks once a minute for time limits that have run out: the other tests run meanwhile.
let unanswered: { workflow: Workflow; ids: string[]; page: string };
beginEarly(async () => {
	const ids = newOrders(2);
	const soon = { [ASK]: { parameters: { resumeAmount: 1, resumeUnit: 'seconds' } } };
	unanswered = { ids, ...(await upload(csvFile(ids), soon)) };
});

/** Called last. */
export function testTheTimeLimit(): void {
	test('upload: no answer in time pays nothing, whatever the file says', async () => {
		const { workflow, ids, page } = unanswered;
		await eventually(async () => assert.match((await useForm(page)).text, /Nothing was paid/));
		const { execution } = await end(workflow, page);
		assert.equal(itemsOf(execution, ASK).length, 1, 'the wait ended');
		assert.equal(itemsOf(execution, 'Then Pay').length, 0);
		assert.deepEqual(
			ids.map((id) => account.submissions(id)),
			[0, 0],
		);
		assert.notEqual((await decide(page, 'Approve')).status, 200, 'too late');
	});
}
