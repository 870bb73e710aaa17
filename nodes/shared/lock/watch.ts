/** Measures how long the lock's row has been seen unchanged. */
export class Watch {
	/** In milliseconds. */
	unchangedMs = 0;

	private readonly maxForOneLookMs: number;

	private count = 0;

	private since = Date.now();

	/** @param maxForOneLookMs How much time one look can prove: a process that was frozen, or whose clock was set, has not been watching. */
	constructor(maxForOneLookMs: number) {
		this.maxForOneLookMs = maxForOneLookMs;
	}

	/**
	 * Takes note of a look at the row.
	 *
	 * @param count How many entries it has.
	 * @param at When the look began, in milliseconds since 1970.
	 */
	saw(count: number, at: number): void {
		if (count !== this.count) return this.expect(count);
		this.unchangedMs += Math.min(Math.max(0, at - this.since), this.maxForOneLookMs);
		this.since = at;
	}

	/**
	 * Begins anew.
	 *
	 * @param count How many entries the row is to have from now on.
	 */
	expect(count: number): void {
		this.count = count;
		this.unchangedMs = 0;
		this.since = Date.now();
	}
}
