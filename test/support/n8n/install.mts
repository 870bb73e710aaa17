import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { installOnce } from '../../../scripts/installOnce.mjs';
import { npm } from '../npm.mts';
import { ROOT } from '../root.mts';

/** Holds everything that the demo and the tests on a real n8n create; git ignores it. */
export const LOCAL = join(ROOT, '.local');

/** An n8n pinned by a lock file of this project. */
export interface PinnedN8n {
	/** Folder with its `package.json` and `package-lock.json`. */
	pins: string;
	/** Where it is installed. */
	folder: string;
	/** The Node.js it runs on. */
	node: string;
}

/** The n8n that the demo and the tests run on. */
export const N8N: PinnedN8n = {
	pins: import.meta.dirname,
	folder: join(LOCAL, 'n8n'),
	node: process.execPath,
};
const OLDEST_FOLDER = join(LOCAL, 'n8n-oldest');
/** The oldest n8n this package works on; it refuses Node 24, so its pins hold an older Node.js too. */
export const OLDEST_N8N: PinnedN8n = {
	pins: join(import.meta.dirname, 'oldest'),
	folder: OLDEST_FOLDER,
	node: join(
		OLDEST_FOLDER,
		`node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`,
	),
};

/** Where n8n's own packages can be loaded from. */
export const N8N_MODULES = join(N8N.folder, 'node_modules/n8n/package.json');

/** Installs a pinned n8n, unless that is done already. */
export async function installN8n({ pins, folder }: PinnedN8n = N8N): Promise<void> {
	mkdirSync(folder, { recursive: true });
	for (const file of ['package.json', 'package-lock.json'])
		copyFileSync(join(pins, file), join(folder, file));
	const { packages } = JSON.parse(readFileSync(join(pins, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, { version: string }>;
	};
	// The database driver must be compiled, and the package "node" fetches a Node.js; no other install script is needed.
	const scripts = ['sqlite3', 'node'].filter((name) => `node_modules/${name}` in packages);
	await installOnce(folder, '.installed', [
		[
			`Installing n8n ${packages['node_modules/n8n'].version} (up to 2.9 GB; once, two to four minutes)`,
			['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'],
		],
		[
			'Compiling its SQLite driver (once, about a minute)',
			['rebuild', ...scripts, '--ignore-scripts=false'],
		],
	]);
}

/** Builds and packs this package as it would be published; returns the tarball's path. */
export function packPackage(): string {
	npm(['run', '--silent', 'build']);
	const packed = join(LOCAL, 'packed');
	rmSync(packed, { recursive: true, force: true });
	mkdirSync(packed, { recursive: true });
	npm(['pack', '--silent', '--pack-destination', packed]);
	return join(packed, readdirSync(packed)[0]);
}

/** Installs this package's tarball the way n8n keeps community packages: under `.n8n/nodes`. */
export async function installPackage(userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n/nodes');
	mkdirSync(nodes, { recursive: true });
	writeFileSync(join(nodes, 'package.json'), '{"name":"installed-nodes","private":true}');
	npm(['install', '--ignore-scripts', '--legacy-peer-deps', packPackage()], nodes);
}

/**
 * Changes a built file of the package that `installPackage` has installed; a running n8n must be restarted.
 *
 * @param userFolder The user folder of that n8n.
 * @param file Path under the package's `dist`.
 * @param text What to replace; it must occur exactly once.
 * @param replacement What to put in its place.
 * @returns A function that puts the file back.
 */
export function changeInstalled(
	userFolder: string,
	file: string,
	text: string,
	replacement: string,
): () => void {
	const path = join(userFolder, '.n8n/nodes/node_modules/n8n-nodes-pandapon/dist', file);
	const before = readFileSync(path, 'utf8');
	const pieces = before.split(text);
	if (pieces.length !== 2)
		throw new Error(`"${text}" occurs ${pieces.length - 1} times in ${path}, not once`);
	writeFileSync(path, pieces.join(replacement));
	return () => writeFileSync(path, before);
}
