import type {
	DeduplicationItemTypes,
	ICheckProcessedOptions,
	IDeduplicationOutput,
} from 'n8n-workflow';

/** What a statement touches. */
export interface Access {
	row: string;
	writes: boolean;
}

/** Carries out one SQL statement; statements of others may come between two of them. */
export type Statement = <T>(work: () => T, access: Access) => Promise<T>;

/** What a database answers when it refuses a statement. */
export class QueryFailedError extends Error {
	override readonly name = 'QueryFailedError';
}

/**
 * n8n's deduplication store in the mode "entries", statement by statement as n8n 2.41 sends them to its database (its
 * DeduplicationHelper, traced on SQLite): no transaction, no lock, the whole row read and written back. An update of a deleted
 * row is silently lost; a second insert is refused.
 */
export class Deduplication {
	private readonly rows: Map<string, DeduplicationItemTypes[]>;
	private readonly statement: Statement;
	private readonly overwrote: (key: string) => void;

	/**
	 * @param rows The table: entries by workflow and context.
	 * @param overwrote Called when an update wipes out what somebody wrote after the row was read.
	 */
	constructor(
		rows: Map<string, DeduplicationItemTypes[]>,
		statement: Statement,
		overwrote: (key: string) => void = () => {},
	) {
		this.rows = rows;
		this.statement = statement;
		this.overwrote = overwrote;
	}

	async check(
		key: string,
		items: DeduplicationItemTypes[],
		{ maxEntries }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const row = await this.select(key);
		if (row === undefined) {
			await this.statement(() => {
				if (this.rows.has(key)) throw new QueryFailedError('UNIQUE constraint failed');
				this.rows.set(key, newest(items, maxEntries));
			}, writing(key));
			// n8n reads back the defaults of the new row.
			await this.select(key);
			return { new: items, processed: [] };
		}
		const known = new Set(row);
		const fresh = items.filter((item) => !known.has(item));
		await this.update(key, row, newest([...row, ...fresh], maxEntries));
		return { new: fresh, processed: items.filter((item) => known.has(item)) };
	}

	async remove(key: string, items: DeduplicationItemTypes[]): Promise<void> {
		const row = await this.select(key);
		if (row === undefined) return;
		const left = [...row];
		for (const item of items) {
			const index = left.indexOf(item);
			if (index !== -1) left.splice(index, 1);
		}
		await this.update(key, row, left);
	}

	async clear(key: string): Promise<void> {
		await this.statement(() => this.rows.delete(key), writing(key));
	}

	async count(key: string): Promise<number> {
		return (await this.select(key))?.length ?? 0;
	}

	/** The row itself: a write replaces it with another one. */
	private async select(key: string): Promise<readonly DeduplicationItemTypes[] | undefined> {
		return await this.statement(() => this.rows.get(key), { row: key, writes: false });
	}

	private async update(
		key: string,
		read: readonly DeduplicationItemTypes[],
		row: DeduplicationItemTypes[],
	): Promise<void> {
		await this.statement(() => {
			if (!this.rows.has(key)) return;
			if (this.rows.get(key) !== read) this.overwrote(key);
			this.rows.set(key, row);
		}, writing(key));
	}
}

function writing(row: string): Access {
	return { row, writes: true };
}

function newest(
	items: DeduplicationItemTypes[],
	maxEntries: number | undefined,
): DeduplicationItemTypes[] {
	return maxEntries ? items.slice(Math.max(0, items.length - maxEntries)) : [...items];
}
