import type { IExecuteFunctions } from 'n8n-workflow';

import { Deduplication, type Access } from '../../../stories/simulation/deduplication.mts';
import { Heap, type Due } from '../../../stories/simulation/heap.mts';
import { randomFrom } from '../../../stories/simulation/seededRandom.mts';

/** More than any of these tests needs: beyond it, something goes round for ever. */
const MOST_EVENTS = 6_000;

/** Time that passes only when everything waits. */
export class VirtualTime {
	/** The one last made. */
	static current: VirtualTime;

	/** Milliseconds since the test began. */
	now = 0;
	/** How far the process's own clock is off. */
	clockAheadMs = 0;

	private order = 0;
	private readonly due = new Heap<Due & { run: () => void }>();

	/** Replaces the clock and chance until jest restores them. */
	constructor(seed = 1688) {
		VirtualTime.current = this;
		jest
			.spyOn(Date, 'now')
			.mockImplementation(() => 1_715_669_977_082 + this.now + this.clockAheadMs);
		jest.spyOn(Math, 'random').mockImplementation(randomFrom(seed));
	}

	readonly sleep = async (ms: number): Promise<void> =>
		await new Promise((resolve) => this.at(this.now + ms, resolve));

	/** Schedules something. */
	at(ms: number, run: () => void): void {
		this.due.push({ at: ms, order: this.order++, run });
	}

	/** Lets time pass until a promise is settled, and returns or throws what it holds. */
	async until<T>(awaited: Promise<T>): Promise<T> {
		let settled = false;
		const end = () => (settled = true);
		awaited.then(end, end);
		for (let events = 0; events < MOST_EVENTS; events++) {
			await new Promise((resolve) => setImmediate(resolve));
			if (settled) return await awaited;
			if (!this.next()) throw new Error('nothing is due that could end the wait');
		}
		throw new Error('it goes round for ever');
	}

	/** Lets everything happen that is due by then. */
	async pass(ms: number): Promise<void> {
		await this.until(new Promise<void>((resolve) => this.at(ms, resolve)));
	}

	private next(): boolean {
		const event = this.due.pop();
		if (event === undefined) return false;
		this.now = Math.max(this.now, event.at);
		event.run();
		return true;
	}
}

/** A request to the store. */
export interface Asked {
	at: number;
	what: 'check' | 'remove' | 'clear' | 'count';
	row: 'lock' | 'node';
	items: string[];
	options: object | undefined;
}

/** What the memory and its lock use of n8n-workflow. */
export const virtualN8nWorkflow = {
	sleep: async (ms: number): Promise<void> => await VirtualTime.current.sleep(ms),
	NodeOperationError: class NodeOperationError extends Error {
		override readonly name = 'NodeOperationError';

		constructor(_node: unknown, { message }: Error) {
			super(message);
		}
	},
};

let stores = 0;

/** The store of one workflow, and what happens around it. */
export class VirtualStore {
	/** Each store has its own, since a failing test leaves its place in the workflow's queue behind. */
	readonly workflowId = `workflow-${++stores}`;
	readonly rows = new Map<string, string[]>();
	readonly asked: Asked[] = [];
	/** The lines of n8n's log. */
	readonly log: string[] = [];
	/** How long a statement takes. */
	latencyMs = 0;
	/** Called before each request; may throw what the store is to throw. */
	before: (asked: Asked) => void = () => {};
	/** Called before each statement takes effect; may throw what the database is to throw. */
	beforeStatement: (access: Access) => void = () => {};

	private readonly time: VirtualTime;

	constructor(time: VirtualTime) {
		this.time = time;
	}

	get lock(): string[] | undefined {
		return this.rows.get('lock');
	}

	get node(): string[] | undefined {
		return this.rows.get('node');
	}

	/** The requests about one row. */
	about(row: Asked['row'], what?: Asked['what']): Asked[] {
		return this.asked.filter(
			(each) => each.row === row && (what === undefined || each.what === what),
		);
	}

	/** The execution context of a node. */
	context({
		workflowId = this.workflowId,
		cancelled,
	}: { workflowId?: string | null; cancelled?: AbortSignal } = {}): IExecuteFunctions {
		const { time } = this;
		const store = new Deduplication(this.rows, async (work, access) => {
			await time.sleep(this.latencyMs);
			this.beforeStatement(access);
			return work();
		});
		const ask = async <T,>(
			what: Asked['what'],
			scope: string,
			items: string[],
			options: object | undefined,
			work: (row: string) => Promise<T>,
		): Promise<T> => {
			const asked: Asked = {
				at: time.now,
				what,
				row: scope === 'node' ? 'node' : 'lock',
				items,
				options,
			};
			if (scope !== 'node' && scope !== 'workflow') throw new Error(`no scope ${scope}`);
			if ((options as { mode?: string }).mode !== 'entries') throw new Error('no mode');
			this.asked.push(asked);
			this.before(asked);
			return await work(asked.row);
		};
		const say = (level: string) => (line: string) => this.log.push(`${level}: ${line}`);
		const execution = {};
		return {
			getWorkflow: () => ({ id: workflowId }),
			getNode: () => ({
				id: '1',
				name: 'Pay',
				type: 'batchPay1688Orders',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			}),
			getContext: () => execution,
			getExecutionCancelSignal: () => cancelled,
			logger: { info: say('info'), warn: say('warn'), error: say('error') },
			helpers: {
				checkProcessedAndRecord: async (
					items: string[],
					scope: string,
					options: { mode: 'entries'; maxEntries?: number },
				) =>
					await ask(
						'check',
						scope,
						items,
						options,
						async (row) => await store.check(row, items, options),
					),
				removeProcessed: async (items: string[], scope: string, options: object) =>
					await ask('remove', scope, items, options, async (row) => await store.remove(row, items)),
				clearAllProcessedItems: async (scope: string, options: object) =>
					await ask('clear', scope, [], options, async (row) => await store.clear(row)),
				getProcessedDataCount: async (scope: string, options: object) =>
					await ask('count', scope, [], options, async (row) => await store.count(row)),
			},
		} as unknown as IExecuteFunctions;
	}
}

/** The error of a database that refuses a statement. */
export function queryFailed(message: string): Error {
	return Object.assign(new Error(message), { name: 'QueryFailedError' });
}
