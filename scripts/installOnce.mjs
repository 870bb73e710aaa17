// Plain JavaScript for Node 20: setup.mjs needs it before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs npm commands in a folder, each under its title, unless they have succeeded before with this package-lock.json. */
export async function installOnce(folder, stampFile, steps) {
	const lock = readFileSync(join(folder, 'package-lock.json'));
	const wanted = createHash('sha256').update(lock).digest('hex');
	const stamp = join(folder, stampFile);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	for (const [title, args] of steps) await runNpm(title, args, folder);
	writeFileSync(stamp, wanted);
}

/** Shows a sign of life every ten seconds. */
async function runNpm(title, args, cwd) {
	const start = Date.now();
	const seconds = () => Math.round((Date.now() - start) / 1000);
	console.log(`${title} …`);
	const alive = setInterval(() => console.log(`  … ${seconds()} s`), 10_000);
	try {
		const child = spawn('npm', [...args, '--loglevel=error'], {
			cwd,
			stdio: ['ignore', 'ignore', 'inherit'],
			shell: process.platform === 'win32',
		});
		const code = await new Promise((done, fail) => child.on('exit', done).on('error', fail));
		if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with exit code ${code}`);
	} finally {
		clearInterval(alive);
	}
	console.log(`  done in ${seconds()} s`);
}
