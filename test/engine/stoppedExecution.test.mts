import { plain, remembered, tally } from '../support/engine/batchPay.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';

describe.each([true, false])('an execution that is stopped, lookUpFirst %s', (lookUpFirst) => {
	test('sends no further batch, and what was under way stays recorded', async () => {
		const { sandbox, pay, workflowId } = await sandboxWith(30);
		// So that only the memory can tell the next run what was sent.
		sandbox.account.paysAtOnce = false;
		sandbox.fault(2, { kind: 'hang' });
		await pay({
			options: { ...plain, lookUpFirst, timeoutMs: 30_000 },
			whileRunning: (cancel) => {
				const watch = setInterval(() => {
					if (sandbox.payments().length < 2) return;
					clearInterval(watch);
					cancel();
				}, 5);
			},
		}).catch(() => {});
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(sandbox.payments()).toHaveLength(2);
		expect(remembered(workflowId)).toHaveLength(20);
		expect(tally(await pay({ options: { ...plain, lookUpFirst } }))).toEqual({
			alreadySubmitted: 20,
			submitted: 10,
		});
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test.each([
		['a pause', { pauseMs: 600_000 }],
		['a wait to resend', { notSentRetries: 5 }],
	])('ends %s at once', async (_name, options) => {
		const { sandbox, pay } = await sandboxWith(20);
		if ('notSentRetries' in options)
			sandbox.fault('every', {
				kind: 'status',
				status: 429,
				headers: { 'Retry-After': '50' },
				processed: false,
			});
		await pay({
			options: { ...plain, lookUpFirst, ...options },
			whileRunning: (cancel) => {
				const watch = setInterval(() => {
					if (sandbox.payments().length < 1) return;
					clearInterval(watch);
					setTimeout(cancel, 50);
				}, 5);
			},
		}).catch(() => {});
		expect(sandbox.payments()).toHaveLength(1);
	});
});
