import { request } from 'undici';

import type { SandboxKeys } from '../../sandbox/checkSignature.mts';
import { signMessage } from '../../sandbox/signMessage.mts';

export const KEYS: Pick<SandboxKeys, 'accessKey' | 'accessSecret'> = {
	accessKey: 'trigger-key',
	accessSecret: 'trigger-secret-4711',
};

let last = 2059624776425880000n;
/** An ID of 19 digits that no double holds. */
export const newOrder = (): string => String((last += 7n));

/** The text of a message; the order's ID is a bare number, as PandaPon writes it. */
export function messageAbout(orderId: string, sentAt: number | string = Date.now()): string {
	return `{"messageType":"1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY","messagePlatform":1,"timestamp":"${sentAt}","messageBody":{"orderId":${orderId},"currentStatus":"waitbuyerpay","note":"secret words"}}`;
}

export interface Answer {
	status: number;
	text: string;
}

/** Sends a request on a connection of its own, as PandaPon may. */
export async function send(
	url: string,
	body: Buffer | string | undefined,
	headers: Record<string, string> = {},
	method: 'GET' | 'HEAD' | 'POST' | 'PUT' = 'POST',
): Promise<Answer> {
	const response = await request(url, { method, headers, body, headersTimeout: 120_000 });
	return { status: response.statusCode, text: await response.body.text() };
}

/** Sends a message with a right signature. */
export async function sendSigned(url: string, body: Buffer | string): Promise<Answer> {
	const headers = { 'content-type': 'application/json', authorization: signMessage(body, KEYS) };
	return await send(url, body, headers);
}
