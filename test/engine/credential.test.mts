import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunctions,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { KEYWORDS } from '../sandbox/endpoints.mts';
import { Sandbox, type SandboxOptions } from '../sandbox/sandbox.mts';
import {
	BatchPay1688Orders,
	CredentialTestContext,
	PandaPonApi,
} from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';

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

/** Presses the Test button, with the helpers n8n gives a credential test. */
async function pressTest(fields: Record<string, unknown>) {
	const context = new CredentialTestContext(
		{} as IWorkflowExecuteAdditionalData,
	) as unknown as ICredentialTestFunctions;
	const result = await new BatchPay1688Orders().methods.credentialTest.pandaPonApiTest.call(
		context,
		{ id: '1', name: 'PandaPon', type: type.name, data: fields as ICredentialDataDecryptedObject },
	);
	expect(result.message).not.toContain('c0ffee');
	return result;
}

async function withSandbox<T>(
	options: SandboxOptions,
	work: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
	const sandbox = await new Sandbox(options).start();
	try {
		return await work(sandbox);
	} finally {
		await sandbox.close();
	}
}

describe('authenticate', () => {
	const fields = { ...keys, accessKey: ' key ' };
	const signed = ['access-key', 'timestamp', 'nonce-str', 'user-id', 'signature'];

	test('adds the five headers and leaves the request alone, also one with uri', async () => {
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

	test('a second call makes everything anew and leaves no header twice, whatever its case', async () => {
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
		'says that all is well, in %s, with one call that only reads',
		async (timestampUnit) => {
			await withSandbox({ acceptedUnit: timestampUnit }, async (sandbox) => {
				expect(await pressTest({ ...sandbox.credential, timestampUnit })).toEqual({
					status: 'OK',
					message: `Connection successful. The account takes timestamps in ${timestampUnit}.`,
				});
				expect(sandbox.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
					`POST ${KEYWORDS}`,
				]);
			});
		},
	);

	test.each([
		['milliseconds', 'Seconds'],
		['seconds', 'Milliseconds'],
	] as const)('with %s set while only %s work, it says to switch', async (timestampUnit, right) => {
		await withSandbox({ acceptedUnit: right.toLowerCase() as 'seconds' }, async (sandbox) => {
			expect(await pressTest({ ...sandbox.credential, timestampUnit })).toEqual({
				status: 'Error',
				message: `Key and secret are right, but this account takes timestamps in ${right.toLowerCase()} only: switch Timestamp Unit to ${right}.`,
			});
		});
	});

	test.each([
		{ httpStatus: 401, code: 401 },
		{ httpStatus: 200, code: 10012 },
		{ httpStatus: 403, code: 40301 },
	])('wrong secret, refused as %j', async (signatureRefusal) => {
		await withSandbox({ signatureRefusal }, async (sandbox) => {
			const { status, message } = await pressTest({ ...sandbox.credential, accessSecret: 'wrong' });
			expect(status).toBe('Error');
			expect(message).toContain(
				`The API refused a call that only reads (HTTP ${signatureRefusal.httpStatus}, code ${signatureRefusal.code}, "wrong signature"). Most likely Access Key, Access Secret or User ID is wrong:`,
			);
			expect((await pressTest({ ...sandbox.credential, accessKey: 'wrong' })).message).toContain(
				'Access Key, Access Secret or User ID is wrong',
			);
			expect(sandbox.calls.every(({ path }) => path === KEYWORDS)).toBe(true);
		});
	});

	test('wrong secret, refused without JSON', async () => {
		await withSandbox({}, async (sandbox) => {
			sandbox.fault('every', { kind: 'status', status: 401, body: 'Unauthorized' }, KEYWORDS);
			expect((await pressTest(sandbox.credential)).message).toMatch(
				/^The API refused a call that only reads \(HTTP 401\)\. Most likely Access Key/,
			);
		});
	});

	test.each([
		[-700_000, 'ahead of', 700],
		[3_600_000, 'behind', 3600],
	])(
		'a clock that is off by more than 600 s (server %i ms ahead)',
		async (clockAheadMs, direction, seconds) => {
			await withSandbox({ clockAheadMs }, async (sandbox) => {
				const { status, message } = await pressTest(sandbox.credential);
				expect(status).toBe('Error');
				const off = Number(/is (\d+) seconds/.exec(message)?.[1]);
				expect(message).toContain(`seconds ${direction} the API's; more than 600 are refused.`);
				expect(Math.abs(off - seconds)).toBeLessThanOrEqual(5);
			});
		},
	);

	test('a clock that is off by less is not blamed', async () => {
		await withSandbox({ clockAheadMs: 500_000 }, async (sandbox) => {
			expect((await pressTest(sandbox.credential)).status).toBe('OK');
			expect((await pressTest({ ...sandbox.credential, accessSecret: 'wrong' })).message).toContain(
				'Access Key, Access Secret or User ID is wrong',
			);
		});
	});

	test.each<[string, Record<string, unknown>, RegExp]>([
		['no access key', { accessKey: ' ' }, /^Access Key is empty\.$/],
		['no secret', { accessSecret: '' }, /^Access Secret is empty\.$/],
		['no user ID', { userId: undefined }, /^User ID is empty\.$/],
		['no address', { baseUrl: 'nonsense' }, /Base URL .* is not an address/],
		[
			'a name that does not exist',
			{ baseUrl: 'http://pandapon.invalid' },
			/could not be found.*Check the Base URL/,
		],
		[
			'a port where nobody listens',
			{ baseUrl: 'http://127.0.0.1:1' },
			/No connection to the API could be made \(ECONNREFUSED\)\. Check the Base URL/,
		],
	])('%s', async (_name, wrong, message) => {
		await withSandbox({}, async (sandbox) => {
			expect(await pressTest({ ...sandbox.credential, ...wrong })).toEqual({
				status: 'Error',
				message: expect.stringMatching(message),
			});
			expect(sandbox.calls).toEqual([]);
		});
	});

	test.each<[string, Parameters<Sandbox['fault']>[1], RegExp]>([
		['a web page', { kind: 'html' }, /not PandaPon's \(HTTP 200\)\. Check the Base URL/],
		[
			'a page that is not there',
			{ kind: 'status', status: 404, body: '<html>' },
			/not PandaPon's \(HTTP 404\)/,
		],
		['a redirect', { kind: 'redirect', status: 307 }, /sends calls on to another one \(HTTP 307\)/],
		['a failing server', { kind: 'status', status: 502 }, /reasons of its own \(HTTP 502\)/],
		['too many calls', { kind: 'status', status: 429 }, /asks for fewer calls/],
		['a cut connection', { kind: 'resetBeforeAnswer' }, /connection was cut/],
	])('%s is told apart', async (_name, fault, message) => {
		await withSandbox({}, async (sandbox) => {
			sandbox.fault('every', fault, KEYWORDS);
			expect(await pressTest(sandbox.credential)).toEqual({
				status: 'Error',
				message: expect.stringMatching(message),
			});
			expect(sandbox.calls).toHaveLength(1);
		});
	});

	test('an address that is somebody else’s', async () => {
		const stranger = createServer((_request, response) => response.end('{"hello":"world"}'));
		await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
		try {
			await withSandbox({}, async (sandbox) => {
				const { message } = await pressTest({
					...sandbox.credential,
					baseUrl: `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`,
				});
				expect(message).toContain("not PandaPon's");
			});
		} finally {
			stranger.close();
		}
	});
});

describe('who signs again', () => {
	test('a request that says nothing else is signed as often as n8n likes, each time anew', async () => {
		const request: IHttpRequestOptions = { method: 'POST', url: 'https://x.example' };
		const nonces = new Set<unknown>();
		for (let time = 0; time < 5; time++)
			nonces.add((await authenticate(keys, request)).headers!['nonce-str']);
		expect(nonces.size).toBe(5);
	});

	test('a request that must leave once is signed once, also as a copy', async () => {
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

	test('n8n’s own repetition after HTTP 401 works for other nodes, as for the HTTP Request node', async () => {
		const { sandbox, pay } = await sandboxWith(1);
		sandbox.fault(1, { kind: 'status', status: 401 }, KEYWORDS);
		const nodeType = new BatchPay1688Orders();
		nodeType.execute = async function (this: IExecuteFunctions) {
			const request: IHttpRequestOptions = {
				method: 'POST',
				url: `${sandbox.url}${KEYWORDS}`,
				body: { keyword: 'test' },
				json: true,
			};
			return [
				[
					{
						json: (await this.helpers.httpRequestWithAuthentication.call(
							this,
							'pandaPonApi',
							request,
						)) as IDataObject,
					},
				],
				[],
			];
		};
		const { success } = await pay({ nodeType });
		expect(success[0].json.code).toBe(200);
		expect(sandbox.calls.map(({ refused }) => refused)).toEqual([undefined, undefined]);
		expect(new Set(sandbox.nonces).size).toBe(2);
	});
});
