import type { IExecuteFunctions } from 'n8n-workflow';

import { advice } from '../../../../dist/nodes/PandaPon/changes/advice.js';
import { withoutAnswer } from '../../../../dist/nodes/PandaPon/changes/outcome.js';
import { whyNotAskForLink } from '../../../../dist/nodes/PandaPon/changes/whyNotAskForLink.js';
import type { LookUp } from '../../../../dist/nodes/shared/orders/lookUpOrder.js';
import { orderFacts } from '../../../../dist/nodes/shared/orders/orderFacts.js';
import type { Payment } from '../../../../dist/nodes/shared/orders/paymentEvidence.js';
import { orderIds } from '../../../support/orderIds.mts';
import { buyerViewOrder } from '../../shared/orders/buyerViewOrder.mts';

let asked: unknown[];
let lookUp: LookUp;
jest.mock('../../../../dist/nodes/shared/orders/lookUpOrder.js', () => ({
	lookUpOrder: async (...given: unknown[]) => {
		asked = given;
		return lookUp;
	},
}));

const [ID] = orderIds(1);
const context = {} as IExecuteFunctions;
const settings = {
	credential: {
		accessKey: 'key',
		accessSecret: 'secret',
		userId: '7',
		baseUrl: 'https://api.pandapon.com',
		timestampUnit: 'milliseconds' as const,
	},
	timeoutMs: 7,
	notSentRetries: 2,
};
const whyNot = async () => await whyNotAskForLink(context, ID, settings);
function foundAs(payment: Payment): LookUp {
	const facts = orderFacts(buyerViewOrder());
	const evidence = { ...facts.evidence, payment, why: 'as 1688 shows it' };
	return { facts: { ...facts, evidence } };
}

test('the order is looked up, and may be asked for a link if it waits for payment', async () => {
	lookUp = foundAs('unpaid');
	expect(await whyNot()).toBeUndefined();
	expect(asked).toEqual([context, ID, settings]);
});

test.each<[Payment, string]>([
	['inProgress', advice.paid],
	['paid', advice.paid],
	['closed', advice.notUnpaid],
	['unclear', advice.notUnpaid],
])('one that is %s is not asked for, since asking may pay', async (payment, next) => {
	lookUp = foundAs(payment);
	expect(await whyNot()).toEqual(
		withoutAnswer('notSent', 'Not asked for a link: as 1688 shows it', next),
	);
});

test('nor is one that was not seen', async () => {
	lookUp = { reason: 'Nobody listens' };
	expect(await whyNot()).toEqual(withoutAnswer('notSent', 'Nobody listens', advice.notSeen));
});
