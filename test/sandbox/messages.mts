import type { SandboxOrder } from './account.mts';
import { buyerView } from './buyerView.mts';
import { writeJson } from './exactJson.mts';
import { plainStatus } from './orderState.mts';

/** A message as PandaPon posts it (docs/api.md, Messages), without its push time. Bigints are written as bare numbers. */
export interface SandboxMessage {
	messageType: string;
	messagePlatform: number;
	messageBody: unknown;
}

const [TAOBAO, ALIBABA_1688] = [0, 1];

/** The price of a 1688 order has changed: type and body as documented, the whole order. */
export function priceMessage1688(orderId: string, order: SandboxOrder): SandboxMessage {
	return {
		messageType: '1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
		messagePlatform: ALIBABA_1688,
		messageBody: buyerView(orderId, order),
	};
}

/** 1688's own topics for what an order has become. */
const TOPICS: Record<string, string> = {
	waitbuyerpay: 'ORDER_BUYER_VIEW_BUYER_MAKE',
	waitsellersend: 'ORDER_BUYER_VIEW_ORDER_PAY',
	waitbuyerreceive: 'ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS',
	success: 'ORDER_BUYER_VIEW_ORDER_SUCCESS',
	cancel: 'ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE',
};

/** The status of a 1688 order has changed. PandaPon's type and body are not known: these are 1688's own, with the prefix `1688_`. */
export function statusMessage1688(orderId: string, order: SandboxOrder): SandboxMessage {
	const status = plainStatus(order);
	const topic = TOPICS[status];
	if (topic === undefined) throw new Error(`1688 has no topic for the status ${status}`);
	return by1688(topic, { orderId: BigInt(orderId), currentStatus: status });
}

/** A refund of a 1688 order has moved. Not known either: 1688's own topic; it has some 30 actions. */
export function refundMessage1688(
	orderId: string,
	{ refund, ...order }: SandboxOrder,
	refundAction = 'BUYER_APPLY_REFUND',
): SandboxMessage {
	if (refund === undefined) throw new Error(`Order ${orderId} has no refund`);
	return by1688('ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES', {
		orderId: BigInt(orderId),
		currentStatus: plainStatus(order),
		refundId: refund.id,
		refundAction,
		operator: 'buyer',
	});
}

function by1688(topic: string, fields: Record<string, unknown>): SandboxMessage {
	return {
		messageType: `1688_${topic}`,
		messagePlatform: ALIBABA_1688,
		messageBody: {
			...fields,
			msgSendTime: '2024-11-24 09:30:00',
			buyerMemberId: 'b2b-2207416548807',
			sellerMemberId: 'b2b-2208877',
		},
	};
}

/** A Taobao order, as its price message has it; IDs of 19 digits, money in fen. */
export interface PricedTaobaoOrder {
	salesOrderId: string;
	purchaseOrderId: string;
	lineId: string;
	productFen: number;
	shippingFen: number;
}

/**
 * The price of a Taobao order has changed: type and names of fields as documented as far as they are; the rest is a sister
 * platform's. Its numbers are bare.
 */
export function priceMessageTaobao(order: PricedTaobaoOrder): SandboxMessage {
	const { salesOrderId, purchaseOrderId, lineId, productFen, shippingFen } = order;
	return {
		messageType: 'TAOBAO_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
		messagePlatform: TAOBAO,
		messageBody: {
			salesOrderId: BigInt(salesOrderId),
			purchaseOrderId: BigInt(purchaseOrderId),
			subOrders: [
				{
					purchase_order_outer_id: BigInt(purchaseOrderId),
					purchase_order_line_outer_id: BigInt(lineId),
					product_amount: productFen,
					quantity: 1,
				},
			],
			purchaseOrderPriceDTO: {
				purchaseCurrency: 'CNY',
				purchaseTotalFee: productFen + shippingFen,
				purchaseProductFee: productFen,
				purchaseShippingFee: shippingFen,
			},
		},
	};
}

/** What the console's Verify sends. Only that it is signed is known; type and body are invented here. */
export function testMessage(): SandboxMessage {
	return {
		messageType: 'TEST',
		messagePlatform: ALIBABA_1688,
		messageBody: { message: 'test message' },
	};
}

/** The same message with its body as JSON text, as a sister platform posts it. */
export function withBodyAsText(message: SandboxMessage): SandboxMessage {
	return { ...message, messageBody: writeJson(message.messageBody) };
}

/** The text that is posted and signed. */
export function textOfMessage(message: SandboxMessage, pushedAtMs: number): string {
	const { messageType, messagePlatform, messageBody } = message;
	// The format of the push time is not documented; it is text.
	return writeJson({ messageType, messagePlatform, timestamp: String(pushedAtMs), messageBody });
}
