const NO_BREAK_SPACE = '\u00A0';
/** Then 80 characters take four lines. */
const LETTERS = 24;

/**
 * Joins the last words of a text, so that a table cannot make its column too narrow to be read: n8n's table makes each column
 * as narrow as its longest word, and each row as high as its highest cell.
 *
 * @param text A text of several words.
 * @returns The same text, with spaces at its end that do not break.
 */
export function keepTogether(text: string): string {
	const start = Math.max(text.lastIndexOf(' ', text.length - LETTERS - 1), 0);
	return text.slice(0, start + 1) + text.slice(start + 1).replaceAll(' ', NO_BREAK_SPACE);
}
