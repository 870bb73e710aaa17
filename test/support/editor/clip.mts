import type { Locator, Page } from 'playwright-core';

/** A rectangle of the page, in its pixels. */
export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** Where an element is. */
export async function box(element: Locator): Promise<Box> {
	const found = await element.boundingBox();
	if (found === null) throw new Error(`Not visible: ${String(element)}`);
	return {
		left: found.x,
		top: found.y,
		right: found.x + found.width,
		bottom: found.y + found.height,
	};
}

/** The smallest rectangle around all of them. */
export function union(boxes: Box[]): Box {
	return {
		left: Math.min(...boxes.map(({ left }) => left)),
		top: Math.min(...boxes.map(({ top }) => top)),
		right: Math.max(...boxes.map(({ right }) => right)),
		bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
	};
}

/** Saves a picture of a part of the page. */
export async function clip(
	page: Page,
	path: string,
	{ left, top, right, bottom }: Box,
): Promise<void> {
	await page.screenshot({
		path,
		clip: { x: left, y: top, width: right - left, height: bottom - top },
	});
}
