import type { IDataObject } from 'n8n-workflow';

import { outcomes, tally } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id } from '../support/orderIds.mts';

const WITHOUT_USER = { accessKey: 'k', accessSecret: 's', baseUrl: 'http://127.0.0.1:1' };
const CREDENTIAL = { ...WITHOUT_USER, userId: '1' };

describe('settings that cannot be used', () => {
	test.each<[string, object, RegExp]>([
		[
			'batch size 0',
			{ options: { batchSize: 0 } },
			/"Batch Size" must be a whole number from 1 to 30/,
		],
		['batch size 31', { options: { batchSize: 31 } }, /"Batch Size"/],
		['batch size as text', { options: { batchSize: '10' } }, /"Batch Size"/],
		['a fraction', { options: { batchSize: 1.5 } }, /"Batch Size"/],
		[
			'concurrency 21',
			{ options: { concurrency: 21 } },
			/"Batches at Once" must be a whole number from 1 to 20/,
		],
		...['={{ $json.nothing }}', '={{ null }}', ''].map((maxOrders): [string, object, RegExp] => [
			`a limit from an empty expression, ${JSON.stringify(maxOrders)}`,
			{ options: { maxOrders } },
			/"Maximum Orders per Run" must be a whole number/,
		]),
		['negative limit', { options: { maxOrders: -1 } }, /"Maximum Orders per Run"/],
		['negative pause', { options: { pauseMs: -1 } }, /"Pause Between Batches \(Ms\)"/],
		[
			'timeout beyond a timer',
			{ options: { timeoutMs: 2 ** 31 } },
			/"Timeout \(Ms\)" must be a whole number from 1 to 3600000/,
		],
		['too many resends', { options: { notSentRetries: 11 } }, /"Resend Attempts"/],
		[
			'a mode from an empty expression',
			{ parameters: { mode: '={{ $json.nothing }}' } },
			/"Mode" must be "Check Only" \(check\) or "Pay" \(pay\)/,
		],
		...['={{ "Pay" }}', '={{ true }}', '={{ null }}', '', 'pay '].map(
			(mode): [string, object, RegExp] => [
				`the mode ${JSON.stringify(mode)}`,
				{ parameters: { mode } },
				/"Mode" must be "Check Only" \(check\) or "Pay" \(pay\)/,
			],
		),
		['a mode in a list', { parameters: { mode: '={{ ["pay"] }}' } }, /"Mode"/],
		[
			'an unreadable mode',
			{ parameters: { mode: `={{ $('Nowhere').item.json.x }}` } },
			/could not read "Mode"/,
		],
		...['={{ $json.nothing }}', '={{ null }}', '', '={{ "much" }}', -1].map(
			(maxTotalAmount): [string, object, RegExp] => [
				`the total ${JSON.stringify(maxTotalAmount)}`,
				{ options: { maxTotalAmount } },
				/"Maximum Total Amount \(CNY\)" must be an amount in yuan, 0 or more/,
			],
		),
		...[
			['a total', { options: { lookUpFirst: false, maxTotalAmount: 1 } }],
			['an amount', { options: { lookUpFirst: false }, parameters: { maxAmount: '1' } }],
			[
				'an amount from an empty expression',
				{ options: { lookUpFirst: false }, parameters: { maxAmount: '={{ $json.nothing }}' } },
			],
		].map(([limit, run]): [string, object, RegExp] => [
			`${limit as string} where nothing is looked up`,
			run as object,
			/Limits on amounts need "Look Orders Up First"/,
		]),
		[
			'a switch as text',
			{ options: { skipSubmitted: 'no' } },
			/"Skip Orders Already Submitted" must be true or false/,
		],
		[
			'an unreadable option',
			{ options: { batchSize: `={{ $('Nowhere').item.json.x }}` } },
			/could not read the options/,
		],
		[
			'an unreadable credential',
			{ credential: undefined },
			/could not read the PandaPon API credential: Credentials could not be decrypted/,
		],
		[
			'an empty key',
			{ credential: { ...CREDENTIAL, accessKey: ' ' } },
			/Access Key of the PandaPon API credential is empty/,
		],
		[
			'an empty secret',
			{ credential: { ...CREDENTIAL, accessSecret: '' } },
			/Access Secret of the PandaPon API credential is empty/,
		],
		['no user ID', { credential: WITHOUT_USER }, /User ID of the PandaPon API credential/],
		[
			'no address',
			{ credential: { ...CREDENTIAL, baseUrl: 'pandapon' } },
			/Base URL of the PandaPon API credential is not an address/,
		],
		[
			'another protocol',
			{ credential: { ...CREDENTIAL, baseUrl: 'ftp://127.0.0.1' } },
			/must start with https/,
		],
		[
			'a question mark',
			{ credential: { ...CREDENTIAL, baseUrl: 'https://127.0.0.1/?a' } },
			/must end before any/,
		],
	])(
		'%s: the node stops before anything is sent, or under "Continue" reports every order',
		async (_name, run, message) => {
			const { sandbox, pay } = await sandboxWith(2);
			const stopped = await pay(run);
			expect(stopped.status).toBe('error');
			expect(stopped.message).toMatch(message);
			for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
				const continued = await pay({ ...run, node: { onError } });
				expect(continued.status).toBe('success');
				expect(continued.success).toEqual([]);
				expect(continued.error).toEqual([]);
				expect(tally(continued)).toEqual({ notSent: 2 });
				expect(continued.failure[0].json).toMatchObject({
					errorReason: expect.stringMatching(message),
					advice: expect.stringMatching(/^Not sent in this run\. [A-Z]/),
					moneyMoved: 'maybe',
					retrySafe: true,
				});
			}
			expect(sandbox.calls).toEqual([]);
		},
	);

	test('Retry On Fail afterwards pays nothing either', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		const result = await pay({
			options: { batchSize: 0 },
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(result.status).toBe('error');
		expect(sandbox.calls).toEqual([]);
	});
});

describe.each(['pay', 'check'])('a maximum amount that cannot be read, mode %s', (mode) => {
	test.each<[string, unknown, RegExp]>([
		['nothing', undefined, /"Maximum Amount \(CNY\)" is empty for this row/],
		['null', null, /is empty for this row/],
		['an empty cell', '', /is empty for this row/],
		['a word', 'none', /is not an amount for this row/],
		['less than nothing', -5, /is not an amount for this row/],
	])('%s: that item is held up, the others are not', async (_name, limit, reason) => {
		const { sandbox, pay } = await sandboxWith(3);
		const result = await pay({
			parameters: { mode, maxAmount: '={{ $json.limit }}' },
			items: [
				{ orderId: id(1), limit: 10 },
				{ orderId: id(2), limit } as IDataObject,
				// Its other row is not to be a way around it.
				{ orderId: id(2), limit: 100 },
				{ orderId: id(3), limit: 100 },
			],
		});
		const done = mode === 'pay' ? 'submitted' : 'ready';
		expect(outcomes(result)).toEqual({ [id(1)]: done, [id(2)]: 'invalid', [id(3)]: done });
		const held = result.failure.filter(({ json }) => json.orderId === id(2));
		expect(held).toHaveLength(2);
		for (const { json } of held)
			expect(json).toMatchObject({
				retrySafe: false,
				// An earlier run may have sent it.
				moneyMoved: 'maybe',
				errorReason: expect.stringMatching(reason),
			});
		expect([...sandbox.account.ledger().keys()]).toEqual(mode === 'pay' ? [id(1), id(3)] : []);
	});
});
