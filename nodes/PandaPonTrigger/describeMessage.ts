import { isRecord } from '../shared/api/envelope';
import { simplifyOrder, type SimpleOrder } from '../shared/orders/simplifyOrder';
import { messageIdOf } from './messageIdOf';
import type { MessageEvent } from './eventOf';
import type { Message, Platform } from './readMessage';
import { sentAt } from './sentAt';
import type { SignedOver } from './whatIsSigned';

/** What a workflow gets of a message; what is not known is `null`. */
export type MessageItem = {
	/** The same for messages with the same content. */
	messageId: string;
	/** PandaPon's own name for this kind of message. */
	messageType: string | null;
	platform: Platform | null;
	event: MessageEvent;
	/** IDs are text, with all their digits. */
	purchaseOrderId: string | null;
	refundId: string | null;
	/** When PandaPon sent it, as it says itself: ISO 8601 if its format is known. */
	sentAt: string | null;
	/** ISO 8601. */
	receivedAt: string;
	/** `null` when nobody knows who sent it. */
	signedOver: SignedOver | null;
	body: unknown;
} & { [field in keyof SimpleOrder]: SimpleOrder[field] | null };

/** Which fields of a body name the order at 1688 or Taobao, the purchase order there, and so on (docs/api.md, Messages). */
const NAMES = {
	status: ['currentStatus', 'orderStatus', 'status'],
	orderId: ['orderId', 'salesOrderId'],
	purchaseOrderId: ['purchaseOrderId', 'purchase_id'],
	refundId: ['refundId', 'refund_id'],
};

/**
 * Makes the item that a workflow gets.
 *
 * @param message The message.
 * @param signedOver Over what it was signed; `null` when nobody knows who sent it.
 * @param now When it came in.
 */
export function describeMessage(
	message: Message,
	signedOver: SignedOver | null,
	now: Date,
): MessageItem {
	const { type, platform, event, timestamp, body } = message;
	const fields = isRecord(body) ? body : {};
	const { orderId, ...order } = simplifyOrder(fields);
	// Only the whole order of 1688 says how its payment stands.
	const isWhole = platform !== 'taobao' && isRecord(fields.baseInfo);
	return {
		// In this order because people read tables from the left.
		event,
		orderId: orderId ?? textIn(fields, NAMES.orderId),
		platform,
		...(isWhole ? order : UNKNOWN_ORDER),
		status: (isWhole ? order.status : null) ?? textIn(fields, NAMES.status),
		refundId: textIn(fields, NAMES.refundId),
		purchaseOrderId: textIn(fields, NAMES.purchaseOrderId),
		sentAt: sentAt(timestamp),
		receivedAt: now.toISOString(),
		messageType: type,
		messageId: messageIdOf(message),
		signedOver,
		body,
	};
}

const UNKNOWN_ORDER: Record<keyof Omit<SimpleOrder, 'orderId'>, null> = {
	status: null,
	payment: null,
	amount: null,
	shippingFee: null,
	supplier: null,
	createdAt: null,
	paidAt: null,
	closeReason: null,
	refundStatus: null,
};

/** Large numbers have become text by now, with all their digits. */
function textIn(body: Record<string, unknown>, names: string[]): string | null {
	for (const name of names) {
		const value = body[name];
		if (Number.isSafeInteger(value)) return String(value);
		if (typeof value === 'string' && value !== '') return value;
	}
	return null;
}
