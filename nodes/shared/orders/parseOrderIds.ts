import { parseExactJson } from '../api/exactJson';
import { problems, type IdProblem } from './idProblems';
import { MIN_DIGITS } from './orderIdChecks';

/** One order ID read from an item, or the text found in its place and what is wrong with it. */
export interface ParsedId {
	orderId: string;
	problem?: IdProblem;
}

/** Chinese enumeration comma, semicolons, and commas beside a space; other commas and spaces come later, since some sit inside a number. */
const SEPARATORS = /[、；;]+|[,，](?=\s)|(?<=\s)[,，]/;
const SPACES = /\s+/;
const COMMAS = /[,，]+/;
/** Commas around a piece; the look-behind keeps a long run of commas from being searched again at each of them. */
const STRAY_COMMAS = /^[,，]+|(?<![,，])[,，]+$/g;
/** Zero-width marks that come along when an ID is copied from a chat or a spreadsheet. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const FULL_WIDTH_DIGITS = /[０-９]/g;
/** How sheets mark a number as text: `'123`, `"123"`, `="123"`, with straight or curly marks. */
const MARKED_AS_TEXT = /^(?:['‘’](\d+)|=?["'“”‘’](.+)["'“”‘’])$/;
/** A number column that became text; after fewer digits the ID may have been rounded. */
const WHOLE_ID_WITH_FRACTION = /^(\d{19})\.0$/;
/** An ID, or a piece of one that was cut. */
const DIGITS = /^\d{1,20}$/;
const MAX_DIGITS = 20;
/** 1688's IDs today. */
const USUAL_DIGITS = 19;
/** Digits only, and no zero in front: the API could read `0123` as order `123`, the same order a second time. */
const ORDER_ID = /^[1-9]\d{0,19}$/;
const SCIENTIFIC = /^[+-]?\d+([.,，]\d+)?e[+-]?\d+$/i;
/** Thousands separators, or those of the Indian system; shorter runs of pairs may be a list. */
const THOUSANDS = /^\d{1,3}([,，]\d{3})+$|^\d{1,3}([,，]\d{1,3}){4,}$/;
/** The same with spaces, as many European sheets write it; shorter runs of groups may be a list. */
const SPACED_THOUSANDS = /^\d{1,3}([ \u00A0\u202F]\d{3}){4,}$/;
/** Deeper lists would be too much for JavaScript's own flattening. */
const DEEPEST_LIST = 100;
const LONGEST_QUOTE = 200;

/**
 * Reads the order IDs of one input item.
 *
 * @param value What the field "Order IDs" gave: one ID, a list (nested or not), or text with IDs between separators.
 * @returns Each ID once, in order, digit for digit as text; what is not an ID comes back as text with its problem. Never empty:
 * an item without any ID yields one entry that says so.
 */
export function parseOrderIds(value: unknown): ParsedId[] {
	const seen = new Map<string, ParsedId>();
	for (const { orderId, problem } of parse(value)) {
		// A rounded number and a text can show the same digits: only the text is an ID.
		const key = `${problem === undefined ? 'ID' : 'not an ID'} ${orderId}`;
		if (!seen.has(key))
			seen.set(key, problem === undefined ? { orderId } : { orderId: shortened(orderId), problem });
	}
	return [...seen.values()];
}

function parse(value: unknown): ParsedId[] {
	if (Array.isArray(value)) {
		const list: unknown[] = value.flat(DEEPEST_LIST);
		return list.length > 0
			? list.flatMap((each) =>
					Array.isArray(each) ? [invalid(quote(each), 'notAnId')] : parse(each),
				)
			: [invalid('', 'missing')];
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
	const clean = text
		.replace(INVISIBLE, '')
		.replace(FULL_WIDTH_DIGITS, (digit) => digit.normalize('NFKC'))
		.trim();
	const list = parseList(clean);
	if (list !== undefined) return parse(list);
	if (SPACED_THOUSANDS.test(clean)) return [invalid(clean, 'thousands')];
	const parts = clean
		.split(SEPARATORS)
		.flatMap((part) => joinFragments(part.split(SPACES)).flatMap(parsePiece));
	return parts.length > 0 ? parts : [invalid('', 'missing')];
}

/** A list that was written as JSON. */
function parseList(text: string): unknown[] | undefined {
	if (!text.startsWith('[')) return undefined;
	try {
		const list = parseExactJson(text);
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

/** Joins pieces that make whole IDs only together, with a space at each cut. */
function joinFragments(pieces: string[]): string[] {
	const joined: string[] = [];
	let run: string[] = [];
	for (const piece of [...pieces, '']) {
		if (DIGITS.test(piece)) {
			run.push(piece);
			continue;
		}
		for (const whole of wholeIds(run)) joined.push(whole);
		if (piece !== '') joined.push(piece);
		run = [];
	}
	return joined;
}

/** @param run Digits that stand side by side, with nothing but space between them. */
function wholeIds(run: string[]): string[] {
	const isShort = (piece: string) => piece.length < MIN_DIGITS;
	if (run.length < 2 || !run.some(isShort)) return run;
	if (!run.every(isShort)) return joinToNeighbours(run);
	const digits = run.join('').length;
	if (digits >= MIN_DIGITS && digits <= MAX_DIGITS) return [run.join(' ')];
	const ids: string[] = [];
	let fragments: string[] = [];
	let length = 0;
	for (const fragment of run) {
		fragments.push(fragment);
		length += fragment.length;
		if (length < USUAL_DIGITS) continue;
		if (length > USUAL_DIGITS) return run;
		ids.push(fragments.join(' '));
		fragments = [];
		length = 0;
	}
	return fragments.length === 0 ? ids : run;
}

/** A short piece beside a longer one belongs to it if both fit into one ID. */
function joinToNeighbours(run: string[]): string[] {
	const joined: string[] = [];
	for (const piece of run) {
		const last = joined.at(-1) ?? '';
		const lengths = [last.replaceAll(' ', '').length, piece.length];
		const fits =
			last !== '' &&
			Math.min(...lengths) < MIN_DIGITS &&
			lengths.reduce((sum, length) => sum + length) <= MAX_DIGITS;
		if (fits) joined[joined.length - 1] = `${last} ${piece}`;
		else joined.push(piece);
	}
	return joined;
}

function parsePiece(piece: string): ParsedId[] {
	if (piece.includes(' ')) return [invalid(piece, 'gap')];
	const part = piece.replace(STRAY_COMMAS, '');
	// Both would look like lists once they are split at the comma.
	if (SCIENTIFIC.test(part)) return [invalid(part, 'scientific')];
	if (THOUSANDS.test(part)) return [invalid(part, 'thousands')];
	return part
		.split(COMMAS)
		.filter((id) => id !== '')
		.map(parseId);
}

function parseNumber(number: number): ParsedId {
	const tooLarge = Number.isInteger(number) && !Number.isSafeInteger(number);
	return tooLarge ? invalid(String(number), 'rounded') : parseId(String(number));
}

function parseId(text: string): ParsedId {
	const [, afterMark, inQuotes] = MARKED_AS_TEXT.exec(text) ?? [];
	const unmarked = afterMark ?? inQuotes?.trim() ?? text;
	const digits = WHOLE_ID_WITH_FRACTION.exec(unmarked)?.[1] ?? unmarked;
	if (ORDER_ID.test(digits)) return { orderId: digits };
	return invalid(text, SCIENTIFIC.test(unmarked) ? 'scientific' : 'notAnId');
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
		return '(something that is not text)';
	}
}
