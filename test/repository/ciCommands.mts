import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../support/root.mts';

/** The npm commands of .ci/run, as written there. */
export const ciCommands = [
	// A command ends at a quotation mark, a redirection or another command; "2>&1" leaves its 2 behind.
	...readFileSync(join(ROOT, '.ci/run'), 'utf8').matchAll(/npm (?:run|test)[^'"();|>&\n]*/g),
].map(([command]) => command.trim().replace(/ 2$/, ''));
