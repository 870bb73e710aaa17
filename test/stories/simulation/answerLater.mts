/**
 * Does the work now and keeps its answer, as the network does.
 *
 * @returns Delivers the answer to whoever waits for it.
 */
export function answerLater<T>(
	work: () => T,
	resolve: (value: T) => void,
	reject: (error: Error) => void,
): () => void {
	try {
		const result = work();
		return () => resolve(result);
	} catch (error) {
		return () => reject(error as Error);
	}
}
