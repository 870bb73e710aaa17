import type { Fault, Lie } from '../sandbox/faults.mts';
import { DETAIL, KEYWORDS } from '../sandbox/handlers.mts';
import { outcomes, plain, tally } from '../support/engine/batchPay.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id } from '../support/orderIds.mts';

/** Ten orders, the last of which even an honest API rejects, and a fault in the first payment. */
async function sandboxWithFault(fault: Fault) {
	const { sandbox, pay } = await sandboxWith(10);
	sandbox.account.orders.get(id(10))!.refusal = '订单已关闭';
	sandbox.fault(1, fault);
	return { sandbox, pay };
}

describe.each([
	[undefined, true],
	[undefined, false],
	['stopWorkflow', false],
	['continueRegularOutput', false],
	['continueErrorOutput', false],
] as const)('a call that goes wrong, On Error: %s, lookUpFirst %s', (onError, lookUpFirst) => {
	const options = { ...plain, lookUpFirst, timeoutMs: 1500 };
	const before = lookUpFirst ? { read: 0, lookedUp: 10 } : { read: 1, lookedUp: 0 };

	test.each<[string, Fault, string, RegExp]>([
		[
			'reset before the answer, processed',
			{ kind: 'resetBeforeAnswer' },
			'unknown',
			/connection was cut/,
		],
		[
			'reset before the answer, not processed',
			{ kind: 'resetBeforeAnswer', processed: false },
			'unknown',
			/connection was cut/,
		],
		['reset inside the answer', { kind: 'resetInsideAnswer' }, 'unknown', /connection was cut/],
		['no answer at all', { kind: 'hang' }, 'unknown', /within the timeout of 1500 ms/],
		[
			'an answer that trickles',
			{ kind: 'drip', everyMs: 100 },
			'unknown',
			/within the timeout of 1500 ms/,
		],
		['a web page', { kind: 'html' }, 'unknown', /could not be read \(HTTP 200\)/],
		['cut-off JSON', { kind: 'cutOffJson' }, 'unknown', /could not be read/],
		['an empty answer', { kind: 'empty' }, 'unknown', /could not be read/],
		...([301, 302, 303, 307, 308] as const).map((status): [string, Fault, string, RegExp] => [
			`redirect ${status}`,
			{ kind: 'redirect', status },
			'unknown',
			/could not be read \(HTTP 30/,
		]),
		...[500, 502, 503, 504, 408, 409, 499, 599].map((status): [string, Fault, string, RegExp] => [
			`HTTP ${status}`,
			{ kind: 'status', status },
			'unknown',
			/^status/,
		]),
		[
			'HTTP 400 with code 200 in it',
			{ kind: 'status', status: 400, body: '{"code":200,"msg":"ok","data":null}' },
			'unknown',
			/ok/,
		],
		[
			'HTTP 400 with code 500 in it',
			{ kind: 'status', status: 400, body: '{"code":500,"msg":"broken"}' },
			'unknown',
			/broken/,
		],
		[
			'HTTP 429 with code 200 in it',
			{ kind: 'status', status: 429, body: '{"code":200,"msg":"ok"}' },
			'unknown',
			/ok/,
		],
		[
			'HTTP 500 with code 400 in it',
			{ kind: 'status', status: 500, body: '{"code":400,"msg":"odd"}' },
			'unknown',
			/odd/,
		],
		...[400, 401, 403, 404, 405, 413, 415, 422].map((status): [string, Fault, string, RegExp] => [
			`HTTP ${status}`,
			{ kind: 'status', status, processed: false },
			'rejected',
			/^status/,
		]),
		[
			'HTTP 401 with a page',
			{ kind: 'status', status: 401, body: '<html>', processed: false },
			'rejected',
			/could not be read \(HTTP 401\)/,
		],
		[
			'HTTP 403 with a code of its own',
			{ kind: 'status', status: 403, body: '{"code":10012}', processed: false },
			'rejected',
			/code 10012 and no message \(HTTP 403\)/,
		],
		['HTTP 429', { kind: 'status', status: 429, processed: false }, 'notSent', /^status 429/],
		[
			'code 429',
			{ kind: 'code', code: 429, msg: 'slow down', processed: false },
			'notSent',
			/slow down/,
		],
		...[400, 401, 403, 498].map((code): [string, Fault, string, RegExp] => [
			`code ${code}`,
			{ kind: 'code', code, processed: false },
			'rejected',
			/fault/,
		]),
		...[0, 1, 201, 399, 408, 409, 499, 500, 501, 599, 600, 10012].map(
			(code): [string, Fault, string, RegExp] => [
				`code ${code}`,
				{ kind: 'code', code },
				'unknown',
				/fault/,
			],
		),
		['no code', { kind: 'code', code: undefined }, 'unknown', /fault/],
		['a code that is no number', { kind: 'code', code: 'OK', msg: '' }, 'unknown', /holds no code/],
		['code null', { kind: 'code', code: null, msg: '' }, 'unknown', /holds no code/],
		[
			'an answer that is a list',
			{ kind: 'status', status: 200, body: '[]' },
			'unknown',
			/could not be read/,
		],
		[
			'an answer that is null',
			{ kind: 'status', status: 200, body: 'null' },
			'unknown',
			/could not be read/,
		],
	])('%s', async (_name, fault, outcome, reason) => {
		const { sandbox, pay } = await sandboxWithFault(fault);
		const result = await pay({ options, node: { onError } });

		expect(result.status).toBe('success');
		expect(result.success).toEqual([]);
		expect(result.error).toEqual([]);
		expect(result.failure).toHaveLength(10);
		for (const { json } of result.failure) {
			expect(json).toMatchObject({
				outcome,
				batch: 1,
				retrySafe: outcome !== 'unknown',
				moneyMoved: outcome === 'unknown' ? 'maybe' : 'no',
				orderAmount: lookUpFirst ? 10 : null,
				errorReason: expect.stringMatching(reason),
			});
			expect(json.advice).toMatch(
				outcome === 'unknown' ? /^Money may have moved: do not pay it now\./ : /^No money moved\./,
			);
		}
		expect(calls(sandbox)).toEqual({ ...before, paid: 1 });
		if (outcome !== 'unknown') expect(sandbox.account.ledger().size).toBe(0);
	});

	test('nothing listens', async () => {
		const { sandbox, pay } = await sandboxWith(10);
		// From the last call before the payment on.
		const [last, path] = lookUpFirst ? ([10, DETAIL] as const) : ([1, KEYWORDS] as const);
		sandbox.fault(last + 1, { kind: 'refuse', forMs: 500 }, path);
		const result = await pay({ options, node: { onError } });
		expect(tally(result)).toEqual({ notSent: 10 });
		expect(result.failure[0].json).toMatchObject({
			retrySafe: true,
			errorReason: 'No connection to the API could be made (ECONNREFUSED)',
		});
		expect(calls(sandbox)).toEqual({ ...before, paid: 0 });
		expect(sandbox.downtimes).toBe(1);
		expect(sandbox.account.ledger().size).toBe(0);
	});
});

describe.each([true, false])('addresses that lead nowhere, lookUpFirst %s', (lookUpFirst) => {
	const options = { ...plain, lookUpFirst };

	test.each([
		[
			'a name that does not exist',
			'http://pandapon.invalid',
			/could not be found \((ENOTFOUND|EAI_AGAIN)\)/,
		],
		[
			'a name with two addresses where nothing listens',
			'http://localhost:1',
			/No connection .*\(ECONNREFUSED\)/,
		],
		['a port where nothing listens', 'http://127.0.0.1:1', /No connection .*\(ECONNREFUSED\)/],
	])('%s', async (_name, baseUrl, reason) => {
		const { sandbox, pay } = await sandboxWith(2);
		const result = await pay({ credential: { ...sandbox.credential, baseUrl }, options });
		expect(tally(result)).toEqual({ notSent: 2 });
		expect(result.failure[0].json.errorReason).toMatch(reason);
	});

	test('a key with letters that no header can carry: n8n drops them, and the API refuses the call', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const result = await pay({
			credential: { ...sandbox.credential, accessKey: 'ключ' },
			options,
		});
		expect(tally(result)).toEqual({ notSent: 2 });
		expect(sandbox.payments()).toEqual([]);
		expect(sandbox.account.ledger().size).toBe(0);
	});
});

describe.each([true, false])('answers that lie, lookUpFirst %s', (lookUpFirst) => {
	const options = { ...plain, lookUpFirst };

	test.each<[Lie, Record<string, number>]>([
		['leaveOutFirst', { unknown: 1, submitted: 8, rejected: 1 }],
		['inBothLists', { unknown: 1, submitted: 8, rejected: 1 }],
		['successTwice', { unknown: 9, rejected: 1 }],
		['failureTwice', { submitted: 9, unknown: 1 }],
		['unexpectedIds', { submitted: 9, rejected: 1 }],
		['dataNull', { unknown: 10 }],
		['dataText', { unknown: 10 }],
		['successNotAList', { unknown: 10 }],
		['failureNotObjects', { submitted: 9, unknown: 1 }],
		['noReason', { submitted: 9, unknown: 1 }],
		['unquotedIds', { submitted: 9, rejected: 1 }],
		['codeAsText', { submitted: 9, rejected: 1 }],
		['otherCase', { unknown: 10 }],
	])('%s', async (lie, expected) => {
		const { sandbox, pay } = await sandboxWithFault({ kind: 'lie', lie });
		const result = await pay({ options });
		expect(tally(result)).toEqual(expected);
		for (const { json } of result.success)
			expect(sandbox.account.submissions(json.orderId as string)).toBe(1);
		expect(sandbox.payments()).toHaveLength(1);
		expect(result.hints.some((hint) => hint.includes('9999999999999999999'))).toBe(
			lie === 'unexpectedIds',
		);
		if (lie === 'noReason')
			expect(result.failure[0].json.errorReason).toBe('The API gave no reason');
	});

	test('keys and signature quoted in an answer reach no item', async () => {
		for (const status of [400, 401, 500]) {
			const { sandbox, pay } = await sandboxWithFault({ kind: 'echo', status });
			const result = await pay({ options });
			expect(result.failure[0].json.errorReason).toContain('[hidden]');
			expect(JSON.stringify(result.run)).not.toMatch(/[0-9A-F]{32}/);
			expect(JSON.stringify(result.run)).not.toContain(sandbox.keys.accessSecret);
		}
	});
});

test('an answer that is slow but in time counts', async () => {
	const { sandbox, pay } = await sandboxWithFault({ kind: 'slow', ms: 100 });
	expect(outcomes(await pay({ options: { timeoutMs: 10_000 } }))[id(1)]).toBe('submitted');
	expect(sandbox.payments()).toHaveLength(1);
});
