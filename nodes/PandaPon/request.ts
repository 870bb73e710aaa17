import { textOf, writeExactJson, type Json } from '../shared/api/exactJson';
import type { Endpoint, Operation } from '../shared/catalog/endpoint';
import { FieldProblem } from './fields/fieldProblem';

/** One call, ready to be signed and sent. */
export interface Request {
	endpoint: Pick<Endpoint, 'method' | 'path'>;
	query?: Record<string, string>;
	/** JSON text. */
	body?: string;
}

/** Nothing that could lead to another path. */
const PART_OF_PATH = /^[\w-]+$/;

/**
 * Puts the fields of an operation where they belong: into the path, the query or the JSON body.
 *
 * @param operation The operation's record.
 * @param values Its fields as they go out, by the API's names, without those that are left empty.
 * @param inQuery Whether the fields of a POST go into the query.
 * @throws FieldProblem when a value cannot stand in a path.
 */
export function requestOf(
	{ method, path, constants, fields }: Operation,
	values: Record<string, Json>,
	inQuery = false,
): Request {
	const rest: Record<string, Json> = { ...constants, ...values };
	const filledIn = path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = textOf(rest[name] ?? '');
		delete rest[name];
		if (!PART_OF_PATH.test(value))
			throw new FieldProblem(
				`"${fields.find((field) => field.name === name)?.displayName ?? name}" can hold letters, digits, _ and - only`,
			);
		return value;
	});
	const endpoint = { method, path: filledIn };
	if (method === 'POST' && !inQuery) return { endpoint, body: writeExactJson(rest) };
	const query = Object.fromEntries(
		Object.entries(rest).map(([name, value]) => [name, textOf(value)]),
	);
	return { endpoint, query };
}
