// n8n behind a company's HTTP proxy. The API has a name that only the proxy knows, so nothing can bypass it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { Account } from '../sandbox/account.mts';
import { DETAIL, PAY } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { certificateFor } from '../support/certificate.mts';
import { installN8n, installPackage } from '../support/n8n/install.mts';
import { LocalN8n } from '../support/n8n/localN8n.mts';
import { answersOf, payingWorkflow } from '../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../support/orderIds.mts';
import { Proxy } from '../support/proxy.mts';

const HOST = 'api.pandapon.test';
const account = new Account();
let encrypted: Sandbox;
let plain: Sandbox;
let proxy: Proxy;
let n8n: LocalN8n;
let list = 0;

before(async () => {
	await installN8n();
	const { key, cert, file } = await certificateFor(HOST);
	encrypted = await new Sandbox({ account, tls: { key, cert } }).start();
	plain = await new Sandbox({ account }).start();
	const portOf = ({ url }: Sandbox) => Number(new URL(url).port);
	proxy = await new Proxy({
		[`${HOST}:443`]: portOf(encrypted),
		[`${HOST}:80`]: portOf(plain),
	}).listen();
	n8n = new LocalN8n('proxy', {
		env: {
			HTTP_PROXY: proxy.url,
			HTTPS_PROXY: proxy.url,
			NO_PROXY: 'localhost,127.0.0.1',
			NODE_EXTRA_CA_CERTS: file,
		},
	});
	await installPackage(n8n.userFolder);
	await n8n.start();
	assert.deepEqual(proxy.asked, [], 'n8n itself calls out');
});

after(async () => {
	await n8n?.stop();
	await proxy?.close();
	await encrypted?.close();
	await plain?.close();
});

beforeEach(() => {
	proxy.fault = undefined;
	proxy.asked.length = 0;
	encrypted.reset();
	plain.reset();
});

/** Pays three new orders, one in each call. */
async function payThree(baseUrl: string) {
	const ids = idsOfList(++list, 3);
	account.addOrders(ids);
	const credential = {
		id: await n8n.createCredential('pandaPonApi', 'PandaPon', { ...encrypted.credential, baseUrl }),
		name: 'PandaPon',
	};
	const options = {
		batchSize: 1,
		stopOnBatchFailure: false,
		verifyUnclear: false,
		notSentRetries: 0,
	};
	const workflow = await n8n.createWorkflow(
		payingWorkflow(`Proxy ${list}`, ids, options),
		credential,
	);
	const items = answersOf(await n8n.finished(await n8n.run(workflow)));
	assert.deepEqual(account.paidTwice(), []);
	return {
		items,
		outcomes: items.map(({ outcome }) => outcome),
		submitted: ids.filter((id) => account.submissions(id) > 0).length,
	};
}

/** Before the first payment each order is looked up. */
const READS = 3;
const ALL_OF = (outcome: string) => [outcome, outcome, outcome];

for (const scheme of ['https', 'http'] as const) {
	const baseUrl = `${scheme}://${HOST}`;

	test(`${scheme}: pays, and the credential's test gets through`, async () => {
		const { outcomes, submitted } = await payThree(baseUrl);
		assert.deepEqual(outcomes, ALL_OF('submitted'));
		assert.equal(submitted, 3);
		const ask = (path: string) =>
			scheme === 'https' ? `CONNECT ${HOST}:443` : `POST ${baseUrl}${path}`;
		assert.deepEqual(
			proxy.asked.filter((what) => what.includes(HOST)),
			[...ALL_OF(ask(DETAIL)), ...ALL_OF(ask(PAY))],
		);
		const credentials = {
			id: '',
			name: 'PandaPon',
			type: 'pandaPonApi',
			data: { ...encrypted.credential, baseUrl },
		};
		assert.deepEqual(await n8n.api('POST', '/rest/credentials/test', { credentials }), {
			status: 'OK',
			message: 'Connection successful. The account takes timestamps in milliseconds.',
		});
	});

	test(`${scheme}: the proxy is down: not sent`, async () => {
		await proxy.close();
		const { items, outcomes, submitted } = await payThree(baseUrl);
		await proxy.listen();
		assert.deepEqual(outcomes, ALL_OF('notSent'));
		assert.match(
			String(items[0].errorReason),
			/^No connection to the API could be made \(ECONNREFUSED\)$/,
		);
		assert.equal(submitted, 0);
	});

	test(`${scheme}: the proxy wants a password (407) from the first payment on: refused, and the advice names the proxy`, async () => {
		proxy.fault = { status: 407, passedOn: false, after: READS };
		const { items, outcomes, submitted } = await payThree(baseUrl);
		assert.deepEqual(outcomes, ALL_OF('rejected'));
		assert.match(String(items[0].advice), /proxy/);
		assert.equal(submitted, 0);
	});

	for (const status of [407, 502, 503]) {
		test(`${scheme}: the proxy answers ${status} from the beginning: nothing is sent`, async () => {
			proxy.fault = { status, passedOn: false };
			const { items, outcomes, submitted } = await payThree(baseUrl);
			assert.deepEqual(outcomes, ALL_OF('notSent'));
			assert.match(String(items[0].errorReason), new RegExp(String(status)));
			assert.equal(submitted, 0);
			assert.deepEqual([...encrypted.calls, ...plain.calls], []);
		});
	}

	// An answer with 502 or 503 looks the same whether the proxy has passed the call on or not.
	for (const status of [502, 503]) {
		test(`${scheme}: the proxy answers ${status} in place of the API to every payment: unknown`, async () => {
			proxy.fault = { status, passedOn: false, after: READS };
			const { outcomes, submitted } = await payThree(baseUrl);
			assert.deepEqual(outcomes, ALL_OF('unknown'));
			assert.equal(submitted, 0);
		});
	}
}

test('http: the proxy passes the call on and loses the answer: unknown, and submitted once', async () => {
	proxy.fault = { status: 502, passedOn: true, after: READS };
	const { outcomes, submitted } = await payThree(`http://${HOST}`);
	assert.deepEqual(outcomes, ALL_OF('unknown'));
	assert.equal(submitted, 3);
});

test('https: the tunnel breaks after the API has paid: unknown, and submitted once', async () => {
	encrypted.fault('every', { kind: 'resetBeforeAnswer' });
	const { outcomes, submitted } = await payThree(`https://${HOST}`);
	assert.deepEqual(outcomes, ALL_OF('unknown'));
	assert.equal(submitted, 3);
});

test('an address in NO_PROXY is reached without the proxy', async () => {
	const { outcomes, submitted } = await payThree(plain.url);
	assert.deepEqual(outcomes, ALL_OF('submitted'));
	assert.equal(submitted, 3);
	assert.deepEqual(proxy.asked, []);
});
