import fc from 'fast-check';

import { ReadFailure } from '../../../../dist/nodes/PandaPon/reads/readFailure.js';
import { readPages } from '../../../../dist/nodes/PandaPon/reads/readPages.js';

const PAGING = { page: 'pageNo', size: 'pageSize', largest: 20 };
const entries = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => ({ id: from + index }));

/** How the API tells of further pages. */
type Told = (pages: number) => object;
const TOLD: Record<string, Told> = {
	not: () => ({}),
	'as a number': (totalPage) => ({ totalPage }),
	'as text': (totalPage) => ({ totalPage: String(totalPage) }),
	'as nothing': () => ({ totalPage: null }),
	'as empty text': () => ({ totalPage: '' }),
	'as some other word': () => ({ totalPage: 'many' }),
};

/** An API with so many entries; `asked` are the pages that were asked for. */
function api(total: number, told: Told) {
	const asked: Array<[number, number]> = [];
	const ask = async ({ pageNo, pageSize }: Record<string, number>) => {
		asked.push([pageNo, pageSize]);
		const data = entries(total).slice((pageNo - 1) * pageSize, pageNo * pageSize);
		return { data, ...told(Math.ceil(total / pageSize)) };
	};
	return { ask, asked };
}

test.each(Object.entries(TOLD))(
	'as many as wanted, each once and in order; the number of pages is told %s',
	async (_name, told) => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat({ max: 130 }),
				fc.integer({ min: 1, max: 130 }),
				async (total, most) => {
					const { ask, asked } = api(total, told);
					expect(await readPages(PAGING, most, ask)).toEqual(entries(Math.min(total, most)));
					// No page twice, none in vain but the one that shows the end.
					expect(asked.map(([page]) => page)).toEqual(asked.map((_, index) => index + 1));
					expect(asked.length).toBeLessThanOrEqual(
						Math.ceil(Math.min(total, most) / Math.min(most, 20)) + 1,
					);
					// A size that changes on the way would skip entries.
					expect(new Set(asked.map(([, size]) => size))).toEqual(new Set([Math.min(most, 20)]));
				},
			),
			{ numRuns: 60 },
		);
		const { ask } = api(130, told);
		expect(await readPages(PAGING, Infinity, ask)).toHaveLength(130);
	},
);

test('few are asked for with a small page', async () => {
	const { ask, asked } = api(100, TOLD['as a number']);
	expect(await readPages(PAGING, 3, ask)).toEqual(entries(3));
	expect(asked).toEqual([[1, 3]]);
});

test('the last page is known where the API tells it, even if it is full', async () => {
	const { ask, asked } = api(40, TOLD['as a number']);
	expect(await readPages(PAGING, Infinity, ask)).toHaveLength(40);
	expect(asked).toHaveLength(2);
});

test('a short page is not the last one, whatever the API tells of the end', async () => {
	const pages = [entries(5), entries(5, 5), entries(1, 10), []];
	for (const told of [{ totalPage: 3 }, { totalRecords: 11 }, { totalRecords: '11' }, {}]) {
		const asked: number[] = [];
		const ask = async ({ pageNo }: Record<string, number>) => {
			asked.push(pageNo);
			return { data: pages[pageNo - 1], ...told };
		};
		expect(await readPages(PAGING, Infinity, ask)).toEqual(entries(11));
		// Where nothing is told, only an empty page shows the end.
		expect(asked).toEqual('totalPage' in told || 'totalRecords' in told ? [1, 2, 3] : [1, 2, 3, 4]);
	}
});

test('the number of pages counts more than that of entries', async () => {
	const ask = async ({ pageNo }: Record<string, number>) => ({
		list: entries(20, (pageNo - 1) * 20),
		totalRecords: 20,
		totalPage: 2,
	});
	expect(await readPages(PAGING, Infinity, ask)).toEqual(entries(40));
});

test('a page that comes twice is the end', async () => {
	const asked: number[] = [];
	const ask = async ({ pageNo }: Record<string, number>) => {
		asked.push(pageNo);
		return entries(20, Math.min(pageNo - 1, 2) * 20);
	};
	expect(await readPages(PAGING, Infinity, ask)).toEqual(entries(60));
	expect(asked).toEqual([1, 2, 3, 4]);
});

test('a list that does not say how long it is, and does not end, is given up after 100 pages', async () => {
	let calls = 0;
	const ask = async ({ pageNo }: Record<string, number>) => {
		calls++;
		return [{ id: pageNo }];
	};
	const call = readPages(PAGING, Infinity, ask);
	await expect(call).rejects.toThrow(ReadFailure);
	await expect(call).rejects.toThrow('The list does not end after 100 pages');
	expect(calls).toBe(100);
	expect(await readPages(PAGING, 100, ask)).toHaveLength(100);
	await expect(readPages(PAGING, 101, ask)).rejects.toThrow('The list does not end');
});

test.each([
	{ totalPage: 0 },
	{ totalRecords: 0 },
	{ totalPage: 0, totalRecords: '0' },
	{ totalRecords: null },
])('%j says nothing of how long a list is: it is given up, too', async (told) => {
	const ask = async ({ pageNo }: Record<string, number>) => ({ data: [{ id: pageNo }], ...told });
	await expect(readPages(PAGING, Infinity, ask)).rejects.toThrow('The list does not end');
});

test.each([{ totalPage: 150 }, { totalRecords: '150' }, { totalPage: 0, totalRecords: 150 }])(
	'one that says so (%j) is read to its end, however many pages it has',
	async (told) => {
		const ask = async ({ pageNo }: Record<string, number>) => ({ data: [{ id: pageNo }], ...told });
		expect(await readPages(PAGING, Infinity, ask)).toHaveLength(150);
	},
);

test.each([{ totalPage: 0 }, { totalRecords: 0 }, { totalPage: '0', totalRecords: 0 }])(
	'%j beside entries is no end of the list',
	async (told) => {
		const pages = [entries(20), entries(20, 20), []];
		const ask = async ({ pageNo }: Record<string, number>) => ({
			data: pages[pageNo - 1],
			...told,
		});
		expect(await readPages(PAGING, Infinity, ask)).toEqual(entries(40));
	},
);

describe('an answer without a list', () => {
	const readAll = async (data: unknown) => await readPages(PAGING, Infinity, async () => data);

	test.each([
		...[null, undefined, [], { data: [] }, { products: [], totalPage: 0 }],
		...[{ data: null, totalRecords: 0 }, { data: null, totalRecords: '0' }, { totalRecords: 0 }],
	])('%j is an empty one', async (data) => {
		expect(await readAll(data)).toEqual([]);
	});

	test.each<[unknown, string]>([
		['系统维护', '系统维护'],
		[false, 'The API answered with success, but with nothing'],
		[{}, 'The API answered with success, but with nothing'],
		[{ data: null }, 'The API answered with success, but with nothing'],
		[{ data: null, totalRecords: 1 }, 'The API answered with success, but with nothing'],
		[{ data: null, totalRecords: null }, 'The API answered with success, but with nothing'],
		[{ data: null, totalRecords: '' }, 'The API answered with success, but with nothing'],
		[{ a: [1], b: [2] }, 'The API answered with success, but with nothing'],
	])('%j is a failure', async (data, reason) => {
		await expect(readAll(data)).rejects.toThrow(ReadFailure);
		await expect(readAll(data)).rejects.toThrow(reason);
	});

	test('on a later page, it is no end of the list', async () => {
		const ask = async ({ pageNo }: Record<string, number>) => (pageNo === 1 ? entries(20) : 'Busy');
		await expect(readPages(PAGING, Infinity, ask)).rejects.toThrow('Busy');
	});
});

test('an API that ignores the number of the page is asked twice', async () => {
	let calls = 0;
	const ask = async () => {
		calls++;
		return entries(20);
	};
	expect(await readPages(PAGING, Infinity, ask)).toEqual(entries(20));
	expect(calls).toBe(2);
});

test('an API that ignores the size gives no more than wanted', async () => {
	expect(await readPages(PAGING, 3, async () => entries(50))).toEqual(entries(3));
});

test('other names of the fields', async () => {
	const asked: unknown[] = [];
	const paging = { page: 'beginPage', size: 'n', largest: 10 };
	await readPages(paging, 50, async (page) => {
		asked.push(page);
		return [];
	});
	expect(asked).toEqual([{ beginPage: 1, n: 10 }]);
});

test('what one page fails with is thrown: a part would look like the whole', async () => {
	const ask = async ({ pageNo }: Record<string, number>) => {
		if (pageNo === 2) throw new Error('The API is rate limiting');
		return entries(20);
	};
	await expect(readPages(PAGING, Infinity, ask)).rejects.toThrow('The API is rate limiting');
});
