import { markdownTable } from '../../support/markdownTable.mts';
import { ORDERS, type Again, type Counts } from './countOrders.mts';
import { QUESTIONS, type Question } from './questions.mts';
import { BEYOND, SITUATIONS, type Situation } from './situations.mts';
import { WAYS, type Way } from './ways.mts';

/** What was counted for a situation, a way to pay and a kind of second run. */
export type Counted = (situation: Situation, way: Way, again: Again) => Counts;

/** The total of a question over all situations. */
export function total({ count, again }: Question, way: Way, counted: Counted): number {
	return SITUATIONS.reduce((sum, situation) => sum + counted(situation, way, again)[count], 0);
}

/** Writes docs/reliability.md; every number in a table is counted. */
export function reliabilityPage(n8nVersion: string, counted: Counted): string {
	const totals = QUESTIONS.map((question) => [
		question.short,
		...WAYS.map((way) => total(question, way, counted)),
	]);
	return `${introduction(n8nVersion)}
## Totals

Over all ${SITUATIONS.length} situations, each with ${ORDERS} orders: ${SITUATIONS.length * ORDERS} orders for each column.

${markdownTable(['', ...WAYS.map(({ title }) => title)], totals, 'numbers')}

${QUESTIONS.map((question) => section(question, counted)).join('\n')}
${beyond(counted)}`;
}

/** What this node cannot prevent, told beside what it can. */
function beyond(counted: Counted): string {
	const rows = BEYOND.map((situation) => [
		situation.title,
		...WAYS.map((way) => counted(situation, way, 'the same list').twiceInFirstRun),
	]);
	return `## Where this node's promise ends

The memory of what was submitted belongs to one node of one workflow, and a look-up sees only what 1688 shows. While a payment is under
way and 1688 still shows the order as waiting for payment, a second workflow submits it again. Whoever pays from several workflows keeps
this node in one sub-workflow that the others call. Submitted twice by the end of the first run, and in no total above:

${markdownTable(['first run', ...WAYS.map(({ title }) => title)], rows, 'numbers')}
`;
}

/** Rows that hold only zeros are left out, and counted below the table. */
function section(question: Question, counted: Counted): string {
	const rows = SITUATIONS.map((situation) => [
		situation.title,
		...WAYS.map((way) => counted(situation, way, question.again)[question.count]),
	]);
	const shown = rows.filter(([, ...numbers]) => numbers.some((number) => number !== 0));
	const zeros = rows.length - shown.length;
	const parts = [`## ${question.title}`, question.text];
	if (shown.length > 0)
		parts.push(markdownTable(['first run', ...WAYS.map(({ title }) => title)], shown, 'numbers'));
	if (zeros > 0)
		parts.push(
			`In ${shown.length > 0 ? 'the other' : 'all'} ${zeros === 1 ? 'situation' : `${zeros} situations`}: 0 in every column.`,
		);
	return `${parts.join('\n\n')}\n`;
}

function introduction(n8nVersion: string): string {
	return `# When things go wrong: this node and the usual recipe

This page is written by a program, and no number in its tables is typed by hand:

\`\`\`sh
npm run docs -- reliability
\`\`\`

It starts a real n8n ${n8nVersion}, pays at the [sandbox](../test/sandbox), and compares what each run **shows** with the sandbox's **ledger**.

## What is compared

**This node**: [Batch Pay 1688 Orders](../test/pages/reliability/this-node.json) set to *Pay*, with *Maximum Amount*
taken from each row and its other defaults except the time-out: it looks every order up before it pays. And the same with n8n's *Retry On
Fail* on.

**The usual recipe**, as people build it without this node: a Code node makes batches of 10 and signs them, an HTTP Request node sends
them, and a second Code node splits the answers into success and failed. It is a careful one: it drops duplicate rows, checks the
answer's code, and names every order of a failed call. It is tried with four settings:

- [the recipe](../test/pages/reliability/usual-recipe.json) with the HTTP Request node's defaults except the time-out: all batches leave at once, and an error stops the run;
- with *Retry On Fail* (n8n's defaults: three tries, a second apart);
- with *On Error: Continue*;
- [in a loop](../test/pages/reliability/usual-recipe-looped.json), one batch at a time, with both.

## How it is measured

- Each run has ${ORDERS} orders in three batches; the IDs come in as text except in one situation, and each row says what its order
  costs. Each pair of runs starts with a fresh ledger and a fresh workflow.
- In the first run the **second call** to the payment endpoint meets the fault, once. Only "connection refused" lasts the whole first run.
- What happened to ten orders, or in a copy of the workflow, happened before the first run, and stays so.
- "Processed": the API submitted the batch, and then the answer went wrong. The caller cannot see this.
- Then the same workflow **runs again**, with a healthy API. Everything is measured for two second lists: what the first run did not show
  as paid, and the whole list again.
- Both sides wait 1.5 seconds for an answer.

## What it cannot tell

- The sandbox is harsher than PandaPon may be: it submits an order as often as it is asked to. Nobody outside knows whether the
  real API refuses a second payment. If it always does, "submitted twice" counts payments that only the API prevented.
- *Retry On Fail* runs the HTTP Request node again, not the Code node before it: the recipe's retries carry the first try's signature.
  The sandbox accepts a nonce twice. An API that does not would refuse those retries; second runs are signed anew in any case.
- The situations were chosen by hand, and each counts the same in the totals. How often they occur with the real API is not known.
- The recipe could be made safer: with a table of paid orders, look-ups, limits, no redirects, and a third word beside success and failed. That
  is what this node is.
`;
}
