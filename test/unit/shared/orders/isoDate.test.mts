import fc from 'fast-check';

import { isoDate } from '../../../../dist/nodes/shared/orders/isoDate.js';

test.each<[string, string]>([
	['20180614101942000+0800', '2018-06-14T10:19:42.000+08:00'],
	['20180614101942123-0700', '2018-06-14T10:19:42.123-07:00'],
	['20180614101942000+0530', '2018-06-14T10:19:42.000+05:30'],
	[' 20180614101942000+0800\n', '2018-06-14T10:19:42.000+08:00'],
])('%j is %s', (date, iso) => {
	expect(isoDate(date)).toBe(iso);
});

test.each([
	...['2018-06-14 10:19:42', '20180614101942', '20180614101942000', '20180614101942+0800'],
	...['20180614101942000+08', '20180614101942000+08:00', 'x20180614101942000+0800', 'soon'],
])('%j is no date of 1688, and stays as it is', (date) => {
	expect(isoDate(date)).toBe(date);
});

test.each([undefined, null, '', ' ', 0, 20180614101942000, true, {}, []])('%j is none', (date) => {
	expect(isoDate(date)).toBeNull();
});

test('is the same moment, with any offset', () => {
	const two = (number: number) => String(number).padStart(2, '0');
	const offsets = fc.tuple(
		fc.constantFrom('+', '-'),
		fc.nat({ max: 13 }),
		fc.constantFrom(0, 30, 45),
	);
	// Years of four digits.
	const dates = fc.date({
		min: new Date('2000-01-02'),
		max: new Date('2099-12-30'),
		noInvalidDate: true,
	});
	fc.assert(
		fc.property(dates, offsets, (date, [sign, hours, minutes]) => {
			const offsetMs = (hours * 60 + minutes) * 60_000 * (sign === '+' ? 1 : -1);
			const local = new Date(date.getTime() + offsetMs).toISOString();
			const text = `${local.replace(/\D/g, '')}${sign}${two(hours)}${two(minutes)}`;
			expect(new Date(isoDate(text) ?? '')).toEqual(date);
		}),
	);
});
