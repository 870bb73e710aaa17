import type { IDataObject } from 'n8n-workflow';

import { buildOutputs } from '../../../dist/nodes/BatchPay1688Orders/buildOutputs.js';
import type { Outcome, Result } from '../../../dist/nodes/BatchPay1688Orders/outcome.js';

const problem = { errorReason: 'This is not an order ID', advice: 'Correct it.' };
const result = (outcome: Outcome, more: Partial<Result> = {}): Result => ({ outcome, batch: 1, requestId: 'r-1', ...more });
const failed = (outcome: Outcome, more: Partial<Result> = {}) => result(outcome, { errorReason: 'closed', advice: 'Look.', ...more });
const build = (json: IDataObject, one: Result) => buildOutputs([{ json }], [{ item: 0, orderId: '1' }], new Map([['1', one]]), true);

describe('buildOutputs', () => {
	test('every pair leaves once, in order, linked to its item', () => {
		const items = [{ json: { row: 1 } }, { json: { row: 2 } }, { json: { row: 3 } }];
		const entries = [
			{ item: 0, orderId: '1' }, { item: 0, orderId: '2' }, { item: 1, orderId: '3' }, { item: 1, orderId: 'x', problem }, { item: 2, orderId: '1' },
		];
		const results = new Map([['1', result('submitted')], ['2', failed('rejected')], ['3', result('paid', { batch: 2 })]]);

		expect(buildOutputs(items, entries, results, false)).toEqual([
			[
				{ json: { orderId: '1', outcome: 'submitted', batch: 1, requestId: 'r-1' }, pairedItem: { item: 0 } },
				{ json: { orderId: '3', outcome: 'paid', batch: 2, requestId: 'r-1' }, pairedItem: { item: 1 } },
				{ json: { orderId: '1', outcome: 'submitted', batch: 1, requestId: 'r-1' }, pairedItem: { item: 2 } },
			],
			[
				{ json: { orderId: '2', outcome: 'rejected', batch: 1, requestId: 'r-1', errorReason: 'closed', advice: 'Look.', retrySafe: true }, pairedItem: { item: 0 } },
				{ json: { orderId: 'x', outcome: 'invalid', batch: null, requestId: null, ...problem, retrySafe: false }, pairedItem: { item: 1 } },
			],
		]);
	});

	test('nothing in, nothing out', () => {
		expect(buildOutputs([], [], new Map(), true)).toEqual([[], []]);
	});

	test.each<[Outcome, number, boolean | undefined]>([
		['submitted', 0, undefined], ['paid', 0, undefined],
		['rejected', 1, true], ['ready', 1, true], ['notSent', 1, true],
		['invalid', 1, false], ['alreadySubmitted', 1, false], ['unknown', 1, false],
	])('%s leaves on output %s, safe to send again: %s', (outcome, output, retrySafe) => {
		const outputs = build({}, failed(outcome));
		expect(outputs.map((list) => list.length)).toEqual(output === 0 ? [1, 0] : [0, 1]);
		expect(outputs[output][0].json.retrySafe).toBe(retrySafe);
	});

	test('a success has no field of a failure, even when one is known', () => {
		expect(build({}, failed('paid', { code: 200, httpStatus: 200, orderStatus: 'success' }))[0][0].json).toEqual({ orderId: '1', outcome: 'paid', batch: 1, requestId: 'r-1' });
	});

	test('a failure shows what is known, in the order a person reads it, and no key for what is not', () => {
		const keys = ['orderId', 'outcome', 'errorReason', 'advice', 'retrySafe', 'batch', 'requestId'];
		const all = build({}, failed('unknown', { code: 500, httpStatus: 502, orderStatus: 'waitbuyerpay' }))[1][0].json;
		expect(Object.keys(all)).toEqual([...keys, 'code', 'httpStatus', 'orderStatus']);
		expect(all).toMatchObject({ code: 500, httpStatus: 502, orderStatus: 'waitbuyerpay' });
		expect(Object.keys(build({}, failed('unknown'))[1][0].json)).toEqual(keys);
		expect(build({}, failed('unknown', { code: 0 }))[1][0].json).toHaveProperty('code', 0);
	});

	test('input fields are carried only when asked for, and never win over the result', () => {
		const items = [{ json: { orderId: 'from the sheet', outcome: 'none', row: 7 } }];
		const entries = [{ item: 0, orderId: '1' }];
		const results = new Map([['1', result('submitted')]]);
		const own = { orderId: '1', outcome: 'submitted', batch: 1, requestId: 'r-1' };
		expect(buildOutputs(items, entries, results, true)[0][0].json).toEqual({ ...own, row: 7 });
		expect(buildOutputs(items, entries, results, false)[0][0].json).toEqual(own);
		expect(items[0].json).toEqual({ orderId: 'from the sheet', outcome: 'none', row: 7 });
	});

	test('a result that comes in again lends neither its old fields nor their places to the new one', () => {
		const old = { orderId: '0', outcome: 'unknown', batch: 9, requestId: null, errorReason: 'old', advice: 'old', retrySafe: false, code: 500, httpStatus: 500, orderStatus: 'cancel' };
		const json = build({ ...old, row: '7' }, result('submitted'))[0][0].json;
		expect(json).toEqual({ row: '7', orderId: '1', outcome: 'submitted', batch: 1, requestId: 'r-1' });
		expect(Object.keys(json)).toEqual(['row', 'orderId', 'outcome', 'batch', 'requestId']);
	});

	test.each(['errorReason', 'advice', 'retrySafe', 'code', 'httpStatus', 'orderStatus'])('a column of the sheet that is named %s is carried', (name) => {
		expect(build({ [name]: 'mine' }, result('submitted'))[0][0].json).toEqual({ [name]: 'mine', orderId: '1', outcome: 'submitted', batch: 1, requestId: 'r-1' });
		expect(build({ [name]: 'mine', outcome: 'mine' }, result('submitted'))[0][0].json).toHaveProperty(name, 'mine');
		expect(build({ [name]: 'mine', requestId: 'mine' }, result('submitted'))[0][0].json).toHaveProperty(name, 'mine');
	});

	test("the code that may be the gateway's stays inside", () => {
		expect(build({}, failed('unknown', { code: 10012, gatewayCode: 10012 }))[1][0].json).toEqual({
			orderId: '1', outcome: 'unknown', batch: 1, requestId: 'r-1', errorReason: 'closed', advice: 'Look.', retrySafe: false, code: 10012,
		});
	});

	test('an input field named "error" is renamed, for n8n takes it for a failed node', () => {
		const json = build({ error: 'from before', row: '7' }, result('submitted'))[0][0].json;
		expect(json).toMatchObject({ input_error: 'from before', row: '7' });
		expect(json).not.toHaveProperty('error');
		for (const input of [{ row: '7' }, { row: '7', error: undefined }]) {
			expect(Object.keys(build(input, result('submitted'))[0][0].json)).toEqual(['row', 'orderId', 'outcome', 'batch', 'requestId']);
		}
	});
});
