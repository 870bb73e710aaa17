import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';

/** A stand-in for npm's registry on the loopback address; its one package is a local tarball. */
export class Registry {
	readonly port: number;
	private readonly server: Server;

	private constructor(server: Server) {
		this.server = server;
		this.port = (server.address() as AddressInfo).port;
	}

	/** @param manifest The `package.json` inside the tarball. */
	static async serve(
		tarball: string,
		manifest: { name: string; version: string },
		host: string,
		tls: { key: string; cert: string },
	): Promise<Registry> {
		const bytes = readFileSync(tarball);
		const { name, version } = manifest;
		const tarballPath = `/${name}/-/${basename(tarball)}`;
		const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
		const published = {
			...manifest,
			dist: { tarball: `https://${host}${tarballPath}`, integrity },
		};
		const answers: Record<string, string | Buffer> = {
			[`/${name}`]: JSON.stringify({
				name,
				'dist-tags': { latest: version },
				versions: { [version]: published },
			}),
			[`/${name}/latest`]: JSON.stringify(published),
			[`/${name}/${version}`]: JSON.stringify(published),
			[tarballPath]: bytes,
		};
		const server = createServer(tls, (request, response) => {
			const answer = answers[decodeURIComponent(request.url ?? '')];
			response.writeHead(answer === undefined ? 404 : 200, {
				'Content-Type':
					typeof answer === 'string' ? 'application/json' : 'application/octet-stream',
			});
			response.end(answer ?? '{}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new Registry(server);
	}

	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.server.close(resolve));
		this.server.closeAllConnections();
		await closed;
	}
}
