import type { Account } from './account.mts';
import { problemIn, type Fields, type Shape } from './checkFields.mts';

/** What an endpoint answers: `data` of the envelope, or a refusal. `changed`: it has really changed the account, or paid. */
export type Reply = { data: unknown; changed?: boolean } | { code: number; msg: string };

/**
 * An endpoint's work. `fields` are those of the JSON body, of the query, and of the path; a whole number too long for a
 * JavaScript number is a bigint.
 */
export type Handler = (account: Account, fields: Record<string, unknown>) => Reply;

/** The name under which the sandbox finds an endpoint's handler. */
export function keyOf({ method, path }: { method: string; path: string }): string {
	return `${method} ${path}`;
}

/** A handler that refuses fields of the wrong shape with code 400, and works only on right ones. */
export function checked<F extends object = Fields>(
	shape: Shape,
	work: (account: Account, fields: F) => Reply,
): Handler {
	return (account, fields) => {
		const msg = problemIn(shape, fields);
		return msg === undefined ? work(account, fields as F) : { code: 400, msg };
	};
}

/** A call's path as the handlers name it, e.g. `/refund/cancel/{refundId}`, and what stands in its place in the real one. */
export interface Route {
	path: string;
	parameters: Record<string, string>;
}

/** Finds the documented path that a real one stands for; an unknown path stands for itself. */
export function routeOf(method: string, path: string, keys: Iterable<string>): Route {
	const exact = { path, parameters: {} };
	const templates: string[] = [];
	for (const key of keys) {
		if (key === `${method} ${path}`) return exact;
		if (key.startsWith(`${method} `) && key.includes('{'))
			templates.push(key.slice(method.length + 1));
	}
	for (const template of templates) {
		const parameters = match(template.split('/'), path.split('/'));
		if (parameters !== undefined) return { path: template, parameters };
	}
	return exact;
}

function match(template: string[], parts: string[]): Record<string, string> | undefined {
	if (template.length !== parts.length) return undefined;
	const parameters: Record<string, string> = {};
	for (const [index, part] of template.entries()) {
		const name = /^\{(\w+)\}$/.exec(part)?.[1];
		if (name === undefined && part !== parts[index]) return undefined;
		if (name !== undefined) parameters[name] = decodeURIComponent(parts[index]);
	}
	return parameters;
}
