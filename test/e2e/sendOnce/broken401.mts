// n8n signs and sends again after HTTP 401. Here the body of the 401 breaks off, where n8n might overlook the package's own settings.
// Shared by the tests on the newest and on the oldest n8n.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Sandbox } from '../../sandbox/sandbox.mts';
import { changeInstalled } from '../../support/n8n/install.mts';
import { outputsOf, type LocalN8n } from '../../support/n8n/localN8n.mts';
import { PAY_NODE, payingWorkflow } from '../../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../../support/orderIds.mts';
import type { SavedCredential } from '../startWithPackage.mts';

/** What keeps n8n from sending twice, as text of the built package (nodes/shared/api/callOnce.ts). */
const GUARDS = {
	'the empty list of statuses that n8n repeats': ', preAuthenticationRetryStatusCode: []',
	'the refusal to sign a request twice': 'sendOnce: { signed: false },',
} as const;
const ALL = Object.keys(GUARDS) as Array<keyof typeof GUARDS>;
const WAYS = ['length', 'chunks', 'encoding'] as const;
const ORDERS_EACH = 3;

/** What the tests run on; there once the `before` of the test file is over. */
export interface Setup {
	n8n: LocalN8n;
	sandbox: Sandbox;
	credential: SavedCredential;
}

/**
 * Registers the tests: a payment answered by a 401 whose body breaks off is posted once, with all guards, and with each of them
 * taken out of the installed package in turn.
 *
 * @param setup Called when a test runs.
 * @param unguarded How often this n8n posts without any guard.
 */
export function testBroken401(setup: () => Setup, unguarded: 1 | 2): void {
	const withouts: Array<Array<keyof typeof GUARDS>> = [[], ...ALL.map((guard) => [guard]), ALL];
	for (const [index, without] of withouts.entries()) {
		const times = without.length === ALL.length ? unguarded : 1;
		const name = without.length === 0 ? 'as the package is' : `without ${without.join(' and ')}`;
		test(`a 401 whose body breaks off, ${name}: posted ${times === 1 ? 'once' : 'twice'}`, async () => {
			const { n8n } = setup();
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
					await payOnce(setup(), 100 + index * WAYS.length + way, how, times);
			} finally {
				for (const back of putBack.toReversed()) back();
				if (without.length > 0) await restart();
			}
		});
	}
}

async function payOnce(
	{ n8n, sandbox, credential }: Setup,
	list: number,
	how: (typeof WAYS)[number],
	times: 1 | 2,
): Promise<void> {
	const { account } = sandbox;
	const ids = idsOfList(list, ORDERS_EACH);
	account.addOrders(ids);
	sandbox.reset();
	// Only the first call: what n8n sends again is paid.
	sandbox.fault(1, { kind: 'statusCut', status: 401, how });
	// The HTTP client of an old n8n waits for what is missing until it times out.
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
