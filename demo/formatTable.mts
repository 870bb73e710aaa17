const WIDEST = 72;

/** Formats rows as a table for a terminal. Long texts are cut off; Chinese characters take two columns. */
export function formatTable(
	header: string[],
	rows: Array<Array<string | number | null | undefined>>,
): string {
	const cells = [header, ...rows.map((row) => row.map((cell) => cut(String(cell ?? ''))))];
	const widths = header.map((_, column) => Math.max(...cells.map((row) => width(row[column]))));
	const line = (row: string[]) =>
		`  ${row.map((cell, column) => cell + ' '.repeat(widths[column] - width(cell))).join('  ')}`.trimEnd();
	const [head, ...body] = cells.map(line);
	return [head, `  ${widths.map((size) => '─'.repeat(size)).join('  ')}`, ...body].join('\n');
}

function cut(text: string): string {
	return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

function width(text: string): number {
	return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
