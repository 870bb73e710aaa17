import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats a check until it holds.
 *
 * @param check Throws until it holds, as an assertion does.
 * @param patienceMs How long to try; after that, the check's last error is thrown.
 */
export async function eventually(
	check: () => void | Promise<void>,
	patienceMs = 120_000,
): Promise<void> {
	for (const end = Date.now() + patienceMs; ; await sleep(100)) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() > end) throw error;
		}
	}
}
