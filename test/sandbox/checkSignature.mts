import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The key pair that the sandbox accepts. */
export interface SandboxKeys {
	accessKey: string;
	accessSecret: string;
	userId: string;
}

/** Units an account may accept in the `timestamp` header; which one the real API takes is not known. */
export type AcceptedUnit = 'milliseconds' | 'seconds' | 'either';

/** What else is unknown about the real API's checks (docs/api.md, Open questions); the sandbox's defaults come first. */
export interface Strictness {
	nonce?: 'required' | 'optional' | 'once';
	userId?: 'checked' | 'ignored';
}

const WINDOW_MS = 600_000;

/**
 * Checks the five headers as PandaPon documents them (docs/api.md, Every call). It shares no code with what it tests.
 *
 * @param usedNonces Nonces of earlier calls.
 * @returns Why the request is refused, or `undefined` if its signature is right.
 */
export function checkSignature(
	headers: IncomingHttpHeaders,
	keys: SandboxKeys,
	unit: AcceptedUnit,
	now: number,
	{ nonce: nonceRule = 'required', userId: userIdRule = 'checked' }: Strictness = {},
	usedNonces: readonly string[] = [],
): string | undefined {
	const {
		'access-key': accessKey,
		timestamp,
		'nonce-str': nonce = '',
		'user-id': userId,
		signature,
	} = headers as Record<string, string>;
	if (accessKey !== keys.accessKey) return 'unknown access-key';
	if (userIdRule === 'checked' && userId !== keys.userId) return 'unknown user-id';
	if (!/^.{32}$/.test(nonce) && !(nonceRule === 'optional' && nonce === ''))
		return 'nonce-str must have 32 characters';
	if (nonceRule === 'once' && usedNonces.includes(nonce)) return 'nonce-str was used before';

	const digits = timestamp?.length;
	if (!/^\d+$/.test(timestamp ?? '') || (digits !== 10 && digits !== 13))
		return 'timestamp is not a time';
	const sent: AcceptedUnit = digits === 10 ? 'seconds' : 'milliseconds';
	if (unit !== 'either' && sent !== unit) return 'timestamp expired';
	const sentMs = Number(timestamp) * (sent === 'seconds' ? 1000 : 1);
	if (Math.abs(now - sentMs) > WINDOW_MS) return 'timestamp expired';

	const md5 = createHash('md5');
	for (const part of [keys.accessKey, timestamp, nonce, keys.accessSecret])
		md5.update(Buffer.from(part, 'utf8'));
	return md5.digest('hex').toUpperCase() === signature ? undefined : 'wrong signature';
}
