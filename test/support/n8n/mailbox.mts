import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A mail, as it came in. */
export interface Mail {
	to: string[];
	/** Headers and body. */
	source: string;
	/** The text of its HTML part. */
	html: string;
}

/** A mail server on the loopback address that delivers nothing and keeps everything. */
export class Mailbox {
	readonly mails: Mail[] = [];
	private readonly server: Server = createServer((socket) => this.converse(socket));

	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** The fields of an SMTP credential of n8n for this server. */
	get credential() {
		return {
			user: '',
			password: '',
			host: '127.0.0.1',
			port: (this.server.address() as AddressInfo).port,
			secure: false,
			disableStartTls: true,
		};
	}

	/** Speaks as much SMTP as n8n needs. */
	private converse(socket: Socket): void {
		let received = '';
		let to: string[] = [];
		let readsMail = false;
		const say = (line: string) => socket.write(`${line}\r\n`);
		socket.on('error', () => {});
		say('220 mailbox');
		socket.on('data', (chunk) => {
			received += chunk.toString('latin1');
			for (;;) {
				const end = readsMail ? '\r\n.\r\n' : '\r\n';
				const at = received.indexOf(end);
				if (at === -1) return;
				const text = received.slice(0, at);
				received = received.slice(at + end.length);
				if (readsMail) {
					const source = text.replaceAll('\r\n..', '\r\n.');
					this.mails.push({ to, source, html: htmlOf(source) });
					to = [];
					readsMail = false;
					say('250 kept');
				} else if (/^DATA/i.test(text)) {
					readsMail = true;
					say('354 go on');
				} else if (/^QUIT/i.test(text)) {
					socket.end('221 bye\r\n');
				} else {
					to.push(...(/^RCPT TO:<(.*?)>/i.exec(text)?.slice(1) ?? []));
					say('250 ok');
				}
			}
		});
	}
}

/** The parts of a mail: headers, and the decoded body. */
export function partsOf(source: string): Array<{ headers: string; body: Buffer }> {
	const boundary = /boundary="(.+?)"/.exec(source)?.[1];
	const parts = boundary === undefined ? [source] : source.split(`--${boundary}`).slice(1, -1);
	return parts.map((part) => {
		const [headers, ...body] = part.trimStart().split('\r\n\r\n');
		const text = body.join('\r\n\r\n');
		if (/encoding: base64/i.test(headers)) return { headers, body: Buffer.from(text, 'base64') };
		return {
			headers,
			body: /quoted-printable/i.test(headers) ? unquoted(text) : Buffer.from(text),
		};
	});
}

const htmlOf = (source: string): string =>
	partsOf(source)
		.find(({ headers }) => /text\/html/.test(headers))
		?.body.toString('utf8') ?? '';

function unquoted(text: string): Buffer {
	const bytes = text
		.replaceAll('=\r\n', '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1');
}
