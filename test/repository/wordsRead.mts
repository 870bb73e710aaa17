import type { Page } from './markdownPages.mts';

/** The words of a page that a reader sees as text, tables included: no code blocks, no pictures, no addresses of links. */
export function wordsRead({ text }: Page): string[] {
	return text
		.replace(/^```[\s\S]*?^```$/gm, '')
		.replace(/!\[[^\]]*\]\([^)]*\)/g, '')
		.replace(/\]\([^)]*\)/g, ']')
		.split(/\s+/)
		.filter((word) => /[\p{L}\p{N}]/u.test(word));
}
