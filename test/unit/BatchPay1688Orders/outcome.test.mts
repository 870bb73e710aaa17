import {
	isRetrySafe,
	isSuccess,
	OUTCOMES,
	RESULT_FIELDS,
	type Outcome,
} from '../../../dist/nodes/BatchPay1688Orders/outcome.js';

const VERDICTS: Array<[Outcome, boolean, boolean]> = [
	['submitted', true, false],
	['paid', true, false],
	['rejected', false, true],
	['ready', false, true],
	['notSent', false, true],
	['invalid', false, false],
	['alreadySubmitted', false, false],
	['unknown', false, false],
];

test.each(VERDICTS)('%s: on Success %s, safe to send again %s', (outcome, success, retrySafe) => {
	expect(isSuccess(outcome)).toBe(success);
	expect(isRetrySafe(outcome)).toBe(retrySafe);
});

test('there is no other outcome', () => {
	expect(OUTCOMES).toEqual(VERDICTS.map(([outcome]) => outcome));
});

test('the fields have the names that workflows filter on', () => {
	expect(RESULT_FIELDS).toEqual([
		'orderId',
		'outcome',
		'errorReason',
		'advice',
		'retrySafe',
		'batch',
		'requestId',
		'code',
		'httpStatus',
		'orderStatus',
	]);
});
