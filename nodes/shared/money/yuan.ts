const MOST_DIGITS_OF_FEN = 2;
/** Plain decimal digits, as 1688 gives amounts. */
const AMOUNT = /^(\d+)(?:\.(\d+))?$/;
/** Not all that looks like a digit: 12² is not 122. */
const FULL_WIDTH = /[\uFF01-\uFF5E\uFFE5]/g;
/** As people write amounts: with a currency sign or name, and with thousands separators. */
const WRITTEN =
	/^(?:(?:cny|rmb|¥)\s*)?(\d+|[1-9]\d{0,2}(?:,\d{3})+)(\.\d+)?(?:\s*(?:元|cny|rmb))?$/;

/**
 * Reads an amount of the API, exactly.
 *
 * @param yuan Yuan as a number or text, e.g. `12.5` or `"12.50"` (docs/api.md, Order detail: `totalAmount`).
 * @returns Whole fen (1/100 yuan); `undefined` when the amount is not known: not a number, negative, with more than two decimals,
 * or too large to be exact.
 */
export function fenOf(yuan: unknown): number | undefined {
	if (typeof yuan !== 'number' && typeof yuan !== 'string') return undefined;
	const [, whole, decimals = ''] = AMOUNT.exec(String(yuan).trim()) ?? [];
	if (whole === undefined || decimals.length > MOST_DIGITS_OF_FEN) return undefined;
	// Digits are moved, not multiplied: 19.99 * 100 is 1998.9999999999998.
	return safe(Number(whole + decimals.padEnd(MOST_DIGITS_OF_FEN, '0')));
}

/**
 * Reads an amount that a person or an expression gave, rounded to the fen.
 *
 * @param yuan Yuan as a number or text: `1234.5`, `"1,234.50"`, `"¥1234.5"`.
 * @returns Whole fen (1/100 yuan); `undefined` when it is not an amount, or negative.
 */
export function fenOfWritten(yuan: unknown): number | undefined {
	// A little below zero would round to zero.
	if (typeof yuan === 'number' && yuan >= 0) return safe(Math.round(shiftedToFen(String(yuan))));
	if (typeof yuan !== 'string') return undefined;
	const text = yuan
		.replace(FULL_WIDTH, (char) => char.normalize('NFKC'))
		.trim()
		.toLowerCase();
	const [, whole, decimals = ''] = WRITTEN.exec(text) ?? [];
	if (whole === undefined) return undefined;
	return safe(Math.round(shiftedToFen(whole.replaceAll(',', '') + decimals)));
}

/**
 * @param fen Whole fen.
 * @returns Yuan as a number with at most two decimals.
 */
export function yuanOf(fen: number): number {
	return fen / 100;
}

/**
 * @param fen Whole fen.
 * @returns Yuan for people, e.g. `¥12,345.60`.
 */
export function formatFen(fen: number): string {
	const whole = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
	return `¥${whole}.${String(fen % 100).padStart(2, '0')}`;
}

/** Moves the point in the text, so that 1.005 counts as what is written and not as the binary number next to it. */
function shiftedToFen(yuan: string): number {
	return yuan.includes('e') ? Number(yuan) * 100 : Number(`${yuan}e2`);
}

/** Sums stay exact below 2^53. */
function safe(fen: number): number | undefined {
	return Number.isSafeInteger(fen) && fen >= 0 ? fen : undefined;
}
