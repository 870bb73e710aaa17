// Every command that a page shows or names is run by .ci/run, or here, or there is a reason why not.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../support/root.mts';
import { ciCommands } from './ciCommands.mts';
import { page, pages, section } from './markdownPages.mts';

/** Commands that .ci/run does not run, and why that is right. */
const ELSEWHERE: Record<string, string> = {
	'npm run dev': 'runs until it is stopped',
	'npm run format': 'changes files; npm run lint says whether it would',
	'npm run sandbox': 'run below',
	'npm run check:live': 'needs real keys; test/live runs it against the sandbox',
	'npm run docs -- api': 'test/repository/apiPage.test.mts compares the page with its data',
	'npm run docs -- endpoints':
		'test/repository/endpointsPage.test.mts compares the page with its data',
	'npm run test:stories -- look-ups': 'measures; docs/guarantees.md has its figures',
	'npm run docs -- settings': 'test/e2e/settings.e2e.mts compares the page with a new measurement',
	'npm run docs -- pictures': 'needs a browser, and its pictures are looked at',
	'npx jest': 'tried below',
	'git clone': "git's",
	cd: "the shell's",
};

/** What the pages show in blocks, one command a line. */
const shown = pages.flatMap(({ path, text }) =>
	[...text.matchAll(/^```(?:sh|bash|shell|console)\n([\s\S]*?)^```$/gm)]
		.flatMap(([, block]) => block.split('\n'))
		.map((line) => line.replace(/\s#.*$/, '').trim())
		.filter((line) => line !== '')
		.map((command) => ({ path, command })),
);

/** What a command runs, whatever its flags: `npm run --silent docs -- api --seed 1` is `npm run docs -- api`. */
function job(command: string): string | undefined {
	const [, script, name] =
		/^npm (?:run (?:--silent )?)?([\w:-]+)(?: --silent)?(?: -- (\w[\w-]*))?/.exec(command) ?? [];
	if (script === undefined) return undefined;
	return `npm run ${script}${name === undefined ? '' : ` -- ${name}`}`;
}

const inCi = new Set(ciCommands.map(job));

test.each(shown)('$path shows: $command', ({ command }) => {
	const isElsewhere = Object.keys(ELSEWHERE).some(
		(known) => command === known || command.startsWith(`${known} `),
	);
	expect({ command, isKnown: isElsewhere || inCi.has(job(command)) }).toEqual({
		command,
		isKnown: true,
	});
});

test.each(pages)('$path: the scripts that it names exist', ({ text }) => {
	const named = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script]) => script);
	expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
});

test.each(pages)('$path: the stories and pages that it names for them exist', ({ text }) => {
	const named = [...text.matchAll(/npm run (?:test:stories|docs) -- [a-z][\w-]*/g)].map(
		([command]) => command,
	);
	expect(named.filter((command) => !inCi.has(command) && !(command in ELSEWHERE))).toEqual([]);
});

test('the first change in CONTRIBUTING.md: its words are in the code and in the test it names', () => {
	const walk = section(page('CONTRIBUTING.md'), 'Your first change');
	const [, file, words] = /^In `([^`]+)`, change `([^`]+)`/m.exec(walk)!;
	expect(readFileSync(join(ROOT, file), 'utf8')).toContain(words);
	const [, path, name] = /^npx jest (\S+) -t '([^']+)'$/m.exec(walk)!;
	const [, body] = readFileSync(join(ROOT, path), 'utf8').split(`test('${name}', `);
	expect(body.split(/^\t*test\(/m)[0]).toContain(words);
});

test('npm run sandbox, as docs/guarantees.md shows it, starts and says what to type into a credential', async () => {
	const shownCommand = shown.find(
		({ path, command }) =>
			path === 'docs/guarantees.md' && command.startsWith('npm run sandbox -- '),
	)?.command as string;
	const fault = /--fault '(.+)'$/.exec(shownCommand)![1];
	const file = manifest.scripts.sandbox.split('node ').at(-1)!;
	const sandbox = spawn(process.execPath, [join(ROOT, file), '--fault', fault], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const exited = new Promise((done) => sandbox.once('exit', done));
	try {
		let output = '';
		await new Promise<void>((started, ended) => {
			for (const stream of [sandbox.stdout, sandbox.stderr])
				stream.on(
					'data',
					(text) => ((output += text), output.includes('Timestamp Unit') && started()),
				);
			sandbox.on('exit', () => ended(new Error(output)));
		});
		for (const field of ['Access Key', 'Access Secret', 'User ID', 'Base URL'])
			expect(output).toContain(field);
	} finally {
		sandbox.kill();
		await exited;
	}
});
