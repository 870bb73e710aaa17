import { execFileSync } from 'node:child_process';

import { ROOT } from '../support/root.mts';

/** All files that are in the repository or about to be, as paths relative to the project's folder. */
export const repositoryFiles: string[] = execFileSync(
	'git',
	['ls-files', '--cached', '--others', '--exclude-standard'],
	{ cwd: ROOT, encoding: 'utf8' },
)
	.split('\n')
	.filter((path) => path !== '');
