import type { IExecuteFunctions } from 'n8n-workflow';

import type { RecordedBatch } from '../../../dist/nodes/BatchPay1688Orders/memory/recordAhead.js';
import type { BuiltModules } from './builtModules.mts';
import { Deduplication, type Statement } from './deduplication.mts';

/** One run of one simulated process. */
export interface Run {
	orders: string[];
	/** What it asks the memory: nothing before it pays; about all its orders first, as with a limited total; or it only asks, a check. */
	asks: 'nothing' | 'first' | 'only';
	batchSize: number;
	concurrency: number;
	/** "Skip Orders Already Submitted" is off. */
	sendsAgain: boolean;
}

/** The simulated API, and what its judge has to know. */
export interface JudgedApi {
	/** Call it before the memory is asked, and what it returns with those that it knows; with `undefined` if it failed. */
	asking(orders: string[]): (known: string[] | undefined) => void;
	/** Call it before the memory records these, and what it returns with those that the memory took for new. */
	recording(orders: string[]): (fresh: string[]) => void;
	/** Makes the payment call; returns the orders that were certainly not submitted. */
	send(orders: string[], recorded: boolean): Promise<string[]>;
	/** Orders of the run that the memory says may stay recorded. */
	staysRecorded(orders: string[]): void;
	/** The memory has failed. */
	failed(): void;
	/** The run has ended. */
	ended(): void;
	/** A write to the memory has wiped out another's: the lock let two in. */
	overwrote(): void;
}

type Memory = InstanceType<BuiltModules['Memory']>;

/** The rows of the workflow that the simulated processes share. */
export const NODE_ROW = 'node';
export const LOCK_ROW = 'lock';

/**
 * Uses the built memory and recordAhead as the node does, and leaves out the rest: ask, record, send, strike out what was refused.
 */
export async function play(
	{ Memory, recordAhead }: BuiltModules,
	run: Run,
	workflowId: string,
	rows: Map<string, unknown[]>,
	statement: Statement,
	api: JudgedApi,
): Promise<void> {
	const memory = new Memory(
		contextOf(
			workflowId,
			new Deduplication(rows as never, statement, (key) => key === NODE_ROW && api.overwrote()),
		),
		run.sendsAgain,
	);
	const orders = await ask(memory, run, api);
	if (run.asks !== 'only') await pay(memory, recordAhead, { ...run, orders }, api);
	api.staysRecorded(await memory.strikeOut());
	api.ended();
}

/** Returns the orders that are to be paid: a run that cannot ask pays nothing. */
async function ask(memory: Memory, { asks, orders }: Run, api: JudgedApi): Promise<string[]> {
	if (asks === 'nothing') return orders;
	const asked = api.asking(orders);
	try {
		const known: string[] = [];
		await memory.ask(orders, (_portion, recorded) => void known.push(...recorded));
		asked(known);
		return orders.filter((order) => !known.includes(order));
	} catch {
		asked(undefined);
		return [];
	}
}

async function pay(
	memory: Memory,
	recordAhead: BuiltModules['recordAhead'],
	run: Run,
	api: JudgedApi,
): Promise<void> {
	const batches = batchesOf(run);
	let usable = true;
	let remembered = 0;
	try {
		remembered = await memory.begin();
	} catch {
		api.failed();
		usable = run.sendsAgain;
	}
	const record = async (portion: typeof batches): Promise<RecordedBatch[]> => {
		if (usable) {
			try {
				const ids = portion.flatMap(({ orderIds }) => orderIds);
				const recorded = api.recording(ids);
				const fresh = new Set(await memory.record(ids));
				recorded([...fresh]);
				return portion.map((batch) => ({
					...batch,
					fresh: batch.orderIds.filter((id) => fresh.has(id)),
					recorded: true,
				}));
			} catch {
				api.failed();
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
			const refused = new Set(await api.send(toSend, recorded));
			memory.release(fresh.filter((id) => refused.has(id)));
		}
	};
	await Promise.all(Array.from({ length: Math.min(run.concurrency, batches.length) }, worker));
}

function batchesOf({ orders, batchSize }: Run): Array<{ number: number; orderIds: string[] }> {
	return Array.from({ length: Math.ceil(orders.length / batchSize) }, (_, index) => ({
		number: index + 1,
		orderIds: orders.slice(index * batchSize, (index + 1) * batchSize),
	}));
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
