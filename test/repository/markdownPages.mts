import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readMarkdownTable } from '../support/markdownTable.mts';
import { ROOT } from '../support/root.mts';
import { repositoryFiles } from './repositoryFiles.mts';

/** A Markdown page of the repository. */
export interface Page {
	/** Path, relative to the project's folder. */
	path: string;
	text: string;
	/** The text without code, where brackets make no link. */
	prose: string;
}

/** Every Markdown file of the repository. */
export const pages: Page[] = repositoryFiles
	.filter((path) => path.endsWith('.md'))
	.map((path) => {
		const text = readFileSync(join(ROOT, path), 'utf8');
		return {
			path,
			text,
			prose: text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '``'),
		};
	});

/** The page at a path. */
export function page(path: string): Page {
	const found = pages.find((candidate) => candidate.path === path);
	if (found === undefined) throw new Error(`There is no ${path}`);
	return found;
}

/** The text under a heading, up to the next heading of the same or a higher level. */
export function section({ path, text }: Page, heading: string): string {
	const lines = text.split('\n');
	const start = lines.findIndex(
		(line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading,
	);
	if (start === -1) throw new Error(`${path} has no heading "${heading}"`);
	const level = /^#+/.exec(lines[start])![0].length;
	const length = lines
		.slice(start + 1)
		.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
	return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n');
}

/** The rows of each table in a text, without its header. */
export const tables = (text: string): string[][][] =>
	text
		.split(/\n{2,}/)
		.filter((part) => part.startsWith('|'))
		.map(readMarkdownTable);

/** The anchors of a page, as GitHub derives them from its headings. */
export function anchors({ text }: Page): string[] {
	const seen = new Map<string, number>();
	return [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(
		([, heading]) => {
			const slug = heading
				.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
				.toLowerCase()
				.replace(/[^\p{L}\p{N}\s_-]/gu, '')
				.trim()
				.replace(/\s/g, '-');
			const times = seen.get(slug) ?? 0;
			seen.set(slug, times + 1);
			return times === 0 ? slug : `${slug}-${times}`;
		},
	);
}
