import type { IExecuteFunctions, IWorkflowExecutionCustomData } from 'n8n-workflow';

import { formatFen } from '../shared/money/yuan';
import type { ExecutionTotals, Results, Total } from './results';
import type { Summary } from './summary';

/** What one node has done in an execution so far. */
interface Counted extends ExecutionTotals {
	mode: Summary['mode'];
	/** How many failed, by pass: a try of the same pass replaces the one before. */
	failed: Record<number, number>;
}

/** The part of n8n's expression data that is needed here; `getWorkflowDataProxy` does not type it. */
interface ExpressionData {
	$execution: { customData: IWorkflowExecutionCustomData };
	$runIndex: number;
}

/**
 * Writes mode, counts and amounts into the execution's custom data, so that n8n's executions can be told apart and searched.
 * They are those of the whole execution: its passes and its nodes together, money counted once for each order. n8n keeps ten
 * keys for an execution; three at least are left. Never throws.
 *
 * @param context n8n's execution context.
 * @param summary This pass in numbers.
 * @param results What the execution has done so far.
 */
export function recordCustomData(
	context: IExecuteFunctions,
	summary: Summary,
	results: Results,
): void {
	try {
		const { $execution, $runIndex } = context.getWorkflowDataProxy(0) as unknown as ExpressionData;
		const execution = context.getContext('flow') as {
			batchPay1688Orders?: Record<string, Counted>;
		};
		const nodes = (execution.batchPay1688Orders ??= {});
		const { name } = context.getNode();
		const failed = nodes[name]?.failed ?? {};
		failed[$runIndex] = failedIn(summary);
		nodes[name] = { mode: summary.mode, ...results.inExecution(), failed };
		$execution.customData.setAll(asText(Object.values(nodes)));
	} catch (error) {
		context.logger.debug(`The execution's custom data was not written: ${String(error)}`);
	}
}

function failedIn({ orders, submitted, paid, ready, unknown, alreadySubmitted }: Summary): number {
	return orders - submitted - paid - ready - unknown - alreadySubmitted;
}

/** n8n drops what is too much, so the order is that of importance. */
function asText(nodes: Counted[]): Record<string, string> {
	const pays = nodes.some(({ mode }) => mode === 'pay');
	const together = (totals: Total[]): Total =>
		totals.reduce((sum, { orders, fen, notKnown }) => ({
			orders: sum.orders + orders,
			fen: sum.fen + fen,
			notKnown: sum.notKnown + notKnown,
		}));
	const submitted = together(nodes.map((node) => node.submitted));
	const ready = together(nodes.map((node) => node.ready));
	// A check before the payment fails the same orders.
	const failed = nodes
		.filter(({ mode }) => !pays || mode === 'pay')
		.flatMap((node) => Object.values(node.failed))
		.reduce((sum, count) => sum + count, 0);
	return {
		mode: pays ? 'pay' : 'check',
		...(pays && { submitted: String(submitted.orders), amountSubmitted: amount(submitted) }),
		failed: String(failed),
		unclear: String(together(nodes.map((node) => node.unclear)).orders),
		...((!pays || ready.orders > 0) && {
			ready: String(ready.orders),
			amountReady: amount(ready),
		}),
	};
}

/** In yuan, without sign and separators, so that it can be searched and calculated with. */
function amount({ orders, fen, notKnown }: Total): string {
	if (notKnown > 0 && notKnown === orders) return 'not known';
	return `${formatFen(fen).replace(/[¥,]/g, '')}${notKnown > 0 ? ' and more' : ''}`;
}
