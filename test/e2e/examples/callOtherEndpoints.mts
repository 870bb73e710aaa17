import assert from 'node:assert/strict';
import { test } from 'node:test';

import { handlers } from '../../sandbox/handlers.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { activated, assign, readExample } from '../../support/examples.mts';
import { account, itemsOf, n8n, orders, run, sandbox, submitted } from './stage.mts';

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
	const all = activated(reads);
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

		const execution = await run(activated(example));
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
		msg: 'Not an answer of PandaPon: see the text',
	});

	const wrong = {
		id: await n8n.createCredential('pandaPonApi', 'Wrong', {
			...sandbox.credential,
			accessSecret: 'not the secret',
		}),
		name: 'Wrong',
	};
	const refused = await run(example, { pandaPonApi: wrong });
	assert.equal(refused.status, 'error');
	assert.equal(sandbox.calls.at(-1)?.refused, 'wrong signature');
});
