import type { IExecuteFunctions } from 'n8n-workflow';

import { waitUnlessCancelled } from '../shared/api/wait';
import { intoBatches } from './batch';
import type { Memory } from './memory/memory';
import { recordAhead } from './memory/recordAhead';
import { holdBack, payBatch } from './payBatch';
import { startProgress } from './progress';
import { recordPortion } from './recordPortion';
import type { Results } from './results';
import type { Remarks, Run } from './run';
import type { Settings } from './settings';
import { INTERRUPTED, memoryFailed, StopRule } from './stopRule';
import { strikeOutUnsubmitted } from './strikeOutUnsubmitted';

/**
 * Pays the orders batch by batch, `concurrency` calls at a time: each is recorded in the memory and sent, its answer is read,
 * and what was certainly not submitted is struck out again. Never throws.
 *
 * @param context n8n's execution context.
 * @param orderIds Valid orders, each once.
 * @param settings The checked settings.
 * @param memory Remembers across runs what was sent.
 * @param results Receives exactly one result for each order.
 * @param remarks Receives what a person should know besides the results.
 */
export async function payBatches(
	context: IExecuteFunctions,
	orderIds: string[],
	settings: Settings,
	memory: Memory,
	results: Results,
	remarks: Remarks,
): Promise<void> {
	const cancelled = context.getExecutionCancelSignal();
	const stopRule = new StopRule(cancelled);
	const run: Run = { context, settings, memory, results, stopRule, remarks };
	const batches = intoBatches(orderIds, settings.batchSize);
	let batchesDone = 0;
	const logProgress = startProgress(
		context,
		orderIds.length,
		(done) => `Batch ${batchesDone} of ${batches.length} done: ${done}`,
	);

	const remembered = await openMemory(run);
	const recorded = recordAhead(
		batches,
		settings.concurrency,
		remembered,
		async (portion) => await recordPortion(run, portion),
	);
	const payInTurn = async (): Promise<void> => {
		for await (const batch of recorded) {
			try {
				await payBatch(run, batch);
				batchesDone++;
				if (!cancelled?.aborted) logProgress(batch.orderIds.length);
			} catch (error) {
				// Whatever it was, the orders keep the truest result they had, and nothing more is sent.
				stopRule.stop(INTERRUPTED);
				context.logger.error(`The run was interrupted: ${(error as Error).message}`);
			}
			const isLast = batch.number === batches.length;
			if (settings.pauseMs > 0 && !isLast && stopRule.reasonToHold() === undefined) {
				await waitUnlessCancelled(settings.pauseMs, cancelled);
			}
		}
	};
	const lanes = Math.min(settings.concurrency, batches.length);
	await Promise.all(Array.from({ length: lanes }, payInTurn));

	// Whatever interrupted the run, it leaves no order without a result.
	for (const { number, orderIds: ids } of batches) {
		const unanswered = ids.filter((orderId) => !results.has(orderId));
		holdBack(run, number, unanswered, INTERRUPTED, false);
	}
	await strikeOutUnsubmitted(memory, results);
}

/** @returns How many orders the memory holds; 0 when it cannot be used. */
async function openMemory({ memory, settings, stopRule }: Run): Promise<number> {
	try {
		return await memory.begin();
	} catch (error) {
		if (settings.skipSubmitted) stopRule.stop(memoryFailed(error));
		return 0;
	}
}
