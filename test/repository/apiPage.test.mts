import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { catalog, operationOf } from '../../dist/nodes/shared/catalog/catalog.js';
import { batchPayment } from '../../dist/nodes/shared/catalog/order1688.js';
import { KNOWN_CALLS } from '../api/knownCalls.mts';
import { apiPage, PAGE } from '../pages/apiPage.mts';
import { ENDPOINTS, FACTS, MESSAGE_FIELDS } from '../sandbox/apiFacts.mts';
import { keyOf } from '../sandbox/handler.mts';
import { handlers } from '../sandbox/handlers.mts';
import { ROOT } from '../support/root.mts';

interface Workflow {
	nodes: Array<{ parameters: { url?: string } }>;
}

const text = (file: string) => readFileSync(resolve(ROOT, file), 'utf8');
const filesOf = (...patterns: string[]) => globSync(patterns, { cwd: ROOT });
const pathsIn = (source: string) => source.match(/\/(v2\/)?(alibaba|open)\/[\w/{}-]+/g) ?? [];
const operations = Object.values(catalog).flatMap((resource) => Object.values(resource.operations));

describe('the facts about the API', () => {
	test('docs/api.md is written from them (npm run docs -- api)', () => {
		expect(readFileSync(PAGE, 'utf8')).toBe(apiPage());
	});

	test('name exactly the endpoints that payment and the credential rely on', () => {
		const sources = filesOf(
			'{credentials,nodes/BatchPay1688Orders,nodes/shared/api,nodes/shared/orders}/**/*.ts',
		).map(text);
		const named = new RegExp(`\\b(${Object.keys(catalog).join('|')})\\.(\\w+)`, 'g');
		const used = new Set(
			sources.flatMap((source) => [
				...[...source.matchAll(named)].flatMap(([, resource, name]) => {
					const operation = operationOf(resource, name);
					return operation === undefined ? [] : [keyOf(operation)];
				}),
				...(/\bbatchPayment\b/.test(source) ? [keyOf(batchPayment)] : []),
			]),
		);
		expect(ENDPOINTS.map(keyOf).sort()).toEqual([...used].sort());
	});

	test('the sandbox answers every record, and nobody calls anything else', () => {
		const records = [...operations, batchPayment];
		expect(Object.keys(handlers).sort()).toEqual(records.map(keyOf).sort());
		const inCode = filesOf('{nodes,credentials,test/sandbox}/**/*.{ts,mts}')
			.filter((file) => !file.startsWith('nodes/PandaPon/otherCall/'))
			.map(text);
		const inExamples = filesOf('examples/*.json').flatMap((file) =>
			(JSON.parse(text(file)) as Workflow).nodes.map(({ parameters }) => String(parameters.url)),
		);
		const called = [...inCode, ...inExamples].flatMap(pathsIn);
		expect(called.length).toBeGreaterThan(30);
		expect(called.filter((path) => !records.some((record) => record.path === path))).toEqual([]);
	});

	test('a path that Other Call shows as an example is one that it is meant for', () => {
		const shown = filesOf('nodes/PandaPon/otherCall/*.ts').map(text).flatMap(pathsIn);
		const others = KNOWN_CALLS.flatMap(({ reach, path }) =>
			reach.by === 'otherCall' && path !== undefined ? [path] : [],
		);
		expect(shown.length).toBeGreaterThan(0);
		expect(shown.filter((path) => !others.includes(path))).toEqual([]);
	});

	test('name exactly the fields of a message that the trigger reads', () => {
		const [, read] = /const \{ ([\w, ]+), \.\.\.others \} = envelope;/.exec(
			text('nodes/PandaPonTrigger/readMessage.ts'),
		)!;
		expect(MESSAGE_FIELDS.map(({ name }) => name).sort()).toEqual(read.split(', ').sort());
	});

	test('have unique names, and the files that rely on them exist', () => {
		expect(new Set(FACTS.map(({ id }) => id)).size).toBe(FACTS.length);
		expect(
			FACTS.flatMap(({ usedBy }) => usedBy).filter((file) => !existsSync(resolve(ROOT, file))),
		).toEqual([]);
		expect(FACTS.filter(({ usedBy }) => usedBy.length === 0)).toEqual([]);
	});

	test('what refers to docs/api.md names a section of it', () => {
		const referring = filesOf('{nodes,credentials,test}/**/*.{ts,mts}').filter(
			(file) => !file.startsWith('test/repository'),
		);
		// A comment may break the name of a section over two lines.
		const unbroken = (file: string) => text(file).replace(/\n\s*(?:\*|\/\/) /g, ' ');
		const sections = referring.flatMap((file) =>
			[...unbroken(file).matchAll(/docs\/api\.md, ([A-Z][a-z]+(?: [a-z]+)?)/g)].map(
				([, section]) => section,
			),
		);
		expect(sections.length).toBeGreaterThan(5);
		expect(sections).toContain('Messages');
		expect(sections.filter((section) => !apiPage().includes(`## ${section}\n`))).toEqual([]);
	});
});
