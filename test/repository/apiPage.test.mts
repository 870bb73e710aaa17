import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { apiPage, PAGE } from '../pages/apiPage.mts';
import { ENDPOINTS, FACTS } from '../sandbox/apiFacts.mts';
import { handlers } from '../sandbox/handlers.mts';
import { ROOT } from '../support/root.mts';

interface Workflow {
	nodes: Array<{ parameters: { url?: string } }>;
}

const text = (file: string) => readFileSync(resolve(ROOT, file), 'utf8');
const filesOf = (...patterns: string[]) => globSync(patterns, { cwd: ROOT });

describe('the facts about the API', () => {
	test('docs/api.md is written from them (npm run docs -- api)', () => {
		expect(readFileSync(PAGE, 'utf8')).toBe(apiPage());
	});

	test('name exactly the endpoints that the sandbox answers', () => {
		expect(ENDPOINTS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
			Object.keys(handlers).sort(),
		);
	});

	test('name every endpoint that the package and the examples call', () => {
		const inCode = filesOf('{nodes,credentials}/**/*.ts').map(text);
		const inExamples = filesOf('examples/*.json').flatMap((file) =>
			(JSON.parse(text(file)) as Workflow).nodes.map(({ parameters }) => String(parameters.url)),
		);
		const called = [...inCode, ...inExamples].flatMap(
			(source) => source.match(/\/(v2\/)?(alibaba|open)\/[\w/-]+/g) ?? [],
		);
		expect(called.length).toBeGreaterThan(0);
		expect(called.filter((path) => !ENDPOINTS.some((endpoint) => endpoint.path === path))).toEqual(
			[],
		);
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
		const sections = referring.flatMap((file) =>
			[...text(file).matchAll(/docs\/api\.md, ([A-Z][a-z]+ [a-z]+)/g)].map(
				([, section]) => section,
			),
		);
		expect(sections.length).toBeGreaterThan(5);
		expect(sections.filter((section) => !apiPage().includes(`## ${section}\n`))).toEqual([]);
	});
});
