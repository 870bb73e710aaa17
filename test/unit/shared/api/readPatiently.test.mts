import type { IExecuteFunctions } from 'n8n-workflow';

import type { Call, CallResult } from '../../../../dist/nodes/shared/api/callOnce.js';
import { readPatiently } from '../../../../dist/nodes/shared/api/readPatiently.js';

const context = {} as IExecuteFunctions;
const call = { endpoint: { method: 'POST', path: '/read' } } as Call;

/** What the calls bring, one after the other; the last one over and over. */
let results: CallResult[];
let calls: number;
/** Of each wait, how many times the call had been repeated. */
let waits: number[];
/** How many waits end well. */
let patience: number;

jest.mock('../../../../dist/nodes/shared/api/callOnce.js', () => ({
	callOnce: async (...given: unknown[]) => {
		expect(given).toEqual([context, call]);
		return results[Math.min(calls++, results.length - 1)];
	},
}));
jest.mock('../../../../dist/nodes/shared/api/resend.js', () => ({
	waitToResend: async (given: unknown, result: CallResult, attempt: number) => {
		expect(given).toBe(context);
		expect(result).toBe(results[Math.min(calls, results.length) - 1]);
		waits.push(attempt);
		return waits.length <= patience;
	},
}));

beforeEach(() => {
	[calls, waits, patience] = [0, [], Infinity];
});

const answered = (httpStatus: number, body = ''): CallResult => ({
	kind: 'answered',
	httpStatus,
	body,
});
const NOT_SENT: CallResult = { kind: 'notSent', reason: 'Nothing listens' };
const UNCLEAR: CallResult = { kind: 'unclear', reason: 'The line was cut' };
const OK = answered(200, '{"code":200}');

test.each<[string, CallResult]>([
	['success', OK],
	['an error of the server', answered(500)],
	['a refusal', answered(400)],
	['just under rate limiting', answered(428)],
	['just above it', answered(430)],
	['another code', answered(200, '{"code":428}')],
	['429 as a part of the answer only', answered(200, '{"code":200,"data":{"code":429}}')],
	['a page', answered(200, '429')],
	['no answer: it may have arrived', UNCLEAR],
])('%s is taken in, and not asked again', async (_name, result) => {
	results = [result];
	expect(await readPatiently(context, call, 5)).toBe(result);
	expect([calls, waits]).toEqual([1, []]);
});

describe.each<[string, CallResult]>([
	['a call that was never sent', NOT_SENT],
	['rate limiting by status', answered(429)],
	['rate limiting by status, whatever the body says', answered(429, '{"code":200}')],
	['rate limiting by code', answered(200, '{"code":429}')],
	['rate limiting by code, as text', answered(200, '{"code":"429"}')],
])('%s', (_name, result) => {
	test.each([0, 1, 3])('is repeated %s times at most', async (attempts) => {
		results = [result];
		expect(await readPatiently(context, call, attempts)).toBe(result);
		expect(calls).toBe(attempts + 1);
		expect(waits).toEqual([0, 1, 2].slice(0, attempts));
	});

	test('is over as soon as a call is taken in', async () => {
		results = [result, result, OK, NOT_SENT];
		expect(await readPatiently(context, call, 5)).toBe(OK);
		expect([calls, waits]).toEqual([3, [0, 1]]);
	});

	test('is not repeated when there is no waiting', async () => {
		results = [result];
		patience = 1;
		expect(await readPatiently(context, call, 5)).toBe(result);
		expect([calls, waits]).toEqual([2, [0, 1]]);
	});
});
