import { plain, remembered, tally } from '../support/engine/batchPay.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderIds as ids } from '../support/orderIds.mts';

/** The workflow that n8n's Assistant makes to run one node, and deletes afterwards. */
const alone = { alone: true, workflowName: 'Execute node test.batchPay1688Orders' };
const typedIn = (count: number, more: object = {}) => ({
	orderIds: ids(count).join(', '),
	...more,
});

describe("a node that n8n's Assistant runs alone", () => {
	test.each([
		[true, true],
		[true, false],
		[false, true],
		[false, false],
	])('pays nothing, skipSubmitted %s, lookUpFirst %s', async (skipSubmitted, lookUpFirst) => {
		const { sandbox, pay, workflowId } = await sandboxWith(3);
		const result = await pay({
			...alone,
			parameters: typedIn(3),
			options: { ...plain, skipSubmitted, lookUpFirst },
		});
		expect(tally(result)).toEqual({ notSent: 3 });
		expect(result.failure[0].json).toMatchObject({
			moneyMoved: 'maybe',
			retrySafe: true,
			errorReason: "n8n's Assistant runs this node alone, with no memory of payments",
			advice:
				'Not sent in this run. Put the node into a workflow, behind the order list, and execute that.',
		});
		expect(sandbox.calls).toEqual([]);
		expect(remembered(workflowId)).toEqual([]);
		expect(sandbox.account.ledger().size).toBe(0);
	});

	test.each([true, false])('still checks, lookUpFirst %s', async (lookUpFirst) => {
		const { sandbox, pay, workflowId } = await sandboxWith(3);
		const parameters = typedIn(3, { mode: 'check' });
		expect(tally(await pay({ ...alone, parameters, options: { lookUpFirst } }))).toEqual({
			ready: 3,
		});
		expect(calls(sandbox)).toEqual(
			lookUpFirst ? { read: 0, paid: 0, lookedUp: 3 } : { read: 1, paid: 0, lookedUp: 0 },
		);
		expect(remembered(workflowId)).toEqual([]);
	});
});

test.each([
	[
		'connected, in a workflow that a person gave the same name',
		{ workflowName: alone.workflowName },
	],
	['alone, in a workflow of another name', { alone: true, workflowName: 'Execute node' }],
])('%s, it pays', async (_name, run) => {
	const { sandbox, pay } = await sandboxWith(3);
	expect((await pay({ ...run, parameters: typedIn(3), options: plain })).failure).toEqual([]);
	expect(calls(sandbox)).toEqual({ read: 1, paid: 1, lookedUp: 0 });
	expect([...sandbox.account.ledger()]).toEqual(ids(3).map((orderId) => [orderId, 1]));
});
