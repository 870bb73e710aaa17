import { isRetrySafe, isSuccess, type Outcome } from '../../../dist/nodes/BatchPay1688Orders/outcome.js';

test.each<[Outcome, boolean, boolean]>([
	['submitted', true, false],
	['paid', true, false],
	['rejected', false, true],
	['ready', false, true],
	['notSent', false, true],
	['invalid', false, false],
	['alreadySubmitted', false, false],
	['unknown', false, false],
])('%s: on Success %s, safe to send again %s', (outcome, success, retrySafe) => {
	expect(isSuccess(outcome)).toBe(success);
	expect(isRetrySafe(outcome)).toBe(retrySafe);
});
