import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { callOnce, withoutKeys } from '../../../../dist/nodes/shared/api/callOnce.js';
import { signOnce } from '../../../../dist/nodes/shared/api/signOnce.js';

const credential = {
	accessKey: 'AK-0123456789',
	accessSecret: 'a "quoted"\\secret',
	userId: '1',
	baseUrl: 'http://127.0.0.1',
	timestampUnit: 'milliseconds' as const,
};

describe('withoutKeys', () => {
	test.each([
		['AK-0123456789 is unknown', '[hidden] is unknown'],
		['a "quoted"\\secret', '[hidden]'],
		[JSON.stringify({ msg: credential.accessSecret }), '{"msg":"[hidden]"}'],
		['nothing of it', 'nothing of it'],
	])('makes %j into %j', (body, expected) => {
		expect(withoutKeys(body, credential)).toBe(expected);
	});

	test.each([
		['{"sign":"abc\\/def\\u003d0123"}'],
		['{"sign":"abc/def=0123"}'],
		['{"sign":"abc\\u002Fdef\\u003D0123"}'],
	])('finds a key however JSON writes it: %s', (body) => {
		const keys = { ...credential, accessSecret: 'abc/def=0123' };
		expect(withoutKeys(body, keys)).toBe('{"sign":"[hidden]"}');
	});

	test('leaves a key of digits only, and a short one: they could be part of an order ID or a word', () => {
		expect(
			withoutKeys('order 2059624776425880794', {
				...credential,
				accessKey: '2059624776425880794',
				accessSecret: 'order',
			}),
		).toBe('order 2059624776425880794');
	});
});

describe('an answer that quotes the request', () => {
	/** As MD5 writes it; no other run of digits is its like. */
	const SIGNATURE = '0123456789ABCDEF0123456789ABCDEF';

	/**
	 * Makes a call that is answered with this text.
	 *
	 * @param sign Signs the call, as the credential does.
	 */
	async function bodyOf(body: string, sign: (options: IHttpRequestOptions) => void) {
		const context = {
			helpers: {
				httpRequestWithAuthentication: async (_name: string, options: IHttpRequestOptions) => {
					// n8n signs a copy.
					sign({ ...options });
					return { statusCode: 200, body, headers: {} };
				},
			},
		} as unknown as IExecuteFunctions;
		const endpoint = { method: 'GET', path: '/a' } as const;
		const result = await callOnce(context, { credential, endpoint, timeoutMs: 1_000 });
		if (result.kind !== 'answered') throw new Error(`It was not answered, but ${result.kind}`);
		return result.body;
	}

	test('does not carry the signature, wherever it stands', async () => {
		const quoted = `{"sign":"${SIGNATURE}","url":"/a?sign=${SIGNATURE}&b=${credential.accessKey}"}`;
		expect(await bodyOf(quoted, (options) => signOnce(options, SIGNATURE))).toBe(
			'{"sign":"[hidden]","url":"/a?sign=[hidden]&b=[hidden]"}',
		);
	});

	test('keeps what is not of this call', async () => {
		const other = 'FEDCBA9876543210FEDCBA9876543210';
		expect(await bodyOf(other, (options) => signOnce(options, SIGNATURE))).toBe(other);
		expect(await bodyOf(SIGNATURE, () => {})).toBe(SIGNATURE);
	});
});
