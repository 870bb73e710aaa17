// The figures of the last runs stand in docs/guarantees.md, or on a page that a program writes, and nowhere else.
import { readMarkdownTable } from '../support/markdownTable.mts';
import { page, pages, section } from './markdownPages.mts';

const WRITTEN_BY_PROGRAMS = [
	'api',
	'endpoints',
	'performance',
	'reliability',
	'settings',
	'safeguards',
	'messages-performance',
].map((name) => `docs/${name}.md`);
const guarantees = page('docs/guarantees.md');
const evidence = readMarkdownTable(section(guarantees, 'The evidence'));

/** Of four digits or more, and not round: these come out of a run, the others may be chosen. */
const figures = evidence.flatMap(([, , result]) =>
	(result.match(/\d{1,3}(,\d{3})+/g) ?? []).filter((figure) => !figure.endsWith('00')),
);

test('every promise is numbered as its limits are', () => {
	const text = section(guarantees, 'Paying');
	const promised = [...text.matchAll(/^(\d)\. /gm)].map(([, number]) => number);
	const limited = [...text.matchAll(/^### (\d)\. /gm)].map(([, number]) => number);
	expect(promised).toEqual(['1', '2', '3', '4', '5']);
	expect(limited).toEqual(promised);
});

test('every piece of evidence names the command that makes it', () => {
	expect(evidence.length).toBeGreaterThan(10);
	for (const [, command, result] of evidence) {
		expect(command).toMatch(/^`npm run [\w:]+( -- [^`]+)?`$/);
		expect(result).not.toBe('');
	}
});

test.each(
	pages.filter(({ path }) => path !== guarantees.path && !WRITTEN_BY_PROGRAMS.includes(path)),
)('$path repeats no figure of a run', ({ text }) => {
	expect(figures.length).toBeGreaterThan(5);
	expect(figures.filter((figure) => text.includes(figure))).toEqual([]);
});
