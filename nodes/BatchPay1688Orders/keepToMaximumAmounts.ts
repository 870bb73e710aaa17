import { formatFen } from '../shared/money/yuan';
import { advice } from './advice';
import { overMaximum, type Exceeded } from './overMaximum';
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
			verdict === 'notKnown'
				? { ...result, outcome: 'notSent', ...AMOUNT_NOT_KNOWN }
				: { ...result, outcome: 'amountExceeded', ...aboveMaximum(verdict) },
		);
		return false;
	});
}

function aboveMaximum({ totalFen, limitFen, orders }: Exceeded): {
	errorReason: string;
	advice: string;
} {
	const together = orders > 1 ? ' together' : '';
	return {
		errorReason: `${formatFen(totalFen)}${together}, above the maximum of ${formatFen(limitFen)}`,
		advice: advice.aboveMaximum,
	};
}

/** For an order that cannot be compared with a limit. */
export const AMOUNT_NOT_KNOWN = {
	errorReason: 'An amount is not known, and there is a limit',
	advice: advice.amountNotKnown,
};
