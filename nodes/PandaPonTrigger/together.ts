interface Group<Item, Result> {
	items: Item[];
	results: Promise<Result[]>;
}

/** The groups whose step has not begun, by their keys. */
const groups = new Map<string, Group<unknown, unknown>>();

/**
 * Lets all who wait for the same step share one: where 50 messages come in at once, n8n's store is asked a few times, not 50.
 *
 * @param key Names what is waited for.
 * @param item What the step is to work on.
 * @param step Of the first one who waits. Once its turn has come it calls `take`, which returns the items of all who wait by
 * then, and it returns a result for each, in their order.
 * @returns The result for this item.
 * @throws What the step throws, to all who share it.
 */
export async function together<Item, Result>(
	key: string,
	item: Item,
	step: (take: () => Item[]) => Promise<Result[]>,
): Promise<Result> {
	const group = (groups.get(key) as Group<Item, Result> | undefined) ?? begin(key, step);
	const index = group.items.push(item) - 1;
	const results = await group.results;
	return results[index] as Result;
}

function begin<Item, Result>(
	key: string,
	step: (take: () => Item[]) => Promise<Result[]>,
): Group<Item, Result> {
	const items: Item[] = [];
	const close = (): void => {
		if (groups.get(key)?.items === items) groups.delete(key);
	};
	const take = (): Item[] => {
		close();
		return items;
	};
	const group = {
		items,
		results: Promise.resolve()
			.then(async () => await step(take))
			.finally(close),
	};
	groups.set(key, group);
	return group;
}
