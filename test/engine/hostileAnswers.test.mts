import type { Fault } from '../sandbox/faults.mts';
import { DETAIL } from '../sandbox/handlers.mts';
import { plain, tally } from '../support/engine/batchPay.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';

const claiming = (orderIds: string[]) => ({ successOrderIds: orderIds, payFailOrders: [] });
const answer = (status: number, body: unknown): Fault => ({
	kind: 'status',
	status,
	body: JSON.stringify(body),
});

describe.each([true, false])(
	'a refusal that carries results is no refusal, lookUpFirst %s',
	(lookUpFirst) => {
		test.each<[string, number, unknown]>([
			['HTTP 200, code 429', 200, 429],
			['HTTP 429, code 429', 429, 429],
			['HTTP 429, no code', 429, undefined],
			['HTTP 200, code 400', 200, 400],
			['HTTP 400, no code', 400, undefined],
			['HTTP 403, code 0', 403, 0],
			['HTTP 400, code 10012', 400, 10012],
		])('%s', async (_name, status, code) => {
			const { sandbox, pay } = await sandboxWith(2);
			// So that the next run's look-up does not tell what the memory has to.
			sandbox.account.paysAtOnce = false;
			sandbox.fault(1, answer(status, { code, data: claiming(ids(2)) }));
			const options = { lookUpFirst, verifyUnclear: false };
			expect(tally(await pay({ options }))).toEqual({ unknown: 2 });
			expect(tally(await pay({ options }))).toEqual({ alreadySubmitted: 2 });
			expect(sandbox.payments()).toHaveLength(1);
			expect(sandbox.account.paidTwice()).toEqual([]);
		});
	},
);

describe.each([true, false])('strange answers, lookUpFirst %s', (lookUpFirst) => {
	const options = { ...plain, lookUpFirst };

	test('more unexpected IDs than a call stack holds', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(
			1,
			answer(200, {
				code: 200,
				data: claiming(ids(200_001)),
			}),
		);
		const result = await pay({ options });
		expect(tally(result)).toEqual({ submitted: 1 });
		expect(result.hints[1]).toContain('and more');
	});

	test.each([400, 403, 429])('HTTP %i with a code that may mean success', async (status) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault('every', answer(status, { code: 0 }));
		const resending = { lookUpFirst, verifyUnclear: false };
		expect(tally(await pay({ options: resending }))).toEqual({ unknown: 1 });
		expect(sandbox.payments()).toHaveLength(1);
	});

	test.each<[string, string]>([
		['an ID as a number with a fraction', `{"code":200,"data":{"successOrderIds":[${id(2)}.0]}}`],
		['an ID as a number with an exponent', `{"code":200,"data":{"successOrderIds":[${id(2)}e0]}}`],
		['an ID with a zero in front', `{"code":200,"data":{"successOrderIds":["0${id(2)}"]}}`],
		[
			'a success that cannot be read beside a failure',
			`{"code":200,"data":{"successOrderIds":[{"orderId":"${id(1)}"}],"payFailOrders":[{"orderId":"${id(1)}"},{"orderId":"${id(2)}"}]}}`,
		],
		[
			'keys of the prototype',
			'{"code":200,"data":{"__proto__":{"successOrderIds":["1"]},"constructor":1}}',
		],
		['a list as code', `{"code":[200],"data":{"successOrderIds":["${id(1)}"]}}`],
		['a code with a zero in front', `{"code":"0200","data":{"successOrderIds":["${id(1)}"]}}`],
		[
			'an answer nested 100,000 deep',
			`{"code":200,"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
		],
	])('%s makes no order certain', async (_name, body) => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, { kind: 'status', status: 200, body });
		expect(tally(await pay({ options }))).toEqual({ unknown: 2 });
	});

	test.each([204, 205, 206])('HTTP %i is no complete answer', async (status) => {
		const { sandbox, pay } = await sandboxWith(2);
		sandbox.fault(1, answer(status, { code: 200, data: claiming(ids(2)) }));
		expect(tally(await pay({ options }))).toEqual({ unknown: 2 });
	});

	test.each([
		['{"orderId":"999","baseInfo":{"status":"success"}}'],
		['{"baseInfo":{"orderId":"999","status":"success"}}'],
		[`{"baseInfo":{"idOfStr":["${id(1)}"],"status":"success"}}`],
		[`{"baseInfo":{"id":${id(1)}e0,"status":"success"}}`],
	])('a look-up that may be about another order proves nothing: %s', async (data) => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(1, { kind: 'resetBeforeAnswer', processed: false });
		const fault: Fault = { kind: 'status', status: 200, body: `{"code":200,"data":${data}}` };
		sandbox.fault(lookUpFirst ? 2 : 1, fault, DETAIL);
		expect(tally(await pay({ options: { ...options, verifyUnclear: true } }))).toEqual({
			unknown: 1,
		});
		expect(calls(sandbox).lookedUp).toBe(lookUpFirst ? 2 : 1);
	});

	test('keys of any shape are redacted, and a requestId is kept only if it looks like one', async () => {
		const keys = {
			accessKey: 'ak_live-7f3a-99bc',
			accessSecret: 'a1b2c3d4-e5f6-7890-abcd-ef0123456789',
			userId: '1',
		};
		for (const requestId of [
			'x'.repeat(129),
			'has spaces',
			'C0FFEE00C0FFEE00C0FFEE00C0FFEE00',
			`id ${keys.accessSecret}`,
		]) {
			const { sandbox, pay } = await sandboxWith(1, { keys });
			sandbox.fault(
				1,
				answer(400, {
					requestId,
					code: 400,
					msg: `secret ${keys.accessSecret} of ${keys.accessKey} is wrong`,
				}),
			);
			const { failure, run } = await pay({ options });
			expect(failure[0].json).toMatchObject({
				requestId: null,
				errorReason: 'secret [hidden] of [hidden] is wrong',
			});
			expect(JSON.stringify(run)).not.toContain(keys.accessSecret);
		}
	});

	test('an answer that names an order 200,000 times', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(
			1,
			answer(200, { code: 200, data: claiming(Array<string>(200_000).fill(id(1))) }),
		);
		expect(tally(await pay({ options }))).toEqual({ unknown: 1 });
	});
});
