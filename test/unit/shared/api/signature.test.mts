import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	type PandaPonCredential,
	sign,
	signedHeaders,
	timestampUnitOf,
} from '../../../../dist/nodes/shared/api/signature.js';

const vectors = readFileSync(join(import.meta.dirname, './vectors/signature.tsv'), 'utf8')
	.trim()
	.split('\n')
	.map((line) => line.split('\t'));
const credential: PandaPonCredential = {
	accessKey: 'key',
	accessSecret: 'secret',
	userId: '7',
	baseUrl: 'https://api.pandapon.com',
	timestampUnit: 'milliseconds',
};

describe('sign', () => {
	test.each(vectors)(
		'agrees with OpenSSL for key %s at %s, nonce %s, secret %s',
		(accessKey, timestamp, nonce, secret, signature) => {
			expect(sign(accessKey, timestamp, nonce, secret)).toBe(signature);
		},
	);

	test('there are vectors with secrets beyond ASCII', () => {
		const beyondAscii = ([, , , secret]: string[]) => Buffer.byteLength(secret) > secret.length;
		expect(vectors.filter(beyondAscii).length).toBeGreaterThan(1);
	});
});

describe('signedHeaders', () => {
	test('makes exactly the five headers, in milliseconds unless told otherwise', () => {
		const now = 1715669977082;
		const headers = signedHeaders(credential, now);
		expect(headers).toEqual({
			'access-key': 'key',
			timestamp: '1715669977082',
			'nonce-str': expect.stringMatching(/^[0-9a-f]{32}$/),
			'user-id': '7',
			signature: sign('key', '1715669977082', headers['nonce-str'], 'secret'),
		});
		expect(signedHeaders({ ...credential, timestampUnit: 'seconds' }, now).timestamp).toBe(
			'1715669977',
		);
	});

	test('drops spaces around the keys', () => {
		const headers = signedHeaders({
			...credential,
			accessKey: ' key\n',
			accessSecret: '\tsecret ',
			userId: ' 7 ',
		});
		expect(headers['access-key']).toBe('key');
		expect(headers['user-id']).toBe('7');
		expect(headers.signature).toBe(sign('key', headers.timestamp, headers['nonce-str'], 'secret'));
	});

	test('never repeats a nonce, and takes the time of the call', () => {
		const before = Date.now();
		const many = Array.from({ length: 1000 }, () => signedHeaders(credential));
		expect(new Set(many.map((headers) => headers['nonce-str'])).size).toBe(1000);
		expect(Number(many[0].timestamp)).toBeGreaterThanOrEqual(before);
		expect(Number(many[999].timestamp)).toBeLessThanOrEqual(Date.now());
	});
});

test.each([
	['seconds', 'seconds'],
	['milliseconds', 'milliseconds'],
	[undefined, 'milliseconds'],
	['minutes', 'milliseconds'],
])('a timestamp unit of %j means %s', (timestampUnit, unit) => {
	expect(timestampUnitOf({ timestampUnit } as PandaPonCredential)).toBe(unit);
});
