// n8n's Assistant can run a single node, in a workflow that it makes for this and deletes at once, along with the memory of
// submitted orders. There the node refuses to pay.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import type { IDataObject } from 'n8n-workflow';

import { DETAIL } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { changeInstalled } from '../support/n8n/install.mts';
import { freePort, LocalN8n } from '../support/n8n/localN8n.mts';
import { answersOf, PAY_NODE, payingWorkflow } from '../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../support/orderIds.mts';
import { hookEnvironment, runAlone } from './assistant/runAlone.mts';
import { startWithPackage, type SavedCredential } from './startWithPackage.mts';

const TYPE = 'n8n-nodes-pandapon.batchPay1688Orders';
const REFUSED = "n8n's Assistant runs this node alone, with no memory of payments";

const sandbox = new Sandbox();
const { account } = sandbox;
const port = await freePort();
const n8n = new LocalN8n('assistant', { env: hookEnvironment(port) });
let credential: SavedCredential;
let order: string;
let list = 0;

before(async () => {
	credential = await startWithPackage(n8n, sandbox);
});

after(async () => {
	await n8n.stop();
	await sandbox.close();
});

beforeEach(() => {
	sandbox.reset();
	[order] = idsOfList(++list, 1);
	account.addOrders([order]);
});

/** What the node says of its order, when it is run alone. */
const alone = async (parameters: IDataObject): Promise<IDataObject[]> => {
	const [success, failure] = await runAlone(port, {
		type: TYPE,
		version: 1,
		parameters: { orderIds: order, ...parameters },
		credentials: { pandaPonApi: credential },
	});
	return [...success, ...failure];
};
const twice = async (parameters: IDataObject) => [
	...(await alone(parameters)),
	...(await alone(parameters)),
];

for (const options of [{}, { skipSubmitted: false }, { lookUpFirst: false }]) {
	test(`run alone twice with the options ${JSON.stringify(options)}: not sent, and the reason says why`, async () => {
		const items = await twice({ mode: 'pay', options });
		assert.deepEqual(
			items.map(({ orderId, outcome, errorReason, retrySafe }) => [
				orderId,
				outcome,
				errorReason,
				retrySafe,
			]),
			Array(2).fill([order, 'notSent', REFUSED, true]),
		);
		assert.match(String(items[0].advice), /Put the node into a workflow/);
		assert.deepEqual([sandbox.calls, account.submissions(order)], [[], 0]);
	});
}

test('run alone, a check still shows what would be paid', async () => {
	assert.deepEqual(
		(await twice({})).map(({ outcome, orderAmount }) => [outcome, orderAmount]),
		Array(2).fill(['ready', 10]),
	);
	assert.deepEqual(
		sandbox.calls.map(({ path }) => path),
		[DETAIL, DETAIL],
	);
	assert.equal(account.submissions(order), 0);
});

test('alone in a workflow that a person has saved, the node pays, and only once', async () => {
	const complete = payingWorkflow('Alone', [order]);
	const nodes = (complete.nodes as IDataObject[])
		.filter(({ name }) => name === PAY_NODE)
		.map((node) => ({ ...node, parameters: { mode: 'pay', orderIds: order } }));
	const workflow = await n8n.createWorkflow({ ...complete, nodes, connections: {} }, credential);
	const executeStep = async () => {
		const body = {
			workflowData: workflow,
			destinationNode: { nodeName: PAY_NODE, mode: 'inclusive' },
		};
		const { executionId } = await n8n.api<{ executionId: string }>(
			'POST',
			`/rest/workflows/${workflow.id}/run`,
			body,
		);
		return answersOf(await n8n.finished(executionId)).map(({ outcome }) => outcome);
	};
	assert.deepEqual([await executeStep(), await executeStep()], [['submitted'], ['paid']]);
	assert.equal(account.submissions(order), 1);
});

test("connected, in a workflow with the same name as the Assistant's, the node pays, and only once", async () => {
	const workflow = await n8n.createWorkflow(
		payingWorkflow(`Execute node ${TYPE}`, [order]),
		credential,
	);
	const outcomes = async () =>
		answersOf(await n8n.finished(await n8n.run(workflow))).map(({ outcome }) => outcome);
	assert.deepEqual([await outcomes(), await outcomes()], [['submitted'], ['paid']]);
	assert.equal(account.submissions(order), 1);
});

test('the danger is real: without the refusal n8n pays the order each time it runs the node alone', async () => {
	const putBack = changeInstalled(
		n8n.userFolder,
		'nodes/shared/n8n/isForgottenAfterwards.js',
		'context.getWorkflow().name ===',
		'false && context.getWorkflow().name ===',
	);
	// PandaPon may take its time: until then a look-up shows the order as waiting for payment.
	account.paysAtOnce = false;
	try {
		await n8n.stop();
		await n8n.start();
		assert.deepEqual(
			(await twice({ mode: 'pay' })).map(({ outcome }) => outcome),
			['submitted', 'submitted'],
		);
		assert.equal(account.submissions(order), 2);
	} finally {
		account.paysAtOnce = true;
		putBack();
	}
});
