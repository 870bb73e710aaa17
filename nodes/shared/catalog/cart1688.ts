import { cartAddress } from './addresses';
import { pieces, text } from './commonFields';
import type { Field, Operations } from './endpoint';
import { createFields, CREATES } from './order1688';

const CART_IDS: Field = {
	kind: 'ids',
	name: 'cartIds',
	displayName: 'Cart Row IDs',
	description: 'The rows of the cart to order, with commas between them: ID of "1688 Cart: List"',
	placeholder: 'e.g. 101, 102',
	required: true,
	sentAs: 'integers',
};

/** The 1688 shopping cart. */
export const cart1688 = {
	createOrder: {
		name: 'Create Order',
		action: 'Create orders from the 1688 cart',
		description: 'Order rows of the cart',
		method: 'POST',
		path: '/alibaba/cart/create/order',
		effect: 'changes',
		notice: CREATES,
		fields: [
			CART_IDS,
			...createFields,
			cartAddress,
			text('userId', 'User ID', 'The account or sub-account that the order belongs to'),
			text('staffName', 'Staff Name', 'Who of your company orders'),
		],
		answer: 'created',
		creates: 'order',
		lookAfterwards:
			'Look for a new order on 1688, and whether "1688 Cart: List" still shows the rows, before you create it again.',
	},
	editQuantity: {
		name: 'Edit Quantity',
		action: 'Edit the quantity of a row in the 1688 cart',
		description: 'Change how many pieces a row of the cart holds',
		method: 'POST',
		path: '/alibaba/cart/edit-quantity',
		effect: 'changes',
		fields: [
			{
				kind: 'id',
				name: 'id',
				displayName: 'Cart Row ID',
				description: 'The row of the cart: ID of "1688 Cart: List"',
				placeholder: 'e.g. 101',
				required: true,
				sentAs: 'integer',
			},
			pieces('How many pieces the row is to hold'),
			text('productNo', 'Product Number', 'Your own number of the product'),
			text('container', 'Container', 'Your own note on the container'),
		],
		answer: 'boolean',
		lookAfterwards: 'Look at the row with "1688 Cart: List".',
	},
	list: {
		name: 'List',
		action: 'List the 1688 cart',
		description: 'List the rows of the cart, those that can no longer be bought included',
		method: 'GET',
		path: '/v2/alibaba/cart/list',
		effect: 'reads',
		fields: [],
		answer: 'cart',
	},
	previewOrder: {
		name: 'Preview Order',
		action: 'Preview orders from the 1688 cart',
		description: 'See what an order of rows of the cart would cost',
		method: 'POST',
		path: '/alibaba/cart/preview/order',
		effect: 'reads',
		fields: [CART_IDS, cartAddress],
		answer: 'preview',
	},
} as const satisfies Operations;
