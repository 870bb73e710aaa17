import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readExample, type Example, type ExampleNode } from '../../support/examples.mts';
import { DataTable } from './dataTable.mts';
import {
	carriedOut,
	message,
	PRICE,
	priceMessage,
	published,
	push,
	REFUND,
	rowsOf,
	SHIPPED,
	shortMessage,
} from './pushMessages.mts';
import { account, executionsOf, itemsOf, n8n, orders, run, sandbox } from './stage.mts';

const allMessages = readExample('paid-shipped-refunded.json');
const catchUp = readExample('catch-up-with-missed-messages.json');

/** The same, run from this trigger: `run` takes the first one. */
function startedBy(trigger: string, example: Example): Example {
	const isIt = ({ name }: ExampleNode) => name === trigger;
	const nodes = example.nodes.map((node) => ({ ...node }));
	return { ...example, nodes: [...nodes.filter(isIt), ...nodes.filter((node) => !isIt(node))] };
}

/** The buyer asks for half the money back; returns the refund's ID. */
function askRefund(orderId: string, kind: 'refund' | 'returnRefund'): string {
	const asked = account.refunds.ask({
		orderId,
		lineIds: [orderId],
		kind,
		payment: 500,
		carriage: 0,
		reasonId: 1,
		description: 'Broken',
		goodsStatus: 'aftersaleBuyerReceived',
		vouchers: [],
	});
	assert.ok('refundId' in asked);
	return asked.refundId;
}

const hourly = startedBy('Every Hour', catchUp);
const nightly = startedBy('Every Night', catchUp);

const STATE = 'Orders and their state';
const NEW = {
	status: 'waitbuyerpay',
	payment: 'unpaid',
	amount: 10,
	paidAt: null,
	refundStatus: null,
	carrier: null,
	parcel: null,
};
const PAID_AT = '2024-11-24T09:30:00.000+08:00';

test('paid, shipped, refunded: each order has one row with what 1688 shows, however the messages come', async () => {
	const [order, another] = orders;
	const state = async () => await rowsOf(STATE, orders);
	await published(allMessages, async (workflow) => {
		let sent = 0;
		const pushed = async (...messages: string[]) => {
			await push(workflow, ...messages);
			await carriedOut(workflow, (sent += messages.length));
		};
		const created = priceMessage(order);
		await pushed(created);
		assert.deepEqual(await state(), [{ orderId: order, ...NEW }]);

		account.submit(order);
		account.ship(order);
		await pushed(shortMessage(SHIPPED, order));
		const shipped = {
			orderId: order,
			status: 'waitbuyerreceive',
			payment: 'paid',
			amount: 10,
			paidAt: PAID_AT,
			refundStatus: null,
			carrier: '圆通速递',
			parcel: `YT${order}`,
		};
		assert.deepEqual(await state(), [shipped]);

		// An old message comes again, and one comes first that tells of the past.
		await pushed(created);
		await pushed(shortMessage(PRICE, order));
		assert.deepEqual(await state(), [shipped]);

		askRefund(order, 'refund');
		await pushed(
			...[REFUND, SHIPPED, PRICE, 'ORDER_SUCCESS', 'ORDER_PAY'].flatMap((type) => [
				shortMessage(`${type}_2`, order),
				shortMessage(type, another),
			]),
		);
		assert.deepEqual(await state(), [
			{ ...shipped, refundStatus: 'waitselleragree' },
			{ orderId: another, ...NEW },
		]);

		await push(workflow, message('ORDER_BATCH_PAY', '{"batchPay":[]}'));
		await carriedOut(workflow, sent + 1);
		const [{ id }] = await executionsOf(workflow);
		const [unnamed, ...others] = itemsOf(await n8n.finished(id), 'No Order ID: See the Message');
		assert.deepEqual(others, []);
		assert.equal(unnamed.messageType, '1688_ORDER_BATCH_PAY');
		assert.equal((await state()).length, 2);
	});
});

test('a refund whose messages are all the same: the row ends at its last state', async () => {
	const [order] = orders;
	account.submit(order);
	account.ship(order);
	const refundId = askRefund(order, 'returnRefund');
	const steps = [
		() => {},
		() => account.refunds.agree(refundId),
		() => assert.equal(account.refunds.sendParcel(refundId, '圆通速递', 'YT1'), undefined),
	];
	await published(allMessages, async (workflow) => {
		const seen: unknown[] = [];
		for (const [sent, step] of steps.entries()) {
			step();
			await push(workflow, message(REFUND, `{"orderId":${order},"refundId":"${refundId}"}`));
			await carriedOut(workflow, sent + 1);
			seen.push((await rowsOf(STATE, [order])).map(({ refundStatus }) => refundStatus));
		}
		assert.deepEqual(seen, [['waitselleragree'], ['waitbuyersend'], ['waitsellerreceive']]);
		const ids = await Promise.all(
			(await executionsOf(workflow)).map(
				async ({ id }) => itemsOf(await n8n.finished(id), 'PandaPon Trigger')[0].messageId,
			),
		);
		assert.equal(new Set(ids).size, 1, 'to the trigger they are one message');
	});
});

test('catch up with missed messages: unfinished orders get the row that their messages would have made', async () => {
	const [heard, missed, byHand, finished] = orders;
	for (const each of [heard, missed]) {
		account.submit(each);
		account.ship(each);
	}
	await published(allMessages, async (workflow) => {
		await push(workflow, shortMessage(SHIPPED, heard));
		await carriedOut(workflow, 1);
	});
	const table = await DataTable.named(n8n, STATE);
	await table.insert([
		{ orderId: missed, ...NEW },
		{ orderId: byHand },
		{ orderId: finished, status: 'success', payment: 'paid', amount: 10 },
	]);
	assert.equal((await run(hourly)).status, 'success');
	const [model, ...rows] = await rowsOf(STATE, orders);
	assert.equal(model.status, 'waitbuyerreceive');
	assert.deepEqual(rows, [
		{ ...model, orderId: missed, parcel: `YT${missed}` },
		{ orderId: byHand, ...NEW },
		{
			orderId: finished,
			status: 'success',
			payment: 'paid',
			amount: 10,
			paidAt: null,
			refundStatus: null,
			carrier: null,
			parcel: null,
		},
	]);

	// Red, but only after all others are written.
	const strange = '2059624000000000000';
	await table.insert([{ orderId: strange }]);
	account.orders.get(byHand)!.status = 'cancel';
	const red = await run(hourly);
	assert.equal(red.status, 'error');
	assert.match(JSON.stringify(red.data.resultData.error), new RegExp(`${strange}.*订单不存在`));
	assert.deepEqual(
		itemsOf(red, 'Not Looked Up: See Why').map(({ orderId }) => orderId),
		[strange],
	);
	assert.equal((await rowsOf(STATE, [byHand]))[0].payment, 'closed');
	await table.remove(strange);
	assert.equal(sandbox.payments().length, 0);
});

test('catch up with missed messages: at night finished orders, too, get what 1688 shows', async () => {
	const [order] = orders;
	account.submit(order);
	account.ship(order);
	assert.equal(account.confirmReceipt(order, [order]), undefined);
	account.refunds.agree(askRefund(order, 'refund'));
	// An older look-up was written last.
	const stale = {
		orderId: order,
		status: 'success',
		payment: 'paid',
		amount: 10,
		paidAt: PAID_AT,
		refundStatus: 'waitselleragree',
		carrier: '圆通速递',
		parcel: `YT${order}`,
	};
	const table = await DataTable.named(n8n, STATE);
	await table.insert([stale]);
	await run(hourly);
	assert.deepEqual(await rowsOf(STATE, orders), [stale]);
	assert.equal((await run(nightly)).status, 'success');
	assert.deepEqual(await rowsOf(STATE, orders), [{ ...stale, refundStatus: 'refundsuccess' }]);
});
