/** IDs of 1688 have 19 digits today; older ones had 17 and 18. */
export const MIN_DIGITS = 15;
/** A spreadsheet keeps 15 digits and writes zeros for the rest. */
const SPREADSHEET_DIGITS = 15;
/** JavaScript numbers hold so many shorter IDs exactly that a rounded look proves nothing. */
const LONG_ENOUGH_TO_TELL = 18;
/** About one real ID in 200 looks rounded. */
const MORE_THAN_CHANCE = 0.05;
/** Fewer IDs show no pattern. */
const MIN_FOR_PATTERN = 3;

/**
 * Tells whether an order ID, given as text, looks like a number that was rounded: by JavaScript, whose numbers keep 15 to 17
 * digits, or by a spreadsheet. Text gives no certainty: about one real ID in 200 does.
 *
 * @param orderId Digits.
 */
export function looksRounded(orderId: string): boolean {
	if (orderId.length < LONG_ENOUGH_TO_TELL || !orderId.endsWith('0')) return false;
	return String(Number(orderId)) === orderId || endsAsInSpreadsheets(orderId);
}

/** About one real ID in 10,000 does. */
function endsAsInSpreadsheets(orderId: string): boolean {
	return /^0+$/.test(orderId.slice(SPREADSHEET_DIGITS));
}

/**
 * Finds the order IDs that a person should compare with the orders on 1688, since they may have been rounded.
 *
 * @param orderIds Digits, each ID once.
 * @returns Those that end as in a spreadsheet; and all that look rounded, where there are more of them than chance explains.
 */
export function worthComparing(orderIds: string[]): string[] {
	const rounded = orderIds.filter(looksRounded);
	return rounded.length > orderIds.length * MORE_THAN_CHANCE
		? rounded
		: rounded.filter(endsAsInSpreadsheets);
}

/**
 * Tells whether an order ID is shorter than any of 1688's.
 *
 * @param orderId Digits.
 */
export function looksTooShort(orderId: string): boolean {
	return orderId.length < MIN_DIGITS;
}

/**
 * Tells whether a list of order IDs was rounded before it became text: where more than half of several IDs look rounded, it is
 * no accident.
 *
 * @param orderIds Digits, each ID once.
 */
export function wereRounded(orderIds: string[]): boolean {
	return (
		orderIds.length >= MIN_FOR_PATTERN && orderIds.filter(looksRounded).length > orderIds.length / 2
	);
}
