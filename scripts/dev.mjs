// npm run dev: until Ctrl+C, builds after each change and runs the tests that depend on what changed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FOLDERS = ['nodes', 'credentials', 'test'];
const LOOK_EVERY_MS = 300;
/** Nearly all of these depend on every source file, and together they take minutes. */
const SLOW_TESTS = '/test/(engine|stories)/';

let child;
for (const signal of ['SIGINT', 'SIGTERM']) {
	process.on(signal, () => {
		child?.kill();
		process.exit();
	});
}

async function succeeds(...args) {
	child = spawn(process.execPath, args, { stdio: 'inherit' });
	const [code] = await once(child, 'exit');
	return code === 0;
}

const build = async () => await succeeds('node_modules/gulp/bin/gulp.js', '--silent', 'build');

async function runTestsOf(files, ...options) {
	const existing = files.filter((file) => existsSync(file));
	if (existing.length === 0) return;
	const jest = ['node_modules/jest/bin/jest.js', '--passWithNoTests', ...options];
	await succeeds(...jest, '--findRelatedTests', ...existing);
}

/** When each file was last changed. On Linux, fs.watch loses a file that is replaced, as git and many editors do. */
function look() {
	const files = FOLDERS.flatMap((folder) =>
		readdirSync(folder, { recursive: true }).map((name) => join(folder, name)),
	).filter((file) => /\.(ts|mts|mjs|json|svg)$/.test(file));
	return new Map(files.map((file) => [file, statSync(file, { throwIfNoEntry: false })?.mtimeMs]));
}

const changes = (before, after) =>
	[...new Set([...before.keys(), ...after.keys()])].filter((f) => before.get(f) !== after.get(f));

let handled = look();
for (;;) {
	console.log(`Waiting for a change in ${FOLDERS.join(', ')} …`);
	let [previous, current] = [undefined, look()];
	// Changes that come close together are handled in one go.
	do {
		await sleep(LOOK_EVERY_MS);
		[previous, current] = [current, look()];
	} while (changes(previous, current).length > 0 || changes(handled, current).length === 0);
	const changed = changes(handled, current);
	handled = current;

	console.log(`Changed: ${changed.join(', ')}. Running the tests that depend on it …`);
	const tests = changed.filter((file) => file.startsWith('test'));
	const sources = changed.filter((file) => !tests.includes(file));
	if (sources.length > 0 && !(await build())) continue;
	// The tests import what is built.
	const built = sources.map((file) => join('dist', file.replace(/\.ts$/, '.js')));
	await runTestsOf(built, `--testPathIgnorePatterns=${SLOW_TESTS}`);
	await runTestsOf(tests);
}
