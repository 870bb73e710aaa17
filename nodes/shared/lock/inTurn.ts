import type { IExecuteFunctions } from 'n8n-workflow';

import { cameBeforeCancel } from '../api/wait';
import { graceMs, StoppedWaiting, type Purpose } from './waiting';

/** The last step in line for each workflow. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs a workflow's steps in this process one after the other, be they of batches or of executions under way at once.
 *
 * @param context n8n's execution context of a saved workflow.
 * @param purpose What the step is for.
 * @param step What to run.
 * @returns What the step returns.
 * @throws StoppedWaiting when the execution was stopped before its turn came; and what the step throws.
 */
export async function inTurn<T>(
	context: IExecuteFunctions,
	purpose: Purpose,
	step: () => Promise<T>,
): Promise<T> {
	const workflowId = String(context.getWorkflow().id);
	const ticket = { begun: false, gaveUp: false };
	let begin = () => {};
	const turn = new Promise<void>((resolve) => (begin = resolve));
	const mine = (queues.get(workflowId) ?? Promise.resolve()).then(async () => {
		if (ticket.gaveUp) return await Promise.reject(new StoppedWaiting());
		ticket.begun = true;
		begin();
		return await step();
	});
	putInLine(workflowId, mine);
	const came = await cameBeforeCancel(turn, graceMs(purpose), context.getExecutionCancelSignal());
	if (!came && !ticket.begun) {
		ticket.gaveUp = true;
		throw new StoppedWaiting();
	}
	return await mine;
}

/** Whoever comes next waits for this step, however it ends; the last one leaves nothing behind. */
function putInLine(workflowId: string, step: Promise<unknown>): void {
	const end = step.then(
		() => {},
		() => {},
	);
	queues.set(workflowId, end);
	void end.then(() => {
		if (queues.get(workflowId) === end) queues.delete(workflowId);
	});
}
