import type { Fault } from '../sandbox/faults.mts';
import { KEYWORDS } from '../sandbox/handlers.mts';
import type { SandboxOptions } from '../sandbox/sandbox.mts';
import { itemsOf, plain, remembered, tally } from '../support/engine/batchPay.mts';
import { pressTestButton } from '../support/engine/pressTestButton.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';
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
			/Most likely Access Key, Access Secret or User ID is wrong/,
		],
		[
			'wrong secret, refused with a code of its own',
			{
				fields: { accessSecret: 'wrong' },
				api: { signatureRefusal: { httpStatus: 200, code: 10012 } },
			},
			/HTTP 200, code 10012/,
		],
		['wrong key', { fields: { accessKey: 'wrong' } }, /Most likely Access Key/],
		['wrong user', { fields: { userId: '1' } }, /Most likely Access Key/],
		[
			'wrong clock',
			{ api: { clockAheadMs: 3_600_000 } },
			/The clock of this n8n is \d+ seconds behind/,
		],
		[
			'wrong unit',
			{ api: { acceptedUnit: 'seconds' }, fields: { timestampUnit: 'milliseconds' } },
			/switch Timestamp Unit to Seconds/,
		],
		['a web page', { fault: { kind: 'html' } }, /not PandaPon's \(HTTP 200\)/],
		[
			'nothing at the address',
			{ fault: { kind: 'status', status: 404, body: '<html>' } },
			/not PandaPon's \(HTTP 404\)/,
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
		if (fault) sandbox.fault('every', fault, KEYWORDS);
		const credential = { ...sandbox.credential, ...fields };
		for (const skipSubmitted of [true, false]) {
			const result = await pay({ credential, options: { ...plain, skipSubmitted } });
			expect(tally(result)).toEqual({ notSent: 12 });
			for (const { json } of result.failure) {
				expect(json).toMatchObject({
					retrySafe: true,
					batch: null,
					errorReason: expect.stringMatching(reason),
					advice:
						'Not sent in this run. If an earlier run sent it, running it again says so. Correct what errorReason says, then run it again.',
				});
			}
			const withoutSeconds = (words: unknown) => String(words).replace(/\d+ seconds/, 'n seconds');
			expect(withoutSeconds(result.failure[0].json.errorReason)).toBe(
				withoutSeconds((await pressTestButton(credential)).message),
			);
		}
		expect(calls(sandbox)).toMatchObject({ paid: 0, lookedUp: 0 });
		expect(remembered(workflowId)).toEqual([]);
		expect(sandbox.account.ledger().size).toBe(0);
	});

	test('once it does, orders are paid', async () => {
		const { sandbox, pay } = await sandboxWith(12);
		sandbox.fault(1, { kind: 'code', code: 9999 }, KEYWORDS);
		sandbox.fault(2, { kind: 'code', code: 9999 }, KEYWORDS);
		expect(tally(await pay({ options: plain }))).toEqual({ notSent: 12 });
		expect(tally(await pay({ options: plain }))).toEqual({ submitted: 12 });
	});
});

describe('how often the API is asked whether it serves the account', () => {
	test('again, like a payment, after a 429 or a refused connection', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, { kind: 'status', status: 429, headers: { 'Retry-After': '0' } }, KEYWORDS);
		sandbox.fault(2, { kind: 'code', code: 429 }, KEYWORDS);
		expect(tally(await pay({ options: { notSentRetries: 2 } }))).toEqual({ submitted: 2 });
		expect(calls(sandbox)).toEqual({ read: 3, paid: 1, lookedUp: 0 });

		const other = await sandboxWith(2);
		other.sandbox.fault(1, { kind: 'refuse', forMs: 50 }, KEYWORDS);
		expect(tally(await other.pay({ options: { notSentRetries: 4 } }))).toEqual({ submitted: 2 });
		expect(calls(other.sandbox)).toEqual({ read: 1, paid: 1, lookedUp: 0 });
	});

	test('no more often than the setting allows', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(
			'every',
			{ kind: 'status', status: 429, headers: { 'Retry-After': '0' } },
			KEYWORDS,
		);
		expect(tally(await pay({ options: { notSentRetries: 4 } }))).toEqual({ notSent: 2 });
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

	test('never when there is nothing to send', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		await pay({ items: itemsOf(['', 'x', '2059624776 425880794']) });
		await pay({ parameters: { dryRun: true } });
		await pay({ options: { maxOrders: 2 } });
		await pay({ items: itemsOf(ids(3)), options: { batchSize: 0 } });
		expect(sandbox.calls).toEqual([]);
	});
});
