// Every command a page shows is run by .ci/run, or here.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../support/root.mts';
import { ciCommands } from './ciCommands.mts';
import { pages } from './markdownPages.mts';

/** Commands that .ci/run does not run, and why that is right. */
const ELSEWHERE: Record<string, string> = {
	'npm run sandbox': 'run below',
	'npm run check:live': 'needs real keys; test/live runs it against the sandbox',
	'npm run docs -- api': 'test/repository/apiPage.test.mts holds the page against its data',
	'npm run docs -- settings': 'test/e2e/settings.e2e.mts holds the page against a new measurement',
	'npm run docs -- pictures': 'needs a browser, and its pictures are looked at',
};

const shown = pages.flatMap(({ path, text }) =>
	[...text.matchAll(/^```(?:sh|bash|shell|console)\n([\s\S]*?)^```$/gm)]
		.flatMap(([, block]) => block.split('\n'))
		.map((line) => line.replace(/\s#.*$/, '').trim())
		.filter((line) => line !== '')
		.map((command) => ({ path, command })),
);

/** What a command runs, whatever its flags: `npm run --silent test:stories -- kill --kills 10` is `test:stories kill`. */
function job(command: string): string | undefined {
	const match = /^npm (?:run (?:--silent )?)?([\w:-]+)(?: --silent)?(?: -- (\w[\w-]*))?/.exec(
		command,
	);
	return match?.slice(1).join(' ').trim();
}

const inCi = ciCommands.map(job);

test.each(shown)('$path: $command', ({ command }) => {
	const isElsewhere = Object.keys(ELSEWHERE).some(
		(known) => command === known || command.startsWith(`${known} `),
	);
	expect({ command, isKnown: isElsewhere || inCi.includes(job(command)) }).toEqual({
		command,
		isKnown: true,
	});
});

test('npm run sandbox, as the README shows it, starts and says what to type into a credential', async () => {
	const command = shown.find(
		(entry) => entry.path === 'README.md' && entry.command.startsWith('npm run sandbox -- '),
	)?.command as string;
	const fault = /--fault '(.+)'$/.exec(command)![1];
	const file = manifest.scripts.sandbox.replace('node scripts/setup.mjs ', '');
	const sandbox = spawn(process.execPath, [join(ROOT, file), '--fault', fault], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const gone = new Promise((done) => sandbox.once('exit', done));
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
		await gone;
	}
});
