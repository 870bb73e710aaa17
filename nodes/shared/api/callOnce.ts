import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Endpoint } from '../catalog/endpoint';
import type { SendOnce } from './signOnce';
import type { PandaPonCredential } from './signature';
import { describeFailure, timedOut } from './transportFailure';
import { waitUnlessCancelled } from './wait';

/** One call to PandaPon. */
export interface Call {
	/** Its keys sign the call and are blotted out of the answer; its Base URL leads the call. */
	credential: PandaPonCredential;
	endpoint: Pick<Endpoint, 'method' | 'path'>;
	/** Fields of the query. */
	query?: Record<string, string>;
	/** JSON text, for a POST: n8n's helper drops the body of a GET without a word. */
	body?: string;
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

/** The HTTP client gets this much time to give up by itself, which closes the connection. */
const GRACE_MS = 1_000;

/**
 * Sends one signed request exactly once. Never throws.
 *
 * n8n's helper would by itself follow redirects, 307 and 308 with the body, and sign and send again after HTTP 401: for a payment
 * each of these is a second submission. Redirects are switched off. Three things guard against 401, since each has a gap
 * in some version of n8n: a complete answer is no error, whatever its status; the helper is told to repeat no status
 * (n8n 2.41; older ones ignore it); and the credential refuses to sign the same request twice.
 *
 * @param context n8n's execution context of a node with the credential `pandaPonApi`.
 * @param call What to send where, and how long to wait.
 * @returns What became of it. No other headers and no errors are passed on: they could hold the signature.
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
			...request(call),
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
			body:
				typeof response.body === 'string'
					? withoutSecrets(response.body, call.credential, options.sendOnce)
					: '',
			retryAfter: header(response.headers['retry-after']),
			date: header(response.headers.date),
		};
	} catch (error) {
		return describeFailure(error, patience(call));
	}
}

/** The query is already in the address and the body is already text: n8n's helper passes both on as they are. */
function request({ credential, endpoint, query, body }: Call): IHttpRequestOptions {
	const url = endpointUrl(credential.baseUrl, endpoint.path);
	const search = new URLSearchParams(query).toString();
	return {
		method: endpoint.method,
		url: search === '' ? url : `${url}?${search}`,
		headers: {
			Accept: 'application/json',
			...(body !== undefined && { 'Content-Type': 'application/json' }),
		},
		...(body !== undefined && { body }),
	};
}

/** An answer can quote the whole request. */
function withoutSecrets(
	body: string,
	credential: PandaPonCredential,
	{ signature }: Partial<SendOnce> = {},
): string {
	const clean = withoutKeys(body, credential);
	return signature === undefined ? clean : clean.replace(new RegExp(signature, 'gi'), '[hidden]');
}

function header(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function patience({ timeoutMs }: Call): string {
	return `within the timeout of ${timeoutMs} ms`;
}

/** Keys shorter than this could be part of an order ID or a word. */
const SHORTEST_KEY = 12;

/**
 * Blots the caller's keys out of an answer, as they are and as JSON writes them: an answer that quotes them must not carry
 * them into items, messages or logs.
 *
 * @param body Body of the answer.
 * @param credential The credential that signed the call.
 */
export function withoutKeys(body: string, { accessKey, accessSecret }: PandaPonCredential): string {
	return [accessKey.trim(), accessSecret.trim()]
		.filter((key) => key.length >= SHORTEST_KEY && !/^\d+$/.test(key))
		.reduce(
			(text, key) => text.replaceAll(PLAIN.test(key) ? key : inAnySpelling(key), '[hidden]'),
			body,
		);
}

/** Keys that JSON writes in one way only. */
const PLAIN = /^[\w-]+$/;

/** JSON can write a character as it is, behind a backslash, or as its code. */
function inAnySpelling(key: string): RegExp {
	const spellings = [...key].map((char) => {
		const codes = [...char]
			.flatMap((each) => each.split(''))
			.map((unit) => `\\\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
		return `(?:\\\\?${char.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}|${codes.join('')})`;
	});
	return new RegExp(spellings.join(''), 'gi');
}

/**
 * Joins base address and path.
 *
 * @param baseUrl Base URL field of the credential, with or without slashes at its end.
 * @param path Path with its leading slash.
 */
export function endpointUrl(baseUrl: string, path: string): string {
	return baseUrl.trim().replace(/(?<!\/)\/+$/, '') + path;
}
