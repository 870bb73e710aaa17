import type { Sandbox } from '../sandbox/sandbox.mts';
import { installN8n, installPackage, N8N, type PinnedN8n } from '../support/n8n/install.mts';
import type { LocalN8n } from '../support/n8n/localN8n.mts';

/** A credential saved in n8n. */
export interface SavedCredential {
	id: string;
	name: string;
}

/** Starts a sandbox, and an n8n with this package installed; returns a credential for that sandbox. */
export async function startWithPackage(
	n8n: LocalN8n,
	sandbox: Sandbox,
	pinned: PinnedN8n = N8N,
): Promise<SavedCredential> {
	await installN8n(pinned);
	await sandbox.start();
	await installPackage(n8n.userFolder);
	await n8n.start();
	const name = 'PandaPon';
	return { id: await n8n.createCredential('pandaPonApi', name, sandbox.credential), name };
}
