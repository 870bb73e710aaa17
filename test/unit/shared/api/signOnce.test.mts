import type { IHttpRequestOptions } from 'n8n-workflow';

import { signOnce, SignedTwiceError } from '../../../../dist/nodes/shared/api/signOnce.js';

const request: IHttpRequestOptions = { url: 'http://127.0.0.1' };

test('a request that must leave once is signed once, even if its options are copied', () => {
	const options = { ...request, sendOnce: { signed: false } };
	signOnce({ ...options });
	expect(options.sendOnce).toEqual({ signed: true });
	expect(() => signOnce({ ...options })).toThrow(SignedTwiceError);
	expect(() => signOnce(options)).toThrow(
		'This request must leave once, and n8n asked to sign it again',
	);
});

test('the next request that must leave once is signed all the same', () => {
	const first = { ...request, sendOnce: { signed: false } };
	const second = { ...request, sendOnce: { signed: false } };
	signOnce(first);
	expect(() => signOnce(second)).not.toThrow();
});

test('any other request may be signed as often as n8n asks', () => {
	const options = { ...request };
	signOnce(options);
	signOnce(options);
	expect(options).toEqual(request);
});

test('the error is known by its name, which survives being wrapped', () => {
	const error = new SignedTwiceError();
	expect(error).toBeInstanceOf(Error);
	expect(error.name).toBe('SignedTwiceError');
});
