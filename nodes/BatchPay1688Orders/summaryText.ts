import { formatFen } from '../shared/money/yuan';
import { advice } from './advice';
import { CLOSED } from './lookUpOrders';
import type { Remarks } from './run';
import { isHeldBack } from './stopRule';
import type { ReasonCount, Summary } from './summary';

const MOST_REASONS = 3;
const MEMORY_NOT_ASKED =
	'The memory of submitted orders could not be asked: orders of earlier runs may be among them.';

/**
 * Puts a run into a few sentences, for a mail, a chat, or the banner over the output.
 *
 * @param summary The run in numbers.
 * @param remarks What else a person should know about the run.
 */
export function summaryText(
	summary: Summary,
	{ memoryNotAsked }: Pick<Remarks, 'memoryNotAsked'>,
): string {
	const isCheck = summary.mode === 'check';
	return [
		isCheck ? checkSentence(summary) : paySentence(summary),
		duplicates(summary),
		memoryNotAsked === undefined ? '' : MEMORY_NOT_ASKED,
		amountsNotKnown(summary),
		reasons(summary),
		warning(summary),
	]
		.filter((sentence) => sentence !== '')
		.join(' ');
}

function checkSentence(summary: Summary): string {
	const { ready, amountReady, readyWithoutAmount, invalid } = summary;
	const closed = summary.reasons.find(({ reason }) => reason === CLOSED)?.count ?? 0;
	const sentBefore = summary.submitted + summary.paidByThisRun;
	const others = [
		part(sentBefore, 'submitted before'),
		part(summary.paid - summary.paidByThisRun, 'found paid'),
		part(summary.unknown, 'unclear'),
		part(summary.alreadySubmitted, 'already submitted'),
		part(closed, 'closed'),
		part(summary.notPayable - closed, 'in an unclear state'),
		part(summary.amountExceeded, 'above its maximum amount', 'above their maximum amount'),
		part(summary.notSent, 'not ready'),
		part(invalid, 'not valid'),
	].filter((text) => text !== '');
	const more = readyWithoutAmount > 0 ? ' and more' : '';
	const total = amountReady > 0 ? `, ${yuan(amountReady)}${more} in all` : '';
	const rest = others.length > 0 ? `; ${others.join(', ')}` : '';
	// An earlier pass of the execution may have paid.
	const now = sentBefore + summary.unknown > 0 ? ' now' : '';
	return `Check only, nothing was paid${now}. ${orders(ready)} ready${total}${rest}.`;
}

function paySentence(summary: Summary): string {
	const { amountSubmitted, amountFoundPaid, amountFailed, amountUnclear } = summary;
	const foundPaid = summary.paid - summary.paidByThisRun;
	if (foundPaid > 0 && foundPaid === summary.orders)
		return `${orders(foundPaid)}: paid before${inBrackets(amountFoundPaid)}, nothing was left to pay.`;
	const { unknown, alreadySubmitted } = summary;
	const failed = summary.orders - summary.submitted - summary.paid - unknown - alreadySubmitted;
	const parts = [
		`${count(summary.submitted + summary.paidByThisRun)} submitted${inBrackets(amountSubmitted)}`,
		// Paid without this run: this must not read like a second payment.
		...(foundPaid > 0 ? [`${count(foundPaid)} found paid${inBrackets(amountFoundPaid)}`] : []),
		`${count(failed)} failed${inBrackets(amountFailed)}`,
		...(alreadySubmitted > 0
			? [
					`${count(alreadySubmitted)} already submitted${unknown > 0 ? '' : inBrackets(amountUnclear)}`,
				]
			: []),
		...(unknown > 0 || alreadySubmitted === 0
			? [`${count(unknown)} unclear${inBrackets(amountUnclear, alreadySubmitted > 0)}`]
			: []),
	];
	return `${orders(summary.orders)}: ${parts.join(', ')}.`;
}

function duplicates({ orders: distinct, duplicates: again }: Summary): string {
	if (again === 0) return '';
	return `${count(distinct + again)} IDs came in, ${count(again)} of them the same order again.`;
}

function amountsNotKnown({ amountsNotKnown: notKnown, orders: all, invalid }: Summary): string {
	if (notKnown === 0) return '';
	if (notKnown === all - invalid) return 'Amounts are not known.';
	return notKnown === 1
		? 'The amount of 1 order is not known.'
		: `The amounts of ${count(notKnown)} orders are not known.`;
}

/** Grouped, so that a run in which everything failed says at one glance why, and what to do first. */
function reasons(summary: Summary): string {
	const { mode, notSent, invalid, reasons: all } = summary;
	// The first sentence names these by itself.
	const isSaid =
		mode === 'check'
			? notSent + invalid === 0
			: summary.orders === summary.submitted + summary.paid + summary.alreadySubmitted;
	if (all.length === 0 || isSaid) return '';
	const most = causesFirst(all)
		.slice(0, MOST_REASONS)
		.map(({ reason, count: often }) => `${count(often)} × ${reason}`);
	const others = all.length - MOST_REASONS;
	const more = others > 0 ? `; and ${part(others, 'other reason', 'other reasons')}` : '';
	return [`Why: ${most.join('; ')}${more}.`, firstStep(summary)].join(' ').trimEnd();
}

/** Where nothing went well. Otherwise each failure's own advice says it. */
function firstStep({ submitted, paid, ready, unknown, reasons: all }: Summary): string {
	if (submitted + paid + ready + unknown > 0) return '';
	const [cause] = causesFirst(all);
	// An earlier run may have paid it.
	if (cause === undefined || cause.advice.includes(advice.sentBefore)) return '';
	const [first] = FIRST_SENTENCE.exec(cause.advice.replace(SAID_ALREADY, '')) ?? [];
	return first === undefined ? '' : `What to do first: ${first}`;
}

/** What follows it may be how to do without a safeguard, which is not what to do first. */
const FIRST_SENTENCE = /^.*?\.(?= |$)/;

/** What is held back waits for what happened to others. */
function causesFirst(all: ReasonCount[]): ReasonCount[] {
	const isCause = ({ reason }: ReasonCount) => !isHeldBack(reason);
	return [...all.filter(isCause), ...all.filter((one) => !isCause(one))];
}

/** How advice on a single order begins. */
const SAID_ALREADY = /^(Not sent|Not paid|No money moved|Nothing was sent)[^.]*\. /;

function warning({ mode, unknown, alreadySubmitted }: Summary): string {
	if (unknown > 0)
		return 'Money may have moved for the unclear ones: do not pay them again now, and read their advice.';
	return alreadySubmitted > 0 && mode !== 'check'
		? 'What was already submitted was not sent again: look at it on 1688.'
		: '';
}

function part(howMany: number, one: string, several = one): string {
	if (howMany === 0) return '';
	return `${count(howMany)} ${howMany === 1 ? one : several}`;
}

function inBrackets(amount: number, together = false): string {
	return amount > 0 ? ` (${yuan(amount)}${together ? ' together' : ''})` : '';
}

/** Sums are exact to the fen, so rounding only takes back the division by 100. */
function yuan(amount: number): string {
	return formatFen(Math.round(amount * 100));
}

/**
 * @param howMany How many.
 * @returns E.g. `1 order` or `1,420 orders`.
 */
export function orders(howMany: number): string {
	return howMany === 1 ? '1 order' : `${count(howMany)} orders`;
}

function count(howMany: number): string {
	return howMany.toLocaleString('en-US');
}
