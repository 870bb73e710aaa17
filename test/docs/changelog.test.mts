// CHANGELOG.md follows Keep a Changelog.
import { page } from './pages.mts';

const lines = page('CHANGELOG.md').text.split('\n');
const headings = (level: string) => lines.filter((line) => line.startsWith(`${level} `)).map((line) => line.slice(level.length + 1));

test('one title, then what is not released yet, then versions with their dates, newest first', () => {
	expect(headings('#')).toEqual(['Changelog']);
	const [first, ...released] = headings('##');
	expect(first).toBe('[Unreleased]');
	for (const heading of released) expect(heading).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
	const keys = released.map((heading) => heading.match(/\d+/g)!.slice(0, 3).map((part) => part.padStart(6, '0')).join('.'));
	expect(keys).toEqual([...keys].sort().reverse());
});

test('changes are grouped under the six known words', () => {
	const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
	expect(headings('###').filter((heading) => !known.includes(heading))).toEqual([]);
	expect(headings('####')).toEqual([]);
});
