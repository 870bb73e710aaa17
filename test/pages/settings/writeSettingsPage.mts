// npm run docs -- settings: runs every combination of n8n's node settings in every situation, and writes docs/settings.md.
import { writeFileSync } from 'node:fs';

import { measureSettings, PAGE } from './measureSettings.mts';

console.log('Running every combination of settings on a real n8n (three minutes) …');
const { text, observed } = await measureSettings();
writeFileSync(PAGE, text);
const broken = observed.filter(({ faults }) => faults.length > 0);
console.log(`Written: ${PAGE}. Promises broken in ${broken.length} of ${observed.length} runs.`);
if (broken.length > 0) process.exitCode = 1;
