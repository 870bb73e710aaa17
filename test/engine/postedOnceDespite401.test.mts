import { remembered, tally } from '../support/engine/batchPay.mts';
import { loadCopy, type Change } from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderIds as ids } from '../support/orderIds.mts';

const CALL_ONCE = 'nodes/shared/api/callOnce.js';
const n8nMayRepeat: Change = {
	file: CALL_ONCE,
	from: 'preAuthenticationRetryStatusCode: []',
	to: '',
};
const credentialMaySignAgain: Change = {
	file: CALL_ONCE,
	from: 'sendOnce: { signed: false },',
	to: '',
};

/** Pays three orders with layers of protection taken out; the API pays, says 401, and its answer breaks. */
async function payWithout(
	layers: Change[],
	how: 'length' | 'chunks' | 'encoding',
	lookUpFirst: boolean,
) {
	const { sandbox, pay, workflowId } = await sandboxWith(3);
	sandbox.fault('every', { kind: 'statusCut', status: 401, how, processed: true });
	const { BatchPay1688Orders, PandaPonApi } = loadCopy(layers);
	const result = await pay({
		nodeType: new BatchPay1688Orders(),
		credentialType: new PandaPonApi(),
		options: { lookUpFirst, verifyUnclear: false },
	});
	return { sandbox, result, workflowId };
}

describe.each(['length', 'chunks', 'encoding'] as const)(
	'HTTP 401 with a body that breaks (%s)',
	(how) => {
		test.each<[string, Change[], boolean]>([
			['as built', [], true],
			['as built, without a look-up', [], false],
			['though n8n may repeat it', [n8nMayRepeat], true],
			['though the credential may sign it again', [credentialMaySignAgain], true],
		])('is posted once and unknown: %s', async (_name, layers, lookUpFirst) => {
			const { sandbox, result, workflowId } = await payWithout(layers, how, lookUpFirst);
			expect(sandbox.payments()).toHaveLength(1);
			expect(ids(3).map((orderId) => sandbox.account.submissions(orderId))).toEqual([1, 1, 1]);
			expect(tally(result)).toEqual({ unknown: 3 });
			expect(remembered(workflowId)).toEqual(ids(3));
		});
	},
);

test.each([true, false])(
	'without both layers n8n posts a payment twice, lookUpFirst %s',
	async (lookUpFirst) => {
		const layers = [n8nMayRepeat, credentialMaySignAgain];
		const { sandbox } = await payWithout(layers, 'length', lookUpFirst);
		expect(sandbox.payments()).toHaveLength(2);
		expect(sandbox.account.paidTwice()).toEqual(ids(3));
	},
);
