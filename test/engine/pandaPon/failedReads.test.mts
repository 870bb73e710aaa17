import type { Fault } from '../../sandbox/faults.mts';
import { speedUp } from '../../support/engine/fastClock.mts';
import {
	allDocumented,
	answering,
	callsTo,
	documented,
	envelopeAround,
	make,
	sandboxFor,
	type LiteralCall,
} from '../../support/engine/literalCall.mts';
import { startSandbox } from '../../support/engine/sandboxWith.mts';
import { callOf, reads } from './calls/all.mts';

afterEach(() => jest.restoreAllMocks());

const refused = (code: number, msg: string): string =>
	JSON.stringify({ requestId: null, code, developId: null, msg, data: null });

/** What goes wrong, what the node says about it, and what it advises. */
const failures: Array<[what: string, fault: Fault, says: string, advises: string]> = [
	[
		'HTTP 400 without an envelope',
		{ kind: 'status', status: 400, body: 'Bad Request' },
		"The API's answer could not be read (HTTP 400)",
		'Check the fields of this node, then run it again.',
	],
	[
		'HTTP 400 with an envelope',
		{ kind: 'status', status: 400, body: refused(400, '参数错误') },
		'参数错误',
		'Check the fields of this node, then run it again.',
	],
	[
		'HTTP 401',
		{ kind: 'status', status: 401, body: refused(401, 'signature error') },
		'signature error',
		'Open the PandaPon API credential and press Test: it says what is wrong.',
	],
	[
		'HTTP 500 with an envelope',
		{ kind: 'status', status: 500, body: refused(500, '系统繁忙') },
		'系统繁忙 (the system was busy or had trouble)',
		'The API itself seems to be in trouble: run it again later.',
	],
	[
		'HTTP 502 without an envelope',
		{ kind: 'status', status: 502, body: '<html>Bad Gateway</html>' },
		"The API's answer could not be read (HTTP 502)",
		'The API itself seems to be in trouble: run it again later.',
	],
	[
		'code 400',
		answering(refused(400, 'offerId 不能为空')),
		'offerId 不能为空',
		'Check the fields of this node, then run it again.',
	],
	[
		'code 500 without a message',
		answering(refused(500, '')),
		'The API answered with code 500 and no message (HTTP 200)',
		'The API itself seems to be in trouble: run it again later.',
	],
	[
		'code 200 with a failure inside',
		answering(
			envelopeAround(
				'{"success":false,"errorCode":"500_004","errorMsg":"库存不足","errorInfo":null}',
			),
		),
		'库存不足',
		'Check the fields of this node, then run it again.',
	],
	[
		'code 200 with a failure inside, told by errorInfo',
		answering(envelopeAround('{"success":false,"errorCode":"4001","errorInfo":"no order"}')),
		'no order',
		'Check the fields of this node, then run it again.',
	],
	[
		'code 200 with a failure inside, told by its code alone',
		answering(envelopeAround('{"success":false,"errorCode":"ORDER_NOT_EXIST"}')),
		'ORDER_NOT_EXIST (the order does not exist)',
		'Check the fields of this node, then run it again.',
	],
	[
		'an HTML page',
		{ kind: 'html' },
		"The API's answer could not be read (HTTP 200)",
		'Open the PandaPon API credential and press Test: it says what is wrong.',
	],
	[
		'cut-off JSON',
		answering('{"requestId":"c0ffee","code":200,"developId":null,"msg":"成功","data":{'),
		"The API's answer could not be read (HTTP 200)",
		'Open the PandaPon API credential and press Test: it says what is wrong.',
	],
	[
		'a redirect',
		{ kind: 'redirect', status: 307 },
		"The API's answer could not be read (HTTP 307)",
		'The API itself seems to be in trouble: run it again later.',
	],
	[
		'a connection that is cut',
		{ kind: 'resetBeforeAnswer' },
		'The connection was cut before the answer was complete',
		'Check the connection and the Base URL in the credential, then run it again.',
	],
];

describe.each(failures)('%s', (_what, fault, says, advises) => {
	test.each(reads)('%s fails, and says what to do', async (_name, call) => {
		const sandbox = await sandboxFor(call, fault);
		const result = await make(call, sandbox);
		expect(result.status).toBe('error');
		expect(result.message).toBe(says);
		expect(result.run.data.resultData.error).toMatchObject({
			description: advises,
			context: { itemIndex: 0 },
		});
		expect(callsTo(sandbox, call)).toEqual([documented(call)]);
	});
});

test.each(reads)('%s is not waited for beyond the time-out', async (_name, call) => {
	const sandbox = await sandboxFor(call, { kind: 'hang' });
	const result = await make(call, sandbox, { parameters: { options: { timeoutMs: 200 } } });
	expect(result.message).toBe('No complete answer came within the timeout of 200 ms');
	expect(callsTo(sandbox, call)).toHaveLength(1);
});

test.each(reads)('%s is repeated where the API rate limits', async (_name, call) => {
	const sandbox = await rateLimiting(call, '1');
	speedUp(100);
	const result = await make(call, sandbox);
	expect(result.items).toEqual(call.items);
	expect(callsTo(sandbox, call)).toEqual([documented(call), ...allDocumented(call)]);
});

test('an API that asks for more than a minute is not waited for', async () => {
	const call = callOf('order1688', 'get');
	const sandbox = await rateLimiting(call, '61');
	const result = await make(call, sandbox);
	expect(result.message).toBe('too many requests');
	expect(callsTo(sandbox, call)).toHaveLength(1);
});

test.each<[what: string, fault: Fault]>([
	['HTTP 429', { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }],
	['code 429', answering(refused(429, 'too many requests'))],
])('a read is given up after two repetitions (%s)', async (_what, fault) => {
	const call = callOf('order1688', 'get');
	const sandbox = await sandboxFor(call, fault);
	speedUp(100);
	const result = await make(call, sandbox);
	expect(result.run.data.resultData.error).toMatchObject({
		description: 'Wait a little, then run it again.',
	});
	expect(callsTo(sandbox, call)).toHaveLength(3);
});

async function rateLimiting(call: LiteralCall, retryAfter: string) {
	const fault: Fault = {
		kind: 'status',
		status: 429,
		body: refused(429, 'too many requests'),
		headers: { 'Retry-After': retryAfter },
	};
	const sandbox = await sandboxFor(call, fault, 1);
	sandbox.fault('every', answering(envelopeAround(call.data)), call.path);
	return sandbox;
}

test.each(reads)('%s says when no connection can be made', async (_name, call) => {
	const sandbox = await sandboxFor(call);
	await sandbox.close();
	speedUp(100);
	const result = await make(call, sandbox);
	expect(result.message).toBe('No connection to the API could be made (ECONNREFUSED)');
	expect(sandbox.calls).toEqual([]);
});

describe('On Error: Continue', () => {
	const call = callOf('order1688', 'get');
	const orderIds = ['2059624776425880794', '2059624776425880799', '2059624776425880795'];

	test('a failed look-up is an item with the error, between the others', async () => {
		const sandbox = await sandboxFor({ path: '/none', data: 'null' });
		sandbox.account.addOrders(orderIds.filter((id) => !id.endsWith('9')));
		const result = await make(call, sandbox, {
			items: orderIds.map((id) => ({ id })),
			parameters: { orderId: '={{ $json.id }}' },
			node: { onError: 'continueRegularOutput' },
		});
		expect(result.items).toEqual([
			expect.objectContaining({ orderId: '2059624776425880794', payment: 'unpaid' }),
			{ error: '订单不存在 (the order does not exist)' },
			expect.objectContaining({ orderId: '2059624776425880795', payment: 'unpaid' }),
		]);
		expect(result.linkedTo).toEqual([0, 1, 2]);
	});

	test('the error output gets it alone', async () => {
		const sandbox = await sandboxFor({ path: '/none', data: 'null' });
		sandbox.account.addOrders(orderIds.filter((id) => !id.endsWith('9')));
		const { outputs } = await make(call, sandbox, {
			items: orderIds.map((id) => ({ id })),
			parameters: { orderId: '={{ $json.id }}' },
			node: { onError: 'continueErrorOutput' },
		});
		expect(outputs.map((items) => items.length)).toEqual([2, 1]);
		expect(outputs[1]?.[0]?.json).toMatchObject({
			error: '订单不存在 (the order does not exist)',
		});
	});
});

test('an answer that shows another order is none', async () => {
	const call = callOf('order1688', 'get');
	const other = call.data.replaceAll('2059624776425880794', '2059624776425880793');
	const sandbox = await sandboxFor({ ...call, data: other });
	const result = await make(call, sandbox);
	expect(result.message).toBe('The look-up was answered without this order');
	expect(result.items).toEqual([]);
});

test.each([
	['{"refundId":"TQ999999","orderId":2059624776425880795}'],
	['{"refundId":9223372036854775807}'],
])('the answer %s to a look-up of another refund is none', async (data) => {
	const call = callOf('refund1688', 'get');
	const result = await make(call, await sandboxFor({ ...call, data }));
	expect(result.message).toBe('The API answered with another refund');
	expect(result.items).toEqual([]);
});

test.each([
	['false', 'The API answered with success, but with nothing'],
	['null', 'The API answered with success, but with nothing'],
	['"系统繁忙"', '系统繁忙'],
])('a product that is answered with %s is none', async (data, says) => {
	const call = callOf('taobaoProduct', 'get');
	const result = await make(call, await sandboxFor({ ...call, data }));
	expect(result.message).toBe(says);
	expect(result.items).toEqual([]);
});

test.each(reads)('%s keeps keys and signatures out of its error', async (_name, call) => {
	const sandbox = await sandboxFor(call, { kind: 'echo', status: 400 });
	const result = await make(call, sandbox);
	expect(result.message).toContain('bad request');
	const shown = JSON.stringify(result.run.data.resultData);
	for (const secret of [...sandbox.signatures, sandbox.keys.accessSecret, sandbox.keys.accessKey])
		expect(shown).not.toContain(secret);
});

test('a signature that the answer quotes is blotted out of the item', async () => {
	const call = callOf('taobaoProduct', 'get');
	const sandbox = await startSandbox({
		handlers: {
			[`${call.method} ${call.path}`]: () => ({
				data: { itemId: '672991141190', title: `signed ${sandbox.signatures[0]}` },
			}),
		},
	});
	const result = await make(call, sandbox);
	expect(sandbox.signatures[0]).toMatch(/^[0-9A-F]{32}$/);
	expect(result.items).toEqual([{ itemId: '672991141190', title: 'signed [hidden]' }]);
	expect(JSON.stringify(result.run.data.resultData)).not.toContain(sandbox.signatures[0]);
});
