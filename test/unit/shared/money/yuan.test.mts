import fc from 'fast-check';

import {
	fenOf,
	fenOfWritten,
	formatFen,
	yuanOf,
} from '../../../../dist/nodes/shared/money/yuan.js';

const MOST_FEN = Number.MAX_SAFE_INTEGER;
/** From 2^46 yuan on, two amounts one fen apart can be the same JavaScript number. */
const MOST_FEN_AS_NUMBER = 2 ** 46 * 100 - 1;

/** Yuan with two decimals, by integers alone. */
const asText = (fen: number): string =>
	`${BigInt(fen) / 100n}.${String(BigInt(fen) % 100n).padStart(2, '0')}`;
const allFen = fc.maxSafeNat();
const allFenAsNumber = fc.integer({ min: 0, max: MOST_FEN_AS_NUMBER });

/** What no reader takes for an amount. */
const NO_AMOUNTS: unknown[] = [
	undefined,
	null,
	true,
	[],
	[12],
	['12'],
	{},
	{ valueOf: () => 12 },
	12n,
	new Date(0),
	'',
	' ',
	'\t\n',
	NaN,
	Infinity,
	-Infinity,
	1e21,
	-1,
	-0.01,
	-0.005,
	-0.001,
	-1e-7,
	'-5',
	'-0.001',
	'−5',
	'+1',
	'NaN',
	'Infinity',
	'1e2',
	'1e21',
	'0x1F',
	'0b1',
	'abc',
	'12a',
	'a12',
	'.5',
	'5.',
	'.',
	'1.2.3',
	'1_000',
	'12 34',
	'1 234.50',
	'100\n200',
	'1 .5',
	'1. 5',
	'1, 234',
	'1,23',
	'1,2345',
	'1234,567',
	',123',
	'1,,234',
	'1,234,56',
	'1.234,50',
	'0,5',
	// A decimal comma: half a yuan must not be read as 500.
	'0,500',
	'00,500',
	'012,000',
	'000,000',
	'0,500.00',
	'¥0,500',
	'０，５００',
	'-1,500',
	"1'234",
	'½',
	'十二',
	'٣',
	'12%',
	'$12',
	'€12',
	'12 USD',
	'12 或 13',
	'9007199254740991',
	'90071992547409.92',
	90071992547409.92,
	2 ** 53,
];

describe('fenOf', () => {
	test('every amount comes back to the fen, as text with two decimals', () => {
		fc.assert(fc.property(allFen, (fen) => fenOf(asText(fen)) === fen));
	});

	test('and as the number that a JSON reader makes of it', () => {
		fc.assert(fc.property(allFenAsNumber, (fen) => fenOf(Number(asText(fen))) === fen));
	});

	test('sums of what numbers hold differ by no fen, however many there are', () => {
		fc.assert(
			fc.property(fc.array(fc.nat({ max: 10 ** 11 }), { maxLength: 200 }), (amounts) => {
				const sum = amounts.reduce((so, fen) => so + fenOf(Number(asText(fen)))!, 0);
				expect(BigInt(sum)).toBe(amounts.reduce((so, fen) => so + BigInt(fen), 0n));
			}),
		);
	});

	test.each<[unknown, number]>([
		[0, 0],
		[-0, 0],
		['0', 0],
		['0.00', 0],
		[0.01, 1],
		['0.01', 1],
		[0.1, 10],
		['0.1', 10],
		[1, 100],
		['1', 100],
		[12.5, 1_250],
		['12.5', 1_250],
		['12.50', 1_250],
		['007', 700],
		[' 12.50\n', 1_250],
		// Multiplied by 100, each of these is off by a little.
		[0.07, 7],
		[0.29, 29],
		[1.1, 110],
		[1.15, 115],
		[4.35, 435],
		[19.99, 1_999],
		[1_000_000.03, 100_000_003],
		[70_368_744_177_663.99, MOST_FEN_AS_NUMBER],
		['90071992547409.91', MOST_FEN],
	])('%j', (yuan, fen) => {
		expect(fenOf(yuan)).toBe(fen);
	});

	test.each([
		...NO_AMOUNTS,
		// More than fen: not an amount that 1688 would name.
		0.001,
		1.005,
		12.345,
		'12.345',
		'12.500',
		'0.000',
		0.1 + 0.2,
		1e-7,
		// Written by people, not by the API.
		'1,234',
		'1,234.50',
		'¥1',
		'￥1',
		'1元',
		'CNY 1',
		'１２',
		'12。5',
	])('%p is not known', (yuan) => {
		expect(fenOf(yuan)).toBeUndefined();
	});
});

describe('fenOfWritten', () => {
	test('whatever the API can name, a person can write', () => {
		fc.assert(
			fc.property(
				allFen,
				(fen) => fenOfWritten(asText(fen)) === fen && fenOfWritten(formatFen(fen)) === fen,
			),
		);
		fc.assert(fc.property(allFenAsNumber, (fen) => fenOfWritten(Number(asText(fen))) === fen));
	});

	test('what is written counts, rounded to the fen, half a fen upwards', () => {
		fc.assert(
			fc.property(fc.nat({ max: 10 ** 12 }), fc.nat({ max: 9 }), (fen, tenth) => {
				const expected = fen + (tenth >= 5 ? 1 : 0);
				expect(fenOfWritten(`${asText(fen)}${tenth}`)).toBe(expected);
				expect(fenOfWritten(Number(`${asText(fen)}${tenth}`))).toBe(expected);
			}),
		);
	});

	test.each<[unknown, number]>([
		[0, 0],
		['0', 0],
		[5, 500],
		[1234.5, 123_450],
		['1234.5', 123_450],
		['1,234.50', 123_450],
		['1,234', 123_400],
		['12,345,678.90', 1_234_567_890],
		['123,456', 12_345_600],
		['1,500', 150_000],
		['10,500', 1_050_000],
		['1,000,500', 100_050_000],
		['¥1234.5', 123_450],
		['¥1,234.50', 123_450],
		['￥１２', 1_200],
		['１，２３４．５', 123_450],
		['12元', 1_200],
		['12 元', 1_200],
		['CNY 5', 500],
		['cny5', 500],
		['5 CNY', 500],
		['RMB 5', 500],
		['5rmb', 500],
		['¥ 5', 500],
		['¥  5\n元', 500],
		[' 5\n', 500],
		['\u00A05\u00A0', 500],
		['CNY\u00A05', 500],
		['007', 700],
		// Rounded as it is written, not as the binary number next to it.
		[1.005, 101],
		['1.005', 101],
		[8.345, 835],
		['8.344999999', 834],
		[0.1 + 0.2, 30],
		['0.30000000000000004', 30],
		[0.004, 0],
		[0.005, 1],
		[1e-7, 0],
		[5.5e-7, 0],
		['0.0000001', 0],
		[70_368_744_177_663.99, MOST_FEN_AS_NUMBER],
		['90071992547409.91', MOST_FEN],
		['¥90,071,992,547,409.91', MOST_FEN],
	])('%j', (yuan, fen) => {
		expect(fenOfWritten(yuan)).toBe(fen);
	});

	test.each([
		...NO_AMOUNTS,
		'¥',
		'元',
		'CNY',
		'¥-5',
		'-¥5',
		'¥¥5',
		'5元元',
		'元5',
		'5¥',
		'5 yuan',
		'CN Y5',
		'EUR 5',
		'x¥5',
		'5元x',
		'¥ 1 234',
		'¥1 234元',
		'90071992547409.915',
	])('%p is not an amount', (yuan) => {
		expect(fenOfWritten(yuan)).toBeUndefined();
	});
});

describe('yuanOf', () => {
	test('gives back the fen, with at most two decimals', () => {
		fc.assert(
			fc.property(allFenAsNumber, (fen) => {
				expect(fenOf(yuanOf(fen))).toBe(fen);
				expect(String(yuanOf(fen))).toMatch(/^\d+(\.\d{1,2})?$/);
			}),
		);
	});

	test.each([
		[0, 0],
		[1, 0.01],
		[10, 0.1],
		[100, 1],
		[1_999, 19.99],
		[123_456, 1_234.56],
	])('%s fen are %s yuan', (fen, yuan) => {
		expect(yuanOf(fen)).toBe(yuan);
	});
});

test.each([
	[0, '¥0.00'],
	[1, '¥0.01'],
	[10, '¥0.10'],
	[99, '¥0.99'],
	[100, '¥1.00'],
	[99_999, '¥999.99'],
	[100_000, '¥1,000.00'],
	[1_234_560, '¥12,345.60'],
	[12_345_600, '¥123,456.00'],
	[123_456_701, '¥1,234,567.01'],
	[MOST_FEN, '¥90,071,992,547,409.91'],
])('%s fen are shown as %s', (fen, text) => {
	expect(formatFen(fen)).toBe(text);
});
