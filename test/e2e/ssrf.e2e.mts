// n8n's protection against requests to internal addresses (SSRF), switched on: an allowed API is paid, calls to any other are
// refused before they are sent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Account } from '../sandbox/account.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { LocalN8n } from '../support/n8n/localN8n.mts';
import { answersOf, payingWorkflow } from '../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../support/orderIds.mts';
import { startWithPackage } from './startWithPackage.mts';

const GUARD = { N8N_SSRF_PROTECTION_ENABLED: 'true', N8N_SSRF_BLOCKED_HOSTNAMES: '*.blocked.test' };
const REFUSED =
	"n8n's protection (SSRF) refused the Base URL; N8N_SSRF_ALLOWED_HOSTNAMES allows it";

const account = new Account();
const sandbox = new Sandbox({ account });
let n8n = new LocalN8n('ssrf', { env: GUARD });

before(async () => {
	await startWithPackage(n8n, sandbox);
});

after(async () => {
	await n8n.stop();
	await sandbox.close();
});

/** Pays a list of three orders at this address. */
async function pay(list: number, baseUrl: string) {
	const ids = idsOfList(list, 3);
	account.addOrders(ids);
	const credential = {
		id: await n8n.createCredential('pandaPonApi', 'PandaPon', { ...sandbox.credential, baseUrl }),
		name: 'PandaPon',
	};
	const workflow = await n8n.createWorkflow(payingWorkflow(`SSRF ${list}`, ids), credential);
	const items = answersOf(await n8n.finished(await n8n.run(workflow)));
	return {
		items,
		outcomes: items.map(({ outcome }) => outcome),
		submitted: ids.filter((id) => account.submissions(id) > 0).length,
	};
}

/** Presses the credential's Test button. */
async function testCredential(baseUrl: string) {
	return await n8n.api('POST', '/rest/credentials/test', {
		credentials: {
			id: '',
			name: 'PandaPon',
			type: 'pandaPonApi',
			data: { ...sandbox.credential, baseUrl },
		},
	});
}

for (const [list, [what, host]] of [
	['an internal address', '127.0.0.1'],
	['a name that resolves to one', 'localhost'],
	['a name on the deny list', 'api.blocked.test'],
].entries()) {
	test(`${what} is refused: nothing is sent, and the message says why`, async () => {
		const baseUrl = sandbox.url.replace('127.0.0.1', host);
		const { items, outcomes, submitted } = await pay(list, baseUrl);
		assert.deepEqual(outcomes, ['notSent', 'notSent', 'notSent']);
		assert.equal(items[0].errorReason, REFUSED);
		assert.match(String(items[0].advice), /^Not sent in this run\. Check the Base URL/);
		assert.equal(submitted, 0);
		assert.equal(sandbox.connections, 0);
		assert.deepEqual(await testCredential(baseUrl), {
			status: 'Error',
			message: `${REFUSED}. Check the Base URL in the credential, and that this n8n may reach it.`,
		});
	});
}

test('the same address is paid once it is allowed', async () => {
	await n8n.stop();
	n8n = new LocalN8n('ssrf', {
		env: { ...GUARD, N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32' },
		keep: true,
	});
	await n8n.start();
	const { outcomes, submitted } = await pay(10, sandbox.url);
	assert.deepEqual(outcomes, ['submitted', 'submitted', 'submitted']);
	assert.equal(submitted, 3);
	assert.equal((await testCredential(sandbox.url)).status, 'OK');
});
