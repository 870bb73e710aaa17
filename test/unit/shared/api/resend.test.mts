import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallResult } from '../../../../dist/nodes/shared/api/callOnce.js';
import { resendDelay, waitToResend } from '../../../../dist/nodes/shared/api/resend.js';

const NOW = Date.UTC(2024, 4, 14, 7, 0, 0);
const turnedAway = (retryAfter?: string): CallResult => ({
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
		expect(resendDelay(turnedAway(retryAfter), 3, NOW)).toBe(ms);
	});

	test('takes the time of the call for now', () => {
		const before = Date.now();
		const ms = resendDelay(turnedAway(new Date(before + 60_000).toUTCString()), 0);
		expect(ms).toBeLessThanOrEqual(60_000);
		expect(ms).toBeGreaterThan(30_000);
	});

	test.each<[string, CallResult]>([
		['no header', turnedAway()],
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
			turnedAway(retryAfter),
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
	const contextOf = (cancelled?: AbortSignal) =>
		({ getExecutionCancelSignal: () => cancelled }) as unknown as IExecuteFunctions;

	test('a wait that has passed: the call may be made again', async () => {
		expect(await waitToResend(contextOf(), turnedAway('0'), 0)).toBe(true);
	});

	test('the wait is as long as asked', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const before = performance.now();
		expect(await waitToResend(contextOf(), turnedAway(), 0)).toBe(true);
		expect(performance.now() - before).toBeGreaterThan(240);
	});

	test('more than a minute is not waited for', async () => {
		const before = performance.now();
		expect(await waitToResend(contextOf(), turnedAway('61'), 0)).toBe(false);
		expect(performance.now() - before).toBeLessThan(200);
	});

	test('a minute is', async () => {
		const stop = new AbortController();
		let ended: boolean | undefined;
		const waiting = waitToResend(contextOf(stop.signal), turnedAway('60'), 0).then(
			(may) => (ended = may),
		);
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(ended).toBeUndefined();
		stop.abort();
		expect(await waiting).toBe(false);
	});
});
