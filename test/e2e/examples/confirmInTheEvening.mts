import assert from 'node:assert/strict';
import { test } from 'node:test';

import { activated, readExample } from '../../support/examples.mts';
import { DataTable } from './dataTable.mts';
import { account, mailsDuring, n8n, orders, run, sandbox, subjectOf } from './stage.mts';

/** After the tests of the pay desk, which make its log. */
test('confirm in the evening: what is proven paid is marked, what is not is reported, nothing is paid', async () => {
	const log = await DataTable.named(n8n, 'Pay desk log');
	const [paid, waiting, unclear, rejected] = orders;
	for (const orderId of [paid, unclear]) account.orders.get(orderId)!.status = 'waitsellersend';
	await log.insert(
		[
			{ orderId: paid, outcome: 'submitted', counts: 10 },
			{ orderId: waiting, outcome: 'submitted', counts: 10 },
			{ orderId: unclear, outcome: 'unknown', counts: 10 },
			{ orderId: rejected, outcome: 'rejected', counts: 0 },
		].map((row) => ({ ...row, amount: 10, requestId: `request of ${row.orderId}`, who: 'Li' })),
	);
	const mails = await mailsDuring(
		async () => await run(activated(readExample('confirm-in-the-evening.json'))),
	);
	const rows = await log.rows();
	assert.deepEqual(
		orders.slice(0, 4).map((id) => rows.find(({ orderId }) => orderId === id)?.outcome),
		['paid', 'submitted', 'paid', 'rejected'],
	);
	const report = mails.find(({ source }) => source.includes('not proven paid'))!.html;
	assert.ok(report.includes(waiting));
	assert.ok(report.includes(`request of ${waiting}`), 'to quote to PandaPon');
	assert.ok(![paid, unclear, rejected].some((orderId) => report.includes(orderId)));
	assert.match(String(rows.find(({ orderId }) => orderId === paid)?.reason), /^Confirmed \w+ \d/);
	const [good, ...others] = mails.map(subjectOf).filter((subject) => subject?.includes('paid: '));
	assert.match(String(good), /^1688: proven paid: \d+ of \d+ orders$/);
	assert.deepEqual(others, []);
	assert.equal(sandbox.payments().length, 0);
});
