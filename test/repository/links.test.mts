// Every link in the documentation leads somewhere, and every file and folder it names exists.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../support/root.mts';
import { anchors, page, pages } from './markdownPages.mts';

test.each(pages)('$path: links and pictures', ({ path, prose }) => {
	const dead: string[] = [];
	for (const [, link] of prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g)) {
		if (/^(https|mailto):/.test(link)) continue;
		const [target, anchor] = link.split('#');
		const file =
			target === '' ? path : normalize(join(dirname(path), target)).replaceAll('\\', '/');
		if (!existsSync(join(ROOT, file)) || file.startsWith('..')) dead.push(link);
		else if (anchor !== undefined && !anchors(page(file)).includes(anchor)) dead.push(link);
	}
	expect(dead).toEqual([]);
});

test.each(pages)('$path: files of the project that it names', ({ text }) => {
	const named = [
		...text.matchAll(
			/`((?:\.ci|\.github|credentials|demo|docs|examples|nodes|scripts|test)\/[\w./-]*)`/g,
		),
	].map(([, file]) => file);
	expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test.each(pages)("$path: no path of somebody's machine", ({ text }) => {
	expect(
		text.match(/(?<![\w.~-])\/(home|root|tmp|work|Users|private|mnt)\/|\b[A-Z]:\\/g) ?? [],
	).toEqual([]);
});

test('what n8n links to on the homepage is in the README', () => {
	const sources = [
		'credentials/PandaPonApi.credentials.ts',
		'nodes/BatchPay1688Orders/BatchPay1688Orders.node.json',
		'nodes/PandaPon/PandaPon.node.json',
		'nodes/PandaPonTrigger/PandaPonTrigger.node.json',
	];
	const links = sources.flatMap((file) =>
		[
			...readFileSync(join(ROOT, file), 'utf8').matchAll(
				/(?:documentationUrl =|"url":) ['"]([^'"]+)/g,
			),
		].map(([, link]) => link),
	);
	// One in the credential, two in each node's codex.
	expect(links).toHaveLength(7);
	for (const link of links) {
		expect(link.startsWith(manifest.homepage)).toBe(true);
		const [, anchor] = link.split('#');
		if (anchor !== undefined) expect(anchors(page('README.md'))).toContain(anchor);
	}
});
