import type { Again, Counts } from './countOrders.mts';

/** A question that gets a table of its own. */
export interface Question {
	title: string;
	/** Its name in the table of totals. */
	short: string;
	text: string;
	count: keyof Counts;
	/** Which second run the numbers are from. */
	again: Again;
	/** This node promises 0. */
	promised?: boolean;
}

export const QUESTIONS: Question[] = [
	{
		title: 'Submitted twice within one run',
		short: 'submitted twice within the first run',
		text: 'Orders that the first run alone submitted more than once.',
		count: 'twiceInFirstRun',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Submitted twice after running again what was not shown as paid',
		short: 'submitted twice, after running again what was not shown as paid',
		text: 'A careful person takes out of the list what the first run showed as paid, and runs the rest again. A run that stopped with an error showed nothing as paid; after a reset, the error text of n8n itself says "You can retry the request immediately".',
		count: 'twice',
		again: 'what was not shown as paid',
		promised: true,
	},
	{
		title: 'Submitted twice after running the same list again',
		short: 'submitted twice, after running the same list again',
		text: 'Someone presses the button again, or the schedule starts again with the same sheet. The recipe has no memory, so this pays twice even when nothing went wrong.',
		count: 'twice',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Shown as paid, but not submitted',
		short: 'shown as paid, but not submitted',
		text: 'IDs that a run shows as paid and that are not in the ledger. When an answer has the IDs as bare numbers, the HTTP Request node rounds them: the recipe then shows IDs of other orders, or of none.',
		count: 'falselyPaid',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Submitted, but shown as failed and free to repeat',
		short: 'submitted, but shown as failed and free to repeat',
		text: 'Orders in the ledger that a run shows as failed, with nothing that warns of running them again. This node marks what may be repeated with `retrySafe`; the recipe knows only "failed".',
		count: 'falselyRepeatable',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Without any answer',
		short: 'without any answer in the first run',
		text: 'Orders that no output item of the first run names. When the HTTP Request node stops the run, n8n shows its error, and none of the orders is answered.',
		count: 'lost',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Left to a person',
		short: 'left to a person',
		text: 'The price of caution: orders that are shown neither as paid nor as free to repeat when the second run, of what was not shown as paid, is over. A code that nobody outside can explain, such as 10012, is left to a person even when the API did nothing: there the recipe gets further. With rounded IDs this node calls nothing; the recipe asks the API to pay orders that the sandbox does not know, and shows them as failed.',
		count: 'forAPerson',
		again: 'what was not shown as paid',
	},
	{
		title: 'Not submitted in the end',
		short: 'not submitted in the end',
		text: 'Orders that are not in the ledger after both runs, the second being of what was not shown as paid.',
		count: 'unpaid',
		again: 'what was not shown as paid',
	},
	{
		title: 'Calls',
		short: 'calls',
		text: 'Calls to the payment endpoint that the API saw, in both runs, the second being of the same list. 3 are enough to pay 30 orders. The calls with which this node only reads are not among them: one before the first payment of a run, and one for each unclear order. After the redirect 302 one call of the recipe is a GET, which pays nothing.',
		count: 'calls',
		again: 'the same list',
	},
];
