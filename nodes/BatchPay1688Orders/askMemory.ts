import { alreadySubmitted } from './alreadySubmitted';
import type { Memory } from './memory/memory';
import { mayHaveBeenSent } from './outcome';
import type { Results } from './results';
import type { Remarks } from './run';
import type { Settings } from './settings';
import { memoryFailed } from './stopRule';

/**
 * Leaves out what an earlier run has submitted, or may have, without recording anything: for a check, for the total, and so
 * that an order held back for its state or amount is not reported without it. Otherwise the memory is asked as each
 * batch is recorded. Never throws.
 *
 * @param orderIds Orders to be paid.
 * @param settings The checked settings.
 * @param memory The memory of this run.
 * @param results Receives a result for each order that an earlier run has submitted.
 * @param remarks Receives why the memory could not be asked in a check, which goes on without it.
 * @returns The orders that may still be paid.
 */
export async function askMemory(
	orderIds: string[],
	settings: Settings,
	memory: Memory,
	results: Results,
	remarks: Remarks,
): Promise<string[]> {
	if (!settings.skipSubmitted) return orderIds;
	const asksAll = settings.mode === 'check' || settings.maxTotalFen !== undefined;
	const heldBack = [...results.all()].filter(
		([orderId, { outcome }]) => results.factsOf(orderId) !== undefined && !mayHaveBeenSent(outcome),
	);
	try {
		const asked = [...(asksAll ? orderIds : []), ...heldBack.map(([orderId]) => orderId)];
		await memory.ask(asked, (portion, known) => {
			for (const orderId of known) results.set(orderId, alreadySubmitted(results.factsOf(orderId)));
			for (const orderId of portion) if (!known.has(orderId)) markNew(orderId, results);
		});
	} catch (error) {
		const { errorReason, next } = memoryFailed(error);
		if (settings.mode === 'check') {
			remarks.memoryNotAsked = errorReason;
		} else if (asksAll) {
			const result = { outcome: 'notSent', batch: null, requestId: null } as const;
			const unasked = orderIds.filter((orderId) => !results.has(orderId));
			results.setAll(unasked, { ...result, errorReason, advice: next });
		}
	}
	return orderIds.filter((orderId) => !results.has(orderId));
}

/** Also for the result that an order held back already has. */
function markNew(orderId: string, results: Results): void {
	results.isNotRemembered(orderId);
	const result = results.get(orderId);
	if (result !== undefined) results.set(orderId, result);
}
