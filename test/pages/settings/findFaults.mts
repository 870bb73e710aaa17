import type { INodeExecutionData } from 'n8n-workflow';

import type { NodeSettings } from './settingsSituations.mts';

/** A run, with everything that its judge needs. */
export interface Run {
	status: string;
	settings: NodeSettings;
	/** The orders of each row of the list. */
	rows: string[][];
	/** Items on Success, Failure, and the third output that n8n adds. */
	outputs: INodeExecutionData[][];
	/** Items that arrived at the node behind each output. */
	arrived: INodeExecutionData[][];
	/** Calls to the payment endpoint. */
	calls: number;
	/** The sandbox's ledger. */
	submissions: (orderId: string) => number;
}

/**
 * Holds a run against what the node promises under every setting.
 *
 * @returns A line for each thing that is not as promised; none when all is well.
 */
export function findFaults({
	status,
	settings,
	rows,
	outputs,
	arrived,
	calls,
	submissions,
}: Run): string[] {
	const [success, failure, error] = outputs;
	const isEmpty = ({ json }: INodeExecutionData) => Object.keys(json).length === 0;
	const named = [success.filter((item) => !isEmpty(item)), failure].flat();
	const all = rows.flat();
	// Execute Once: n8n hands over the first row only.
	const taken = settings.executeOnce ? rows.slice(0, 1) : rows;
	const faults: string[] = [];
	const must = (holds: boolean, fault: string) => void (holds || faults.push(fault));

	for (const orderId of all)
		must(submissions(orderId) <= 1, `${orderId} was submitted ${submissions(orderId)} times`);
	for (const orderId of rows.slice(taken.length).flat())
		must(
			submissions(orderId) === 0,
			`${orderId} stands in a row that Execute Once leaves out, and was submitted`,
		);

	if (status === 'success') {
		for (const [row, orderIds] of taken.entries()) {
			for (const orderId of orderIds) {
				const answers = named.filter(
					({ json, pairedItem }) =>
						json.orderId === orderId && (pairedItem as { item: number }).item === row,
				);
				must(answers.length === 1, `${orderId} of row ${row} left ${answers.length} times`);
			}
		}
		must(
			named.length === taken.flat().length,
			`${named.length} items for ${taken.flat().length} orders`,
		);
	} else {
		must(
			status === 'error' && settings.onError === 'stopWorkflow',
			`the execution ended as ${status}`,
		);
		must(
			calls === 0 && all.every((orderId) => submissions(orderId) === 0),
			'the execution failed after something may have been sent',
		);
		must(outputs.flat().length === 0, 'a failed execution put items out');
	}

	for (const { json } of success.filter((item) => !isEmpty(item))) {
		must(
			['submitted', 'paid'].includes(String(json.outcome)) &&
				submissions(String(json.orderId)) === 1,
			`${String(json.orderId)} is on Success as ${String(json.outcome)}, and ${submissions(String(json.orderId))} times in the ledger`,
		);
	}
	for (const { json } of failure) {
		must(
			json.retrySafe !== true || submissions(String(json.orderId)) === 0,
			`${String(json.orderId)} is called safe to send again, and is in the ledger`,
		);
		must(
			String(json.advice ?? '') !== '' && String(json.errorReason ?? '') !== '',
			`${String(json.orderId)} failed without a reason or advice`,
		);
	}

	const empty = success.filter(isEmpty).length;
	const emptyByN8n =
		settings.alwaysOutputData && status === 'success' && success.length === empty ? 1 : 0;
	must(empty === emptyByN8n, `${empty} empty items on Success, where ${emptyByN8n} are n8n's own`);
	must(error.length === 0, `${error.length} items on the error output`);
	for (const [index, items] of outputs.entries())
		must(
			arrived[index].length === items.length,
			`of ${items.length} items on output ${index}, ${arrived[index].length} arrived behind it`,
		);
	return faults;
}
