import fc from 'fast-check';

import { FieldProblem } from '../../../../dist/nodes/PandaPon/fields/fieldProblem.js';
import { wireValue } from '../../../../dist/nodes/PandaPon/fields/wireValue.js';
import { writeExactJson } from '../../../../dist/nodes/shared/api/exactJson.js';
import type { Field } from '../../../../dist/nodes/shared/catalog/endpoint.js';
import { orderIds } from '../../../support/orderIds.mts';

const [A, B] = orderIds(2);
const COMMON = { name: 'x', displayName: 'X', description: 'X of the call' };
const WHERE = '"X"';

/** What is special about a field of each kind. */
type Special<F = Field> = F extends Field ? Omit<F, 'name' | 'displayName' | 'description'> : never;
const fieldOf = (special: Special, common: object = {}) => ({ ...COMMON, ...special, ...common });
const wire = (special: Special, value: unknown) => wireValue(fieldOf(special), value, WHERE);
const problemOf = (special: Special, value: unknown): string => {
	try {
		wire(special, value);
	} catch (error) {
		expect(error).toBeInstanceOf(FieldProblem);
		return (error as Error).message;
	}
	return '';
};

const LINE: Field[] = [
	fieldOf(
		{ kind: 'id', sentAs: 'integer' },
		{ name: 'offerId', displayName: 'Offer ID', required: true },
	),
	fieldOf({ kind: 'integer', least: 1 }, { name: 'quantity', displayName: 'Quantity' }),
	fieldOf({ kind: 'amount' }, { name: 'price', displayName: 'Price' }),
];
const KINDS = {
	text: { kind: 'text' },
	integer: { kind: 'integer' },
	quantity: { kind: 'quantity' },
	options: { kind: 'options', default: 'a', options: [{ name: 'A', value: 'a' }] },
	idAsText: { kind: 'id', sentAs: 'text' },
	idAsInteger: { kind: 'id', sentAs: 'integer' },
	ids: { kind: 'ids', sentAs: 'integers' },
	texts: { kind: 'texts' },
	amount: { kind: 'amount' },
	image: { kind: 'image' },
	group: { kind: 'group', sentAs: 'object', fields: LINE },
	groupAsText: { kind: 'group', sentAs: 'jsonText', fields: LINE },
	lines: { kind: 'lines', entry: 'Line', sentAs: 'list', fields: LINE },
	linesAsText: { kind: 'lines', entry: 'Line', sentAs: 'jsonText', fields: LINE },
} satisfies Record<string, Special>;
const allKinds = Object.entries(KINDS) as Array<[string, Special]>;

describe.each(allKinds)('%s', (_name, kind) => {
	test.each([undefined, null, '', ' ', '\t\n', []])('%j is empty', (value) => {
		expect(wire(kind, value)).toBeUndefined();
		const required = fieldOf(kind, { required: true });
		expect(() => wireValue(required, value, WHERE)).toThrow(
			new FieldProblem('"X" is empty: fill it in'),
		);
	});

	test('whatever comes, it is sent or refused as a problem of the field, with its name', () => {
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
				try {
					wire(kind, value);
				} catch (error) {
					expect(error).toBeInstanceOf(FieldProblem);
					expect((error as Error).message).toContain('"X"');
				}
			}),
		);
	});
});

/** Numbers whose last digits are lost. */
const ROUNDED = [2059624776425880794, 2 ** 53, -(2 ** 53), 1e21];

describe('text', () => {
	test.each<[unknown, string]>([
		['a', 'a'],
		[' a ', 'a'],
		[A, A],
		[7, '7'],
		[0, '0'],
		[12.5, '12.5'],
		[Number.MAX_SAFE_INTEGER, '9007199254740991'],
		[true, 'true'],
		[false, 'false'],
		[BigInt(A), A],
	])('%s', (value, sent) => {
		for (const kind of [KINDS.text, KINDS.options, KINDS.image])
			expect(wire(kind, value)).toBe(sent);
	});

	test.each([...ROUNDED, NaN, Infinity])('%s is refused', (value) => {
		for (const kind of [KINDS.text, KINDS.options])
			expect(problemOf(kind, value)).toMatch(/^"X" came as a number and has lost its last digits/);
	});

	test.each([[['a']], [{}], [{ a: 1 }], [[null]], [[[]]]])('%j is no text', (value) => {
		expect(problemOf(KINDS.text, value)).toBe('"X" must be text, not a list or an object');
	});
});

describe('integer', () => {
	test('every whole number arrives, as a number or text', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), (number) => {
				expect(wire(KINDS.integer, number)).toBe(number);
				expect(wire(KINDS.integer, ` ${number}\n`)).toBe(number);
			}),
		);
	});

	test.each([
		...[...ROUNDED, 1.5, NaN, Infinity, true, [[]], [1], {}, 1n],
		...['1.0', '1e3', '1,000', '0x10', 'one', '--1', '+1', '１', '9007199254740993', A],
	])('%s is refused', (value) => {
		expect(problemOf(KINDS.integer, value)).toBe('"X" must be a whole number');
	});

	test('keeps to its limits', () => {
		const kind: Special = { kind: 'integer', least: 1, most: 5 };
		for (const value of [1, 5, '1', '5']) expect(wire(kind, value)).toBe(Number(value));
		for (const value of [0, -1, '0']) expect(problemOf(kind, value)).toBe('"X" must be at least 1');
		for (const value of [6, '6']) expect(problemOf(kind, value)).toBe('"X" must be at most 5');
	});
});

describe('a quantity', () => {
	test.each<[unknown, number]>([
		[1, 1],
		[0.5, 0.5],
		[12.25, 12.25],
		['1', 1],
		['0.5', 0.5],
		[' 2.50\n', 2.5],
		['007', 7],
		// Nobody groups digits like this.
		['1000.000', 1000],
		['1.0000', 1],
		['1.00', 1],
		[1.125, 1.125],
	])('%j: %s', (value, sent) => {
		expect(wire(KINDS.quantity, value)).toBe(sent);
	});

	test.each([
		...[0, -1, -0.5, NaN, Infinity, true, [[]], [1], {}, 1n],
		...['0', '0.0', '-1', '+1', '1e3', '1,5', '1,000', '.5', '1.', '0x10', 'one', '１', '1 2'],
	])('%j is none', (value) => {
		expect(problemOf(KINDS.quantity, value)).toBe('"X" must be a number above 0');
	});

	test.each(['1.000', '12.500', ' 999.000 ', '1.234.567', '1.000.000'])(
		'%j is a thousand to some, and one to others',
		(value) => {
			expect(problemOf(KINDS.quantity, value)).toBe(
				'"X" must be a number above 0: write 1.250 as 1.25, or as 1250',
			);
		},
	);
});

const digits = fc.bigInt({ min: 1n, max: 10n ** 20n - 1n }).map(String);

describe('an ID', () => {
	test('goes out digit for digit, however it came', () => {
		fc.assert(
			fc.property(digits, (id) => {
				for (const value of [id, ` ${id} `, `'${id}`, BigInt(id), [id]]) {
					expect(wire(KINDS.idAsText, value)).toBe(id);
					expect(writeExactJson(wire(KINDS.idAsInteger, value)!)).toBe(id);
				}
			}),
		);
	});

	test('a number goes out as it is, or not at all', () => {
		fc.assert(
			fc.property(
				fc.maxSafeNat().filter((number) => number > 0),
				(number) => {
					expect(wire(KINDS.idAsText, number)).toBe(String(number));
					expect(wire(KINDS.idAsInteger, number)).toBe(BigInt(number));
				},
			),
		);
		for (const number of ROUNDED)
			for (const kind of [KINDS.idAsText, KINDS.idAsInteger])
				expect(problemOf(kind, number)).toMatch(/^"X" ".*": .*\./);
	});

	test.each([
		...['2.05962E+18', '2059624776425880794.5', '-7', '0', '0123', 'abc', `${A}x`, '1 234 567'],
		...['2,059,624,776,425,880,794', `${A},${B}`, `${A} ${B}`, `${A}9`.padEnd(21, '9')],
		...[true, {}, [[]], [A, B], -7, 1.5, NaN],
	])('%j is none', (value) => {
		for (const kind of [KINDS.idAsText, KINDS.idAsInteger])
			expect(problemOf(kind, value)).toMatch(/^"X"/);
	});

	test('several say that each needs an item of its own', () => {
		expect(problemOf(KINDS.idAsText, `${A},${B}`)).toBe(
			'"X" must be one ID: put several into items of their own',
		);
	});

	test('what is wrong is said in terms of this field, not of one that the node does not have', () => {
		for (const value of ['abc', 'TQ17', '2.05962E+18', 2059624776425880794, [], {}])
			expect(problemOf(KINDS.idAsText, value)).not.toContain('"Order IDs"');
	});
});

describe('a list of IDs', () => {
	const separators = fc.constantFrom(',', ', ', '，', '、', ';', '；', '\n', '\r\n', ' ,\n');

	test('goes out digit for digit, whatever stands between them', () => {
		fc.assert(
			// A run of short ones between commas could be one number with its thousands separated.
			fc.property(
				fc.uniqueArray(
					digits.filter((id) => id.length > 3),
					{ minLength: 1 },
				),
				separators,
				(ids, between) => {
					const expected = ids.map(BigInt);
					for (const value of [
						ids.join(between),
						ids,
						ids.map(BigInt),
						JSON.stringify(ids),
						`[${ids.join()}]`,
						[ids],
					])
						expect(wire(KINDS.ids, value)).toEqual(expected);
					expect(writeExactJson(wire(KINDS.ids, ids)!)).toBe(`[${ids.join()}]`);
				},
			),
		);
	});

	test('one number, and a list of numbers', () => {
		expect(wire(KINDS.ids, 101)).toEqual([101n]);
		expect(wire(KINDS.ids, [101, 102])).toEqual([101n, 102n]);
		expect(wire(KINDS.ids, '101, 102')).toEqual([101n, 102n]);
	});

	test('empty entries are left out', () => {
		expect(wire(KINDS.ids, `,${A},,${B}, `)).toEqual([BigInt(A), BigInt(B)]);
		expect(wire(KINDS.ids, [A, '', null, undefined, ' '])).toEqual([BigInt(A)]);
	});

	test.each([
		...[`${A},x`, [A, 2059624776425880794], [A, true], [A, {}], `${A},0`, `${A} ${B}`, {}, true],
		...[`[${A},`, '[]', '[null]', ','],
	])('%j is refused as a whole', (value) => {
		expect(problemOf(KINDS.ids, value)).toMatch(/^"X"/);
	});

	test('each is sent once', () => {
		for (const value of [[A, B, A], `${A}, ${B}, ${A}`, [[A, BigInt(B), BigInt(A)]]])
			expect(wire(KINDS.ids, value)).toEqual([BigInt(A), BigInt(B)]);
	});

	test('one number with thousands separators is not taken for several rows', () => {
		for (const value of ['1,234', '1,234,567', '2,159,624,776,425,880,794', ' 12，345 '])
			for (const kind of [KINDS.ids, KINDS.texts])
				expect(problemOf(kind, value)).toBe(
					`"X" "${value.trim()}" could be one number: put a space behind each comma of a list`,
				);
		expect(wire(KINDS.ids, '1, 234, 567')).toEqual([1n, 234n, 567n]);
		// These are no thousands.
		for (const value of ['1234,567', '1,2345', '1,234,56', '101、102'])
			expect(wire(KINDS.ids, value)).toEqual(value.split(/[,、]/).map(BigInt));
	});
});

describe('a list of texts', () => {
	test.each<[unknown, string[]]>([
		['a', ['a']],
		['a, b,\nc', ['a', 'b', 'c']],
		['https://x/1.jpg\nhttps://x/2.jpg', ['https://x/1.jpg', 'https://x/2.jpg']],
		[
			['a', ' b ', '', null],
			['a', 'b'],
		],
		['["a, b","c"]', ['a, b', 'c']],
		['[a]', ['[a]']],
		[`[${A}]`, [A]],
		[
			[BigInt(A), 7, true],
			[A, '7', 'true'],
		],
	])('%j', (value, sent) => {
		expect(wire(KINDS.texts, value)).toEqual(sent);
	});

	test.each<[string, string[]]>([
		['https://x/1,2.jpg', ['https://x/1,2.jpg']],
		['https://x/1,2.jpg,https://x/a;b.jpg', ['https://x/1,2.jpg', 'https://x/a;b.jpg']],
		['https://x/1,2.jpg, http://x/3.jpg', ['https://x/1,2.jpg', 'http://x/3.jpg']],
		[
			'https://x/1.jpg，https://x/2.jpg、https://x/3；4.jpg',
			['https://x/1.jpg', 'https://x/2.jpg', 'https://x/3；4.jpg'],
		],
		['https://x/1;2.jpg; https://x/3.jpg', ['https://x/1;2.jpg', 'https://x/3.jpg']],
		['https://x/1,2.jpg\r\nhttps://x/3,4.jpg\n', ['https://x/1,2.jpg', 'https://x/3,4.jpg']],
	])('an address keeps its commas: %s', (value, sent) => {
		expect(wire(KINDS.texts, value)).toEqual(sent);
	});

	test.each([[[2059624776425880794]], [[{}]], [{}], [',,']])('%j is refused', (value) => {
		expect(problemOf(KINDS.texts, value)).toMatch(/^"X"/);
	});
});

describe('an amount', () => {
	/** Yuan with two decimals, by integers alone. */
	const asText = (fen: number) =>
		`${BigInt(fen) / 100n}.${String(BigInt(fen) % 100n).padStart(2, '0')}`;

	test('in yuan goes out as whole fen, never one off', () => {
		fc.assert(
			fc.property(fc.maxSafeNat(), (fen) => {
				expect(wire(KINDS.amount, asText(fen))).toBe(fen);
				expect(wire(KINDS.amount, ` ¥${asText(fen)} `)).toBe(fen);
			}),
		);
		fc.assert(
			// Beyond this, two amounts can be the same JavaScript number.
			fc.property(fc.integer({ min: 0, max: 2 ** 46 * 100 - 1 }), (fen) => {
				expect(wire(KINDS.amount, Number(asText(fen)))).toBe(fen);
			}),
			{ examples: [[1999], [1], [29], [57], [114], [0], [435]] },
		);
	});

	test.each<[unknown, number]>([
		['1,234.50', 123450],
		['12 元', 1200],
		[0, 0],
		['0', 0],
		['0.10', 10],
		[19.99, 1999],
		// Sums of a sheet, off by a hair.
		[0.1 + 0.2, 30],
		[1.1 + 2.2, 330],
		[4.35 * 100, 43500],
	])('%s: %s fen', (value, fen) => {
		expect(wire(KINDS.amount, value)).toBe(fen);
	});

	test.each([
		-1,
		'-1',
		-0.001,
		NaN,
		Infinity,
		1e21,
		'free',
		'1.2.3',
		'1,23',
		true,
		[[]],
		[1],
		{},
		1n,
		'12 USD',
		// Rounding would change what is asked for, and 1.250 is 1250 to some.
		1.005,
		12.345,
		0.001,
		1_000_000.001,
		'1.005',
		'1.250',
		'12.500 元',
		'¥1,250.000',
	])('%s is none', (value) => {
		expect(problemOf(KINDS.amount, value)).toBe(
			'"X" must be an amount in yuan, 0 or more, with at most two decimals, e.g. 12.50',
		);
	});
});

describe('a group', () => {
	const GIVEN = { price: '1.5', offerId: A, quantity: '2' };
	const TEXT = `{"offerId":${A},"quantity":2,"price":150}`;

	test('goes out in the order of its record, each field converted, as n8n or an expression gives it', () => {
		for (const value of [GIVEN, { values: GIVEN }]) {
			expect(wire(KINDS.group, value)).toEqual({ offerId: BigInt(A), quantity: 2, price: 150 });
			expect(writeExactJson(wire(KINDS.group, value)!)).toBe(TEXT);
			expect(wire(KINDS.groupAsText, value)).toBe(TEXT);
		}
	});

	test('what is left empty in it does not go out', () => {
		expect(wire(KINDS.group, { offerId: A, quantity: '', price: null })).toEqual({
			offerId: BigInt(A),
		});
	});

	test('a problem names the field and the group', () => {
		expect(problemOf(KINDS.group, { offerId: '', quantity: 1 })).toBe(
			'"Offer ID" of "X" is empty: fill it in',
		);
		expect(problemOf(KINDS.group, { offerId: A, quantity: 0 })).toBe(
			'"Quantity" of "X" must be at least 1',
		);
	});

	test('a field that the call does not know is refused: it may be a misspelt one', () => {
		for (const name of ['offerID', 'constructor', '__proto__'])
			expect(problemOf(KINDS.group, JSON.parse(`{"offerId":"${A}","${name}":1}`))).toBe(
				`"X" has a field "${name}" that this call does not know: offerId, quantity, price`,
			);
	});

	test.each([true, 7, [{}], [GIVEN], 'text', JSON.stringify(GIVEN)])('%j is none', (value) => {
		expect(problemOf(KINDS.group, value)).toBe('"X" must be an object with its fields');
	});

	test('one that nobody filled in is none, if it need not be filled in', () => {
		const optional = { ...KINDS.group, fields: LINE.slice(1) };
		for (const value of [{}, { values: {} }, { values: { quantity: '', price: '' } }]) {
			expect(wire(optional, value)).toBeUndefined();
			expect(() => wireValue(fieldOf(optional, { required: true }), value, WHERE)).toThrow(
				'"X" is empty: fill it in',
			);
		}
	});
});

describe('a list of groups', () => {
	const GIVEN = [
		{ offerId: A, quantity: 2 },
		{ offerId: B, quantity: '3' },
	];
	const TEXT = `[{"offerId":${A},"quantity":2},{"offerId":${B},"quantity":3}]`;

	test('goes out line by line, in order, however it came', () => {
		const asJson = `[{"offerId":${A},"quantity":2},{"offerId":${B},"quantity":3}]`;
		for (const value of [GIVEN, { lines: GIVEN }, JSON.stringify(GIVEN), ` ${asJson}\n`]) {
			expect(writeExactJson(wire(KINDS.lines, value)!)).toBe(TEXT);
			expect(wire(KINDS.linesAsText, value)).toBe(TEXT);
		}
	});

	test('a problem names the field and the line', () => {
		expect(problemOf(KINDS.lines, [GIVEN[0], { quantity: 1 }])).toBe(
			'"Offer ID" of "X", Line 2 is empty: fill it in',
		);
		expect(problemOf(KINDS.lines, [GIVEN[0], 7])).toBe(
			'"X", Line 2 must be an object with its fields',
		);
		expect(problemOf(KINDS.lines, [{ ...GIVEN[0], sku: 1 }])).toMatch(
			/^"X", Line 1 has a field "sku" that this call does not know/,
		);
	});

	test('a line whose number was rounded is refused, and nothing of the list is left out', () => {
		expect(problemOf(KINDS.lines, [{ offerId: 2059624776425880794 }])).toMatch(
			/^"Offer ID" of "X", Line 1/,
		);
		for (const entry of [null, undefined, '', [], 'x'])
			expect(problemOf(KINDS.lines, [GIVEN[0], entry])).toMatch(/^"X", Line 2 must be an object/);
	});

	test.each([true, 7, 'text', '{}', `{"offerId":"${A}"}`, '[1,', '"a"'])('%j is none', (value) => {
		expect(problemOf(KINDS.lines, value)).toBe('"X" must be a JSON list, e.g. [{"…": "…"}]');
	});

	test('a single line may come without its list, as an earlier node gives it', () => {
		expect(wire(KINDS.lines, GIVEN[0])).toEqual([{ offerId: BigInt(A), quantity: 2 }]);
		expect(wire(KINDS.linesAsText, GIVEN[0])).toBe(`[{"offerId":${A},"quantity":2}]`);
		expect(problemOf(KINDS.lines, { quantity: 2 })).toBe(
			'"Offer ID" of "X", Line 1 is empty: fill it in',
		);
	});

	test.each(['lines', 'items', 'values'])('what is no line is none: %s', (name) => {
		for (const value of [7, 'x', null, {}])
			expect(problemOf(KINDS.lines, { [name]: value })).toMatch(
				`"X", Line 1 has a field "${name}" that this call does not know`,
			);
	});

	test.each([[[]], ['[]'], [{}], [{ lines: [] }]])('%j is an empty one', (value) => {
		expect(wire(KINDS.lines, value)).toBeUndefined();
		expect(() => wireValue(fieldOf(KINDS.lines, { required: true }), value, WHERE)).toThrow(
			'"X" is empty: fill it in',
		);
	});
});
