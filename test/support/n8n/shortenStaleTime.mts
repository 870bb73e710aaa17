import { changeInstalled } from './install.mts';

/**
 * Changes the installed package so that a dead process's lock is taken over after twice this time; as shipped, that takes more
 * than four minutes.
 */
export function shortenStaleTime(userFolder: string, staleMs: number): void {
	changeInstalled(
		userFolder,
		'nodes/shared/lock/lock.js',
		'staleMs: 130_000',
		`staleMs: ${staleMs}`,
	);
}
