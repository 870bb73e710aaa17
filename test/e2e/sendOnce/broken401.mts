// n8n signs and sends again after HTTP 401. Here the rest of the 401 is lost, so that even the package's own settings could be
// passed over: shared by the tests on the newest and on the oldest n8n.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Sandbox } from '../../sandbox/sandbox.mts';
import { changeInstalled } from '../../support/n8n/install.mts';
import { outputsOf, type LocalN8n } from '../../support/n8n/localN8n.mts';
import { PAY_NODE, payingWorkflow } from '../../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../../support/orderIds.mts';

/** What stands against a second sending, as the built package has it (nodes/shared/api/callOnce.ts). */
const GUARDS = {
	'the setting that n8n repeats no status': ', preAuthenticationRetryStatusCode: []',
	'the refusal to sign a request twice': 'sendOnce: { signed: false },',
} as const;
const ALL = Object.keys(GUARDS) as Array<keyof typeof GUARDS>;
const WAYS = ['length', 'chunks', 'encoding'] as const;
const ORDERS_EACH = 3;

/** The n8n and the sandbox of a test file; there once its `before` is over. */
export interface Place {
	n8n: LocalN8n;
	sandbox: Sandbox;
	credential: { id: string; name: string };
}

/**
 * Registers the tests: a 401 whose body breaks is posted once, with all that stands against a second sending, and with each
 * part of it taken out of the installed package in turn.
 *
 * @param place Gives the n8n, once it runs.
 * @param unguarded How often this n8n posts when nothing stands against it.
 */
export function testBroken401(place: () => Place, unguarded: 1 | 2): void {
	const withouts: Array<Array<keyof typeof GUARDS>> = [[], ...ALL.map((guard) => [guard]), ALL];
	for (const [index, without] of withouts.entries()) {
		const times = without.length === ALL.length ? unguarded : 1;
		const name = without.length === 0 ? 'as the package is' : `without ${without.join(' and ')}`;
		test(`a 401 whose body breaks, ${name}: posted ${times === 1 ? 'once' : 'twice'}`, async () => {
			const { n8n } = place();
			const restart = async () => {
				await n8n.stop();
				await n8n.start();
			};
			const putBack = without.map((guard) =>
				changeInstalled(n8n.userFolder, 'nodes/shared/api/callOnce.js', GUARDS[guard], ''),
			);
			if (without.length > 0) await restart();
			try {
				for (const [way, how] of WAYS.entries())
					await payOnce(place(), 100 + index * WAYS.length + way, how, times);
			} finally {
				for (const back of putBack.toReversed()) back();
				if (without.length > 0) await restart();
			}
		});
	}
}

async function payOnce(
	{ n8n, sandbox, credential }: Place,
	list: number,
	how: (typeof WAYS)[number],
	times: 1 | 2,
): Promise<void> {
	const { account } = sandbox;
	const ids = idsOfList(list, ORDERS_EACH);
	account.addOrders(ids);
	sandbox.reset();
	// The first call alone: what n8n sends again is paid again.
	sandbox.fault(1, { kind: 'statusCut', status: 401, how });
	// The HTTP client of an old n8n waits for what is missing until its time is up.
	const workflow = await n8n.createWorkflow(
		payingWorkflow(`401, ${how}`, ids, { verifyUnclear: false, timeoutMs: 2000 }),
		credential,
	);
	const execution = await n8n.finished(await n8n.run(workflow));
	assert.equal(sandbox.payments().length, times, `${how}: posted`);
	assert.deepEqual(
		ids.map((id) => account.submissions(id)),
		Array(ORDERS_EACH).fill(times),
		`${how}: in the ledger`,
	);
	if (times === 2) return;
	const [success, failure] = outputsOf(execution, PAY_NODE);
	assert.deepEqual(success, [], how);
	assert.deepEqual(
		failure.map(({ json }) => [json.outcome, json.retrySafe]),
		Array(ORDERS_EACH).fill(['unknown', false]),
		`${how}: ${String(failure[0]?.json.errorReason)}`,
	);
}
