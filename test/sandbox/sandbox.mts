import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { Account } from './account.mts';
import { isFields, readJson } from './checkFields.mts';
import {
	checkSignature,
	type AcceptedUnit,
	type SandboxKeys,
	type Strictness,
} from './checkSignature.mts';
import { canonical, writeJson } from './exactJson.mts';
import type { Fault, ScheduledFault } from './faults.mts';
import { keyOf, routeOf, type Reply } from './handler.mts';
import { BODY_OR_QUERY, handlers, PAY } from './handlers.mts';
import { misbehave } from './misbehave.mts';
import { envelope, send } from './sendAnswer.mts';

/** A call the sandbox has seen. */
export interface SeenCall {
	method: string;
	path: string;
	/** The same as it is documented, e.g. with `{refundId}`. */
	route: string;
	/** The orders that its body names, be it as `orderIds` or as `orderId`. */
	orderIds: string[];
	/** The query, without its question mark. */
	query: string;
	/** The body as it came. */
	body: string;
	/** Its content type, where it has one. */
	contentType?: string;
	/** Why its headers were refused (`checkSignature`); `undefined` if they were right. */
	refused?: string;
	fault?: Fault;
}

export interface SandboxOptions {
	/** 0 or `undefined`: any free port. */
	port?: number;
	/** Key and certificate as PEM: serve HTTPS. */
	tls?: { key: string; cert: string };
	acceptedUnit?: AcceptedUnit;
	/** How a bad signature is answered; what the real API does is not known. */
	signatureRefusal?: { httpStatus: number; code: number };
	/** The same for particular reasons, by the sandbox's words for them. */
	refusals?: Record<string, { httpStatus: number; code: number }>;
	strictness?: Strictness;
	/** Endpoints that answer otherwise than in `handlers.mts`, by method and path. */
	handlers?: typeof handlers;
	/** How far the server's clock is ahead of this machine's, in milliseconds. */
	clockAheadMs?: number;
	/** How long the API works on each call, in milliseconds. */
	serviceMs?: number;
	account?: Account;
	keys?: Partial<SandboxKeys>;
	/**
	 * Hangs up on calls with other keys and keeps them out of `calls`. Where sandboxes run side by side, one may be given the port
	 * of another that refuses connections for a while.
	 */
	dropMisdirectedCalls?: boolean;
}

/** A stand-in for PandaPon on the loopback address: no money, an exact ledger, and faults on command. */
export class Sandbox {
	readonly account: Account;
	readonly keys: SandboxKeys;
	readonly calls: SeenCall[] = [];
	readonly nonces: string[] = [];
	/** Signatures it was sent, for tests that search for them where they must not be. */
	readonly signatures: string[] = [];
	/**
	 * Called when a call arrives, when its work is done, and when its answer is out; not for calls that are refused or hit by a
	 * fault. For tests that kill the caller, or change an order between its look-up and its payment:
	 *
	 *     sandbox.watch = (path, moment, orderIds) => {
	 *     	if (path === DETAIL && moment === 'worked' && orderIds.includes(id))
	 *     		sandbox.account.orders.get(id)!.price = 99_900;
	 *     };
	 *
	 * At `worked` the answer is already fixed but not yet sent, so whatever the caller does next meets the change.
	 */
	watch:
		| ((path: string, moment: 'arrived' | 'worked' | 'answered', orderIds: string[]) => void)
		| undefined;
	/** How many calls with other keys it hung up on. */
	misdirectedCalls = 0;
	/** How often it stopped listening, on command. */
	downtimes = 0;
	/** How many connections clients have opened. */
	connections = 0;
	/** The most calls that were under way at once. */
	mostAtOnce = 0;

	private readonly options: SandboxOptions;
	private readonly server: ReturnType<typeof createServer>;
	private readonly sockets = new Set<Socket>();
	private underWay = 0;
	private readonly counts = new Map<string, number>();
	private faults: ScheduledFault[] = [];
	private port = 0;
	private downtime: Promise<void> = Promise.resolve();
	private closed = false;

	constructor(options: SandboxOptions = {}) {
		this.options = options;
		this.account = options.account ?? new Account();
		this.keys = {
			accessKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
			accessSecret: 'c0ffee00c0ffee00c0ffee00c0ffee00',
			userId: '2100007341207',
			...options.keys,
		};
		const listener: RequestListener = (request, response) => {
			this.mostAtOnce = Math.max(this.mostAtOnce, ++this.underWay);
			const leave = () => {
				response.off('finish', leave).off('close', leave);
				this.underWay--;
			};
			response.on('finish', leave).on('close', leave);
			this.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
		};
		this.server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
		this.server.on('connection', (socket: Socket) => {
			this.connections++;
			this.sockets.add(socket);
			socket.on('close', () => this.sockets.delete(socket));
			// Resets are part of the job here.
			socket.on('error', () => {});
		});
	}

	get url(): string {
		return `${this.options.tls ? 'https' : 'http'}://127.0.0.1:${this.port}`;
	}

	/** The fields of a PandaPon API credential for this sandbox. */
	get credential(): Record<string, string> {
		return {
			...this.keys,
			baseUrl: this.url,
			timestampUnit: this.options.acceptedUnit === 'seconds' ? 'seconds' : 'milliseconds',
		};
	}

	async start(): Promise<this> {
		await this.listen(this.options.port ?? 0);
		this.port = (this.server.address() as AddressInfo).port;
		return this;
	}

	async close(): Promise<void> {
		this.closed = true;
		await this.downtime;
		const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
		for (const socket of this.sockets) socket.destroy();
		await closed;
	}

	/**
	 * Schedules a fault for the n-th call, counted from 1, to the batch payment or another path.
	 *
	 * @param path As it is documented, with `{refundId}`, for all calls; with the ID in its place, for calls about that one.
	 * @param orderId Counts and hits only calls that name this order.
	 */
	fault(call: number | 'every', fault: Fault, path: string = PAY, orderId?: string): void {
		if (fault.kind === 'refuse' && orderId !== undefined)
			throw new Error('A refused connection names no order');
		this.faults.push({ path, call, fault, orderId });
		this.goDownIfDue(path);
	}

	/** Forgets calls and faults; keeps account and ledger. */
	reset(): void {
		this.calls.length = 0;
		this.nonces.length = 0;
		this.counts.clear();
		this.faults = [];
	}

	/** Resolves when every call begun so far has been handled, even those whose client gave up before they were read here. */
	async idle(): Promise<void> {
		await this.downtime;
		// Connections are taken in order: once this one is answered (400), all earlier ones have been read.
		const last = connect(this.port, '127.0.0.1', () => last.write('nothing\r\n\r\n')).resume();
		last.on('error', () => {});
		await new Promise((resolve) => last.once('close', resolve));
		while (this.underWay > 0) await sleep(1);
	}

	/** Calls to the batch payment. */
	payments(): SeenCall[] {
		return this.calls.filter(({ path }) => path === PAY);
	}

	private callsNaming(orderId: string, path: string): number {
		return this.calls.filter(
			(call) => [call.path, call.route].includes(path) && call.orderIds.includes(orderId),
		).length;
	}

	private async listen(port: number): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, '127.0.0.1', () => {
				this.server.off('error', reject);
				resolve();
			});
		});
	}

	/** A refused connection reaches no server, so "refuse call n" means that nothing listens for a while after call n − 1. */
	private goDownIfDue(path: string): void {
		const next = (this.counts.get(path) ?? 0) + 1;
		const due = this.faults.find(
			({ path: at, call, fault }) => at === path && call === next && fault.kind === 'refuse',
		);
		if (due?.fault.kind !== 'refuse' || !this.server.listening) return;
		const { forMs } = due.fault;
		this.faults.splice(this.faults.indexOf(due), 1);
		this.downtimes++;
		this.server.close();
		this.downtime = sleep(forMs).then(async () => await this.comeBack());
	}

	/** Tries until it has its port back: another program may have taken it for a moment. */
	private async comeBack(): Promise<void> {
		while (!this.closed && !this.server.listening) {
			await this.listen(this.port).catch(async ({ code }: NodeJS.ErrnoException) => {
				if (code !== 'EADDRINUSE') throw new Error(`The sandbox cannot listen again: ${code}`);
				await sleep(10);
			});
		}
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (
			this.options.dropMisdirectedCalls &&
			request.headers['access-key'] !== this.keys.accessKey
		) {
			this.misdirectedCalls++;
			return void request.socket.destroy();
		}
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const text = Buffer.concat(chunks).toString('utf8');
		const { pathname: path, search, searchParams } = new URL(request.url ?? '/', this.url);
		const method = request.method ?? 'GET';
		const parsed = readJson(text);
		const given = isFields(parsed) ? parsed : Object.fromEntries(searchParams);
		const endpoints = { ...handlers, ...this.options.handlers };
		const route = routeOf(method, path, Object.keys(endpoints));
		const fields = { ...given, ...route.parameters };

		const names = new Set([path, route.path]);
		for (const name of names) this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
		const orderIds = [fields.orderIds, fields.orderId]
			.flat()
			.filter((id) => id !== undefined)
			.map(String);
		const fault = this.faults.find(
			({ path: at, call, orderId }) =>
				names.has(at) &&
				(orderId === undefined
					? call === 'every' || call === this.counts.get(at)
					: orderIds.includes(orderId) &&
						(call === 'every' || call === this.callsNaming(orderId, at) + 1)),
		)?.fault;
		const now = Date.now() + (this.options.clockAheadMs ?? 0);
		const { acceptedUnit = 'either', strictness } = this.options;
		const refused = checkSignature(
			request.headers,
			this.keys,
			acceptedUnit,
			now,
			strictness,
			this.nonces,
		);
		this.calls.push({
			method,
			path,
			route: route.path,
			orderIds,
			query: search.slice(1),
			body: text,
			contentType: request.headers['content-type'],
			refused,
			fault,
		});
		this.nonces.push(String(request.headers['nonce-str']));
		this.signatures.push(String(request.headers.signature));
		response.setHeader('Date', new Date(now).toUTCString());

		if (this.options.serviceMs) await sleep(this.options.serviceMs);
		const refusal =
			refused === undefined
				? undefined
				: (this.options.refusals?.[refused] ??
					this.options.signatureRefusal ?? { httpStatus: 401, code: 401 });
		const work = (): Reply => {
			// Faults come on top: a badly signed call does nothing either way.
			if (refusal !== undefined) return { code: refusal.code, msg: refused ?? '' };
			const key = keyOf({ method, path: route.path });
			const endpoint = endpoints[key];
			if (endpoint === undefined) return { code: 404, msg: 'no such endpoint' };
			const misplaced = this.options.handlers?.[key]
				? undefined
				: misplacedFields(key, text, search);
			if (misplaced !== undefined) return { code: 400, msg: misplaced };
			const reply = endpoint(this.account, fields);
			// Here, since a fault can swallow the answer.
			if ('changed' in reply && reply.changed)
				this.account.countChange(`${method} ${path} ${canonical(text, searchParams)}`);
			return reply;
		};
		for (const name of names) this.goDownIfDue(name);
		if (fault !== undefined) return await misbehave(fault, request, response, work, this);
		if (refusal !== undefined)
			return send(response, refusal.httpStatus, writeJson(envelope(work())));
		this.watch?.(path, 'arrived', orderIds);
		const answer = writeJson(envelope(work()));
		this.watch?.(path, 'worked', orderIds);
		response.once('finish', () => this.watch?.(path, 'answered', orderIds));
		send(response, 200, answer);
	}
}

/** What is wrong with the place where the fields stand: those of a POST in the body, those of a GET in the query. */
function misplacedFields(key: string, body: string, search: string): string | undefined {
	if (key.startsWith('GET ')) return body === '' ? undefined : 'a GET has no body';
	if (BODY_OR_QUERY.includes(key)) return undefined;
	if (search !== '') return 'the fields belong in the body';
	return isFields(readJson(body)) ? undefined : 'the body must be a JSON object';
}
