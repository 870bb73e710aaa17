// The oldest n8n this package works on. On an older one the node does not load: its n8n-workflow has no `NodeConnectionTypes`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findDisagreements } from '../../demo/findDisagreements.mts';
import { Account } from '../sandbox/account.mts';
import type { Fault } from '../sandbox/faults.mts';
import { DETAIL, PAY } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { OLDEST_N8N } from '../support/n8n/install.mts';
import { LocalN8n, outputsOf } from '../support/n8n/localN8n.mts';
import { PAY_NODE, payingWorkflow } from '../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../support/orderIds.mts';
import { testBroken401 } from './sendOnce/broken401.mts';
import { startWithPackage, type SavedCredential } from './startWithPackage.mts';

const account = new Account();
const sandbox = new Sandbox({ account });
const n8n = new LocalN8n('oldest', { n8n: OLDEST_N8N });
let credential: SavedCredential;

before(async () => {
	credential = await startWithPackage(n8n, sandbox, OLDEST_N8N);
});

after(async () => {
	await n8n.stop();
	await sandbox.close();
});

test('the main job: a list is paid, a lost answer is cleared up, failures are reported, and a second run pays nothing again', async (t) => {
	const { versionCli } = await n8n.api('GET', '/rest/settings');
	t.diagnostic(`n8n ${String(versionCli)}`);
	const ids = idsOfList(1, 36);
	account.addOrders(ids);
	account.orders.get(ids[2])!.status = 'cancel';
	account.orders.delete(ids[8]);
	const workflow = await n8n.createWorkflow(
		payingWorkflow('Oldest', [...ids, 'A-17', ids[0]]),
		credential,
	);
	const outputs = async () => outputsOf(await n8n.finished(await n8n.run(workflow)), PAY_NODE);

	// The answer to the last batch gets lost on its way, after the API has paid.
	sandbox.fault(4, { kind: 'resetBeforeAnswer' });
	const first = await outputs();
	const [success, failure, summary] = first;
	assert.deepEqual(findDisagreements(ids, first, account), []);
	assert.deepEqual(
		success.map(({ json }) => json.outcome),
		[...Array<string>(30).fill('submitted'), ...Array<string>(4).fill('paid')],
	);
	assert.deepEqual(
		failure.map(({ json }) => json.outcome),
		['notPayable', 'notSent', 'invalid'],
	);
	assert.equal(summary[0].json.amountSubmitted, 340);
	assert.equal(summary[0].json.amountFoundPaid, 0);

	const again = await outputs();
	assert.deepEqual(findDisagreements(ids, again, account), []);
	assert(again[0].every(({ json }) => json.outcome === 'paid'));
});

// Its HTTP client drops an answer whose body breaks off, and with it the status that n8n would react to.
testBroken401(() => ({ n8n, sandbox, credential }), 1);

/** Faults after which the HTTP helper of another version could send a payment again, or misread the failure. */
const FAULTS: Array<[Fault, string]> = [
	[{ kind: 'status', status: 401, processed: false }, 'rejected'],
	[{ kind: 'status', status: 429, processed: false }, 'notSent'],
	[{ kind: 'status', status: 502 }, 'unknown'],
	[{ kind: 'redirect', status: 302 }, 'unknown'],
	[{ kind: 'redirect', status: 307 }, 'unknown'],
	[{ kind: 'resetBeforeAnswer' }, 'unknown'],
	[{ kind: 'resetInsideAnswer' }, 'unknown'],
	[{ kind: 'cutOffJson' }, 'unknown'],
	[{ kind: 'hang' }, 'unknown'],
	[{ kind: 'refuse', forMs: 5000 }, 'notSent'],
];

for (const [index, [fault, outcome]] of FAULTS.entries()) {
	test(`${fault.kind}${'status' in fault ? ` ${fault.status}` : ''}: sent at most once, and reported as ${outcome}`, async () => {
		const ids = idsOfList(10 + index, 3);
		account.addOrders(ids);
		sandbox.reset();
		const workflow = await n8n.createWorkflow(
			payingWorkflow(fault.kind, ids, { verifyUnclear: false, notSentRetries: 0, timeoutMs: 2000 }),
			credential,
		);
		sandbox.fault(1, fault);
		const [success, failure] = outputsOf(await n8n.finished(await n8n.run(workflow)), PAY_NODE);
		assert.deepEqual(success, []);
		assert.deepEqual(
			failure.map(({ json }) => json.outcome),
			[outcome, outcome, outcome],
			String(failure[0]?.json.errorReason),
		);
		assert.deepEqual(
			sandbox.calls.map(({ path }) => path),
			fault.kind === 'refuse' ? [] : [...ids.map(() => DETAIL), PAY],
		);
	});
}
