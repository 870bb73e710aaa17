import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { PAY } from '../../sandbox/handlers.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { change, forReal, readExample } from '../../support/examples.mts';
import type { StoredExecution } from '../../support/n8n/localN8n.mts';
import { account, beginEarly, itemsOf, list, n8n, orders, run, sandbox, save } from './stage.mts';

const shipped = readExample('retry-what-is-safe.json');
const REFUSED = '账户额度不足';
const quick = { Wait: { parameters: { amount: 1, unit: 'seconds' } } };

const forPerson = (execution: StoredExecution) =>
	itemsOf(execution, 'For a Person').map(({ row, orderId, outcome }) => [row, orderId, outcome]);
const succeeded = (execution: StoredExecution) =>
	itemsOf(execution, 'Submitted or Paid').map(({ original, orderId }) => [
		(original as { row: number }).row,
		orderId,
	]);
const paymentCalls = () => sandbox.payments().map(({ orderIds }) => orderIds);

test('retry what is safe: three tries at most, only what is safe, and a person gets the rest', async () => {
	const [one, refused, two, later] = orders;
	const rows = [
		{ row: 2, goods: 'A', orderId: one, maxAmount: '10' },
		{ row: 3, goods: 'B', orderId: `${refused}, ${two}`, maxAmount: '20' },
		{ row: 4, goods: 'C', orderId: '', maxAmount: '10' },
		{ row: 5, goods: 'D', orderId: later, maxAmount: '10' },
	];
	const example = change(shipped, { 'Order List': list({ rows }), ...quick });
	const checked = await run(example);
	assert.equal(itemsOf(checked, 'Wait').length, 0, 'a check does not wait');
	assert.equal(forPerson(checked).length, 5);
	assert.equal(sandbox.payments().length, 0);

	// After the first try the account is topped up; for one order that does not help.
	for (const orderId of [refused, later]) account.orders.get(orderId)!.refusal = REFUSED;
	sandbox.watch = (path, moment) => {
		if (path === PAY && moment === 'answered') account.orders.get(later)!.refusal = undefined;
	};
	const execution = await run(forReal(example));
	assert.equal(execution.status, 'success');
	assert.deepEqual(succeeded(execution), [
		[2, one],
		[3, two],
		[5, later],
	]);
	assert.deepEqual(forPerson(execution), [
		[4, '', 'invalid'],
		[3, refused, 'rejected'],
	]);
	assert.deepEqual(paymentCalls(), [[one, refused, two, later], [refused, later], [refused]]);
	assert.deepEqual(account.paidTwice(), []);
});

test('retry what is safe: the original row comes back, with the limit on all of its orders', async () => {
	const [paid, dearer, within] = orders;
	const rows = [
		{ row: 2, orderId: `${paid}, ${dearer}`, maxAmount: '20.00' },
		{ row: 3, orderId: within, maxAmount: '20.00' },
	];
	for (const orderId of [dearer, within]) account.orders.get(orderId)!.refusal = REFUSED;
	sandbox.watch = (path, moment) => {
		if (path !== PAY || moment !== 'answered') return;
		for (const orderId of [dearer, within])
			Object.assign(account.orders.get(orderId)!, { refusal: undefined, price: 1500 });
	};
	const execution = await run(forReal(change(shipped, { 'Order List': list({ rows }), ...quick })));
	assert.deepEqual(succeeded(execution), [
		[2, paid],
		[3, within],
	]);
	assert.deepEqual(forPerson(execution), [[2, dearer, 'amountExceeded']]);
	assert.deepEqual(
		[paid, dearer, within].map((orderId) => account.submissions(orderId)),
		[1, 0, 1],
	);
});

test('retry what is safe: an order that may have been paid goes to a person at once, and is never sent again', async () => {
	const [unclear] = orders;
	account.paysAtOnce = false;
	sandbox.fault(1, { kind: 'resetBeforeAnswer' });
	const rows = [{ row: 2, orderId: unclear, maxAmount: '10' }];
	const execution = await run(forReal(change(shipped, { 'Order List': list({ rows }), ...quick })));
	assert.deepEqual(forPerson(execution), [[2, unclear, 'unknown']]);
	assert.equal(sandbox.payments().length, 1);
	assert.equal(account.submissions(unclear), 1);
});

// A wait of more than 65 seconds is kept in n8n's database: the other tests run meanwhile, at a sandbox of their own.
const itsSandbox = new Sandbox();
const itsOrders = ['2059624776425881201', '2059624776425881202'];
let waiting = '';
after(async () => await itsSandbox.close());
beginEarly(async () => {
	await itsSandbox.start();
	itsSandbox.account.addOrders(itsOrders);
	itsSandbox.account.orders.get(itsOrders[1])!.refusal = REFUSED;
	const name = 'Long wait';
	const id = await n8n.createCredential('pandaPonApi', name, itsSandbox.credential);
	const rows = [
		{ row: 2, orderId: itsOrders.join(), maxAmount: '20' },
		{ row: 3, orderId: '', maxAmount: '10' },
	];
	const example = change(shipped, {
		'Order List': list({ rows }),
		Wait: { parameters: { amount: 66, unit: 'seconds' } },
	});
	waiting = await n8n.run(await save(forReal(example), { pandaPonApi: { id, name } }));
	while ((await n8n.api('GET', `/rest/executions/${waiting}`)).status !== 'waiting')
		await sleep(200);
	itsSandbox.account.orders.get(itsOrders[1])!.refusal = undefined;
});

/** Called last. */
export function testTheLongWait(): void {
	test('retry what is safe: a long wait, during which n8n keeps the execution in its database', async () => {
		const execution = await n8n.finished(waiting);
		assert.equal(execution.status, 'success');
		assert.deepEqual(
			succeeded(execution),
			itsOrders.map((orderId) => [2, orderId]),
		);
		assert.deepEqual(
			itsSandbox.payments().map(({ orderIds }) => orderIds),
			[itsOrders, [itsOrders[1]]],
		);
		const { 'For a Person': person, Wait: wait } = execution.data.resultData.runData;
		// n8n records a wait as starting when it ends.
		assert.ok(
			person[0].startTime < wait[0].startTime,
			'the person learns of the empty cell before the wait is over',
		);
	});
}
