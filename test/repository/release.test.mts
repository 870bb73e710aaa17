// May this tag be published? The release workflow asks, with the tag in GITHUB_REF_NAME.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../support/root.mts';
import { releaseProblems } from './releaseProblems.mts';

const good = {
	version: '1.2.3',
	homepage: 'https://github.com/o/r#readme',
	author: { email: 'maintainers@o.dev' },
	repository: { url: 'git+https://github.com/o/r.git' },
	bugs: { url: 'https://github.com/o/r/issues' },
};
const texts = {
	'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-31\n',
	'SECURITY.md': 'Write to maintainers@o.dev',
};

test('a tag that package.json and the changelog agree with may be published', () => {
	expect(releaseProblems('v1.2.3', good, texts)).toEqual([]);
});

test.each([
	['another version', 'v1.2.4', good, texts, 'The tag is v1.2.4, but package.json says 1.2.3.'],
	['a pre-release', 'v1.2.3-rc.1', good, texts, 'The tag v1.2.3-rc.1 is not of the form v1.2.3.'],
	[
		'no section in the changelog',
		'v1.2.3',
		good,
		{ ...texts, 'CHANGELOG.md': '## [Unreleased]' },
		'CHANGELOG.md has no section for 1.2.3.',
	],
	[
		'no date in the changelog',
		'v1.2.3',
		good,
		{ ...texts, 'CHANGELOG.md': '## [1.2.3] - unreleased' },
		'CHANGELOG.md gives 1.2.3 no date.',
	],
	[
		'another host',
		'v1.2.3',
		{ ...good, repository: { url: 'https://git.example.com/o/r.git' } },
		texts,
		'"repository" in package.json names no GitHub repository.',
	],
	[
		'a placeholder',
		'v1.2.3',
		{ ...good, homepage: 'https://project.example.com' },
		texts,
		'"homepage" in package.json is still a placeholder.',
	],
	[
		'a placeholder among the addresses',
		'v1.2.3',
		{ ...good, author: { email: 'maintainers@project.example.com' } },
		texts,
		'"author" in package.json is still a placeholder.',
	],
	[
		'a placeholder in a text',
		'v1.2.3',
		good,
		{ ...texts, 'SECURITY.md': 'Write to maintainers@project.example.com' },
		'SECURITY.md still holds a placeholder.',
	],
])('%s is refused', (_, tag, manifest, text, problem) => {
	expect(releaseProblems(tag, manifest, text)).toContain(problem);
});

const { GITHUB_REF_TYPE, GITHUB_REF_NAME = '' } = process.env;
(GITHUB_REF_TYPE === 'tag' ? test : test.skip)('this tag may be published', () => {
	const files = ['CHANGELOG.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md', 'CONTRIBUTING.md'];
	const found = files.map((file): [string, string] => [
		file,
		readFileSync(join(ROOT, file), 'utf8'),
	]);
	expect(releaseProblems(GITHUB_REF_NAME, manifest, Object.fromEntries(found))).toEqual([]);
});
