import { taobaoCartAddress } from './addresses';
import { pieces, required, taobaoPrice, text } from './commonFields';
import type { Operations } from './endpoint';
import { CREATES } from './order1688';

const USER_ID = text('userId', 'User ID', 'The account or sub-account that the cart belongs to');
/** The Taobao shopping cart. */
export const taobaoCart = {
	add: {
		name: 'Add',
		action: 'Add a product to the Taobao cart',
		description: 'Put a variant of a product into the cart',
		method: 'POST',
		path: '/open/cart/add',
		effect: 'changes',
		fields: [
			{
				kind: 'id',
				name: 'itemId',
				displayName: 'Item ID',
				description: 'The product on Taobao',
				required: true,
				sentAs: 'integer',
			},
			required(text('mpId', 'MP ID', 'The mpId of "Taobao Product: Get"')),
			required(text('mpSkuId', 'MP SKU ID', 'The mpSkuId of the variant')),
			pieces('How many pieces'),
			taobaoPrice,
			{
				kind: 'amount',
				name: 'promotionPrice',
				displayName: 'Promotion Price (CNY)',
				description: 'Price with the promotion in yuan',
			},
			text('itemTitle', 'Item Title', 'Name of the product'),
			text('itemPic', 'Item Picture', 'Address of its picture'),
			{
				kind: 'integer',
				name: 'platform',
				displayName: 'Platform',
				description: 'Number of the platform; the values are not documented',
			},
			text('properties', 'Properties', 'Properties of the variant, as JSON text'),
			{
				kind: 'id',
				name: 'shopId',
				displayName: 'Shop ID',
				description: 'The shop on Taobao',
				sentAs: 'integer',
			},
			text('shopName', 'Shop Name', 'Name of the shop'),
			text('skuId', 'SKU ID', 'The variant on Taobao'),
			text('skuQuantity', 'SKU Quantity', 'How many pieces of the variant there are'),
			USER_ID,
			text('userNick', 'User Nick', 'Nickname of the seller'),
		],
		answer: 'accepted',
		lookAfterwards: 'Look at the cart in the PandaPon console before you add it again.',
	},
	createOrder: {
		name: 'Create Order',
		action: 'Create orders from the Taobao cart',
		description: 'Order rows of the cart',
		method: 'POST',
		path: '/open/cart/create/order',
		effect: 'changes',
		notice: CREATES,
		fields: [
			{
				kind: 'ids',
				name: 'ids',
				displayName: 'Cart Row IDs',
				description: 'The rows of the cart to order, with commas between them',
				placeholder: 'e.g. 101, 102',
				required: true,
				sentAs: 'integers',
			},
			taobaoCartAddress,
			USER_ID,
		],
		answer: 'created',
		creates: 'order',
		lookAfterwards: 'Look for a new order in the PandaPon console before you create it again.',
	},
} as const satisfies Operations;
