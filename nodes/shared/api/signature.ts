import { createHash, randomBytes } from 'node:crypto';

/** The fields of the **PandaPon API** credential, as n8n stores them. */
export interface PandaPonCredential {
	accessKey: string;
	accessSecret: string;
	userId: string;
	/** Address in front of every path, e.g. `https://api.pandapon.com`. */
	baseUrl: string;
	timestampUnit: TimestampUnit;
}

/**
 * Unit of the `timestamp` header (docs/api.md, Every call). PandaPon's reference shows milliseconds; public clients send
 * seconds.
 */
export type TimestampUnit = 'milliseconds' | 'seconds';

/**
 * The unit an account's timestamps are in.
 *
 * @param credential Fields of the credential; whatever is not `seconds` means milliseconds.
 */
export function timestampUnitOf({ timestampUnit }: PandaPonCredential): TimestampUnit {
	return timestampUnit === 'seconds' ? 'seconds' : 'milliseconds';
}

/**
 * Signs one request.
 *
 * The formula comes from public clients of the same software and agrees with PandaPon's manual, whose "signed" column
 * names exactly these three headers. Path, query and body are not part of it (docs/api.md, Every call).
 *
 * @param accessKey Access key of the account.
 * @param timestamp UTC time as decimal text, in the unit the account accepts.
 * @param nonce Random text of 32 characters, fresh for every request.
 * @param accessSecret Access secret of the account.
 * @returns MD5 of the four texts joined without a separator, as UTF-8: 32 upper-case hex digits.
 */
export function sign(
	accessKey: string,
	timestamp: string,
	nonce: string,
	accessSecret: string,
): string {
	return createHash('md5')
		.update(accessKey + timestamp + nonce + accessSecret, 'utf8')
		.digest('hex')
		.toUpperCase();
}

/**
 * Makes the five headers every PandaPon call carries. Each call has a fresh nonce and timestamp.
 *
 * @param credential Fields of the credential; spaces around the keys, a frequent copy-and-paste slip, are dropped.
 * @param now Time of the request in milliseconds since 1970, UTC.
 * @returns The headers `access-key`, `timestamp`, `nonce-str`, `user-id` and `signature`.
 */
export function signedHeaders(
	credential: PandaPonCredential,
	now: number = Date.now(),
): Record<'access-key' | 'timestamp' | 'nonce-str' | 'user-id' | 'signature', string> {
	const accessKey = credential.accessKey.trim();
	const timestamp = String(
		timestampUnitOf(credential) === 'seconds' ? Math.floor(now / 1000) : now,
	);
	const nonce = randomBytes(16).toString('hex');
	return {
		'access-key': accessKey,
		timestamp,
		'nonce-str': nonce,
		'user-id': credential.userId.trim(),
		signature: sign(accessKey, timestamp, nonce, credential.accessSecret.trim()),
	};
}
