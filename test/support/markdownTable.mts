type Cell = string | number;

/**
 * Writes a Markdown table.
 *
 * @param align `numbers` right-aligns all columns but the first.
 */
export function markdownTable(header: Cell[], rows: Cell[][], align?: 'numbers'): string {
	const line = (cells: Cell[]) => `| ${cells.join(' | ')} |`;
	const rule = header.map((_, column) => (align === 'numbers' && column > 0 ? '--:' : '---'));
	return [line(header), line(rule), ...rows.map(line)].join('\n');
}

/** Reads the rows of the only table in a text, without its header. */
export function readMarkdownTable(text: string): string[][] {
	const rows = text.split('\n').filter((line) => line.startsWith('|'));
	return rows.slice(2).map((row) =>
		row
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}
