// Installs what package-lock.json names, unless that is already in place; needs only Node 20 and npm. With arguments, it then
// runs that script with the project's own Node 24: a shell may still remember an older one.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const stamp = 'node_modules/.installed';
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');

async function npm(...args) {
	const child = spawn('npm', [...args, '--loglevel=error'], {
		stdio: ['ignore', 'ignore', 'inherit'],
		shell: process.platform === 'win32',
	});
	const code = await new Promise((done, fail) => child.on('exit', done).on('error', fail));
	if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with exit code ${code}`);
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
	console.log('Installing the development dependencies (about 1.2 GB, one to three minutes) …');
	const start = Date.now();
	const alive = setInterval(
		() => console.log(`  … ${Math.round((Date.now() - start) / 1000)} s`),
		10_000,
	);
	try {
		// Not "npm ci": the lock file names the native helpers of some platforms only, which "npm ci" takes for an error.
		await npm('install', '--no-save', '--no-fund', '--no-audit');
		// The package "node" fetches Node 24 in its install script; no other package may run one.
		await npm('rebuild', 'node', '--ignore-scripts=false');
	} finally {
		clearInterval(alive);
	}
	writeFileSync(stamp, wanted);
}

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
