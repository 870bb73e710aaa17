// The pinned n8n sends again after HTTP 401 by itself. What keeps it from doing so with a payment, part by part.
import { after, before } from 'node:test';

import { Sandbox } from '../sandbox/sandbox.mts';
import { installN8n, installPackage } from '../support/n8n/install.mts';
import { LocalN8n } from '../support/n8n/localN8n.mts';
import { testBroken401 } from './sendOnce/broken401.mts';

const sandbox = new Sandbox();
let n8n: LocalN8n;
let credential: { id: string; name: string };

before(async () => {
	await installN8n();
	await sandbox.start();
	n8n = new LocalN8n('send-once');
	await installPackage(n8n.userFolder);
	await n8n.start();
	credential = {
		id: await n8n.createCredential('pandaPonApi', 'PandaPon', sandbox.credential),
		name: 'PandaPon',
	};
});

after(async () => {
	await n8n?.stop();
	await sandbox.close();
});

testBroken401(() => ({ n8n, sandbox, credential }), 2);
