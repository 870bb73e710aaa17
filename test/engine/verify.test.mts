import { DETAIL } from '../sandbox/endpoints.mts';
import type { Fault } from '../sandbox/faults.mts';
import { deduplicator } from './deduplicator.mts';
import { id, ids, outcomes, sandboxWith, tally } from './setup.mts';

const options = { notSentRetries: 0, timeoutMs: 300 };
const lookUps = (calls: Array<{ path: string }>) => calls.filter(({ path }) => path === DETAIL).length;

describe('verifying unclear orders', () => {
	test('an order that was paid although the answer was lost leaves on Success', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		const result = await pay({ options });
		expect(result.success.map(({ json }) => json)).toEqual(ids(3).map((orderId) => ({ orderId, outcome: 'paid', batch: 1, requestId: null })));
		expect(lookUps(sandbox.calls)).toBe(3);
		expect(sandbox.payments()).toHaveLength(1);
	});

	test.each([['waitbuyerpay', /may be under way/], ['cancel', /closed/], ['terminated', /closed/], ['brand_new_status', /proves nothing/]])('status %s proves nothing', async (status, advice) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.orders.get(id(1))!.status = status;
		sandbox.fault(1, { kind: 'resetBeforeAnswer', processed: false });
		const { success, failure } = await pay({ options });
		expect(success).toEqual([]);
		expect(failure[0].json).toMatchObject({ outcome: 'unknown', retrySafe: false, orderStatus: status, advice: expect.stringMatching(advice) });
		expect(failure[0].json.advice).toMatch(/money may/i);

		const again = await pay({ options });
		expect(again.failure[0].json).toMatchObject({ outcome: 'alreadySubmitted', retrySafe: false, orderStatus: status });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test.each(['waitsellersend', 'waitsellerpush', 'waitlogisticstakein', 'waitbuyerreceive', 'waitbuyersign', 'signinsuccess', 'confirm_goods', 'success', ' SUCCESS '])('status %s proves payment', async (status) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.account.orders.get(id(1))!.status = status;
		sandbox.fault(1, { kind: 'resetBeforeAnswer', processed: false });
		expect(outcomes(await pay({ options }))).toEqual({ [id(1)]: 'paid' });
	});

	test('an order submitted earlier and meanwhile paid leaves on Success', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		await pay({ options });
		expect(tally(await pay({ options }))).toEqual({ paid: 2 });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test('three look-ups in a row that bring nothing end the looking up', async () => {
		const { sandbox, pay } = await sandboxWith(10);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		sandbox.fault('every', { kind: 'status', status: 503 }, DETAIL);
		expect(tally(await pay({ options }))).toEqual({ unknown: 10 });
		expect(lookUps(sandbox.calls)).toBe(3);
	});

	test('a look-up that brings something starts the count anew', async () => {
		const { sandbox, pay } = await sandboxWith(10);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		for (const call of [1, 2, 4, 5, 7]) sandbox.fault(call, { kind: 'html' }, DETAIL);
		expect(tally(await pay({ options }))).toEqual({ unknown: 5, paid: 5 });
		expect(lookUps(sandbox.calls)).toBe(10);
	});

	test.each<[string, string]>([
		['another order', '{"code":200,"data":{"baseInfo":{"idOfStr":"999","status":"success"}}}'],
		['another order, as a number', '{"code":200,"data":{"baseInfo":{"id":2059624776425000099,"status":"success"}}}'],
		['no status', '{"code":200,"data":{"baseInfo":{}}}'],
		['an empty status', '{"code":200,"data":{"baseInfo":{"status":" "}}}'],
		['no data', '{"code":200,"data":null}'],
		['a status with another code', '{"code":500,"data":{"baseInfo":{"status":"success"}}}'],
	])('an answer with %s proves nothing', async (_name, body) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(1, { kind: 'resetBeforeAnswer', processed: false });
		sandbox.fault(1, { kind: 'status', status: 200, body }, DETAIL);
		const { failure } = await pay({ options });
		expect(failure[0].json.outcome).toBe('unknown');
		expect(failure[0].json).not.toHaveProperty('orderStatus');
	});

	test('an answer that names the order as an exact number counts', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		sandbox.fault(1, { kind: 'status', status: 200, body: `{"code":200,"data":{"baseInfo":{"id":${id(1)},"status":"success"}}}` }, DETAIL);
		expect(outcomes(await pay({ options }))).toEqual({ [id(1)]: 'paid' });
	});

	test('it keeps to the batches at once', async () => {
		const { sandbox, pay } = await sandboxWith(10);
		sandbox.fault('every', { kind: 'resetBeforeAnswer' });
		expect(tally(await pay({ options: { ...options, batchSize: 5, concurrency: 2 } }))).toEqual({ paid: 10 });
		expect(lookUps(sandbox.calls)).toBe(10);
	});

	test('switched off, nothing is looked up', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		expect(tally(await pay({ options: { ...options, verifyUnclear: false } }))).toEqual({ unknown: 2 });
		expect(lookUps(sandbox.calls)).toBe(0);
	});

	test('when all is clear nothing is looked up', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		await pay({ options });
		expect(lookUps(sandbox.calls)).toBe(0);
	});
});

describe('a code the look-up gets as well', () => {
	const refusedBoth = async (pay: Fault, detail: Fault) => {
		const setup = await sandboxWith(12);
		setup.sandbox.fault('every', pay);
		setup.sandbox.fault('every', detail, DETAIL);
		return setup;
	};

	test('comes from the gateway: the batch is rejected and released', async () => {
		const { sandbox, pay, workflowId } = await refusedBoth({ kind: 'code', code: 10012, msg: 'bad signature', processed: false }, { kind: 'code', code: 10012, processed: false });
		const result = await pay({ options });
		expect(tally(result)).toEqual({ rejected: 10, notSent: 2 });
		expect(result.failure[0].json).toMatchObject({ code: 10012, retrySafe: true, errorReason: 'bad signature', advice: expect.stringContaining('save it to test it') });
		expect(lookUps(sandbox.calls)).toBe(3);
		expect(deduplicator.rows.get(`${workflowId} pay`)).toEqual([]);
	});

	test.each<[string, Fault, Fault]>([
		['another code', { kind: 'code', code: 10012 }, { kind: 'code', code: 10013 }],
		['a server failure', { kind: 'code', code: 500 }, { kind: 'code', code: 500 }],
		['599', { kind: 'code', code: 599 }, { kind: 'code', code: 599 }],
		['a time-out code', { kind: 'code', code: 408 }, { kind: 'code', code: 408 }],
		['the same code under HTTP 500', { kind: 'status', status: 500, body: '{"code":10012}' }, { kind: 'code', code: 10012 }],
		['code 200 without orders', { kind: 'lie', lie: 'dataNull' }, { kind: 'code', code: 200 }],
	])('%s is no proof', async (_name, first, second) => {
		const { sandbox, pay } = await refusedBoth(first, second);
		expect(tally(await pay({ options }))).toEqual({ unknown: 10, notSent: 2 });
		expect(lookUps(sandbox.calls)).toBe(3);
	});

	test.each([399, 600])('code %i counts as the gateway’s', async (code) => {
		const { pay } = await refusedBoth({ kind: 'code', code, processed: false }, { kind: 'code', code, processed: false });
		expect(tally(await pay({ options }))).toEqual({ rejected: 10, notSent: 2 });
	});

	test('orders an earlier run submitted are not touched by it', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		await pay({ options });
		sandbox.fault('every', { kind: 'code', code: 10012, processed: false }, DETAIL);
		expect(tally(await pay({ options }))).toEqual({ alreadySubmitted: 2 });
	});

	test('every batch is settled for itself', async () => {
		const { sandbox, pay } = await sandboxWith(6);
		sandbox.fault(1, { kind: 'code', code: 10012, processed: false });
		sandbox.fault(2, { kind: 'resetBeforeAnswer', processed: false });
		sandbox.fault(3, { kind: 'code', code: 10012, processed: false });
		sandbox.fault('every', { kind: 'code', code: 10012, processed: false }, DETAIL);
		const result = await pay({ options: { ...options, batchSize: 2, stopOnBatchFailure: false } });
		expect(outcomes(result)).toEqual({ [id(1)]: 'rejected', [id(2)]: 'rejected', [id(3)]: 'unknown', [id(4)]: 'unknown', [id(5)]: 'rejected', [id(6)]: 'rejected' });
	});
});

describe('resending what was not sent', () => {
	test('a connection refused, then accepted', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault(1, { kind: 'refuse', forMs: 100 });
		expect(tally(await pay({ options: { notSentRetries: 3 } }))).toEqual({ submitted: 3 });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test('HTTP 429, then accepted, signed anew', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault(1, { kind: 'status', status: 429, processed: false, headers: { 'Retry-After': '0' } });
		sandbox.fault(2, { kind: 'status', status: 429, processed: false });
		expect(tally(await pay({}))).toEqual({ submitted: 3 });
		expect(sandbox.payments()).toHaveLength(3);
		expect(new Set(sandbox.nonces).size).toBe(3);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('only so many times', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault('every', { kind: 'status', status: 429, processed: false, headers: { 'Retry-After': '0' } });
		expect(tally(await pay({ options: { notSentRetries: 4 } }))).toEqual({ notSent: 3 });
		expect(sandbox.payments()).toHaveLength(5);
	});

	test('not when the API asks for more patience than a minute', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault('every', { kind: 'status', status: 429, processed: false, headers: { 'Retry-After': '61' } });
		expect(tally(await pay({}))).toEqual({ notSent: 3 });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test.each<[string, Fault]>([
		['a reset', { kind: 'resetBeforeAnswer' }],
		['HTTP 503 with Retry-After', { kind: 'status', status: 503, headers: { 'Retry-After': '0' } }],
		['HTTP 401', { kind: 'status', status: 401, processed: false }],
		['a redirect', { kind: 'redirect', status: 307 }],
		['a time-out', { kind: 'hang' }],
		['429 that contradicts itself', { kind: 'status', status: 429, body: '{"code":200,"data":null}' }],
	])('never after %s', async (_name, fault) => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault('every', fault);
		await pay({ options: { notSentRetries: 5, timeoutMs: 2000, verifyUnclear: false } });
		expect(sandbox.payments()).toHaveLength(1);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});
});
