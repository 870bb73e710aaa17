import { alreadySubmitted } from '../../../dist/nodes/BatchPay1688Orders/alreadySubmitted.js';
import { moneyMoved } from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
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
		advice: 'Not sent again: money may have moved. Look at it on 1688.',
	});
	expect(moneyMoved(alreadySubmitted())).toBe('maybe');
});

test.each(['unpaid', 'inProgress'] as const)(
	'looked up as %s: its payment may be under way',
	(payment) => {
		expect(alreadySubmitted(facts(payment, 1, 'Shop'))).toEqual({
			...BASE,
			advice: 'Its payment may be under way: do not pay it now. Look again tomorrow.',
		});
	},
);

test('looked up as closed', () => {
	expect(alreadySubmitted(facts('closed'))).toMatchObject({
		advice: 'Closed, but money may have moved: look for a payment or refund in PandaPon.',
	});
});

test('looked up without a status', () => {
	expect(alreadySubmitted(facts('unclear'))).toEqual({
		...BASE,
		advice: 'Money may have moved: as the test wants it. Do not pay it; look at it on 1688.',
	});
});
