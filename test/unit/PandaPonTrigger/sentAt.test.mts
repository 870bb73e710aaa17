import { sentAt, sentAtMs } from '../../../dist/nodes/PandaPonTrigger/sentAt.js';

test.each([
	['milliseconds', '1764133200123', '2025-11-26T05:00:00.123Z'],
	['seconds', '1764133200', '2025-11-26T05:00:00.000Z'],
	['a date of 1688', '20180614101942000+0800', '2018-06-14T10:19:42.000+08:00'],
	['ISO 8601', '2025-11-26T13:00:00+08:00', '2025-11-26T13:00:00+08:00'],
])('%s', (_, timestamp, expected) => {
	expect(sentAt(timestamp)).toBe(expected);
});

test.each([
	'2025-11-26 13:00:00',
	'176413320',
	'17641332000',
	'176413320000',
	'17641332001234',
	'-1764133200',
	'1764133200.5',
	'1764133200s',
	'x1764133200123',
	'1764133200123x',
	'yesterday',
])('another format stays as it is: %s', (timestamp) => {
	expect(sentAt(timestamp)).toBe(timestamp);
});

test('nothing', () => {
	expect(sentAt(null)).toBeNull();
});

test.each([
	['2025-11-26T05:00:00.123Z', 1764133200123],
	['2018-06-14T10:19:42.000+08:00', 1528942782000],
	['2025-11-26T13:00:00+08:00', 1764133200000],
])('%s is a time', (time, ms) => {
	expect(sentAtMs(time)).toBe(ms);
});

test.each([
	null,
	'2025-11-26 13:00:00',
	'2025-11-26T13:00:00',
	'2024-13-32T24:61:99.000+99:99',
	'12',
	'push 12',
	'yesterday Z',
	' 2025-11-26T05:00:00Z',
	// What takes as many steps as the square of its length would take a minute.
	'T'.repeat(200_000),
	`2025-11-26T${'1'.repeat(200_000)}`,
])('%.40j is none that is the same everywhere', (time) => {
	expect(sentAtMs(time)).toBeUndefined();
});
