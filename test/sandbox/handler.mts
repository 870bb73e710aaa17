import type { Endpoint } from '../../dist/nodes/shared/api/endpoints.js';
import type { Account } from './account.mts';

/** What an endpoint answers: `data` of the envelope, or a refusal. */
export type Reply = { data: unknown } | { code: number; msg: string };

/** An endpoint's work. `body` is the JSON body, or the query where there is none; a whole number too long for a JavaScript number is a bigint. */
export type Handler = (account: Account, body: Record<string, unknown>) => Reply;

/** The name under which the sandbox finds an endpoint's handler. */
export function keyOf({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
	return `${method} ${path}`;
}
