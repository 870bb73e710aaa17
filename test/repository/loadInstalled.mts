// node loadInstalled.mts FOLDER: loads an installed package with n8n's own loader and prints what n8n then knows of it.
import '../support/engine/environment.mts';

import { createRequire } from 'node:module';

const { PackageDirectoryLoader } = createRequire(import.meta.url)(
	'n8n-core',
) as typeof import('n8n-core');
const loader = new PackageDirectoryLoader(process.argv[2]);
await loader.loadAll();
console.log(
	JSON.stringify({ packageName: loader.packageName, known: loader.known, types: loader.types }),
);
