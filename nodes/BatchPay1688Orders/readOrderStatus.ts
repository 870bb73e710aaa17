import { apiWords, isEmptyData, isRecord, readEnvelope } from '../shared/envelope';
import type { CallResult } from '../shared/signedCall';
import { isComplete } from './readAnswer';

/** 1688's own values, inferred: docs/api.md, Order detail. Any other value proves nothing. */
const PAID: ReadonlySet<string> = new Set([
	'waitsellersend',
	'waitsellerpush',
	'waitlogisticstakein',
	'waitbuyerreceive',
	'waitbuyersign',
	'signinsuccess',
	'confirm_goods',
	'success',
]);

/** What a look-up brought. */
interface OrderStatus {
	/** 1688's status of the order; `undefined` when the look-up brought none. */
	status?: string;
	/** True when the status proves that the order is paid. */
	paid: boolean;
	/** The answer's `code`, when it has one and carries nothing else. */
	code?: number;
}

/**
 * Reads the answer to a look-up of one order.
 *
 * @param orderId The order that was looked up.
 * @param call What became of the call.
 * @returns The order's status. An answer about another order, or without a status, brings none.
 */
export function readOrderStatus(orderId: string, call: CallResult): OrderStatus {
	const envelope = call.kind === 'answered' ? readEnvelope(call.body) : undefined;
	if (call.kind !== 'answered' || envelope === undefined) return { paid: false };
	const { code, data } = envelope;
	if (!isComplete(call.httpStatus)) return { paid: false };
	if (code !== 200) return { paid: false, ...(isEmptyData(data) && { code }) };
	const baseInfo = isRecord(data) ? data.baseInfo : undefined;
	if (!isRecord(data) || !isRecord(baseInfo) || [data, baseInfo].some((part) => isOtherOrder(orderId, part))) return { paid: false };
	const status = apiWords(baseInfo.status).toLowerCase();
	return status === '' ? { paid: false } : { status, paid: PAID.has(status) };
}

/**
 * 1688's buyer view names the order as `idOfStr` (text) and `id` (number); whatever name is there must fit. A sample of 1688's
 * shows the number rounded beside the exact text: it then fits as far as it goes.
 */
function isOtherOrder(orderId: string, { id, idOfStr, orderId: named }: Record<string, unknown>): boolean {
	const rounded = Number(orderId);
	const roundedBeside = idOfStr === orderId && [String(rounded), String(BigInt(rounded))].includes(String(id));
	return [roundedBeside ? orderId : id, idOfStr, named].some((name) => {
		const text = typeof name === 'number' ? String(name) : name;
		return name !== undefined && name !== null && text !== orderId;
	});
}
