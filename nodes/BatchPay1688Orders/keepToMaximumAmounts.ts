import { advice } from './advice';
import { overMaximum } from './overMaximum';
import type { MaximumAmounts } from './readMaximumAmounts';
import type { Entry } from './readOrders';
import type { Results } from './results';

/**
 * Holds back the orders of input items that come to more than their "Maximum Amount (CNY)".
 *
 * @param orderIds Orders to be paid.
 * @param entries Every (item, ID) pair of the run.
 * @param limits The items' limits.
 * @param results Receives a result for each order that is held back.
 * @returns The orders that may still be paid.
 */
export function keepToMaximumAmounts(
	orderIds: string[],
	entries: Entry[],
	limits: MaximumAmounts,
	results: Results,
): string[] {
	const verdicts = overMaximum(entries, limits, (orderId) => {
		const facts = results.factsOf(orderId);
		if (facts === undefined) return results.get(orderId)?.amountFen;
		return facts.evidence.payment === 'closed' ? 0 : (facts.amountFen ?? undefined);
	});
	return orderIds.filter((orderId) => {
		const verdict = verdicts.get(orderId);
		if (verdict === undefined) return true;
		const result = { batch: null, requestId: null };
		results.set(
			orderId,
			verdict === 'exceeded'
				? { ...result, outcome: 'amountExceeded', ...ABOVE_MAXIMUM }
				: { ...result, outcome: 'notSent', ...AMOUNT_NOT_KNOWN },
		);
		return false;
	});
}

const ABOVE_MAXIMUM = {
	errorReason: 'The amount is above "Maximum Amount (CNY)"',
	advice: advice.aboveMaximum,
};

/** For an order that cannot be compared with a limit. */
export const AMOUNT_NOT_KNOWN = {
	errorReason: 'Held back: an amount is not known, and there is a limit',
	advice: advice.amountNotKnown,
};
