// docs/architecture.md knows every file of the node.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { ROOT } from '../support/root.mts';
import { page, section } from './markdownPages.mts';

const files = (folder: string): string[] =>
	(readdirSync(join(ROOT, folder), { recursive: true }) as string[])
		.filter((path) => /(^|\/)\w+\.ts$/.test(path))
		.map((path) => basename(path, '.ts'));

test('every step is explained', () => {
	const steps = section(page('docs/architecture.md'), 'The steps');
	expect(
		files('nodes/BatchPay1688Orders').filter((step) => !steps.includes(`\`${step}\``)),
	).toEqual([]);
});

test('every shared file has its place', () => {
	const places = section(page('docs/architecture.md'), 'Where things stand');
	expect(files('nodes/shared').filter((file) => !new RegExp(`\\b${file}\\b`).test(places))).toEqual(
		[],
	);
});
