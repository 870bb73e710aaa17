import { yuanOf } from '../shared/money/yuan';
import { isRetrySafe, isSuccess, OUTCOMES, wasSentNow, type Outcome, type Result } from './outcome';
import type { Entry } from './readOrders';
import type { Mode } from './settings';

/** How often a reason stands on Failure, and what to do about it. */
export interface ReasonCount {
	reason: string;
	count: number;
	advice: string;
}

/**
 * A run in numbers, each order counted once, however often it came in. Amounts are in yuan, exact to the fen. The order of the
 * fields is the one in which people read a table.
 */
export interface Summary extends Record<Outcome, number> {
	/** `null` when the settings could not be read. */
	mode: Mode | null;
	/** Orders that came in, and entries that are none. */
	orders: number;
	/** How many entries named an order that another one had named already. */
	duplicates: number;
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
	/** How many of the ready ones: `amountReady` is not all of it then. */
	readyWithoutAmount: number;
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
	const sentNow = all.filter(wasSentNow);
	const failures = all.filter(({ outcome }) => !isSuccess(outcome));
	return {
		mode,
		orders: all.length + problems.length,
		duplicates: entries.length - problems.length - all.length,
		amountReady: amount('ready'),
		amountSubmitted: sumOf(sentNow),
		amountFoundPaid: sumOf(all.filter((one) => one.outcome === 'paid' && !wasSentNow(one))),
		amountUnclear: amount('alreadySubmitted', 'unknown'),
		amountFailed: amount('rejected', 'notSent', 'amountExceeded', 'notPayable', 'invalid'),
		amountsNotKnown: all.filter((one) => one.outcome !== 'invalid' && isNotKnown(one)).length,
		readyWithoutAmount: all.filter((one) => one.outcome === 'ready' && isNotKnown(one)).length,
		needsAPerson: problems.length + failures.filter(({ outcome }) => !isRetrySafe(outcome)).length,
		...counts,
		paidByThisRun: sentNow.length - counts.submitted,
		reasons: countReasons([...failures.filter(({ outcome }) => outcome !== 'ready'), ...problems]),
	};
}

const isNotKnown = ({ amountFen }: Result): boolean => amountFen === undefined;

function countReasons(failures: Array<Partial<Result>>): ReasonCount[] {
	const counts = new Map<string, ReasonCount>();
	for (const { outcome, errorReason = '', advice = '' } of failures) {
		// Each names another price.
		const reason = outcome === 'amountExceeded' ? ABOVE_MAXIMUM : errorReason;
		const same = counts.get(reason);
		if (same === undefined) counts.set(reason, { reason, count: 1, advice });
		else {
			same.count++;
			if (same.advice !== advice) same.advice = READ_EACH;
		}
	}
	return [...counts.values()].sort((a, b) => b.count - a.count);
}

/** The same words of the API can mean different things for different orders. */
const READ_EACH = 'Read the advice of each of these orders.';

const ABOVE_MAXIMUM = 'Above "Maximum Amount (CNY)"';
