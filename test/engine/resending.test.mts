import type { Fault } from '../sandbox/faults.mts';
import { DETAIL, KEYWORDS } from '../sandbox/handlers.mts';
import { tally } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';

describe.each([true, false])('resending what was not sent, lookUpFirst %s', (lookUpFirst) => {
	test('a refused connection, then accepted', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		// Nothing listens from the last call before the payment on.
		const [last, path] = lookUpFirst ? ([3, DETAIL] as const) : ([1, KEYWORDS] as const);
		sandbox.fault(last + 1, { kind: 'refuse', forMs: 100 }, path);
		const options = { lookUpFirst, notSentRetries: 3 };
		expect(tally(await pay({ options }))).toEqual({ submitted: 3 });
		expect(sandbox.downtimes).toBe(1);
		expect(sandbox.payments()).toHaveLength(1);
	});

	test('HTTP 429, then accepted: signed afresh', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault(1, {
			kind: 'status',
			status: 429,
			processed: false,
			headers: { 'Retry-After': '0' },
		});
		sandbox.fault(2, { kind: 'status', status: 429, processed: false });
		expect(tally(await pay({ options: { lookUpFirst } }))).toEqual({ submitted: 3 });
		expect(sandbox.payments()).toHaveLength(3);
		expect(new Set(sandbox.nonces).size).toBe(sandbox.calls.length);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('no more often than the setting allows', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault('every', {
			kind: 'status',
			status: 429,
			processed: false,
			headers: { 'Retry-After': '0' },
		});
		expect(tally(await pay({ options: { lookUpFirst, notSentRetries: 4 } }))).toEqual({
			notSent: 3,
		});
		expect(sandbox.payments()).toHaveLength(5);
	});

	test('not when the API asks to wait more than a minute', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault('every', {
			kind: 'status',
			status: 429,
			processed: false,
			headers: { 'Retry-After': '61' },
		});
		expect(tally(await pay({ options: { lookUpFirst } }))).toEqual({ notSent: 3 });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test.each<[string, Fault]>([
		['a reset', { kind: 'resetBeforeAnswer' }],
		['HTTP 503 with Retry-After', { kind: 'status', status: 503, headers: { 'Retry-After': '0' } }],
		['HTTP 401', { kind: 'status', status: 401, processed: false }],
		['a redirect', { kind: 'redirect', status: 307 }],
		['a time-out', { kind: 'hang' }],
		[
			'429 that contradicts itself',
			{ kind: 'status', status: 429, body: '{"code":200,"data":null}' },
		],
	])('never after %s', async (_name, fault) => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.fault('every', fault);
		await pay({
			options: { lookUpFirst, notSentRetries: 5, timeoutMs: 2000, verifyUnclear: false },
		});
		expect(sandbox.payments()).toHaveLength(1);
		expect(sandbox.account.paidTwice()).toEqual([]);
	});
});
