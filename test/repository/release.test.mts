// May this tag be published? The release workflow asks, with the tag in GITHUB_REF_NAME.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../support/root.mts';
import { releaseProblems } from './releaseProblems.mts';

const good = {
	version: '1.2.3',
	homepage: 'https://github.com/o/r#readme',
	repository: { url: 'git+https://github.com/o/r.git' },
};
const changelog = '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-31\n';

test('a tag that package.json and the changelog agree with may be published', () => {
	expect(releaseProblems('v1.2.3', good, changelog)).toEqual([]);
});

test.each([
	['another version', 'v1.2.4', good, changelog, 'The tag is v1.2.4, but package.json says 1.2.3.'],
	[
		'a pre-release',
		'v1.2.3-rc.1',
		good,
		changelog,
		'The tag v1.2.3-rc.1 is not of the form v1.2.3.',
	],
	[
		'no section in the changelog',
		'v1.2.3',
		good,
		'## [Unreleased]',
		'CHANGELOG.md has no section for 1.2.3.',
	],
	[
		'no date in the changelog',
		'v1.2.3',
		good,
		'## [1.2.3] - unreleased',
		'CHANGELOG.md gives 1.2.3 no date.',
	],
	[
		'another host',
		'v1.2.3',
		{ ...good, repository: { url: 'https://git.example.com/o/r.git' } },
		changelog,
		'"repository" in package.json names no GitHub repository.',
	],
	[
		'a placeholder',
		'v1.2.3',
		{ ...good, homepage: 'https://project.example.com' },
		changelog,
		'"homepage" in package.json is still a placeholder.',
	],
])('%s is refused', (_, tag, manifest, text, problem) => {
	expect(releaseProblems(tag, manifest, text)).toContain(problem);
});

const { GITHUB_REF_TYPE, GITHUB_REF_NAME = '' } = process.env;
(GITHUB_REF_TYPE === 'tag' ? test : test.skip)('this tag may be published', () => {
	const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
	expect(releaseProblems(GITHUB_REF_NAME, manifest, changelog)).toEqual([]);
});
