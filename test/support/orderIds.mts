/** Tests number their orders; order 0 has this ID. */
export const FIRST_ID = 2059624776425000000n;

/** The ID of order `n`: 19 digits, as 1688 writes them. */
export const orderId = (n: number): string => String(FIRST_ID + BigInt(n));

/** Consecutive IDs, beginning with that of order `from`. */
export const orderIds = (count: number, from = 1): string[] =>
	Array.from({ length: count }, (_, index) => orderId(from + index));

/** The IDs of a list; different lists share no order. */
export const idsOfList = (list: number, count: number): string[] =>
	orderIds(count, list * 1_000_000 + 1);

/** The IDs that stand in a text, each once. */
export const orderIdsIn = (text: string): string[] => [
	...new Set(text.match(/(?<!\d)20596\d{14}(?!\d)/g)),
];
