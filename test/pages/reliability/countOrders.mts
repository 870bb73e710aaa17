import type { IDataObject } from 'n8n-workflow';

import { Account } from '../../sandbox/account.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import type { LocalN8n } from '../../support/n8n/localN8n.mts';
import { LISTED_FEN, type Situation } from './situations.mts';
import type { Report, Way } from './ways.mts';

/** What is run the second time. */
export type Again = 'the same list' | 'what was not shown as paid';

/** Numbers of orders, over both runs unless said otherwise; an order counts once in each. */
export interface Counts {
	/** Calls to the payment endpoint that the API saw, not orders. */
	calls: number;
	/** Its calls to other endpoints, all of which only read. */
	reads: number;
	/** Submitted more than once within the first run. */
	twiceInFirstRun: number;
	/** Submitted more than once by the end of both runs. */
	twice: number;
	/** Paid at more than the list says. */
	tooDear: number;
	/** Shown as paid, but not in the ledger. */
	falselyPaid: number;
	/** In the ledger, but shown as not paid, with no warning against running it again. */
	falselyRepeatable: number;
	/** Named by no output item of the first run. */
	lost: number;
	/** Shown neither as paid nor as repeatable after the second run: a person has to look. */
	forAPerson: number;
	/** Not in the ledger after both runs. */
	unpaid: number;
}

export const ORDERS = 30;
const CHANGED = 10;
/** A prime, so that the IDs look like those of one day, and stay different when they are rounded. */
const STEP = 1_000_003n;
const ORDER_IDS = Array.from({ length: ORDERS }, (_, index) =>
	String(2059624776425880721n + BigInt(index) * STEP),
);

/** Makes a sandbox for an account, always at the same port. */
type NewSandbox = (account: Account) => Sandbox;

/** Runs a workflow twice against a fresh sandbox, the first time in the given situation, and counts its orders. */
export async function countOrders(
	n8n: LocalN8n,
	newSandbox: NewSandbox,
	credential: { id: string; name: string },
	way: Way,
	situation: Situation,
	again: Again,
): Promise<Counts> {
	const account = new Account(undefined, !situation.paysLater);
	account.addOrders(ORDER_IDS, { price: LISTED_FEN });
	for (const orderId of ORDER_IDS.slice(0, CHANGED)) situation.meanwhile?.(account, orderId);
	const sandbox = newSandbox(account);
	if (!situation.down) await sandbox.start();
	if (situation.fault) sandbox.fault(2, situation.fault);
	try {
		const newWorkflow = async () => {
			let saved = await n8n.createWorkflow(way.workflow, credential);
			return async (orderIds: string[]): Promise<Report> => {
				const rows = orderIds.map(
					(id) =>
						`{"orderId":${situation.asNumbers ? id : `"${id}"`},"amount":"${LISTED_FEN / 100}"}`,
				);
				const list = `{${JSON.stringify(sandbox.credential).slice(1, -1)},"rows":[${rows.join()}]}`;
				saved = await n8n.updateWorkflow(withList(saved, list));
				return way.read(await n8n.finished(await n8n.run(saved)));
			};
		};
		if (situation.afterACopy) {
			const runCopy = await newWorkflow();
			await runCopy(ORDER_IDS);
			if (account.ledger().size < ORDERS) throw new Error(`The copy of ${way.title} did not pay`);
			sandbox.reset();
		}
		const run = await newWorkflow();
		/** The ID as the workflow sees it. */
		const asSeen = (id: string) => (situation.asNumbers ? String(Number(id)) : id);
		const count = (test: (id: string) => boolean) => ORDER_IDS.filter(test).length;
		const falselyPaid = new Set<string>();
		const falselyRepeatable = new Set<string>();
		const judge = ({ paid, repeatable }: Report): void => {
			for (const id of paid) if (account.submissions(id) === 0) falselyPaid.add(id);
			for (const id of repeatable) if (account.submissions(id) > 0) falselyRepeatable.add(id);
		};

		const first = await run(ORDER_IDS);
		judge(first);
		const twiceInFirstRun = account.paidTwice().length;
		if (situation.down) await sandbox.start();
		const secondList =
			again === 'the same list' ? ORDER_IDS : ORDER_IDS.filter((id) => !first.paid.has(asSeen(id)));
		const second = secondList.length > 0 ? await run(secondList) : undefined;
		if (second) judge(second);

		const shown = (kind: 'paid' | 'repeatable', id: string) =>
			second?.[kind].has(asSeen(id)) || (!secondList.includes(id) && first[kind].has(asSeen(id)));
		return {
			calls: sandbox.payments().length,
			reads: sandbox.calls.length - sandbox.payments().length,
			tooDear: count((id) => account.submittedFen(id) > LISTED_FEN * account.submissions(id)),
			twiceInFirstRun,
			twice: account.paidTwice().length,
			falselyPaid: falselyPaid.size,
			falselyRepeatable: falselyRepeatable.size,
			lost: count((id) => !first.named.has(asSeen(id))),
			forAPerson: count((id) => !shown('paid', id) && !shown('repeatable', id)),
			unpaid: count((id) => account.submissions(id) === 0),
		};
	} finally {
		await sandbox.close();
	}
}

function withList(
	workflow: { id: string } & IDataObject,
	jsonOutput: string,
): { id: string } & IDataObject {
	const nodes = (workflow.nodes as Array<{ name: string; parameters: IDataObject }>).map((node) =>
		node.name === 'Order List' ? { ...node, parameters: { ...node.parameters, jsonOutput } } : node,
	);
	return { ...workflow, nodes };
}
