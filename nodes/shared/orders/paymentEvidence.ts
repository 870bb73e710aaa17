import { apiWords, isRecord } from '../api/envelope';

/**
 * What an order detail proves about its payment:
 * `unpaid` – it waits for payment, and nothing of it has been paid;
 * `inProgress` – a payment is under way;
 * `paid` – every part of it is paid;
 * `closed` – it was cancelled or terminated;
 * `unclear` – none of these is proven.
 */
export type Payment = 'unpaid' | 'inProgress' | 'paid' | 'closed' | 'unclear';

/** The verdict on one order. */
export interface PaymentEvidence {
	payment: Payment;
	/** 1688's status of the order in lower case, e.g. `waitbuyerpay`; `null` when there is none. */
	status: string | null;
	/** What the verdict rests on, in plain English, without a full stop at its end. */
	why: string;
}

/** Statuses past payment. Staged, credit and cash-on-delivery orders reach them unpaid, so none of them is proof by itself. */
const PAST_PAYMENT: ReadonlySet<string> = new Set([
	'waitsellersend',
	'waitlogisticstakein',
	'waitbuyerreceive',
	'waitbuyersign',
	'signinsuccess',
	'confirm_goods',
	'success',
]);
const CLOSED: ReadonlySet<string> = new Set(['cancel', 'terminated']);

/** 2: paid, 6: the seller has the money. */
const PAID: ReadonlySet<number> = new Set([2, 6]);
/** 1: unpaid, 7: no external payment order yet, 8: cancelled before payment, 12: account period or supplementary payment, pending. */
const NOT_PAID: ReadonlySet<number> = new Set([1, 7, 8, 12]);
const IN_PROGRESS = 9;
/** However a time is written, it has the digits of a date. */
const TIME = /(\d\D?){8}/;

/**
 * Trade types of orders that are paid at once and in full: escrow, pre-deposit, overseas acquiring, instant, deposit-protected,
 * unified, and the newer "trade 4.0" ones. Not among them: staged (7), on delivery (8), on credit (9), by account period (10).
 */
const PAID_AT_ONCE: ReadonlySet<string> = new Set([
	'1',
	'2',
	'3',
	'4',
	'5',
	'6',
	'50060',
	'50070',
	'50080',
]);

/**
 * Reads from an order detail what it proves about the order's payment. `payTime` alone proves little: it is the time of the
 * first payment, and sister platforms show one on unpaid orders.
 *
 * @param order `data` of an order detail, 1688's buyer view: `baseInfo`, `tradeTerms` (docs/api.md, Order detail).
 * @returns The verdict; what fits no rule is `unclear`, never paid or unpaid by default.
 */
export function paymentEvidence(order: Record<string, unknown>): PaymentEvidence {
	const baseInfo = isRecord(order.baseInfo) ? order.baseInfo : {};
	const status = apiWords(baseInfo.status).toLowerCase() || null;
	const terms = payStatuses(order.tradeTerms);
	const stages = [
		...payStatuses(baseInfo.stepOrderList),
		...payStatuses(baseInfo.newStepOrderList),
	];
	const verdict = (payment: Payment, why: string): PaymentEvidence => ({ payment, status, why });
	const unclear = (why: string): PaymentEvidence => verdict('unclear', why);

	if (status !== null && CLOSED.has(status)) return verdict('closed', `its status is ${status}`);
	if (terms.includes(IN_PROGRESS)) return verdict('inProgress', 'a payment for it is in progress');
	if (status === null) return unclear('the order has no status');

	if (status === 'waitbuyerpay') {
		if (asText(baseInfo.payTime) !== '')
			return unclear('it waits for payment, but has a time of payment');
		if (![...terms, ...stages].every((each) => NOT_PAID.has(each)))
			return unclear('it waits for payment, but part of it may be paid');
		return verdict('unpaid', 'it waits for payment');
	}
	if (!PAST_PAYMENT.has(status)) return unclear(`the status ${status} says nothing about payment`);
	if (![...terms, ...stages].every((each) => PAID.has(each)))
		return unclear('it is past payment, but not every part is paid');
	if (terms.length > 0)
		return verdict('paid', `its status is ${status}, and every part of it is paid`);
	if (!TIME.test(asText(baseInfo.payTime)))
		return unclear('it is past payment, but nothing shows a payment');
	if (!PAID_AT_ONCE.has(asText(baseInfo.tradeType)))
		return unclear('it is past payment, but orders of its type may be paid later');
	return verdict('paid', `its status is ${status}, and it has a time of payment`);
}

/** The `payStatus` of each entry of a list, NaN for what cannot be read; a list of any other shape is one such entry. */
function payStatuses(list: unknown): number[] {
	if (list === undefined || list === null) return [];
	if (!Array.isArray(list)) return [NaN];
	return list.map((entry: unknown) => {
		const text = isRecord(entry) ? asText(entry.payStatus) : '';
		return /^\d{1,2}$/.test(text) ? Number(text) : NaN;
	});
}

/** A text or number, trimmed; `''` for nothing; for anything else, text that fits no rule. */
function asText(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '?';
}
