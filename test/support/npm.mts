import { execFileSync } from 'node:child_process';

import { ROOT } from './root.mts';

/** Runs npm without asking its registry. */
export function npm(args: string[], cwd: string = ROOT): string {
	const shell = process.platform === 'win32';
	return execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], {
		cwd,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
		shell,
	});
}
