import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type {
	INodeCredentialTestResult,
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import type { Fault } from '../sandbox/faults.mts';
import { KEYWORDS } from '../sandbox/handlers.mts';
import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { BatchPay1688Orders, PandaPonApi } from '../support/engine/n8nPackages.mts';
import { pressTestButton } from '../support/engine/pressTestButton.mts';
import { runOnEngine } from '../support/engine/runOnEngine.mts';
import { startSandbox } from '../support/engine/sandboxWith.mts';

const type = new PandaPonApi();
const keys = {
	accessKey: 'key',
	accessSecret: 'secret',
	userId: '7',
	baseUrl: 'https://api.pandapon.com',
	timestampUnit: 'milliseconds',
};
const authenticate = type.authenticate as (
	fields: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/** What the Test button says; never with the secret in it. */
async function pressTest(fields: Record<string, unknown>): Promise<INodeCredentialTestResult> {
	const result = await pressTestButton(fields);
	expect(result.message).not.toContain('c0ffee');
	return result;
}

describe('authenticate', () => {
	const fields = { ...keys, accessKey: ' key ' };
	const signed = ['access-key', 'timestamp', 'nonce-str', 'user-id', 'signature'];

	test('adds the five headers and changes nothing else, be it url or uri', async () => {
		const request = {
			method: 'POST',
			uri: 'https://x.example',
			headers: { Accept: 'text/plain' },
			body: { a: 1 },
		} as unknown as IHttpRequestOptions;
		const out = await authenticate(fields, request);
		expect(out).toMatchObject({
			...request,
			headers: { Accept: 'text/plain', 'access-key': 'key', 'user-id': '7' },
		});
		expect(Object.keys(out.headers!)).toEqual(['Accept', ...signed]);
		expect(
			Object.keys((await authenticate(fields, { url: 'https://x.example' })).headers!),
		).toEqual(signed);
	});

	test('a second call signs afresh and leaves no header twice, whatever its case', async () => {
		const first = await authenticate(fields, {
			url: 'https://x.example',
			headers: { 'Access-Key': 'old', SIGNATURE: 'old', 'X-Other': '1' },
		});
		const second = await authenticate(fields, first);
		expect(Object.keys(second.headers!)).toEqual(['X-Other', ...signed]);
		expect(second.headers!['nonce-str']).not.toBe(first.headers!['nonce-str']);
		expect(second.headers!.signature).not.toBe(first.headers!.signature);
	});

	test('the secret is in no header', async () => {
		expect(JSON.stringify(await authenticate(fields, { url: 'https://x.example' }))).not.toContain(
			'secret',
		);
	});
});

describe('the Test button', () => {
	test.each(['milliseconds', 'seconds'] as const)(
		'says that all is well, in %s, after one read-only call',
		async (timestampUnit) => {
			const sandbox = await startSandbox({ acceptedUnit: timestampUnit });
			expect(await pressTest({ ...sandbox.credential, timestampUnit })).toEqual({
				status: 'OK',
				message: `Connection successful. The account takes timestamps in ${timestampUnit}.`,
			});
			expect(sandbox.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
				`POST ${KEYWORDS}`,
			]);
		},
	);

	test.each([
		['milliseconds', 'Seconds'],
		['seconds', 'Milliseconds'],
	] as const)('set to %s where only %s work, it says to switch', async (timestampUnit, right) => {
		const sandbox = await startSandbox({ acceptedUnit: right.toLowerCase() as 'seconds' });
		expect(await pressTest({ ...sandbox.credential, timestampUnit })).toEqual({
			status: 'Error',
			message: `This account takes timestamps in ${right.toLowerCase()} only. Key and secret are right: set Timestamp Unit in the credential to ${right}.`,
		});
	});

	test.each([
		{ httpStatus: 401, code: 401 },
		{ httpStatus: 200, code: 10012 },
		{ httpStatus: 403, code: 40301 },
	])('wrong secret, refused as %j', async (signatureRefusal) => {
		const sandbox = await startSandbox({ signatureRefusal });
		const { status, message } = await pressTest({ ...sandbox.credential, accessSecret: 'wrong' });
		expect(status).toBe('Error');
		expect(message).toContain(
			`The API refused a call that only reads (HTTP ${signatureRefusal.httpStatus}, code ${signatureRefusal.code}, "wrong signature"). Most likely Access Key, Access Secret or User ID is wrong: copy them again.`,
		);
		expect((await pressTest({ ...sandbox.credential, accessKey: 'wrong' })).message).toContain(
			'Access Key, Access Secret or User ID is wrong',
		);
		expect(sandbox.calls.every(({ path }) => path === KEYWORDS)).toBe(true);
	});

	test('wrong secret, refused without JSON', async () => {
		const sandbox = await startSandbox();
		sandbox.fault('every', { kind: 'status', status: 401, body: 'Unauthorized' }, KEYWORDS);
		expect((await pressTest(sandbox.credential)).message).toMatch(
			/^The API refused a call that only reads \(HTTP 401\)\. Most likely Access Key/,
		);
	});

	test.each([
		[-700_000, 'ahead of', 700],
		[3_600_000, 'behind', 3600],
	])(
		'a clock that is off by more than 600 s (server %i ms ahead)',
		async (clockAheadMs, direction, seconds) => {
			const sandbox = await startSandbox({ clockAheadMs });
			const { status, message } = await pressTest(sandbox.credential);
			expect(status).toBe('Error');
			const off = Number(/is (\d+) seconds/.exec(message)?.[1]);
			expect(message).toContain(`seconds ${direction} the API's. Set the clock right`);
			expect(Math.abs(off - seconds)).toBeLessThanOrEqual(5);
		},
	);

	test('a clock that is off by less is not blamed', async () => {
		const sandbox = await startSandbox({ clockAheadMs: 500_000 });
		expect((await pressTest(sandbox.credential)).status).toBe('OK');
		expect((await pressTest({ ...sandbox.credential, accessSecret: 'wrong' })).message).toContain(
			'Access Key, Access Secret or User ID is wrong',
		);
	});

	test.each<[string, Record<string, unknown>, RegExp]>([
		[
			'no access key',
			{ accessKey: ' ' },
			/^The Access Key of the PandaPon API credential is empty$/,
		],
		[
			'no secret',
			{ accessSecret: '' },
			/^The Access Secret of the PandaPon API credential is empty$/,
		],
		['no user ID', { userId: undefined }, /^The User ID of the PandaPon API credential is empty$/],
		['no address', { baseUrl: 'nonsense' }, /Base URL .* is not an address/],
		[
			'a name that does not exist',
			{ baseUrl: 'http://pandapon.invalid' },
			/could not be found.*Check the Base URL/,
		],
		[
			'a port where nothing listens',
			{ baseUrl: 'http://127.0.0.1:1' },
			/No connection to the API could be made \(ECONNREFUSED\)\. Check the Base URL/,
		],
	])('%s', async (_name, wrong, message) => {
		const sandbox = await startSandbox();
		expect(await pressTest({ ...sandbox.credential, ...wrong })).toEqual({
			status: 'Error',
			message: expect.stringMatching(message),
		});
		expect(sandbox.calls).toEqual([]);
	});

	test.each<[string, Fault, RegExp]>([
		['a web page', { kind: 'html' }, /not the API \(HTTP 200\)\. Check the Base URL/],
		[
			'a page that is not there',
			{ kind: 'status', status: 404, body: '<html>' },
			/^The Base URL leads to no call of the API \(404\)\. Check the Base URL/,
		],
		[
			'a redirect',
			{ kind: 'redirect', status: 307 },
			/sends calls on to another address \(HTTP 307\)/,
		],
		['a failing server', { kind: 'status', status: 502 }, /API itself failed \(HTTP 502\)/],
		['too many calls', { kind: 'status', status: 429 }, /rate limiting/],
		['a cut connection', { kind: 'resetBeforeAnswer' }, /connection was cut/],
	])('%s gets words of its own', async (_name, fault, message) => {
		const sandbox = await startSandbox();
		sandbox.fault('every', fault, KEYWORDS);
		expect(await pressTest(sandbox.credential)).toEqual({
			status: 'Error',
			message: expect.stringMatching(message),
		});
		expect(sandbox.calls).toHaveLength(1);
	});

	test("somebody else's address", async () => {
		const otherServer = createServer((_request, response) => response.end('{"hello":"world"}'));
		await new Promise<void>((resolve) => otherServer.listen(0, '127.0.0.1', resolve));
		try {
			const sandbox = await startSandbox();
			const { message } = await pressTest({
				...sandbox.credential,
				baseUrl: `http://127.0.0.1:${(otherServer.address() as AddressInfo).port}/`,
			});
			expect(message).toContain("not PandaPon's");
		} finally {
			otherServer.close();
		}
	});
});

describe('signing again', () => {
	test('an ordinary request is signed as often as n8n asks, afresh each time', async () => {
		const request: IHttpRequestOptions = { method: 'POST', url: 'https://x.example' };
		const nonces = new Set<unknown>();
		for (let time = 0; time < 5; time++)
			nonces.add((await authenticate(keys, request)).headers!['nonce-str']);
		expect(nonces.size).toBe(5);
	});

	test('a request that must leave once is signed once, even if it is copied', async () => {
		const request = {
			method: 'POST',
			url: 'https://x.example',
			sendOnce: { signed: false },
		} as IHttpRequestOptions;
		await authenticate(keys, { ...request });
		await expect(authenticate(keys, { ...request })).rejects.toThrow(
			'This request must leave once',
		);
	});

	test("n8n's own repeat after HTTP 401 works for other nodes, such as HTTP Request", async () => {
		const sandbox = await startSandbox();
		sandbox.fault(1, { kind: 'status', status: 401 }, KEYWORDS);
		const request: IHttpRequestOptions = {
			method: 'POST',
			url: `${sandbox.url}${KEYWORDS}`,
			body: { keyword: 'test' },
			json: true,
		};
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (context) => {
			const answer = (await context.helpers.httpRequestWithAuthentication.call(
				context,
				'pandaPonApi',
				request,
			)) as IDataObject;
			return [[{ json: answer }]];
		});
		const { outputs } = await runOnEngine({
			nodeType,
			parameters: { orderIds: '={{ $json.orderId }}' },
			credentials: [{ type, fields: sandbox.credential }],
			items: [{}],
			workflowId: 'request',
		});
		expect(outputs[0][0].json.code).toBe(200);
		expect(sandbox.calls.map(({ refused }) => refused)).toEqual([undefined, undefined]);
		expect(new Set(sandbox.nonces).size).toBe(2);
	});
});
