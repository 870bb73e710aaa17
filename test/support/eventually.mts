import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats a check until it holds.
 *
 * @param check Throws as long as it does not hold, as an assertion does.
 * @param patienceMs How long to try; then what the check threw last is thrown.
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
