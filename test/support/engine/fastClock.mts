import { setTimeout as wait } from 'node:timers/promises';

import { n8nWorkflow } from './n8nPackages.mts';

/**
 * Speeds up the node's clock and its waits, so that minutes pass in seconds, until the mocks are restored.
 *
 * @param speed How many times faster.
 * @returns A sleep that counts in the fast milliseconds.
 */
export function speedUp(speed: number): (ms: number) => Promise<void> {
	const now = Date.now.bind(Date);
	const start = now();
	const sleep = async (ms: number): Promise<void> => {
		await wait(ms / speed);
	};
	jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(start + (now() - start) * speed));
	jest.spyOn(n8nWorkflow as { sleep: unknown }, 'sleep', 'get').mockReturnValue(sleep);
	return sleep;
}
