import { parseExactJson } from './exactJson';

/** What every PandaPon answer is wrapped in (docs/api.md, Every call). */
export interface Envelope {
	/** Result code, 200 for success; `undefined` when the answer has none that is a whole number. */
	code: number | undefined;
	/** Whether there is a code that is not a whole number. */
	hasOddCode: boolean;
	/** PandaPon's own words, `''` when there are none. */
	msg: string;
	/** PandaPon's name for this call, to quote to its support; `null` when it gave none. */
	requestId: string | null;
	data: unknown;
	/** A yes or no beside the code, which is not documented; absent where there is none. */
	success?: unknown;
}

/**
 * Tells whether a parsed JSON value is an object with keys, not a list, text, number or null.
 *
 * @param value Any parsed JSON value.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads the envelope of an answer.
 *
 * @param body Answer body, untouched text.
 * @returns The envelope, or `undefined` when the body is not a JSON object (HTML, cut-off JSON, nothing at all).
 */
export function readEnvelope(body: string): Envelope | undefined {
	let answer: unknown;
	try {
		answer = parseExactJson(body);
	} catch {
		return undefined;
	}
	if (!isRecord(answer)) return undefined;
	const { code, msg, requestId, data, success } = answer;
	return {
		code: readCode(code),
		hasOddCode: code !== undefined && code !== null && readCode(code) === undefined,
		msg: typeof msg === 'string' ? msg.trim() : '',
		requestId: readRequestId(requestId),
		data,
		...(success !== undefined && { success }),
	};
}

/** Documented as a number; the same digits as text are accepted, any other shape is not. */
function readCode(code: unknown): number | undefined {
	if (typeof code !== 'number' && typeof code !== 'string') return undefined;
	return /^(0|[1-9]\d{0,8})$/.test(String(code)) ? Number(code) : undefined;
}

/** Only what looks like a name for a call: 32 upper-case hex digits could be the request's own signature. */
function readRequestId(requestId: unknown): string | null {
	const text = typeof requestId === 'number' ? String(requestId) : requestId;
	if (typeof text !== 'string' || !/^[\w.:-]{1,128}$/.test(text)) return null;
	return /[0-9A-F]{32}/.test(text) && /[A-F]/.test(text) ? null : text;
}

const LONGEST_WORDS = 500;

/**
 * The API's own words, made safe to show: an answer that quotes the request's signature or keys must not carry them into items.
 *
 * @param words `msg` or `errorReason` of an answer.
 * @returns The words with runs of 32 hex digits blotted out, at most 500 characters; `''` when there are none.
 */
export function apiWords(words: unknown): string {
	if (typeof words !== 'string') return '';
	return words
		.replace(/[0-9a-f]{32,}/gi, '[hidden]')
		.trim()
		.slice(0, LONGEST_WORDS);
}
