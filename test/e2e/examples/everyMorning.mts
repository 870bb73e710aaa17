import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { DETAIL } from '../../sandbox/handlers.mts';
import {
	activated,
	change,
	forReal,
	readExample,
	type Example,
	type ExampleNode,
} from '../../support/examples.mts';
import { eventually } from '../../support/eventually.mts';
import type { Mail } from '../../support/n8n/mailbox.mts';
import {
	account,
	fieldsOf,
	itemsOf,
	list,
	mailbox,
	mailsDuring,
	orders,
	publish,
	run,
	sandbox,
	save,
	subjectOf,
	submitted,
	unpublish,
} from './stage.mts';

const CHAT = 'Report in Slack';
const example = readExample('pay-every-morning-with-a-cap.json');
/** The message for the chat becomes an item, since no Slack is there to take it. */
const asItem = ({ parameters: { text } }: ExampleNode) => ({
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: fieldsOf({ text }),
});
const shipped: Example = activated({
	...example,
	nodes: example.nodes.map((node) => ({ ...node, ...(node.name === CHAT && asItem(node)) })),
});
const PAY = 'Batch Pay 1688 Orders';
const EVERY_SECOND = {
	parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } },
};

const withOrders = (orderId: string[], options?: object): Example =>
	change(shipped, {
		'Orders to Pay': list({ orderId }),
		...(options && { [PAY]: { parameters: { options } } }),
	});
const mailsOf = async (example: Example): Promise<Mail[]> =>
	await mailsDuring(async () => await run(example));

test('pay every morning: one report, on good days and on bad ones', async () => {
	const [checked, ...more] = await mailsOf(withOrders(orders.slice(0, 4)));
	assert.deepEqual(more, []);
	assert.equal(subjectOf(checked), '1688: 0.00 CNY submitted, orders that need a person: 0 of 4');
	assert.match(checked.html, /Check only, nothing was paid\. 4 orders ready, ¥40\.00/);
	assert.equal(sandbox.payments().length, 0);

	for (const orderId of [orders[1], orders[2]]) account.orders.get(orderId)!.status = 'cancel';
	const [mail, ...others] = await mailsOf(forReal(withOrders(orders.slice(0, 4))));
	assert.deepEqual(others, []);
	assert.equal(subjectOf(mail), '1688: 20.00 CNY submitted, orders that need a person: 2 of 4');
	assert.match(
		mail.html,
		/Submitted: 20\.00 CNY<br>.*Not paid: 20\.00 CNY<br>.*Unclear: 0\.00 CNY/s,
	);
	assert.match(mail.html, /4 orders: 2 submitted \(¥20\.00\), 2 failed/);
	assert.match(
		mail.html,
		new RegExp(`>2<.*>notPayable<.*>${orders[1]}, ${orders[2]}<`, 's'),
		'alike failures stand together',
	);
	assert.deepEqual(submitted(), [orders[0], orders[3]]);

	const [good, ...no] = await mailsOf(forReal(withOrders(orders.slice(4, 6))));
	assert.deepEqual(no, []);
	assert.equal(subjectOf(good), '1688: 20.00 CNY submitted, orders that need a person: 0 of 2');
	assert.match(good.html, /2 orders: 2 submitted \(¥20\.00\)/);
	assert.doesNotMatch(good.html, /<table|undefined|null/);
});

test('pay every morning: the chat gets the text and the amounts', async () => {
	account.orders.get(orders[0])!.status = 'cancel';
	const execution = await run(forReal(withOrders(orders.slice(0, 3))));
	const [{ text }, ...others] = itemsOf(execution, CHAT);
	assert.deepEqual(others, []);
	assert.match(
		String(text),
		/3 orders: 2 submitted.*\nSubmitted: 20\.00 CNY\n.*Not paid: 10\.00 CNY\n.*need a person: 1$/s,
	);
});

test('pay every morning: what may have been paid comes first in the mail', async () => {
	account.paysAtOnce = false;
	sandbox.fault(1, { kind: 'resetBeforeAnswer' });
	const list = [...orders.slice(0, 2), '<!--'];
	const [mail] = await mailsOf(forReal(withOrders(list, { batchSize: 1 })));
	assert.match(mail.html, />unknown<.*>notSent</s);
	assert.match(mail.html, />invalid</);
	assert.doesNotMatch(mail.html, /<!--/, 'a cell must not hide the rows behind it');
});

test('pay every morning: the caps hold', async () => {
	const [tooMany] = await mailsOf(forReal(withOrders(orders.slice(0, 3), { maxOrders: 2 })));
	assert.match(tooMany.html, /Maximum Orders per Run/);
	const [tooMuch] = await mailsOf(
		forReal(withOrders(orders.slice(0, 3), { maxTotalAmount: 29.99 })),
	);
	assert.match(tooMuch.html, /30\.00.*29\.99/);
	assert.equal(sandbox.payments().length, 0);
});

test('tell me when a workflow breaks off: a scheduled run that cannot begin arrives as a mail', async () => {
	const teller = await save(activated(readExample('tell-me-when-a-workflow-breaks-off.json')));
	await publish(teller);
	const broken = forReal(
		withOrders(orders.slice(0, 2), { maxTotalAmount: '={{ $json.nothing }}' }),
	);
	const scheduled = await save({
		...change(broken, { 'Every Morning at Nine': EVERY_SECOND }),
		settings: { executionOrder: 'v1', errorWorkflow: teller.id },
	});
	const before = mailbox.mails.length;
	await publish(scheduled);
	await eventually(() => assert.ok(mailbox.mails.length > before));
	await unpublish(scheduled);
	const mail = mailbox.mails[before];
	assert.equal(subjectOf(mail), 'Pay every morning with a cap broke off');
	assert.match(mail.html, /Batch Pay 1688 Orders.*Maximum Total Amount/s);
	assert.match(mail.html, new RegExp(`href="[^"]*/workflow/${scheduled.id}/executions/\\d+"`));
	assert.equal(sandbox.payments().length, 0);
});

test('pay every morning: the schedule starts it, and the same list every second is paid once', async () => {
	// Its look-ups are told from those of runs that are still ending.
	const ids = orders.slice(0, 3);
	const scheduled = await save(
		forReal(
			change(withOrders(ids), {
				'Every Morning at Nine': EVERY_SECOND,
				// A run that is still ending would mail into the next test.
				'Report by Mail': { disabled: true },
			}),
		),
	);
	await publish(scheduled);
	const lookedUp = () =>
		sandbox.calls.filter(({ path, refused }) => path === DETAIL && refused === undefined).length;
	while (lookedUp() < 3 * ids.length) await sleep(200);
	await unpublish(scheduled);
	assert.deepEqual(submitted(), ids);
	assert.equal(sandbox.payments().length, 1);
	assert.deepEqual(account.paidTwice(), []);
});
