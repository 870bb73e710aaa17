import type { Outcome, Result } from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
import { summarize } from '../../../dist/nodes/BatchPay1688Orders/summarize.js';
import { orderId } from '../../support/orderIds.mts';

const problem = { errorReason: 'This is not an order ID', advice: 'Correct it.' };
const resultsOf = (...outcomes: Outcome[]): Map<string, Result> =>
	new Map(
		outcomes.map((outcome, index) => [orderId(index + 1), { outcome, batch: 1, requestId: null }]),
	);
const invalid = (count: number) =>
	Array.from({ length: count }, (_, item) => ({ item, orderId: 'x', problem }));
const first = (outcomes: Outcome[], invalids = 0) =>
	summarize(invalid(invalids), resultsOf(...outcomes))[0];

const MAY_HAVE_MOVED =
	' Money may have moved for the unclear ones: read their advice before paying them again.';

describe('the summary', () => {
	test.each<[Outcome[], number, string, string]>([
		[[], 0, 'info', '0 orders: 0 submitted, 0 failed, 0 unclear.'],
		[['submitted'], 0, 'info', '1 order: 1 submitted, 0 failed, 0 unclear.'],
		[['submitted', 'paid'], 0, 'info', '2 orders: 1 submitted, 1 found paid, 0 failed, 0 unclear.'],
		[
			['paid', 'paid', 'unknown'],
			0,
			'warning',
			`3 orders: 0 submitted, 2 found paid, 0 failed, 1 unclear.${MAY_HAVE_MOVED}`,
		],
		[
			['submitted', 'rejected', 'notSent'],
			2,
			'info',
			'5 orders: 1 submitted, 4 failed, 0 unclear.',
		],
		[
			['submitted', 'unknown'],
			0,
			'warning',
			`2 orders: 1 submitted, 0 failed, 1 unclear.${MAY_HAVE_MOVED}`,
		],
		[
			['alreadySubmitted', 'unknown', 'rejected'],
			1,
			'warning',
			`4 orders: 0 submitted, 2 failed, 2 unclear. See the Failure branch.${MAY_HAVE_MOVED}`,
		],
		[[], 1, 'info', '1 order: 0 submitted, 1 failed, 0 unclear. See the Failure branch.'],
		[
			['ready'],
			0,
			'info',
			'Dry run, nothing was sent. 1 order: 1 ready to send, 0 failed, 0 unclear. See the Failure branch.',
		],
		[
			['ready', 'ready'],
			1,
			'info',
			'Dry run, nothing was sent. 3 orders: 2 ready to send, 1 failed, 0 unclear. See the Failure branch.',
		],
	])('of %j and %s invalid', (outcomes, invalids, type, message) => {
		expect(first(outcomes, invalids)).toEqual({ message, type, location: 'outputPane' });
	});

	test('counts an order once, however often it came in', () => {
		const entries = [
			{ item: 0, orderId: '1' },
			{ item: 1, orderId: '1' },
			{ item: 2, orderId: '1' },
		];
		expect(summarize(entries, resultsOf('submitted'))).toEqual([
			{
				message: '1 order: 1 submitted, 0 failed, 0 unclear.',
				type: 'info',
				location: 'outputPane',
			},
		]);
	});
});

describe('IDs that look rounded', () => {
	const withIds = (...orderIds: string[]) =>
		new Map<string, Result>(
			orderIds.map((orderId) => [orderId, { outcome: 'submitted', batch: 1, requestId: null }]),
		);
	const warning = (text: string) =>
		`${text}. Compare them with the orders on 1688. If they differ, set the column to plain text in the sheet and enter the IDs again.`;
	const AS = 'rounded, as a spreadsheet or a number field rounds them';

	test.each<[string[], string]>([
		[['2059624776425880000'], `1 order ID looks ${AS}: 2059624776425880000`],
		[
			['2059624776425880000', '2059624776425880800', '2059624776425880794'],
			`2 order IDs look ${AS}: 2059624776425880000, 2059624776425880800`,
		],
		[
			[1, 2, 3, 4, 5, 6].map((n) => `20596247764258${n}0000`),
			`6 order IDs look ${AS}: 2059624776425810000, 2059624776425820000, 2059624776425830000, 2059624776425840000, 2059624776425850000 and more`,
		],
	])('%j', (orderIds, message) => {
		expect(summarize([], withIds(...orderIds)).slice(1)).toEqual([
			{ message: warning(message), type: 'warning', location: 'outputPane' },
		]);
	});

	test.each(['2059624776425880794', '2059624776425880100', '20596247764258800001'])(
		'%s does not',
		(orderId) => {
			expect(summarize([], withIds(orderId))).toHaveLength(1);
		},
	);

	test('one among many that looks so by chance is not worth comparing', () => {
		const many = Array.from({ length: 100 }, (_, n) => orderId(10 * n + 1));
		expect(summarize([], withIds(...many, '2059624776425880800'))).toHaveLength(1);
		expect(summarize([], withIds(...many, '2059624776425880000'))).toHaveLength(2);
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
		expect(summarize([], withIds(...orderIds)).slice(1)).toEqual([
			{ message, type: 'warning', location: 'outputPane' },
		]);
	});
});

describe('orders in the answer that this node did not send', () => {
	test.each<[number, RegExp]>([
		[1, /did not send: 9\. They/],
		[5, /did not send: 9, 10, 11, 12, 13\. They/],
		[6, /did not send: 9, 10, 11, 12, 13 and more\. They/],
	])('%s of them', (count, message) => {
		const unexpectedIds = Array.from({ length: count }, (_, index) => String(index + 9));
		expect(
			summarize([], resultsOf('submitted'), { unexpectedIds, notRecorded: 0 }).slice(1),
		).toEqual([
			{ message: expect.stringMatching(message), type: 'warning', location: 'outputPane' },
		]);
	});
});

describe('orders the memory could not record', () => {
	test.each<[number, string]>([
		[1, '1 order'],
		[2, '2 orders'],
	])('%s of them', (notRecorded, orders) => {
		const message = `${orders} could not be recorded in the memory of submitted orders: a later run will not know them and may pay them again. Remove their rows from the sheet before the next run.`;
		expect(
			summarize([], resultsOf('submitted'), { unexpectedIds: [], notRecorded }).slice(1),
		).toEqual([{ message, type: 'warning', location: 'outputPane' }]);
	});
});

test('without remarks there is no further banner', () => {
	expect(
		summarize([], resultsOf('submitted'), { unexpectedIds: [], notRecorded: 0 }, false),
	).toHaveLength(1);
	expect(summarize([], resultsOf('submitted'))).toHaveLength(1);
});

describe('Always Output Data', () => {
	const banner = {
		message: expect.stringContaining('switch it off'),
		type: 'warning',
		location: 'outputPane',
	};
	test.each<[Outcome[], boolean | undefined, object[]]>([
		[['rejected'], true, [banner]],
		[[], true, [banner]],
		[['rejected'], false, []],
		[['rejected'], undefined, []],
		[['submitted'], true, []],
		[['rejected', 'paid'], true, []],
	])('%j, switched on: %s', (outcomes, alwaysOutputData, expected) => {
		expect(summarize([], resultsOf(...outcomes), undefined, alwaysOutputData).slice(1)).toEqual(
			expected,
		);
	});

	test('comes last, what concerns money first', () => {
		expect(
			summarize([], resultsOf('unknown'), { unexpectedIds: ['9'], notRecorded: 1 }, true).map(
				({ message }) => message,
			),
		).toEqual([
			expect.stringContaining('1 unclear'),
			expect.stringContaining('did not send: 9.'),
			expect.stringContaining('could not be recorded'),
			expect.stringContaining('Always Output Data'),
		]);
	});
});
