import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallResult } from '../../../../dist/nodes/shared/api/callOnce.js';
import {
	lookUpOrder,
	readLookUp,
	wasRateLimited,
} from '../../../../dist/nodes/shared/orders/lookUpOrder.js';
import { orderFacts } from '../../../../dist/nodes/shared/orders/orderFacts.js';
import { buyerViewOrder, ORDER_ID } from './buyerViewOrder.mts';

let asked: unknown[];
let answer: CallResult;
jest.mock('../../../../dist/nodes/shared/api/readPatiently.js', () => ({
	readPatiently: async (...given: unknown[]) => {
		asked = given;
		return answer;
	},
}));

const answered = (httpStatus: number, body: unknown): CallResult => ({
	kind: 'answered',
	httpStatus,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});
const FOUND = answered(200, { code: 200, msg: 'ok', data: buyerViewOrder() });

test('asks for the one order, with a call that only reads', async () => {
	const context = {} as IExecuteFunctions;
	const credential = {
		accessKey: 'key',
		accessSecret: 'secret',
		userId: '7',
		baseUrl: 'https://api.pandapon.com',
		timestampUnit: 'milliseconds' as const,
	};
	answer = FOUND;
	const settings = { credential, timeoutMs: 7, notSentRetries: 3 };
	expect(await lookUpOrder(context, ORDER_ID, settings)).toEqual({
		facts: orderFacts(buyerViewOrder()),
	});
	expect(asked).toEqual([
		context,
		{
			credential,
			endpoint: expect.objectContaining({
				method: 'POST',
				path: '/alibaba/order/detail',
				effect: 'reads',
			}),
			body: `{"webSite":"1688","orderId":"${ORDER_ID}"}`,
			timeoutMs: 7,
		},
		3,
	]);
	answer = { kind: 'notSent', reason: 'Nothing listens' };
	expect(await lookUpOrder(context, ORDER_ID, settings)).toEqual({ reason: 'Nothing listens' });
});

describe('readLookUp', () => {
	test('an answer that names the order shows it', () => {
		expect(readLookUp(ORDER_ID, FOUND)).toStrictEqual({ facts: orderFacts(buyerViewOrder()) });
	});

	test.each<CallResult>([
		{ kind: 'notSent', reason: 'Nothing listens' },
		{ kind: 'unclear', reason: 'The line was cut' },
	])('without an answer, the call says why: %j', (call) => {
		expect(readLookUp(ORDER_ID, call)).toStrictEqual({
			reason: (call as { reason: string }).reason,
		});
	});

	const NOT_THIS_ORDER = 'The look-up was answered without this order';
	test.each<[string, CallResult, object]>([
		[
			"the API's own words",
			answered(200, { code: 404, msg: ' 订单不存在 ' }),
			{ reason: '订单不存在', code: 404, httpStatus: 200 },
		],
		[
			'with a complete answer of another status',
			answered(203, { code: 500, msg: 'busy' }),
			{ reason: 'busy', code: 500, httpStatus: 203 },
		],
		[
			'a key in the words is not shown',
			answered(200, { code: 401, msg: `bad ${'0A'.repeat(16)}` }),
			{ reason: 'bad [hidden]', code: 401, httpStatus: 200 },
		],
		[
			'the code of an error page counts for nothing',
			answered(404, { code: 404, msg: 'no route' }),
			{ reason: 'no route', httpStatus: 404 },
		],
		[
			'success on an error page is none',
			answered(500, { code: 200, msg: '', data: buyerViewOrder() }),
			{ reason: 'The look-up was answered with code 200 (HTTP 500)', httpStatus: 500 },
		],
		[
			'a code without words',
			answered(200, { code: 500 }),
			{
				reason: 'The look-up was answered with code 500 (HTTP 200)',
				code: 500,
				httpStatus: 200,
			},
		],
		[
			'a code of 0 is one',
			answered(200, { code: 0, msg: ' ' }),
			{ reason: 'The look-up was answered with code 0 (HTTP 200)', code: 0, httpStatus: 200 },
		],
		['words without a code', answered(200, { msg: 'what?' }), { reason: 'what?', httpStatus: 200 }],
		[
			'neither',
			answered(200, {}),
			{ reason: 'The answer to the look-up could not be read (HTTP 200)', httpStatus: 200 },
		],
		[
			'a page',
			answered(502, '<html>'),
			{ reason: 'The answer to the look-up could not be read (HTTP 502)', httpStatus: 502 },
		],
		[
			'success without an order, whatever the words',
			answered(200, { code: 200, msg: 'ok' }),
			{ reason: NOT_THIS_ORDER, code: 200, httpStatus: 200 },
		],
		[
			'success with another order',
			answered(201, { code: 200, data: { baseInfo: { idOfStr: '17', status: 'waitbuyerpay' } } }),
			{ reason: NOT_THIS_ORDER, code: 200, httpStatus: 201 },
		],
	])('%s', (_name, call, expected) => {
		expect(readLookUp(ORDER_ID, call)).toEqual(expected);
	});
});

describe('wasRateLimited', () => {
	test.each([
		{ reason: 'x', code: 429 },
		{ reason: 'x', httpStatus: 429 },
		{ reason: 'x', code: 429, httpStatus: 200 },
		{ reason: 'x', code: 200, httpStatus: 429 },
	])('%j', (lookUp) => {
		expect(wasRateLimited(lookUp)).toBe(true);
	});

	test.each([
		{ reason: 'x' },
		{ reason: '429' },
		{ reason: 'x', code: 428, httpStatus: 430 },
		{ reason: 'x', code: 404, httpStatus: 200 },
		{ facts: orderFacts(buyerViewOrder()) },
		{ facts: orderFacts(buyerViewOrder()), code: 429, httpStatus: 429 },
	])('%j was not', (lookUp) => {
		expect(wasRateLimited(lookUp)).toBe(false);
	});
});
