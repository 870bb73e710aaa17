/**
 * Reads JSON without losing digits. PandaPon's IDs have 19 digits, more than a JavaScript number holds; its own v2 sample
 * shows an order ID corrupted that way.
 *
 * @param text JSON text.
 * @returns The parsed value. A whole number beyond ±(2^53 − 1) comes back as text, written as in the source; where the
 * JavaScript engine does not hand out the source text (Node.js before 22) it comes back as `null`: absent, never wrong.
 * @throws SyntaxError when the text is not JSON.
 */
export function parseExactJson(text: string): unknown {
	const value: unknown = JSON.parse(text);
	// The exact reading takes several times as long, and answers with IDs as text do not need it.
	return holdsRounded(value) ? JSON.parse(text, keepDigits) : value;
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
