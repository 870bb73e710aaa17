import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { signMessage } from '../../sandbox/signMessage.mts';
import { N8N_MODULES } from '../../support/n8n/install.mts';
import { outputsOf, type StoredExecution } from '../../support/n8n/localN8n.mts';
import { KEYS, messageAbout, newOrder, send } from './messages.mts';
import { arrivals, credential, n8n } from './normalMode.mts';
import {
	executionsOf,
	NEXT,
	publishTrigger,
	untilAllSucceeded,
	type TriggerWorkflow,
} from './workflow.mts';

/** The full run: TRIGGER_MESSAGES=10000. */
const MESSAGES = Number(process.env.TRIGGER_MESSAGES ?? 1000);
/** PandaPon sends so many at the same time. */
const AT_ONCE = 10;

interface Sent {
	body: string;
	headers: Record<string, string>;
	genuine: boolean;
}

const genuine = (body: string): Sent => ({
	body,
	headers: { authorization: signMessage(body, KEYS) },
	genuine: true,
});

/** The ways to forge a message, each of which has to fail. */
const FORGERIES: Array<(body: string) => Record<string, string>> = [
	() => ({}),
	() => ({ authorization: '' }),
	() => ({ authorization: KEYS.accessSecret }),
	() => ({ authorization: '0'.repeat(64) }),
	(body) => ({ authorization: signMessage(body, { ...KEYS, accessSecret: 'guessed' }) }),
	(body) => ({ authorization: signMessage(body, { ...KEYS, accessSecret: '' }) }),
	(body) => ({ authorization: signMessage(body, { ...KEYS, accessKey: 'another' }) }),
	(body) => ({ authorization: signMessage(body, KEYS).slice(0, -1) }),
	(body) => ({ authorization: `${signMessage(body, KEYS)}00` }),
	(body) => ({ authorization: `Bearer ${signMessage(body, KEYS)}` }),
	(body) => ({ 'x-authorization': signMessage(body, KEYS) }),
	(body) => ({ authorization: signMessage(`${body} `, KEYS) }),
	() => ({ authorization: signMessage('', KEYS) }),
	() => ({ authorization: signMessage(messageAbout('2059624776425880001'), KEYS) }),
	(body) => ({ authorization: signMessage(JSON.stringify(JSON.parse(body)), KEYS) }),
	(body) => ({ authorization: createHash('sha256').update(body).digest('hex') }),
];

/**
 * Seven tenths are different messages; the rest are repeats: right behind the first, far behind it, and ten at once. Forged
 * ones, another tenth of all, stand in between.
 */
function makeMessages(orders: string[]): Sent[] {
	const first = orders.map((orderId) => genuine(messageAbout(orderId)));
	const sent: Sent[] = [];
	for (const [index, message] of first.entries()) {
		sent.push(message);
		// 1 in 7 is repeated at once, 1 in 7 much later; 1 in 70 comes ten times more, at once.
		if (index % 7 === 0) sent.push(message);
		if (index % 7 === 3 && index >= orders.length / 2) sent.push(first[index - orders.length / 2]);
		if (index % 7 === 5 && index < orders.length / 2) sent.push(first[Math.floor(index / 2)]);
		if (index % 70 === 1) sent.push(...Array<Sent>(AT_ONCE).fill(message));
		if (index % 7 === 2) {
			const { body } = genuine(messageAbout(newOrder()));
			const headers = FORGERIES[((index - 2) / 7) % FORGERIES.length](body);
			sent.push({ body, headers, genuine: false });
		}
	}
	return sent;
}

/** The orders of all items that the node behind the trigger got, read from n8n's database: asking n8n for each takes too long. */
function cameThrough({ saved }: TriggerWorkflow): string[] {
	const database = new DatabaseSync(join(n8n.userFolder, '.n8n/database.sqlite'), {
		readOnly: true,
	});
	const stored = database
		.prepare(
			'SELECT data FROM execution_data JOIN execution_entity ON id = executionId WHERE execution_entity.workflowId = ?',
		)
		.all(saved.id) as Array<{ data: string }>;
	database.close();
	const { parse } = createRequire(N8N_MODULES)('flatted') as {
		parse: (text: string) => StoredExecution['data'];
	};
	return stored
		.flatMap(({ data }) => outputsOf({ id: '', status: '', data: parse(data) }, NEXT).flat())
		.map(({ json }) => String(json.orderId));
}

export function testRepeats(): void {
	test(`${MESSAGES} messages with repeats, and forged ones: each comes through once, no forged one does`, async (t) => {
		const workflow = await publishTrigger(n8n, credential, arrivals, { reports: false });
		const orders = Array.from({ length: MESSAGES * 0.7 }, newOrder);
		const messages = makeMessages(orders);
		const genuine = messages.filter((message) => message.genuine).length;

		const tookMs: number[] = [];
		const wrong: string[] = [];
		const queue = messages.entries();
		const started = Date.now();
		const sendNext = async () => {
			for (const [index, { body, headers, genuine }] of queue) {
				const at = Date.now();
				const { status } = await send(workflow.productionUrl, body, {
					'content-type': 'application/json',
					...headers,
				});
				tookMs.push(Date.now() - at);
				if (status !== (genuine ? 200 : 401)) wrong.push(`${index}: ${status}`);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
		const sentMs = Date.now() - started;
		assert.deepEqual(wrong, []);
		await untilAllSucceeded(n8n, workflow, genuine);

		assert.equal((await executionsOf(n8n, workflow)).count, genuine);
		// Sorted, each once: neither lost nor twice.
		const came = cameThrough(workflow).sort();
		assert.deepEqual(came, orders);
		tookMs.sort((a, b) => a - b);
		const at = (share: number) => tookMs[Math.ceil(tookMs.length * share) - 1];
		t.diagnostic(
			`${genuine} messages, ${orders.length} of them different, and ${messages.length - genuine} forged ones, ${AT_ONCE} at once: ${came.length} came through, none twice. Sent in ${sentMs} ms, carried out in ${Date.now() - started} ms; answered within ${at(0.5)} ms (half), ${at(0.99)} ms (99 in 100), ${at(1)} ms (all)`,
		);
	});
}
