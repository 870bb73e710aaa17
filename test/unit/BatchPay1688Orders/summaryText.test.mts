import { advice } from '../../../dist/nodes/BatchPay1688Orders/advice.js';
import { summarize, type Summary } from '../../../dist/nodes/BatchPay1688Orders/summary.js';
import {
	batchFailed,
	EXECUTION_STOPPED,
	INTERRUPTED,
} from '../../../dist/nodes/BatchPay1688Orders/stopRule.js';
import { orders, summaryText } from '../../../dist/nodes/BatchPay1688Orders/summaryText.js';

const CLOSED = { reason: 'Closed on 1688', count: 1, advice: 'Take it off the list.' };
const MAY_HAVE_MOVED =
	'Money may have moved for the unclear ones: do not pay them again now, and read their advice.';
const NOT_SENT_AGAIN = 'What was already submitted was not sent again: look at it on 1688.';
const NOTHING_LOOKED_UP = 'Amounts are not known.';

const text = (summary: Partial<Summary>, memoryNotAsked?: string) =>
	summaryText({ ...summarize('pay', [], new Map()), ...summary }, { memoryNotAsked });

describe('after paying', () => {
	test.each<[Partial<Summary>, string]>([
		[{}, '0 orders: 0 submitted, 0 failed, 0 unclear.'],
		[{ mode: null, orders: 2, notSent: 2 }, '2 orders: 0 submitted, 2 failed, 0 unclear.'],
		[
			{ orders: 1, submitted: 1, amountSubmitted: 19.99 },
			'1 order: 1 submitted (¥19.99), 0 failed, 0 unclear.',
		],
		[
			{ orders: 3, submitted: 1, amountSubmitted: 0.01, paid: 2, amountFoundPaid: 12345.6 },
			'3 orders: 1 submitted (¥0.01), 2 found paid (¥12,345.60), 0 failed, 0 unclear.',
		],
		// Sent by this run, and proven paid.
		[
			{ orders: 10, paid: 10, paidByThisRun: 10, amountSubmitted: 100 },
			'10 orders: 10 submitted (¥100.00), 0 failed, 0 unclear.',
		],
		[
			{
				orders: 6,
				submitted: 1,
				paid: 5,
				paidByThisRun: 2,
				amountSubmitted: 3,
				amountFoundPaid: 4,
			},
			'6 orders: 3 submitted (¥3.00), 3 found paid (¥4.00), 0 failed, 0 unclear.',
		],
		[
			{ orders: 2, submitted: 1, paid: 1 },
			'2 orders: 1 submitted, 1 found paid, 0 failed, 0 unclear.',
		],
		[
			{
				orders: 6,
				rejected: 1,
				notSent: 1,
				amountExceeded: 1,
				notPayable: 1,
				invalid: 1,
				ready: 1,
				amountFailed: 5,
			},
			'6 orders: 0 submitted, 6 failed (¥5.00), 0 unclear.',
		],
		[
			{ orders: 4, submitted: 1, unknown: 1, alreadySubmitted: 2, amountUnclear: 7.5 },
			`4 orders: 1 submitted, 0 failed, 2 already submitted, 1 unclear (¥7.50 together). ${MAY_HAVE_MOVED}`,
		],
		[{ orders: 1, unknown: 1 }, `1 order: 0 submitted, 0 failed, 1 unclear. ${MAY_HAVE_MOVED}`],
		// An earlier run did what it was to do: nothing to worry about.
		[
			{ orders: 1, alreadySubmitted: 1, amountUnclear: 7.5 },
			`1 order: 0 submitted, 0 failed, 1 already submitted (¥7.50). ${NOT_SENT_AGAIN}`,
		],
		[
			{ orders: 3, submitted: 1, alreadySubmitted: 2 },
			`3 orders: 1 submitted, 0 failed, 2 already submitted. ${NOT_SENT_AGAIN}`,
		],
		// 1.15 * 100 is 114.99999999999999.
		[
			{ orders: 1, submitted: 1, amountSubmitted: 1.15 },
			'1 order: 1 submitted (¥1.15), 0 failed, 0 unclear.',
		],
	])('%j', (summary, expected) => {
		expect(text(summary)).toBe(expected);
	});

	test.each<[Partial<Summary>, string]>([
		[
			{ orders: 2, paid: 2, amountFoundPaid: 1234.5 },
			'2 orders: paid before (¥1,234.50), nothing was left to pay.',
		],
		[{ orders: 2, paid: 2 }, '2 orders: paid before, nothing was left to pay.'],
		// Not all of them, or not before.
		[
			{ orders: 2, paid: 2, paidByThisRun: 1 },
			'2 orders: 1 submitted, 1 found paid, 0 failed, 0 unclear.',
		],
		[
			{ orders: 2, paid: 1, invalid: 1 },
			'2 orders: 0 submitted, 1 found paid, 1 failed, 0 unclear.',
		],
	])('all found paid before: %j', (summary, expected) => {
		expect(text(summary)).toBe(expected);
	});

	const reason = (n: number) => ({ reason: `reason ${n}`, count: 10 - n, advice: `Do ${n}.` });
	test.each<[number, string]>([
		[1, 'Why: 9 × reason 1.'],
		[2, 'Why: 9 × reason 1; 8 × reason 2.'],
		[3, 'Why: 9 × reason 1; 8 × reason 2; 7 × reason 3.'],
		[4, 'Why: 9 × reason 1; 8 × reason 2; 7 × reason 3; and 1 other reason.'],
		[6, 'Why: 9 × reason 1; 8 × reason 2; 7 × reason 3; and 3 other reasons.'],
	])('%s reasons', (count, expected) => {
		const reasons = Array.from({ length: count }, (_, index) => reason(index + 1));
		expect(text({ orders: 9, rejected: 9, reasons })).toBe(
			`9 orders: 0 submitted, 9 failed, 0 unclear. ${expected} What to do first: Do 1.`,
		);
	});

	const held = [batchFailed(1), EXECUTION_STOPPED, INTERRUPTED].map(({ errorReason, next }) => ({
		reason: errorReason,
		count: 1_000,
		advice: next,
	}));
	test.each<[string, Summary['reasons'], string]>([
		['the most frequent cause', [reason(1), reason(2)], 'Do 1.'],
		['not what waits for it', [...held.slice(0, 1), reason(1), reason(2)], 'Do 1.'],
		['even if it is not among those that are named', [...held, reason(1)], 'Do 1.'],
		['what waits, if there is no other', held, 'Look at batch 1 first, then run it again.'],
	])('what to do first: %s', (_name, reasons, expected) => {
		const whole = text({ orders: 9, notSent: 9, reasons });
		expect(whole.split(' What to do first: ')).toEqual([expect.any(String), expected]);
		// The cause stands first among the reasons, too.
		const cause = reasons.find(({ advice }) => advice === expected)!;
		expect(whole).toContain(`Why: ${cause.count.toLocaleString('en-US')} × ${cause.reason}`);
	});

	test.each<Partial<Summary>>([{ submitted: 1 }, { paid: 1 }])(
		'where something went well (%j), each failure says by itself what to do',
		(success) => {
			const whole = text({ orders: 9, ...success, rejected: 8, reasons: [reason(2)] });
			expect(whole).toMatch(/Why: 8 × reason 2\.$/);
		},
	);

	test('what the advice on a single order says first is not repeated', () => {
		for (const said of ['Not sent', 'Not sent in this run', 'Not paid', 'No money moved'])
			expect(
				text({
					orders: 1,
					rejected: 1,
					reasons: [{ ...reason(9), advice: `${said}. Do v1.2 this. Then that.` }],
				}),
			).toMatch(/ What to do first: Do v1\.2 this\.$/);
	});

	test('no first step where an earlier run may have sent the order', () => {
		const later = `Do this. ${advice.sentBefore}`;
		expect(text({ orders: 1, rejected: 1, reasons: [{ ...reason(9), advice: later }] })).toMatch(
			/Why: 1 × reason 9\.$/,
		);
	});

	test('all together, in this order', () => {
		expect(
			text({
				orders: 3,
				submitted: 1,
				rejected: 1,
				unknown: 1,
				duplicates: 1,
				amountsNotKnown: 1,
				reasons: [reason(9)],
			}),
		).toBe(
			`3 orders: 1 submitted, 1 failed, 1 unclear. 4 IDs came in, 1 of them the same order again. The amount of 1 order is not known. Why: 1 × reason 9. ${MAY_HAVE_MOVED}`,
		);
	});
});

describe('after a check', () => {
	const check = (summary: Partial<Summary>) => text({ mode: 'check', ...summary });

	test.each<[Partial<Summary>, string]>([
		[{}, '0 orders ready.'],
		[{ orders: 1, ready: 1, amountReady: 0.01 }, '1 order ready, ¥0.01 in all.'],
		[{ orders: 2, ready: 2, amountReady: 1234.5 }, '2 orders ready, ¥1,234.50 in all.'],
		[{ orders: 2, ready: 2 }, '2 orders ready.'],
		[{ orders: 1, paid: 1 }, '0 orders ready; 1 found paid.'],
		[{ orders: 3, ready: 1, paid: 2 }, '1 order ready; 2 found paid.'],
		[{ orders: 1, alreadySubmitted: 1 }, '0 orders ready; 1 already submitted.'],
		[{ orders: 1, notPayable: 1, reasons: [CLOSED] }, '0 orders ready; 1 closed.'],
		[
			{ orders: 1, notPayable: 1, reasons: [{ reason: 'Unclear: x', count: 1, advice: 'Look.' }] },
			'0 orders ready; 1 in an unclear state.',
		],
		[
			{
				orders: 5,
				notPayable: 5,
				reasons: [
					{ reason: 'Unclear: x', count: 3, advice: 'Look.' },
					{ ...CLOSED, count: 2 },
				],
			},
			'0 orders ready; 2 closed, 3 in an unclear state.',
		],
		[{ orders: 1, amountExceeded: 1 }, '0 orders ready; 1 above its maximum amount.'],
		[{ orders: 2, amountExceeded: 2 }, '0 orders ready; 2 above their maximum amount.'],
		[{ orders: 2, notSent: 2 }, '0 orders ready; 2 not ready.'],
		[{ orders: 2, invalid: 2 }, '0 orders ready; 2 not valid.'],
		[
			{
				orders: 10,
				ready: 1,
				amountReady: 5,
				paid: 1,
				alreadySubmitted: 1,
				notPayable: 2,
				amountExceeded: 2,
				notSent: 1,
				invalid: 2,
				reasons: [CLOSED],
			},
			`1 order ready, ¥5.00 in all; 1 found paid, 1 already submitted, 1 closed, 1 in an unclear state, 2 above their maximum amount, 1 not ready, 2 not valid. Why: 1 × Closed on 1688.`,
		],
	])('%j', (summary, expected) => {
		expect(check(summary)).toBe(`Check only, nothing was paid. ${expected}`);
	});

	test.each<[Partial<Summary>, string]>([
		[{ orders: 3, submitted: 3 }, '0 orders ready; 3 submitted before.'],
		[
			{ orders: 2, ready: 1, submitted: 1, amountReady: 5, amountSubmitted: 9 },
			'1 order ready, ¥5.00 in all; 1 submitted before.',
		],
		[{ orders: 1, unknown: 1 }, `0 orders ready; 1 unclear. ${MAY_HAVE_MOVED}`],
	])('that follows a payment of the same execution: %j', (summary, expected) => {
		expect(check(summary)).toBe(`Check only, nothing was paid now. ${expected}`);
	});

	test.each<[Partial<Summary>, string]>([
		[{ amountReady: 10 }, '2 orders ready, ¥10.00 in all.'],
		[
			{ amountReady: 10, readyWithoutAmount: 1, amountsNotKnown: 1 },
			'2 orders ready, ¥10.00 and more in all. The amount of 1 order is not known.',
		],
		[{ readyWithoutAmount: 2, amountsNotKnown: 2 }, '2 orders ready. Amounts are not known.'],
		// What is not ready is in no total.
		[
			{ orders: 3, paid: 1, amountReady: 10, amountsNotKnown: 1 },
			'2 orders ready, ¥10.00 in all; 1 found paid. The amount of 1 order is not known.',
		],
	])('an approved total is not less than it says: %j', (summary, expected) => {
		expect(check({ orders: 2, ready: 2, ...summary })).toBe(
			`Check only, nothing was paid. ${expected}`,
		);
	});

	const reasons = [{ reason: 'a', count: 1, advice: 'Mend a.' }];
	test.each<[Partial<Summary>, string]>([
		// The sentence itself says why.
		[{ paid: 1, alreadySubmitted: 1, notPayable: 1, amountExceeded: 1, reasons }, ''],
		[{ notSent: 1, reasons }, ' Why: 1 × a. What to do first: Mend a.'],
		[{ invalid: 1, reasons }, ' Why: 1 × a. What to do first: Mend a.'],
		[{ notSent: 1 }, ''],
	])('the reasons, where the sentence does not name them: %j', (summary, expected) => {
		const whole = check({ orders: 4, ...summary }).replace(` ${NOT_SENT_AGAIN}`, '');
		expect(whole.slice(whole.indexOf('.', 30) + 1)).toBe(expected);
	});
});

describe('amounts that are not known', () => {
	test.each<[Partial<Summary>, string]>([
		[{ orders: 3, submitted: 3 }, ''],
		[{ orders: 3, submitted: 3, amountsNotKnown: 1 }, ' The amount of 1 order is not known.'],
		[{ orders: 3, submitted: 3, amountsNotKnown: 2 }, ' The amounts of 2 orders are not known.'],
		[{ orders: 3, submitted: 3, amountsNotKnown: 3 }, ` ${NOTHING_LOOKED_UP}`],
		[
			{ orders: 3, submitted: 2, invalid: 1, amountsNotKnown: 1 },
			' The amount of 1 order is not known.',
		],
		[{ orders: 3, submitted: 2, invalid: 1, amountsNotKnown: 2 }, ` ${NOTHING_LOOKED_UP}`],
		[{ orders: 1, invalid: 1 }, ''],
	])('%j', (summary, expected) => {
		expect(text(summary)).toMatch(new RegExp(`unclear\\.${expected}$`));
	});
});

test.each<[Partial<Summary>, string]>([
	[{ orders: 1, submitted: 1, duplicates: 1 }, ' 2 IDs came in, 1 of them the same order again.'],
	[
		{ mode: 'check', orders: 3, ready: 2, invalid: 1, duplicates: 2 },
		' 5 IDs came in, 2 of them the same order again.',
	],
])('an order that came in twice is explained: %j', (summary, expected) => {
	const whole = text(summary);
	expect(whole.slice(whole.lastIndexOf('.', whole.length - 2) + 1)).toBe(expected);
});

test.each<[Partial<Summary>, string]>([
	[
		{ orders: 1_234_567, submitted: 1_200_000, paid: 4_567, rejected: 10_000, unknown: 20_000 },
		'1,234,567 orders: 1,200,000 submitted, 4,567 found paid, 10,000 failed, 20,000 unclear.',
	],
	[{ orders: 1_000, paid: 1_000 }, '1,000 orders: paid before, nothing was left to pay.'],
	[{ orders: 1_000, alreadySubmitted: 1_000 }, `1,000 already submitted. ${NOT_SENT_AGAIN}`],
	[
		{ mode: 'check', orders: 5_420, ready: 1_420, notPayable: 4_000 },
		'1,420 orders ready; 4,000 in an unclear state.',
	],
	[
		{ orders: 1_000, submitted: 1_000, duplicates: 2_000 },
		'3,000 IDs came in, 2,000 of them the same order again.',
	],
	[
		{ orders: 3_000, submitted: 3_000, amountsNotKnown: 1_000 },
		'The amounts of 1,000 orders are not known.',
	],
	[
		{ orders: 1_000, rejected: 1_000, reasons: [{ reason: 'a', count: 1_000, advice: 'Mend a.' }] },
		'Why: 1,000 × a.',
	],
])('thousands are separated: %j', (summary, expected) => {
	expect(text(summary)).toContain(expected);
	expect(text(summary).replaceAll('on 1688', '')).not.toMatch(/\d{4}/);
});

test.each<[Partial<Summary>, string, string]>([
	[
		{ mode: 'check', orders: 2, ready: 2, amountReady: 20 },
		'Check only, nothing was paid. 2 orders ready, ¥20.00 in all. ',
		'',
	],
	[
		{
			mode: 'check',
			orders: 2,
			ready: 2,
			amountReady: 20,
			amountsNotKnown: 1,
			readyWithoutAmount: 1,
		},
		'Check only, nothing was paid. 2 orders ready, ¥20.00 and more in all. ',
		' The amount of 1 order is not known.',
	],
	[{ orders: 1, unknown: 1 }, '1 order: 0 submitted, 0 failed, 1 unclear. ', ` ${MAY_HAVE_MOVED}`],
])('a memory that could not be asked stands beside the numbers: %j', (summary, before, after) => {
	expect(text(summary, 'The database is broken')).toBe(
		`${before}The memory of submitted orders could not be asked: orders of earlier runs may be among them.${after}`,
	);
});

test.each([
	[0, '0 orders'],
	[1, '1 order'],
	[2, '2 orders'],
	[35, '35 orders'],
	[1420, '1,420 orders'],
])('%s: %s', (count, words) => {
	expect(orders(count)).toBe(words);
});
