/** One page of a list; pages are counted from 1. */
export function pageOf<T>(all: readonly T[], page: number, size: number): T[] {
	return all.slice((page - 1) * size, page * size);
}
