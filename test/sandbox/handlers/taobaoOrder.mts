import {
	count,
	digits,
	fen,
	idOfAnyType,
	jsonText,
	listOf,
	object,
	optional,
	readJson,
	text,
	type Fields,
} from '../checkFields.mts';
import { checked, type Handler } from '../handler.mts';

/** Texts of a receiver. */
export const receiverTexts = {
	zip: optional(text),
	country: optional(text),
	state: optional(text),
	city: optional(text),
	district: optional(text),
	address: optional(text),
	phone: optional(text),
	mobile_phone: optional(text),
	name: optional(text),
};
const receiver = jsonText(object(receiverTexts));
const orderLineList = jsonText(
	listOf(
		object({
			itemId: idOfAnyType,
			skuId: idOfAnyType,
			orderLineNo: idOfAnyType,
			quantity: count,
			price: fen,
			currency: text,
		}),
	),
);

interface Line {
	itemId: string;
	skuId: string;
	quantity: number;
	price: number;
}

/** Calls about orders on Taobao. Amounts are in fen; lines and receiver come as JSON text. */
export const taobaoOrder: Record<string, Handler> = {
	'POST /open/order': checked<{
		orderLineList: string;
		purchaseAmount: number;
		receiver: string;
		sellerOrderNumber?: string;
	}>(
		{
			orderLineList,
			purchaseAmount: fen,
			receiver,
			orderSource: optional(text),
			sellerOrderNumber: optional(text),
		},
		(account, { orderLineList: lineText, purchaseAmount, receiver: to, sellerOrderNumber }) => {
			const lines = linesFrom(lineText);
			const goods = sumOf(lines);
			if (goods > purchaseAmount)
				return { code: 400, msg: `purchaseAmount is below the sum of the lines, ${goods}` };
			const soldOut = lines.find(({ itemId }) => account.soldOut.has(itemId));
			if (soldOut !== undefined) return { code: 400, msg: `商品已下架 ${soldOut.itemId}` };
			const purchaseId = account.taobao.createOrder({
				amount: goods,
				receiver: readJson(to) as Fields,
				sellerOrderNumber,
				lines,
			});
			return { data: answerOf(account, purchaseId), changed: true };
		},
	),

	'POST /open/order/render': checked<{ orderLineList: string }>(
		{ orderLineList, receiver },
		(account, { orderLineList: lineText }) => {
			const lines = linesFrom(lineText);
			return {
				data: {
					purchaseAmount: sumOf(lines),
					domesticPostFee: 0,
					currency: 'CNY',
					orderLines: lines.map((line) => ({
						...line,
						available: !account.soldOut.has(line.itemId),
					})),
				},
			};
		},
	),

	// Where a parcel is. In the query stands the ID of a sub-order.
	'GET /open/order/logistics/detail/get': checked<{ subPurchaseOrderId: string }>(
		{ subPurchaseOrderId: digits },
		(account, { subPurchaseOrderId }) => {
			const found = account.taobao.findLine(subPurchaseOrderId);
			if (found === undefined) return { code: 404, msg: `subPurchaseOrderId: 子订单不存在` };
			const { order, line } = found;
			return {
				data: {
					purchaseOrderOuterId: '3682557363260579405',
					pnmLogisticsDetails:
						order.status === 'WAIT_BUYER_P' ? [] : [parcelOf(line, order.receiver)],
				},
			};
		},
	),
};

function linesFrom(lineText: string): Line[] {
	return (readJson(lineText) as Line[]).map(({ itemId, skuId, quantity, price }) => ({
		itemId: String(itemId),
		skuId: String(skuId),
		quantity,
		price,
	}));
}

function sumOf(lines: Line[]): number {
	return lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
}

/** What creating an order answers: names as Taobao's platform for resellers has them. */
export function answerOf({ taobao }: Parameters<Handler>[0], purchaseId: string): Fields {
	const { status, amount, sellerOrderNumber, lines } = taobao.orders.get(purchaseId)!;
	return {
		purchase_id: Number(purchaseId),
		outer_purchase_id: sellerOrderNumber ?? null,
		status,
		purchase_amount: amount,
		purchase_currency: 'CNY',
		sub_purchase_orders: lines.map(({ id, itemId, quantity }) => ({
			sub_purchase_order_id: id,
			item_id: itemId,
			quantity,
		})),
	};
}

function parcelOf({ quantity }: Line, { name, phone, address }: Fields): Fields {
	const trace = {
		status: 'TRANSPORT',
		statusDesc: '运输中',
		city: '北京市',
		time: '2023-12-14 21:39:11',
		action: 'TMS_STATION_OUT',
	};
	return {
		mailNo: '78753196186473',
		logisticsTraces: [trace],
		logisticsPartner: [{ company: '圆通速递', companyContact: '95554' }],
		receiver: { name, phone, address },
		logisticsGoods: [{ title: 'Desk lamp', quantity: String(quantity) }],
	};
}
