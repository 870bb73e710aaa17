import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { SendOnce } from './signOnce';
import type { PandaPonCredential } from './signature';
import { describeFailure, timedOut } from './transportFailure';
import { waitUnlessCancelled } from './wait';

/** One call to PandaPon. */
interface Call {
	/** Its keys sign the call and are blotted out of the answer; its Base URL leads the call. */
	credential: PandaPonCredential;
	/** Path under the base address, with its leading slash. */
	path: string;
	/** JSON body. */
	body: IDataObject;
	/** How long to wait for the answer, in milliseconds. */
	timeoutMs: number;
}

/**
 * What became of a call:
 * `answered` – the API, or something in front of it, answered; the body is untouched text, `retryAfter` and `date` are its headers;
 * `notSent` – it is proven that the request never reached the API;
 * `unclear` – the request may have arrived, and no complete answer came back.
 */
export type CallResult =
	| { kind: 'answered'; httpStatus: number; body: string; retryAfter?: string; date?: string }
	| { kind: 'notSent'; reason: string }
	| { kind: 'unclear'; reason: string };

/** How much later than the HTTP client's own time-out the deadline falls, so that normally the client closes the connection. */
const GRACE_MS = 1_000;

/**
 * Sends one signed POST exactly once and never throws.
 *
 * n8n's helper would by itself follow redirects, 307 and 308 with the body, and sign and send again after HTTP 401: for a payment
 * each of these is a second submission. Redirects are switched off. Against 401 stand three things, since each of them leaves
 * a gap in some version of n8n: a whole answer is no error, whatever its status; the helper is told to repeat no status
 * (n8n 2.41; older ones ignore it); and the credential refuses to sign the same request twice.
 *
 * @param context n8n's execution context of a node with the credential `pandaPonApi`.
 * @param call Where to, what, and how long to wait.
 * @returns What became of it. Neither headers nor errors are passed on: they could hold the signature.
 */
export async function callOnce(context: IExecuteFunctions, call: Call): Promise<CallResult> {
	// The client's time-out starts anew with every byte: a trickling answer would hold the run for ever.
	const ended = new AbortController();
	const deadline = waitUnlessCancelled(call.timeoutMs + GRACE_MS, ended.signal).then(() =>
		timedOut(patience(call)),
	);
	try {
		return await Promise.race([send(context, call), deadline]);
	} finally {
		ended.abort('answered');
	}
}

async function send(context: IExecuteFunctions, call: Call): Promise<CallResult> {
	try {
		const options: IHttpRequestOptions & { sendOnce: SendOnce } = {
			method: 'POST',
			url: endpointUrl(call.credential.baseUrl, call.path),
			body: JSON.stringify(call.body),
			headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
			encoding: 'text',
			timeout: call.timeoutMs,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			sendOnce: { signed: false },
		};
		// Handed over, or n8n would read and decrypt the credential anew for each call.
		const credentialsDecrypted = {
			id: '',
			name: '',
			type: 'pandaPonApi',
			data: { ...call.credential },
		};
		const additional = { credentialsDecrypted, preAuthenticationRetryStatusCode: [] };
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'pandaPonApi',
			options,
			additional,
		)) as { statusCode: number; body: unknown; headers: IDataObject };
		return {
			kind: 'answered',
			httpStatus: response.statusCode,
			body: typeof response.body === 'string' ? withoutKeys(response.body, call.credential) : '',
			retryAfter: header(response.headers['retry-after']),
			date: header(response.headers.date),
		};
	} catch (error) {
		return describeFailure(error, patience(call));
	}
}

function header(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function patience({ timeoutMs }: Call): string {
	return `within ${timeoutMs} ms (the option "Timeout (Ms)")`;
}

/** Keys shorter than this could be part of an order ID or a word. */
const SHORTEST_KEY = 12;

/**
 * Blots the caller's keys out of an answer, as they are and as JSON writes them: an answer that quotes
 * them must not carry them into items, messages or logs.
 *
 * @param body Answer body.
 * @param credential The credential the call was signed with.
 */
export function withoutKeys(body: string, { accessKey, accessSecret }: PandaPonCredential): string {
	return [accessKey.trim(), accessSecret.trim()]
		.filter((key) => key.length >= SHORTEST_KEY && !/^\d+$/.test(key))
		.flatMap((key) => [key, JSON.stringify(key).slice(1, -1)])
		.reduce((text, key) => text.replaceAll(key, '[hidden]'), body);
}

/**
 * Joins base address and path.
 *
 * @param baseUrl Base URL field of the credential, with or without slashes at its end.
 * @param path Path with its leading slash.
 */
export function endpointUrl(baseUrl: string, path: string): string {
	return baseUrl.trim().replace(/\/+$/, '') + path;
}

/**
 * Says what is wrong with a base address.
 *
 * @param baseUrl Base URL field of the credential.
 * @returns What is wrong, in words, or `undefined` when it is an http(s) address.
 */
export function baseUrlProblem(baseUrl: string): string | undefined {
	let url: URL;
	try {
		url = new URL(baseUrl.trim());
	} catch {
		return 'The Base URL of the PandaPon API credential is not an address. It looks like https://api.pandapon.com';
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		return 'The Base URL of the PandaPon API credential must start with https://';
	}
	if (url.search !== '' || url.hash !== '') {
		return 'The Base URL of the PandaPon API credential must end before any "?" or "#"';
	}
	return undefined;
}
