import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import type { Reply } from './handler.mts';

/** Wraps an endpoint's reply as PandaPon does (docs/api.md, Every call). */
export function envelope(reply: Reply): Record<string, unknown> {
	const common = { requestId: randomUUID().replaceAll('-', ''), developId: null };
	if ('data' in reply) return { ...common, code: 200, msg: '成功', data: reply.data };
	return { ...common, code: reply.code, msg: reply.msg, data: null };
}

/** Sends a body, as JSON unless the headers say otherwise. */
export function send(
	response: ServerResponse,
	status: number,
	body: string,
	headers: Record<string, string> = {},
): void {
	response.writeHead(status, { 'Content-Type': 'application/json;charset=UTF-8', ...headers });
	response.end(body);
}
