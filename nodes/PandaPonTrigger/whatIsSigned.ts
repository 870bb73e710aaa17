import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Keys } from './keys';
import type { MessageRequest } from './readRequest';

/** What a signature can be made over, besides the access secret. */
export type SignedOver = 'accessKeyAndBody' | 'body';

/**
 * Checks the signature of a message: HEX(HMAC-SHA256(base, access secret)) in the header `Authorization`. What the base is, is
 * not documented; the manual that PandaPon's follows puts the key in front of the body. So both are accepted: each takes the
 * secret to make (docs/api.md, Messages).
 *
 * @param request The message, byte for byte; its signature has 64 hex digits.
 * @param keys Whose signature it must be.
 * @returns Over what it is signed; `undefined` when the signature does not match.
 */
export function whatIsSigned(
	{ body, authorization }: MessageRequest,
	{ accessKey, accessSecret }: Keys,
): SignedOver | undefined {
	const signature = Buffer.from(authorization, 'hex');
	const fits = (...base: Array<Buffer | string>): boolean => {
		const hmac = createHmac('sha256', accessSecret);
		for (const part of base) hmac.update(part);
		return timingSafeEqual(hmac.digest(), signature);
	};
	if (fits(accessKey, body)) return 'accessKeyAndBody';
	// Or a message signed in the first way would fit a second time, with the access key as part of its body.
	return !body.toString().startsWith(accessKey) && fits(body) ? 'body' : undefined;
}
