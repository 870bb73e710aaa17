import {
	count,
	fen,
	idNumber,
	integer,
	jsonText,
	listOf,
	object,
	optional,
	text,
	type Fields,
} from '../checkFields.mts';
import { checked, type Handler } from '../handler.mts';
import { productOf } from '../products.mts';
import { answerOf, receiverTexts } from './taobaoOrder.mts';

/** Calls about the Taobao cart. */
export const taobaoCart: Record<string, Handler> = {
	'POST /open/cart/add': checked(
		{
			userId: optional(text),
			platform: optional(integer),
			itemId: idNumber,
			skuId: optional(text),
			itemTitle: optional(text),
			itemPic: optional(text),
			mpId: text,
			mpSkuId: text,
			price: optional(fen),
			promotionPrice: optional(fen),
			properties: optional(jsonText(() => undefined)),
			quantity: count,
			shopId: optional(idNumber),
			shopName: optional(text),
			skuQuantity: optional(text),
			userNick: optional(text),
		},
		(account, row) => {
			account.taobao.addToCart(row);
			return { data: null, changed: true };
		},
	),

	// The rows leave the cart.
	'POST /open/cart/create/order': checked<{ ids: number[]; orderAddress: Fields }>(
		{ ids: listOf(idNumber), orderAddress: object(receiverTexts), userId: optional(text) },
		(account, { ids, orderAddress }) => {
			const { cart } = account.taobao;
			const missing = ids.find((id) => !cart.has(String(id)));
			if (missing !== undefined) return { code: 400, msg: `ids: ${missing} is not in the cart` };
			const lines = ids.map((id) => {
				const { itemId, skuId, quantity, price } = cart.get(String(id)) as unknown as Row;
				return {
					itemId: String(itemId),
					skuId: skuId ?? '85',
					quantity,
					price: price ?? productOf(String(itemId)).price,
				};
			});
			const amount = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
			for (const id of ids) cart.delete(String(id));
			const purchaseId = account.taobao.createOrder({ amount, receiver: orderAddress, lines });
			return { data: answerOf(account, purchaseId), changed: true };
		},
	),
};

interface Row {
	itemId: number;
	skuId?: string;
	quantity: number;
	price?: number;
}
