/** One order ID read from an item, or the text found in its place and what is wrong with it. */
export interface ParsedId {
	orderId: string;
	problem?: IdProblem;
}

/** Why something is no order ID, and how to mend the sheet. */
export interface IdProblem {
	errorReason: string;
	advice: string;
}

/** Chinese enumeration comma, semicolons, any space or line break; commas come second, since some sit inside a number. */
const SEPARATORS = /[、；;\s]+/;
const COMMAS = /[,，]+/;
/** Commas around a piece; the look-behind keeps a long run of commas from being searched again at each of them. */
const STRAY_COMMAS = /^[,，]+|(?<![,，])[,，]+$/g;
/** Marks without a width that come along when an ID is copied from a chat or a spreadsheet. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
/** Digits only, and no zero in front: the API could read `0123` as order `123`, the same order a second time. */
const ORDER_ID = /^[1-9]\d{0,19}$/;
const SCIENTIFIC = /^[+-]?\d+([.,，]\d+)?e[+-]?\d+$/i;
const THOUSANDS = /^\d{1,3}([,，]\d{3})+$/;
/** The same with spaces, as many European sheets write it; shorter runs of groups may be a list. */
const SPACED_THOUSANDS = /^\d{1,3}([ \u00A0\u202F]\d{3}){4,}$/;
const LONGEST_QUOTE = 200;

const SET_AS_TEXT =
	'Set the column to plain text in the sheet, enter or export the ID again, and read the sheet again; the lost digits can not be recovered from the number.';

const problems = {
	missing: {
		errorReason: 'There is no order ID here',
		advice:
			'Nothing was sent for it and no money moved. Fill in the ID, or point the field "Order IDs" at the column that holds it.',
	},
	rounded: {
		errorReason:
			'The ID arrived as a number too large for its last digits to be kept, so it is no longer the ID that was meant',
		advice: `Nothing was sent for it and no money moved. ${SET_AS_TEXT}`,
	},
	scientific: {
		errorReason: 'The spreadsheet has shortened the ID to a notation with an exponent',
		advice: `Nothing was sent for it and no money moved. ${SET_AS_TEXT}`,
	},
	thousands: {
		errorReason: 'The ID is written with thousands separators, so it can not be told from a list of IDs',
		advice:
			'Nothing was sent for it and no money moved. Set the column to plain text without separators, and read the sheet again.',
	},
	notAnId: {
		errorReason: 'This is not an order ID: an ID has 1 to 20 digits, nothing else, and no zero in front',
		advice:
			'Nothing was sent for it and no money moved. Correct it in the sheet, or point the field "Order IDs" at the column that holds the IDs.',
	},
} satisfies Record<string, IdProblem>;

/**
 * Reads the order IDs of one input item.
 *
 * @param value What the field "Order IDs" gave: one ID, a list (nested or not), or text with IDs between separators.
 * @returns Each ID once, in order, digit for digit as text; what is no ID comes back as text with its problem. Never empty:
 * an item without any ID yields one entry that says so.
 */
export function parseOrderIds(value: unknown): ParsedId[] {
	const seen = new Map<string, ParsedId>();
	for (const { orderId, problem } of parse(value)) {
		// A rounded number and a text can show the same digits: only the text is an ID.
		const key = `${problem === undefined ? 'ID' : 'not an ID'} ${orderId}`;
		if (!seen.has(key)) seen.set(key, problem === undefined ? { orderId } : { orderId: shortened(orderId), problem });
	}
	return [...seen.values()];
}

function parse(value: unknown): ParsedId[] {
	if (Array.isArray(value)) {
		const list: unknown[] = value.flat(Infinity);
		return list.length > 0 ? list.flatMap(parse) : [invalid('', 'missing')];
	}
	if (typeof value === 'string') return parseText(value);
	if (typeof value === 'number') return [parseNumber(value)];
	if (typeof value === 'bigint') return [parseId(value.toString())];
	if (value === null || value === undefined) return [invalid('', 'missing')];
	return [invalid(quote(value), 'notAnId')];
}

function parseText(text: string): ParsedId[] {
	// The usual case needs none of what follows.
	if (ORDER_ID.test(text)) return [{ orderId: text }];
	const clean = text.replace(INVISIBLE, '').trim();
	if (SPACED_THOUSANDS.test(clean)) return [invalid(clean, 'thousands')];
	const parts = clean.split(SEPARATORS).flatMap((piece) => {
		const part = piece.replace(STRAY_COMMAS, '');
		// Both would look like lists once they are split at the comma.
		if (SCIENTIFIC.test(part)) return [invalid(part, 'scientific')];
		if (THOUSANDS.test(part)) return [invalid(part, 'thousands')];
		return part.split(COMMAS).filter((id) => id !== '').map(parseId);
	});
	return parts.length > 0 ? parts : [invalid('', 'missing')];
}

function parseNumber(number: number): ParsedId {
	const tooLarge = Number.isInteger(number) && !Number.isSafeInteger(number);
	return tooLarge ? invalid(String(number), 'rounded') : parseId(String(number));
}

function parseId(text: string): ParsedId {
	if (ORDER_ID.test(text)) return { orderId: text };
	return invalid(text, SCIENTIFIC.test(text) ? 'scientific' : 'notAnId');
}

function invalid(text: string, problem: keyof typeof problems): ParsedId {
	return { orderId: text, problem: problems[problem] };
}

function shortened(text: string): string {
	return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

function quote(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return '(something that is no text)';
	}
}
