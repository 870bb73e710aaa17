import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { installN8n, installPackage, N8N_MODULES } from '../../support/n8n/install.mts';
import { LocalN8n } from '../../support/n8n/localN8n.mts';
import { ROOT } from '../../support/root.mts';
import { measureAll, type Observed } from './runSituations.mts';
import { document } from './settingsPage.mts';

/** Where the page stands. */
export const PAGE = join(ROOT, 'docs/settings.md');

/** Measures everything on a real n8n of its own, and writes the page's text. */
export async function measurePage(): Promise<{ text: string; observed: Observed[] }> {
	await installN8n();
	const n8n = new LocalN8n('settings');
	await installPackage(n8n.userFolder);
	try {
		await n8n.start();
		const observed = await measureAll(n8n);
		const { version } = JSON.parse(readFileSync(N8N_MODULES, 'utf8')) as { version: string };
		return { text: document(version, observed), observed };
	} finally {
		await n8n.stop();
	}
}
