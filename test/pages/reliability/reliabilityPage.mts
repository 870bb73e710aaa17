import { markdownTable } from '../../support/markdownTable.mts';
import { ORDERS, type Again, type Counts } from './countOrders.mts';
import { QUESTIONS, type Question } from './questions.mts';
import { SITUATIONS, type Situation } from './situations.mts';
import { WAYS, type Way } from './ways.mts';

/** What was counted for a situation, a way to pay and a kind of second run. */
export type Counted = (situation: Situation, way: Way, again: Again) => Counts;

/** The total of a question over all situations. */
export function total({ count, again }: Question, way: Way, counted: Counted): number {
	return SITUATIONS.reduce((sum, situation) => sum + counted(situation, way, again)[count], 0);
}

/** Writes the whole page; every number in a table is counted. */
export function document(n8nVersion: string, counted: Counted): string {
	const totals = QUESTIONS.map((question) => [
		question.short,
		...WAYS.map((way) => total(question, way, counted)),
	]);
	return `${introduction(n8nVersion)}
## Totals

Over all ${SITUATIONS.length} situations, each with ${ORDERS} orders: ${SITUATIONS.length * ORDERS} orders for each column.

${markdownTable(['', ...WAYS.map(({ title }) => title)], totals)}

${QUESTIONS.map((question) => section(question, counted)).join('\n')}`;
}

/** Rows that hold nothing but 0 are left out, and counted below the table. */
function section(question: Question, counted: Counted): string {
	const rows = SITUATIONS.map((situation) => [
		situation.title,
		...WAYS.map((way) => counted(situation, way, question.again)[question.count]),
	]);
	const telling = rows.filter(([, ...numbers]) => numbers.some((number) => number !== 0));
	const left = rows.length - telling.length;
	return `## ${question.title}

${question.text}

${telling.length > 0 ? markdownTable(['first run', ...WAYS.map(({ title }) => title)], telling) : ''}${
		left > 0
			? `\n\n${telling.length > 0 ? `In the other ${left} situations` : `In all ${left} situations`}: 0 in every column.`
			: ''
	}
`;
}

function introduction(n8nVersion: string): string {
	return `# When things go wrong: this node and the usual recipe

This page is written by a program, and no number in its tables is typed by hand:

\`\`\`sh
npm run reliability
\`\`\`

It starts a real n8n ${n8nVersion}, pays at the [sandbox](../test/sandbox), and then compares what each run **shows** with what the
sandbox's **ledger** holds.

## What is compared

**This node**: [Batch Pay 1688 Orders](../test/pages/reliability/this-node.json) with its defaults, but for the time-out; and the same with n8n's
*Retry On Fail* switched on.

**The usual recipe**, as people build it without this node: a Code node makes batches of 10 and signs them, an HTTP Request node sends
them, and a second Code node splits the answers into success and failed. It is a careful one: it drops duplicate rows, looks at the
answer's code, and names every order of a failed call. Four settings of it are tried:

- [the recipe](../test/pages/reliability/usual-recipe.json) with the HTTP Request node's defaults, but for the time-out: all batches leave at once, and an error stops the run;
- with *Retry On Fail* (n8n's defaults: three tries, a second apart);
- with *On Error: Continue*;
- [in a loop](../test/pages/reliability/usual-recipe-looped.json), one batch at a time, with both.

## How it is measured

- Each run has ${ORDERS} orders, three batches, their IDs given as text but in one situation. Each pair of runs starts with a fresh ledger and a fresh workflow.
- In the first run the **second call** to the payment endpoint meets the fault, once. Only "connection refused" lasts for the whole first run.
- "Processed": the API submitted the batch, and then the answer went wrong. The caller cannot see that.
- Then the same workflow **runs again**, with a healthy API. Everything is measured for two lists: what the first run did not show as
  paid, and the same list once more.
- Both sides wait 1.5 seconds for an answer.

## What it cannot tell

- The sandbox is harsher than PandaPon may be: it submits an order again as often as it is told to. Nobody outside knows whether the
  real API refuses a second payment. If it always does, the numbers of "submitted twice" are payments that only the API prevented.
- *Retry On Fail* runs the HTTP Request node again, not the Code node before it: the recipe's retries carry the first try's signature.
  The sandbox takes a nonce twice. An API that does not would refuse those retries; the second runs are signed anew in any case.
- The situations were chosen, and each counts the same in the totals. How often they occur with the real API is not known.
- The recipe could be made safer: with a table of paid orders, look-ups, redirects switched off, and a third word beside success and
  failed. That is what this node consists of.
`;
}
