import { parseExactJson } from '../../../../dist/nodes/shared/api/exactJson.js';

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
