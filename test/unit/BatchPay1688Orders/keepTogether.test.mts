import fc from 'fast-check';

import { keepTogether } from '../../../dist/nodes/BatchPay1688Orders/keepTogether.js';

test.each([
	[
		'Not sent. Take it off the list; look for a refund.',
		'Not sent. Take it off the list;~look~for~a~refund.',
	],
	['Take it off the list.', 'Take~it~off~the~list.'],
	['Run it again when you are ready.', 'Run it again~when~you~are~ready.'],
	['', ''],
	['OneWordOfMoreThanTwentyFourLetters.', 'OneWordOfMoreThanTwentyFourLetters.'],
])('%s', (text, expected) => {
	expect(keepTogether(text)).toBe(expected.replaceAll('~', '\u00A0'));
});

test('says the same, in one piece of 24 letters at least where there are as many', () => {
	const words = fc.array(fc.string({ minLength: 1, unit: fc.constantFrom('a', '.', '订') }));
	fc.assert(
		fc.property(words, (list) => {
			const text = list.join(' ');
			const kept = keepTogether(text);
			expect(kept.replaceAll('\u00A0', ' ')).toBe(text);
			const longest = Math.max(...kept.split(' ').map((word) => word.length));
			expect(longest).toBeGreaterThanOrEqual(Math.min(24, text.length));
		}),
		{ seed: 1688 },
	);
});
