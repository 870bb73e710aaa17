import type { IDataObject } from 'n8n-workflow';

import { apiWords, isRecord } from '../../shared/api/envelope';
import type { AnswerShape } from '../../shared/catalog/endpoint';
import { yuanOf } from '../../shared/money/yuan';
import { isoDate } from '../../shared/orders/isoDate';
import { simplifyOrder } from '../../shared/orders/simplifyOrder';
import { ReadFailure } from './readFailure';
import type { View } from './viewReader';

/**
 * Makes output items of an answer.
 *
 * @param shape What kind of answer it is.
 * @param data `data` of the answer.
 * @param view How it is wanted.
 * @returns One item for each thing in it; unknown fields are passed on as they are.
 * @throws ReadFailure when there is nothing of that kind in it.
 */
export function recordsOf(
	shape: AnswerShape,
	data: unknown,
	view: Pick<View, 'simplify' | 'include'>,
): IDataObject[] {
	const simplified = view.simplify ? simplify(shape, data, view) : undefined;
	if (simplified !== undefined) return simplified;
	if (shape === 'cart' && isRecord(data) && ('enableList' in data || 'disableList' in data))
		return rowsOfCart(data);
	if (Array.isArray(data)) return data.map(asItem);
	// Of a call that the catalog does not know, any answer may be right.
	if (isRecord(data) || shape === 'accepted') return [asItem(data)];
	throw nothingIn(data);
}

/**
 * Why an answer with code 200 is not what was asked for.
 *
 * @param data `data` of the answer.
 */
export function nothingIn(data: unknown): ReadFailure {
	const words = apiWords(data);
	return new ReadFailure(
		words === '' ? 'The API answered with success, but with nothing' : words,
		'Check the fields of this node, then run it again.',
	);
}

/** Lists stand in `data` itself or under one of these names: not every page of the API shows which. */
const LISTS = ['data', 'list', 'records', 'result', 'rows', 'items'];

/**
 * Finds the list in an answer.
 *
 * @param data `data` of the answer.
 * @returns Its entries; `undefined` where there is no list, or more than one that could be meant.
 */
export function listIn(data: unknown): unknown[] | undefined {
	if (Array.isArray(data)) return data as unknown[];
	if (!isRecord(data)) return undefined;
	for (const name of LISTS) {
		const list = listIn(data[name]);
		if (list !== undefined) return list;
	}
	const lists: unknown[][] = Object.values(data).filter((each): each is unknown[] =>
		Array.isArray(each),
	);
	return lists.length === 1 ? lists[0] : undefined;
}

/** n8n wants an object; anything else stands under a name of its own. */
function asItem(value: unknown): IDataObject {
	return (isRecord(value) ? value : { data: value ?? null }) as IDataObject;
}

function simplify(
	shape: AnswerShape,
	data: unknown,
	view: Pick<View, 'include'>,
): IDataObject[] | undefined {
	if (!isRecord(data)) return undefined;
	if (shape === 'order') return [orderWith(data, view.include)];
	if (shape === 'refund') return [simpleRefund(data)];
	// The misspelling is 1688's own.
	const previews = shape === 'preview' ? data.orderPreviewResuslt : undefined;
	return Array.isArray(previews) && previews.every(isRecord) && previews.length > 0
		? previews.map(simplePreview)
		: undefined;
}

function orderWith(order: Record<string, unknown>, include: unknown[]): IDataObject {
	const { productItems, nativeLogistics } = order;
	const parcels = isRecord(nativeLogistics) ? nativeLogistics.logisticsItems : undefined;
	return {
		...simplifyOrder(order),
		...(include.includes('items') && { items: productItems ?? [] }),
		...(include.includes('parcels') && { parcels: parcels ?? [] }),
	};
}

/** Amounts of a preview are in fen, those of its lines in yuan (docs/endpoints.md). */
function simplePreview(preview: Record<string, unknown>): IDataObject {
	return {
		amount: yuanOfFen(preview.sumPayment),
		goodsAmount: yuanOfFen(preview.sumPaymentNoCarriage),
		shippingFee: yuanOfFen(preview.sumCarriage),
		discount: yuanOfFen(preview.discountFee),
		additionalFee: yuanOfFen(preview.additionalFee),
		possible: preview.status ?? null,
		message: preview.message ?? null,
		resultCode: preview.resultCode ?? null,
		tradeTypes: preview.tradeModeNameList ?? [],
		flow: preview.flowFlag ?? null,
		lines: preview.cargoList ?? [],
	};
}

/** Amounts of a refund are in fen (docs/endpoints.md). */
function simpleRefund(refund: Record<string, unknown>): IDataObject {
	return {
		refundId: refund.refundId ?? null,
		orderId: refund.orderId ?? null,
		status: refund.status ?? null,
		amount: yuanOfFen(refund.applyPayment),
		shippingFee: yuanOfFen(refund.applyCarriage),
		amountRefunded: yuanOfFen(refund.refundPayment),
		kind: refund.disputeRequest ?? null,
		stateOfGoods: refund.goodsStatus ?? null,
		reason: refund.applyReason ?? null,
		rejectReason: refund.rejectReason ?? null,
		createdAt: isoDate(refund.gmtApply ?? refund.createTime),
	};
}

function yuanOfFen(fen: unknown): number | null {
	const whole = typeof fen === 'string' && /^-?\d+$/.test(fen) ? Number(fen) : fen;
	return typeof whole === 'number' && Number.isSafeInteger(whole) ? yuanOf(whole) : null;
}

/** The rows of the cart, each with its shop, and whether it can still be bought. */
function rowsOfCart({ enableList, disableList }: Record<string, unknown>): IDataObject[] {
	const rows = (shops: unknown, available: boolean) =>
		entriesOf(shops)
			.filter(isRecord)
			.flatMap(({ cartItemInfos, ...shop }) =>
				entriesOf(cartItemInfos).map((row) => ({ ...shop, ...asItem(row), available })),
			);
	return [...rows(enableList, true), ...rows(disableList, false)];
}

function entriesOf(list: unknown): unknown[] {
	return Array.isArray(list) ? list : [];
}
