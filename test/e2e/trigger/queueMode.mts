import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { eventually } from '../../support/eventually.mts';
import { installN8n, installPackage } from '../../support/n8n/install.mts';
import { QueueMode } from '../../support/n8n/queueMode.mts';
import { stopChild } from '../../support/startChild.mts';
import type { SavedCredential } from '../startWithPackage.mts';
import { Arrivals } from './arrivals.mts';
import { messageAbout, newOrder, sendSigned } from './messages.mts';
import { saveCredential } from './normalMode.mts';
import {
	executionsOf,
	publishTrigger,
	retry,
	untilAllSucceeded,
	untilGivenUp,
} from './workflow.mts';

/** How many different messages come, and how often each. */
const MESSAGES = 20;
const TIMES = 3;

/** Two workers, each of which carries out one execution at a time. */
export function testQueueMode(): void {
	const arrivals = new Arrivals();
	let queue: QueueMode;
	let credential: SavedCredential;

	before(async () => {
		await installN8n();
		await arrivals.start();
		queue = await QueueMode.prepare('trigger-queue');
		await installPackage(queue.main.userFolder);
		await queue.main.start();
		await Promise.all([queue.startWorker(), queue.startWorker()]);
		credential = await saveCredential(queue.main);
	});

	after(async () => {
		arrivals.release();
		await queue?.stop();
		await arrivals.stop();
	});

	/** Sends messages at the same time; every one is answered with 200. */
	const sendAll = async (url: string, orders: string[]) => {
		const answers = await Promise.all(
			orders.map(async (orderId) => await sendSigned(url, messageAbout(orderId))),
		);
		assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
	};
	const timesOf = (orders: string[]) => orders.map((orderId) => arrivals.of(orderId));

	test('the same messages at once, on two workers: each comes through once', async () => {
		const workflow = await publishTrigger(queue.main, credential, arrivals);
		const orders = Array.from({ length: MESSAGES }, newOrder);
		const repeated = orders.flatMap((orderId) => Array<string>(TIMES).fill(orderId));
		await sendAll(workflow.productionUrl, repeated);
		await untilAllSucceeded(queue.main, workflow, repeated.length);
		assert.deepEqual(timesOf(orders), Array(MESSAGES).fill(1));
		for (const { begun } of queue.workers) assert.notEqual(begun.length, 0, 'a worker was idle');
	});

	test('the main process dies right after its 200: the workers carry the messages out, once', async () => {
		const workflow = await publishTrigger(queue.main, credential, arrivals);
		const orders = Array.from({ length: 5 }, newOrder);
		arrivals.hold();
		await sendAll(workflow.productionUrl, orders);
		await queue.main.stop('SIGKILL');
		arrivals.release();
		await eventually(() => assert.deepEqual(timesOf(orders), Array(orders.length).fill(1)));
		await queue.main.start();
		await untilAllSucceeded(queue.main, workflow, orders.length);
		assert.deepEqual(timesOf(orders), Array(orders.length).fill(1));
		assert.equal((await executionsOf(queue.main, workflow)).count, orders.length);
	});

	test('a worker dies in the middle: n8n gives the execution up, and its message with it; no retry brings it back', async () => {
		const workflow = await publishTrigger(queue.main, credential, arrivals);
		const orderId = newOrder();
		arrivals.hold();
		await sendAll(workflow.productionUrl, [orderId]);
		await eventually(() => assert.equal(arrivals.of(orderId), 1));
		const [{ id }] = (await executionsOf(queue.main, workflow)).results;
		const dying = queue.workers.find(({ begun }) => begun.includes(id));
		assert(dying !== undefined);
		await stopChild(dying.process, 'SIGKILL');
		arrivals.release();
		// n8n 2.41 sets Bull's maxStalledCount to 0, and then stores the error in place of the execution's data.
		const dead = await untilGivenUp(queue.main, workflow, 'error');
		const { data } = await queue.main.finished(dead);
		assert.match(data.resultData.error?.message ?? '', /failed to be processed too many times/);
		assert(!JSON.stringify(data).includes(orderId));
		await retry(queue.main, dead);
		assert.equal(arrivals.of(orderId), 1);
		// It is known by now: PandaPon, which has had its 200, would send it in vain.
		await sendAll(workflow.productionUrl, [orderId]);
		await untilAllSucceeded(queue.main, workflow, 1);
		assert.equal(arrivals.of(orderId), 1);
	});
}
