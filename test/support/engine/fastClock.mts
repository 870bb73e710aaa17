import { setTimeout as wait } from 'node:timers/promises';

import { n8nWorkflow } from './n8nPackages.mts';

/**
 * Lets the node's clock and its waiting run faster, so that minutes pass in seconds; until the mocks are restored.
 *
 * @param speed How many times faster.
 * @returns Waits for so many of the fast milliseconds.
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
