import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How a proxy gets in the way: it answers with this status, and may have passed the request on first (a tunnel never has). */
export interface ProxyFault {
	status: number;
	passedOn: boolean;
	/** How many requests get through first, counted from the very first one. */
	after?: number;
}

/** An HTTP proxy like those that companies put between n8n and the internet: it tunnels HTTPS and passes plain HTTP on. */
export class Proxy {
	/** What it was asked for, e.g. `CONNECT api.example.com:443`. */
	readonly asked: string[] = [];
	fault: ProxyFault | undefined;
	private readonly routes: Record<string, number | undefined>;
	private readonly server = createServer((incoming, outgoing) => this.passOn(incoming, outgoing));
	private readonly sockets = new Set<Socket>();
	private port = 0;

	/** @param routes Hosts it reaches, e.g. `api.example.com:443`, and the local port that stands in for each. */
	constructor(routes: Record<string, number>) {
		this.routes = routes;
		this.server.on('connect', (incoming: IncomingMessage, socket: Duplex) =>
			this.tunnel(incoming, socket),
		);
		this.server.on('connection', (socket: Socket) => {
			this.sockets.add(socket);
			socket.on('close', () => this.sockets.delete(socket)).on('error', () => {});
		});
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Listens; on the same port again after `close`. */
	async listen(): Promise<this> {
		await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
		this.port = (this.server.address() as AddressInfo).port;
		return this;
	}

	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.server.close(resolve));
		for (const socket of this.sockets) socket.destroy();
		await closed;
	}

	private dueFault(): ProxyFault | undefined {
		return this.asked.length > (this.fault?.after ?? 0) ? this.fault : undefined;
	}

	/** HTTPS: the client asks for a tunnel, and the proxy sees nothing of what goes through it. */
	private tunnel(incoming: IncomingMessage, socket: Duplex): void {
		this.asked.push(`CONNECT ${incoming.url}`);
		const port = this.routes[incoming.url ?? ''];
		const fault = this.dueFault();
		if (fault !== undefined || port === undefined) {
			socket.end(`HTTP/1.1 ${fault?.status ?? 502} Refused\r\nContent-Length: 0\r\n\r\n`);
			return;
		}
		const onward = connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			socket.pipe(onward).pipe(socket);
		});
		onward.on('error', () => socket.destroy());
		socket.on('error', () => onward.destroy());
	}

	private passOn(incoming: IncomingMessage, outgoing: ServerResponse): void {
		this.asked.push(`${incoming.method} ${incoming.url}`);
		const answerWith = (status: number) =>
			void outgoing.writeHead(status, { 'Content-Type': 'text/html' }).end('<h1>Proxy</h1>');
		const fault = this.dueFault();
		const { hostname, pathname, search } = new URL(incoming.url ?? '');
		const port = this.routes[`${hostname}:80`];
		if (fault?.passedOn === false || port === undefined) return answerWith(fault?.status ?? 502);
		const onward = request(
			{
				host: '127.0.0.1',
				port,
				method: incoming.method,
				path: pathname + search,
				headers: incoming.headers,
			},
			(answer) => {
				if (fault !== undefined)
					return void answer.resume().on('end', () => answerWith(fault.status));
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(outgoing);
			},
		);
		onward.on('error', () => answerWith(502));
		incoming.pipe(onward);
	}
}
