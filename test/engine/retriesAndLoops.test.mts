import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { outcomes, plain, tally } from '../support/engine/batchPay.mts';
import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';
import { FailsAfterPaying } from './failsAfterPaying.mts';

describe.each([true, false])(
	'when n8n runs the node again within one execution, lookUpFirst %s',
	(lookUpFirst) => {
		const options = { ...plain, lookUpFirst };

		test.each([true, false])(
			'Retry On Fail after the node has paid returns the known results, skipSubmitted %s',
			async (skipSubmitted) => {
				const { sandbox, pay } = await sandboxWith(12);
				const nodeType = new FailsAfterPaying();
				const result = await pay({
					options: { ...options, skipSubmitted },
					nodeType,
					node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
				});
				expect(nodeType.runs).toBe(2);
				expect(result.status).toBe('success');
				expect(tally(result)).toEqual({ submitted: 12 });
				expect(sandbox.payments()).toHaveLength(2);
				expect(sandbox.account.paidTwice()).toEqual([]);
			},
		);

		test('Retry On Fail resends definite failures, but no unclear order', async () => {
			const { sandbox, pay } = await sandboxWith(4);
			sandbox.account.orders.get(id(4))!.refusal = '账户额度不足';
			sandbox.fault(1, { kind: 'lie', lie: 'leaveOutFirst' });
			const result = await pay({
				options,
				nodeType: new FailsAfterPaying(),
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
			});
			expect(outcomes(result)).toEqual({
				[id(1)]: 'unknown',
				[id(2)]: 'submitted',
				[id(3)]: 'submitted',
				[id(4)]: 'rejected',
			});
			expect(sandbox.payments().map(({ orderIds }) => orderIds)).toEqual([ids(4), [id(4)]]);
		});

		test('a loop that brings the same orders again returns the known results', async () => {
			const { sandbox, pay } = await sandboxWith(3);
			const result = await pay({ options: { ...options, skipSubmitted: false }, passes: 2 });
			expect(result.passes).toHaveLength(2);
			expect(tally(result)).toEqual({ submitted: 3 });
			expect(sandbox.payments()).toHaveLength(1);
			expect(sandbox.account.paidTwice()).toEqual([]);
		});

		test('Retry On Fail does not run it again for orders on Failure', async () => {
			const { sandbox, pay } = await sandboxWith(3);
			sandbox.fault('every', { kind: 'status', status: 401, processed: false });
			await pay({ options, node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
			expect(sandbox.payments()).toHaveLength(1);
		});

		test('an input field named "error" does not make n8n run the node again', async () => {
			const { sandbox, pay } = await sandboxWith(1);
			await pay({
				items: [{ orderId: id(1), error: 'from before' }],
				options: { ...options, skipSubmitted: false },
				node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			});
			expect(sandbox.account.submissions(id(1))).toBe(1);
		});
	},
);

describe.each([true, false])(
	'when a later run of the node finds other settings, lookUpFirst %s',
	(lookUpFirst) => {
		const options = { ...plain, lookUpFirst };

		/** The node with some parameters changed in its second run, and perhaps in all after it. */
		const changed = (parameters: Record<string, unknown>, runs: 'second' | 'second and later') => {
			let run = 0;
			return aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
				run++;
				const original = context.getNodeParameter.bind(context) as (
					name: string,
					...rest: unknown[]
				) => unknown;
				if (run === 2 || (run > 2 && runs === 'second and later')) {
					Object.defineProperty(context, 'getNodeParameter', {
						value: (name: string, ...rest: unknown[]) =>
							name in parameters ? parameters[name] : original(name, ...rest),
					});
				}
				return await execute();
			});
		};

		test.each<[string, Record<string, unknown>]>([
			['a check', { mode: 'check' }],
			['no mode', { mode: undefined }],
			['a limit', { options: { ...options, skipSubmitted: false, maxOrders: 1 } }],
			['unusable settings', { options: { batchSize: 0 } }],
		])('%s still returns the known results', async (_name, parameters) => {
			const { sandbox, pay } = await sandboxWith(3);
			const result = await pay({
				options: { ...options, skipSubmitted: false },
				nodeType: changed(parameters, 'second'),
				passes: 3,
			});
			expect(result.passes).toHaveLength(3);
			expect(tally(result)).toEqual({ submitted: 3 });
			for (const { data } of result.passes) expect(data?.main[0]).toHaveLength(3);
			expect(sandbox.account.paidTwice()).toEqual([]);
		});

		test.each([undefined, 'continueRegularOutput'] as const)(
			'a retry that can no longer read them still reports what was paid, On Error %s',
			async (onError) => {
				const { sandbox, pay } = await sandboxWith(2);
				let first = true;
				const nodeType = aroundExecute(
					changed({ options: { batchSize: 0 } }, 'second and later'),
					async (_context, execute) => {
						const outputs = await execute();
						if (first) {
							first = false;
							throw new Error('n8n stumbles');
						}
						return outputs;
					},
				);
				const result = await pay({
					options,
					nodeType,
					node: { onError, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
				});
				expect(tally(result)).toEqual({ submitted: 2 });
				expect(sandbox.payments()).toHaveLength(1);
			},
		);
	},
);
