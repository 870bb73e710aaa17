import type { IExecuteFunctions } from 'n8n-workflow';

import type { RecordedBatch } from '../../../dist/nodes/BatchPay1688Orders/memory/recordAhead.js';
import type { BuiltModules } from './builtModules.mts';
import { Deduplication, type Statement } from './deduplication.mts';

/** One payment run of one simulated process. */
export interface Run {
	orders: string[];
	batchSize: number;
	concurrency: number;
	/** "Skip Orders Already Submitted" is off. */
	sendsAgain: boolean;
}

/** What the simulated API and its judge are told. */
export interface Counter {
	/** The memory was asked to record these; returns what is to be called with those that it took for new. */
	recording(orders: string[]): (fresh: string[]) => void;
	/** Makes the payment call, of orders that the memory has recorded or not; returns those that were certainly not submitted. */
	send(orders: string[], recorded: boolean): Promise<string[]>;
	/** Orders of the run that the memory says may stay recorded. */
	staysRecorded(orders: string[]): void;
	/** A write to the memory has wiped out another's: whoever was inside was not alone. */
	overwrote(): void;
}

/** The workflow whose store row and lock the simulated processes share. */
export const NODE_ROW = 'node';
export const LOCK_ROW = 'lock';

/**
 * Does with the built memory and recordAhead what payBatches does, without the parts that know neither: record, send, strike out
 * what was refused.
 */
export async function pay(
	{ openMemory, recordAhead }: BuiltModules,
	run: Run,
	workflowId: string,
	rows: Map<string, unknown[]>,
	statement: Statement,
	counter: Counter,
): Promise<void> {
	const memory = openMemory(
		contextOf(
			workflowId,
			new Deduplication(rows as never, statement, (key) => key === NODE_ROW && counter.overwrote()),
		),
		run.sendsAgain,
	);
	const batches = Array.from(
		{ length: Math.ceil(run.orders.length / run.batchSize) },
		(_, index) => ({
			number: index + 1,
			orderIds: run.orders.slice(index * run.batchSize, (index + 1) * run.batchSize),
		}),
	);
	let usable = true;
	let remembered = 0;
	try {
		remembered = await memory.begin();
	} catch {
		usable = run.sendsAgain;
	}
	const record = async (portion: typeof batches): Promise<RecordedBatch[]> => {
		if (usable) {
			try {
				const ids = portion.flatMap(({ orderIds }) => orderIds);
				const recorded = counter.recording(ids);
				const fresh = new Set(await memory.record(ids));
				recorded([...fresh]);
				return portion.map((batch) => ({
					...batch,
					fresh: batch.orderIds.filter((id) => fresh.has(id)),
					recorded: true,
				}));
			} catch {
				usable = run.sendsAgain;
			}
		}
		return portion.map((batch) => ({ ...batch, fresh: [], recorded: false }));
	};
	const queue = recordAhead(batches, run.concurrency, remembered, record);
	const worker = async (): Promise<void> => {
		for await (const { orderIds, fresh, recorded } of queue) {
			const toSend = run.sendsAgain ? orderIds : recorded ? fresh : [];
			if (toSend.length === 0) continue;
			if (!usable) {
				memory.release(fresh);
				continue;
			}
			const refused = new Set(await counter.send(toSend, recorded));
			memory.release(fresh.filter((id) => refused.has(id)));
		}
	};
	await Promise.all(Array.from({ length: Math.min(run.concurrency, batches.length) }, worker));
	counter.staysRecorded(await memory.settle());
}

function contextOf(workflowId: string, store: Deduplication): IExecuteFunctions {
	const key = (scope: string) => (scope === 'node' ? NODE_ROW : LOCK_ROW);
	const execution = {};
	const silent = () => {};
	return {
		getWorkflow: () => ({ id: workflowId }),
		getNode: () => ({ name: 'Pay' }),
		getContext: () => execution,
		getExecutionCancelSignal: () => undefined,
		logger: { info: silent, warn: silent, error: silent },
		helpers: {
			checkProcessedAndRecord: async (
				items: string[],
				scope: string,
				options: { maxEntries?: number },
			) => await store.check(key(scope), items, { mode: 'entries', ...options }),
			removeProcessed: async (items: string[], scope: string) =>
				await store.remove(key(scope), items),
			clearAllProcessedItems: async (scope: string) => await store.clear(key(scope)),
			getProcessedDataCount: async (scope: string) => await store.count(key(scope)),
		},
	} as unknown as IExecuteFunctions;
}
