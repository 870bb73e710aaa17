import type { INodeExecutionData } from 'n8n-workflow';

import type { NodeSettings } from './settingsSituations.mts';

/** A run, with everything needed to judge it. */
export interface Run {
	status: string;
	settings: NodeSettings;
	/** The orders of each row of the list. */
	rows: string[][];
	/** Items on Success, Failure, Summary, and the fourth output that n8n adds. */
	outputs: INodeExecutionData[][];
	/** Items that arrived at the node after each output. */
	arrived: INodeExecutionData[][];
	/** Calls to the payment endpoint. */
	calls: number;
	/** The sandbox's ledger. */
	submissions: (orderId: string) => number;
}

/**
 * Holds a run against what the node promises under every setting.
 *
 * @returns A line for each broken promise; none when all is well.
 */
export function findFaults(run: Run): string[] {
	return [
		...findInLedger(run),
		...(run.status === 'success' ? findInAnswers(run) : findInFailedExecution(run)),
		...findOnSuccess(run),
		...findOnFailure(run),
		...findOnSummary(run),
		...unless(run.outputs[3].length === 0, `${run.outputs[3].length} items on the error output`),
		...findLostItems(run),
	];
}

const unless = (holds: boolean, fault: string): string[] => (holds ? [] : [fault]);
const isEmpty = ({ json }: INodeExecutionData): boolean => Object.keys(json).length === 0;

/** The rows that the node gets: with Execute Once, n8n hands over only the first. */
function rowsForNode({ rows, settings }: Run): string[][] {
	return settings.executeOnce ? rows.slice(0, 1) : rows;
}

function findInLedger(run: Run): string[] {
	const { rows, submissions } = run;
	const notForNode = rows.slice(rowsForNode(run).length).flat();
	return [
		...rows
			.flat()
			.flatMap((orderId) =>
				unless(submissions(orderId) <= 1, `${orderId} was submitted ${submissions(orderId)} times`),
			),
		...notForNode.flatMap((orderId) =>
			unless(
				submissions(orderId) === 0,
				`${orderId} is in a row that Execute Once leaves out, but was submitted`,
			),
		),
	];
}

function findInAnswers(run: Run): string[] {
	const [success, failure] = run.outputs;
	const answers = [...success.filter((item) => !isEmpty(item)), ...failure];
	const rows = rowsForNode(run);
	const orders = rows.flatMap((orderIds, row) => orderIds.map((orderId) => ({ orderId, row })));
	const answersTo = (orderId: string, row: number) =>
		answers.filter(
			({ json, pairedItem }) =>
				json.orderId === orderId && (pairedItem as { item: number }).item === row,
		).length;
	return [
		...orders.flatMap(({ orderId, row }) =>
			unless(
				answersTo(orderId, row) === 1,
				`${orderId} of row ${row} left ${answersTo(orderId, row)} times`,
			),
		),
		...unless(
			answers.length === orders.length,
			`${answers.length} items for ${orders.length} orders`,
		),
	];
}

function findInFailedExecution({
	status,
	settings,
	rows,
	outputs,
	calls,
	submissions,
}: Run): string[] {
	return [
		...unless(
			status === 'error' && settings.onError === 'stopWorkflow',
			`the execution ended as ${status}`,
		),
		...unless(
			calls === 0 && rows.flat().every((orderId) => submissions(orderId) === 0),
			'the execution failed after something may have been sent',
		),
		...unless(outputs.flat().length === 0, 'a failed execution put out items'),
	];
}

function findOnSuccess({ status, settings, outputs: [success], submissions }: Run): string[] {
	const empty = success.filter(isEmpty).length;
	const emptyByN8n =
		settings.alwaysOutputData && status === 'success' && success.length === empty ? 1 : 0;
	return [
		...success
			.filter((item) => !isEmpty(item))
			.flatMap(({ json }) => {
				const [orderId, outcome] = [String(json.orderId), String(json.outcome)];
				return unless(
					['submitted', 'paid'].includes(outcome) && submissions(orderId) === 1,
					`${orderId} is on Success as ${outcome}; the ledger has it ${submissions(orderId)} times`,
				);
			}),
		...unless(
			empty === emptyByN8n,
			`${empty} empty items on Success, where ${emptyByN8n} are n8n's own`,
		),
	];
}

function findOnFailure({ outputs: [, failure], submissions }: Run): string[] {
	return failure.flatMap(({ json }) => {
		const orderId = String(json.orderId);
		return [
			...unless(
				json.retrySafe !== true || submissions(orderId) === 0,
				`${orderId} is called safe to send again, but is in the ledger`,
			),
			...unless(
				String(json.advice ?? '') !== '' && String(json.errorReason ?? '') !== '',
				`${orderId} failed without a reason or advice`,
			),
		];
	});
}

/** One item counts what leaves on the other two: here no order comes in twice. */
function findOnSummary({ status, outputs: [success, failure, summary] }: Run): string[] {
	if (status !== 'success')
		return unless(summary.length === 0, 'a failed execution put out a summary');
	if (summary.length !== 1) return [`${summary.length} items on Summary`];
	const [{ json }] = summary;
	const answers = [...success.filter((item) => !isEmpty(item)), ...failure];
	const counts = Map.groupBy(answers, (item) => String(item.json.outcome));
	return [
		...unless(json.orders === answers.length, `the summary counts ${String(json.orders)} orders`),
		...[...counts].flatMap(([outcome, items]) =>
			unless(
				json[outcome] === items.length,
				`the summary counts ${String(json[outcome])} ${outcome}, of ${items.length}`,
			),
		),
	];
}

function findLostItems({ outputs, arrived }: Run): string[] {
	return outputs.flatMap((items, index) =>
		unless(
			arrived[index].length === items.length,
			`of ${items.length} items on output ${index}, ${arrived[index].length} arrived at the next node`,
		),
	);
}
