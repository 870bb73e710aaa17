import fc from 'fast-check';

import {
	parseExactJson,
	writeExactJson,
	type Json,
} from '../../../../dist/nodes/shared/api/exactJson.js';

describe('parseExactJson', () => {
	test.each<[string, unknown]>([
		// Too large for a number: the source text, however it is written.
		['2059624776425880794', '2059624776425880794'],
		['-2059624776425880794', '-2059624776425880794'],
		['9007199254740992', '9007199254740992'],
		['-9007199254740992', '-9007199254740992'],
		['2059624776425880794.0', '2059624776425880794.0'],
		['1e30', '1e30'],
		['2.05962E+18', '2.05962E+18'],
		[
			'[2059624776425880794,[7,2059624776425880795]]',
			['2059624776425880794', [7, '2059624776425880795']],
		],
		['{"a":{"b":2059624776425880794}}', { a: { b: '2059624776425880794' } }],
		// Everything else is left alone.
		['9007199254740991', 9007199254740991],
		['-9007199254740991', -9007199254740991],
		['7', 7],
		['0', 0],
		['1.5', 1.5],
		['1e400', Infinity],
		['"2059624776425880794"', '2059624776425880794'],
		['"text"', 'text'],
		['null', null],
		['true', true],
		['[]', []],
		['{}', {}],
	])('reads %s as %j', (text, expected) => {
		expect(parseExactJson(text)).toEqual(expected);
		expect(parseExactJson(`{"key":${text}}`)).toEqual({ key: expected });
	});

	test.each(['', '{', '<html>', '{"a":1,}', '{"a":02059624776425880794}'])(
		'throws on %j',
		(text) => {
			expect(() => parseExactJson(text)).toThrow(SyntaxError);
		},
	);

	test.each<[string, unknown]>([
		// The inside of a text looks like a key's value, and a large number stands beside it.
		['":2059624776425880794,"', ':2059624776425880794,'],
		['":2059624776425880794}"', ':2059624776425880794}'],
		['"\\":2059624776425880794,"', '":2059624776425880794,'],
		['"\\\\\\":2059624776425880794,"', '\\":2059624776425880794,'],
		['"{\\"id\\":2059624776425880794}"', '{"id":2059624776425880794}'],
	])('leaves the text %s alone', (text, expected) => {
		expect(parseExactJson(`{"a":${text}}`)).toEqual({ a: expected });
		expect(parseExactJson(`{"id" : 2059624776425880795 ,"a":${text}}`)).toEqual({
			id: '2059624776425880795',
			a: expected,
		});
	});

	test('reads a large number after any key', () => {
		expect(parseExactJson('{"\\\\":2059624776425880794,"\\"":2059624776425880794}')).toEqual({
			'\\': '2059624776425880794',
			'"': '2059624776425880794',
		});
	});

	test('where the engine hands out no source text, a large number is absent rather than rounded', () => {
		const native = JSON.parse;
		const old = jest
			.spyOn(JSON, 'parse')
			.mockImplementation((text, reviver): unknown =>
				native(
					text,
					reviver && ((key: string, value: unknown): unknown => reviver.call({}, key, value)),
				),
			);
		try {
			expect(parseExactJson('{"a":2059624776425880794,"b":7,"c":1.5}')).toEqual({
				a: '2059624776425880794',
				b: 7,
				c: 1.5,
			});
			expect(parseExactJson('{"a":[2059624776425880794],"b":7}')).toEqual({ a: [null], b: 7 });
		} finally {
			old.mockRestore();
		}
	});
});

describe('writeExactJson', () => {
	test.each<[Json, string]>([
		[2059624776425880794n, '2059624776425880794'],
		[-2059624776425880794n, '-2059624776425880794'],
		[0n, '0'],
		['2059624776425880794', '"2059624776425880794"'],
		[{ id: 2059624776425880794n, ids: [1n, [2n]] }, '{"id":2059624776425880794,"ids":[1,[2]]}'],
		[{ 'a"b': 'c"\n', 订单: '号' }, '{"a\\"b":"c\\"\\n","订单":"号"}'],
		[[], '[]'],
		[{}, '{}'],
		[[{}, [], null, true, 1.5], '[{},[],null,true,1.5]'],
	])('%#: %s', (value, text) => {
		expect(writeExactJson(value)).toBe(text);
	});

	test('fields that are undefined are left out, as JSON.stringify does', () => {
		const value = { a: undefined, b: 1n, c: { d: undefined }, e: [{ f: undefined }], g: null };
		expect(writeExactJson(value as unknown as Json)).toBe('{"b":1,"c":{},"e":[{}],"g":null}');
	});

	test('without bigints, it writes what JSON.stringify does', () => {
		fc.assert(
			fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
				expect(writeExactJson(value as Json)).toBe(JSON.stringify(value));
			}),
		);
	});

	test('what it writes is read again, and no digit is lost', () => {
		const { json } = fc.letrec<{ json: Json }>((tie) => ({
			json: fc.oneof(
				{ maxDepth: 4 },
				fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
				fc.string({ unit: 'binary' }),
				// Looks like a key's value, and could be mistaken for one.
				fc.constantFrom('":2059624776425880794,', '{"id":2059624776425880794}', '\\'),
				fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !isRounded(number)),
				fc.constantFrom(null, true, false),
				fc.array(tie('json'), { maxLength: 4 }),
				fc.dictionary(fc.string(), tie('json'), { maxKeys: 4 }),
			),
		}));
		fc.assert(
			fc.property(json, (value) => {
				expect(parseExactJson(writeExactJson(value))).toEqual(asRead(value));
			}),
			{ numRuns: 1_000 },
		);
	});

	const isRounded = (number: number) =>
		(Number.isInteger(number) && !Number.isSafeInteger(number)) || Object.is(number, -0);

	/** Whole numbers that JavaScript would round are read as text. */
	function asRead(value: Json): unknown {
		if (typeof value === 'bigint') {
			const number = Number(value);
			return Number.isSafeInteger(number) ? number : String(value);
		}
		if (Array.isArray(value)) return value.map(asRead);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asRead(each)]));
	}
});
