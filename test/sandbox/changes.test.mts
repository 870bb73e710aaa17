import { startSandbox } from '../support/engine/sandboxWith.mts';
import { orderIds } from '../support/orderIds.mts';
import { get, post } from './callSandbox.mts';
import type { Fault } from './faults.mts';

const ADDRESS = '/open/address/addOrUpdate';
const REFUND_CANCEL = '/v2/taobao/order/refund/cancel/{refundId}';
const [A, B] = orderIds(2);
const HOME = { name: 'a', phone: '1', address: 'b' };

const refundPath = (id: number) => REFUND_CANCEL.replace('{refundId}', String(id));

test('a call that was carried out twice is seen, however its fields are written', async () => {
	const sandbox = await startSandbox();
	await post(sandbox, ADDRESS, '{"name":"a","phone":"1","address":"b"}');
	await post(sandbox, ADDRESS, '{ "address": "b", "phone": "1", "name": "a" }');
	await post(sandbox, ADDRESS, '{"name":"a","phone":"1","address":"c"}');
	expect([...sandbox.account.changes.values()]).toEqual([2, 1]);
	expect(sandbox.account.changedTwice()).toEqual([
		`POST ${ADDRESS} {"address":"b","name":"a","phone":"1"}`,
	]);
});

test('neighbouring IDs are different calls, digit for digit', async () => {
	const sandbox = await startSandbox();
	sandbox.account.addOrders([A, B]);
	for (const id of [A, B])
		await post(
			sandbox,
			'/alibaba/order/cancel',
			`{"webSite":"1688","orderId":${id},"cancelReason":"other"}`,
		);
	expect([...sandbox.account.changes]).toEqual(
		[A, B].map((id) => [
			`POST /alibaba/order/cancel {"cancelReason":"other","orderId":${id},"webSite":"1688"}`,
			1,
		]),
	);
});

test('reads, refusals and calls that change nothing do not count', async () => {
	const sandbox = await startSandbox();
	await get(sandbox, '/v2/alibaba/cart/list');
	await post(sandbox, ADDRESS, { name: 'a' });
	await post(sandbox, ADDRESS, { ...HOME, id: 99 });
	await post(sandbox, '/alibaba/cart/edit-quantity', { id: 999, quantity: 1 });
	await get(sandbox, refundPath(1));
	expect(sandbox.account.changes.size).toBe(0);
});

describe('a fault', () => {
	test.each<[string, Fault, number]>([
		['swallows the answer', { kind: 'resetBeforeAnswer' }, 1],
		['breaks the answer', { kind: 'cutOffJson' }, 1],
		['answers with an error', { kind: 'status', status: 502 }, 1],
		['comes before the work', { kind: 'resetBeforeAnswer', processed: false }, 0],
		['answers in place of the work', { kind: 'code', code: 500, processed: false }, 0],
	])('that %s', async (_name, fault, times) => {
		const sandbox = await startSandbox();
		sandbox.fault(1, fault, ADDRESS);
		await post(sandbox, ADDRESS, HOME).catch(() => undefined);
		expect([...sandbox.account.changes.values()].reduce((sum, count) => sum + count, 0)).toBe(
			times,
		);
	});

	test('hits a GET whose path has an ID, by the documented path: the n-th of all calls', async () => {
		const sandbox = await startSandbox();
		sandbox.fault(2, { kind: 'code', code: 503 }, REFUND_CANCEL);
		const codes = [];
		for (const n of [1, 2, 3]) codes.push((await get(sandbox, refundPath(71000000000 + n))).code);
		expect(codes).toEqual([200, 503, 200]);
		expect(sandbox.calls.map(({ fault }) => fault?.kind)).toEqual([undefined, 'code', undefined]);
		expect(sandbox.account.changes.size).toBe(3);
	});

	test('or by the real one: only calls about that ID', async () => {
		const sandbox = await startSandbox();
		const [one, other] = [refundPath(71000000001), refundPath(71000000002)];
		sandbox.fault('every', { kind: 'code', code: 503, processed: false }, other);
		expect((await get(sandbox, one)).code).toBe(200);
		expect((await get(sandbox, other)).code).toBe(503);
		expect([...sandbox.account.changes.keys()]).toEqual([`GET ${one} {}`]);
	});

	test('refuses the connection of a call whose path has an ID', async () => {
		const sandbox = await startSandbox();
		sandbox.fault(1, { kind: 'refuse', forMs: 50 }, REFUND_CANCEL);
		await expect(get(sandbox, refundPath(71000000001))).rejects.toThrow();
		await sandbox.idle();
		expect((await get(sandbox, refundPath(71000000001))).code).toBe(200);
		expect([sandbox.downtimes, sandbox.account.changes.size]).toEqual([1, 1]);
	});

	test('hits a GET with a query, by the order that it names', async () => {
		const sandbox = await startSandbox();
		sandbox.account.addOrders([A, B]);
		sandbox.fault(2, { kind: 'code', code: 503 }, '/alibaba/order/pay/url', B);
		const codes = [];
		for (const orderId of [B, A, A, B])
			codes.push((await get(sandbox, '/alibaba/order/pay/url', { orderId })).code);
		expect(codes).toEqual([200, 200, 200, 503]);
	});
});
