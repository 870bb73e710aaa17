import { yuanOf } from '../shared/money/yuan';
import { isRetrySafe, isSuccess, OUTCOMES, type Outcome, type Result } from './outcome';
import type { Entry } from './readOrders';
import type { Mode } from './settings';

/** How often a reason stands on Failure. */
export interface ReasonCount {
	reason: string;
	count: number;
}

/** A run in numbers, each order counted once, however often it came in. Amounts are in yuan, exact to the fen. */
export interface Summary extends Record<Outcome, number> {
	/** `null` when the settings could not be read. */
	mode: Mode | null;
	/** Orders that came in, and entries that are none. */
	orders: number;
	amountReady: number;
	/** Of orders that this run sent: submitted, or unclear at first and then found paid. */
	amountSubmitted: number;
	/** Of orders that were paid without this run. */
	amountFoundPaid: number;
	/** Of orders that an earlier run submitted, and of those whose call is unclear. */
	amountUnclear: number;
	/** Of orders that were not paid. */
	amountFailed: number;
	/** How many valid orders have no known amount, and so are in no sum. */
	amountsNotKnown: number;
	/** How many failures must not be sent again unattended. */
	needsAPerson: number;
	/** How many of the `paid` ones this run sent. */
	paidByThisRun: number;
	/** Most frequent first. */
	reasons: ReasonCount[];
}

/**
 * Counts and adds up what became of the orders.
 *
 * @param mode What the run was to do.
 * @param entries Every (item, ID) pair of the run.
 * @param results One result for each valid order.
 */
export function summarize(
	mode: Mode | null,
	entries: Entry[],
	results: ReadonlyMap<string, Result>,
): Summary {
	const problems = entries.flatMap(({ problem }) => problem ?? []);
	const all = [...results.values()];
	const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<
		Outcome,
		number
	>;
	for (const { outcome } of all) counts[outcome]++;
	counts.invalid += problems.length;
	const sumOf = (some: Result[]): number =>
		yuanOf(some.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0));
	const amount = (...outcomes: Outcome[]): number =>
		sumOf(all.filter(({ outcome }) => outcomes.includes(outcome)));
	const isSentNow = ({ outcome, batch }: Result) =>
		outcome === 'submitted' || (outcome === 'paid' && batch !== null);
	const sentNow = all.filter(isSentNow);
	const failures = all.filter(({ outcome }) => !isSuccess(outcome));
	return {
		mode,
		orders: all.length + problems.length,
		...counts,
		amountReady: amount('ready'),
		amountSubmitted: sumOf(sentNow),
		amountFoundPaid: sumOf(all.filter((one) => one.outcome === 'paid' && !isSentNow(one))),
		amountUnclear: amount('alreadySubmitted', 'unknown'),
		amountFailed: amount('rejected', 'notSent', 'amountExceeded', 'notPayable', 'invalid'),
		amountsNotKnown: all.filter(
			({ outcome, amountFen }) => outcome !== 'invalid' && amountFen === undefined,
		).length,
		paidByThisRun: sentNow.length - counts.submitted,
		needsAPerson: problems.length + failures.filter(({ outcome }) => !isRetrySafe(outcome)).length,
		reasons: countReasons([...failures.filter(({ outcome }) => outcome !== 'ready'), ...problems]),
	};
}

function countReasons(failures: Array<{ errorReason?: string }>): ReasonCount[] {
	const counts = new Map<string, number>();
	for (const { errorReason = '' } of failures)
		counts.set(errorReason, (counts.get(errorReason) ?? 0) + 1);
	return [...counts]
		.map(([reason, count]) => ({ reason, count }))
		.sort((one, other) => other.count - one.count);
}
