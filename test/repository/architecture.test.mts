// Every step is explained, and every folder and shared file is on the map.
import { basename, dirname } from 'node:path/posix';

import { page, section } from './markdownPages.mts';
import { repositoryFiles } from './repositoryFiles.mts';

const withoutExtension = (path: string): string => path.replace(/(\.d)?\.\w+$/, '');

/** Every folder that holds files, with the folders around it. */
const folders = new Set(
	repositoryFiles.flatMap((path) => {
		const names = dirname(path).split('/');
		return names.map((_, index) => `${names.slice(0, index + 1).join('/')}/`);
	}),
);

/** Paths of folders (with a slash behind) and of files (without extension) on the map in CONTRIBUTING.md. */
function readMap(): string[] {
	const [, map] = /^```\n([\s\S]*?)^```$/m.exec(section(page('CONTRIBUTING.md'), 'The map'))!;
	let folder = '';
	return map.split(/\n(?=.)/).flatMap((line) => {
		// At least two spaces stand between names and explanation.
		const names = line.trim().split(/ {2,}/)[0].split(', ');
		// What is indented lies in the folder above it.
		if (line.startsWith(' ')) return names.map((name) => folder + name);
		[folder] = names;
		return names;
	});
}

test.each([
	['BatchPay1688Orders', 'The steps', 30],
	['PandaPon', 'The PandaPon node', 30],
	['PandaPonTrigger', 'The PandaPon Trigger', 12],
	['shared/lock', 'The PandaPon Trigger', 5],
])('docs/architecture.md explains every step of %s', (folder, heading, least) => {
	const steps = section(page('docs/architecture.md'), heading);
	const files = repositoryFiles.filter(
		(path) => path.startsWith(`nodes/${folder}/`) && /\/\w+\.ts$/.test(path),
	);
	expect(files.length).toBeGreaterThanOrEqual(least);
	expect(
		files.map((path) => basename(path, '.ts')).filter((step) => !steps.includes(`\`${step}\``)),
	).toEqual([]);
});

test('every folder is on the map', () => {
	const toName = [...folders].filter((folder) => /^\w+\/(\w+\/)?$|^nodes\//.test(folder));
	expect(toName.filter((folder) => !readMap().some((place) => place.startsWith(folder)))).toEqual(
		[],
	);
});

test('every file that nodes share, and every script, is on the map', () => {
	const toName = repositoryFiles.filter((path) => /^(nodes\/shared|scripts)\//.test(path));
	expect(toName.length).toBeGreaterThan(10);
	expect(toName.map(withoutExtension).filter((file) => !readMap().includes(file))).toEqual([]);
});

test('everything on the map exists', () => {
	const there = new Set([...folders, ...repositoryFiles.map(withoutExtension)]);
	expect(readMap().filter((place) => !there.has(place))).toEqual([]);
});
