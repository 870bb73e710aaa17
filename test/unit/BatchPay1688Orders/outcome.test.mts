import {
	FAILURE_FIELDS,
	isResult,
	isRetrySafe,
	isSuccess,
	mayHaveBeenSent,
	moneyMoved,
	OUTCOMES,
	SUCCESS_FIELDS,
	type MoneyMoved,
	type Outcome,
} from '../../../dist/nodes/BatchPay1688Orders/outcome.js';

const VERDICTS: Array<[Outcome, boolean, boolean, boolean, MoneyMoved]> = [
	['submitted', true, false, true, 'no'],
	['paid', true, false, true, 'no'],
	['rejected', false, true, false, 'no'],
	// Nobody has asked whether an earlier run sent it.
	['ready', false, true, false, 'maybe'],
	['notSent', false, true, false, 'maybe'],
	['amountExceeded', false, false, false, 'maybe'],
	// A refund closes orders too.
	['notPayable', false, false, false, 'maybe'],
	['invalid', false, false, false, 'no'],
	['alreadySubmitted', false, false, true, 'maybe'],
	['unknown', false, false, true, 'maybe'],
];

test.each(VERDICTS)(
	'%s: on Success %s, safe to send again %s, may have been sent %s, money moved: %s',
	(outcome, success, retrySafe, maySent, moved) => {
		expect(isSuccess(outcome)).toBe(success);
		expect(isRetrySafe(outcome)).toBe(retrySafe);
		expect(mayHaveBeenSent(outcome)).toBe(maySent);
		const result = { outcome, batch: null, requestId: null };
		expect(moneyMoved(result)).toBe(moved);
		for (const known of ['no', 'maybe'] as const)
			expect(moneyMoved({ ...result, moneyMoved: known })).toBe(known);
	},
);

test('there is no other outcome', () => {
	expect(OUTCOMES).toEqual(VERDICTS.map(([outcome]) => outcome));
});

test('what may have been sent is never sent again unattended', () => {
	expect(OUTCOMES.filter((outcome) => mayHaveBeenSent(outcome) && isRetrySafe(outcome))).toEqual(
		[],
	);
});

test('the fields have the names that workflows filter on, in the order in which people read them', () => {
	expect(SUCCESS_FIELDS).toEqual([
		'orderId',
		'outcome',
		'orderAmount',
		'supplier',
		'batch',
		'requestId',
		'orderStatus',
	]);
	expect(FAILURE_FIELDS).toEqual([
		'orderId',
		'outcome',
		'errorReason',
		'advice',
		'orderAmount',
		'supplier',
		'moneyMoved',
		'retrySafe',
		'orderStatus',
		'batch',
		'requestId',
		'code',
		'httpStatus',
	]);
});

describe('a result that comes in again', () => {
	const FIELDS = { orderId: '1', batch: null, requestId: null };

	test.each(OUTCOMES)('is known by its fields: %s', (outcome) => {
		expect(isResult({ outcome, ...FIELDS })).toBe(true);
		for (const fields of [SUCCESS_FIELDS, FAILURE_FIELDS])
			expect(isResult({ ...Object.fromEntries(fields.map((name) => [name, 1])), outcome })).toBe(
				true,
			);
	});

	test.each(['orderId', 'batch', 'requestId'])('a sheet without %s is none', (name) => {
		const json: Record<string, unknown> = { outcome: 'paid', ...FIELDS };
		delete json[name];
		expect(isResult(json)).toBe(false);
	});

	test.each([undefined, null, 'done', 'Paid', ['paid'], 'constructor'])(
		'nor is one with the outcome %p',
		(outcome) => {
			expect(isResult({ outcome, ...FIELDS })).toBe(false);
		},
	);
});
