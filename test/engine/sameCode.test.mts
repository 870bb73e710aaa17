import { DETAIL } from '../sandbox/endpoints.mts';
import type { Fault } from '../sandbox/faults.mts';
import { ids, sandboxWith, tally } from './setup.mts';

const plain = { verifyUnclear: false, notSentRetries: 0 };
const claiming = (orderIds: string[]) => ({ successOrderIds: orderIds, payFailOrders: [] });
const answer = (status: number, body: unknown): Fault => ({ kind: 'status', status, body: JSON.stringify(body) });

describe('the rule of the same code does not reach too far', () => {
	const secondRun = async (pay: Fault, detail: Fault[], count = 2) => {
		const { sandbox, pay: run } = await sandboxWith(count);
		sandbox.fault(1, pay);
		detail.forEach((fault, index) => sandbox.fault(index + 1, fault, DETAIL));
		const first = await run({ options: { notSentRetries: 0 } });
		await run({ options: plain });
		expect(sandbox.account.paidTwice()).toEqual([]);
		return first;
	};

	test.each([500, 503, 408])('the look-up’s code stands under HTTP %i', async (status) => {
		const first = await secondRun({ kind: 'code', code: 9999 }, [answer(status, { code: 9999 }), answer(status, { code: 9999 })]);
		expect(tally(first)).toEqual({ unknown: 2 });
	});

	test.each([0, 1, 201, 202, 299])('code %i may mean success', async (code) => {
		const body = answer(200, { code, data: null });
		expect(tally(await secondRun(body, [body, body]))).toEqual({ unknown: 2 });
	});

	test('the payment’s answer carries results', async () => {
		expect(tally(await secondRun(answer(200, { code: 10012, data: claiming(ids(2)) }), [answer(200, { code: 10012 })]))).toEqual({ unknown: 1, paid: 1 });
	});

	test('another look-up got through', async () => {
		const first = await secondRun({ kind: 'code', code: 9999 }, [{ kind: 'slow', ms: 1 }, answer(200, { code: 9999 }), answer(200, { code: 9999 })], 4);
		expect(tally(first)).toMatchObject({ paid: 2, unknown: 2 });
	});

	test('what an earlier run recorded stays recorded', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		await pay({ options: plain });
		sandbox.fault(2, { kind: 'code', code: 10012, processed: false });
		sandbox.fault('every', { kind: 'code', code: 10012, processed: false }, DETAIL);
		expect(tally(await pay({ options: { notSentRetries: 0, skipSubmitted: false } }))).toEqual({ rejected: 2 });
		expect(tally(await pay({ options: plain }))).toEqual({ alreadySubmitted: 2 });
	});
});

describe('the rule of the same code, once more', () => {
	test('what a look-up proved in an earlier pass still counts in the next', async () => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, { kind: 'code', code: 9999 });
		for (const call of [2, 3, 4]) sandbox.fault(call, answer(200, { code: 9999 }), DETAIL);
		const result = await pay({ options: { notSentRetries: 0, skipSubmitted: false }, passes: 3 });
		for (const { data } of result.passes) {
			expect(data?.main.flat().map((item) => item?.json.outcome)).not.toContain('rejected');
		}
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('a payment that got through proves that the gateway refuses nobody', async () => {
		const { sandbox, pay } = await sandboxWith(4);
		sandbox.fault(2, { kind: 'code', code: 9999 });
		sandbox.fault('every', answer(200, { code: 9999 }), DETAIL);
		expect(tally(await pay({ options: { batchSize: 2, notSentRetries: 0 } }))).toEqual({ submitted: 2, unknown: 2 });
		await pay({ options: plain });
		expect(sandbox.account.paidTwice()).toEqual([]);
	});

	test('look-ups that fail two times out of three end after thirty', async () => {
		const { sandbox, pay } = await sandboxWith(120);
		sandbox.fault('every', { kind: 'resetBeforeAnswer' });
		for (let call = 1; call <= 200; call++) if (call % 3 !== 0) sandbox.fault(call, { kind: 'html' }, DETAIL);
		await pay({ options: { batchSize: 30, stopOnBatchFailure: false } });
		expect(sandbox.calls.filter(({ path }) => path === DETAIL).length).toBeLessThanOrEqual(45);
	});
});
