// The pinned n8n sends again after HTTP 401 by itself. These tests take out each guard that keeps it from doing so
// with a payment.
import { after, before } from 'node:test';

import { Sandbox } from '../sandbox/sandbox.mts';
import { LocalN8n } from '../support/n8n/localN8n.mts';
import { testBroken401 } from './sendOnce/broken401.mts';
import { startWithPackage, type SavedCredential } from './startWithPackage.mts';

const sandbox = new Sandbox();
const n8n = new LocalN8n('send-once');
let credential: SavedCredential;

before(async () => {
	credential = await startWithPackage(n8n, sandbox);
});

after(async () => {
	await n8n.stop();
	await sandbox.close();
});

testBroken401(() => ({ n8n, sandbox, credential }), 2);
