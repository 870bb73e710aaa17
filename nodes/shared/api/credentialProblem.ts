import type { PandaPonCredential } from './signature';

const REQUIRED = { accessKey: 'Access Key', accessSecret: 'Access Secret', userId: 'User ID' };

/**
 * Looks for a mistake that is plain to see in the fields of the credential, before any call is made with it.
 *
 * @param credential Fields of the credential; an expression can put anything in them.
 * @returns What is wrong and in which field, without a full stop at its end; `undefined` when nothing is.
 */
export function credentialProblem(credential: PandaPonCredential): string | undefined {
	const { baseUrl } = credential as { baseUrl: unknown };
	return (
		emptyField(credential, ['accessKey', 'accessSecret', 'userId']) ??
		baseUrlProblem(typeof baseUrl === 'string' ? baseUrl : '')
	);
}

/**
 * Looks for fields that are empty or no text.
 *
 * @param credential Fields of the credential; an expression can put anything in them.
 * @param names Fields that are needed.
 * @returns What is wrong with the first such field, without a full stop at its end; `undefined` when there is none.
 */
export function emptyField(
	credential: PandaPonCredential,
	names: Array<keyof typeof REQUIRED>,
): string | undefined {
	for (const name of names) {
		const value: unknown = credential[name];
		const given = typeof value === 'string' ? value.trim() : (value ?? '');
		if (given === '') return `The ${REQUIRED[name]} of the PandaPon API credential is empty`;
		if (typeof given !== 'string')
			return `The ${REQUIRED[name]} of the PandaPon API credential is not text`;
	}
	return undefined;
}

/**
 * Says what is wrong with a base address.
 *
 * @param baseUrl Base URL field of the credential.
 * @returns What is wrong, without a full stop at its end; `undefined` when it is an http(s) address.
 */
export function baseUrlProblem(baseUrl: string): string | undefined {
	let url: URL;
	try {
		url = new URL(baseUrl);
	} catch {
		return 'The Base URL of the PandaPon API credential is not an address like https://api.pandapon.com';
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		return 'The Base URL of the PandaPon API credential must start with https://';
	}
	if (url.search !== '' || url.hash !== '') {
		return 'The Base URL of the PandaPon API credential must end before any "?" or "#"';
	}
	return undefined;
}
