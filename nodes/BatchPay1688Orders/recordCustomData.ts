import type { IExecuteFunctions, IWorkflowExecutionCustomData } from 'n8n-workflow';

import { formatFen } from '../shared/money/yuan';
import type { Outcome, Result } from './outcome';
import type { Entry } from './readOrders';
import type { Mode } from './settings';

/** The groups that the custom data counts. */
type Group = 'submitted' | 'ready' | 'failed' | 'unclear';

/** Orders of a group. */
interface Total {
	orders: number;
	/** Their known amounts together. */
	fen: number;
	/** How many have no known amount. */
	amountsNotKnown: number;
}

type Totals = Record<Group, Total>;

/** What a node has counted in an execution, to be taken back when it counts again. */
interface Counted {
	/** Group and fen by order; `null` when the amount is not known. */
	orders: Record<string, [Group, number | null]>;
	/** How many entries were no order IDs, by pass. */
	invalid: Record<number, number>;
}

/** The part of n8n's expression data that is needed here; `getWorkflowDataProxy` does not type it. */
interface ExecutionData {
	$execution: { customData: IWorkflowExecutionCustomData };
	$runIndex: number;
}

/**
 * Writes mode, counts and amounts into the execution's custom data, so that n8n's list of executions tells runs apart.
 *
 * They are those of the whole execution: passes of a loop add up, and so do several nodes of a workflow; an order that comes by
 * again counts once, with its last result. n8n keeps ten keys for an execution: at least three are left to the workflow's own.
 * A failure only reaches the log.
 *
 * @param context n8n's execution context.
 * @param mode What the pass was to do; `null` when the settings could not be read.
 * @param entries Every (item, ID) pair of the pass.
 * @param results One result for each valid order.
 */
export function recordCustomData(
	context: IExecuteFunctions,
	mode: Mode | null,
	entries: Entry[],
	results: ReadonlyMap<string, Result>,
): void {
	try {
		const { $execution, $runIndex } = context.getWorkflowDataProxy(0) as unknown as ExecutionData;
		const invalid = entries.filter(({ problem }) => problem !== undefined).length;
		const totals = addUp(context, mode ?? 'pay', results, invalid, $runIndex);
		// n8n drops what is too much, so the order is that of importance.
		$execution.customData.setAll({
			...(mode !== null && { mode: totals.pay === undefined ? 'check' : 'pay' }),
			...(totals.pay && withAmount('submitted', totals.pay.submitted)),
			...countsOf(totals.pay ?? totals.check),
			...(totals.check && withAmount('ready', totals.check.ready)),
		});
	} catch (error) {
		context.logger.debug(`The execution's custom data was not written: ${String(error)}`);
	}
}

/** Adds a pass to the totals of the execution, in place of what the node counted before for the same orders. */
function addUp(
	context: IExecuteFunctions,
	mode: Mode,
	results: ReadonlyMap<string, Result>,
	invalid: number,
	pass: number,
): Partial<Record<Mode, Totals>> {
	const node = context.getContext('node') as { counted?: Partial<Record<Mode, Counted>> };
	const execution = context.getContext('flow') as {
		batchPay1688Orders?: Partial<Record<Mode, Totals>>;
	};
	const counted = ((node.counted ??= {})[mode] ??= { orders: {}, invalid: {} });
	const all = (execution.batchPay1688Orders ??= {});
	const totals = (all[mode] ??= {
		submitted: nothing(),
		ready: nothing(),
		failed: nothing(),
		unclear: nothing(),
	});
	for (const [orderId, { outcome, batch, amountFen = null }] of results) {
		const before = counted.orders[orderId];
		if (before !== undefined) add(-1, totals[before[0]], before[1]);
		delete counted.orders[orderId];
		const group = groupOf(outcome, batch);
		if (group === undefined) continue;
		counted.orders[orderId] = [group, amountFen];
		add(1, totals[group], amountFen);
	}
	totals.failed.orders += invalid - (counted.invalid[pass] ?? 0);
	counted.invalid[pass] = invalid;
	return all;
}

function nothing(): Total {
	return { orders: 0, fen: 0, amountsNotKnown: 0 };
}

function add(orders: 1 | -1, total: Total, fen: number | null): void {
	total.orders += orders;
	if (fen === null) total.amountsNotKnown += orders;
	else total.fen += orders * fen;
}

/** @returns `undefined` when the order was paid without this execution. */
function groupOf(outcome: Outcome, batch: number | null): Group | undefined {
	switch (outcome) {
		case 'submitted':
		case 'ready':
			return outcome;
		case 'paid':
			return batch === null ? undefined : 'submitted';
		case 'alreadySubmitted':
		case 'unknown':
			return 'unclear';
		default:
			return 'failed';
	}
}

function countsOf(totals: Totals | undefined): Record<string, string> {
	return { failed: String(totals?.failed.orders), unclear: String(totals?.unclear.orders) };
}

/** E.g. `{ ready: '3', amountReady: '1234.50' }`, in yuan. */
function withAmount(
	group: 'submitted' | 'ready',
	{ orders, fen, amountsNotKnown }: Total,
): Record<string, string> {
	// Without sign and separators it can be searched and calculated with.
	const yuan = formatFen(fen).replace(/[¥,]/g, '');
	const key = group === 'ready' ? 'amountReady' : 'amountSubmitted';
	const isKnown = orders === 0 || amountsNotKnown < orders;
	const amount = isKnown ? `${yuan}${amountsNotKnown > 0 ? ' and more' : ''}` : 'not known';
	return { [group]: String(orders), [key]: amount };
}
