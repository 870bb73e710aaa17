import { sleep } from 'n8n-workflow';

/** n8n's `sleep` cannot be called off; short ones leave nothing behind when the execution is cancelled. */
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

/**
 * Waits for something, but not for long once the execution is cancelled.
 *
 * @param awaited What to wait for. Must not reject.
 * @param graceMs How much longer to wait after the cancellation, in milliseconds.
 * @param cancelled The execution's cancel signal, where n8n gives one.
 * @returns True when it came, false when the execution was cancelled and the grace has passed.
 */
export async function cameBeforeCancel(
	awaited: Promise<unknown>,
	graceMs: number,
	cancelled?: AbortSignal,
): Promise<boolean> {
	const came = awaited.then(() => true);
	if (cancelled === undefined) return await came;
	let stop = () => {};
	const cancel = new Promise<void>((resolve) => (stop = resolve));
	cancelled.addEventListener('abort', stop);
	if (cancelled.aborted) stop();
	try {
		return await Promise.race([
			came,
			cancel.then(async () => await Promise.race([came, sleep(graceMs).then(() => false)])),
		]);
	} finally {
		cancelled.removeEventListener('abort', stop);
	}
}
