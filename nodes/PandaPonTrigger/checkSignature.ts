import type { IWebhookFunctions } from 'n8n-workflow';

import { keysOf, recallKeys } from './keys';
import type { MessageRequest } from './readRequest';
import { whatIsSigned, type SignedOver } from './whatIsSigned';

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
	const recalled = recallKeys(context);
	let over = recalled && whatIsSigned(request, await recalled);
	// They may have been changed since.
	over ??= whatIsSigned(request, await keysOf(context));
	return over === undefined ? not(NO_MATCH) : { over };
}

const NO_MATCH =
	'its signature does not match; compare Access Key and Access Secret of the credential with the console';

function not(problem: string): Signed {
	return { over: null, problem };
}
