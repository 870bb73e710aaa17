import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually } from '../../support/eventually.mts';
import { messageAbout, newOrder, sendSigned } from './messages.mts';
import { arrivals, credential, n8n } from './normalMode.mts';
import {
	publishTrigger,
	retry,
	untilAllSucceeded,
	untilGivenUp,
	untilItAnswers,
	type TriggerWorkflow,
} from './workflow.mts';

export function testCrashes(): void {
	test('n8n dies right after its 200: the message is stored, not carried out, and goes through when retried', async (t) => {
		const workflow = await publishTrigger(n8n, credential, arrivals);
		const { productionUrl: url } = workflow;
		const orderId = newOrder();
		arrivals.hold();
		assert.equal((await sendSigned(url, messageAbout(orderId))).status, 200);
		await n8n.stop('SIGKILL');
		const before = arrivals.of(orderId);
		await restart(workflow);
		await retry(n8n, await untilGivenUp(n8n, workflow, 'crashed', 'running'));
		await untilAllSucceeded(n8n, workflow, 1);
		assert.equal(arrivals.of(orderId), before + 1);
		// Now it is known, as if it had never crashed.
		assert.equal((await sendSigned(url, messageAbout(orderId))).status, 200);
		await untilAllSucceeded(n8n, workflow, 2);
		assert.equal(arrivals.of(orderId), before + 1);
		t.diagnostic(`before n8n died, the message had reached ${before} node(s) behind the trigger`);
	});

	test('n8n dies while a node behind the trigger works: retried, the message is not dropped as repeated', async () => {
		const workflow = await publishTrigger(n8n, credential, arrivals);
		const { productionUrl: url } = workflow;
		const orderId = newOrder();
		arrivals.hold();
		assert.equal((await sendSigned(url, messageAbout(orderId))).status, 200);
		await eventually(() => assert.equal(arrivals.of(orderId), 1));
		await n8n.stop('SIGKILL');
		await restart(workflow);
		// PandaPon got its 200. If it sends the message once more all the same, that one is dropped: only the retry carries it out.
		assert.equal((await sendSigned(url, messageAbout(orderId))).status, 200);
		await untilAllSucceeded(n8n, workflow, 1);
		assert.equal(arrivals.of(orderId), 1);
		await retry(n8n, await untilGivenUp(n8n, workflow, 'crashed'));
		await untilAllSucceeded(n8n, workflow, 2);
		assert.equal(arrivals.of(orderId), 2);
	});
}

/** Starts n8n again; it carries nothing out by itself. */
async function restart(workflow: TriggerWorkflow): Promise<void> {
	arrivals.release();
	await n8n.start();
	await untilItAnswers(workflow.productionUrl);
}
