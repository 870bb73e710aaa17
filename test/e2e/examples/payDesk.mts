import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { IDataObject } from 'n8n-workflow';

import { assign, change, readExample, type Example } from '../../support/examples.mts';
import { eventually } from '../../support/eventually.mts';
import type { StoredExecution } from '../../support/n8n/localN8n.mts';
import { DataTable } from './dataTable.mts';
import {
	account,
	itemsOf,
	list,
	n8n,
	newOrders,
	orders,
	publish,
	sandbox,
	save,
	submitted,
	type Workflow,
} from './stage.mts';

const shipped = readExample('pay-desk.json');
const BY_HAND = readExample('pay-desk-called-by-hand.json');
const ON_SCHEDULE = readExample('pay-desk-called-on-schedule.json');

/** A pay desk of its own for a test, with its own memory. All desks write into one log. */
async function openDesk(changed: Example = shipped): Promise<Workflow> {
	const desk = await save(changed);
	await publish(desk);
	return desk;
}

/** A desk that may pay this much today, whatever the log has by now. */
async function deskWithAllowance(yuan: number): Promise<Workflow> {
	const counted = (await logged()).reduce((sum, { counts }) => sum + Number(counts), 0);
	return await openDesk(assign(shipped, 'Limit of the Day', { dayLimit: counted + yuan }));
}

async function logged(ids?: string[]): Promise<IDataObject[]> {
	const rows = await (await DataTable.named(n8n, 'Pay desk log')).rows();
	return ids === undefined ? rows : rows.filter(({ orderId }) => ids.includes(String(orderId)));
}

/** Starts a caller with these rows, as its trigger does. */
async function call(caller: Example, desk: Workflow, rows: IDataObject[]): Promise<string> {
	const workflowId = { __rl: true, mode: 'id', value: desk.id };
	return await n8n.run(
		await save(
			change(caller, { 'Order List': list({ rows }), 'Pay Desk': { parameters: { workflowId } } }),
		),
	);
}

const rowsOf = (ids: string[]) => ids.map((orderId) => ({ orderId, project: `for ${orderId}` }));

/** Each row of a caller with the outcome that came back for it. */
function outcomes(execution: StoredExecution): Array<[orderId: unknown, outcome: unknown]> {
	assert.equal(execution.status, 'success');
	return itemsOf(execution, 'Match by Order ID').map(({ orderId, project, outcome }) => {
		assert.equal(project, `for ${String(orderId)}`, 'a row has the result of another order');
		return [orderId, outcome];
	});
}

test('pay desk: paid orders and failures come back to the row they belong to, and stand in the log', async () => {
	const desk = await openDesk();
	const [one, closed, two, three] = orders;
	account.orders.get(closed)!.status = 'cancel';
	const first = await n8n.finished(await call(BY_HAND, desk, rowsOf([one, closed, two])));
	assert.deepEqual(outcomes(first), [
		[one, 'submitted'],
		[closed, 'notPayable'],
		[two, 'submitted'],
	]);
	const log = await logged([one, closed, two]);
	assert.deepEqual(
		log.map(({ orderId, amount, outcome, who, counts }) => [orderId, amount, outcome, who, counts]),
		[
			[one, 10, 'submitted', 'by hand', 10],
			[closed, 10, 'notPayable', 'by hand', 0],
			[two, 10, 'submitted', 'by hand', 10],
		],
	);
	assert.match(String(log[0].requestId), /^[0-9a-f]{32}$/);
	assert.ok(Date.parse(String(log[0].createdAt)) > 0);

	account.orders.get(two)!.status = 'waitbuyerpay';
	const second = await n8n.finished(await call(ON_SCHEDULE, desk, rowsOf([one, two, three])));
	assert.deepEqual(outcomes(second), [
		[one, 'paid'],
		[two, 'alreadySubmitted'],
		[three, 'submitted'],
	]);
	assert.deepEqual(submitted(), [one, two, three]);
	assert.deepEqual(account.paidTwice(), []);
});

test('pay desk: with mode "check" in Then Pay it pays nothing, and comes to an end', async () => {
	const desk = await openDesk(assign(shipped, 'Then Pay', { mode: 'check' }));
	const [one, two] = orders;
	const tried = await n8n.finished(await call(BY_HAND, desk, rowsOf([one, two])));
	assert.deepEqual(outcomes(tried), [
		[one, 'ready'],
		[two, 'ready'],
	]);
	assert.deepEqual(
		(await logged([one, two])).map(({ outcome, counts }) => [outcome, counts]),
		[
			['ready', 0],
			['ready', 0],
		],
	);
	assert.deepEqual(submitted(), []);
});

test('pay desk: the same orders through both callers at the same moment are paid once, and each caller hears', async () => {
	const desk = await openDesk();
	for (let round = 0; round < 3; round++) {
		const ids = newOrders(5);
		const calls = await Promise.all(
			[BY_HAND, ON_SCHEDULE].map(async (caller) => await call(caller, desk, rowsOf(ids))),
		);
		for (const id of calls) {
			const heard = outcomes(await n8n.finished(id));
			assert.deepEqual(
				heard.map(([orderId]) => orderId),
				ids,
			);
			for (const [, outcome] of heard)
				assert.match(String(outcome), /^(submitted|paid|alreadySubmitted)$/);
		}
		assert.deepEqual(
			ids.map((id) => account.submissions(id)),
			[1, 1, 1, 1, 1],
		);
		const counted = (await logged(ids)).reduce((sum, { counts }) => sum + Number(counts), 0);
		assert.equal(counted, 50, 'the limit of the day counts each payment once');
	}
});

test('pay desk: what the log shows for today and the call together stay within the limit of the day', async () => {
	const desk = await deskWithAllowance(25);
	const [one, two, three, four] = orders;
	const first = await n8n.finished(await call(BY_HAND, desk, rowsOf([one, two])));
	assert.deepEqual(outcomes(first), [
		[one, 'submitted'],
		[two, 'submitted'],
	]);
	const second = await n8n.finished(await call(BY_HAND, desk, rowsOf([three])));
	assert.deepEqual(outcomes(second), [[three, 'notSent']]);
	const [answer] = itemsOf(second, 'Pay Desk');
	assert.equal(answer.deskNote, 'Held back: above the limit of the day');
	assert.deepEqual(
		(await logged([three])).map(({ outcome, counts }) => [outcome, counts]),
		[['notSent', 0]],
	);
	// What was held back uses up nothing.
	account.orders.get(four)!.price = 500;
	const third = await n8n.finished(await call(ON_SCHEDULE, desk, rowsOf([four])));
	assert.deepEqual(outcomes(third), [[four, 'submitted']]);
	assert.deepEqual(submitted(), [one, two, four]);
});

test('pay desk: callers at the same moment cannot use the same allowance', async () => {
	for (let round = 0; round < 3; round++) {
		const desk = await deskWithAllowance(30);
		const before = account.submittedFen();
		const lists = [newOrders(2), newOrders(2), newOrders(2)];
		const calls = await Promise.all(
			lists.map(async (ids) => await call(BY_HAND, desk, rowsOf(ids))),
		);
		for (const id of calls) outcomes(await n8n.finished(id));
		const paid = account.submittedFen() - before;
		assert.ok(paid <= 3000, `${paid} fen were paid, where 3000 are allowed`);
		// Whoever comes alone afterwards gets what is left.
		const again = newOrders(1);
		await n8n.finished(await call(BY_HAND, desk, rowsOf(again)));
		assert.equal(account.submissions(again[0]), 1);
	}
	assert.deepEqual(account.paidTwice(), []);
});

test('pay desk: the intent stands in the log while the payment is under way, and counts as long as it is unclear', async () => {
	const pay = {
		parameters: { options: { maxTotalAmount: '={{ $json.maxTotal }}', timeoutMs: 5000 } },
	};
	const desk = await openDesk(change(shipped, { 'Batch Pay 1688 Orders': pay }));
	const [order] = orders;
	account.paysAtOnce = false;
	sandbox.fault(1, { kind: 'hang' });
	const id = await call(BY_HAND, desk, rowsOf([order]));
	await eventually(() => assert.equal(sandbox.payments().length, 1));
	assert.deepEqual(
		(await logged([order])).map(({ outcome, counts, who }) => [outcome, counts, who]),
		[['intent', 10, 'by hand']],
	);
	assert.deepEqual(outcomes(await n8n.finished(id)), [[order, 'unknown']]);
	assert.deepEqual(
		(await logged([order])).map(({ outcome, counts }) => [outcome, counts]),
		[['unknown', 10]],
	);
});
