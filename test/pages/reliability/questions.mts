import type { Again, Counts } from './countOrders.mts';

/** A question that gets a table of its own. */
export interface Question {
	title: string;
	/** Its row in the table of totals. */
	short: string;
	text: string;
	count: keyof Counts;
	/** The second run that the numbers come from. */
	again: Again;
	/** This node promises 0. */
	promised?: boolean;
}

export const QUESTIONS: Question[] = [
	{
		title: 'Submitted twice by the end of the first run',
		short: 'submitted twice, by the end of the first run',
		text: 'Orders that were in the ledger more than once after the first run. What was paid by hand, or by a copy of the workflow, is in it once before.',
		count: 'twiceInFirstRun',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Submitted twice after running again what was not shown as paid',
		short: 'submitted twice, after running again what was not shown as paid',
		text: 'A careful person takes what the first run showed as paid off the list, and runs the rest again. A run that stopped with an error showed nothing as paid; after a reset, n8n even says "You can retry the request immediately".',
		count: 'twice',
		again: 'what was not shown as paid',
		promised: true,
	},
	{
		title: 'Submitted twice after running the same list again',
		short: 'submitted twice, after running the same list again',
		text: 'Someone presses the button again, or a schedule runs with the same sheet again. The recipe has no memory, so this pays twice even when nothing went wrong.',
		count: 'twice',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Paid at more than the list says',
		short: 'paid at more than the list says',
		text: 'Orders that cost 10 yuan by the list, and 12 by the time they are paid. The call that pays takes order IDs and no amounts, so without a look-up nothing compares the two.',
		count: 'tooDear',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Shown as paid, but not submitted',
		short: 'shown as paid, but not submitted',
		text: 'IDs that a run shows as paid but that are not in the ledger. When an answer holds the IDs as bare numbers, the HTTP Request node rounds them: the recipe then shows the IDs of other orders, or of none.',
		count: 'falselyPaid',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Submitted, but shown as failed and free to repeat',
		short: 'submitted, but shown as failed and free to repeat',
		text: 'Orders in the ledger that a run shows as failed, with no warning against running them again. This node marks what may be repeated with `retrySafe`; the recipe knows only "failed".',
		count: 'falselyRepeatable',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Without any answer',
		short: 'without any answer in the first run',
		text: 'Orders that no output item of the first run names. When the HTTP Request node stops the run, n8n shows its error, and no order gets an answer.',
		count: 'lost',
		again: 'the same list',
		promised: true,
	},
	{
		title: 'Left to a person',
		short: 'left to a person',
		text: 'The price of caution: orders that are shown neither as paid nor as free to repeat after the second run, of what was not shown as paid. A code that nobody outside can explain, such as 10012, is left to a person even when the API did nothing: there the recipe gets further. Orders that are closed, or dearer than the list says, are held back for a person too. With rounded IDs this node makes no call; the recipe asks the API to pay orders that the sandbox does not know, and shows them as failed.',
		count: 'forAPerson',
		again: 'what was not shown as paid',
	},
	{
		title: 'Not submitted in the end',
		short: 'not submitted in the end',
		text: 'Orders that are not in the ledger after both runs; the second was of what was not shown as paid.',
		count: 'unpaid',
		again: 'what was not shown as paid',
	},
	{
		title: 'Calls',
		short: 'calls',
		text: "Calls to the payment endpoint that the API saw in both runs; the second was of the same list. Three are enough to pay 30 orders. Calls that only read are in the next table. After redirect 302, one of the recipe's calls is a GET, which pays nothing.",
		count: 'calls',
		again: 'the same list',
	},
	{
		title: 'Calls that only read',
		short: 'calls that only read',
		text: 'The price of looking before paying, over the same two runs: one look-up for each order in each run, and one more for each order that its payment leaves unclear.',
		count: 'reads',
		again: 'the same list',
	},
];
