import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallResult } from '../../../../dist/nodes/shared/api/callOnce.js';
import { resendDelay, waitToResend } from '../../../../dist/nodes/shared/api/resend.js';

/** How long each sleep was to take, in milliseconds. */
const sleeps: number[] = [];
let afterSleep = () => {};
jest.mock('n8n-workflow', () => ({
	sleep: async (ms: number) => {
		sleeps.push(ms);
		afterSleep();
	},
}));

const NOW = Date.UTC(2024, 4, 14, 7, 0, 0);
const rateLimited = (retryAfter?: string): CallResult => ({
	kind: 'answered',
	httpStatus: 429,
	body: '',
	retryAfter,
});

afterEach(() => jest.restoreAllMocks());

describe('resendDelay', () => {
	test.each<[string, number]>([
		['0', 0],
		['7', 7000],
		['120', 120_000],
		['Tue, 14 May 2024 07:00:30 GMT', 30_000],
		['tue, 14 may 2024 07:00:15 gmt', 15_000],
		['Tue, 14 May 2024 07:00:00 GMT', 0],
		['Tue, 14 May 2024 06:59:59 GMT', 0],
	])('waits as long as Retry-After %j asks', (retryAfter, ms) => {
		jest.spyOn(Math, 'random').mockReturnValue(0.5);
		expect(resendDelay(rateLimited(retryAfter), 3, NOW)).toBe(ms);
	});

	test('counts from the current time unless told otherwise', () => {
		const before = Date.now();
		const ms = resendDelay(rateLimited(new Date(before + 60_000).toUTCString()), 0);
		expect(ms).toBeLessThanOrEqual(60_000);
		expect(ms).toBeGreaterThan(30_000);
	});

	test.each<[string, CallResult]>([
		['no header', rateLimited()],
		...[
			'',
			'soon',
			' ',
			' 120 ',
			'1.5',
			'-5',
			'+5',
			'7 seconds',
			'in 7',
			'Tue, soon',
			// Dates, but not in the form of HTTP: JavaScript would read almost anything as one.
			'2024-05-14T07:00:05Z',
			'Tue May 14 07:00:15 UTC 2024',
			'14 May 2024 07:00:30 GMT',
			'Tuesday, 14 May 2024 07:00:30 GMT',
			' Tue, 14 May 2024 07:00:30 GMT',
			'Tue,14 May 2024 07:00:30 GMT',
		].map((retryAfter): [string, CallResult] => [
			`Retry-After ${JSON.stringify(retryAfter)}`,
			rateLimited(retryAfter),
		]),
		['a call that was never sent', { kind: 'notSent', reason: 'No connection' }],
	])('%s: a wait that doubles, shortened by up to half', (_name, call) => {
		for (const [random, waits] of [
			[0, [250, 500, 1000, 2000]],
			[0.5, [375, 750, 1500, 3000]],
			[1, [500, 1000, 2000, 4000]],
		] as const) {
			jest.spyOn(Math, 'random').mockReturnValue(random);
			expect([0, 1, 2, 3].map((attempt) => resendDelay(call, attempt, NOW))).toEqual(waits);
		}
	});
});

describe('waitToResend', () => {
	const contextWith = (cancelled?: AbortSignal) =>
		({ getExecutionCancelSignal: () => cancelled }) as unknown as IExecuteFunctions;
	beforeEach(() => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		sleeps.splice(0);
		afterSleep = () => {};
	});
	const totalMs = () => sleeps.reduce((sum, ms) => sum + ms, 0);

	test.each<[string, CallResult, number, number]>([
		['no wait at all', rateLimited('0'), 0, 0],
		['its own wait', rateLimited(), 0, 250],
		['a longer one after more attempts', rateLimited(), 2, 1_000],
		['as long as asked', rateLimited('7'), 0, 7_000],
		['a minute', rateLimited('60'), 0, 60_000],
	])('%s: then the call may be made again', async (_name, call, attempt, ms) => {
		expect(await waitToResend(contextWith(), call, attempt)).toBe(true);
		expect(totalMs()).toBe(ms);
	});

	test('more than a minute is not waited for', async () => {
		expect(await waitToResend(contextWith(), rateLimited('61'), 0)).toBe(false);
		expect(sleeps).toEqual([]);
	});

	test.each([0, 3])('an execution that is stopped after %s sleeps gives up', async (count) => {
		const stop = new AbortController();
		const stopIfDue = () => {
			if (sleeps.length === count) stop.abort();
		};
		stopIfDue();
		afterSleep = stopIfDue;
		expect(await waitToResend(contextWith(stop.signal), rateLimited('60'), 0)).toBe(false);
		expect(sleeps).toHaveLength(count);
	});
});
