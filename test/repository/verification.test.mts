// docs/verification.md claims to name every rule of n8n's recommended set.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../support/root.mts';

const rules = join(ROOT, 'node_modules/@n8n/eslint-plugin-community-nodes/docs/rules');
const inForce = readdirSync(rules)
	.filter((name) => readFileSync(join(rules, name), 'utf8').includes('`recommended`'))
	.map((name) => name.replace(/\.md$/, ''));

test('it names every rule in force, and no other', () => {
	const page = readFileSync(join(ROOT, 'docs/verification.md'), 'utf8');
	const [, section] = /^## What the lint enforces$([\s\S]*?)^## /m.exec(page) as RegExpExecArray;
	const tableRows = section.split('\n').filter((line) => line.startsWith('| '));
	const named = tableRows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
	expect(inForce.length).toBeGreaterThan(40);
	expect(named.sort()).toEqual(inForce.sort());
});
