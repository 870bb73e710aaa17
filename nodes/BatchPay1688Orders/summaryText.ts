import { formatFen } from '../shared/money/yuan';
import { CLOSED } from './lookUpOrders';
import type { Remarks } from './run';
import type { Summary } from './summary';

const MOST_REASONS = 3;
const MEMORY_NOT_ASKED =
	'The memory of submitted orders could not be asked: orders of earlier runs may be among them.';

/**
 * Puts a run into two or three sentences, for a mail, a chat, or the banner over the output.
 *
 * @param summary The run in numbers.
 * @param remarks What else a person should know about the run.
 */
export function summaryText(
	summary: Summary,
	{ memoryNotAsked }: Pick<Remarks, 'memoryNotAsked'>,
): string {
	const sentence = summary.mode === 'check' ? checkSentence(summary) : paySentence(summary);
	const notAsked = memoryNotAsked === undefined ? '' : MEMORY_NOT_ASKED;
	return [sentence, notAsked, amountsNotKnown(summary), reasons(summary), warning(summary)]
		.filter((part) => part !== '')
		.join(' ');
}

function checkSentence(summary: Summary): string {
	const { ready, amountReady, invalid } = summary;
	const closed = summary.reasons.find(({ reason }) => reason === CLOSED)?.count ?? 0;
	const others = [
		part(summary.submitted + summary.paidByThisRun, 'submitted before'),
		part(summary.paid - summary.paidByThisRun, 'found paid'),
		part(summary.unknown, 'unclear'),
		part(summary.alreadySubmitted, 'already submitted'),
		part(closed, 'closed'),
		part(summary.notPayable - closed, 'in an unclear state'),
		part(summary.amountExceeded, 'above its maximum amount', 'above their maximum amount'),
		part(summary.notSent, 'held back'),
		part(invalid, 'not valid'),
	].filter((text) => text !== '');
	const more = summary.amountsNotKnown > 0 ? ' and more' : '';
	const total = amountReady > 0 ? `, ${yuan(amountReady)}${more} in all` : '';
	const rest = others.length > 0 ? `; ${others.join(', ')}` : '';
	// An earlier pass of the execution may have paid.
	const sentBefore = summary.submitted + summary.paidByThisRun;
	const now = sentBefore + summary.unknown > 0 ? ' now' : '';
	return `Check only, nothing was paid${now}. ${orders(ready)} ready${total}${rest}.`;
}

function paySentence(summary: Summary): string {
	const { amountSubmitted, amountFoundPaid, amountFailed, amountUnclear } = summary;
	const foundPaid = summary.paid - summary.paidByThisRun;
	const unclear = summary.unknown + summary.alreadySubmitted;
	const failed = summary.orders - summary.submitted - summary.paid - unclear;
	const parts = [
		`${summary.submitted + summary.paidByThisRun} submitted${inBrackets(amountSubmitted)}`,
		// Paid without this run: this must not read like a second payment.
		...(foundPaid > 0 ? [`${foundPaid} found paid${inBrackets(amountFoundPaid)}`] : []),
		`${failed} failed${inBrackets(amountFailed)}`,
		`${unclear} unclear${inBrackets(amountUnclear)}`,
	];
	return `${orders(summary.orders)}: ${parts.join(', ')}.`;
}

function amountsNotKnown({ amountsNotKnown: count, orders: all, invalid }: Summary): string {
	if (count === 0) return '';
	if (count === all - invalid) return 'Amounts are not known.';
	return count === 1
		? 'The amount of 1 order is not known.'
		: `The amounts of ${count} orders are not known.`;
}

/** Grouped, so that a run in which everything failed says why at one glance. */
function reasons({ mode, notSent, invalid, reasons: all }: Summary): string {
	// A check's sentence names the others by itself.
	if (all.length === 0 || (mode === 'check' && notSent + invalid === 0)) return '';
	const first = all.slice(0, MOST_REASONS).map(({ reason, count }) => `${count} × ${reason}`);
	const others = all.length - MOST_REASONS;
	const more = others > 0 ? `; and ${part(others, 'other reason', 'other reasons')}` : '';
	return `Why: ${first.join('; ')}${more}.`;
}

function warning({ unknown, alreadySubmitted }: Summary): string {
	return unknown + alreadySubmitted > 0
		? 'Money may have moved for the unclear ones: read their advice before paying them again.'
		: '';
}

function part(count: number, one: string, several = one): string {
	if (count === 0) return '';
	return `${count} ${count === 1 ? one : several}`;
}

function inBrackets(amount: number): string {
	return amount > 0 ? ` (${yuan(amount)})` : '';
}

/** Sums are exact to the fen, so rounding only takes back the division by 100. */
function yuan(amount: number): string {
	return formatFen(Math.round(amount * 100));
}

/**
 * @param count How many.
 * @returns E.g. `1 order` or `35 orders`.
 */
export function orders(count: number): string {
	return count === 1 ? '1 order' : `${count} orders`;
}
