import type { Fault } from '../sandbox/faults.mts';
import { DETAIL, KEYWORDS } from '../sandbox/handlers.mts';
import type { SandboxOptions } from '../sandbox/sandbox.mts';
import { itemsOf, plain, remembered, tally } from '../support/engine/batchPay.mts';
import { pressTestButton } from '../support/engine/pressTestButton.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id } from '../support/orderIds.mts';
import { FailsAfterPaying } from './failsAfterPaying.mts';

interface Trouble {
	api?: SandboxOptions;
	fields?: Record<string, string>;
	fault?: Fault;
}

describe('an API that does not serve the account is not asked to pay', () => {
	test.each<[string, Trouble, RegExp]>([
		[
			'wrong secret',
			{ fields: { accessSecret: 'wrong' } },
			/refused a call that only reads \(HTTP 401/,
		],
		[
			'wrong secret, refused with a code of its own',
			{
				fields: { accessSecret: 'wrong' },
				api: { signatureRefusal: { httpStatus: 200, code: 10012 } },
			},
			/HTTP 200, code 10012/,
		],
		['wrong key', { fields: { accessKey: 'wrong' } }, /refused a call that only reads/],
		['wrong user', { fields: { userId: '1' } }, /refused a call that only reads/],
		[
			'wrong clock',
			{ api: { clockAheadMs: 3_600_000 } },
			/The clock of this n8n is \d+ seconds behind/,
		],
		[
			'wrong unit',
			{ api: { acceptedUnit: 'seconds' }, fields: { timestampUnit: 'milliseconds' } },
			/takes timestamps in seconds only/,
		],
		['a web page', { fault: { kind: 'html' } }, /web page answered, not the API \(HTTP 200\)/],
		[
			'nothing at the address',
			{ fault: { kind: 'status', status: 404, body: '<html>' } },
			/Base URL leads to no call of the API/,
		],
		['a redirect', { fault: { kind: 'redirect', status: 307 } }, /sends calls on/],
		[
			'nothing listens',
			{ fields: { baseUrl: 'http://127.0.0.1:1' } },
			/No connection to the API could be made/,
		],
		['a cut connection', { fault: { kind: 'resetBeforeAnswer' } }, /connection was cut/],
		...[500, 502, 503].map((status): [string, Trouble, RegExp] => [
			`HTTP ${status}`,
			{ fault: { kind: 'status', status } },
			/API itself failed/,
		]),
		['code 9999', { fault: { kind: 'code', code: 9999 } }, /code 9999/],
		['code 0', { fault: { kind: 'code', code: 0 } }, /code 0/],
		['HTTP 429', { fault: { kind: 'status', status: 429 } }, /rate limiting/],
		['code 429', { fault: { kind: 'code', code: 429 } }, /rate limiting/],
	])('%s', async (_name, { api, fields, fault }, reason) => {
		const { sandbox, pay, workflowId } = await sandboxWith(12, api);
		for (const path of [KEYWORDS, DETAIL]) if (fault) sandbox.fault('every', fault, path);
		const credential = { ...sandbox.credential, ...fields };
		for (const [mode, skipSubmitted, lookUpFirst] of [
			['pay', true, false],
			['pay', false, false],
			['pay', true, true],
			['pay', false, true],
			['check', true, false],
			['check', true, true],
		] as const) {
			sandbox.calls.length = 0;
			const options = { ...plain, skipSubmitted, lookUpFirst };
			const result = await pay({ credential, parameters: { mode }, options });
			expect(tally(result)).toEqual({ notSent: 12 });
			// It begins with a few look-ups side by side, and ends with the third that fails.
			expect(calls(sandbox)).toMatchObject({ paid: 0, ...(!lookUpFirst && { lookedUp: 0 }) });
			expect(calls(sandbox).lookedUp).toBeLessThan(10);
			for (const { json } of result.failure) {
				expect(json).toMatchObject({
					moneyMoved: 'maybe',
					retrySafe: true,
					batch: null,
					errorReason: expect.stringMatching(reason),
					advice: expect.stringMatching(/^Not sent in this run\. [A-Z]/),
				});
			}
			const withoutSeconds = (words: string) => words.replace(/\d+ seconds/, 'n seconds');
			const { errorReason, advice } = result.failure[0].json;
			const said = `${String(errorReason)}. ${String(advice).replace('Not sent in this run. ', '')}`;
			expect(withoutSeconds(said)).toBe(
				withoutSeconds((await pressTestButton(credential)).message),
			);
		}
		expect(remembered(workflowId)).toEqual([]);
		expect(sandbox.account.ledger().size).toBe(0);
	});

	test.each([true, false])('once it does, orders are paid, lookUpFirst %s', async (lookUpFirst) => {
		const { sandbox, pay } = await sandboxWith(12);
		const options = { ...plain, lookUpFirst };
		for (const path of [KEYWORDS, DETAIL])
			sandbox.fault('every', { kind: 'code', code: 9999 }, path);
		expect(tally(await pay({ options }))).toEqual({ notSent: 12 });
		sandbox.reset();
		expect(tally(await pay({ options }))).toEqual({ submitted: 12 });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});
});

describe('how often the API is asked whether it serves the account', () => {
	const unseen = { lookUpFirst: false };

	test('never when its orders can be looked up', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		expect(tally(await pay())).toEqual({ submitted: 2 });
		expect(calls(sandbox)).toEqual({ read: 0, paid: 1, lookedUp: 2 });
	});

	test('once by a check that looks nothing up', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		expect(tally(await pay({ parameters: { mode: 'check' }, options: unseen }))).toEqual({
			ready: 2,
		});
		expect(calls(sandbox)).toEqual({ read: 1, paid: 0, lookedUp: 0 });
	});

	test('again, like a payment, after a 429 or a refused connection', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, { kind: 'status', status: 429, headers: { 'Retry-After': '0' } }, KEYWORDS);
		sandbox.fault(2, { kind: 'code', code: 429 }, KEYWORDS);
		expect(tally(await pay({ options: { ...unseen, notSentRetries: 2 } }))).toEqual({
			submitted: 2,
		});
		expect(calls(sandbox)).toEqual({ read: 3, paid: 1, lookedUp: 0 });

		const other = await sandboxWith(2);
		other.sandbox.fault(1, { kind: 'refuse', forMs: 50 }, KEYWORDS);
		expect(tally(await other.pay({ options: { ...unseen, notSentRetries: 4 } }))).toEqual({
			submitted: 2,
		});
		expect(calls(other.sandbox)).toEqual({ read: 1, paid: 1, lookedUp: 0 });
	});

	test('no more often than the setting allows', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(
			'every',
			{ kind: 'status', status: 429, headers: { 'Retry-After': '0' } },
			KEYWORDS,
		);
		expect(tally(await pay({ options: { ...unseen, notSentRetries: 4 } }))).toEqual({ notSent: 2 });
		expect(calls(sandbox)).toEqual({ read: 5, paid: 0, lookedUp: 0 });
	});

	test('once per execution, however many batches, passes and tries it has', async () => {
		const { sandbox, pay } = await sandboxWith(6);
		sandbox.account.orders.get(id(6))!.status = 'cancel';
		await pay({ options: { ...plain, batchSize: 1 }, passes: 3 });
		expect(calls(sandbox).read).toBe(1);

		const other = await sandboxWith(3);
		other.sandbox.account.orders.get(id(3))!.status = 'cancel';
		await other.pay({
			options: plain,
			nodeType: new FailsAfterPaying(),
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(calls(other.sandbox)).toEqual({ read: 1, paid: 2, lookedUp: 0 });
	});

	test.each([
		['pay', true],
		['pay', false],
		['check', true],
		['check', false],
	])('never when there is nothing to send: %s, lookUpFirst %s', async (mode, lookUpFirst) => {
		const { sandbox, pay } = await sandboxWith(3);
		const run = { parameters: { mode }, options: { lookUpFirst } };
		await pay({ ...run, items: itemsOf(['', 'x', '2059624776 425880794']) });
		await pay({ ...run, options: { lookUpFirst, maxOrders: 2 } });
		await pay({ ...run, options: { lookUpFirst, batchSize: 0 } });
		expect(sandbox.calls).toEqual([]);
	});
});
