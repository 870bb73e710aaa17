import { NODE_ROW, type JudgedApi, type Run } from './simulatedPayment.mts';

/** A promise that a schedule has broken. */
export interface Violation {
	kind: 'submitted twice' | 'overwritten' | 'lost' | 'waits forever';
	detail: string;
}

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

	/** How often an order was submitted. */
	count(order: string): number {
		return this.submissions.get(order) ?? 0;
	}

	/** The API as one run sees it, with this ledger watching. */
	judgedApi(run: Run, send: JudgedApi['send']): JudgedApi {
		return {
			recording: (orders) => {
				const submittedBefore = new Set(
					orders.filter((order) => this.count(order) > (this.unrecorded.get(order) ?? 0)),
				);
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
			send,
			staysRecorded: (orders) => this.excuse(orders),
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

	excuse(orders: string[]): void {
		for (const order of orders) this.excused.add(order);
	}

	/** At the end: an order that is in the memory without a reason would never be paid. */
	checkMemory(rows: Map<string, unknown[]>): void {
		for (const entry of rows.get(NODE_ROW) ?? []) {
			const order = String(entry).split(' ')[0];
			if (this.count(order) === 0 && !this.excused.has(order))
				this.violations.push({
					kind: 'lost',
					detail: `${order} is in the memory, but nobody has submitted it`,
				});
		}
	}
}
