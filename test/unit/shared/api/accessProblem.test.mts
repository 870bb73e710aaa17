import {
	findAccessProblem,
	NEUTRAL_READ,
	type AccessProblem,
} from '../../../../dist/nodes/shared/api/accessProblem.js';
import type { CallResult } from '../../../../dist/nodes/shared/api/callOnce.js';

type Unit = 'seconds' | 'milliseconds';

const NOW = Date.UTC(2024, 4, 14, 7, 0, 0);
const at = (offS: number) => new Date(NOW + offS * 1000).toUTCString();
const answered = (httpStatus: number, body: unknown, date?: string): CallResult => ({
	kind: 'answered',
	httpStatus,
	body: typeof body === 'string' ? body : JSON.stringify(body),
	...(date !== undefined && { date }),
});
const SERVED = answered(200, { code: 200, data: {} });
const REFUSED = answered(200, { code: 401, msg: 'invalid signature' });

/** What findAccessProblem says to these answers, and in which units it asked. */
async function ask(
	unit: Unit,
	...answers: CallResult[]
): Promise<{ problem: AccessProblem | undefined; asked: Unit[] }> {
	const asked: Unit[] = [];
	const problem = await findAccessProblem(unit, async (each) => {
		const answer = answers[asked.push(each) - 1];
		if (answer === undefined) throw new Error('asked once too often');
		return await Promise.resolve(answer);
	});
	return { problem, asked };
}

const refusal = (said: string): AccessProblem => ({
	reason: `The API refused a call that only reads (${said})`,
	next: 'Most likely Access Key, Access Secret or User ID is wrong: copy them again.',
});

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

test('the question is a keyword query, which only reads', () => {
	expect(NEUTRAL_READ).toEqual({
		endpoint: expect.objectContaining({
			method: 'POST',
			path: '/alibaba/product/keywords/query',
			effect: 'reads',
		}),
		body: { keyword: 'test', beginPage: 1, pageSize: 1, country: 'en' },
	});
});

describe('served', () => {
	test.each<Unit>(['seconds', 'milliseconds'])('in %s: asked once, no problem', async (unit) => {
		expect(await ask(unit, SERVED)).toEqual({ problem: undefined, asked: [unit] });
	});

	test.each([200, 201, 203])('with HTTP %s', async (httpStatus) => {
		expect(await ask('seconds', answered(httpStatus, { code: 200 }))).toEqual({
			problem: undefined,
			asked: ['seconds'],
		});
	});

	test('whatever the clock says', async () => {
		expect(await ask('seconds', answered(200, { code: 200 }, at(5000)))).toEqual({
			problem: undefined,
			asked: ['seconds'],
		});
	});

	test.each<[number, unknown]>([
		[204, { code: 200 }],
		[206, { code: 200 }],
		[400, { code: 200 }],
		[401, { code: 200 }],
		[200, { code: 201 }],
		[200, { code: 0 }],
	])('HTTP %s with %j is not', async (httpStatus, body) => {
		const { problem, asked } = await ask(
			'seconds',
			answered(httpStatus, body),
			answered(httpStatus, body),
		);
		expect(problem?.reason).toContain('refused a call that only reads');
		expect(asked).toHaveLength(2);
	});
});

describe('the other timestamp unit', () => {
	test.each<[Unit, Unit, string]>([
		['seconds', 'milliseconds', 'Milliseconds'],
		['milliseconds', 'seconds', 'Seconds'],
	])('set to %s, the account takes %s', async (unit, other, label) => {
		expect(await ask(unit, REFUSED, SERVED)).toEqual({
			problem: {
				reason: `This account takes timestamps in ${other} only`,
				next: `Key and secret are right: set Timestamp Unit in the credential to ${label}.`,
			},
			asked: [unit, other],
		});
	});

	test('the second answer must be complete', async () => {
		expect((await ask('seconds', REFUSED, answered(500, { code: 200 }))).problem).toEqual(
			refusal('HTTP 200, code 401, "invalid signature"'),
		);
	});
});

test.each(['<html>', '', '{}'])(
	"a second answer that is not the API's, %j, changes nothing",
	async (body) => {
		expect((await ask('seconds', REFUSED, answered(200, body))).problem).toEqual(
			refusal('HTTP 200, code 401, "invalid signature"'),
		);
	},
);

describe('no connection', () => {
	const next = 'Check the Base URL in the credential, and that this n8n may reach it.';

	test.each<CallResult>([
		{ kind: 'notSent', reason: 'Nothing listens' },
		{ kind: 'unclear', reason: 'Nothing listens' },
	])('%j, first', async (call) => {
		expect(await ask('seconds', call)).toEqual({
			problem: { reason: 'Nothing listens', next },
			asked: ['seconds'],
		});
	});

	test.each<CallResult>([
		{ kind: 'notSent', reason: 'The line was cut' },
		{ kind: 'unclear', reason: 'The line was cut' },
	])('%j, second', async (call) => {
		expect(await ask('seconds', REFUSED, call)).toEqual({
			problem: { reason: 'The line was cut', next },
			asked: ['seconds', 'milliseconds'],
		});
	});
});

describe('answers that say nothing about the keys: the question is not repeated', () => {
	const redirect = (httpStatus: number): AccessProblem => ({
		reason: `The Base URL sends calls on to another address (HTTP ${httpStatus})`,
		next: 'Enter the final address as Base URL in the credential.',
	});
	const tooMany: AccessProblem = {
		reason: 'The API is rate limiting (429)',
		next: 'Wait a little, then try again.',
	};
	const ownReasons = (httpStatus: number): AccessProblem => ({
		reason: `The API itself failed (HTTP ${httpStatus})`,
		next: 'Try again later.',
	});
	const proxy: AccessProblem = {
		reason: 'A proxy between n8n and the API wants a name and password (HTTP 407)',
		next: 'Check the proxy settings of this n8n (HTTPS_PROXY or HTTP_PROXY).',
	};
	const wrongAddress = (reason: string): AccessProblem => ({
		reason,
		next: 'Check the Base URL: usually https://api.pandapon.com, without a path.',
	});
	const noCall = wrongAddress('The Base URL leads to no call of the API (404)');
	const noMethod = wrongAddress('The Base URL leads to no call of the API (405)');
	const page = (httpStatus: number) =>
		wrongAddress(`A web page answered, not the API (HTTP ${httpStatus})`);
	const notPandaPons = (httpStatus: number) =>
		wrongAddress(`The answer is not PandaPon's (HTTP ${httpStatus})`);
	test.each<[number, unknown, AccessProblem]>([
		[407, '<html>', proxy],
		[407, { code: 401 }, proxy],
		[300, { code: 200 }, redirect(300)],
		[302, '<html>', redirect(302)],
		[399, { code: 401 }, redirect(399)],
		[429, '', tooMany],
		[429, '<html>', tooMany],
		[429, { code: 401 }, tooMany],
		[200, { code: 429 }, tooMany],
		[500, { code: 200 }, ownReasons(500)],
		[502, '<html>', ownReasons(502)],
		[503, { code: 404 }, ownReasons(503)],
		[599, { code: 401 }, ownReasons(599)],
		[404, '', noCall],
		[404, '<html>', noCall],
		[404, { code: 404, msg: 'no route' }, noCall],
		[404, { code: 401 }, noCall],
		[405, '', noMethod],
		[405, { code: 405 }, noMethod],
		[200, { code: 404 }, noCall],
		[200, { code: 405 }, noMethod],
		[401, { code: 404 }, noCall],
		[200, '<html>', page(200)],
		[200, ' \r\n\t<!DOCTYPE html>', page(200)],
		[299, '<html>', page(299)],
		[400, '<html>', page(400)],
		// Whoever put a page in front of the API did not look at the keys.
		[401, '<html>', page(401)],
		[403, '\n\n  <p>Forbidden</p>', page(403)],
		[403, '\uFEFF<?xml version="1.0"?>', page(403)],
		[200, '', notPandaPons(200)],
		[200, '[]', notPandaPons(200)],
		[200, 'a < b', notPandaPons(200)],
		[200, { msg: 'ok' }, notPandaPons(200)],
		[204, '', notPandaPons(204)],
		[400, '', notPandaPons(400)],
		[402, {}, notPandaPons(402)],
	])('HTTP %s with %j', async (httpStatus, body, problem) => {
		expect(await ask('seconds', answered(httpStatus, body, at(5000)))).toEqual({
			problem,
			asked: ['seconds'],
		});
	});
});

describe('the clock', () => {
	const off = (seconds: number, direction: string): AccessProblem => ({
		reason: `The clock of this n8n is ${seconds} seconds ${direction} the API's`,
		next: 'Set the clock right: more than 600 seconds are refused.',
	});
	test.each<[string, number, AccessProblem]>([
		['ahead', -601, off(601, 'ahead of')],
		['far ahead', -7200, off(7200, 'ahead of')],
		['behind', 601, off(601, 'behind')],
	])('%s', async (_name, offS, problem) => {
		expect((await ask('seconds', answered(200, { code: 401 }, at(offS)), REFUSED)).problem).toEqual(
			problem,
		);
	});

	test.each([0, -600, 600, -1, 1])('%s seconds are no problem', async (offS) => {
		expect((await ask('seconds', answered(200, { code: 401 }, at(offS)), REFUSED)).problem).toEqual(
			refusal('HTTP 200, code 401'),
		);
	});

	test.each([undefined, '', 'soon'])('the date %j says nothing', async (date) => {
		expect((await ask('seconds', answered(200, { code: 401 }, date), REFUSED)).problem).toEqual(
			refusal('HTTP 200, code 401'),
		);
	});

	test('the first answer tells the time', async () => {
		expect((await ask('seconds', REFUSED, answered(200, { code: 401 }, at(5000)))).problem).toEqual(
			refusal('HTTP 200, code 401, "invalid signature"'),
		);
	});

	test('the other unit is tried before the clock is blamed', async () => {
		expect(
			(await ask('seconds', answered(200, { code: 401 }, at(5000)), SERVED)).problem?.reason,
		).toContain('timestamps in milliseconds only');
	});
});

describe('the keys', () => {
	test.each<[number, unknown, string]>([
		[200, { code: 401, msg: 'invalid signature' }, 'HTTP 200, code 401, "invalid signature"'],
		[200, { code: 10012 }, 'HTTP 200, code 10012'],
		[401, '', 'HTTP 401'],
		[403, '', 'HTTP 403'],
		[401, 'no key', 'HTTP 401'],
		[401, {}, 'HTTP 401'],
		[401, { code: 401 }, 'HTTP 401, code 401'],
		[401, { msg: ' no ' }, 'HTTP 401, "no"'],
		[
			403,
			{ code: 403, msg: 'sign 58C0201DFDF148ECA63CBF6BB5E7CF03 is wrong' },
			'HTTP 403, code 403, "sign [hidden] is wrong"',
		],
	])('HTTP %s with %j', async (httpStatus, body, said) => {
		expect(await ask('milliseconds', answered(httpStatus, body), REFUSED)).toEqual({
			problem: refusal(said),
			asked: ['milliseconds', 'seconds'],
		});
	});
});
