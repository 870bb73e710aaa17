import { NODE_ROW, type JudgedApi, type Run } from './simulatedPayment.mts';

/** A promise that a schedule has broken. */
export interface Violation {
	kind: 'submitted twice' | 'forgotten' | 'overwritten' | 'lost' | 'waits forever';
	detail: string;
}

/** As many orders may stay recorded that nobody sent, when a run that asks dies or its database fails (memory.ts). */
const MOST_LEFT_BY_ASKING = 200;

/** Counts what the simulated processes submit, and judges them. */
export class Ledger {
	readonly violations: Violation[] = [];

	private readonly submissions = new Map<string, number>();
	/** How often each order may be submitted: once, and once more for each time a person asked for it. */
	private readonly allowed = new Map<string, number>();
	/** Submitted because a person asked for it, although the memory could not record it; the node warns that a later run may pay it again. */
	private readonly unrecorded = new Map<string, number>();
	/** Orders that may stay in the memory although they were not submitted: the memory has said so, or their process has died. */
	private readonly excused = new Set<string>();

	/** Orders that some run has sent, or tried to. */
	private readonly sent = new Set<string>();
	/** Runs that have begun and not ended; one whose process died is among them for ever. */
	private readonly underWay = new Set<Run>();
	/** Runs that have asked the memory, and how it went. */
	private readonly asking = new Map<Run, 'begun' | 'well' | 'failed'>();
	/** Orders of runs that were to pay them, and have come to their end. */
	private readonly toBePaid = new Set<string>();
	/** The memory has failed a run, which then pays nothing more. */
	private troubled = false;
	private readonly rows: ReadonlyMap<string, unknown[]>;

	/** @param rows The table that the processes share. */
	constructor(rows: ReadonlyMap<string, unknown[]>) {
		this.rows = rows;
	}

	/** How often an order was submitted. */
	count(order: string): number {
		return this.submissions.get(order) ?? 0;
	}

	/** The API as one run sees it, with this ledger watching. */
	judgedApi(run: Run, send: JudgedApi['send']): JudgedApi {
		this.underWay.add(run);
		return {
			asking: (orders) => this.judgeAnswer(run, orders),
			recording: (orders) => {
				const submittedBefore = new Set(orders.filter((order) => this.mustBeRecorded(order)));
				return (fresh) => {
					for (const order of fresh) {
						// The memory must know what was submitted before this run asked, unless the run sends again on purpose.
						if (submittedBefore.has(order) && !run.sendsAgain)
							this.violations.push({
								kind: 'submitted twice',
								detail: `${order} had been submitted, but was taken for new`,
							});
					}
				};
			},
			send: async (orders, recorded) => {
				for (const order of orders) this.sent.add(order);
				return await send(orders, recorded);
			},
			staysRecorded: (orders) => {
				const asked = this.asking.get(run);
				// A check that was answered leaves nothing behind.
				if (run.asks === 'only' && asked === 'well') return;
				this.excuse(asked === 'failed' ? orders.slice(0, MOST_LEFT_BY_ASKING) : orders);
			},
			failed: () => (this.troubled = true),
			ended: () => {
				this.underWay.delete(run);
				if (run.asks !== 'only') for (const order of run.orders) this.toBePaid.add(order);
			},
			overwrote: () =>
				this.violations.push({
					kind: 'overwritten',
					detail: "a write to the memory wiped out another process's",
				}),
		};
	}

	/** @param recorded Whether the memory had recorded it first. */
	submit(order: string, run: Run, recorded: boolean): void {
		const count = this.count(order) + 1;
		this.submissions.set(order, count);
		if (run.sendsAgain) this.allowed.set(order, (this.allowed.get(order) ?? 1) + 1);
		if (!recorded) this.unrecorded.set(order, (this.unrecorded.get(order) ?? 0) + 1);
		if (count > (this.allowed.get(order) ?? 1))
			this.violations.push({
				kind: 'submitted twice',
				detail: `${order} was submitted ${count} times`,
			});
	}

	/** Judges at the end, when nothing can happen any more. */
	judge(): void {
		const recorded = this.recorded();
		for (const order of this.submissions.keys()) {
			if (this.mustBeRecorded(order) && !recorded.has(order))
				this.violate('forgotten', `${order} was submitted, but is not in the memory any more`);
		}
		const died = [...this.underWay];
		const diedAsking = died.filter((run) => this.asking.get(run) === 'begun');
		for (const run of died) if (!diedAsking.includes(run)) this.excuse(run.orders);
		for (const { orders } of diedAsking) {
			const left = orders.filter((order) => recorded.has(order) && !this.isAccountedFor(order));
			this.excuse(left.slice(0, MOST_LEFT_BY_ASKING));
		}
		// It would never be paid.
		for (const entry of recorded) {
			const order = entry.split(' ')[0];
			if (!this.isAccountedFor(order))
				this.violate('lost', `${order} is in the memory, but nobody has submitted it`);
		}
		if (this.troubled || died.length > 0) return;
		for (const order of this.toBePaid) {
			if (!this.sent.has(order)) this.violate('lost', `every run took ${order} for another's`);
		}
	}

	/** Returns what to call with the answer of the memory; `undefined` if it failed. */
	private judgeAnswer(run: Run, orders: string[]): (known: string[] | undefined) => void {
		this.asking.set(run, 'begun');
		// Nobody else is there to strike anything out.
		const isAlone = this.underWay.size === 1;
		const recorded = this.recorded();
		const mustBeKnown = orders.filter(
			(order) => this.mustBeRecorded(order) || (isAlone && recorded.has(order)),
		);
		return (known) => {
			this.asking.set(run, known === undefined ? 'failed' : 'well');
			if (known === undefined) {
				this.troubled = true;
				return;
			}
			for (const order of mustBeKnown) {
				if (!known.includes(order))
					this.violate(
						'forgotten',
						`${order} had been recorded, but a run that asked was not told`,
					);
			}
		};
	}

	/** Whether it was submitted by a run that had recorded it. */
	private mustBeRecorded(order: string): boolean {
		return this.count(order) > (this.unrecorded.get(order) ?? 0);
	}

	private recorded(): Set<string> {
		return new Set(this.rows.get(NODE_ROW)?.map(String));
	}

	private isAccountedFor(order: string): boolean {
		return this.count(order) > 0 || this.excused.has(order);
	}

	private excuse(orders: string[]): void {
		for (const order of orders) this.excused.add(order);
	}

	private violate(kind: Violation['kind'], detail: string): void {
		this.violations.push({ kind, detail });
	}
}
