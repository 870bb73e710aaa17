import { alreadySubmitted } from '../../../dist/nodes/BatchPay1688Orders/alreadySubmitted.js';
import { facts } from './run.mts';

const BASE = {
	outcome: 'alreadySubmitted',
	batch: null,
	requestId: null,
	errorReason: 'An earlier run has submitted this order, or may have',
};

test('without a look-up: look at it yourself', () => {
	expect(alreadySubmitted()).toEqual({
		...BASE,
		advice: expect.stringMatching(
			/^Money may have moved in that earlier run, so the order was not sent again\. Look the order up /,
		),
	});
});

test.each(['unpaid', 'inProgress'] as const)(
	'looked up as %s: its payment may be under way',
	(payment) => {
		expect(alreadySubmitted(facts(payment, 1, 'Shop'))).toEqual({
			...BASE,
			advice: expect.stringMatching(/PandaPon may still be paying it.* Do not send it again now\./),
		});
	},
);

test('looked up as closed', () => {
	expect(alreadySubmitted(facts('closed'))).toMatchObject({
		advice: expect.stringMatching(/^1688 shows the order as closed\. Money may have moved/),
	});
});

test('looked up without a status', () => {
	expect(alreadySubmitted(facts('unclear'))).toEqual({
		...BASE,
		advice: expect.stringMatching(
			/^What 1688 shows proves nothing about its payment \(as the test wants it\), so money may have moved\./,
		),
	});
});
