import { tally } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';

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
		[
			'a limit from an empty expression',
			{ options: { maxOrders: '={{ $json.nothing }}' } },
			/"Maximum Orders per Run" must be a whole number/,
		],
		['negative limit', { options: { maxOrders: -1 } }, /"Maximum Orders per Run"/],
		['negative pause', { options: { pauseMs: -1 } }, /"Pause Between Batches \(Ms\)"/],
		[
			'timeout beyond a timer',
			{ options: { timeoutMs: 2 ** 31 } },
			/"Timeout \(Ms\)" must be a whole number from 1 to 3600000/,
		],
		['too many resends', { options: { notSentRetries: 11 } }, /"Resend Attempts When Not Sent"/],
		[
			'dry run as text',
			{ parameters: { dryRun: '={{ "true" }}' } },
			/"Dry Run" must be true or false/,
		],
		[
			'dry run from an empty expression',
			{ parameters: { dryRun: '={{ $json.nothing }}' } },
			/"Dry Run" must be true or false/,
		],
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
					advice: expect.stringMatching(
						/^Not sent in this run\. If an earlier run sent it, running it again says so\. /,
					),
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
