// The sandbox's own reading of requests: it shares no code, and no list of fields, with what it tests.

/** Fields of a call, or of an object within one; whole numbers beyond 2^53 are bigints. */
export type Fields = Record<string, unknown>;

/** Says what is wrong with a value, beginning with the field's name; `undefined` if nothing is. */
export type Check = (value: unknown, name: string) => string | undefined;

/** The fields that an object may have, and how each is checked. */
export type Shape = Record<string, Check>;

/** The first thing wrong with the fields of a call; the message names the field. */
export function problemIn(shape: Shape, fields: Fields, prefix = ''): string | undefined {
	const unexpected = Object.keys(fields).find((name) => !Object.hasOwn(shape, name));
	if (unexpected !== undefined) return `${prefix}${unexpected} is not a field of this call`;
	for (const [name, check] of Object.entries(shape)) {
		const problem = check(fields[name], prefix + name);
		if (problem !== undefined) return problem;
	}
	return undefined;
}

/** A check for one kind of value; `undefined` and `null` count as missing. */
function kind(is: (value: unknown) => boolean, what: string): Check {
	return (value, name) => {
		if (value === undefined || value === null) return `${name} is missing`;
		return is(value) ? undefined : `${name} must be ${what}`;
	};
}

export const optional =
	(check: Check): Check =>
	(value, name) =>
		value === undefined || value === null ? undefined : check(value, name);

export const text = kind((value) => typeof value === 'string' && value !== '', 'text');
export const digits = kind(
	(value) => typeof value === 'string' && /^\d+$/.test(value),
	'text of digits',
);
export const integer = kind(isInteger, 'an integer');
/** An ID as a bare number: a whole one, with all its digits. */
export const idNumber = kind((value) => isInteger(value) && value > 0, 'an integer above 0');
export const fen = kind((value) => isInteger(value) && value >= 0, 'whole fen');
export const count = kind((value) => isInteger(value) && value > 0, 'an integer above 0');
/** Some pages of Taobao do not say whether an ID is text or a number. */
export const idOfAnyType = kind(
	(value) => (typeof value === 'string' && value !== '') || (isInteger(value) && value > 0),
	'text or an integer',
);
/** Yuan as text, e.g. `12.50`. */
export const yuanText = kind(
	(value) => typeof value === 'string' && /^\d+(\.\d{1,2})?$/.test(value),
	'yuan as text',
);
export const base64 = kind(
	(value) =>
		typeof value === 'string' && value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value),
	'Base64 text',
);

export const oneOf = (...values: string[]): Check =>
	kind(
		(value) => values.includes(value as string),
		values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}`,
	);

export const between = (least: number, most: number): Check =>
	kind(
		(value) => isInteger(value) && value >= least && value <= most,
		`an integer from ${least} to ${most}`,
	);

export const object =
	(shape: Shape): Check =>
	(value, name) => {
		if (value === undefined || value === null) return `${name} is missing`;
		return isFields(value) ? problemIn(shape, value, `${name}.`) : `${name} must be an object`;
	};

export const listOf =
	(check: Check, { least = 1, most = Infinity } = {}): Check =>
	(value, name) => {
		if (value === undefined || value === null) return `${name} is missing`;
		if (!Array.isArray(value)) return `${name} must be a list`;
		if (value.length < least) return `${name} is empty`;
		if (value.length > most) return `${name} has more than ${most} entries`;
		return value.map((each, index) => check(each, `${name}[${index}]`)).find(Boolean);
	};

/** JSON written as text inside the JSON body. */
export const jsonText =
	(check: Check): Check =>
	(value, name) => {
		if (value === undefined || value === null) return `${name} is missing`;
		if (typeof value !== 'string') return `${name} must be JSON text`;
		const parsed = readJson(value);
		return parsed === undefined ? `${name} must be JSON text` : check(parsed, name);
	};

export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInteger(value: unknown): value is number | bigint {
	return typeof value === 'bigint' || Number.isSafeInteger(value);
}

/** Parses JSON without rounding long whole numbers: only the caller may round them. `undefined` if it is none. */
export function readJson(source: string): unknown {
	try {
		return JSON.parse(source, keepLongNumbers);
	} catch {
		return undefined;
	}
}

function keepLongNumbers(_key: string, value: unknown, context?: { source: string }): unknown {
	const rounded = Number.isInteger(value) && !Number.isSafeInteger(value);
	return rounded && /^\d+$/.test(context?.source ?? '') ? BigInt(context!.source) : value;
}
