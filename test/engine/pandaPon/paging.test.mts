import type { INodeParameters } from 'n8n-workflow';

import type { Reply } from '../../sandbox/handler.mts';
import { make, sandboxFor, type LiteralCall } from '../../support/engine/literalCall.mts';
import { startSandbox } from '../../support/engine/sandboxWith.mts';
import { callOf } from './calls/all.mts';

/** The fields that ask for a page. */
interface Asked {
	page: number;
	size: number;
}

/** Lists, and the most that one page of them may hold. */
const lists: Array<[name: string, largest: number]> = [
	['product1688: searchByKeyword', 20],
	['product1688: searchByImage', 20],
	['product1688: searchInStore', 20],
	['product1688: getRelated', 10],
	['taobaoProduct: search', 40],
	['taobaoRefund: list', 20],
];

const all: INodeParameters = { returnAll: true };
const upTo = (limit: number): INodeParameters => ({ returnAll: false, limit });

/** Asks a server that answers each page with `data`, and gives what came out and what was asked for. */
async function ask(
	call: LiteralCall,
	parameters: INodeParameters,
	data: (asked: Asked) => unknown,
) {
	const sandbox = await startSandbox({
		handlers: {
			[`${call.method} ${call.path}`]: (_account, body): Reply => ({ data: data(askedIn(body)) }),
		},
	});
	const result = await make(call, sandbox, { parameters });
	const asked = sandbox.calls.map(({ body }) =>
		askedIn(JSON.parse(body) as Record<string, unknown>),
	);
	return { numbers: result.items.map(({ n }) => n), asked, result };
}

const askedIn = (body: Record<string, unknown>): Asked => ({
	page: Number(body.beginPage ?? body.pageNo),
	size: Number(body.pageSize),
});

/** `count` entries, page by page. */
const entries = (count: number, { page, size }: Asked): Array<{ n: number }> =>
	Array.from({ length: count }, (_, n) => ({ n })).slice((page - 1) * size, page * size);
const upwards = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe.each(lists)('%s', (name, largest) => {
	const [resource = '', operation = ''] = name.split(': ');
	const call = callOf(resource, operation);
	const count = 2 * largest + 3;
	const told = (asked: Asked) => ({
		totalRecords: count,
		totalPage: 3,
		pageSize: asked.size,
		currentPage: asked.page,
		data: entries(count, asked),
	});

	test('Return All reads to the last page', async () => {
		const { numbers, asked } = await ask(call, all, told);
		expect(numbers).toEqual(upwards(count));
		expect(asked).toEqual([1, 2, 3].map((page) => ({ page, size: largest })));
	});

	test('Return All ends with an empty page, not with one that is not full', async () => {
		const { numbers, asked } = await ask(call, all, (each) => entries(count, each));
		expect(numbers).toEqual(upwards(count));
		expect(asked.map(({ page }) => page)).toEqual([1, 2, 3, 4]);
	});

	test.each([
		['no total pages', { totalPage: null, totalRecords: count }],
		['totals as text', { totalPage: '5', totalRecords: `${count}` }],
		['no totals', {}],
	])('Return All reads on where pages are smaller than asked for (%s)', async (_what, totals) => {
		const { numbers } = await ask(call, all, ({ page }) => ({
			...totals,
			data: entries(count, { page, size: Math.ceil(count / 5) }),
		}));
		expect(numbers).toEqual(upwards(count));
	});

	test('Return All gives up where a list without totals does not end', async () => {
		const { result, asked } = await ask(call, all, ({ page }) => [{ n: 1, traceInfo: page }]);
		expect(result.message).toBe('The list does not end after 100 pages');
		expect(result.run.data.resultData.error).toMatchObject({ description: 'Set a Limit.' });
		expect(result.items).toEqual([]);
		expect(asked).toHaveLength(100);
	});

	test('Return All ends with an empty page after full ones', async () => {
		const { numbers, asked } = await ask(call, all, (each) => entries(2 * largest, each));
		expect(numbers).toEqual(upwards(2 * largest));
		expect(asked).toHaveLength(3);
	});

	test('a server that gives the same page for ever is not believed', async () => {
		const { numbers, asked } = await ask(call, all, ({ size }) => ({
			totalPage: 1000,
			data: entries(size, { page: 1, size }),
		}));
		expect(numbers).toEqual(upwards(largest));
		expect(asked).toHaveLength(2);
	});

	test('a server that promises pages and gives none is not believed', async () => {
		const { numbers, asked } = await ask(call, all, () => ({ totalPage: 1000, data: [] }));
		expect(numbers).toEqual([]);
		expect(asked).toHaveLength(1);
	});

	test('Limit asks for no more than it needs', async () => {
		const { numbers, asked } = await ask(call, upTo(3), told);
		expect(numbers).toEqual([0, 1, 2]);
		expect(asked).toEqual([{ page: 1, size: 3 }]);
	});

	test('Limit beyond a page is cut', async () => {
		const { numbers, asked } = await ask(call, upTo(largest + 1), told);
		expect(numbers).toEqual(upwards(largest + 1));
		expect(asked).toEqual([1, 2].map((page) => ({ page, size: largest })));
	});

	test('a server that ignores the size gives no more than the limit', async () => {
		const { numbers } = await ask(call, upTo(3), () => entries(20, { page: 1, size: 20 }));
		expect(numbers).toEqual([0, 1, 2]);
	});

	test('a page that fails is no end of the list', async () => {
		const { result } = await ask(call, all, (each) =>
			each.page === 2 ? { success: false, errorMsg: '库存不足' } : told(each),
		);
		expect(result.message).toBe('库存不足');
		expect(result.items).toEqual([]);
	});
});

describe('a list in a shape that no page of the API shows', () => {
	const call = callOf('taobaoRefund', 'list');

	test.each([
		['{"refunds":[{"refundId":9223372036854775807}]}', { refundId: '9223372036854775807' }],
		['{"result":{"result":[{"a":1}]}}', { a: 1 }],
	])('%s is found', async (data, item) => {
		const result = await make(call, await sandboxFor({ ...call, data }));
		expect(result.items).toEqual([item]);
	});

	test.each([
		['"系统繁忙"', '系统繁忙'],
		['{"a":[],"b":[]}', 'The API answered with success, but with nothing'],
	])('%s is not taken for an empty list', async (data, says) => {
		const result = await make(call, await sandboxFor({ ...call, data }));
		expect(result.message).toBe(says);
		expect(result.items).toEqual([]);
	});
});

test.each([0, -1, 1.5, 'many'])('a limit of %j is refused', async (limit) => {
	const { result, asked } = await ask(
		callOf('product1688', 'searchByKeyword'),
		{ limit: `={{ ${JSON.stringify(limit)} }}` },
		() => [],
	);
	expect(result.message).toBe('"Limit" must be a whole number from 1');
	expect(asked).toEqual([]);
});

test('each entry is linked to the item that asked', async () => {
	const call = callOf('product1688', 'searchByKeyword');
	const sandbox = await startSandbox({
		handlers: {
			'POST /alibaba/product/keywords/query': (_account, { keyword }) => ({
				data: {
					totalPage: 1,
					data: [
						{ keyword, n: 1 },
						{ keyword, n: 2 },
					],
				},
			}),
		},
	});
	const result = await make(call, sandbox, {
		items: [{ word: 'lamp' }, { word: 'desk' }],
		parameters: { keyword: '={{ $json.word }}' },
	});
	expect(result.items).toEqual([
		{ keyword: 'lamp', n: 1 },
		{ keyword: 'lamp', n: 2 },
		{ keyword: 'desk', n: 1 },
		{ keyword: 'desk', n: 2 },
	]);
	expect(result.linkedTo).toEqual([0, 0, 1, 1]);
});
