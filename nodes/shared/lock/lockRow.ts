import type { IExecuteFunctions } from 'n8n-workflow';

const ENTRIES = { mode: 'entries' } as const;
/** Never to be changed: a lock that an older version left behind would count as another node's for ever. */
const NAME = 'n8n-nodes-pandapon: one step at a time';

/**
 * Entries cannot be read, only counted. So each lock has a random number of them, and each claim adds a few at random: whoever
 * waits sees that something has changed. All come from one list, so that another node's entries can be told apart; and every
 * lock and claim holds the first, so that no lock can be written into another's row unnoticed.
 */
const LOCK_NAMES = Array.from({ length: 64 }, (_, n) => `${NAME} ${n}`);
const CLAIM_NAMES = Array.from({ length: 192 }, (_, n) => `${NAME}, claim ${n}`);
const ALL_NAMES = [...LOCK_NAMES, ...CLAIM_NAMES];
const NAMES_IN_A_CLAIM = 4;
const NAMES_TESTED_AT_ONCE = 32;

/** A claim to the row of a dead process: whoever finds it unchanged long after writing it may take the row over. */
export interface Claim {
	names: string[];
	/** How many entries the row has if nothing but the claim was written. */
	count: number;
}

/** The row of n8n's deduplication store that serves as the lock; see lock.ts. Its methods throw what the store throws. */
export class LockRow {
	private readonly helpers: IExecuteFunctions['helpers'];

	/** @param context n8n's execution context of a saved workflow. */
	constructor({ helpers }: IExecuteFunctions) {
		this.helpers = helpers;
	}

	/** How many entries the row has; 0 when there is no row, or another node uses it in a different way. */
	async count(): Promise<number> {
		return await this.helpers.getProcessedDataCount('workflow', ENTRIES);
	}

	/** Tries to create the row; true when this call has created it. The store refuses a second row. */
	async insert(): Promise<boolean> {
		const names = LOCK_NAMES.slice(0, 1 + Math.floor(Math.random() * LOCK_NAMES.length));
		return (await this.add(names)).length === names.length;
	}

	/**
	 * Adds entries to the row as it stands.
	 *
	 * @param count How many entries it was just seen to have.
	 * @returns `undefined` when it happened to hold them all: then nothing tells this claim from another.
	 */
	async claim(count: number): Promise<Claim | undefined> {
		const names = [...LOCK_NAMES.slice(0, 1), ...randomOf(CLAIM_NAMES, NAMES_IN_A_CLAIM)];
		const added = await this.add(names);
		return added.length > 0 ? { names, count: count + added.length } : undefined;
	}

	/** Whether the row still holds a claim. */
	async holds({ names }: Claim): Promise<boolean> {
		return (await this.add(names)).length === 0;
	}

	/**
	 * Whether the row holds entries of another node; if so, this node's are taken out. Only for whoever holds the lock. To find
	 * out, names are added and taken back in portions: a process that dies here must leave room for the claims of others.
	 *
	 * @param count How many entries the row has.
	 */
	async isShared(count: number): Promise<boolean> {
		let ours = 0;
		for (let start = 0; start < ALL_NAMES.length; start += NAMES_TESTED_AT_ONCE) {
			const names = ALL_NAMES.slice(start, start + NAMES_TESTED_AT_ONCE);
			const added = await this.add(names);
			ours += names.length - added.length;
			if (added.length > 0) await this.helpers.removeProcessed(added, 'workflow', ENTRIES);
		}
		if (count > ours) await this.helpers.removeProcessed(ALL_NAMES, 'workflow', ENTRIES);
		return count > ours;
	}

	/**
	 * Deletes the row; where another node's entries have come in, takes only this node's out of it. A row with no more
	 * entries than a lock can have is taken for one unchecked: whoever comes too late for the lock writes its names into it.
	 */
	async clear(): Promise<void> {
		const count = await this.count();
		if (isTooLong(count)) await this.helpers.removeProcessed(ALL_NAMES, 'workflow', ENTRIES);
		else if (count <= LOCK_NAMES.length || !(await this.isShared(count)))
			await this.helpers.clearAllProcessedItems('workflow', ENTRIES);
	}

	private async add(names: string[]): Promise<string[]> {
		const { new: added } = await this.helpers.checkProcessedAndRecord(names, 'workflow', ENTRIES);
		return added.map(String);
	}
}

/** Whether a row has so many entries that some must be another node's. */
export function isTooLong(count: number): boolean {
	return count > ALL_NAMES.length;
}

function randomOf(names: string[], count: number): string[] {
	const chosen = new Set<string>();
	while (chosen.size < count) chosen.add(names[Math.floor(Math.random() * names.length)] ?? '');
	return [...chosen];
}
