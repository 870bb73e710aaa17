// What package.json promises to n8n and to npm.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../support/root.mts';

test('nothing is installed along with the package', () => {
	for (const field of [
		'dependencies',
		'optionalDependencies',
		'bundleDependencies',
		'bundledDependencies',
		'overrides',
	])
		expect(manifest).not.toHaveProperty(field);
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
});

test('no script runs by itself when the package is installed, packed or published', () => {
	const lifecycle =
		/^(pre|post)?(install|uninstall|prepare|publish|publishOnly|pack|version)$|^dependencies$/;
	expect(Object.keys(manifest.scripts).filter((name) => lifecycle.test(name))).toEqual([]);
});

test('the lint is strict, and n8n is told of every node and credential', () => {
	const { strict, n8nNodesApiVersion, nodes, credentials } = manifest.n8n;
	expect({ strict, n8nNodesApiVersion }).toEqual({ strict: true, n8nNodesApiVersion: 1 });
	const built = (folder: string, suffix: string) =>
		(readdirSync(join(ROOT, folder), { recursive: true }) as string[])
			.filter((path) => path.endsWith(`${suffix}.ts`))
			.map((path) => `dist/${folder}/${path.replaceAll('\\', '/').replace(/\.ts$/, '.js')}`);
	expect(nodes).toEqual(built('nodes', '.node'));
	expect(credentials).toEqual(built('credentials', '.credentials'));
	for (const path of [...nodes, ...credentials]) expect(existsSync(join(ROOT, path))).toBe(true);
});
