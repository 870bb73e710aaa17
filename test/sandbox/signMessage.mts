import { createHmac } from 'node:crypto';

import type { SandboxKeys } from './checkSignature.mts';

/** What a signature of PandaPon's messages may be made over; which one PandaPon uses is not documented. */
export type Base = 'accessKeyAndBody' | 'body';

/**
 * Signs a message as PandaPon's manual says: HEX(HMAC-SHA256(base, access secret)), for the header `Authorization`. It shares no
 * code with what it tests.
 *
 * @param body The request's body, byte for byte.
 * @param keys Key and secret of the account.
 * @param base What is signed.
 * @returns 64 lower-case hex digits.
 */
export function signMessage(
	body: Buffer | string,
	{ accessKey, accessSecret }: Pick<SandboxKeys, 'accessKey' | 'accessSecret'>,
	base: Base = 'accessKeyAndBody',
): string {
	const bytes = Buffer.from(body);
	const signed = base === 'body' ? bytes : Buffer.concat([Buffer.from(accessKey, 'utf8'), bytes]);
	return createHmac('sha256', accessSecret).update(signed).digest('hex');
}
