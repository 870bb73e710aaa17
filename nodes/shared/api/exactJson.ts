/**
 * Reads JSON without losing digits. PandaPon's IDs have 19 digits, more than a JavaScript number holds; its own v2 sample
 * shows an order ID corrupted that way.
 *
 * @param text JSON text.
 * @returns The parsed value. A whole number beyond ±(2^53 − 1) comes back as text, written as in the source. One in a list, with
 * a point or with an exponent comes back as `null` where the JavaScript engine does not hand out the source text (Node.js
 * before 22): absent, never wrong.
 * @throws SyntaxError when the text is not JSON.
 */
export function parseExactJson(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text.replace(LONG_VALUE, quoteIfRounded));
		if (!holdsRounded(value)) return value;
	} catch {
		// Either no JSON, or the inside of a string looked like a value.
	}
	// Sure, but many times as slow: every order detail holds an ID as a number.
	return JSON.parse(text, keepDigits);
}

/**
 * A whole number of 16 digits or more after a key. Where the quote is not the end of a key but the beginning of a text, as in
 * `":2059624776425880794,"`, a second quote ends that text before a digit, which is never JSON.
 */
const LONG_VALUE = /(?<!\\)("\s*:\s*)(-?[1-9]\d{15,})(?=\s*[,}])/g;

function quoteIfRounded(all: string, before: string, digits: string): string {
	return isRounded(Number(digits)) ? `${before}"${digits}"` : all;
}

function holdsRounded(value: unknown): boolean {
	return typeof value === 'object' && value !== null
		? Object.values(value).some(holdsRounded)
		: isRounded(value);
}

function isRounded(value: unknown): boolean {
	return Number.isInteger(value) && !Number.isSafeInteger(value);
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
	return isRounded(value) ? (context?.source ?? null) : value;
}

/** What can stand in JSON; a whole number that JavaScript would round is a bigint. */
export type Json = string | number | bigint | boolean | null | Json[] | { [name: string]: Json };

/**
 * What a value reads as in a path, a query or a table.
 *
 * @param value Text as it stands; anything else as JSON writes it, with all its digits.
 */
export function textOf(value: Json | undefined): string {
	return typeof value === 'string' ? value : writeExactJson(value ?? null);
}

/**
 * Writes JSON without losing digits.
 *
 * @param value What to write; a bigint becomes a number with all its digits.
 * @returns JSON text.
 */
export function writeExactJson(value: Json): string {
	if (typeof value === 'bigint') return value.toString();
	if (Array.isArray(value)) return `[${value.map(writeExactJson).join()}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const given = Object.entries(value).filter(([, field]) => field !== undefined);
	const fields = given.map(([name, field]) => `${JSON.stringify(name)}:${writeExactJson(field)}`);
	return `{${fields.join()}}`;
}
