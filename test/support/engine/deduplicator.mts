import { setImmediate as tick, setTimeout as sleep } from 'node:timers/promises';

import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

import { DataDeduplicationService } from './n8nPackages.mts';

/**
 * Stands in for n8n's database table behind `checkProcessedAndRecord`, with its weakness: it reads a row, lets others run, and
 * writes the whole row back, so that concurrent steps lose each other's entries. Like a database, it refuses to insert a row
 * that another has inserted meanwhile.
 */
class InMemoryDeduplicator implements IDataDeduplicator {
	readonly rows = new Map<string, DeduplicationItemTypes[]>();

	/** If set, the store fails with it. */
	failure: Error | undefined;

	/** Awaited between reading a row and writing it back, e.g. to freeze the process there. */
	beforeWrite:
		((scope: DeduplicationScope, items: DeduplicationItemTypes[]) => Promise<void>) | undefined;

	/** Workflows whose store fails. */
	readonly failsFor = new Set<string>();

	/** For workflows whose next write stalls: the milliseconds between reading the row and writing it back. */
	readonly stallsFor = new Map<string, number>();

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ maxEntries = Infinity }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const key = keyOf(scope, context);
		const found = await this.read(key, context);
		const known = new Set(found);
		const fresh = items.filter((item) => !known.has(item));
		const row = [...(found ?? []), ...fresh];
		await this.stall(scope, context);
		await this.beforeWrite?.(scope, items);
		if (found === undefined && this.rows.has(key))
			throw Object.assign(new Error('UNIQUE constraint failed'), { name: 'QueryFailedError' });
		if (found === undefined || this.rows.has(key))
			this.rows.set(key, row.slice(Math.max(0, row.length - maxEntries)));
		return { new: fresh, processed: items.filter((item) => known.has(item)) };
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const key = keyOf(scope, context);
		const row = await this.read(key, context);
		await tick();
		if (row !== undefined && this.rows.has(key))
			this.rows.set(
				key,
				row.filter((item) => !items.includes(item)),
			);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		await tick();
		this.rows.delete(keyOf(scope, context));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		return (await this.read(keyOf(scope, context), context))?.length ?? 0;
	}

	private async stall(
		scope: DeduplicationScope,
		{ workflow }: ICheckProcessedContextData,
	): Promise<void> {
		const ms = scope === 'node' ? this.stallsFor.get(workflow.id) : undefined;
		if (ms === undefined) return await tick();
		this.stallsFor.delete(workflow.id);
		await sleep(ms);
	}

	private async read(
		key: string,
		{ workflow }: ICheckProcessedContextData,
	): Promise<DeduplicationItemTypes[] | undefined> {
		if (this.failure) throw this.failure;
		if (this.failsFor.has(workflow.id)) throw new Error('database is locked');
		const row = this.rows.get(key);
		await tick();
		return row && [...row];
	}
}

function keyOf(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData): string {
	return scope === 'node' ? `${workflow.id} ${node?.id}` : `${workflow.id}`;
}

/** The one store that n8n allows in a process. */
export const deduplicator = new InMemoryDeduplicator();
void DataDeduplicationService.init(deduplicator);
