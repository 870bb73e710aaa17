import { answerLater } from './answerLater.mts';
import { loadModules, type BuiltModules, type Surroundings } from './builtModules.mts';
import { QueryFailedError, type Statement } from './deduplication.mts';
import { Heap, type Due } from './heap.mts';
import { Ledger } from './ledger.mts';
import { LOCK_ROW, play, type Run } from './simulatedPayment.mts';

/** How long a process may freeze or wait for its database in one step for the guarantee to hold (docs/guarantees.md). */
export const STALL_LIMIT_MS = 120_000;
/** No schedule needs longer: a dead process's lock is taken over in some five minutes. */
const FOREVER_MS = 4 * 3_600_000;
const MOST_EVENTS = 60_000;

interface Event extends Due {
	/** Whose answer or timer it is; `undefined` for what happens in the database, which does not depend on who asked. */
	process?: Process;
	run: () => void;
}

/** What happens to a process besides its work; `…At` counts the answers it gets. */
export interface Fate {
	startsAt: number;
	diesAt?: number;
	freezesAt?: number;
	frozenMs: number;
	clockJumpsAt?: number;
	jumpMs: number;
	stallsAt?: number;
	stalledMs: number;
}

/** A simulated process of n8n with one run. */
export interface Process {
	run: Run;
	fate: Fate;
	modules: BuiltModules;
	answers: number;
	dead: boolean;
	done: boolean;
	frozenUntil: number;
	clockAheadMs: number;
}

/** What the database and the API are like in a schedule; chances are from 0 to 1. */
export interface Climate {
	latencyMs: number;
	/** Chance that the database refuses a statement. */
	refuses: number;
	/** Chance that the API refuses an order. */
	apiRefuses: number;
}

/** One schedule: processes that share a table, a virtual clock, and a judge. */
export class World {
	readonly rows = new Map<string, unknown[]>();
	readonly ledger = new Ledger(this.rows);
	readonly processes: Process[] = [];
	/** Steps taken so far. */
	events = 0;
	takeOvers = 0;

	private time = 0;
	private order = 0;
	private readonly due = new Heap<Event>();
	private readonly random: () => number;
	private readonly climate: Climate;
	private readonly workflowId: string;
	private running = 0;

	constructor(workflowId: string, random: () => number, climate: Climate) {
		this.workflowId = workflowId;
		this.random = random;
		this.climate = climate;
	}

	/** @param slot Keeps the process's built code from one schedule to the next. */
	add(run: Run, fate: Fate, slot: Slot): void {
		const process: Process = {
			run,
			fate,
			modules: slot.modules,
			answers: 0,
			dead: false,
			done: false,
			frozenUntil: 0,
			clockAheadMs: 0,
		};
		slot.surroundings = {
			now: () => Math.floor(this.time + process.clockAheadMs),
			random: this.random,
			sleep: async (ms) => await this.sleep(process, ms),
		};
		this.processes.push(process);
		this.running++;
		this.schedule({
			at: fate.startsAt,
			order: this.order++,
			process,
			run: () => void this.begin(process),
		});
	}

	/** Plays the next event; false when there is none left. */
	step(): boolean {
		if (this.running === 0) return false;
		const event = this.due.pop();
		if (event === undefined || this.time > FOREVER_MS || this.events > MOST_EVENTS) {
			this.ledger.violations.push({
				kind: 'waits forever',
				detail: `${this.running} of ${this.processes.length} processes, after ${Math.round(this.time / 1000)} s and ${this.events} events`,
			});
			return false;
		}
		this.time = Math.max(this.time, event.at);
		const { process } = event;
		if (process?.dead) return true;
		if (process !== undefined && process.frozenUntil > this.time) {
			this.schedule({ ...event, at: process.frozenUntil });
			return true;
		}
		this.events++;
		event.run();
		return true;
	}

	/** Call it after the last event. */
	judge(): void {
		this.ledger.judge();
		if (
			this.processes.every(({ dead }) => !dead) &&
			this.rows.has(LOCK_ROW) &&
			this.climate.refuses === 0 &&
			this.processes.every(
				({ fate }) =>
					fate.clockJumpsAt === undefined && fate.frozenMs + fate.stalledMs < STALL_LIMIT_MS / 3,
			)
		) {
			this.ledger.violations.push({
				kind: 'lost',
				detail: 'the lock was left behind although no process died or failed',
			});
		}
	}

	private async begin(process: Process): Promise<void> {
		const { run } = process;
		const api = this.ledger.judgedApi(
			run,
			async (orders, recorded) => await this.call(process, orders, recorded),
		);
		try {
			await play(process.modules, run, this.workflowId, this.rows, this.statementOf(process), api);
		} catch (error) {
			this.ledger.violations.push({ kind: 'lost', detail: `a run ended with ${String(error)}` });
		}
		process.done = true;
		this.running--;
	}

	/** A call to the API: it takes effect at some moment, and the answer comes later. */
	private async call(process: Process, orders: string[], recorded: boolean): Promise<string[]> {
		const refused = orders.filter(() => this.random() < this.climate.apiRefuses);
		return await this.ask(process, () => {
			for (const order of orders)
				if (!refused.includes(order)) this.ledger.submit(order, process.run, recorded);
			return refused;
		});
	}

	private statementOf(process: Process): Statement {
		return async (work) => {
			const fails = this.random() < this.climate.refuses;
			const hasNoEffect = this.random() < 0.5;
			return await this.ask(process, () => {
				const result = fails && hasNoEffect ? undefined : work();
				if (fails) throw new QueryFailedError('the database fails');
				return result as ReturnType<typeof work>;
			});
		};
	}

	/** Something done elsewhere: it takes effect after a while, even if the process has died by then, and the answer takes time too. */
	private async ask<T>(process: Process, work: () => T): Promise<T> {
		const stalls = process.fate.stallsAt === process.answers;
		const first = this.random();
		const stall = stalls ? process.fate.stalledMs : 0;
		// The database may stall before or after it does its work.
		const stallsBefore = stalls && this.random() < 0.5;
		return await new Promise((resolve, reject) => {
			this.schedule({
				at: this.time + first * this.climate.latencyMs + (stallsBefore ? stall : 0),
				order: this.order++,
				run: () => {
					const answer = answerLater(work, resolve, reject);
					const at =
						this.time + this.random() * this.climate.latencyMs + (stallsBefore ? 0 : stall);
					this.schedule({
						at,
						order: this.order++,
						process,
						run: () => this.deliver(process, answer),
					});
				},
			});
		});
	}

	private async sleep(process: Process, ms: number): Promise<void> {
		await new Promise<void>((resolve) =>
			this.schedule({
				at: this.time + ms,
				order: this.order++,
				process,
				run: () => this.deliver(process, resolve),
			}),
		);
	}

	/** Gives a process its next answer, unless something happens to it first. */
	private deliver(process: Process, answer: () => void): void {
		const { fate } = process;
		process.answers++;
		if (fate.diesAt === process.answers) {
			process.dead = true;
			this.running--;
			return;
		}
		if (fate.clockJumpsAt === process.answers) process.clockAheadMs += fate.jumpMs;
		if (fate.freezesAt === process.answers) {
			process.frozenUntil = this.time + fate.frozenMs;
			return this.schedule({ at: process.frozenUntil, order: this.order++, process, run: answer });
		}
		answer();
	}

	private schedule(event: Event): void {
		this.due.push(event);
	}
}

/** The built code of one process, used by one schedule after another: loading it each time would take most of the time. */
export class Slot {
	surroundings: Surroundings | undefined;
	readonly modules = loadModules(() => this.surroundings!);
}
