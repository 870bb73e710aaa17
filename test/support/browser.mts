import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, selectors, type BrowserContext, type Page } from 'playwright-core';

import { OWNER, type LocalN8n } from './n8n/localN8n.mts';

const CHROMIUM = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

// Lets getByTestId find what n8n marks for its own tests.
selectors.setTestIdAttribute('data-test-id');

/** A real browser with an empty profile, signed in to a local n8n. */
export class Browser {
	readonly page: Page;
	private readonly context: BrowserContext;
	private readonly profile: string;

	private constructor(context: BrowserContext, page: Page, profile: string) {
		this.context = context;
		this.page = page;
		this.profile = profile;
	}

	/** @param deviceScaleFactor Screenshot pixels for each pixel of the page. */
	static async open(n8n: LocalN8n, { deviceScaleFactor = 1 } = {}): Promise<Browser> {
		const executablePath = CHROMIUM.find((path) => existsSync(path));
		if (executablePath === undefined)
			throw new Error('No Chromium found. On Debian: apt-get install chromium');
		const profile = mkdtempSync(join(tmpdir(), 'n8n-browser-'));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath,
			headless: true,
			viewport: { width: 1440, height: 900 },
			deviceScaleFactor,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		});
		// The editor asks other hosts for pictures and news; no such request leaves this machine.
		await context.route(
			(url) => url.hostname !== '127.0.0.1',
			async (route) => await route.abort(),
		);
		const page = context.pages()[0] ?? (await context.newPage());
		page.setDefaultTimeout(60_000);
		await page.goto(`${n8n.url}/signin`);
		await page
			.locator('input[type=email], input[name=emailOrLdapLoginId]')
			.first()
			.fill(OWNER.email);
		await page.locator('input[type=password]').fill(OWNER.password);
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => !url.pathname.includes('signin'));
		return new Browser(context, page, profile);
	}

	async close(): Promise<void> {
		await this.context.close();
		rmSync(this.profile, { recursive: true, force: true });
	}
}
