import { signedHeaders } from '../../dist/nodes/shared/api/signature.js';
import { readJson } from './checkFields.mts';
import type { Sandbox } from './sandbox.mts';

/** An answer of the sandbox; whole numbers beyond 2^53 in it are bigints. */
export interface Answer<T> {
	code: number;
	msg: string;
	data: T;
}

/** Posts a body: an object, or JSON text where an ID has to stand without quotes. */
export async function post<T = unknown>(
	sandbox: Sandbox,
	path: string,
	body: object | string,
): Promise<Answer<T>> {
	return await call<T>(sandbox, path, {
		method: 'POST',
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
}

export async function get<T = unknown>(
	sandbox: Sandbox,
	path: string,
	query: Record<string, string> = {},
): Promise<Answer<T>> {
	const search = new URLSearchParams(query).toString();
	return await call<T>(sandbox, search === '' ? path : `${path}?${search}`, { method: 'GET' });
}

async function call<T>(sandbox: Sandbox, path: string, init: RequestInit): Promise<Answer<T>> {
	const response = await fetch(sandbox.url + path, {
		...init,
		headers: { ...signedHeaders(sandbox.credential as never, Date.now()) },
	});
	return readJson(await response.text()) as Answer<T>;
}
