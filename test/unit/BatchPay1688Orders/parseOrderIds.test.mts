import fc from 'fast-check';

import { parseOrderIds } from '../../../dist/nodes/BatchPay1688Orders/parseOrderIds.js';

const ids = (value: unknown) => parseOrderIds(value).filter(({ problem }) => !problem).map(({ orderId }) => orderId);
const problems = (value: unknown) =>
	parseOrderIds(value).filter(({ problem }) => problem).map(({ orderId, problem }) => [orderId, problem?.errorReason]);

const A = '2059624776425880794';
const B = '2059624776425880795';

describe('parseOrderIds', () => {
	test.each<[string, unknown, string[]]>([
		['one ID', A, [A]],
		['spaces around it', `  ${A}\t\n`, [A]],
		['a list', [A, B], [A, B]],
		['nested lists', [[A], [[B]]], [A, B]],
		['comma', `${A},${B}`, [A, B]],
		['full-width comma', `${A}，${B}`, [A, B]],
		['enumeration comma', `${A}、${B}`, [A, B]],
		['semicolon', `${A};${B}`, [A, B]],
		['full-width semicolon', `${A}；${B}`, [A, B]],
		['line breaks', `${A}\r\n${B}`, [A, B]],
		['ideographic and no-break spaces', `${A}\u3000${B}\u00a03`, [A, B, '3']],
		['separators in a row', `,, ${A} ,;\n ${B},`, [A, B]],
		['text with several IDs inside a list', [`${A} ${B}`], [A, B]],
		['invisible marks from a copy', `\uFEFF${A}\u200B`, [A]],
		['a number', 123456789012345, ['123456789012345']],
		['the largest exact number', Number.MAX_SAFE_INTEGER, ['9007199254740991']],
		['a bigint', 2059624776425880794n, [A]],
		['the same ID twice', `${A} ${A}`, [A]],
		['20 digits', '1'.repeat(20), ['1'.repeat(20)]],
		['commas that do not stand before three digits', '123,4567', ['123', '4567']],
		['commas that stand behind more than three digits', '1234,567', ['1234', '567']],
		['commas with spaces between three digits', '123, 456', ['123', '456']],
		['a very long run of commas', `${A}${','.repeat(1_000_000)}${B}`, [A, B]],
	])('reads %s', (_name, value, expected) => {
		expect(ids(value)).toEqual(expected);
		expect(problems(value)).toEqual([]);
	});

	test.each<[string, unknown, string, RegExp]>([
		['nothing', undefined, '', /no order ID/],
		['null', null, '', /no order ID/],
		['empty text', '', '', /no order ID/],
		['only separators', ' , ; ', '', /no order ID/],
		['an empty list', [], '', /no order ID/],
		['a rounded number', 2059624776425880794, '2059624776425880800', /too large/],
		['2^53', 2 ** 53, '9007199254740992', /too large/],
		['a huge number', 1e300, '1e+300', /too large/],
		['spreadsheet notation', '2.05962E+18', '2.05962E+18', /exponent/],
		['spreadsheet notation with a decimal comma', '2,05962E+18', '2,05962E+18', /exponent/],
		['spreadsheet notation, short', '2e18', '2e18', /exponent/],
		['spreadsheet notation, several digits in front', '20.5962E+17', '20.5962E+17', /exponent/],
		['spreadsheet notation with a sign', '+2E18', '+2E18', /exponent/],
		['spreadsheet notation with spaces around it', ' 2,05962E+18\n', '2,05962E+18', /exponent/],
		['spreadsheet notation with a full-width decimal comma', '2，05962E+18', '2，05962E+18', /exponent/],
		['spreadsheet notation between stray commas', ',2.05962E+18,', '2.05962E+18', /exponent/],
		['spreadsheet notation with a decimal comma between stray commas', ',,2,05962E+18,,', '2,05962E+18', /exponent/],
		['spreadsheet notation in front of a stray comma', '2,05962E+18,', '2,05962E+18', /exponent/],
		['spreadsheet notation behind a stray comma', '，2,05962E+18', '2,05962E+18', /exponent/],
		['thousands separators between stray commas', '，2,059,624，,', '2,059,624', /thousands/],
		['thousands separators, two digits in front', '12,345', '12,345', /thousands/],
		['full-width thousands separators', '2，059，624', '2，059，624', /thousands/],
		['thousands separators with spaces around them', ' 2,059,624 ', '2,059,624', /thousands/],
		['thousands separators', '2,059,624,776,425,880,794', '2,059,624,776,425,880,794', /thousands/],
		['thousands separated by spaces', '2 059 624 776 425 880 794', '2 059 624 776 425 880 794', /thousands/],
		['thousands separated by spaces, three digits in front', '205 962 477 642 588', '205 962 477 642 588', /thousands/],
		['thousands separated by narrow spaces', '2\u202f059\u202f624\u202f776\u202f425\u202f880\u202f794', '2\u202f059\u202f624\u202f776\u202f425\u202f880\u202f794', /thousands/],
		['letters', 'PO-17', 'PO-17', /not an order ID/],
		['a zero in front', '0123', '0123', /not an order ID/],
		['zero', 0, '0', /not an order ID/],
		['a negative number', -5, '-5', /not an order ID/],
		['a fraction', 1.5, '1.5', /not an order ID/],
		['not a number', NaN, 'NaN', /not an order ID/],
		['a negative bigint', -5n, '-5', /not an order ID/],
		['a boolean', true, 'true', /not an order ID/],
		['an object', { orderId: A }, `{"orderId":"${A}"}`, /not an order ID/],
		['two IDs run together', A + B, A + B, /not an order ID/],
		['21 digits', '1'.repeat(21), '1'.repeat(21), /not an order ID/],
		['a function', Math.max, 'function max() { [native code] }', /not an order ID/],
	])('refuses %s, with advice', (_name, value, orderId, reason) => {
		expect(parseOrderIds(value)).toEqual([{ orderId, problem: { errorReason: expect.stringMatching(reason), advice: expect.stringMatching(/^Nothing was sent .*no money moved\. .{20}/) } }]);
	});

	test('tells how to mend a sheet that spoils IDs', () => {
		for (const value of [2059624776425880794, '2.05962E+18']) {
			expect(parseOrderIds(value)[0].problem?.advice).toContain('Set the column to plain text');
		}
	});

	test('keeps what is valid beside what is not', () => {
		expect(ids(`${A}, oops, ${B}`)).toEqual([A, B]);
		expect(problems(`${A}, oops, ${B}`)).toEqual([['oops', expect.any(String)]]);
		expect(ids(['x', [A, null]])).toEqual([A]);
		expect(problems(['x', [A, null]])).toHaveLength(2);
	});

	test('finds a spoiled ID at either end of a list', () => {
		expect(ids(`${A},${B},2e18`)).toEqual([A, B]);
		expect(ids(`2e18,${A}`)).toEqual([A]);
		for (const spoiled of ['2.05962E+18', '2e18']) {
			expect(ids(`${spoiled}, ${A}`)).toEqual([A]);
			expect(problems(`${A}, ${spoiled}`)).toEqual([[spoiled, expect.stringMatching(/exponent/)]]);
		}
	});

	test.each([' ', '\n', '; ', ', ', '，\n', '、'])('takes no piece of a spoiled ID for an order, with %j between them', (separator) => {
		const spoiled = ['2,05962E+18', '2,059,624,776,425,880,794', '2,05963E+18'];
		expect(ids(spoiled.join(separator))).toEqual([]);
		expect(problems(spoiled.join(separator)).map(([text]) => text)).toEqual(spoiled);
		expect(ids([A, ...spoiled, B].join(separator))).toEqual([A, B]);
	});

	test('a rounded number that shows the digits of a valid ID neither replaces it nor is passed over', () => {
		const valid = { orderId: '2059624776425880800' };
		const rounded = { ...valid, problem: expect.objectContaining({ errorReason: expect.stringContaining('too large') }) };
		expect(parseOrderIds([valid.orderId, 2059624776425880794])).toStrictEqual([valid, rounded]);
		expect(parseOrderIds([2059624776425880794, valid.orderId])).toStrictEqual([rounded, valid]);
	});

	test('names each piece of nonsense once', () => {
		expect(problems('oops; oops, ouch')).toEqual([['oops', expect.any(String)], ['ouch', expect.any(String)]]);
		expect(problems(['', null, []])).toHaveLength(1);
		// The same text with two problems: the one found first.
		expect(problems([1e300, '1e+300'])).toEqual([['1e+300', expect.stringMatching(/too large/)]]);
		expect(problems(['1e+300', 1e300])).toEqual([['1e+300', expect.stringMatching(/exponent/)]]);
	});

	test('quotes no more than 200 characters of nonsense', () => {
		expect(parseOrderIds('x'.repeat(200))[0].orderId).toBe('x'.repeat(200));
		expect(parseOrderIds('x'.repeat(201))[0].orderId).toBe(`${'x'.repeat(200)}…`);
		// What is alike only in the quotation stays apart.
		expect(parseOrderIds([`${'x'.repeat(200)}1`, `${'x'.repeat(200)}2`])).toHaveLength(2);
	});

	test('an object that can not be shown loses nothing', () => {
		const circular: Record<string, unknown> = {};
		circular.self = circular;
		expect(parseOrderIds(circular)).toEqual([{ orderId: '(something that is no text)', problem: expect.anything() }]);
	});

	test('every list of IDs comes back digit for digit, each once, whatever separates them', () => {
		const id = fc.bigInt({ min: 1n, max: 10n ** 20n - 1n }).map(String).filter((text) => text.length > 3);
		const separator = fc.constantFrom(',', '，', '、', ';', '；', ' ', '\n', '\t', ', ', ' \r\n');
		fc.assert(
			fc.property(fc.array(fc.tuple(id, separator), { minLength: 1, maxLength: 40 }), (parts) => {
				const text = parts.map(([orderId, gap]) => orderId + gap).join('');
				expect(ids(text)).toEqual([...new Set(parts.map(([orderId]) => orderId))]);
			}),
		);
	});

	test('anything at all yields at least one entry, and only digits as an ID', () => {
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withSparseArray: true, withNullPrototype: true }), (value) => {
				const parsed = parseOrderIds(value);
				expect(parsed.length).toBeGreaterThan(0);
				for (const { orderId, problem } of parsed) if (!problem) expect(orderId).toMatch(/^[1-9]\d{0,19}$/);
			}),
			{ numRuns: 1000 },
		);
	});
});

test.each(['PO 1 234 567 890 123', '1 234 567 890 123 PO'])('%s is a list, not one number with separators', (text) => {
	expect(parseOrderIds(text)).toHaveLength(6);
});
