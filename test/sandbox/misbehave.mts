import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { SandboxKeys } from './checkSignature.mts';
import { writeJson } from './exactJson.mts';
import {
	tellLie,
	tellLookUpLie,
	type BatchAnswer,
	type Fault,
	type LookUpAnswer,
} from './faults.mts';
import type { Reply } from './handler.mts';
import { envelope, send } from './sendAnswer.mts';

/**
 * Answers a call with a fault instead of the truth.
 *
 * @param work What the endpoint does; done or left undone, as the fault says.
 */
export async function misbehave(
	fault: Fault,
	request: IncomingMessage,
	response: ServerResponse,
	work: () => Reply,
	{ url, keys }: { url: string; keys: SandboxKeys },
): Promise<void> {
	const processed = !('processed' in fault) || fault.processed !== false;
	const honest = writeJson(envelope(processed ? work() : { data: null }));
	switch (fault.kind) {
		case 'refuse':
			throw new Error('a refused connection reaches no server');
		case 'resetBeforeAnswer':
			request.socket.resetAndDestroy();
			return;
		case 'resetInsideAnswer':
			response.writeHead(200, {
				'Content-Type': 'application/json',
				'Content-Length': honest.length,
			});
			response.write(honest.slice(0, honest.length / 2), () =>
				setImmediate(() => request.socket.resetAndDestroy()),
			);
			return;
		case 'hang':
			return;
		case 'slow':
			await sleep(fault.ms);
			return send(response, 200, honest);
		case 'drip':
			response.writeHead(200, { 'Content-Type': 'application/json' });
			for (const byte of honest) {
				if (response.destroyed) return;
				response.write(byte);
				await sleep(fault.everyMs);
			}
			response.end();
			return;
		case 'redirect':
			return send(response, fault.status, '', { Location: `${url}${request.url}` });
		case 'status':
			return send(
				response,
				fault.status,
				fault.body ??
					JSON.stringify(envelope({ code: fault.status, msg: `status ${fault.status}` })),
				fault.headers,
			);
		case 'statusCut': {
			const headers: Record<string, string | number> = { 'Content-Type': 'application/json' };
			if (fault.how === 'length') headers['Content-Length'] = honest.length + 100;
			if (fault.how === 'encoding') headers['Content-Encoding'] = 'gzip';
			response.writeHead(fault.status, headers);
			if (fault.how === 'encoding') return void response.end(honest);
			response.write(honest, () => setImmediate(() => request.socket.destroy()));
			return;
		}
		case 'html':
			return send(response, 200, '<html><body><h1>Welcome</h1></body></html>', {
				'Content-Type': 'text/html',
			});
		case 'cutOffJson':
			return send(response, 200, honest.slice(0, -10));
		case 'empty':
			return send(response, 200, '');
		case 'code':
			return send(
				response,
				200,
				JSON.stringify({
					...envelope({ data: null }),
					code: fault.code,
					msg: fault.msg ?? 'fault',
				}),
			);
		case 'echo':
			return send(
				response,
				fault.status,
				JSON.stringify(
					envelope({
						code: fault.status,
						msg: `bad request: ${JSON.stringify(request.headers)}; expected secret ${keys.accessSecret}`,
					}),
				),
			);
		case 'lie': {
			const truth = JSON.parse(honest) as BatchAnswer | { data: null };
			// There is nothing to lie about a refused call.
			return send(response, 200, truth.data === null ? honest : tellLie(fault.lie, truth));
		}
		case 'lookUpLie': {
			const truth = JSON.parse(honest) as LookUpAnswer | { data: null };
			return send(
				response,
				200,
				truth.data === null ? honest : tellLookUpLie(fault.lie, fault.value, truth),
			);
		}
	}
}
