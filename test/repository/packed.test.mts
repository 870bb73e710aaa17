// What npm would publish.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { npm } from '../support/npm.mts';
import { ROOT } from '../support/root.mts';

const [{ files }] = JSON.parse(npm(['pack', '--dry-run', '--json'])) as [
	{ files: Array<{ path: string }> },
];
const packed = files.map(({ path }) => path).sort();

/** What a folder of sources becomes: one shipped file for each step, icon and codex file. */
function builtFrom(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath, entry.name)
				.slice(ROOT.length + 1)
				.replaceAll('\\', '/'),
		)
		.map((path) => `dist/${path.replace(/\.ts$/, '.js')}`);
}

test('the tarball holds the built node and credential, README and license, and nothing else', () => {
	expect(packed).toEqual(
		[
			'LICENSE',
			'README.md',
			'package.json',
			...builtFrom('credentials'),
			...builtFrom('nodes'),
		].sort(),
	);
});

test('no built file points to a source map, which is not shipped', () => {
	const built = packed.filter((path) => path.endsWith('.js'));
	expect(
		built.filter((path) => readFileSync(join(ROOT, path), 'utf8').includes('sourceMappingURL')),
	).toEqual([]);
});
