import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';

import { catalog } from '../../dist/nodes/shared/catalog/catalog.js';
import { order1688 } from '../../dist/nodes/shared/catalog/order1688.js';
import { FACTS } from '../sandbox/apiFacts.mts';
import type { Fault } from '../sandbox/faults.mts';
import { DETAIL, handlers, KEYWORDS, PAY } from '../sandbox/handlers.mts';
import { Sandbox, type SandboxOptions } from '../sandbox/sandbox.mts';
import { QUESTIONS } from './apiQuestions.mts';
import { askKeys } from './askKeys.mts';
import type { Keys } from './conversation.mts';
import { callReadOnly, READ_ONLY } from './readOnlyCalls.mts';
import { checkLive, formatReport, type Report } from './report.mts';

const ORDER = '2059624776425000001';
const ALL_WELL: SandboxOptions = { strictness: { nonce: 'once' } };

/** Checks a sandbox, and makes sure that the check neither paid nor showed a key. */
async function check(
	options: SandboxOptions,
	{
		wrong = {},
		orderId = ORDER,
		faults = [],
	}: { wrong?: Partial<Keys>; orderId?: string | null; faults?: Array<[path: string, Fault]> } = {},
) {
	const sandbox = await new Sandbox(options).start();
	sandbox.account.addOrders([ORDER]);
	for (const [path, fault] of faults) sandbox.fault('every', fault, path);
	try {
		const keys = { ...sandbox.keys, baseUrl: sandbox.url, ...wrong };
		const report = await checkLive(keys, orderId ?? undefined);
		expect(sandbox.calls.filter(({ path }) => path !== DETAIL && path !== KEYWORDS)).toEqual([]);
		expect(sandbox.account.ledger().size).toBe(0);
		const shown = (formatReport(report) + JSON.stringify(report)).toLowerCase();
		const secrets = [
			keys.accessKey,
			keys.accessSecret,
			keys.userId,
			...sandbox.nonces,
			...sandbox.signatures,
		].map((secret) => secret.toLowerCase());
		expect(secrets.filter((secret) => secret !== 'undefined' && shown.includes(secret))).toEqual(
			[],
		);
		return { report, sandbox };
	} finally {
		await sandbox.close();
	}
}

const seen = (report: Report, id: string) =>
	report.findings.find((finding) => finding.id === id)!.seen;
const verdicts = ({ findings }: Report, wanted: string) =>
	findings.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
const refusal = (httpStatus: number, code: number) => ({ httpStatus, code });
const detail = (data: unknown) => ({ [`POST ${DETAIL}`]: () => ({ data }) });

test('an API that behaves as the code expects: everything fits', async () => {
	const { report, sandbox } = await check(ALL_WELL);
	expect(verdicts(report, 'fits')).toHaveLength(report.findings.length);
	expect(report.calls).toBe(sandbox.calls.length);
	expect(seen(report, 'nonceTwice')).toBe(
		'first: accepted; the same headers again: HTTP 401, code 401, "nonce-str was used before"',
	);
	expect(formatReport(report)).toContain(
		`${report.findings.length} facts fit, 0 differ, 0 are open.`,
	);
});

describe('the ways the API might behave are told apart', () => {
	test.each<[string, SandboxOptions, differs: string[], id: string, seen: string | RegExp]>([
		['both units', {}, [], 'timestampUnit', 'milliseconds: accepted; seconds: accepted'],
		[
			'milliseconds only',
			{ acceptedUnit: 'milliseconds' },
			[],
			'timestampUnit',
			'milliseconds: accepted; seconds: HTTP 401, code 401, "timestamp expired"',
		],
		[
			'seconds only',
			{ acceptedUnit: 'seconds' },
			['timestampUnit'],
			'timestampUnit',
			'milliseconds: HTTP 401, code 401, "timestamp expired"; seconds: accepted',
		],
		[
			'the server’s clock is ahead',
			{ clockAheadMs: 400_000 },
			[],
			'date',
			/^the API's clock is (399|400) s ahead/,
		],
		[
			'the nonce may be missing',
			{ strictness: { nonce: 'optional' } },
			[],
			'nonceMissing',
			'accepted',
		],
		['the nonce is required', {}, [], 'nonceMissing', /^HTTP 401/],
		[
			'the nonce may be repeated',
			{},
			[],
			'nonceTwice',
			'first: accepted; the same headers again: accepted',
		],
		[
			'any user ID is accepted',
			{ strictness: { userId: 'ignored' } },
			[],
			'userId',
			'another: accepted; none: accepted',
		],
		[
			'refused in the envelope',
			{ signatureRefusal: refusal(200, 403) },
			[],
			'wrongSignature',
			'HTTP 200, code 403, "wrong signature"',
		],
		[
			'refused by a code of its own',
			{ signatureRefusal: refusal(200, 10012) },
			[],
			'wrongKey',
			'HTTP 200, code 10012, "unknown access-key"',
		],
		[
			'refused by HTTP status alone',
			{ signatureRefusal: refusal(403, 10012) },
			[],
			'headerMissing',
			'HTTP 403, code 10012, "wrong signature"',
		],
		[
			'refused by a code that looks like a failing server',
			{ refusals: { 'wrong signature': refusal(200, 500) } },
			[],
			'wrongSignature',
			'HTTP 200, code 500, "wrong signature"',
		],
		[
			'a refusal that looks like a failing server',
			{ refusals: { 'wrong signature': refusal(500, 500) } },
			['headerMissing', 'wrongSignature'],
			'wrongSignature',
			'HTTP 500, code 500, "wrong signature"',
		],
		[
			'a stale timestamp with a code of its own',
			{ refusals: { 'timestamp expired': refusal(200, 20007) } },
			[],
			'staleTimestamp',
			'HTTP 200, code 20007, "timestamp expired"',
		],
		[
			'an unknown order without data',
			{
				handlers: {
					[`POST ${DETAIL}`]: (account, body) =>
						account.orders.has(String(body.orderId))
							? handlers[`POST ${DETAIL}`](account, body)
							: { data: null },
				},
			},
			[],
			'unknownOrder',
			'accepted, data: null',
		],
		[
			'every order is shown as paid',
			{
				handlers: {
					[`POST ${DETAIL}`]: (_account, { orderId }) => ({
						data: {
							baseInfo: { status: 'success', idOfStr: orderId },
							tradeTerms: [{ payStatus: '2' }],
						},
					}),
				},
			},
			['unknownOrder'],
			'unknownOrder',
			'status success',
		],
		[
			'an order without its ID',
			{ handlers: detail({ baseInfo: { status: 'success' } }) },
			['detailShape'],
			'detailShape',
			'accepted, data: { baseInfo: object }; baseInfo: { status: string }',
		],
		['the terms of payment', {}, [], 'detailShape', /; tradeTerms\[0\]: \{ payStatus: string, /],
		[
			'an order that waits for payment',
			{},
			[],
			'statusValues',
			'unpaid, since it waits for payment',
		],
		[
			'a status past payment, and nothing that shows one',
			{ handlers: detail({ baseInfo: { status: 'success', idOfStr: ORDER } }) },
			['statusValues'],
			'statusValues',
			'unclear, since it is past payment, but nothing shows a payment',
		],
		[
			'the order under another name',
			{ handlers: detail({ order: { status: 'success' } }) },
			['detailShape'],
			'detailShape',
			'accepted, data: { order: object }',
		],
		[
			'the order as a list',
			{ handlers: detail([{}]) },
			['detailShape'],
			'detailShape',
			'accepted, data: list',
		],
		[
			'an unknown status',
			{ handlers: detail({ baseInfo: { status: 'PAID', idOfStr: ORDER } }) },
			['statusValues'],
			'statusValues',
			'unclear, since the status paid says nothing about payment',
		],
		[
			'the ID rounded next to the exact one',
			{
				handlers: detail({
					baseInfo: { status: 'success', id: Number(ORDER), idOfStr: ORDER },
					tradeTerms: [{ payStatus: 2 }],
				}),
			},
			[],
			'detailShape',
			/; id is another ID; idOfStr is the ID asked for$/,
		],
		[
			'another ID next to the right one',
			{ handlers: detail({ baseInfo: { status: 'success', id: '1', idOfStr: ORDER } }) },
			['detailShape'],
			'detailShape',
			/; id is another ID; idOfStr is the ID asked for$/,
		],
	])('%s', async (_name, options, differs, id, expected) => {
		const { report } = await check(options);
		expect(verdicts(report, 'differs')).toEqual(differs);
		expect(seen(report, id)).toEqual(
			typeof expected === 'string' ? expected : expect.stringMatching(expected),
		);
		expect(report.problem).toBeUndefined();
	});

	test('the values of an order are not shown, only their names', async () => {
		const { report } = await check({
			handlers: detail({
				baseInfo: { status: 'success', idOfStr: ORDER },
				receiver: { fullName: 'A Person' },
			}),
		});
		expect(formatReport(report) + JSON.stringify(report)).not.toContain('A Person');
		expect(seen(report, 'detailShape')).toContain('receiver: object');
	});

	test('without an order ID the questions about it stay open', async () => {
		const { report } = await check({}, { orderId: null });
		expect(verdicts(report, 'open')).toEqual(['detailShape', 'statusValues']);
		expect(formatReport(report)).toContain('STILL OPEN');
	});
});

describe('when no call is accepted', () => {
	test.each<[string, SandboxOptions, Parameters<typeof check>[1], RegExp]>([
		[
			'wrong secret',
			{},
			{ wrong: { accessSecret: 'another secret' } },
			/"wrong signature".*Check base URL, keys and user ID\.$/,
		],
		[
			'wrong clock',
			{ clockAheadMs: 4_000_000 },
			{},
			/timestamp expired.*clock is (3999|4000) s off/,
		],
		[
			'nothing listens',
			{},
			{ wrong: { baseUrl: 'http://127.0.0.1:1' } },
			/no answer \(ECONNREFUSED\)/,
		],
		[
			'another server answers',
			{},
			{ faults: [[KEYWORDS, { kind: 'html' }]] },
			/HTTP 200 without an envelope/,
		],
		[
			'a redirect, which is not followed',
			{},
			{ faults: [[KEYWORDS, { kind: 'redirect', status: 307 }]] },
			/HTTP 307 without an envelope/,
		],
		[
			'a server that quotes what it was sent',
			{},
			{ faults: [[KEYWORDS, { kind: 'echo', status: 401 }]] },
			/\[hidden\]/,
		],
	])(
		'%s: says so, stops asking, and leaves everything open',
		async (_name, options, how, problem) => {
			const { report } = await check(options, how);
			expect(report.problem).toMatch(problem);
			expect(report.calls).toBe(2);
			expect(verdicts(report, 'open')).toHaveLength(report.findings.length);
		},
	);

	test('rate limiting (429) leaves the questions open', async () => {
		const { report } = await check({}, { faults: [[DETAIL, { kind: 'status', status: 429 }]] });
		expect(verdicts(report, 'open')).toEqual(['unknownOrder', 'detailShape', 'statusValues']);
		expect(verdicts(report, 'differs')).toEqual([]);
	});
});

test('every fact has a question, or says why no call that only reads can answer one', () => {
	expect(
		FACTS.filter(({ notByReading }) => notByReading === undefined)
			.map(({ id }) => id)
			.sort(),
	).toEqual(QUESTIONS.map(({ fact }) => fact).sort());
});

test('what is signed in a message is listed as what reading cannot show, with the field that does', async () => {
	const { report } = await check({});
	const [, unseen] = formatReport(report).split('WHAT READING CANNOT SHOW');
	expect(unseen).toMatch(/access key and body, or the body alone\?\n.*\bsignedOver\b/);
});

describe('it cannot pay', () => {
	test('its list holds only records of the catalog that read', () => {
		const reading: object[] = Object.values(catalog)
			.flatMap(({ operations }) => Object.values(operations))
			.filter(({ effect }) => effect === 'reads');
		expect(Object.values(READ_ONLY).filter((record) => !reading.includes(record))).toEqual([]);
	});

	test('its files name no other endpoint, and only one of them makes calls', () => {
		const text = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
		const files = globSync('*.mts', { cwd: import.meta.dirname }).filter(
			(file) => !file.endsWith('.test.mts'),
		);
		const paths = files.flatMap(
			(file) => text(file).match(/\/(v2\/)?(alibaba|open)\/[\w/-]+/g) ?? [],
		);
		expect(paths).toEqual([]);
		expect(
			files.filter((file) => /undici|node:(https?|net|tls)'|fetch\(/.test(text(file))),
		).toEqual(['readOnlyCalls.mts']);
	});

	test.each([
		['another endpoint', '', 'pay' as 'detail'],
		['the payment in the base address', PAY, 'detail' as const],
		['a change in the base address', order1688.cancel.path, 'detail' as const],
		['the payment in front of a parameter', `${PAY};x=`, 'detail' as const],
		['a query', `${PAY}?x=`, 'detail' as const],
		['a fragment', `${PAY}#`, 'detail' as const],
	])('%s is never sent', async (_name, prefix, endpoint) => {
		const sandbox = await new Sandbox().start();
		try {
			await expect(
				callReadOnly(sandbox.url + prefix, endpoint, { orderIds: [ORDER] }, {}),
			).rejects.toThrow('only endpoints that read');
			expect(sandbox.connections).toBe(0);
		} finally {
			await sandbox.close();
		}
	});
});

describe('the command', () => {
	const run = async (args: string[], environment: Record<string, string>, typed = '') => {
		const child = spawn(process.execPath, [resolve(import.meta.dirname, 'check.mts'), ...args], {
			env: { PATH: process.env.PATH, ...environment },
		});
		child.stdin.end(typed);
		let stdout = '';
		let stderr = '';
		child.stdout.on('data', (chunk) => (stdout += String(chunk)));
		child.stderr.on('data', (chunk) => (stderr += String(chunk)));
		const code = await new Promise((done) => child.on('close', done));
		return { code, stdout, stderr };
	};
	let sandbox: Sandbox;
	let environment: Record<string, string>;
	beforeAll(async () => {
		sandbox = await new Sandbox().start();
		sandbox.account.addOrders([ORDER]);
		const { accessKey, accessSecret, userId } = sandbox.keys;
		environment = {
			PANDAPON_BASE_URL: sandbox.url,
			PANDAPON_ACCESS_KEY: accessKey,
			PANDAPON_ACCESS_SECRET: accessSecret,
			PANDAPON_USER_ID: userId,
			PANDAPON_ORDER_ID: ORDER,
		};
	});
	afterAll(async () => await sandbox.close());

	test('takes the keys from the environment; exit code 0 when all fits', async () => {
		const { code, stdout, stderr } = await run([], environment);
		expect([code, stderr]).toEqual([0, '']);
		expect(stdout).toMatch(/ 0 differ, 0 are open\./);
	});

	test('asks for what is missing without showing the secret; exit code 1 when something is open', async () => {
		const { accessKey, accessSecret, userId } = sandbox.keys;
		const { code, stdout, stderr } = await run(
			['--json'],
			{},
			`${sandbox.url}\n${accessKey}\n${accessSecret}\n${userId}\n\n`,
		);
		expect(code).toBe(1);
		expect(stderr).toMatch(
			/Base URL .*Access Key: .*Access Secret \(not shown\): .*User ID: .*Enter for none/s,
		);
		expect(
			(JSON.parse(stdout) as Report).findings.filter(({ verdict }) => verdict === 'open'),
		).toHaveLength(2);
		expect(stdout + stderr).not.toContain(accessSecret);
	});

	test('hides the secret on a terminal, even from the arrow keys', async () => {
		const keyboard = Object.assign(new PassThrough(), { isTTY: true });
		const screen = new PassThrough();
		const type = ['http://127.0.0.1:1', 'the-access-key', 'the-secret', '\x1b[A7', ''];
		let shown = '';
		let prompts = 0;
		screen.on('data', (chunk) => {
			shown += String(chunk);
			const due =
				shown.match(/(Base URL|Access Key|not shown\)|User ID|for none\)).*?: /g)?.length ?? 0;
			for (; prompts < due; prompts++)
				setImmediate((line) => keyboard.write(`${line}\r`), type[prompts]);
		});
		expect(await askKeys({}, keyboard, screen)).toEqual({
			keys: { baseUrl: type[0], accessKey: type[1], accessSecret: type[2], userId: '7' },
		});
		expect(shown).toContain('the-access-key');
		expect(shown).not.toContain('the-secret');
	});

	test('exit code 2 when no call was accepted, and when a key is missing', async () => {
		expect((await run([], { ...environment, PANDAPON_ACCESS_SECRET: 'another secret' })).code).toBe(
			2,
		);
		expect(await run([], { PANDAPON_BASE_URL: sandbox.url })).toMatchObject({
			code: 2,
			stderr: expect.stringContaining(
				'Access Key is missing. Type it, or set PANDAPON_ACCESS_KEY.',
			) as string,
		});
		expect(await run([], { ...environment, PANDAPON_BASE_URL: 'nonsense' })).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('is not an address') as string,
		});
	});

	test('takes no key on the command line, and does not repeat one', async () => {
		const before = sandbox.calls.length;
		for (const args of [
			['my-secret-key'],
			['--access-secret=my-secret-key'],
			['--json=my-secret-key'],
		]) {
			const { code, stdout, stderr } = await run(args, environment);
			expect(code).toBe(2);
			expect(stdout + stderr).toContain('Never put them on the command line');
			expect(stdout + stderr).not.toContain('my-secret-key');
		}
		expect(sandbox.calls).toHaveLength(before);
	});
});
