/** Something that is due at a time. */
export interface Due {
	at: number;
	/** Breaks ties, so that a run can be replayed. */
	order: number;
}

/** Hands out what is due first. */
export class Heap<T extends Due> {
	private readonly items: T[] = [];

	get size(): number {
		return this.items.length;
	}

	push(item: T): void {
		const { items } = this;
		let at = items.push(item) - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (!before(item, items[parent])) break;
			items[at] = items[parent];
			at = parent;
		}
		items[at] = item;
	}

	pop(): T | undefined {
		const { items } = this;
		const first = items[0];
		const last = items.pop();
		if (last === undefined || items.length === 0) return first;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			if (child >= items.length) break;
			if (child + 1 < items.length && before(items[child + 1], items[child])) child++;
			if (!before(items[child], last)) break;
			items[at] = items[child];
			at = child;
		}
		items[at] = last;
		return first;
	}
}

function before(one: Due, other: Due): boolean {
	return one.at < other.at || (one.at === other.at && one.order < other.order);
}
