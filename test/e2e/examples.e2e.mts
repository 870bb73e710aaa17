// The workflows of examples/, each imported into a real n8n and run against the sandbox.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { DETAIL, handlers } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { Browser } from '../support/browser.mts';
import { assign, change, FILES, forReal, readExample, type Example } from '../support/examples.mts';
import { installN8n, installPackage } from '../support/n8n/install.mts';
import { LocalN8n, type StoredExecution } from '../support/n8n/localN8n.mts';
import { DataTable } from './examples/dataTable.mts';
import { importInEditor } from './examples/importInEditor.mts';

const PAY = 'Batch Pay 1688 Orders';
const TABLE = 'Purchase orders to pay';
const n8n = new LocalN8n('examples');
const sandbox = new Sandbox();
const { account } = sandbox;
let credential: { id: string; name: string };
/** New for each test, and all waiting for payment. */
let orders: string[] = [];

before(async () => {
	await installN8n();
	await installPackage(n8n.userFolder);
	await sandbox.start();
	await n8n.start();
	// The name that n8n's dialog proposes.
	const name = 'PandaPon account';
	credential = { id: await n8n.createCredential('pandaPonApi', name, sandbox.credential), name };
});
after(async () => {
	await n8n.stop();
	await sandbox.close();
});
beforeEach(() => {
	sandbox.reset();
	sandbox.watch = undefined;
	account.balance = Number.MAX_SAFE_INTEGER;
	account.paysAtOnce = true;
	const first = 2059624700000000000n + BigInt(Date.now()) * 1000n;
	orders = Array.from({ length: 12 }, (_, index) => String(first + BigInt(index)));
	account.addOrders(orders);
});

const importExample = async (example: Example) => await n8n.createWorkflow(example, credential);
const run = async (example: Example): Promise<StoredExecution> =>
	await n8n.finished(await n8n.run(await importExample(example)));
const list = (value: unknown) => ({ parameters: { jsonOutput: JSON.stringify(value) } });
/** Everything a node put out on its first output, over all its runs. */
const itemsOf = ({ data }: StoredExecution, node: string): IDataObject[] =>
	(data.resultData.runData[node] ?? []).flatMap((each) =>
		(each.data?.main[0] ?? []).map(({ json }) => json),
	);
const submitted = () => orders.filter((orderId) => account.submissions(orderId) > 0);

test(
	'imported in the editor, every node already has the credential, if it has the name that n8n proposes',
	{ timeout: 300_000 },
	async () => {
		const browser = await Browser.open(n8n);
		try {
			for (const file of FILES) {
				const nodes = await importInEditor(browser.page, n8n.url, file);
				const needing = nodes.filter(({ credentials }) => credentials !== undefined);
				assert.equal(
					needing.length,
					readExample(file).nodes.filter(({ credentials }) => credentials !== undefined).length,
					file,
				);
				for (const { name, credentials } of needing)
					assert.deepEqual(credentials, { pandaPonApi: credential }, `${file}: ${name}`);
			}
		} finally {
			await browser.close();
		}
	},
);

test('pay orders from a list: a dry run as shipped, then each row has its outcome', async () => {
	const example = change(readExample('pay-orders-from-a-list.json'), {
		'Order List': list({
			rows: [
				{ row: 2, supplier: 'A', orderId: `${orders[0]}, ${orders[1]}` },
				{ row: 3, supplier: 'B', orderId: orders[2] },
			],
		}),
	});
	account.orders.get(orders[1])!.status = 'cancel';
	assert.deepEqual(
		itemsOf(await run(example), 'Needs a Look').map(({ row, outcome }) => [row, outcome]),
		[
			[2, 'ready'],
			[2, 'ready'],
			[3, 'ready'],
		],
	);
	assert.equal(sandbox.calls.length, 0);

	const execution = await run(forReal(example));
	assert.deepEqual(itemsOf(execution, 'Submitted or Paid'), [
		{ row: 2, supplier: 'A', orderId: orders[0], outcome: 'submitted' },
		{ row: 3, supplier: 'B', orderId: orders[2], outcome: 'submitted' },
	]);
	const [failed] = itemsOf(execution, 'Needs a Look');
	assert.equal(failed.orderId, orders[1]);
	assert.match(String(failed.requestId), /^[0-9a-f]{32}$/);
	assert.deepEqual(submitted(), [orders[0], orders[2]]);
});

test('pay from a table: the result is written beside each row, and the next run takes only what is open', async () => {
	const shipped = readExample('pay-from-a-table-and-write-back.json');
	assert.equal((await run(shipped)).status, 'success');
	assert.equal(sandbox.calls.length, 0, 'the first run only makes the table');

	const table = await DataTable.named(n8n, TABLE);
	await table.insert(
		[orders[0], `${orders[1]}, ${orders[2]}`, orders[3], '', orders[4]].map((orderId) => ({
			orderId,
			supplier: 'A',
			status: '',
			result: null,
		})),
	);
	const statuses = async () => (await table.rows()).map(({ status }) => status);

	const workflow = await importExample(shipped);
	await n8n.finished(await n8n.run(workflow));
	assert.deepEqual(await statuses(), ['open', 'open', 'open', 'needs a look', 'open'], 'dry run');
	assert.match(String((await table.rows())[0].result), /Dry run: nothing was sent/);
	assert.equal(sandbox.calls.length, 0);

	// Row 2 holds an order that exceeds the balance, row 5 a closed one.
	account.orders.get(orders[2])!.price = account.balance;
	account.orders.get(orders[4])!.status = 'cancel';
	const paying = await n8n.updateWorkflow({
		...workflow,
		...forReal(workflow as unknown as Example),
		id: workflow.id,
	});
	await n8n.finished(await n8n.run(paying));
	assert.deepEqual(await statuses(), ['submitted', 'open', 'submitted', 'needs a look', 'open']);
	const [, second] = await table.rows();
	assert.match(
		String(second.result),
		new RegExp(
			`^${orders[1]}: submitted \\(requestId [0-9a-f]{32}\\)\n${orders[2]}: rejected\\. 账户额度不足\\. .*\\(requestId [0-9a-f]{32}\\)$`,
		),
	);

	account.orders.get(orders[2])!.price = 1000;
	await n8n.finished(await n8n.run(paying));
	assert.deepEqual(await statuses(), [
		'submitted',
		'submitted',
		'submitted',
		'needs a look',
		'open',
	]);
	assert.deepEqual(submitted(), orders.slice(0, 4));
	assert.deepEqual(account.paidTwice(), []);
});

test('pay every morning: a mail for the failures, and the cap holds', async () => {
	const example = change(readExample('pay-every-morning-with-a-cap.json'), {
		'Orders to Pay': list({ orderId: orders.slice(0, 4).join() }),
	});
	const mailOf = (execution: StoredExecution) =>
		itemsOf(execution, 'Write the Message') as Array<{ subject: string; text: string }>;
	const [dry] = mailOf(await run(example));
	assert.equal(dry.subject, 'Dry run, nothing was paid: 4 of 4 orders on 1688 need a look');
	assert.equal(sandbox.calls.length, 0);

	for (const orderId of [orders[1], orders[2]]) account.orders.get(orderId)!.status = 'cancel';
	const [mail, ...more] = mailOf(await run(forReal(example)));
	assert.equal(more.length, 0);
	assert.equal(mail.subject, '2 of 4 orders on 1688 need a look');
	assert.match(
		mail.text,
		new RegExp(
			`^2 × rejected \\(may be run again\\): 订单已关闭\n.+\nOrders: ${orders[1]}, ${orders[2]}\nrequestId: [0-9a-f]{32}$`,
		),
	);
	assert.deepEqual(submitted(), [orders[0], orders[3]]);

	// The first is closed; the second is submitted and its answer lost; the third is held back.
	sandbox.reset();
	account.paysAtOnce = false;
	sandbox.fault(2, { kind: 'resetBeforeAnswer' });
	const mixed = {
		'Orders to Pay': list({ orderId: [orders[1], orders[4], orders[5]] }),
		[PAY]: { parameters: { options: { batchSize: 1 } } },
	};
	const [unclear] = mailOf(await run(forReal(change(example, mixed))));
	assert.deepEqual(
		unclear.text.match(/^\d+ × \w+/gm),
		['1 × unknown', '1 × rejected', '1 × notSent'],
		'what may have been paid comes first',
	);
	assert.match(
		unclear.text,
		/^1 × unknown \(do not simply run again\): .*\n.*\nOrders: \d{19}\nrequestId: \(none\)$/m,
	);

	const cap = change(forReal(example), {
		'Orders to Pay': list({ orderId: orders.slice(6, 9) }),
		[PAY]: { parameters: { options: { maxOrders: 2 } } },
	});
	const [capped] = mailOf(await run(cap));
	assert.match(
		capped.text,
		/^3 × notSent \(may be run again\): There are 3 orders, more than the 2 that "Maximum Orders per Run" allows\n/,
	);
});

test('retry what is safe: three tries at most, only what is safe, and a person gets the rest', async () => {
	const shipped = readExample('retry-what-is-safe.json');
	const rows = {
		rows: [
			{ row: 2, supplier: 'A', orderId: orders[0] },
			{ row: 3, supplier: 'B', orderId: `${orders[1]}, ${orders[2]}` },
			{ row: 4, supplier: 'C', orderId: '' },
		],
	};
	const example = change(shipped, { 'Order List': list(rows) });
	const forPerson = (execution: StoredExecution) =>
		itemsOf(execution, 'For a Person').map(({ row, orderId, outcome }) => [row, orderId, outcome]);

	const dry = await run(example);
	assert.equal(itemsOf(dry, 'Wait').length, 0, 'a dry run does not wait');
	assert.equal(forPerson(dry).length, 4);
	assert.equal(sandbox.calls.length, 0);

	// At the first try the balance is too low for one order; then somebody tops it up. Another order is closed for good.
	account.balance = 1000;
	account.orders.get(orders[1])!.status = 'cancel';
	sandbox.watch = (_path, moment) => void (moment === 'answered' && (account.balance = 1000));
	const quick = { Wait: { parameters: { amount: 1, unit: 'seconds' } } };
	const execution = await run(forReal(change(example, quick)));
	assert.deepEqual(
		itemsOf(execution, 'Submitted or Paid').map(({ row, orderId }) => [row, orderId]),
		[
			[2, orders[0]],
			[3, orders[2]],
		],
	);
	assert.deepEqual(forPerson(execution), [
		[4, '', 'invalid'],
		[3, orders[1], 'rejected'],
	]);
	assert.deepEqual(
		sandbox.payments().map(({ orderIds }) => orderIds),
		[orders.slice(0, 3), orders.slice(1, 3), [orders[1]]],
	);

	// An order that may have been paid goes to a person at once, and is never sent again.
	sandbox.reset();
	account.paysAtOnce = false;
	sandbox.watch = undefined;
	sandbox.fault(1, { kind: 'resetBeforeAnswer' });
	const unclear = await run(
		forReal(
			change(shipped, { 'Order List': list({ rows: [{ row: 2, orderId: orders[5] }] }), ...quick }),
		),
	);
	assert.deepEqual(forPerson(unclear), [[2, orders[5], 'unknown']]);
	assert.equal(sandbox.payments().length, 1);
	assert.deepEqual(account.paidTwice(), []);
});

test(
	'retry what is safe: a long wait, during which n8n keeps the execution in its database',
	{ timeout: 300_000 },
	async () => {
		account.balance = 2000;
		const rows = [
			{ row: 2, orderId: orders[0] },
			{ row: 3, orderId: orders[1] },
			{ row: 4, orderId: orders[2] },
			{ row: 5, orderId: '' },
		];
		const saved = await importExample(
			forReal(
				change(readExample('retry-what-is-safe.json'), {
					'Order List': list({ rows }),
					Wait: { parameters: { amount: 66, unit: 'seconds' } },
				}),
			),
		);
		const id = await n8n.run(saved);
		while ((await n8n.api('GET', `/rest/executions/${id}`)).status !== 'waiting') await sleep(500);
		assert.deepEqual(submitted(), orders.slice(0, 2));
		account.balance = 1000;
		const execution = await n8n.finished(id);
		assert.equal(execution.status, 'success');
		assert.deepEqual(
			itemsOf(execution, 'Submitted or Paid').map(({ row }) => row),
			[2, 3, 4],
		);
		assert.deepEqual(
			sandbox.payments().map(({ orderIds }) => orderIds),
			[orders.slice(0, 3), [orders[2]]],
		);
		const { 'For a Person': person, Wait: wait } = execution.data.resultData.runData;
		// n8n records a wait as starting when it ends.
		assert.ok(
			person[0].startTime < wait[0].startTime,
			'the person learns of the empty cell before the wait is over',
		);
		assert.deepEqual(account.paidTwice(), []);
	},
);

const allActive = (example: Example) =>
	({ ...example, nodes: example.nodes.map((node) => ({ ...node, disabled: false })) }) as Example;

test('call other endpoints: seven signed calls to six groups of endpoints, GET and POST, each answered with code 200', async () => {
	const shipped = readExample('call-other-endpoints.json');
	const reads = assign(shipped, 'What to Ask', { baseUrl: sandbox.url, orderId: orders[1] });
	const execution = await run(reads);
	assert.equal(execution.status, 'success');
	assert.deepEqual(
		sandbox.calls.map(({ method, path, refused }) => [method, path, refused]).sort(),
		[
			['GET', '/open/order/logistics/detail/get', undefined],
			['GET', '/open/product/get', undefined],
			['GET', '/v2/alibaba/cart/list', undefined],
			['POST', '/alibaba/order/detail', undefined],
			['POST', '/alibaba/product/keywords/query', undefined],
		],
	);
	const answers = itemsOf(execution, 'Answered');
	assert.deepEqual(
		answers.map(({ code, msg }) => [code, msg]),
		Array(5).fill([200, '成功']),
	);
	assert.ok(
		answers.some(({ answer }) => String(answer).includes(`"idOfStr":"${orders[1]}"`)),
		'the order of all 19 digits was looked up',
	);

	// With the two that change something.
	sandbox.reset();
	const all = allActive(reads);
	const neighbour = String(BigInt(Number(orders[1])));
	assert.notEqual(neighbour, orders[1]);
	account.addOrders([neighbour]);
	const changing = await run(all);
	assert.equal(itemsOf(changing, 'Answered').length, 5);
	assert.deepEqual(
		['Address: Save', '1688 Order: Cancel Before Payment']
			.flatMap((node) => itemsOf(changing, node))
			.map(({ code, data }) => [code, data]),
		[
			[200, undefined],
			[200, true],
		],
	);
	assert.equal(sandbox.calls.length, 7);
	assert.ok(sandbox.calls.every(({ refused }) => refused === undefined));
	assert.equal(
		account.orders.get(orders[1])!.status,
		'cancel',
		'the order of all 19 digits was cancelled',
	);
	assert.equal(
		account.orders.get(neighbour)!.status,
		'waitbuyerpay',
		'its rounded neighbour was not',
	);
	assert.deepEqual(submitted(), []);
});

test('call other endpoints: a 19-digit ID goes out and comes back digit for digit, even without quotes', async () => {
	const received: Array<Record<string, unknown>> = [];
	const recording: typeof handlers = Object.fromEntries(
		Object.entries(handlers).map(([name, work]) => [
			name,
			(of, body) => (received.push(body), work(of, body)),
		]),
	);
	const recorder = await new Sandbox({ account, handlers: recording }).start();
	try {
		const [, id] = orders;
		assert.notEqual(String(BigInt(Number(id))), id, 'a number that loses digits');
		const example = assign(readExample('call-other-endpoints.json'), 'What to Ask', {
			baseUrl: recorder.url,
			orderId: id,
			taobaoItemId: id,
			taobaoSubOrderId: id,
		});
		// The space shows that nothing has parsed the answer and written it again.
		const answer = `{"requestId":null,"code":200,"developId":null,"msg":"成功","data":{"orderId": ${id}}}`;
		const reading = example.nodes.filter(
			({ parameters: { url }, disabled }) => url !== undefined && !disabled,
		);
		for (const { parameters } of reading)
			recorder.fault(
				'every',
				{ kind: 'status', status: 200, body: answer },
				String(parameters.url).replace('={{ $json.baseUrl }}', ''),
			);

		const execution = await run(allActive(example));
		assert.deepEqual(
			itemsOf(execution, 'Answered'),
			Array(5).fill({ answer, code: 200, msg: '成功' }),
		);
		const ids = received.map(
			({ orderId, itemId, subPurchaseOrderId }) => orderId ?? itemId ?? subPurchaseOrderId,
		);
		assert.deepEqual(
			ids.filter((each) => each !== undefined),
			[id, id, id, BigInt(id)],
			'looked up, goods, parcel; cancelled by its number',
		);
	} finally {
		await recorder.close();
	}
});

test('call other endpoints: a wrong secret is refused, and a refusal with HTTP 200 is not taken for an answer', async () => {
	const shipped = readExample('call-other-endpoints.json');
	const example = assign(shipped, 'What to Ask', {
		baseUrl: sandbox.url,
		orderId: '2059624000000000000',
	});
	// Something between n8n and PandaPon answers with a web page.
	sandbox.fault('every', { kind: 'html' }, '/v2/alibaba/cart/list');
	const unknown = await run(example);
	assert.equal(itemsOf(unknown, 'Answered').length, 3);
	const [refusal, page] = itemsOf(unknown, 'Refused: Read msg');
	assert.deepEqual([refusal.code, refusal.msg], [404, '订单不存在']);
	assert.deepEqual(page, {
		answer: '<html><body><h1>Welcome</h1></body></html>',
		code: null,
		msg: 'Not an answer of PandaPon: see the text',
	});

	const wrong = {
		id: await n8n.createCredential('pandaPonApi', 'Wrong', {
			...sandbox.credential,
			accessSecret: 'not the secret',
		}),
		name: 'Wrong',
	};
	const refused = await n8n.finished(await n8n.run(await n8n.createWorkflow(example, wrong)));
	assert.equal(refused.status, 'error');
	assert.equal(sandbox.calls.at(-1)?.refused, 'wrong signature');
});

// The last test: an execution that the schedule has started may still look orders up after its workflow is switched off.
test(
	'pay every morning: the schedule starts it, and the same list every second is paid once',
	{ timeout: 120_000 },
	async () => {
		const everySecond = {
			parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } },
		};
		const example = change(readExample('pay-every-morning-with-a-cap.json'), {
			'Every Morning at Nine': everySecond,
			'Orders to Pay': list({ orderId: orders.slice(0, 3) }),
		});
		const scheduled = await importExample(forReal(example));
		await n8n.api('POST', `/rest/workflows/${scheduled.id}/activate`, {
			versionId: scheduled.versionId,
		});
		// A later run finds them submitted, and looks them up.
		while (!sandbox.calls.some(({ path }) => path === DETAIL)) await sleep(200);
		await n8n.api('POST', `/rest/workflows/${scheduled.id}/deactivate`);
		assert.deepEqual(submitted(), orders.slice(0, 3));
		assert.equal(sandbox.payments().length, 1);
	},
);
