import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DETAIL } from '../../sandbox/handlers.mts';
import { eventually } from '../../support/eventually.mts';
import { activated, forReal, readExample } from '../../support/examples.mts';
import { DataTable } from './dataTable.mts';
import {
	carriedOut,
	message,
	PRICE,
	priceMessage,
	published,
	push,
	rowsOf,
} from './pushMessages.mts';
import {
	account,
	executionsOf,
	mailsDuring,
	n8n,
	orders,
	run,
	sandbox,
	save,
	subjectOf,
	submitted,
} from './stage.mts';

const shipped = readExample('a-price-changed.json');
const TABLE = 'Orders with an agreed price';

test('a price changed: the order is held, the buyer hears once, and only what is agreed is paid', async () => {
	const [dearer, same, unheard, mine, unknown, emptied, cheaper] = orders;
	const all = [dearer, same, unheard, mine, emptied, cheaper];
	await run(shipped);
	const table = await DataTable.named(n8n, TABLE);
	await table.insert(
		all.map((orderId) => ({
			orderId,
			agreedAmount: orderId === emptied ? null : 10,
			hold: orderId === mine ? 'wait for Li' : null,
		})),
	);
	const states = async () =>
		(await rowsOf(TABLE, all)).map(({ agreedAmount, amountNow, hold, status }) => [
			agreedAmount,
			amountNow,
			hold,
			status ?? '',
		]);

	const checked = await mailsDuring(async () => await run(activated(shipped)));
	assert.deepEqual(checked, []);
	assert.match(String((await rowsOf(TABLE, [same]))[0].result), /^ready\. Check only/);
	assert.equal(sandbox.payments().length, 0);
	await table.update(emptied, { status: '', result: '' });

	await published(forReal(shipped), async (workflow) => {
		// The second message overtakes the first, and comes twice.
		account.orders.get(dearer)!.price = 1100;
		const first = priceMessage(dearer);
		account.orders.get(dearer)!.price = 1250;
		const second = priceMessage(dearer);
		for (const each of [mine, unknown]) account.orders.get(each)!.price = 1300;
		// Within the limit: only the hold keeps it from being paid.
		account.orders.get(cheaper)!.price = 800;
		const mails = await mailsDuring(async () => {
			for (const [sent, each] of [
				second,
				first,
				second,
				...[same, mine, unknown, cheaper].map(priceMessage),
			].entries()) {
				await push(workflow, each);
				await carriedOut(workflow, sent + 1);
			}
		});
		assert.deepEqual(mails.map(subjectOf), [
			`1688: order ${dearer} now costs 12.50 CNY in place of 10.00`,
			`1688: order ${mine} now costs 13.00 CNY in place of 10.00`,
			`1688: order ${cheaper} now costs 8.00 CNY in place of 10.00`,
		]);
		assert.match(mails[0].html, /It is on hold\. .* may still pay it, even at the new price/);
		const HELD = 'price changed, check';
		assert.deepEqual(await states(), [
			[10, 12.5, HELD, ''],
			[10, null, null, ''],
			[10, null, null, ''],
			[10, 13, 'wait for Li', ''],
			[null, null, null, ''],
			[10, 8, HELD, ''],
		]);

		// No message came for this one.
		account.orders.get(unheard)!.price = 1001;
		const [mail, ...others] = await mailsDuring(
			async () => await n8n.finished(await n8n.run(workflow)),
		);
		assert.deepEqual(others, []);
		assert.equal(subjectOf(mail), `1688: order ${unheard} now costs 10.01 CNY in place of 10.00`);
		assert.deepEqual(submitted(), [same]);
		assert.deepEqual(await states(), [
			[10, 12.5, HELD, ''],
			[10, null, null, 'submitted'],
			[10, 10.01, HELD, ''],
			[10, 13, 'wait for Li', ''],
			[null, null, null, 'needs a look'],
			[10, 8, HELD, ''],
		]);

		await table.update(dearer, { agreedAmount: 12.5, hold: '' });
		await n8n.finished(await n8n.run(workflow));
		assert.deepEqual(submitted(), [dearer, same]);
		assert.equal(account.submittedFen(dearer), 1250);
		assert.equal(account.submittedFen(same), 1000);

		// What is paid is not held any more; a row without an order is not the row of a message without one.
		account.orders.get(same)!.price = 1400;
		await table.insert([{ orderId: null }]);
		const before = (await executionsOf(workflow)).length;
		assert.deepEqual(
			await mailsDuring(async () => {
				await push(workflow, priceMessage(same), message(PRICE, '{}'));
				await carriedOut(workflow, before + 2);
			}),
			[],
		);
		assert.deepEqual((await states())[1], [10, null, null, 'submitted']);
		assert.deepEqual(account.paidTwice(), []);
	});
});

test('a price changed: a paying run that has looked the order up still pays it, as the mail says', async () => {
	const changed = orders.slice(0, 2);
	const [cheaper, dearer] = changed;
	await run(shipped);
	const table = await DataTable.named(n8n, TABLE);
	await table.insert(changed.map((orderId) => ({ orderId, agreedAmount: 10 })));
	for (const orderId of changed) sandbox.fault(1, { kind: 'slow', ms: 3000 }, DETAIL, orderId);
	const paying = await n8n.run(await save(forReal(shipped)));
	// 1688's answers are fixed, but still on their way.
	await eventually(() => {
		const lookedUp = sandbox.calls.flatMap(({ orderIds }) => orderIds);
		assert.ok(changed.every((orderId) => lookedUp.includes(orderId)));
	});
	account.orders.get(cheaper)!.price = 800;
	account.orders.get(dearer)!.price = 1200;
	for (const orderId of changed) await table.update(orderId, { hold: 'price changed, check' });
	await n8n.finished(paying);
	assert.deepEqual(
		changed.map((orderId) => account.submittedFen(orderId)),
		[800, 1200],
	);
	assert.deepEqual(
		(await rowsOf(TABLE, changed)).map(({ hold, status }) => [hold, status]),
		Array(2).fill(['price changed, check', 'submitted']),
	);
});
