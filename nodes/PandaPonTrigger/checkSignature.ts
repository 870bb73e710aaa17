import type { IWebhookFunctions } from 'n8n-workflow';

import { keysOf } from './keys';
import type { MessageRequest } from './readRequest';
import { whatIsSigned, type SignedOver } from './whatIsSigned';

/** So long the keys are believed to be those of the credential. */
const KEPT_MS = 60_000;
/** So soon they are read again for a signature that does not match: forged ones must not keep n8n busy. */
const REREAD_MS = 1_000;

/** Over what a message is signed; or what is wrong with its signature. */
export type Signed = { over: SignedOver } | { over: null; problem: string };

/**
 * Finds out whether a message comes from PandaPon.
 *
 * @param context n8n's webhook context.
 * @param request The message, byte for byte.
 * @throws Error when the credential cannot be read, or a key in it is empty.
 */
export async function checkSignature(
	context: IWebhookFunctions,
	request: MessageRequest,
): Promise<Signed> {
	const { authorization } = request;
	if (authorization === '') return not('it has no signature (header Authorization)');
	if (!/^[0-9a-f]{64}$/i.test(authorization))
		return not('its signature is not one of 64 hex digits');
	const over =
		whatIsSigned(request, await keysOf(context, KEPT_MS)) ??
		// They may have been changed since.
		whatIsSigned(request, await keysOf(context, REREAD_MS));
	return over === undefined ? not(NO_MATCH) : { over };
}

const NO_MATCH =
	'its signature does not match; compare Access Key and Access Secret of the credential with the console';

function not(problem: string): Signed {
	return { over: null, problem };
}
