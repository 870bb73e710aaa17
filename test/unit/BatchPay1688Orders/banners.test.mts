import { banners } from '../../../dist/nodes/BatchPay1688Orders/banners.js';
import type { Outcome, Result } from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
import type { Remarks } from '../../../dist/nodes/BatchPay1688Orders/run.js';
import { summarize, type Summary } from '../../../dist/nodes/BatchPay1688Orders/summary.js';
import { summaryText } from '../../../dist/nodes/BatchPay1688Orders/summaryText.js';
import { orderId } from '../../support/orderIds.mts';

const summaryOf = (outcomes: Outcome[], invalids = 0) =>
	summarize(
		'pay',
		[
			...outcomes.map((_, item) => ({ item, orderId: orderId(item + 1) })),
			...Array.from({ length: invalids }, (_, item) => ({
				item,
				orderId: 'x',
				problem: { errorReason: 'This is not an order ID', advice: 'Correct it.' },
			})),
		],
		new Map(
			outcomes.map((outcome, index): [string, Result] => [
				orderId(index + 1),
				{ outcome, batch: 1, requestId: null, errorReason: 'x' },
			]),
		),
	);
const NO_REMARKS: Remarks = { unexpectedIds: [], notRecorded: 0 };
const ALL_WELL = summaryOf(['submitted']);
/** What follows the first banner. */
const further = (orderIds: string[], remarks: Partial<Remarks> = {}) =>
	banners(ALL_WELL, orderIds, { ...NO_REMARKS, ...remarks }).slice(1);
const warning = (message: unknown) => ({ message, type: 'warning', location: 'outputPane' });

describe('the first banner says what the summary says', () => {
	const SEE_FAILURE = ' See the Failure branch.';

	// The editor shows `info` in grey and `warning` in amber.
	test.each<[Outcome[], number, 'info' | 'warning', string]>([
		[[], 0, 'info', ''],
		[['submitted'], 0, 'info', ''],
		[['submitted', 'paid'], 0, 'info', ''],
		[['paid', 'ready'], 0, 'info', ''],
		[['ready', 'ready'], 0, 'info', SEE_FAILURE],
		[['submitted', 'rejected'], 0, 'warning', ''],
		[['submitted', 'notSent'], 0, 'warning', ''],
		[['submitted', 'amountExceeded'], 0, 'warning', ''],
		[['submitted', 'notPayable'], 0, 'warning', ''],
		[['submitted', 'invalid'], 0, 'warning', ''],
		[['submitted', 'alreadySubmitted'], 0, 'warning', ''],
		[['submitted', 'unknown'], 0, 'warning', ''],
		[['submitted', 'paid'], 1, 'warning', ''],
		[['ready'], 1, 'warning', SEE_FAILURE],
		[['rejected'], 0, 'warning', SEE_FAILURE],
		[[], 1, 'warning', SEE_FAILURE],
	])('%j and %s invalid: %s%s', (outcomes, invalids, type, where) => {
		const summary = summaryOf(outcomes, invalids);
		expect(banners(summary, [], NO_REMARKS)).toEqual([
			{ message: `${summaryText(summary, NO_REMARKS)}${where}`, type, location: 'outputPane' },
		]);
	});
});

test.each<[string, Partial<Summary>, 'info' | 'warning']>([
	['all found paid before', { orders: 2, paid: 2, amountFoundPaid: 5 }, 'info'],
	['found paid, without an amount', { orders: 2, paid: 2, amountsNotKnown: 2 }, 'info'],
	['an order that came in twice', { orders: 1, submitted: 1, duplicates: 1 }, 'info'],
	[
		'one that an earlier run submitted',
		{ orders: 2, submitted: 1, alreadySubmitted: 1 },
		'warning',
	],
])('grey where nothing is left to do, else amber: %s', (_name, more, type) => {
	const summary = { ...summaryOf([]), ...more };
	const [first] = banners(summary, [], NO_REMARKS);
	expect(first).toEqual({
		message: summaryText(summary, NO_REMARKS),
		type,
		location: 'outputPane',
	});
});

test.each<[string, Partial<Summary>, Partial<Remarks>, 'info' | 'warning']>([
	['all is known', { amountReady: 20 }, {}, 'info'],
	[
		'one amount is not',
		{ amountReady: 10, amountsNotKnown: 1, readyWithoutAmount: 1 },
		{},
		'warning',
	],
	['that of another order is not', { amountReady: 20, amountsNotKnown: 1 }, {}, 'info'],
	['none was to be looked up', { amountsNotKnown: 2, readyWithoutAmount: 2 }, {}, 'info'],
	['the memory was not asked', { amountReady: 20 }, { memoryNotAsked: 'x' }, 'warning'],
])('what a check found ready: %s', (_name, more, remarks, type) => {
	const summary = {
		...summaryOf(['ready', 'ready']),
		amountReady: 0,
		amountsNotKnown: 0,
		readyWithoutAmount: 0,
		...more,
	};
	const all = { ...NO_REMARKS, ...remarks };
	expect(banners(summary, [], all)[0]).toEqual({
		message: `${summaryText(summary, all)} See the Failure branch.`,
		type,
		location: 'outputPane',
	});
});

describe('IDs that look rounded', () => {
	const message = (text: string) =>
		`${text}. Compare them with the orders on 1688. If they differ, set the column to plain text in the sheet and enter the IDs again.`;
	const AS = 'rounded, as a spreadsheet or a number field rounds them';

	test.each<[string[], string]>([
		[['2059624776425880000'], `1 order ID looks ${AS}: 2059624776425880000`],
		[
			['2059624776425880000', '2059624776425880800', '2059624776425880794'],
			`2 order IDs look ${AS}: 2059624776425880000, 2059624776425880800`,
		],
		[
			[1, 2, 3, 4, 5].map((n) => `20596247764258${n}0000`),
			`5 order IDs look ${AS}: 2059624776425810000, 2059624776425820000, 2059624776425830000, 2059624776425840000, 2059624776425850000`,
		],
		[
			[1, 2, 3, 4, 5, 6].map((n) => `20596247764258${n}0000`),
			`6 order IDs look ${AS}: 2059624776425810000, 2059624776425820000, 2059624776425830000, 2059624776425840000, 2059624776425850000 and more`,
		],
	])('%j', (orderIds, text) => {
		expect(further(orderIds)).toEqual([warning(message(text))]);
	});

	test.each(['2059624776425880794', '2059624776425880100', '20596247764258800001'])(
		'%s does not',
		(id) => {
			expect(further([id])).toEqual([]);
		},
	);

	test('one among many that looks so by chance is not worth comparing', () => {
		const many = Array.from({ length: 100 }, (_, n) => orderId(10 * n + 1));
		expect(further([...many, '2059624776425880800'])).toEqual([]);
		expect(further([...many, '2059624776425880000'])).toHaveLength(1);
	});
});

test.each<[string[], string]>([
	[
		['12345678901234'],
		'1 order ID is shorter than those of 1688, which have 19 digits: 12345678901234. Check that "Order IDs" points at the right column.',
	],
	[
		['17', '18', '123456789012345'],
		'2 order IDs are shorter than those of 1688, which have 19 digits: 17, 18. Check that "Order IDs" points at the right column.',
	],
])('%j: shorter than those of 1688', (orderIds, message) => {
	expect(further(orderIds)).toEqual([warning(message)]);
});

test.each<[number, string]>([
	[1, '9'],
	[5, '9, 10, 11, 12, 13'],
	[6, '9, 10, 11, 12, 13 and more'],
])('%s orders in the answer that this node did not send', (count, ids) => {
	const unexpectedIds = Array.from({ length: count }, (_, index) => String(index + 9));
	expect(further([], { unexpectedIds })).toEqual([
		warning(
			`The API's answer names orders that this node did not send: ${ids}. They changed no result. Tell PandaPon.`,
		),
	]);
});

test.each<[number, string]>([
	[1, '1 order'],
	[2, '2 orders'],
])('%s orders that the memory could not record', (notRecorded, orders) => {
	expect(further([], { notRecorded })).toEqual([
		warning(
			`${orders} could not be recorded in the memory of submitted orders: a later run will not know them and may pay them again. Remove their rows from the sheet before the next run.`,
		),
	]);
});

test('a check that could not ask the memory', () => {
	expect(further([], { memoryNotAsked: 'The memory is broken' })).toEqual([
		warning('The memory is broken. So this check does not know what earlier runs have submitted.'),
	]);
});

describe('Always Output Data', () => {
	const banner = warning(
		'No order succeeded. The empty item on Success is put there by n8n, because the setting "Always Output Data" is on; switch it off for this node.',
	);
	test.each<[Outcome[], boolean | undefined, object[]]>([
		[['rejected'], true, [banner]],
		[[], true, [banner]],
		[['rejected'], false, []],
		[['rejected'], undefined, []],
		[['submitted'], true, []],
		[['rejected', 'paid'], true, []],
	])('%j, switched on: %s', (outcomes, alwaysOutputData, expected) => {
		expect(banners(summaryOf(outcomes), [], NO_REMARKS, alwaysOutputData).slice(1)).toEqual(
			expected,
		);
	});
});

test('all of them: the run first, then IDs, then what concerns money', () => {
	expect(
		banners(
			summaryOf(['unknown']),
			['17', '2059624776425880000'],
			{ unexpectedIds: ['9'], notRecorded: 1, memoryNotAsked: 'x' },
			true,
		).map(({ message }) => message),
	).toEqual([
		expect.stringContaining('1 unclear'),
		expect.stringContaining('looks rounded'),
		expect.stringContaining('shorter than'),
		expect.stringContaining('did not send: 9.'),
		expect.stringContaining('could not be recorded'),
		expect.stringContaining('this check does not know'),
		expect.stringContaining('Always Output Data'),
	]);
});
