import fc from 'fast-check';

import { problems as PROBLEMS } from '../../../../dist/nodes/shared/orders/idProblems.js';
import { parseOrderIds } from '../../../../dist/nodes/shared/orders/parseOrderIds.js';

const ids = (value: unknown) =>
	parseOrderIds(value)
		.filter(({ problem }) => !problem)
		.map(({ orderId }) => orderId);
const problems = (value: unknown) =>
	parseOrderIds(value)
		.filter(({ problem }) => problem)
		.map(({ orderId, problem }) => [orderId, problem?.errorReason]);

const A = '2059624776425880794';
const B = '2059624776425880795';

/** A value nested in so many lists. */
const nested = (depth: number, value: unknown): unknown =>
	depth === 0 ? value : [nested(depth - 1, value)];

describe('parseOrderIds', () => {
	test.each<[string, unknown, string[]]>([
		['one ID', A, [A]],
		['spaces around it', `  ${A}\t\n`, [A]],
		['a list', [A, B], [A, B]],
		['lists in a hundred lists', nested(101, A), [A]],
		['four groups of unlike length', '20,5,962,47', ['20', '5', '962', '47']],
		['a longer group among the pairs', '2,15,96,2477,64', ['2', '15', '96', '2477', '64']],
		['a longer group before short ones', '20596,1,2,3,4', ['20596', '1', '2', '3', '4']],
		['a longer group behind short ones', '1,2,3,4,56789', ['1', '2', '3', '4', '56789']],
		['commas beside spaces', '123, 4567 ,89 , 5，\n6', ['123', '4567', '89', '5', '6']],
		['nested lists', [[A], [[B]]], [A, B]],
		['comma', `${A},${B}`, [A, B]],
		['full-width comma', `${A}，${B}`, [A, B]],
		['enumeration comma', `${A}、${B}`, [A, B]],
		['semicolon', `${A};${B}`, [A, B]],
		['full-width semicolon', `${A}；${B}`, [A, B]],
		['line breaks', `${A}\r\n${B}`, [A, B]],
		[
			'ideographic and no-break spaces',
			`${A}\u3000${B}\u00a0205962477642588`,
			[A, B, '205962477642588'],
		],
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
		['an apostrophe in front', `'${A}`, [A]],
		['a curly apostrophe in front', `’${A} ‘${B}`, [A, B]],
		['quotes around it', `"${A}"`, [A]],
		['a list in quotes', `"${A}","${B}"`, [A, B]],
		['curly and single quotes around it', `“${A}”,‘${B}’`, [A, B]],
		['quotes with invisible marks inside', `"${A}\u200B"`, [A]],
		['a formula that yields text', `="${A}"`, [A]],
		['formulas in a list', `="${A}";="${B}"`, [A, B]],
		['full-width digits', '２０５９６２４７７６４２５８８０７９４', [A]],
		['full-width digits among others', `20596247764258807９4 ${B}`, [A, B]],
		['a fraction of zero behind 19 digits', `${A}.0`, [A]],
		['a fraction of zero in quotes', `"${A}.0",'${B}`, [A, B]],
		['a JSON list as text', `["${A}","${B}"]`, [A, B]],
		['a JSON list of numbers as text', `[${A}, ${B}]`, [A, B]],
		['a JSON list in a JSON list', ` [["${A}"],["${B} 17"]]\n`, [A, B, '17']],
		[
			'IDs of 15 digits with a space between them',
			'123456789012345 123456789012346',
			['123456789012345', '123456789012346'],
		],
		['short IDs whose digits make no whole one', '17 18', ['17', '18']],
		['short IDs with 14 digits together', '1234567 7654321', ['1234567', '7654321']],
		[
			'short IDs with 21 digits together',
			'1234567 12345678 123456',
			['1234567', '12345678', '123456'],
		],
		[
			'short IDs that make 19 digits and a rest',
			'1234567890 123456789 12345',
			['1234567890', '123456789', '12345'],
		],
		[
			'short IDs that make 19 digits and 20',
			'1234567890 123456789 1234567890 1234567891',
			['1234567890', '123456789', '1234567891'],
		],
		['a short ID of two digits beside a whole one', `${A} 17 ${B} 18`, [A, '17', B, '18']],
		['short IDs with commas between them', '20596247764,25880794', ['20596247764', '25880794']],
		[
			'short IDs with a semicolon between them',
			'20596247764;25880794',
			['20596247764', '25880794'],
		],
		[
			'short IDs, a comma and a space between them',
			'20596247764, 25880794',
			['20596247764', '25880794'],
		],
		['short IDs in a list', ['20596247764', '25880794'], ['20596247764', '25880794']],
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
		['a rounded number', 2059624776425880794, '2059624776425880800', /came as a number/],
		['2^53', 2 ** 53, '9007199254740992', /came as a number/],
		['a huge number', 1e300, '1e+300', /came as a number/],
		['spreadsheet notation', '2.05962E+18', '2.05962E+18', /scientific/],
		['spreadsheet notation with a decimal comma', '2,05962E+18', '2,05962E+18', /scientific/],
		['spreadsheet notation, short', '2e18', '2e18', /scientific/],
		['spreadsheet notation, several digits in front', '20.5962E+17', '20.5962E+17', /scientific/],
		['spreadsheet notation with a sign', '+2E18', '+2E18', /scientific/],
		['spreadsheet notation with spaces around it', ' 2,05962E+18\n', '2,05962E+18', /scientific/],
		[
			'spreadsheet notation with a full-width decimal comma',
			'2，05962E+18',
			'2，05962E+18',
			/scientific/,
		],
		['spreadsheet notation between stray commas', ',2.05962E+18,', '2.05962E+18', /scientific/],
		[
			'spreadsheet notation with a decimal comma between stray commas',
			',,2,05962E+18,,',
			'2,05962E+18',
			/scientific/,
		],
		['spreadsheet notation in front of a stray comma', '2,05962E+18,', '2,05962E+18', /scientific/],
		['spreadsheet notation behind a stray comma', '，2,05962E+18', '2,05962E+18', /scientific/],
		['thousands separators between stray commas', '，2,059,624，,', '2,059,624', /thousands/],
		['thousands separators, two digits in front', '12,345', '12,345', /thousands/],
		['full-width thousands separators', '2，059，624', '2，059，624', /thousands/],
		['thousands separators with spaces around them', ' 2,059,624 ', '2,059,624', /thousands/],
		['thousands separators', '2,059,624,776,425,880,794', '2,059,624,776,425,880,794', /thousands/],
		[
			'thousands separated by spaces',
			'2 059 624 776 425 880 794',
			'2 059 624 776 425 880 794',
			/thousands/,
		],
		[
			'thousands separated by spaces, three digits in front',
			'205 962 477 642 588',
			'205 962 477 642 588',
			/thousands/,
		],
		[
			'thousands separated by narrow spaces',
			'2\u202f059\u202f624\u202f776\u202f425\u202f880\u202f794',
			'2\u202f059\u202f624\u202f776\u202f425\u202f880\u202f794',
			/thousands/,
		],
		['an ID with a gap', '20596247764 25880794', '20596247764 25880794', /gap/],
		['an ID with a gap of another width', '20596247764\n 25880794', '20596247764 25880794', /gap/],
		['an ID with three gaps', '2059 6247764 258 80794', '2059 6247764 258 80794', /gap/],
		['an ID of 15 digits with a gap', '12345678901234 5', '12345678901234 5', /gap/],
		['an ID of 20 digits with a gap', '1234567890 1234567890', '1234567890 1234567890', /gap/],
		[
			'an ID with a gap in full-width digits',
			'２０５９６２４７７６４ 25880794',
			'20596247764 25880794',
			/gap/,
		],
		[
			'a fraction of zero behind 18 digits',
			'205962477642588079.0',
			'205962477642588079.0',
			/^Not an order ID/,
		],
		[
			'a fraction of zero behind 20 digits',
			'20596247764258807941.0',
			'20596247764258807941.0',
			/^Not an order ID/,
		],
		['another fraction', `${A}.00`, `${A}.00`, /^Not an order ID/],
		['a fraction that is no zero', `${A}.5`, `${A}.5`, /^Not an order ID/],
		['text in front of a fraction of zero', `x${A}.0`, `x${A}.0`, /^Not an order ID/],
		['a quote at the end only', `${A}"`, `${A}"`, /^Not an order ID/],
		['a quote at the start only', `"${A}`, `"${A}`, /^Not an order ID/],
		['an apostrophe before letters', "'PO", "'PO", /^Not an order ID/],
		['empty quotes', '""', '""', /^Not an order ID/],
		['quotes around letters', '"PO-17"', '"PO-17"', /^Not an order ID/],
		['spreadsheet notation in quotes', '"2.05962E+18"', '"2.05962E+18"', /scientific/],
		['spreadsheet notation in a formula', '="2e18"', '="2e18"', /scientific/],
		['a formula that yields a number', `=${A}`, `=${A}`, /^Not an order ID/],
		['text behind the quotes', `"${A}"x`, `"${A}"x`, /^Not an order ID/],
		['text in front of the quotes', `x"${A}"`, `x"${A}"`, /^Not an order ID/],
		['text in front of an apostrophe', `x'${A}`, `x'${A}`, /^Not an order ID/],
		['letters behind an apostrophe and digits', `'${A}x`, `'${A}x`, /^Not an order ID/],
		['a list that is not closed', `["${A}"`, `["${A}"`, /^Not an order ID/],
		['an empty JSON list', '[]', '', /no order ID/],
		['a JSON object as text', `{"id":"${A}"}`, `{"id":"${A}"}`, /^Not an order ID/],
		[
			'a rounded number in a JSON list that cannot keep it',
			'[2.05962E+18]',
			'2.05962E+18',
			/scientific/,
		],
		['a gap behind 18 digits', '205962477642588079 4', '205962477642588079 4', /gap/],
		['a gap behind the first digit', '2 059624776425880794', '2 059624776425880794', /gap/],
		[
			'a gap behind 15 digits, then another',
			'205962477642588 07 94',
			'205962477642588 07 94',
			/gap/,
		],
		[
			'an ID of 20 digits with a gap at its end',
			'2059624776425880794 1',
			'2059624776425880794 1',
			/gap/,
		],
		[
			'thousands of the Indian system',
			'2,05,96,24,77,64,25,88,07,94',
			'2,05,96,24,77,64,25,88,07,94',
			/thousands/,
		],
		['five groups of unlike length', '20,5,962,47,76', '20,5,962,47,76', /thousands/],
		['a list that is too deep', nested(102, A), `["${A}"]`, /^Not an order ID/],
		['letters', 'PO-17', 'PO-17', /^Not an order ID/],
		['a zero in front', '0123', '0123', /^Not an order ID/],
		['zero', 0, '0', /^Not an order ID/],
		['a negative number', -5, '-5', /^Not an order ID/],
		['a fraction', 1.5, '1.5', /^Not an order ID/],
		['not a number', NaN, 'NaN', /^Not an order ID/],
		['a negative bigint', -5n, '-5', /^Not an order ID/],
		['a boolean', true, 'true', /^Not an order ID/],
		['an object', { orderId: A }, `{"orderId":"${A}"}`, /^Not an order ID/],
		['two IDs run together', A + B, A + B, /^Not an order ID/],
		['21 digits', '1'.repeat(21), '1'.repeat(21), /^Not an order ID/],
		['a function', Math.max, 'function max() { [native code] }', /^Not an order ID/],
	])('refuses %s, with advice', (_name, value, orderId, reason) => {
		expect(parseOrderIds(value)).toEqual([
			{
				orderId,
				problem: {
					errorReason: expect.stringMatching(reason),
					advice: expect.stringMatching(/^[A-Z].{20}/),
				},
			},
		]);
	});

	test('tells how to mend a sheet that spoils IDs', () => {
		for (const value of [2059624776425880794, '2.05962E+18']) {
			expect(parseOrderIds(value)[0].problem?.advice).toContain('Set the column to plain text');
		}
	});

	test('adjacent IDs with gaps are told apart, if each is whole', () => {
		expect(problems('20596247764 25880794 2059624 776425880795')).toEqual([
			['20596247764 25880794', PROBLEMS.gap.errorReason],
			['2059624 776425880795', PROBLEMS.gap.errorReason],
		]);
		expect(parseOrderIds(`${A} 20596247764 25880795 ${B}`)).toEqual([
			{ orderId: A },
			{ orderId: '20596247764 25880795', problem: PROBLEMS.gap },
			{ orderId: B },
		]);
		expect(parseOrderIds(`17 18 ${A} 20596247764 25880795`)).toEqual([
			{ orderId: '17 18', problem: PROBLEMS.gap },
			{ orderId: A },
			{ orderId: '20596247764 25880795', problem: PROBLEMS.gap },
		]);
		expect(parseOrderIds(`17 x 18 ${A}`)).toEqual([
			{ orderId: '17' },
			{ orderId: 'x', problem: PROBLEMS.notAnId },
			{ orderId: '18' },
			{ orderId: A },
		]);
	});

	test('only digits are joined', () => {
		for (const nonsense of ['PO-17', '17x', '1'.repeat(21)]) {
			for (const text of [`${nonsense} 12345678901234`, `12345678901234 ${nonsense}`]) {
				expect(ids(text)).toEqual(['12345678901234']);
				expect(problems(text)).toEqual([[nonsense, PROBLEMS.notAnId.errorReason]]);
			}
		}
	});

	test('a piece that fits no neighbour stands alone', () => {
		expect(parseOrderIds('123456789012345 12345 17')).toEqual([
			{ orderId: '123456789012345 12345', problem: PROBLEMS.gap },
			{ orderId: '17' },
		]);
	});

	test('text that holds a list counts as one more list', () => {
		expect(parseOrderIds(['["17"]', '[18, "x"]'])).toEqual([
			{ orderId: '17' },
			{ orderId: '18' },
			{ orderId: 'x', problem: PROBLEMS.notAnId },
		]);
		expect(problems('[null, {}]')).toEqual([
			['', PROBLEMS.missing.errorReason],
			['{}', PROBLEMS.notAnId.errorReason],
		]);
	});

	test('says what is wrong, and what to do', () => {
		expect(PROBLEMS).toEqual({
			missing: {
				errorReason: 'There is no order ID here',
				advice: expect.stringMatching(/^Fill in the ID, .*"Order IDs"/),
			},
			rounded: {
				errorReason: expect.stringMatching(/came as a number .*lost its last digits/),
				advice: expect.stringContaining('plain text'),
			},
			scientific: {
				errorReason: expect.stringContaining('scientific'),
				advice: expect.stringContaining('plain text'),
			},
			thousands: {
				errorReason: expect.stringContaining('thousands separators'),
				advice: expect.stringContaining('without separators'),
			},
			gap: {
				errorReason: 'This looks like one ID with a gap in it',
				advice: expect.stringContaining('Take the spaces out'),
			},
			rewritten: {
				errorReason: expect.stringMatching(/^Rounded before it became text/),
				advice: expect.stringContaining('plain text'),
			},
			notAnId: {
				errorReason: 'Not an order ID: 1 to 20 digits, no zero in front',
				advice: expect.stringMatching(/Correct it, .*"Order IDs"/),
			},
		});
		for (const { advice } of Object.values(PROBLEMS)) expect(advice).toMatch(/^[A-Z].*\.$/);
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
			expect(problems(`${A}, ${spoiled}`)).toEqual([
				[spoiled, expect.stringMatching(/scientific/)],
			]);
		}
	});

	test.each([' ', '\n', '; ', ', ', '，\n', '、'])(
		'takes no piece of a spoiled ID for an order, with %j between them',
		(separator) => {
			const spoiled = ['2,05962E+18', '2,059,624,776,425,880,794', '2,05963E+18'];
			expect(ids(spoiled.join(separator))).toEqual([]);
			expect(problems(spoiled.join(separator)).map(([text]) => text)).toEqual(spoiled);
			expect(ids([A, ...spoiled, B].join(separator))).toEqual([A, B]);
		},
	);

	test('a rounded number that shows the digits of a valid ID neither replaces it nor is dropped', () => {
		const valid = { orderId: '2059624776425880800' };
		const rounded = {
			...valid,
			problem: expect.objectContaining({
				errorReason: expect.stringContaining('came as a number'),
			}),
		};
		expect(parseOrderIds([valid.orderId, 2059624776425880794])).toStrictEqual([valid, rounded]);
		expect(parseOrderIds([2059624776425880794, valid.orderId])).toStrictEqual([rounded, valid]);
	});

	test('names each piece of nonsense once', () => {
		expect(problems('oops; oops, ouch')).toEqual([
			['oops', expect.any(String)],
			['ouch', expect.any(String)],
		]);
		expect(problems(['', null, []])).toHaveLength(1);
		// The same text with two problems: the one found first.
		expect(problems([1e300, '1e+300'])).toEqual([
			['1e+300', expect.stringMatching(/came as a number/)],
		]);
		expect(problems(['1e+300', 1e300])).toEqual([['1e+300', expect.stringMatching(/scientific/)]]);
	});

	test('quotes no more than 200 characters of nonsense', () => {
		expect(parseOrderIds('x'.repeat(200))[0].orderId).toBe('x'.repeat(200));
		expect(parseOrderIds('x'.repeat(201))[0].orderId).toBe(`${'x'.repeat(200)}…`);
		// Texts that are alike only as quoted stay apart.
		expect(parseOrderIds([`${'x'.repeat(200)}1`, `${'x'.repeat(200)}2`])).toHaveLength(2);
	});

	test('an object that cannot be shown is reported all the same', () => {
		const circular: Record<string, unknown> = {};
		circular.self = circular;
		expect(parseOrderIds(circular)).toEqual([
			{ orderId: '(something that is not text)', problem: expect.anything() },
		]);
	});

	test('every list of IDs comes back digit for digit, each once, whatever separates them', () => {
		// By chance, adjacent short IDs could form one ID with gaps in it.
		const id = fc.bigInt({ min: 10n ** 14n, max: 10n ** 20n - 1n }).map(String);
		const separator = fc.constantFrom(',', '，', '、', ';', '；', ' ', '\n', '\t', ', ', ' \r\n');
		fc.assert(
			fc.property(fc.array(fc.tuple(id, separator), { minLength: 1, maxLength: 40 }), (parts) => {
				const text = parts.map(([orderId, gap]) => orderId + gap).join('');
				expect(ids(text)).toEqual([...new Set(parts.map(([orderId]) => orderId))]);
				expect(problems(text)).toEqual([]);
			}),
			{ seed: 1688 },
		);
	});

	test('an ID of 19 digits with gaps in it is never taken for several, whatever is beside it', () => {
		const id = fc.bigInt({ min: 10n ** 18n, max: 10n ** 19n - 1n }).map(String);
		const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 18 }), { minLength: 1, maxLength: 3 });
		fc.assert(
			fc.property(id, cuts, id, (cut, places, whole) => {
				const inPieces = [...cut]
					.map((digit, index) => (places.includes(index) ? ` ${digit}` : digit))
					.join('');
				for (const text of [inPieces, `${whole}, ${inPieces}`, `${inPieces}\n${whole}`]) {
					expect(problems(text)).toEqual([[inPieces, PROBLEMS.gap.errorReason]]);
					expect(ids(text)).toEqual(text === inPieces ? [] : [whole]);
				}
			}),
			{ seed: 1688 },
		);
	});

	test('any value at all yields at least one entry, and only digits as an ID', () => {
		fc.assert(
			fc.property(
				fc.anything({ withBigInt: true, withSparseArray: true, withNullPrototype: true }),
				(value) => {
					const parsed = parseOrderIds(value);
					expect(parsed.length).toBeGreaterThan(0);
					for (const { orderId, problem } of parsed)
						if (!problem) expect(orderId).toMatch(/^[1-9]\d{0,19}$/);
				},
			),
			{ numRuns: 1000, seed: 1688 },
		);
	});
});

test.each(['PO 1 234 567 890 123', '1 234 567 890 123 PO'])(
	'%s is a list, not one number with separators',
	(text) => {
		expect(parseOrderIds(text)).toHaveLength(6);
	},
);
