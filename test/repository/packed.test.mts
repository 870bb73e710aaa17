// What npm would publish.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { npm } from '../support/npm.mts';
import { ROOT } from '../support/root.mts';

const [{ files, unpackedSize }] = JSON.parse(npm(['pack', '--dry-run', '--json'])) as [
	{ files: Array<{ path: string }>; unpackedSize: number },
];
const packed = files.map(({ path }) => path).sort();

/** Every shipped file comes from one source file: a step, an icon, or a codex file. */
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

test('the tarball holds the built node and credential, README and licence, and nothing else', () => {
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

test('no test, sandbox, source, type declaration or source map is in it', () => {
	expect(
		packed.filter((path) =>
			/(^|\/)(tests?|sandbox|demo|examples|docs)\/|\.test\.|\.(map|ts|mts)$/.test(path),
		),
	).toEqual([]);
	expect(
		packed.filter(
			(path) =>
				path.endsWith('.js') && readFileSync(join(ROOT, path), 'utf8').includes('sourceMappingURL'),
		),
	).toEqual([]);
});

test('it is small', () => {
	expect(unpackedSize).toBeLessThan(250_000);
});
