import type { NewOrder, OrderLine } from '../account.mts';
import { buyerView } from '../buyerView.mts';
import {
	count,
	digits,
	idNumber,
	listOf,
	object,
	oneOf,
	optional,
	text,
	type Check,
} from '../checkFields.mts';
import { checked, type Handler, type Reply } from '../handler.mts';
import { FREIGHT } from '../orderState.mts';
import { previewOf } from '../preview.mts';
import { productOf, supplierOf } from '../products.mts';

const NO_SUCH_ORDER = { code: 404, msg: '订单不存在' };
const MOST_LINES = 50;

/** Where an order is sent. The page of the preview calls `townText` optional, that of creating does not. */
const address = (townText: Check): Check =>
	object({
		fullName: text,
		mobile: text,
		phone: text,
		postCode: optional(text),
		cityText: text,
		provinceText: text,
		areaText: optional(text),
		townText,
		address: text,
	});
/** The same without marks of what is required. */
const anyAddress = object({
	fullName: optional(text),
	mobile: optional(text),
	phone: optional(text),
	postCode: optional(text),
	cityText: optional(text),
	provinceText: optional(text),
	areaText: optional(text),
	townText: optional(text),
	address: optional(text),
});

const line = { offerId: idNumber, specId: text, quantity: count };
const lines = listOf(object(line), { most: MOST_LINES });
const linesOfSellers = listOf(object({ ...line, sellerOpenId: text }), { most: MOST_LINES });

/** How an order may be created, beside address and lines. */
export const flow = oneOf(
	'general',
	'fenxiao',
	'paired',
	'repurchase',
	'boutiquefenxiao',
	'boutiquepifa',
	'proxy',
);
export const wishes = {
	message: optional(text),
	shopPromotionId: optional(text),
	tradeType: optional(text),
};

interface Cargo {
	offerId: number;
	specId: string;
	quantity: number;
	sellerOpenId?: string;
}

interface Ordering {
	cargoParamList: Cargo[];
	addressParam: Record<string, unknown>;
	message?: string;
}

/** Calls about 1688 orders but those that pay. Request and answer as PandaPon documents them. */
export const order1688: Record<string, Handler> = {
	'POST /alibaba/order/detail': checked<{ orderId: string }>(
		{ webSite: oneOf('1688'), orderId: digits },
		(account, { orderId }) => {
			const order = account.orders.get(orderId);
			return order === undefined ? NO_SUCH_ORDER : { data: buyerView(orderId, order) };
		},
	),

	// `orderId` is a JSON number of 19 digits here; `data` says whether the order was cancelled.
	'POST /alibaba/order/cancel': checked<{ orderId: bigint }>(
		{
			webSite: oneOf('1688'),
			orderId: idNumber,
			cancelReason: oneOf('buyerCancel', 'sellerGoodsLack', 'other'),
			remark: optional(text),
		},
		(account, { orderId }) => {
			const order = account.orders.get(String(orderId));
			if (order === undefined) return NO_SUCH_ORDER;
			if (order.status !== 'waitbuyerpay') return { data: false };
			order.status = 'cancel';
			return { data: true, changed: true };
		},
	),

	// Failures stand inside `data`.
	'POST /alibaba/order/receivegoods': checked<{ orderId: bigint; orderEntryIds: bigint[] }>(
		{ orderId: idNumber, orderEntryIds: listOf(idNumber) },
		(account, { orderId, orderEntryIds }) => {
			const errorCode = account.confirmReceipt(String(orderId), orderEntryIds.map(String));
			return errorCode === undefined
				? { data: { success: true, errorInfo: null, errorCode: null }, changed: true }
				: { data: { success: false, errorInfo: WHY_NOT_RECEIVED[errorCode], errorCode } };
		},
	),

	'POST /alibaba/order/create/preview': checked<Ordering>(
		{ addressParam: address(optional(text)), cargoParamList: lines },
		(account, { cargoParamList }) => ({ data: previewOf([linesFrom(cargoParamList)], account) }),
	),

	'POST /alibaba/order/create/previewbatch': checked<Ordering>(
		{ addressParam: address(optional(text)), cargoParamList: linesOfSellers },
		(account, { cargoParamList }) => ({
			data: previewOf(
				bySeller(cargoParamList).map(([, cargo]) => linesFrom(cargo)),
				account,
			),
		}),
	),

	'POST /alibaba/order/create': checked<Ordering>(
		{ flow, ...wishes, addressParam: address(text), cargoParamList: lines },
		(account, { cargoParamList, addressParam, message }) => {
			const { sellerOpenId } = productOf(String(cargoParamList[0].offerId));
			return created(account, [
				{
					lines: linesFrom(cargoParamList),
					supplier: supplierOf(sellerOpenId),
					address: addressParam,
					message,
				},
			]);
		},
	),

	// Answers with the orders themselves, one for each seller.
	'POST /alibaba/order/batch/create': checked<Ordering>(
		{ flow: optional(flow), ...wishes, addressParam: anyAddress, cargoParamList: linesOfSellers },
		(account, { cargoParamList, addressParam, message }) => {
			const soldOut = cargoParamList.find(({ offerId }) => account.soldOut.has(String(offerId)));
			if (soldOut !== undefined) return { code: 400, msg: `500_004 库存不足 ${soldOut.offerId}` };
			const ids = bySeller(cargoParamList).map(([sellerOpenId, cargo]) =>
				account.createOrder({
					lines: linesFrom(cargo),
					supplier: supplierOf(sellerOpenId),
					address: addressParam,
					message,
				}),
			);
			return { data: ids.map((id) => buyerView(id, account.orders.get(id)!)), changed: true };
		},
	),
};

const WHY_NOT_RECEIVED: Record<string, string> = {
	ORDER_NOT_EXIST: '订单不存在',
	ORDER_STATUS_ERROR: '订单状态不允许确认收货',
	ORDER_ENTRY_ERROR: '子订单不属于该订单或已确认收货',
};

/** Creates orders, all or none; the answer's amounts are in fen. */
export function created(account: Parameters<Handler>[0], orders: NewOrder[]): Reply {
	const soldOut = orders.flatMap(({ lines: of }) =>
		of.filter(({ offerId }) => account.soldOut.has(offerId)),
	);
	if (soldOut.length > 0) {
		const failedOfferList = soldOut.map(({ offerId, specId }) => ({
			offerId,
			specId,
			errorCode: '500_004',
			errorMessage: '库存不足',
		}));
		return { data: { success: false, code: '500_004', message: '库存不足', failedOfferList } };
	}
	const orderList = orders.map((order) => {
		const orderId = account.createOrder(order);
		const orderAmmount = account.orders.get(orderId)!.price;
		return {
			orderId,
			orderAmmount,
			postFee: FREIGHT,
			success: true,
			resultCode: null,
			message: null,
		};
	});
	return {
		data: {
			success: true,
			code: null,
			message: null,
			orderId: orderList[0].orderId,
			totalSuccessAmount: orderList.reduce((sum, { orderAmmount }) => sum + orderAmmount, 0),
			postFee: FREIGHT * orderList.length,
			orderList,
			failedOfferList: [],
		},
		changed: true,
	};
}

function linesFrom(cargo: Cargo[]): Array<Omit<OrderLine, 'id'>> {
	return cargo.map(({ offerId, specId, quantity }) => ({
		offerId: String(offerId),
		specId,
		quantity,
		price: productOf(String(offerId)).price,
	}));
}

function bySeller(cargo: Cargo[]): Array<[string, Cargo[]]> {
	return [...Map.groupBy(cargo, ({ sellerOpenId = '' }) => sellerOpenId)];
}
