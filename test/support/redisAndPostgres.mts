import { execFileSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from './n8n/localN8n.mts';
import { startChild, stopChild } from './startChild.mts';

/** A program that n8n needs, on a free port of the loopback address, with its own folder for its files. */
export interface Service {
	/** The settings that point n8n to it. */
	env: Record<string, string>;
	stop(): Promise<void>;
}

/** Starts Redis, which holds the queue; it keeps nothing on disk. */
export async function startRedis(folder: string): Promise<Service> {
	const program = findProgram(
		'redis-server',
		'/usr/bin/redis-server',
		'/usr/local/bin/redis-server',
		'/opt/homebrew/bin/redis-server',
	);
	mkdirSync(folder, { recursive: true });
	const port = await freePort();
	const child = startChild(
		program,
		[
			'--port',
			String(port),
			'--bind',
			'127.0.0.1',
			'--dir',
			folder,
			'--save',
			'',
			'--appendonly',
			'no',
		],
		{},
	);
	await waitUntilListening('Redis', child, port);
	return {
		env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
		stop: async () => await stopChild(child),
	};
}

/**
 * Starts PostgreSQL with an empty database. It refuses to run as root, so root runs it as the user `postgres`, who may have no
 * access to this checkout: until it stops, its files are in the system's temporary folder.
 */
export async function startPostgres(): Promise<Service> {
	const server = findProgram(
		'postgresql',
		'/usr/lib/postgresql/*/bin/postgres',
		'/opt/homebrew/opt/postgresql*/bin/postgres',
		'/usr/local/pgsql/bin/postgres',
	);
	const folder = mkdtempSync(join(tmpdir(), 'n8n-postgres-'));
	const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
	if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
	const options = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, ...user };
	execFileSync(
		server.replace(/postgres$/, 'initdb'),
		['--pgdata', folder, '--username', 'n8n', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
		{ ...options, stdio: ['ignore', 'ignore', 'inherit'] },
	);
	const port = await freePort();
	// "-k ''": no socket file in a folder shared with other programs.
	const child = startChild(
		server,
		['-D', folder, '-h', '127.0.0.1', '-p', String(port), '-k', '', '-F'],
		options,
	);
	await waitUntilListening('PostgreSQL', child, port);
	const env = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_USER: 'n8n',
		DB_POSTGRESDB_DATABASE: 'postgres',
	};
	// SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
	return {
		env,
		stop: async () => (
			await stopChild(child, 'SIGINT'),
			rmSync(folder, { recursive: true, force: true })
		),
	};
}

/** The newest version of a program among the places where it may be. */
function findProgram(debianPackage: string, ...places: string[]): string {
	const found = globSync(places)
		.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
		.filter((path) => existsSync(path))
		.at(-1);
	if (found === undefined)
		throw new Error(
			`${debianPackage} is not installed. On Debian: apt-get install ${debianPackage}`,
		);
	return found;
}

function idOf(option: '-u' | '-g'): number {
	return Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
}

async function waitUntilListening(name: string, child: ChildProcess, port: number): Promise<void> {
	let printed = '';
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-2000)));
	for (let tries = 0; tries < 150; tries++) {
		if (child.exitCode !== null) break;
		const reached = await new Promise<boolean>((resolve) => {
			const socket = connect(port, '127.0.0.1', () => resolve((socket.destroy(), true))).on(
				'error',
				() => resolve(false),
			);
		});
		if (reached) return;
		await sleep(200);
	}
	await stopChild(child, 'SIGKILL');
	throw new Error(`${name} did not start: ${printed}`);
}
