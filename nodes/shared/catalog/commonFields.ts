import type { Field } from './endpoint';

/** A field of plain text. */
export const text = (name: string, displayName: string, description: string): Field => ({
	kind: 'text',
	name,
	displayName,
	description,
});

/** The same field, which must be filled in. */
export const required = (field: Field): Field => ({ ...field, required: true });

/** The 1688 order that a call is about; some calls take it as text, others as a number of 19 digits. */
export const orderId = (sentAs: 'text' | 'integer'): Field => ({
	kind: 'id',
	name: 'orderId',
	displayName: 'Order ID',
	description:
		'The 1688 order; keep the column as plain text, since a number loses the last digits',
	placeholder: 'e.g. 2059624776425880794',
	required: true,
	sentAs,
});

/** A seller on 1688. */
export const sellerOpenId: Field = required(
	text('sellerOpenId', 'Seller Open ID', 'The seller, as a product or a search names it'),
);

/** How many whole pieces. */
export const pieces = (description: string): Field => ({
	kind: 'integer',
	name: 'quantity',
	displayName: 'Quantity',
	description,
	required: true,
	default: 1,
	least: 1,
});

/** Price of one piece on Taobao: yuan for people, fen on the wire (inferred: docs/endpoints.md). */
export const taobaoPrice: Field = {
	kind: 'amount',
	name: 'price',
	displayName: 'Price (CNY)',
	description:
		'Price of one piece in yuan. "Taobao Product: Get" most likely gives it in fen: divide it by 100.',
};
