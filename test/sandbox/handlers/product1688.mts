import {
	base64,
	between,
	count,
	digits,
	idNumber,
	jsonText,
	object,
	oneOf,
	optional,
	text,
	yuanText,
} from '../checkFields.mts';
import { checked, type Handler } from '../handler.mts';
import { pageOf } from '../paging.mts';
import { productOf, products, supplierOf, yuanAsText, type Product } from '../products.mts';

const LARGEST_PAGE = 50;
const DEFAULT_PAGE = 10;
const RELATED = 25;

const paging = { beginPage: optional(count), pageSize: optional(between(1, LARGEST_PAGE)) };
/** What narrows a search down, and sorts it. */
const narrowing = {
	country: optional(oneOf('en')),
	filter: optional(text),
	sort: optional(jsonText(object({ price: oneOf('asc', 'desc') }))),
	priceStart: optional(yuanText),
	priceEnd: optional(yuanText),
	outMemberId: optional(text),
};

interface Search {
	beginPage?: number | null;
	pageSize?: number | null;
	sort?: string | null;
	priceStart?: string | null;
	priceEnd?: string | null;
	sellerOpenId?: string;
}

/** Calls about goods on 1688. Prices are text in yuan. */
export const product1688: Record<string, Handler> = {
	'POST /alibaba/product/keywords/query': checked<Search>(
		{ keyword: text, ...paging, ...narrowing, categoryId: optional(text) },
		(_account, search) => ({ data: found(products(), search) }),
	),

	// Here and in a store, the category is a number.
	'POST /alibaba/product/image/query': checked<Search>(
		{
			imageBase64: base64,
			...paging,
			...narrowing,
			categoryId: optional(idNumber),
			region: optional(text),
			imageAddress: optional(text),
		},
		(_account, search) => ({ data: found(products(), search) }),
	),

	'POST /alibaba/product/query/selleroffer': checked<Search>(
		{
			sellerOpenId: text,
			keyword: optional(text),
			...paging,
			...narrowing,
			categoryId: optional(idNumber),
		},
		(_account, search) => ({
			data: found(
				products().filter(({ sellerOpenId }) => sellerOpenId === search.sellerOpenId),
				search,
			),
		}),
	),

	// A bare list.
	'POST /v2/alibaba/product/productRelatedRecommendQuery': checked<{
		pageNo: number;
		pageSize: number;
	}>(
		{
			offerId: digits,
			pageNo: count,
			pageSize: between(1, 10),
			language: oneOf('en', 'vi'),
		},
		(_account, { pageNo, pageSize }) => ({
			data: pageOf(products().slice(0, RELATED), pageNo, pageSize).map(inSearch),
		}),
	),

	'POST /alibaba/product/detail/get': checked<{ offerId: number }>(
		{ offerId: idNumber, country: optional(oneOf('en')), outMemberId: optional(text) },
		(account, { offerId }) => {
			const product = productOf(String(offerId));
			return { data: inDetail(product, account.soldOut.has(product.id) ? 0 : 900) };
		},
	),
};

/** A page of those that a search finds. */
function found(all: Product[], search: Search): Record<string, unknown> {
	const { sort, priceStart, priceEnd } = search;
	const fen = (yuan: string): number => Math.round(Number(yuan) * 100);
	const matching = all.filter(
		({ price }) =>
			(priceStart == null || price >= fen(priceStart)) &&
			(priceEnd == null || price <= fen(priceEnd)),
	);
	if (sort != null) {
		const down = (JSON.parse(sort) as { price: string }).price === 'desc';
		matching.sort((one, other) => (one.price - other.price) * (down ? -1 : 1));
	}
	const currentPage = search.beginPage ?? 1;
	const pageSize = search.pageSize ?? DEFAULT_PAGE;
	return {
		totalRecords: matching.length,
		totalPage: Math.ceil(matching.length / pageSize),
		pageSize,
		currentPage,
		data: pageOf(matching, currentPage, pageSize).map(inSearch),
	};
}

function inSearch(product: Product): Record<string, unknown> {
	const { id, title, titleInChinese, price, sellerOpenId } = product;
	return {
		offerId: Number(id),
		subject: titleInChinese,
		subjectTrans: title,
		imageUrl: `https://cbu01.alicdn.com/img/${id}.jpg`,
		priceInfo: { price: yuanAsText(price) },
		monthSold: 120,
		repurchaseRate: '12%',
		sellerOpenId,
	};
}

function inDetail(product: Product, amountOnSale: number): Record<string, unknown> {
	const { id, title, titleInChinese, price, sellerOpenId } = product;
	return {
		offerId: Number(id),
		categoryId: 1033,
		categoryName: '台灯',
		subject: titleInChinese,
		subjectTrans: title,
		description: '',
		sellerOpenId,
		companyName: supplierOf(sellerOpenId).companyName,
		minOrderQuantity: 1,
		status: 'published',
		productSkuInfos: ['warm-white', 'cold-white'].map((specId, index) => ({
			specId,
			// Beyond 2^53, as some of 1688's are.
			skuId: 5_059_624_776_425_880_881n + BigInt(index),
			price: yuanAsText(price),
			amountOnSale,
			skuAttributes: [],
		})),
		productSaleInfo: {
			amountOnSale,
			quoteType: 1,
			priceRangeList: [{ startQuantity: 1, price: yuanAsText(price) }],
		},
	};
}
