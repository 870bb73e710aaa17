import type { IExecuteFunctions } from 'n8n-workflow';

import { waitUnlessCancelled } from '../shared/api/wait';
import { advice } from './advice';
import type { Memory } from './memory/memory';
import { recordAhead, type RecordedBatch } from './memory/recordAhead';
import { isRetrySafe, type Result } from './outcome';
import type { Results } from './results';
import { sendBatch, type Batch } from './sendBatch';
import type { Settings } from './settings';
import { settleMemory } from './settleMemory';

/** What a run brought to light besides its results. */
export interface Remarks {
	/** IDs the API named though nobody asked for them. */
	unexpectedIds: string[];
	/** How many orders were sent, on the person's word, although the memory could not record them. */
	notRecorded: number;
}

/** Why orders are not sent, and what to do. */
interface Hold {
	errorReason: string;
	next: string;
}

/**
 * Pays the orders batch by batch, `concurrency` calls at a time.
 *
 * @param context n8n's execution context.
 * @param orderIds Valid orders, each once.
 * @param settings The checked settings.
 * @param memory Remembers across runs what was sent.
 * @param results Receives exactly one result for each order.
 * @returns What a person should know besides the results. Never throws.
 */
export async function payBatches(
	context: IExecuteFunctions,
	orderIds: string[],
	settings: Settings,
	memory: Memory,
	results: Results,
): Promise<Remarks> {
	const batches = intoBatches(orderIds, settings.batchSize);
	const remarks: Remarks = { unexpectedIds: [], notRecorded: 0 };
	const logProgress = startProgress(context, batches.length, orderIds.length);

	/** Why no further batch may leave; `undefined` while all is well. */
	let held: Hold | undefined;
	const cancelSignal = context.getExecutionCancelSignal();
	const mayNotSend = () => (cancelSignal?.aborted ? cancelled : held);
	/** @param known Whether the memory was asked about them, and knew none. */
	const holdBack = (number: number, ids: string[], { errorReason, next }: Hold, known: boolean) =>
		results.setAll(ids, {
			outcome: 'notSent',
			batch: number,
			requestId: null,
			errorReason,
			advice: advice.notSentInThisRun(next, known),
		});

	const record = async (portion: Batch[]): Promise<RecordedBatch[]> => {
		if (mayNotSend() === undefined) {
			try {
				const fresh = new Set(await memory.record(portion.flatMap((batch) => batch.orderIds)));
				return portion.map((batch) => ({
					...batch,
					fresh: batch.orderIds.filter((orderId) => fresh.has(orderId)),
					recorded: true,
				}));
			} catch (error) {
				const failure = memoryFailed(error);
				if (settings.skipSubmitted) held ??= failure;
				else context.logger.warn(failure.errorReason);
			}
		}
		return portion.map((batch) => ({ ...batch, fresh: [], recorded: false }));
	};

	const pay = async ({ number, orderIds: ids, fresh, recorded }: RecordedBatch): Promise<void> => {
		const mustBeFresh = settings.skipSubmitted && recorded;
		const toSend = mustBeFresh ? fresh : ids;
		if (mustBeFresh) {
			const isFresh = new Set(fresh);
			results.setAll(
				ids.filter((orderId) => !isFresh.has(orderId)),
				{ ...alreadySubmitted, batch: number },
			);
		}
		if (toSend.length === 0) return;
		const why = mayNotSend() ?? (settings.skipSubmitted && !recorded ? interrupted : undefined);
		if (why !== undefined) {
			holdBack(number, toSend, why, mustBeFresh);
			return memory.release(fresh);
		}

		// From here until the answer is read, this is the truth, also for whatever interrupts this function.
		results.setAll(toSend, { ...underWay, batch: number });
		const answer = await sendBatch(
			context,
			{ number, orderIds: toSend },
			settings,
			() => held === undefined,
		);
		const isNew = new Set(fresh);
		for (const [orderId, result] of answer.results)
			results.set(
				orderId,
				isRetrySafe(result.outcome) && !isNew.has(orderId) ? sentBefore(result) : result,
			);
		if (!answer.clear && settings.stopOnBatchFailure) {
			held ??= {
				errorReason: `Held back: batch ${number} failed or is unclear`,
				next: advice.heldBack(number),
			};
		}
		const submitted = (orderId: string) =>
			!isRetrySafe(answer.results.get(orderId)?.outcome ?? 'unknown');
		memory.release(fresh.filter((orderId) => !submitted(orderId)));
		if (!recorded) remarks.notRecorded += toSend.filter(submitted).length;
		for (const orderId of answer.unexpectedIds) remarks.unexpectedIds.push(orderId);
	};

	let remembered = 0;
	try {
		remembered = await memory.begin();
	} catch (error) {
		if (settings.skipSubmitted) held = memoryFailed(error);
	}
	const queue = recordAhead(batches, settings.concurrency, remembered, record);
	const worker = async (): Promise<void> => {
		for await (const batch of queue) {
			try {
				await pay(batch);
				if (cancelSignal?.aborted !== true) logProgress(batch);
			} catch (error) {
				// Whatever it was, the orders keep the truest result they had, and nothing more is sent.
				held = interrupted;
				context.logger.error(`The run was interrupted: ${(error as Error).message}`);
			}
			if (settings.pauseMs > 0 && batch.number < batches.length && mayNotSend() === undefined) {
				await waitUnlessCancelled(settings.pauseMs, cancelSignal);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(settings.concurrency, batches.length) }, worker));
	// Whatever interrupted the run, it leaves no order without a result.
	for (const { number, orderIds: ids } of batches)
		holdBack(
			number,
			ids.filter((orderId) => !results.has(orderId)),
			interrupted,
			false,
		);
	await settleMemory(memory, results);
	return remarks;
}

/** What the memory did not find new, an earlier run may have paid, whatever became of this call. */
function sentBefore(result: Result): Result {
	return { ...result, advice: `${result.advice} ${advice.sentBefore}` };
}

const cancelled: Hold = {
	errorReason: 'Held back: the execution was stopped',
	next: advice.runAgain,
};
const interrupted: Hold = {
	errorReason: 'Held back: the run was interrupted; the reason stands in the log of n8n',
	next: advice.runAgain,
};
const memoryFailed = (error: unknown): Hold => ({
	errorReason: `The memory of submitted orders could not be used: ${(error as Error).message}`,
	next: advice.memoryFailed,
});

const alreadySubmitted = {
	outcome: 'alreadySubmitted',
	requestId: null,
	errorReason: 'An earlier run has submitted this order, or may have',
	advice: advice.alreadySubmitted,
} as const;
const underWay = {
	outcome: 'unknown',
	requestId: null,
	errorReason: 'The run was interrupted while the call was under way',
	advice: advice.unknown(),
} as const;

function intoBatches(orderIds: string[], size: number): Batch[] {
	return Array.from({ length: Math.ceil(orderIds.length / size) }, (_, index) => ({
		number: index + 1,
		orderIds: orderIds.slice(index * size, (index + 1) * size),
	}));
}

/** Tells n8n's log how far the run is, at most once a second. */
function startProgress(
	{ logger }: IExecuteFunctions,
	batches: number,
	orders: number,
): (batch: Batch) => void {
	const start = Date.now();
	let [batchesDone, ordersDone, lastLine] = [0, 0, 0];
	return ({ number, orderIds }) => {
		batchesDone++;
		ordersDone += orderIds.length;
		const elapsed = Date.now() - start;
		if (batchesDone < batches && elapsed - lastLine < 1000) return;
		lastLine = elapsed;
		const left = Math.ceil(((elapsed / ordersDone) * (orders - ordersDone)) / 1000);
		logger.info(
			`Batch ${number} of ${batches} done: ${ordersDone} of ${orders} orders, about ${left} s left`,
		);
	};
}
