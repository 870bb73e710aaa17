/** IDs of 1688 have 19 digits today; older ones had 17 and 18. */
export const LEAST_DIGITS = 15;
/** A spreadsheet keeps 15 digits and writes zeros for the rest. */
const SPREADSHEET_DIGITS = 15;
/** Below this many, a number of JavaScript holds so many whole IDs exactly that nothing can be read from one. */
const TOO_SHORT_TO_TELL = 18;
/** The least number of IDs that show a pattern. */
const FEW = 3;

/**
 * Tells whether an order ID, given as text, looks like a number that was rounded: by JavaScript, whose numbers keep 15 to 17
 * digits, or by a spreadsheet. As text it cannot be told for certain: one real ID in some 200 looks so.
 *
 * @param orderId Digits.
 */
export function looksRounded(orderId: string): boolean {
	if (orderId.length < TOO_SHORT_TO_TELL || !orderId.endsWith('0')) return false;
	return String(Number(orderId)) === orderId || /^0+$/.test(orderId.slice(SPREADSHEET_DIGITS));
}

/**
 * Tells whether an order ID is shorter than any of 1688's.
 *
 * @param orderId Digits.
 */
export function looksTooShort(orderId: string): boolean {
	return orderId.length < LEAST_DIGITS;
}

/**
 * Tells whether a list of order IDs was rounded before it became text: where more than half of several IDs look so, it is no
 * accident.
 *
 * @param orderIds Digits, each ID once.
 */
export function wereRounded(orderIds: string[]): boolean {
	return orderIds.length >= FEW && orderIds.filter(looksRounded).length > orderIds.length / 2;
}
