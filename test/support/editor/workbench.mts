import { join } from 'node:path';

import type { Page } from 'playwright-core';

import type { Sandbox } from '../../sandbox/sandbox.mts';
import { Browser } from '../browser.mts';
import { installN8n, installPackage } from '../n8n/install.mts';
import { LocalN8n } from '../n8n/localN8n.mts';

/** What a test in the editor needs: n8n with this package installed, sandboxes, a browser. `close` stops whatever was started. */
export class Workbench {
	readonly n8n: LocalN8n;
	private readonly sandboxes: Sandbox[] = [];
	private browser: Browser | undefined;

	/** @param name Names its folder under `.local`. */
	constructor(name: string) {
		this.n8n = new LocalN8n(name);
	}

	get page(): Page {
		if (this.browser === undefined) throw new Error('The browser is not open');
		return this.browser.page;
	}

	async open(options: { deviceScaleFactor?: number } = {}): Promise<void> {
		await installN8n();
		await installPackage(this.n8n.userFolder);
		await this.n8n.start();
		this.browser = await Browser.open(this.n8n, options);
	}

	/** Starts a sandbox, to be closed with the rest. */
	async start(sandbox: Sandbox): Promise<Sandbox> {
		await sandbox.start();
		this.sandboxes.push(sandbox);
		return sandbox;
	}

	/** Leaves a last screenshot behind, which shows why a test failed. */
	async close(): Promise<void> {
		await this.browser?.page
			.screenshot({ path: join(this.n8n.userFolder, 'last.png') })
			.catch(() => {});
		await this.browser?.close();
		await this.n8n.stop();
		for (const sandbox of this.sandboxes) await sandbox.close();
	}
}
