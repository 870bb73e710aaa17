import type { Account, NewOrder } from '../account.mts';
import type { CartRow } from '../cartRows.mts';
import { count, idNumber, listOf, object, optional, text, type Fields } from '../checkFields.mts';
import { checked, type Handler } from '../handler.mts';
import { previewOf } from '../preview.mts';
import { productOf, supplierOf } from '../products.mts';
import { created, flow, wishes } from './order1688.mts';

/** Ten texts, none of them marked as required. */
const address = object({
	fullName: optional(text),
	mobile: optional(text),
	phone: optional(text),
	postCode: optional(text),
	cityText: optional(text),
	provinceText: optional(text),
	areaText: optional(text),
	townText: optional(text),
	address: optional(text),
	districtCode: optional(text),
});

interface Ordering {
	cartIds: number[];
	addressParam: Fields;
	message?: string;
}

/** Calls about the 1688 cart. */
export const cart1688: Record<string, Handler> = {
	'GET /v2/alibaba/cart/list': checked({}, (account) => ({
		data: {
			disableList: shops(account, false),
			enableList: shops(account, true),
		},
	})),

	// `updateTime` is a date object of Java that has slipped into the page.
	'POST /alibaba/cart/edit-quantity': checked<{ id: number; quantity: number }>(
		{
			id: idNumber,
			quantity: count,
			updateTime: optional(() => undefined),
			productNo: optional(text),
			container: optional(text),
		},
		(account, { id, quantity }) => {
			const row = account.cart.get(String(id));
			if (row === undefined) return { data: false };
			row.quantity = quantity;
			return { data: true, changed: true };
		},
	),

	'POST /alibaba/cart/preview/order': checked<Ordering>(
		{ addressParam: address, cartIds: listOf(idNumber) },
		(account, { cartIds }) => {
			const missing = notInCart(account, cartIds);
			if (missing !== undefined) return missing;
			return {
				data: previewOf(
					ordersFrom(account, cartIds).map(({ lines }) => lines),
					account,
				),
			};
		},
	),

	// The rows leave the cart.
	'POST /alibaba/cart/create/order': checked<Ordering>(
		{
			flow,
			...wishes,
			addressParam: address,
			cartIds: listOf(idNumber),
			userId: optional(text),
			staffName: optional(text),
		},
		(account, { cartIds, addressParam, message }) => {
			const missing = notInCart(account, cartIds);
			if (missing !== undefined) return missing;
			const orders = ordersFrom(account, cartIds).map((order) => ({
				...order,
				address: addressParam,
				message,
			}));
			const reply = created(account, orders);
			if ('changed' in reply) for (const id of cartIds) account.cart.delete(String(id));
			return reply;
		},
	),
};

/** The rows by shop, as the second version of the API lists them. */
function shops({ cart }: Account, available: boolean): Fields[] {
	const rows = [...cart].filter(([, row]) => row.available === available);
	return [...Map.groupBy(rows, ([, { sellerOpenId }]) => sellerOpenId)].map(
		([sellerOpenId, ofShop]) => ({
			sellerOpenId,
			sellerNickName: supplierOf(sellerOpenId).loginId,
			cartItemInfos: ofShop.map(inList),
		}),
	);
}

function inList([id, { offerId, specId, quantity, available }]: [string, CartRow]): Fields {
	return {
		id: Number(id),
		offerMapId: offerId,
		specId,
		skuId: '85',
		itemTitle: productOf(offerId).title,
		itemPic: '',
		price: productOf(offerId).price / 100,
		quantity,
		amountOnSale: available ? 900 : 0,
		properties: '',
	};
}

function notInCart({ cart }: Account, ids: number[]): { code: number; msg: string } | undefined {
	const missing = ids.find((id) => cart.get(String(id))?.available !== true);
	return missing === undefined
		? undefined
		: { code: 400, msg: `cartIds: ${missing} is not in the cart, or sold out` };
}

/** One order for each seller. */
function ordersFrom({ cart }: Account, ids: number[]): NewOrder[] {
	const rows = ids.map((id) => cart.get(String(id))!);
	return [...Map.groupBy(rows, ({ sellerOpenId }) => sellerOpenId)].map(
		([sellerOpenId, ofSeller]) => ({
			supplier: supplierOf(sellerOpenId),
			lines: ofSeller.map(({ offerId, specId, quantity }) => ({
				offerId,
				specId,
				quantity,
				price: productOf(offerId).price,
			})),
		}),
	);
}
