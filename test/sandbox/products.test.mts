import { startSandbox } from '../support/engine/sandboxWith.mts';
import { get, post } from './callSandbox.mts';
import { KEYWORDS } from './handlers.mts';
import { productOf, SELLERS } from './products.mts';

const IMAGE = '/alibaba/product/image/query';
const STORE = '/alibaba/product/query/selleroffer';
const RELATED = '/v2/alibaba/product/productRelatedRecommendQuery';
const DETAIL = '/alibaba/product/detail/get';
const CHECK = '/open/product/batch/check';
const SEARCH = '/v2/taobao/product/item/search';
const IMAGE_TEXT = Buffer.from('an image').toString('base64');

interface Page {
	totalRecords: number;
	totalPage: number;
	currentPage: number;
	pageSize: number;
	data: Array<{ offerId: number; priceInfo: { price: string } }>;
}

describe.each([
	['by keyword', KEYWORDS, { keyword: '台灯' }, 45],
	['by image', IMAGE, { imageBase64: IMAGE_TEXT }, 45],
	['in the first store', STORE, { sellerOpenId: SELLERS[0].sellerOpenId }, 30],
	['in the second store', STORE, { sellerOpenId: SELLERS[1].sellerOpenId }, 15],
	['in a store that is not there', STORE, { sellerOpenId: 'nobody' }, 0],
])('a search %s', (_name, path, query, total) => {
	test('shows each product on one page, and none after the last', async () => {
		const sandbox = await startSandbox();
		const seen: number[] = [];
		const pages = Math.ceil(total / 20);
		for (let beginPage = 1; beginPage <= pages + 1; beginPage++) {
			const { data } = await post<Page>(sandbox, path, { ...query, beginPage, pageSize: 20 });
			expect(data).toMatchObject({
				totalRecords: total,
				totalPage: pages,
				currentPage: beginPage,
				pageSize: 20,
			});
			if (beginPage > pages) expect(data.data).toEqual([]);
			seen.push(...data.data.map(({ offerId }) => offerId));
		}
		expect(seen).toHaveLength(total);
		expect(new Set(seen).size).toBe(total);
	});
});

test('a search keeps to prices, and sorts by them', async () => {
	const sandbox = await startSandbox();
	const search = async (more: object) => {
		const { data } = await post<Page>(sandbox, KEYWORDS, { keyword: 'a', pageSize: 50, ...more });
		return data.data.map(({ priceInfo }) => Number(priceInfo.price));
	};
	const all = await search({});
	const some = await search({ priceStart: '10', priceEnd: '20.50', sort: '{"price":"desc"}' });
	expect(some).toEqual(
		all.filter((price) => price >= 10 && price <= 20.5).sort((one, other) => other - one),
	);
	expect([some.length > 0, some.length < all.length]).toEqual([true, true]);
});

test('related products are a bare list, at most 10 on a page', async () => {
	const sandbox = await startSandbox();
	const lengths = [];
	for (const pageNo of [1, 2, 3, 4]) {
		const asked = { offerId: '672991141191', language: 'en', pageNo, pageSize: 10 };
		lengths.push((await post<object[]>(sandbox, RELATED, asked)).data.length);
	}
	expect(lengths).toEqual([10, 10, 5, 0]);
});

test('a product on 1688 costs in yuan, as text, what its order costs in fen', async () => {
	const sandbox = await startSandbox();
	const { data } = await post<{ productSkuInfos: Array<{ price: string; skuId: bigint }> }>(
		sandbox,
		DETAIL,
		{ offerId: 672991141191, country: 'en' },
	);
	const [sku] = data.productSkuInfos;
	expect(Math.round(Number(sku.price) * 100)).toBe(productOf('672991141191').price);
	expect(sku.skuId).toBe(5059624776425880881n);
});

describe('Taobao', () => {
	test('a product names every digit of its ID, and its price in fen', async () => {
		const sandbox = await startSandbox();
		const itemId = '2059624776425880794';
		expect((await get(sandbox, '/open/product/get', { itemId })).data).toMatchObject({
			itemId: BigInt(itemId),
			price: productOf(itemId).price,
			skuList: [{ skuId: '85' }],
		});
	});

	test('a search has pages of at most 40', async () => {
		const sandbox = await startSandbox();
		const lengths = [];
		for (const pageNo of [1, 2, 3]) {
			const { data } = await post<Page>(sandbox, SEARCH, { pageNo, pageSize: 40 });
			lengths.push(data.data.length);
		}
		expect(lengths).toEqual([40, 5, 0]);
	});

	test('a check tells what can be ordered from what cannot', async () => {
		const sandbox = await startSandbox();
		sandbox.account.soldOut.add('12');
		const params = JSON.stringify([{ itemId: '11', skuIds: ['85'] }, { itemId: '12' }]);
		expect((await post(sandbox, CHECK, { params })).data).toMatchObject({
			mpProducts: [{ itemId: '11', skuIds: ['85'] }],
			noMpProductItemIds: ['12'],
			noMpReasonList: [{ itemId: '12' }],
		});
	});
});

test.each<[string, string, object, RegExp]>([
	['no keyword', KEYWORDS, {}, /^keyword is missing/],
	['a page as text', KEYWORDS, { keyword: 'a', beginPage: '1' }, /^beginPage must be/],
	['page 0', KEYWORDS, { keyword: 'a', beginPage: 0 }, /^beginPage must be/],
	['too large a page', KEYWORDS, { keyword: 'a', pageSize: 51 }, /^pageSize must be/],
	['a sort that is no JSON', KEYWORDS, { keyword: 'a', sort: 'price' }, /^sort must be JSON text/],
	['a price as a number', KEYWORDS, { keyword: 'a', priceStart: 5 }, /^priceStart must be/],
	['a category as a number', KEYWORDS, { keyword: 'a', categoryId: 1 }, /^categoryId must be text/],
	[
		'a category as text',
		IMAGE,
		{ imageBase64: IMAGE_TEXT, categoryId: '1' },
		/^categoryId must be an int/,
	],
	['no image', IMAGE, {}, /^imageBase64 is missing/],
	['an image address for an image', IMAGE, { imageBase64: 'http://a/b' }, /^imageBase64 must be/],
	['no seller', STORE, { keyword: 'a' }, /^sellerOpenId is missing/],
	['a product as text', DETAIL, { offerId: '672991141191' }, /^offerId must be/],
	[
		'a product as a number',
		RELATED,
		{ offerId: 672991141191, language: 'en', pageNo: 1, pageSize: 10 },
		/^offerId must be/,
	],
	[
		'11 related products',
		RELATED,
		{ offerId: '1', language: 'en', pageNo: 1, pageSize: 11 },
		/^pageSize must be/,
	],
	['41 products of Taobao', SEARCH, { pageSize: 41 }, /^pageSize must be/],
	['a list for its text', CHECK, { params: [{ itemId: '1' }] }, /^params must be JSON text/],
	['text that is no JSON', CHECK, { params: 'itemId=1' }, /^params must be JSON text/],
	['text of an object', CHECK, { params: '{"itemId":"1"}' }, /^params must be a list/],
	['text without an ID', CHECK, { params: '[{"skuIds":[]}]' }, /^params\[0\]\.itemId is missing/],
])('%s is refused', async (_name, path, body, msg) => {
	const sandbox = await startSandbox();
	expect(await post(sandbox, path, body)).toMatchObject({
		code: 400,
		msg: expect.stringMatching(msg) as string,
	});
});
