// npm run docs -- NAME: writes one of the pages that programs write.
import { writeFileSync } from 'node:fs';

import { runByName } from '../support/runByName.mts';
import { apiPage, PAGE } from './apiPage.mts';
import { ENDPOINTS_PAGE, endpointsPage } from './endpointsPage.mts';

await runByName('npm run docs --', {
	api: {
		about: 'docs/api.md, from test/sandbox/apiFacts.mts; at once',
		run: async () => writeFileSync(PAGE, apiPage()),
	},
	endpoints: {
		about: 'docs/endpoints.md, from the catalog and test/api; at once',
		run: async () => writeFileSync(ENDPOINTS_PAGE, endpointsPage()),
	},
	reliability: {
		about: 'docs/reliability.md, from runs on a real n8n; six minutes',
		run: async () => await import('./reliability/writeReliabilityPage.mts'),
	},
	settings: {
		about: 'docs/settings.md, from runs on a real n8n; three minutes',
		run: async () => await import('./settings/writeSettingsPage.mts'),
	},
	safeguards: {
		about: 'docs/safeguards.md, from stories and tests without each safeguard; 20 minutes',
		run: async () => await import('./safeguards.mts'),
	},
	pictures: {
		about: 'docs/images, from a real n8n in a browser; three minutes',
		run: async () => await import('./pictures.mts'),
	},
	performance: {
		about: 'docs/performance.md: npm run bench writes it',
		run: async () => {
			console.error('docs/performance.md is written by: npm run bench');
			process.exitCode = 1;
		},
	},
});
