import { buyerView } from '../../../sandbox/buyerView.mts';
import { signMessage } from '../../../sandbox/signMessage.mts';
import { orderId } from '../../../support/orderIds.mts';

/** The account that signs; the credential in n8n holds the same. */
export const KEYS = { accessKey: 'bench-key', accessSecret: 'bench-secret', userId: '1688' };

/** A request as PandaPon posts it. */
export interface SignedMessage {
	body: string;
	headers: Record<string, string>;
}

let made = 0;

/** Price changes of orders never used before, each with all that 1688 shows a buyer. */
export function newMessages(count: number): SignedMessage[] {
	return Array.from({ length: count }, () => {
		const order = { status: 'waitbuyerpay', price: 1000 };
		const body = JSON.stringify({
			messageType: '1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
			messagePlatform: 1,
			timestamp: String(Date.now()),
			messageBody: buyerView(orderId(++made), order),
		});
		return {
			body,
			headers: { 'content-type': 'application/json', authorization: signMessage(body, KEYS) },
		};
	});
}
