import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/api/envelope';
import type { Paging } from '../../shared/catalog/endpoint';
import { ReadFailure } from './readFailure';
import { listIn, nothingIn, recordsOf } from './recordsOf';

const RAW = { simplify: false, include: [] };
/** Of a list that does not say how long it is: an API that ignores the page's number would go on for ever. */
const MOST_PAGES = 100;

/**
 * Reads a list page by page, until it has as many entries as wanted, or the API has no more.
 *
 * @param paging The fields that ask for a page.
 * @param most How many entries are wanted.
 * @param ask Asks for one page, given these fields, and returns `data` of its answer.
 * @returns One output item for each entry.
 * @throws ReadFailure when an answer holds no list, or the list does not end.
 */
export async function readPages(
	paging: Paging,
	most: number,
	ask: (page: Record<string, number>) => Promise<unknown>,
): Promise<IDataObject[]> {
	const size = Math.min(most, paging.largest);
	const records: IDataObject[] = [];
	let before = '';
	for (let page = 1; records.length < most; page++) {
		const data = await ask({ [paging.page]: page, [paging.size]: size });
		const entries = entriesOf(data);
		const content = JSON.stringify(entries);
		if (entries.length === 0 || content === before) break;
		before = content;
		records.push(...recordsOf('list', entries, RAW));
		const last = isLast(data, page, records.length);
		if (last === true) break;
		if (last === undefined && page === MOST_PAGES && records.length < most)
			throw new ReadFailure(`The list does not end after ${MOST_PAGES} pages`, 'Set a Limit.');
	}
	return records.slice(0, most);
}

function entriesOf(data: unknown): unknown[] {
	if (data === null || data === undefined) return [];
	const list = listIn(data);
	if (list === undefined && isRecord(data) && wholeNumber(data.totalRecords) === 0) return [];
	if (list === undefined) throw nothingIn(data);
	return list;
}

/**
 * Whether the answer says that there is no more; `undefined` where it says nothing of how long the list is. A page may be
 * shorter than asked for, so its length says nothing.
 */
function isLast(data: unknown, page: number, read: number): boolean | undefined {
	if (!isRecord(data)) return undefined;
	const [pages, records] = [wholeNumber(data.totalPage), wholeNumber(data.totalRecords)];
	// A total of 0 beside entries is none.
	if (pages) return page >= pages;
	return records ? read >= records : undefined;
}

function wholeNumber(value: unknown): number | undefined {
	const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
	return isNumber && Number.isInteger(Number(value)) ? Number(value) : undefined;
}
