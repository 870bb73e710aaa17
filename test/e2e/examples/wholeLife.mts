import assert from 'node:assert/strict';
import { test } from 'node:test';

import { productOf, PRODUCTS } from '../../sandbox/products.mts';
import {
	activated,
	assign,
	change,
	forReal,
	readExample,
	type Example,
} from '../../support/examples.mts';
import { eventually } from '../../support/eventually.mts';
import { useForm } from '../../support/n8n/form.mts';
import {
	account,
	executionsOf,
	itemsOf,
	n8n,
	publish,
	run,
	sandbox,
	save,
	unpublish,
	type Workflow,
} from './stage.mts';

const CREATE = '/alibaba/order/create';
const FREIGHT = 500;
const OFFER = '672991141211';
const shipped = assign(readExample('the-whole-life-of-an-order.json'), 'What to Buy', {
	offerId: OFFER,
	specId: 'warm-white',
	quantity: 2,
});
const PRICE = productOf(OFFER).price * 2 + FREIGHT;

/** Fills in one of the forms; returns the page at its end. */
async function fillIn(workflow: Workflow, form: string, ...fields: string[]): Promise<string> {
	const address = workflow.nodes.find(({ name }) => name === form)!.webhookId;
	const { status, text } = await useForm(
		`${n8n.url}/form/${address}`,
		Object.fromEntries(fields.entries()),
	);
	assert.equal(status, 200, text);
	const { formWaitingUrl } = JSON.parse(text) as { formWaitingUrl: string };
	let id = '';
	await eventually(async () => {
		const [latest] = await executionsOf(workflow);
		assert.equal(latest?.status, 'waiting');
		id = latest.id;
	});
	const ending = await useForm(formWaitingUrl);
	await useForm(formWaitingUrl, {});
	assert.equal((await n8n.finished(id)).status, 'success');
	return ending.text;
}

/** Publishes the workflow while something is done. */
async function published(
	example: Example,
	work: (workflow: Workflow) => Promise<void>,
): Promise<void> {
	const workflow = await save(example);
	await publish(workflow);
	try {
		await work(workflow);
	} finally {
		await unpublish(workflow);
	}
}

const changing = () => [...account.changes.keys()];

test('the whole life of an order: search, preview, create, look up, pay, receive, refund', async () => {
	const before = changing().length;
	const created = await run(activated(shipped));
	assert.equal(created.status, 'success');
	assert.equal(itemsOf(created, 'Search').length, 10);
	assert.ok(PRODUCTS > 10);
	const [preview] = itemsOf(created, 'Preview');
	assert.deepEqual([preview.amount, preview.possible], [PRICE / 100, true]);
	assert.equal(sandbox.calls.filter(({ path }) => path === CREATE).length, 1);

	const [seen] = itemsOf(created, 'Look It Up');
	const orderId = String(seen.orderId);
	assert.notEqual(String(BigInt(Number(orderId))), orderId, 'a number would lose digits');
	assert.equal(account.orders.get(orderId)?.lines?.[0].offerId, OFFER);
	assert.deepEqual([seen.payment, seen.amount], ['unpaid', PRICE / 100]);

	await published(activated(forReal(shipped)), async (workflow) => {
		const tooDear = await fillIn(workflow, 'An Order Is to Be Paid', orderId, '1');
		assert.match(tooDear, /1 failed/);
		assert.equal(account.submissions(orderId), 0);
		const upTo = String(PRICE / 100);
		const page = await fillIn(workflow, 'An Order Is to Be Paid', orderId, upTo);
		assert.match(page, /1 order: submitted|1 submitted/);
		await fillIn(workflow, 'An Order Is to Be Paid', orderId, upTo);
		assert.equal(account.submissions(orderId), 1, 'the form filled in twice');
		assert.equal(account.submittedFen(orderId), PRICE);

		const early = await fillIn(workflow, 'An Order Has Arrived', orderId);
		assert.match(early, /Nothing was confirmed/);
		account.ship(orderId);
		const received = await fillIn(workflow, 'An Order Has Arrived', orderId);
		assert.match(received, /The receipt is confirmed\./);
		assert.equal(account.orders.get(orderId)?.status, 'success');
		const unknown = await fillIn(workflow, 'An Order Has Arrived', '2059624000000000000');
		assert.match(unknown, /订单不存在/);

		const refund = ['3.50', 'One of 2 lamps is broken'];
		const asked = await fillIn(workflow, 'Something Is Wrong', orderId, ...refund);
		const { id } = account.orders.get(orderId)!.refund!;
		assert.match(
			asked,
			new RegExp(`Refund ${id} of order ${orderId}: 3\\.50 CNY, status waitselleragree`),
		);
		assert.equal(account.refunds.get(id)?.payment, 350);
		const again = await fillIn(workflow, 'Something Is Wrong', orderId, ...refund);
		assert.match(again, /Nothing was asked for\..*订单状态不允许退款/s);
	});

	assert.equal(changing().length - before, 4, 'created, paid, confirmed, refund asked for');
	assert.deepEqual(account.changedTwice(), []);
	assert.deepEqual(account.paidTwice(), []);
});

test('the whole life of an order: as shipped, nothing is ordered, paid or confirmed', async () => {
	const before = changing().length;
	const execution = await run(shipped);
	assert.equal(execution.status, 'success');
	const [preview] = itemsOf(execution, 'Not Created: See Why');
	assert.equal(preview.amount, PRICE / 100);

	const orderId = account.createOrder({
		lines: [{ offerId: OFFER, specId: 'warm-white', quantity: 1, price: 1000 }],
	});
	await published(shipped, async (workflow) => {
		const look = await fillIn(workflow, 'An Order Is to Be Paid', orderId, '15');
		assert.match(look, /1 orders? ready, ¥15\.00 in all/);
		const arrived = await fillIn(workflow, 'An Order Has Arrived', orderId);
		assert.match(arrived, /Nothing was sent: the node Confirm Receipt is deactivated\./);
		const refund = await fillIn(workflow, 'Something Is Wrong', orderId, '1', 'Broken');
		assert.match(refund, /Nothing was sent: the node Ask for a Refund is deactivated\./);
	});
	assert.equal(changing().length, before);
});

test('the whole life of an order: an unclear Create is not looked up, and says what to do', async () => {
	sandbox.fault(1, { kind: 'resetBeforeAnswer' }, CREATE);
	const execution = await run(
		activated(change(shipped, { Create: { parameters: { flow: 'proxy' } } })),
	);
	assert.equal(execution.status, 'success');
	const [result] = itemsOf(execution, 'Not Created: See Why');
	assert.equal(result.outcome, 'unclear');
	assert.match(String(result.advice), /Look for a new order on 1688/);
	assert.equal(itemsOf(execution, 'Look It Up').length, 0);
	assert.equal(sandbox.calls.filter(({ path }) => path === CREATE).length, 1);
});
