import type { IHttpRequestOptions } from 'n8n-workflow';

/**
 * Rides on the options of a request that must leave once: n8n copies the options before it signs them, but every copy shares
 * this object, and it never reaches the wire (seen on n8n 1.85 and 2.41).
 */
export interface SendOnce {
	/** True once the request has been signed: it may have left. */
	signed: boolean;
	/** Its signature, which an answer could quote. */
	signature?: string;
}

/** Why a request was not signed again. `describeFailure` knows it by its name. */
export class SignedTwiceError extends Error {
	readonly name = 'SignedTwiceError';

	constructor() {
		super('This request must leave once, and n8n asked to sign it again');
	}
}

/**
 * To be called before a request is signed. n8n signs and sends again by itself after HTTP 401, and for a 401 whose body breaks
 * no setting is sure to stop it: without a signature the second request cannot leave.
 *
 * @param options The request's options; those without a `sendOnce` may be signed as often as n8n likes.
 * @param signature The signature it gets.
 * @throws SignedTwiceError when the request has been signed before.
 */
export function signOnce(
	options: IHttpRequestOptions & { sendOnce?: SendOnce },
	signature: string,
): void {
	const { sendOnce } = options;
	if (sendOnce === undefined) return;
	if (sendOnce.signed) throw new SignedTwiceError();
	sendOnce.signed = true;
	sendOnce.signature = signature;
}
