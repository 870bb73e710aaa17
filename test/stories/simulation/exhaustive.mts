import { orderIds } from '../../support/orderIds.mts';
import { answerLater } from './answerLater.mts';
import type { Access } from './deduplication.mts';
import { Ledger, type Violation } from './ledger.mts';
import { randomFrom } from './seededRandom.mts';
import { LOCK_ROW, play, type Run } from './simulatedPayment.mts';
import { Slot } from './world.mts';

/** Two processes with the same two orders. */
export interface SmallCase {
	name: string;
	batchSize: number;
	/** The second process sends again what was submitted. */
	sendsAgain: boolean;
	/** What each process asks the memory. */
	asks: [Run['asks'], Run['asks']];
	/** Orders that the API refuses, by their index in the list. */
	refused: number[];
	/** The first process dies at its n-th statement, which may still take effect. */
	dies?: { at: number; takesEffect: boolean };
}

const INTERLEAVINGS_PER_SLOT = 200;
const ORDERS = orderIds(2);

interface Pending {
	/** The same in every interleaving that begins alike. */
	id: string;
	/** What it touches; `undefined` for a wait. */
	access: Access | undefined;
	run: () => void;
	/** For a wait between two looks at the lock: how often the lock had changed when it began, and its length. */
	wait?: { changes: number; ms: number };
}

/** A payment changes what the ledger tells every process, so its place among all steps matters. */
const API: Access = { row: 'everything', writes: true };

/** Whether two steps of different processes have the same effect in either order. */
function commute(one: Access | undefined, other: Access | undefined): boolean {
	if (one === undefined || other === undefined) return true;
	if (one === API || other === API) return false;
	return one.row !== other.row || (!one.writes && !other.writes);
}

/** One interleaving: the caller decides which of the possible steps comes next. */
class Interleaving {
	readonly rows = new Map<string, unknown[]>();
	readonly ledger = new Ledger(this.rows);

	private readonly small: SmallCase;
	private pending: Pending[] = [];
	private changes = 0;
	private clock = 0;
	private readonly statements = [0, 0];
	private readonly steps = [0, 0];
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

	/** The steps that can come next. Another look at an unchanged lock changes nothing, so it waits until nothing else can happen. */
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

	/** Call it when nothing more is possible. */
	judge(): Violation[] {
		if (this.alive > 0)
			this.ledger.violations.push({ kind: 'waits forever', detail: `${this.alive} processes` });
		this.ledger.judge();
		return this.ledger.violations;
	}

	private async begin(slot: Slot, process: number, workflowId: string): Promise<void> {
		const { batchSize, sendsAgain, asks, refused } = this.small;
		const run: Run = {
			orders: ORDERS,
			asks: asks[process],
			batchSize,
			concurrency: 1,
			sendsAgain: sendsAgain && process === 1,
		};
		const judgedApi = this.ledger.judgedApi(run, async (orders, recorded) => {
			const rejected = orders.filter((order) => refused.includes(ORDERS.indexOf(order)));
			return await this.statement(process, API, () => {
				for (const order of orders)
					if (!rejected.includes(order)) this.ledger.submit(order, run, recorded);
				return rejected;
			});
		});
		await play(
			slot.modules,
			run,
			workflowId,
			this.rows,
			async (work, access) => await this.statement(process, access, work),
			judgedApi,
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
						this.alive--;
						if (!this.small.dies!.takesEffect) return;
					}
					const before = this.rows.get(LOCK_ROW);
					const answer = answerLater(work, resolve, reject);
					if (this.rows.get(LOCK_ROW) !== before) this.changes++;
					if (!dies) answer();
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

/** A point where several steps are possible: those to try, and the one being tried. */
interface Fork {
	choices: Pending[];
	at: number;
}

/**
 * Plays every interleaving of a case, one after another, and calls back after each. Where two differ only in the order of
 * neighbouring steps that touch different things, only one is played (sleep sets, Godefroid): the other has the same effect.
 */
export async function playAll(
	small: SmallCase,
	after: (violations: Violation[]) => void,
): Promise<void> {
	let slots: Slot[] = [];
	const path: Fork[] = [];
	for (let id = 0; ; id++) {
		// The queues of the modules remember processes that died or were abandoned halfway.
		if (id % INTERLEAVINGS_PER_SLOT === 0) slots = [new Slot(), new Slot()];
		const interleaving = new Interleaving(small, slots, id);
		/** Steps that, taken now, would only repeat an interleaving already played. */
		let asleep: Pending[] = [];
		let finished = false;
		for (let depth = 0; ; depth++) {
			// Let all promises settle first.
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
		if (finished) after(interleaving.judge());
		while (path.length > 0 && path[path.length - 1].at + 1 >= path[path.length - 1].choices.length)
			path.pop();
		if (path.length === 0) return;
		path[path.length - 1].at++;
	}
}

/**
 * Both orders in one call or in two, accepted or refused, sent again on purpose; one that asks beside one that pays; and a death at
 * each statement.
 */
export function smallCases(): SmallCase[] {
	const usual = { batchSize: 2, sendsAgain: false, refused: [0] };
	const cases: SmallCase[] = [];
	for (const batchSize of [2, 1]) {
		for (const refused of [[], [0], [0, 1]]) {
			for (const sendsAgain of [false, true])
				cases.push({
					name: `batches of ${batchSize}, ${refused.length} refused${sendsAgain ? ', one sends again' : ''}`,
					batchSize,
					refused,
					sendsAgain,
					asks: ['nothing', 'nothing'],
				});
		}
	}
	for (const asks of ['only', 'first'] as const) {
		for (const sendsAgain of [false, true])
			cases.push({
				...usual,
				name: `one asks ${asks}, one ${sendsAgain ? 'sends again' : 'pays'}`,
				refused: asks === 'only' ? [0] : [],
				sendsAgain,
				asks: [asks, 'nothing'],
			});
	}
	cases.push({ ...usual, name: 'both ask first', refused: [], asks: ['first', 'first'] });
	for (let at = 1; at <= 24; at++) {
		for (const takesEffect of [false, true]) {
			for (const asks of ['nothing', 'only'] as const)
				cases.push({
					...usual,
					name: `one ${asks === 'only' ? 'that only asks ' : ''}dies ${takesEffect ? 'after' : 'before'} its statement ${at}`,
					asks: [asks, 'nothing'],
					dies: { at, takesEffect },
				});
		}
	}
	return cases;
}
