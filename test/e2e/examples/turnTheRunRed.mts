import assert from 'node:assert/strict';
import { test } from 'node:test';

import { activated, change, forReal, readExample, type Example } from '../../support/examples.mts';
import {
	account,
	itemsOf,
	list,
	mailsDuring,
	orders,
	run,
	sandbox,
	subjectOf,
	submitted,
} from './stage.mts';

const shipped = activated(readExample('turn-the-run-red.json'));
const withOrders = (orderId: string[]): Example =>
	change(shipped, { 'Orders to Pay': list({ orderId }) });

test('turn the run red: an order that needs a person does, after everything else has run', async () => {
	const [one, closed] = orders;
	account.orders.get(closed)!.status = 'cancel';
	const mails = await mailsDuring(async () => {
		const execution = await run(forReal(withOrders([one, closed])));
		assert.equal(execution.status, 'error');
		const { lastNodeExecuted, error } = execution.data.resultData;
		assert.equal(lastNodeExecuted, 'Stop and Error');
		assert.match(String(error?.message), /2 orders: 1 submitted.*1 failed/);
		assert.deepEqual(
			['Submitted or Paid', 'What Failed'].flatMap((node) =>
				itemsOf(execution, node).map(({ orderId }) => orderId),
			),
			[one, closed],
		);
	});
	assert.deepEqual(mails.map(subjectOf), [
		'1688: 10.00 CNY submitted, orders that need a person: 1 of 2',
	]);
	assert.deepEqual(submitted(), [one]);
});

test('turn the run red: a day on which nothing went well does, though all of it may be sent again', async () => {
	const [one, two] = orders;
	for (const order of [one, two]) account.orders.get(order)!.refusal = '账户额度不足';
	await mailsDuring(async () => {
		const { status, data } = await run(forReal(withOrders([one, two])));
		assert.equal(status, 'error');
		assert.match(String(data.resultData.error?.message), /2 orders: 0 submitted.*2 failed/);
	});
	assert.deepEqual(submitted(), []);
});

test('turn the run red: neither a good day, nor what may be sent again, nor a check does', async () => {
	const [one, refused] = orders;
	account.orders.get(refused)!.refusal = '账户额度不足';
	const mails = await mailsDuring(async () => {
		assert.equal((await run(withOrders([one, refused]))).status, 'success');
		assert.equal(sandbox.payments().length, 0);
		assert.equal((await run(forReal(withOrders([one, refused])))).status, 'success');
		account.orders.get(refused)!.refusal = undefined;
		assert.equal((await run(forReal(withOrders([refused])))).status, 'success');
	});
	assert.equal(mails.length, 3, 'a report each time');
	assert.deepEqual(submitted(), [one, refused]);
});
