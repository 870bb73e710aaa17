import fc from 'fast-check';

import { pathProblem } from '../../../../dist/nodes/PandaPon/otherCall/pathProblem.js';
import { catalog } from '../../../../dist/nodes/shared/catalog/catalog.js';
import { batchPayment } from '../../../../dist/nodes/shared/catalog/order1688.js';

/** Calls that are known to pay, in all versions that are known. */
const PAYING = [
	'/alibaba/order/batch/submit/to/pay',
	'/v2/alibaba/order/batch/submit/to/pay',
	'/alibaba/order/pay/url',
	'/v2/alibaba/order/pay/url',
	'/alibaba/ka/order/pay',
	'/purchase/order/batch/pay',
	'/open/purchase/order/batch/pay',
];
/** Calls of the sidebar that do not pay and that people may want to make. */
const HARMLESS = [
	'/alibaba/order/page',
	'/v2/alibaba/order/page',
	'/open/purchase/page',
	'/open/product/source/get',
	'/open/product/recommend',
	'/alibaba/product/openuid/decrypt',
	'/v2/taobao/order/refund/cancel/TQ2331-0483_01',
	'/open/order',
	'/a',
];

const TO_BATCH_PAY = /^"Path" leads to a payment, .*: use Batch Pay 1688 Orders/;

test.each(HARMLESS)('%s can be called', (path) => {
	expect(pathProblem(path)).toBeUndefined();
});

test.each(PAYING)('%s is refused, with the node that pays', (path) => {
	expect(pathProblem(path)).toMatch(TO_BATCH_PAY);
});

test.each<[string, (path: string) => string]>([
	['in capitals', (path) => path.toUpperCase()],
	['percent-encoded', (path) => path.replaceAll('p', '%70')],
	['percent-encoded throughout', (path) => encoded(path)],
	['percent-encoded twice', (path) => encoded(path).replaceAll('%', '%25')],
	['in full width', (path) => path.replace(/[a-z]/g, (char) => spellings[8](char))],
	['with a query', (path) => `${path}?a=b`],
	['as an address', (path) => `https://api.pandapon.com${path}`],
	['with a slash at its end', (path) => `${path}/`],
])('one that pays, %s, is refused with the node that pays, too', (_name, disguise) => {
	for (const path of PAYING) expect(pathProblem(disguise(path))).toMatch(TO_BATCH_PAY);
});

test('an empty path is not there', () => {
	expect(pathProblem('')).toBe('"Path" is empty: enter one like /alibaba/order/page');
});

test.each([
	...[
		'/',
		'//a',
		'/a/',
		'/a//b',
		'a',
		'a/b',
		'/a b',
		' /a',
		'/a\n',
		'/a\0',
		'/./a',
		'/a/..',
		'/a.b',
	],
	...[
		'/a?b=c',
		'/a#b',
		'/a;b',
		'/%61',
		'/a%2Fb',
		'\\a',
		'/a\\b',
		'/\uff41',
		'/\u0430',
		'/é',
		'/a:b',
		'/a@b',
	],
	...[
		'https://api.pandapon.com/a',
		'//evil.example/a',
		'/{a}',
		'/a\u200bb',
		'/a\u202eb',
		'/\u017f',
		'/\u212a',
	],
])('%j is no plain path', (path) => {
	expect(pathProblem(path)).toMatch(/^"Path" must be a plain path/);
});

/** Ways in which some server or proxy reads a character, or nothing at all, as something else. */
const spellings: Array<(char: string) => string> = [
	(char) => char,
	(char) => char.toUpperCase(),
	(char) => `%${hex(char)}`,
	(char) => `%${hex(char).toUpperCase()}`,
	(char) => `%25${hex(char)}`,
	(char) => `%u00${hex(char)}`,
	(char) => `&#${char.charCodeAt(0)};`,
	(char) => `\\u00${hex(char)}`,
	// Full-width, which NFKC turns back.
	(char) => String.fromCodePoint(char.charCodeAt(0) + 0xfee0),
	(char) => `${char}\u200b`,
	(char) => `${char}\u0301`,
	(char) => (char === '/' ? '//' : char),
	(char) => (char === '/' ? '/./' : char),
	(char) => (char === '/' ? '/x/../' : char),
	(char) => (char === '/' ? '\\' : char),
	(char) => (char === '/' ? '%2f' : char),
	(char) => (char === '/' ? '%252F' : char),
	(char) => (char === '/' ? ';v=1/' : char),
	(char) => (char === '/' ? '%00/' : char),
	(char) => (char === '/' ? '\u2215' : char),
];
const encoded = (path: string) => [...path].map((char) => `%${hex(char)}`).join('');
const hex = (char: string) => char.charCodeAt(0).toString(16).padStart(2, '0');

const endings = fc.constantFrom(
	...[
		'',
		'/',
		'//',
		'/.',
		'/..',
		';',
		';a=b',
		'?',
		'?a=b',
		'#',
		'#/a',
		'%20',
		' ',
		'.',
		'.json',
		'\n',
	],
	...['%00', '%2f', '\\', '\t', '/x', '-x', '_'],
);
const beginnings = fc.constantFrom(
	...[
		'',
		'/',
		'//',
		'/.',
		'/x/..',
		'/v1',
		'/v2',
		'/V3',
		'/api',
		'\\',
		' ',
		'/%76%32',
		'//x.example',
	],
);

test('a path that pays is refused in any spelling', () => {
	const spelt = fc
		.tuple(fc.constantFrom(...PAYING), beginnings, endings, fc.infiniteStream(fc.nat({ max: 39 })))
		.map(([path, before, after, choice]) => {
			const letters = [...path].map((char) => {
				// Most characters stay: a path that is garbled through and through proves nothing.
				const spell = spellings[Number(choice.next().value)] ?? spellings[0];
				return spell(char);
			});
			return before + letters.join('') + after;
		});
	fc.assert(
		fc.property(spelt, (path) => {
			expect(pathProblem(path)).toBeDefined();
			expect(pathProblem(path.trim())).toBeDefined();
		}),
		{ numRuns: 5_000 },
	);
});

test('one odd character is enough, wherever it stands', () => {
	for (const path of PAYING)
		for (const [index, char] of [...path].entries())
			for (const spell of spellings) {
				const spelt = path.slice(0, index) + spell(char) + path.slice(index + 1);
				expect([spelt, pathProblem(spelt) === undefined]).toEqual([spelt, false]);
			}
});

test('what can be called reaches the server as it is written', () => {
	const segment = fc.stringMatching(/^[\w./%;\\-]{1,8}$/);
	fc.assert(
		fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
			const path = `/${segments.join('/')}`;
			if (pathProblem(path) !== undefined) return;
			const { pathname } = new URL(`https://api.pandapon.com${path}`);
			expect(pathname).toBe(path);
			expect(decodeURIComponent(pathname)).toBe(path);
			expect(path).not.toMatch(/pay/i);
		}),
		{ numRuns: 2_000 },
	);
});

test('a long path is judged at once', () => {
	expect(pathProblem(`${'/a'.repeat(100_000)}!`)).toMatch(/plain path/);
	expect(pathProblem('/a'.repeat(100_000))).toBeUndefined();
});

test('of the calls that are known, those that pay are refused, and no others', () => {
	const known = Object.values(catalog).flatMap(({ operations }) => Object.values(operations));
	expect(pathProblem(batchPayment.path)).toMatch(TO_BATCH_PAY);
	for (const { path, effect } of known) {
		const plain = path.replace(/\{\w+\}/g, '17');
		for (const each of [plain, `/v2${plain}`])
			if (effect === 'pays') expect(pathProblem(each)).toMatch(TO_BATCH_PAY);
			else expect(pathProblem(each)).toBeUndefined();
	}
});
