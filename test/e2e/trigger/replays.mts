import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { IDataObject } from 'n8n-workflow';

import { outputsOf } from '../../support/n8n/localN8n.mts';
import { messageAbout, newOrder, sendSigned } from './messages.mts';
import { arrivals, credential, n8n } from './normalMode.mts';
import { executionsOf, publishTrigger, TRIGGER, untilAllSucceeded } from './workflow.mts';

const HOUR_MS = 3_600_000;

export function testReplays(): void {
	test('a message sent 25 hours ago goes no further, one of 23 hours does, and only once', async () => {
		const workflow = await publishTrigger(n8n, credential, arrivals);
		let executions = 0;
		/** Sends a message; returns how the trigger's node ended. */
		const sendAndLook = async (message: string) => {
			assert.deepEqual(await sendSigned(workflow.productionUrl, message), {
				status: 200,
				text: '',
			});
			await untilAllSucceeded(n8n, workflow, ++executions);
			const [{ id }] = (await executionsOf(n8n, workflow)).results;
			const execution = await n8n.finished(id);
			const run = execution.data.resultData.runData[TRIGGER].at(-1);
			return {
				items: outputsOf(execution, TRIGGER).flat().length,
				hint: (run?.hints?.[0] as IDataObject | undefined)?.message,
			};
		};
		const now = Date.now();
		const [old, recent] = [newOrder(), newOrder()];

		const tooOld = await sendAndLook(messageAbout(old, now - 25 * HOUR_MS));
		assert.equal(tooOld.items, 0);
		assert.match(
			String(tooOld.hint),
			/^Dropped: sent at .*, more than 24 hours before it came in$/,
		);
		assert.equal(arrivals.of(old), 0);

		const message = messageAbout(recent, now - 23 * HOUR_MS);
		assert.deepEqual(await sendAndLook(message), { items: 1, hint: undefined });
		assert.equal(arrivals.of(recent), 1);

		// The same again, and as PandaPon may send it again: with a later push time.
		const later = messageAbout(recent, now - 22.5 * HOUR_MS);
		for (const again of [message, later, message]) {
			assert.deepEqual(await sendAndLook(again), {
				items: 0,
				hint: 'Dropped: PandaPon has sent this message before',
			});
			assert.equal(arrivals.of(recent), 1);
		}
	});
}
