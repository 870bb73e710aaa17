/** What has happened. */
export type MessageEvent = 'priceChanged' | 'statusChanged' | 'refund' | 'other';

/**
 * Only the names of the price messages are documented; the others are named after 1688's own topics (docs/api.md, Messages).
 * The first that fits counts.
 */
const NAMES: Array<[MessageEvent, RegExp]> = [
	['priceChanged', /PRICE_MODIFY|PRICE_CHANGE/i],
	['refund', /REFUND|REVERSE|AFTER_?SALE/i],
	[
		'statusChanged',
		/STATUS|BUYER_MAKE|ORDER_(CREATE|CANCEL|PAY|STEP_PAY|SUCCESS)|PAY_SUCCESS|SENDGOODS|RECEIVEGOODS|_CLOSE|LOGISTICS/i,
	],
];

/**
 * Says what a message is about.
 *
 * @param type PandaPon's name for it, e.g. `1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY`; `null` when it has none.
 */
export function eventOf(type: string | null): MessageEvent {
	return NAMES.find(([, name]) => type !== null && name.test(type))?.[0] ?? 'other';
}
