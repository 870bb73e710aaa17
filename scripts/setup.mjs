// Installs what package-lock.json names, unless that is already in place; needs only Node 20 and npm. With arguments, it then
// runs that script with the project's own Node 24: a shell may still remember an older one.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { installOnce } from './installOnce.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await installOnce('.', 'node_modules/.installed', [
	// Not "npm ci": the lock file names the native helpers of some platforms only, which "npm ci" takes for an error.
	[
		'Installing the development dependencies (about 1.2 GB, one to three minutes)',
		['install', '--no-save', '--no-fund', '--no-audit'],
	],
	// The package "node" fetches Node 24 in its install script; no other package may run one.
	['Fetching Node 24', ['rebuild', 'node', '--ignore-scripts=false']],
]);

const [script, ...args] = process.argv.slice(2);
if (script !== undefined) {
	const node = `node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`;
	const child = spawn(node, [script, ...args], { stdio: 'inherit' });
	// Ctrl+C reaches the script too; it decides when to end.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	process.exitCode = await new Promise((done, fail) =>
		child.on('exit', (code) => done(code ?? 1)).on('error', fail),
	);
}
