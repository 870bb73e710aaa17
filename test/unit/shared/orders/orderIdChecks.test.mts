import fc from 'fast-check';

import {
	MIN_DIGITS,
	looksRounded,
	looksTooShort,
	wereRounded,
	worthComparing,
} from '../../../../dist/nodes/shared/orders/orderIdChecks.js';
import { orderId } from '../../../support/orderIds.mts';

const EXACT = [
	'2059624776425880794',
	'2059624776425880795',
	'2059624776425880796',
	'2059624776425880797',
];
/** What a JavaScript number and a spreadsheet make of 2059624776425880794. */
const BY_JAVASCRIPT = '2059624776425880800';
const BY_SPREADSHEET = '2059624776425880000';

describe('looksRounded', () => {
	test.each([
		BY_JAVASCRIPT,
		BY_SPREADSHEET,
		// 18 and 20 digits; a spreadsheet's zeros where JavaScript has other digits.
		String(Number('205962477642588079')),
		'205962477642588000',
		'20596247764258808000',
		'20596247764258800000',
		'100000000000000000',
		'123456789012345000000',
	])('%s does', (id) => {
		expect(looksRounded(id)).toBe(true);
	});

	test.each([
		...EXACT,
		// Zeros at the end by chance.
		'2059624776425880790',
		'2059624776425880100',
		// A number that keeps its digits, without a zero at its end.
		'2059624776425880576',
		'144115188075855872',
		// Shorter numbers are exact, whatever they end in.
		'12345678901234000',
		'10000000000000000',
		'1000',
		'0',
		'',
	])('%s does not', (id) => {
		expect(looksRounded(id)).toBe(false);
	});

	test('finds every ID that went through a number and ends in a zero, if it is long enough', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 10n ** 17n, max: 10n ** 20n - 1n }), (id) => {
				const rounded = String(Number(id));
				if (rounded.endsWith('0')) expect(looksRounded(rounded)).toBe(true);
				expect(
					looksRounded(`${String(id).slice(0, 15)}${'0'.repeat(String(id).length - 15)}`),
				).toBe(true);
			}),
			{ seed: 1688 },
		);
	});
});

describe('looksTooShort', () => {
	test.each<[string, boolean]>([
		['1', true],
		['12345678901234', true],
		['123456789012345', false],
		['2059624776425880794', false],
	])('%s: %s', (id, expected) => {
		expect(looksTooShort(id)).toBe(expected);
	});

	test('the bound is 15 digits', () => {
		expect(MIN_DIGITS).toBe(15);
	});
});

describe('wereRounded', () => {
	test.each<[string, string[], boolean]>([
		['no IDs', [], false],
		['one', [BY_JAVASCRIPT], false],
		['two', [BY_JAVASCRIPT, BY_SPREADSHEET], false],
		['two of three', [BY_JAVASCRIPT, BY_SPREADSHEET, EXACT[0]], true],
		['three of three', [BY_JAVASCRIPT, BY_SPREADSHEET, '2059624776425880000'], true],
		['one of three', [BY_JAVASCRIPT, EXACT[0], EXACT[1]], false],
		['none of three', EXACT.slice(0, 3), false],
		['half of four', [BY_JAVASCRIPT, BY_SPREADSHEET, EXACT[0], EXACT[1]], false],
		['three of four', [BY_JAVASCRIPT, BY_SPREADSHEET, '2059624776425890000', EXACT[1]], true],
		[
			'three of five',
			[BY_JAVASCRIPT, BY_SPREADSHEET, '2059624776425890000', EXACT[1], EXACT[0]],
			true,
		],
	])('%s', (_name, orderIds, expected) => {
		expect(wereRounded(orderIds)).toBe(expected);
	});
});

describe('worthComparing', () => {
	const exact = (count: number) => Array.from({ length: count }, (_, n) => orderId(10 * n + 1));

	test.each<[string, string[], string[]]>([
		['no IDs', [], []],
		['none rounded', exact(10), []],
		['one as a spreadsheet rounds, among many', [...exact(999), BY_SPREADSHEET], [BY_SPREADSHEET]],
		['one as JavaScript rounds, among many: chance', [...exact(999), BY_JAVASCRIPT], []],
		['one of each among many', [BY_JAVASCRIPT, ...exact(998), BY_SPREADSHEET], [BY_SPREADSHEET]],
		['one of 20: chance', [BY_JAVASCRIPT, ...exact(19)], []],
		['one of 19: more', [BY_JAVASCRIPT, ...exact(18)], [BY_JAVASCRIPT]],
		[
			'two of 20: more',
			[BY_JAVASCRIPT, ...exact(18), BY_SPREADSHEET],
			[BY_JAVASCRIPT, BY_SPREADSHEET],
		],
		['one alone', [BY_JAVASCRIPT], [BY_JAVASCRIPT]],
	])('%s', (_name, orderIds, expected) => {
		expect(worthComparing(orderIds)).toEqual(expected);
	});
});
