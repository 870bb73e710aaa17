import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The ID of the order below. */
export const ORDER_ID = '2059624776425880794';

/** A block of an order. */
export type Block = Record<string, unknown>;
type Order = Block & { baseInfo: Block; tradeTerms: Block[] };

const text = readFileSync(join(import.meta.dirname, 'buyerViewOrder.json'), 'utf8');

/**
 * A paid "trade 4.0" order as 1688's buyer sees it: the blocks and fields that 1688 documents, with made-up values. Its number
 * is rounded beside the exact text, as in 1688's own sample, and its item has a status of its own.
 *
 * @returns A new copy, which a test may change.
 */
export function buyerViewOrder(): Order {
	return JSON.parse(text) as Order;
}
