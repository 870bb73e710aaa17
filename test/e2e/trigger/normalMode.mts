import { after, before } from 'node:test';

import { Agent, setGlobalDispatcher } from 'undici';

import { installN8n, installPackage } from '../../support/n8n/install.mts';
import { LocalN8n } from '../../support/n8n/localN8n.mts';
import type { SavedCredential } from '../startWithPackage.mts';
import { Arrivals } from './arrivals.mts';
import { KEYS } from './messages.mts';

// A new connection for each call: a busy n8n closes idle ones just when they are used again.
setGlobalDispatcher(new Agent({ pipelining: 0 }));

export const n8n = new LocalN8n('trigger', {
	env: {
		// As the documentation advises; otherwise n8n takes several times as long to answer.
		N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
		// It would delete all but the latest 10,000 executions.
		EXECUTIONS_DATA_PRUNE: 'false',
	},
});
export const arrivals = new Arrivals();
export let credential: SavedCredential;

/** Starts n8n with this package before the tests of this file, and stops it after them. */
export function useNormalMode(): void {
	before(async () => {
		await installN8n();
		await arrivals.start();
		await installPackage(n8n.userFolder);
		await n8n.start();
		credential = await saveCredential(n8n);
	});
	after(async () => {
		await n8n.stop();
		await arrivals.stop();
	});
}

/** Saves the credential whose secret signs the messages; nothing is called with it. */
export async function saveCredential(n8n: LocalN8n): Promise<SavedCredential> {
	const name = 'PandaPon';
	const data = { ...KEYS, userId: '1', baseUrl: 'http://127.0.0.1:9' };
	return { id: await n8n.createCredential('pandaPonApi', name, data), name };
}
