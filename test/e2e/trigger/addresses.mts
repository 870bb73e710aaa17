import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { eventually } from '../../support/eventually.mts';
import { outputsOf } from '../../support/n8n/localN8n.mts';
import { KEYS, messageAbout, newOrder, send, sendSigned } from './messages.mts';
import { arrivals, credential, n8n } from './normalMode.mts';
import {
	executionsOf,
	listen,
	NEXT,
	saveTrigger,
	TRIGGER,
	untilAllSucceeded,
	untilItAnswers,
	type Listed,
	type TriggerWorkflow,
} from './workflow.mts';

const statusOf = async (url: string, method: 'GET' | 'HEAD' | 'PUT' | 'POST') =>
	(await send(url, undefined, {}, method)).status;

export function testAddresses(): void {
	test('the production address answers while the workflow is published, and again after a restart', async () => {
		const workflow = await saveTrigger(n8n, credential, arrivals);
		const { productionUrl: url, saved } = workflow;
		const refuses = async () => {
			for (const method of ['GET', 'HEAD', 'PUT'] as const)
				assert.equal(await statusOf(url, method), 404);
			assert.equal((await sendSigned(url, messageAbout(newOrder()))).status, 404);
		};
		await refuses();

		await n8n.publish(saved);
		await untilItAnswers(url);
		await answersAndStarts(workflow, 1);

		await n8n.stop();
		await n8n.start();
		await untilItAnswers(url);
		await answersAndStarts(workflow, 2);

		await n8n.unpublish(saved);
		await untilItAnswers(url, 404);
		await refuses();
		assert.equal((await executionsOf(n8n, workflow)).count, 2);
	});

	test('the test address answers while a person listens; one good message ends that', async () => {
		const workflow = await saveTrigger(n8n, credential, arrivals);
		const { testUrl: url } = workflow;
		const orderId = newOrder();
		assert.equal(await statusOf(url, 'GET'), 404);
		assert.equal((await sendSigned(url, messageAbout(orderId))).status, 404);

		await listen(n8n, workflow);
		for (const method of ['GET', 'HEAD', 'GET'] as const)
			assert.equal(await statusOf(url, method), 200);
		assert.equal(await statusOf(url, 'PUT'), 404);
		assert.equal((await sendSigned(url, messageAbout(orderId))).status, 200);
		await untilAllSucceeded(n8n, workflow, 1);
		assert.equal(arrivals.of(orderId), 1);
		assert.equal((await executionsOf(n8n, workflow)).results[0].mode, 'manual');
		assert.equal((await sendSigned(url, messageAbout(orderId))).status, 404);

		// Whoever tries out sends the same message again and again.
		await listen(n8n, workflow);
		assert.equal((await sendSigned(url, messageAbout(orderId))).status, 200);
		await untilAllSucceeded(n8n, workflow, 2);
		assert.equal(arrivals.of(orderId), 2);
	});

	for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'])
		test(`while a person listens, the panel says why a message was refused; On Error: ${onError}`, async () => {
			const workflow = await saveTrigger(n8n, credential, arrivals, { fields: { onError } });
			const orderId = newOrder();
			await listen(n8n, workflow);
			const authorization = 'f'.repeat(64);
			const { status, text } = await send(workflow.testUrl, messageAbout(orderId), {
				'content-type': 'application/json',
				authorization,
			});
			assert.deepEqual([status, text], [401, 'The signature does not match']);
			const { id, mode } = await firstExecution(workflow);
			const execution = await n8n.finished(id);
			assert.equal(mode, 'manual');
			const [{ error, hints }] = execution.data.resultData.runData[TRIGGER];
			assert.match(
				onError === 'stopWorkflow' ? error!.message : (hints?.[0].message ?? ''),
				/^A message was not taken in: its signature does not match; compare Access Key/,
			);
			assert.equal(execution.status, onError === 'stopWorkflow' ? 'error' : 'success');
			const stored = JSON.stringify(execution.data);
			for (const secret of [orderId, 'secret words', authorization, KEYS.accessSecret])
				assert(!stored.includes(secret), `the execution holds ${secret}`);
			assert.deepEqual(Object.keys(execution.data.resultData.runData), [TRIGGER]);
			assert.equal(arrivals.of(orderId), 0);
			assert(!arrivals.items.some((item) => item.includes('turnedAway')));
		});

	test('what the log says of refused messages holds no secret', () => {
		const lines = readFileSync(n8n.logFile, 'utf8').split('\n');
		const about = (text: string) => lines.filter((line) => line.includes(text));
		assert.notDeepEqual(about('"PandaPon Trigger" did not take a message in (HTTP 401)'), []);
		for (const secret of [KEYS.accessSecret, 'secret words', 'f'.repeat(64)])
			assert.deepEqual(about(secret), []);
	});
}

/** A refused message is answered before its execution is there. */
async function firstExecution(workflow: TriggerWorkflow): Promise<Listed> {
	let first: Listed | undefined;
	await eventually(async () => {
		first = (await executionsOf(n8n, workflow)).results.at(0);
		assert(first !== undefined);
	}, 20_000);
	return first!;
}

/** GET, HEAD and PUT start nothing; a signed message starts the workflow with its item, every digit in place. */
async function answersAndStarts(workflow: TriggerWorkflow, executions: number): Promise<void> {
	const { productionUrl: url } = workflow;
	assert.deepEqual(await send(url, undefined, {}, 'GET'), {
		status: 200,
		text: 'PandaPon Trigger is ready',
	});
	assert.equal(await statusOf(url, 'HEAD'), 200);
	assert.equal(await statusOf(url, 'PUT'), 404);
	const orderId = newOrder();
	assert.deepEqual(await sendSigned(url, messageAbout(orderId)), { status: 200, text: '' });
	await untilAllSucceeded(n8n, workflow, executions);
	const { count, results } = await executionsOf(n8n, workflow);
	assert.equal(count, executions);
	assert.equal(results[0].mode, 'webhook');
	const execution = await n8n.finished(results[0].id);
	const [items] = outputsOf(execution, TRIGGER);
	assert.equal(items.length, 1);
	assert.equal(items[0].json.orderId, orderId);
	assert.equal((items[0].json.body as { orderId: string }).orderId, orderId);
	assert.equal(outputsOf(execution, NEXT)[0].length, 1);
	assert.equal(arrivals.of(orderId), 1);
}
