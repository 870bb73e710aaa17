import type { IHttpRequestOptions } from 'n8n-workflow';

import {
	signOnce,
	SignedTwiceError,
	type SendOnce,
} from '../../../../dist/nodes/shared/api/signOnce.js';

const request: IHttpRequestOptions = { url: 'http://127.0.0.1' };
/** A request that must leave once. */
const once = () => ({ ...request, sendOnce: { signed: false } as SendOnce });

test('a request that must leave once is signed once, even if its options are copied', () => {
	const options = once();
	signOnce({ ...options }, 'FIRST');
	expect(options.sendOnce).toEqual({ signed: true, signature: 'FIRST' });
	expect(() => signOnce({ ...options }, 'SECOND')).toThrow(SignedTwiceError);
	expect(() => signOnce(options, 'SECOND')).toThrow(
		'This request must leave once, and n8n asked to sign it again',
	);
});

test('the signature that left is kept, not one that was refused', () => {
	const options = once();
	signOnce(options, 'FIRST');
	expect(() => signOnce(options, 'SECOND')).toThrow(SignedTwiceError);
	expect(options.sendOnce.signature).toBe('FIRST');
});

test('the next request that must leave once is signed all the same', () => {
	const second = once();
	signOnce(once(), 'FIRST');
	expect(() => signOnce(second, 'SECOND')).not.toThrow();
	expect(second.sendOnce.signature).toBe('SECOND');
});

test('any other request may be signed as often as n8n asks, and keeps no signature', () => {
	const options = { ...request };
	signOnce(options, 'FIRST');
	signOnce(options, 'SECOND');
	expect(options).toEqual(request);
});

test('the error is known by its name, which survives being wrapped', () => {
	const error = new SignedTwiceError();
	expect(error).toBeInstanceOf(Error);
	expect(error.name).toBe('SignedTwiceError');
});
