// Installs what package-lock.json names, unless that is already in place; needs only Node 20 and npm.
import { fileURLToPath } from 'node:url';

import { installOnce } from './installOnce.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await installOnce('.', 'node_modules/.installed', [
	// Not "npm ci": the lock file names the native helpers of some platforms only, which "npm ci" takes for an error.
	[
		'Installing the development dependencies (about 1.2 GB, one to three minutes)',
		['install', '--no-save', '--no-fund', '--no-audit'],
	],
	// The package "node" fetches Node 24 in its install script; no other package may run one.
	['Fetching Node 24', ['rebuild', 'node', '--ignore-scripts=false']],
]);
