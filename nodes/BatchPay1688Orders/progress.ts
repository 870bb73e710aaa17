import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Tells how far a step is, at most once a second: in n8n's log and, in a manual run, in the console of the browser. The editor
 * shows nothing of a node that is still running. Never throws.
 *
 * @param context n8n's execution context.
 * @param orders How many orders the step has.
 * @param doing What has been done, given how many orders are done, e.g. `Batch 3 of 7 done: 30`.
 * @returns A function to be called with how many more orders are done.
 */
export function startProgress(
	context: IExecuteFunctions,
	orders: number,
	doing: (done: number) => string,
): (more: number) => void {
	const start = Date.now();
	let [done, lastLine] = [0, 0];
	return (more) => {
		done += more;
		const elapsed = Date.now() - start;
		if (done < orders && elapsed - lastLine < 1000) return;
		lastLine = elapsed;
		const left = Math.ceil(((elapsed / done) * (orders - done)) / 1000);
		const line = `${doing(done)} of ${orders} orders, about ${left} s left`;
		try {
			context.logger.info(line);
			context.sendMessageToUI(line);
		} catch {
			// Paying goes on without it.
		}
	};
}
