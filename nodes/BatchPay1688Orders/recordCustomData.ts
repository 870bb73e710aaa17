import type { IExecuteFunctions, IWorkflowExecutionCustomData } from 'n8n-workflow';

import { formatFen } from '../shared/money/yuan';
import type { ExecutionTotals, Results, Total } from './results';
import type { Summary } from './summary';

/** What one node has done in an execution so far. */
interface Counted extends ExecutionTotals {
	/** By pass: a try of the same pass replaces the one before. */
	passes: Record<number, Pick<Summary, 'mode'> & { failed: number }>;
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
		const passes = nodes[name]?.passes ?? {};
		// A second try whose settings could not be read is part of what the first one did.
		const mode = summary.mode ?? passes[$runIndex]?.mode ?? null;
		passes[$runIndex] = { mode, failed: failedIn(summary) };
		nodes[name] = { ...results.inExecution(), passes };
		$execution.customData.setAll(asText(Object.values(nodes)));
	} catch (error) {
		const { message = 'no reason given' } = Object(error) as Partial<Error>;
		context.logger.debug(`The execution's custom data was not written: ${message}`);
	}
}

function failedIn({ orders, submitted, paid, ready, unknown, alreadySubmitted }: Summary): number {
	return orders - submitted - paid - ready - unknown - alreadySubmitted;
}

/** All keys at once, in each pass: n8n takes no new ones once there are ten. */
function asText(nodes: Counted[]): Record<string, string> {
	const together = (totals: Total[]): Total =>
		totals.reduce((sum, { orders, fen, notKnown }) => ({
			orders: sum.orders + orders,
			fen: sum.fen + fen,
			notKnown: sum.notKnown + notKnown,
		}));
	const passes = nodes.flatMap((node) => Object.values(node.passes));
	const paying = passes.filter(({ mode }) => mode === 'pay');
	const submitted = together(nodes.map((node) => node.submitted));
	const ready = together(nodes.map((node) => node.ready));
	// What fails in the payment has mostly failed in the check before it.
	const failed = (paying.length > 0 ? paying : passes).reduce((sum, pass) => sum + pass.failed, 0);
	return {
		mode: modeOf(passes.map(({ mode }) => mode)),
		submitted: String(submitted.orders),
		amountSubmitted: amount(submitted),
		failed: String(failed),
		unclear: String(together(nodes.map((node) => node.unclear)).orders),
		ready: String(ready.orders),
		amountReady: amount(ready),
	};
}

/** Once it has paid, it stays a payment, whatever comes afterwards. */
function modeOf(modes: Array<Summary['mode']>): string {
	return (['pay', 'check'] as const).find((mode) => modes.includes(mode)) ?? 'not known';
}

/** In yuan, without sign and separators, so that it can be searched and calculated with. */
function amount({ orders, fen, notKnown }: Total): string {
	if (notKnown > 0 && notKnown === orders) return 'not known';
	return `${formatFen(fen).replace(/[¥,]/g, '')}${notKnown > 0 ? ' and more' : ''}`;
}
