import type { Account } from '../../sandbox/account.mts';
import type { Fault, Lie } from '../../sandbox/faults.mts';

/** What each order costs by the list that is paid, in fen. */
export const LISTED_FEN = 1000;

/** What goes wrong in the first run; the second run meets a healthy API. */
export interface Situation {
	title: string;
	/** Hits the second call to the payment endpoint. */
	fault?: Fault;
	/** Nothing listens at the API's address during the first run. */
	down?: boolean;
	/** The IDs come in as numbers, so that n8n rounds them when it reads them. */
	asNumbers?: boolean;
	/** Submitted orders go on waiting for payment, as if a finance step paid them later. */
	paysLater?: boolean;
	/** What has become of ten of the orders since the list was written. */
	meanwhile?: (account: Account, orderId: string) => void;
	/** A copy of the workflow has paid the whole list before. */
	afterACopy?: boolean;
}

const processed = { processed: true };
const notProcessed = { processed: false };
const lie = (title: string, kind: Lie): Situation => ({ title, fault: { kind: 'lie', lie: kind } });

/** "Processed" in a title: the API did its work, and then the answer went wrong. */
export const SITUATIONS: Situation[] = [
	{ title: 'nothing goes wrong' },
	{ title: 'IDs come in rounded, as numbers', asNumbers: true },
	{ title: 'connection refused', down: true },
	{
		title: 'reset before the answer, processed',
		fault: { kind: 'resetBeforeAnswer', ...processed },
	},
	{
		title: 'reset before the answer, submitted but not yet paid',
		fault: { kind: 'resetBeforeAnswer', ...processed },
		paysLater: true,
	},
	{
		title: 'reset inside the answer, processed',
		fault: { kind: 'resetInsideAnswer', ...processed },
	},
	{ title: 'no answer (time-out), processed', fault: { kind: 'hang', ...processed } },
	{ title: 'redirect 302, processed', fault: { kind: 'redirect', status: 302, ...processed } },
	{ title: 'redirect 307, processed', fault: { kind: 'redirect', status: 307, ...processed } },
	{ title: 'HTTP 401, not processed', fault: { kind: 'status', status: 401, ...notProcessed } },
	{ title: 'HTTP 429, not processed', fault: { kind: 'status', status: 429, ...notProcessed } },
	{ title: 'HTTP 500, processed', fault: { kind: 'status', status: 500, ...processed } },
	{ title: 'HTTP 502, processed', fault: { kind: 'status', status: 502, ...processed } },
	{ title: 'a web page instead of an answer, processed', fault: { kind: 'html', ...processed } },
	{ title: 'answer cut off, processed', fault: { kind: 'cutOffJson', ...processed } },
	{ title: 'empty answer, processed', fault: { kind: 'empty', ...processed } },
	{ title: 'code 10012, not processed', fault: { kind: 'code', code: 10012, ...notProcessed } },
	lie('answer leaves out an order', 'leaveOutFirst'),
	lie('answer has an order in both lists', 'inBothLists'),
	lie('answer has the IDs as bare numbers', 'unquotedIds'),
	{
		title: 'ten orders paid by hand before',
		meanwhile: (account, orderId) => void account.submit(orderId),
	},
	{
		title: 'ten orders closed before',
		meanwhile: (account, orderId) => (account.orders.get(orderId)!.status = 'cancel'),
	},
	{
		title: 'ten orders dearer than in the list',
		meanwhile: (account, orderId) => (account.orders.get(orderId)!.price = 1.2 * LISTED_FEN),
	},
	{ title: 'a copy of the workflow has paid the list', afterACopy: true },
];

/** What this node cannot prevent either; not in the totals. */
export const BEYOND: Situation[] = [
	{
		title: 'a copy of the workflow has submitted the list, and nothing is paid yet',
		afterACopy: true,
		paysLater: true,
	},
];
