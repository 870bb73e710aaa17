import { orderIds } from '../../support/orderIds.mts';
import type { Access } from './deduplication.mts';
import { Ledger, type Broken } from './ledger.mts';
import { LOCK_ROW, pay, type Run } from './payment.mts';
import { randomFrom } from './random.mts';
import { Slot } from './world.mts';

/** Two processes with the same two orders. */
export interface SmallCase {
	name: string;
	batchSize: number;
	sendsAgain: boolean;
	/** Orders that the API refuses, by their place in the list. */
	refused: number[];
	/** The first process dies at its n-th statement, which takes effect or not. */
	dies?: { at: number; afterIt: boolean };
}

const INTERLEAVINGS_FOR_A_SLOT = 200;
const ORDERS = orderIds(2);

interface Pending {
	/** The same in every interleaving that begins alike. */
	id: string;
	/** What it touches; `undefined` for a wait, which touches nothing. */
	access: Access | undefined;
	run: () => void;
	/** For a wait between two looks at the lock: how often the lock had changed when it began, and how long it is. */
	wait?: { changes: number; ms: number };
}

/** Paying touches what every process asks the judge about, so its place among all steps matters. */
const API: Access = { row: 'everything', writes: true };

/** Whether two steps of different processes lead to the same in either order. */
function commute(one: Access | undefined, other: Access | undefined): boolean {
	if (one === undefined || other === undefined) return true;
	if (one === API || other === API) return false;
	return one.row !== other.row || (!one.writes && !other.writes);
}

/** One interleaving: which of the steps that are possible comes next is decided from outside. */
class Interleaving {
	readonly ledger = new Ledger();
	readonly rows = new Map<string, unknown[]>();

	private readonly small: SmallCase;
	private pending: Pending[] = [];
	private changes = 0;
	private clock = 0;
	private readonly statements = [0, 0];
	private readonly steps = [0, 0];
	private readonly dead = [false, false];
	private alive = 2;

	constructor(small: SmallCase, slots: Slot[], id: number) {
		this.small = small;
		slots.forEach((slot, process) => {
			const random = randomFrom(process);
			slot.surroundings = {
				now: () => this.clock,
				random,
				sleep: async (ms) => await this.wait(process, ms),
			};
			void this.begin(slot, process, `small-${id}`);
		});
	}

	/** What can happen next. A look at a lock that nobody has touched since the last one changes nothing, so it waits until nothing else can happen. */
	possible(): Pending[] {
		const useful = this.pending.filter(
			({ wait }) => wait === undefined || wait.changes !== this.changes,
		);
		return useful.length > 0 ? useful : this.pending;
	}

	take(next: Pending): void {
		this.pending = this.pending.filter((each) => each !== next);
		if (next.wait !== undefined && next.wait.changes === this.changes) this.clock += next.wait.ms;
		next.run();
	}

	/** To be asked when nothing more is possible. */
	broken(): Broken[] {
		if (this.alive > 0)
			this.ledger.broken.push({ kind: 'waits for ever', detail: `${this.alive} processes` });
		if (this.dead.includes(true)) this.ledger.excuse(ORDERS);
		this.ledger.checkMemory(this.rows);
		return this.ledger.broken;
	}

	private async begin(slot: Slot, process: number, workflowId: string): Promise<void> {
		const { batchSize, sendsAgain, refused } = this.small;
		const run: Run = {
			orders: ORDERS,
			batchSize,
			concurrency: 1,
			sendsAgain: sendsAgain && process === 1,
		};
		const counter = this.ledger.counterFor(run, async (orders, recorded) => {
			const no = orders.filter((order) => refused.includes(ORDERS.indexOf(order)));
			return await this.statement(process, API, () => {
				for (const order of orders)
					if (!no.includes(order)) this.ledger.submit(order, run, recorded);
				return no;
			});
		});
		await pay(
			slot.modules,
			run,
			workflowId,
			this.rows,
			async (work, access) => await this.statement(process, access, work),
			counter,
		);
		this.alive--;
	}

	private async statement<T>(process: number, access: Access, work: () => T): Promise<T> {
		return await new Promise<T>((resolve, reject) => {
			this.pending.push({
				id: this.id(process),
				access,
				run: () => {
					const dies = process === 0 && ++this.statements[0] === this.small.dies?.at;
					if (dies) {
						this.dead[0] = true;
						this.alive--;
						if (!this.small.dies!.afterIt) return;
					}
					const before = this.rows.get(LOCK_ROW);
					let end: () => void;
					try {
						const result = work();
						end = () => resolve(result);
					} catch (error) {
						const failure = error as Error;
						end = () => reject(failure);
					}
					if (this.rows.get(LOCK_ROW) !== before) this.changes++;
					if (!dies) end();
				},
			});
		});
	}

	private async wait(process: number, ms: number): Promise<void> {
		await new Promise<void>((resolve) =>
			this.pending.push({
				id: this.id(process),
				access: undefined,
				run: resolve,
				wait: { changes: this.changes, ms },
			}),
		);
	}

	private id(process: number): string {
		return `${process}:${++this.steps[process]}`;
	}
}

/** A point where several steps are possible: those to be tried, and how far we are. */
interface Fork {
	choices: Pending[];
	at: number;
}

/**
 * Plays every interleaving of a case, one after the other, and calls back after each. Of two that differ only in the order of
 * neighbouring steps that touch different things, one is played (sleep sets, Godefroid): the other leads to the same.
 */
export async function playAll(small: SmallCase, after: (broken: Broken[]) => void): Promise<void> {
	let slots: Slot[] = [];
	const path: Fork[] = [];
	for (let id = 0; ; id++) {
		// The queues of the modules remember processes that died, or were left alone in the middle.
		if (id % INTERLEAVINGS_FOR_A_SLOT === 0) slots = [new Slot(), new Slot()];
		const interleaving = new Interleaving(small, slots, id);
		/** Steps whose turn now would only repeat an interleaving that was played. */
		let asleep: Pending[] = [];
		let finished = false;
		for (let depth = 0; ; depth++) {
			// All promises settle first.
			await new Promise((resolve) => setImmediate(resolve));
			const possible = interleaving.possible();
			finished = possible.length === 0;
			if (depth === path.length) {
				const choices = possible.filter((step) => !asleep.some((each) => each.id === step.id));
				if (choices.length === 0) break;
				path.push({ choices, at: 0 });
			}
			const { choices, at } = path[depth];
			const next = choices[at];
			asleep = [...asleep, ...choices.slice(0, at)].filter(({ access }) =>
				commute(access, next.access),
			);
			interleaving.take(possible.find((step) => step.id === next.id)!);
		}
		if (finished) after(interleaving.broken());
		while (path.length > 0 && path[path.length - 1].at + 1 >= path[path.length - 1].choices.length)
			path.pop();
		if (path.length === 0) return;
		path[path.length - 1].at++;
	}
}

/** The cases: both orders in one call or in two, accepted or refused, sent again on purpose, and a death at each statement. */
export function smallCases(): SmallCase[] {
	const cases: SmallCase[] = [];
	for (const batchSize of [2, 1]) {
		for (const refused of [[], [0], [0, 1]]) {
			for (const sendsAgain of [false, true])
				cases.push({
					name: `batches of ${batchSize}, ${refused.length} refused${sendsAgain ? ', one sends again' : ''}`,
					batchSize,
					refused,
					sendsAgain,
				});
		}
	}
	for (let at = 1; at <= 24; at++) {
		for (const afterIt of [false, true])
			cases.push({
				name: `one dies ${afterIt ? 'after' : 'before'} its statement ${at}`,
				batchSize: 2,
				refused: [0],
				sendsAgain: false,
				dies: { at, afterIt },
			});
	}
	return cases;
}
