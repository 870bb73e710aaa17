import type { Fault, Lie } from '../../sandbox/faults.mts';

/** What goes wrong in the first run; the second run meets a healthy API. */
export interface Situation {
	title: string;
	/** Hits the second call to the batch payment. */
	fault?: Fault;
	/** Nothing listens at the API's address during the first run. */
	down?: boolean;
	/** The IDs come in as numbers, so that n8n rounds them when it reads them. */
	asNumbers?: boolean;
	/** Submitted orders go on waiting for payment, as a finance step that works later would leave them. */
	paysLater?: boolean;
}

const paid = { processed: true };
const untouched = { processed: false };
const lie = (title: string, kind: Lie): Situation => ({ title, fault: { kind: 'lie', lie: kind } });

/** "Processed" in a title: the API did its work, and then the answer went wrong. */
export const SITUATIONS: Situation[] = [
	{ title: 'nothing goes wrong' },
	{ title: 'IDs come in rounded, as numbers', asNumbers: true },
	{ title: 'connection refused', down: true },
	{ title: 'reset before the answer, processed', fault: { kind: 'resetBeforeAnswer', ...paid } },
	{
		title: 'reset before the answer, submitted but not yet paid',
		fault: { kind: 'resetBeforeAnswer', ...paid },
		paysLater: true,
	},
	{ title: 'reset inside the answer, processed', fault: { kind: 'resetInsideAnswer', ...paid } },
	{ title: 'no answer (time-out), processed', fault: { kind: 'hang', ...paid } },
	{ title: 'redirect 302, processed', fault: { kind: 'redirect', status: 302, ...paid } },
	{ title: 'redirect 307, processed', fault: { kind: 'redirect', status: 307, ...paid } },
	{ title: 'HTTP 401, not processed', fault: { kind: 'status', status: 401, ...untouched } },
	{ title: 'HTTP 429, not processed', fault: { kind: 'status', status: 429, ...untouched } },
	{ title: 'HTTP 500, processed', fault: { kind: 'status', status: 500, ...paid } },
	{ title: 'HTTP 502, processed', fault: { kind: 'status', status: 502, ...paid } },
	{ title: 'a web page instead of an answer, processed', fault: { kind: 'html', ...paid } },
	{ title: 'answer cut off, processed', fault: { kind: 'cutOffJson', ...paid } },
	{ title: 'empty answer, processed', fault: { kind: 'empty', ...paid } },
	{ title: 'code 10012, not processed', fault: { kind: 'code', code: 10012, ...untouched } },
	lie('answer leaves out an order', 'leaveOutFirst'),
	lie('answer has an order in both lists', 'inBothLists'),
	lie('answer has the IDs as bare numbers', 'unquotedIds'),
];
