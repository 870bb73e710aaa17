import { parseExactJson, writeExactJson, type Json } from '../../shared/api/exactJson';
import { isRecord } from '../../shared/api/envelope';
import type { Field } from '../../shared/catalog/endpoint';
import { fenOfWritten } from '../../shared/money/yuan';
import { problems } from '../../shared/orders/idProblems';
import { parseOrderIds } from '../../shared/orders/parseOrderIds';
import { FieldProblem } from './fieldProblem';

/** Names under which n8n keeps what a person adds to a group or a list of groups. */
export const GROUP = 'values';
export const LINES = 'lines';

type Kind<K extends Field['kind']> = Field & { kind: K };

/**
 * Turns what a person or an expression gave into what goes out.
 *
 * @param field The field's record.
 * @param value What n8n has for it: any type, since an expression can yield any.
 * @param where The field as the editor names it, e.g. `"Order ID"`.
 * @returns The value to send; IDs are text or bigints, amounts whole fen. `undefined` for an optional field that is empty.
 * @throws FieldProblem when it cannot be sent.
 */
export function wireValue(field: Field, value: unknown, where: string): Json | undefined {
	const wire = isEmpty(value) ? undefined : convert(field, value, where);
	if (wire === undefined && field.required) throw new FieldProblem(`${where} is empty: fill it in`);
	return wire;
}

function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (Array.isArray(value)) return value.length === 0;
	return typeof value === 'string' && value.trim() === '';
}

function convert(field: Field, value: unknown, where: string): Json | undefined {
	switch (field.kind) {
		case 'text':
		case 'options':
		case 'image':
			return text(value, where);
		case 'integer':
			return integer(field, value, where);
		case 'quantity':
			return quantity(value, where);
		case 'id':
			return field.sentAs === 'text' ? id(value, where) : BigInt(id(value, where));
		case 'ids':
			return [...new Set(list(value, where).map((each) => id(each, where)))].map(BigInt);
		case 'texts':
			return list(value, where).map((each) => text(each, where));
		case 'amount':
			return amount(value, where);
		case 'group':
			return group(field, value, where);
		case 'lines':
			return lines(field, value, where);
	}
}

function text(value: unknown, where: string): string {
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number') return String(exact(value, where));
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	throw new FieldProblem(`${where} must be text, not a list or an object`);
}

/** A number that JavaScript has rounded is some other number. */
function exact(value: number, where: string): number {
	if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)))
		return value;
	throw new FieldProblem(
		`${where} came as a number and has lost its last digits: set the column to plain text in the sheet, and enter it again`,
	);
}

function integer(
	{ least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER }: Kind<'integer'>,
	value: unknown,
	where: string,
): number {
	const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isSafeInteger(number))
		throw new FieldProblem(`${where} must be a whole number`);
	if (number < least) throw new FieldProblem(`${where} must be at least ${least}`);
	if (number > most) throw new FieldProblem(`${where} must be at most ${most}`);
	return number;
}

function quantity(value: unknown, where: string): number {
	const number =
		typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
	const isAmbiguous = typeof value === 'string' && /^\s*[1-9]\d{0,2}(\.\d{3})+\s*$/.test(value);
	if (typeof number === 'number' && number > 0 && number < Infinity && !isAmbiguous)
		return exact(number, where);
	throw new FieldProblem(
		`${where} must be a number above 0${isAmbiguous ? ': write 1.250 as 1.25, or as 1250' : ''}`,
	);
}

/** @returns The ID, digits only. */
function id(value: unknown, where: string): string {
	const [parsed, ...more] = parseOrderIds(value);
	if (parsed === undefined || more.length > 0)
		throw new FieldProblem(`${where} must be one ID: put several into items of their own`);
	const { orderId, problem } = parsed;
	if (problem === undefined) return orderId;
	if (problem === problems.notAnId || problem === problems.gap)
		throw new FieldProblem(
			`${where} "${orderId}" is not an ID: 1 to 20 digits, no zero in front, no spaces`,
		);
	throw new FieldProblem(
		orderId === ''
			? `${where} is empty: fill it in`
			: `${where} "${orderId}": ${problem.errorReason}. ${problem.advice}`,
	);
}

const SEPARATORS = /[,，、；;\r\n]+/;
/** Addresses of pictures hold commas themselves. */
const BETWEEN_ADDRESSES = /[,，](?=\s|https?:)|[、；;](?=\s|https?:)|[\r\n]+/;
/** `1,234,567` is one number to a sheet, and three IDs to a person. */
const THOUSANDS = /^\s*\d{1,3}([,，]\d{3})+\s*$/;

/** A list, or text with commas or line breaks between its entries, or a list written as JSON. */
function list(value: unknown, where: string): unknown[] {
	const entries =
		typeof value === 'string' ? (jsonList(value) ?? split(value, where)) : [value].flat(2);
	const given = entries.filter((entry) => !isEmpty(entry)).map(trimmed);
	if (given.length > 0) return given;
	throw new FieldProblem(`${where} is empty: fill it in`);
}

function split(text: string, where: string): string[] {
	if (THOUSANDS.test(text))
		throw new FieldProblem(
			`${where} "${text.trim()}" could be one number: put a space behind each comma of a list`,
		);
	return text.split(text.includes('://') ? BETWEEN_ADDRESSES : SEPARATORS);
}

function trimmed(entry: unknown): unknown {
	return typeof entry === 'string' ? entry.trim() : entry;
}

function jsonList(value: string): unknown[] | undefined {
	if (!value.trimStart().startsWith('[')) return undefined;
	try {
		const parsed = parseExactJson(value);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** @returns Whole fen. */
function amount(value: unknown, where: string): number {
	const fen = fenOfWritten(value);
	// Rounding would change what is asked for, and 1.250 is 1250 to some.
	if (fen === undefined || !hasWholeFen(value))
		throw new FieldProblem(
			`${where} must be an amount in yuan, 0 or more, with at most two decimals, e.g. 12.50`,
		);
	return fen;
}

/** Sums of a sheet can be off by a hair: 0.1 + 0.2 is 0.30000000000000004. */
function hasWholeFen(yuan: unknown): boolean {
	if (typeof yuan === 'string') return !/\.\d{3,}/.test(yuan.normalize('NFKC'));
	if (typeof yuan !== 'number') return false;
	return !/\.\d{3,}/.test(String(yuan)) || Math.abs(yuan - Math.round(yuan * 100) / 100) <= 1e-9;
}

function group(field: Kind<'group'>, value: unknown, where: string): Json | undefined {
	const values = isRecord(value) && isRecord(value[GROUP]) ? value[GROUP] : value;
	if (!isRecord(values)) throw new FieldProblem(`${where} must be an object with its fields`);
	const sent = fieldsOf(field.fields, values, where);
	// An address that nobody filled in is none.
	if (Object.keys(sent).length === 0) return undefined;
	return field.sentAs === 'jsonText' ? writeExactJson(sent) : sent;
}

function lines(field: Kind<'lines'>, value: unknown, where: string): Json | undefined {
	const entries = entriesOf(value, where).map((entry, index) => {
		const line = `${where}, ${field.entry} ${index + 1}`;
		if (!isRecord(entry)) throw new FieldProblem(`${line} must be an object with its fields`);
		return fieldsOf(field.fields, entry, line);
	});
	if (entries.length === 0) return undefined;
	return field.sentAs === 'jsonText' ? writeExactJson(entries) : entries;
}

function entriesOf(value: unknown, where: string): unknown[] {
	const given = typeof value === 'string' ? jsonList(value) : value;
	if (Array.isArray(given)) return given;
	if (isRecord(given)) {
		const { [LINES]: added } = given;
		if (Array.isArray(added)) return added;
		return Object.keys(given).length === 0 ? [] : [given];
	}
	throw new FieldProblem(`${where} must be a JSON list, e.g. [{"…": "…"}]`);
}

/** The fields of a group, converted, in the order of their record. */
function fieldsOf(
	fields: readonly Field[],
	values: Record<string, unknown>,
	where: string,
): Record<string, Json> {
	const unknown = Object.keys(values).find((name) => !fields.some((field) => field.name === name));
	if (unknown !== undefined)
		throw new FieldProblem(
			`${where} has a field "${unknown}" that this call does not know: ${fields.map(({ name }) => name).join(', ')}`,
		);
	const sent: Record<string, Json> = {};
	for (const field of fields) {
		const wire = wireValue(field, values[field.name], `"${field.displayName}" of ${where}`);
		if (wire !== undefined) sent[field.name] = wire;
	}
	return sent;
}
