import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { installN8n, installPackage, N8N_MODULES } from '../../support/n8n/install.mts';
import { LocalN8n } from '../../support/n8n/localN8n.mts';
import { ROOT } from '../../support/root.mts';
import { runSituations, type Observed } from './runSituations.mts';
import { settingsPage } from './settingsPage.mts';

/** The page's file. */
export const PAGE = join(ROOT, 'docs/settings.md');

/** Runs every combination of settings in every situation on a real n8n, and returns what it saw and the page about it. */
export async function measureSettings(): Promise<{ text: string; observed: Observed[] }> {
	await installN8n();
	const n8n = new LocalN8n('settings');
	await installPackage(n8n.userFolder);
	try {
		await n8n.start();
		const observed = await runSituations(n8n);
		const { version } = JSON.parse(readFileSync(N8N_MODULES, 'utf8')) as { version: string };
		return { text: settingsPage(version, observed), observed };
	} finally {
		await n8n.stop();
	}
}
