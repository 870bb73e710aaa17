import { sleep } from 'n8n-workflow';

/** n8n's `sleep` can not be called off; short ones leave nothing behind when the execution is cancelled. */
const SLICE_MS = 500;

/**
 * Waits, and stops waiting at once when the execution is cancelled.
 *
 * @param ms How long, in milliseconds.
 * @param cancelled The execution's cancel signal, where n8n gives one.
 * @returns True when the time has passed, false when the execution was cancelled.
 */
export async function waitUnlessCancelled(ms: number, cancelled?: AbortSignal): Promise<boolean> {
	let stop = () => {};
	const cancel = new Promise<void>((resolve) => (stop = resolve));
	cancelled?.addEventListener('abort', stop);
	for (let left = ms; left > 0 && !cancelled?.aborted; left -= SLICE_MS) {
		await Promise.race([sleep(Math.min(left, SLICE_MS)), cancel]);
	}
	cancelled?.removeEventListener('abort', stop);
	return !cancelled?.aborted;
}
