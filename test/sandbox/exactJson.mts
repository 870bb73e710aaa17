import { isFields, readJson } from './checkFields.mts';

// TypeScript does not know it yet.
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

/** Writes JSON with bigints as bare numbers, digit for digit. */
export function writeJson(value: unknown): string {
	// From its holder: other packages teach bigints to become text before they come here.
	return JSON.stringify(value, function (this: Record<string, unknown>, key, each: unknown) {
		const original = this[key];
		return typeof original === 'bigint' ? rawJSON(String(original)) : each;
	});
}

/** A request's body or query in one way of writing it, so that equal requests are equal text. */
export function canonical(body: string, query: URLSearchParams): string {
	const parsed = readJson(body);
	const fields = isFields(parsed) ? parsed : Object.fromEntries(query);
	return writeJson(sorted(fields));
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (!isFields(value)) return value;
	const entries = Object.entries(value).map(([name, each]): [string, unknown] => [
		name,
		sorted(each),
	]);
	return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
