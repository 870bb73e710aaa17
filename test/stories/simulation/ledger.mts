import { NODE_ROW, type Counter, type Run } from './payment.mts';

/** Promises that a schedule can break. */
export interface Broken {
	kind: 'submitted twice' | 'overwritten' | 'lost' | 'waits for ever';
	detail: string;
}

/** Counts what the simulated processes submit, and judges it. */
export class Ledger {
	readonly broken: Broken[] = [];

	private readonly submissions = new Map<string, number>();
	/** One submission, and one more for each that a person has asked for. */
	private readonly allowed = new Map<string, number>();
	/** Submitted on a person's word although the memory could not record it; the node tells the person that a later run may pay it again. */
	private readonly unrecorded = new Map<string, number>();
	/** Orders that may rightly stand in the memory though they were not submitted: the memory has said so, or their process has died. */
	private readonly excused = new Set<string>();

	/** How often an order was submitted. */
	count(order: string): number {
		return this.submissions.get(order) ?? 0;
	}

	/** The judge's view of one run. */
	counterFor(run: Run, send: Counter['send']): Counter {
		return {
			recording: (orders) => {
				const before = new Set(
					orders.filter((order) => this.count(order) > (this.unrecorded.get(order) ?? 0)),
				);
				return (fresh) => {
					for (const order of fresh) {
						// What somebody had submitted before this run asked, the memory must know; sent again on purpose, it may be.
						if (before.has(order) && !run.sendsAgain)
							this.broken.push({
								kind: 'submitted twice',
								detail: `${order} had been submitted, and was taken for new`,
							});
					}
				};
			},
			send,
			staysRecorded: (orders) => this.excuse(orders),
			overwrote: () =>
				this.broken.push({
					kind: 'overwritten',
					detail: "a write to the memory wiped out another process's",
				}),
		};
	}

	/** @param recorded Whether the memory had recorded it before. */
	submit(order: string, run: Run, recorded: boolean): void {
		const count = this.count(order) + 1;
		this.submissions.set(order, count);
		if (run.sendsAgain) this.allowed.set(order, (this.allowed.get(order) ?? 1) + 1);
		if (!recorded) this.unrecorded.set(order, (this.unrecorded.get(order) ?? 0) + 1);
		if (count > (this.allowed.get(order) ?? 1))
			this.broken.push({
				kind: 'submitted twice',
				detail: `${order} was submitted ${count} times`,
			});
	}

	excuse(orders: string[]): void {
		for (const order of orders) this.excused.add(order);
	}

	/** At the end: what stands in the memory without a reason would never be paid. */
	checkMemory(rows: Map<string, unknown[]>): void {
		for (const entry of rows.get(NODE_ROW) ?? []) {
			const order = String(entry).split(' ')[0];
			if (this.count(order) === 0 && !this.excused.has(order))
				this.broken.push({
					kind: 'lost',
					detail: `${order} stands in the memory, and nobody has submitted it`,
				});
		}
	}
}
