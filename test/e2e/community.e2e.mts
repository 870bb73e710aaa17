// Settings → Community Nodes → Install, as a user does it. The package is not published yet, so a stand-in plays npm's registry:
// n8n and its npm reach it through a proxy that takes the registry's name to this machine.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import packageJson from '../../package.json' with { type: 'json' };
import { Account } from '../sandbox/account.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { certificateFor } from '../support/certificate.mts';
import { installN8n, LOCAL, packPackage } from '../support/n8n/install.mts';
import { LocalN8n } from '../support/n8n/localN8n.mts';
import { answersOf, payingWorkflow } from '../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../support/orderIds.mts';
import { Proxy } from '../support/proxy.mts';
import { Registry } from '../support/registry.mts';

const REGISTRY = 'registry.npmjs.org';
const PACKAGE = packageJson.name;
const account = new Account();
const sandbox = new Sandbox({ account });
let registry: Registry;
let proxy: Proxy;
let n8n: LocalN8n;

before(async () => {
	await installN8n();
	await sandbox.start();
	const { key, cert, file } = await certificateFor(REGISTRY);
	registry = await Registry.serve(packPackage(), packageJson, REGISTRY, { key, cert });
	proxy = await new Proxy({ [`${REGISTRY}:443`]: registry.port }).listen();
	const env = {
		HTTPS_PROXY: proxy.url,
		NO_PROXY: 'localhost,127.0.0.1',
		NODE_EXTRA_CA_CERTS: file,
		npm_config_cache: join(LOCAL, 'community-npm'),
	};
	n8n = new LocalN8n('community', { env });
	await n8n.start();
});

after(async () => {
	await n8n?.stop();
	await proxy?.close();
	await registry?.close();
	await sandbox.close();
});

interface Installed {
	packageName: string;
	installedVersion: string;
	installedNodes: Array<{ name: string; type: string }>;
}

test('n8n installs the package by name, runs it, keeps it across a restart, and uninstalls it', async () => {
	const installed = await n8n.api<Installed>('POST', '/rest/community-packages', { name: PACKAGE });
	assert.equal(installed.packageName, PACKAGE);
	assert.equal(installed.installedVersion, packageJson.version);
	assert.deepEqual(installed.installedNodes.map(({ name, type }) => [name, type]).sort(), [
		['Batch Pay 1688 Orders', `${PACKAGE}.batchPay1688Orders`],
		['PandaPon Trigger', `${PACKAGE}.pandaPonTrigger`],
		['PandaPon', `${PACKAGE}.pandaPon`],
	]);
	assert(proxy.asked.includes(`CONNECT ${REGISTRY}:443`));

	const ids = idsOfList(1, 12);
	account.addOrders(ids);
	const credential = {
		id: await n8n.createCredential('pandaPonApi', 'PandaPon', sandbox.credential),
		name: 'PandaPon',
	};
	const workflow = await n8n.createWorkflow(payingWorkflow('Community', ids), credential);
	const outcomes = async () =>
		answersOf(await n8n.finished(await n8n.run(workflow))).map(({ outcome }) => outcome);
	assert.deepEqual(await outcomes(), Array(12).fill('submitted'));

	await n8n.stop();
	await n8n.start();
	assert.deepEqual(await outcomes(), Array(12).fill('paid'));
	assert.equal(account.ledger().size, 12);
	assert.deepEqual(account.paidTwice(), []);

	await n8n.api('DELETE', `/rest/community-packages?name=${PACKAGE}`);
	assert.deepEqual(await n8n.api('GET', '/rest/community-packages'), []);
});
