import {
	between,
	count,
	digits,
	idOfAnyType,
	jsonText,
	listOf,
	object,
	optional,
	readJson,
	text,
} from '../checkFields.mts';
import { checked, type Handler } from '../handler.mts';
import { pageOf } from '../paging.mts';
import { productOf, products } from '../products.mts';

const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 40;

/** Calls about goods on Taobao. Prices are in fen. */
export const taobaoProduct: Record<string, Handler> = {
	'GET /open/product/get': checked<{ itemId: string }>(
		{ itemId: digits },
		(_account, { itemId }) => {
			const { title, price, sellerOpenId } = productOf(itemId);
			return {
				data: {
					itemId: BigInt(itemId),
					mpId: '26',
					title,
					description: title,
					price,
					productUnit: '件',
					quantity: 900,
					shopId: 58201,
					shopName: sellerOpenId,
					status: 'active',
					picUrls: [],
					skuList: [
						{
							skuId: '85',
							mpSkuId: '8526',
							price,
							quantity: 900,
							status: 'active',
							properties: [],
						},
					],
				},
			};
		},
	),

	'POST /v2/taobao/product/item/search': checked<{ pageNo?: number; pageSize?: number }>(
		{
			keyword: optional(text),
			pageSize: optional(between(1, LARGEST_PAGE)),
			pageNo: optional(count),
			sort: optional(text),
		},
		(_account, { pageNo, pageSize }) => {
			const all = products();
			const page = pageOf(all, pageNo ?? 1, pageSize ?? DEFAULT_PAGE);
			return {
				data: {
					total: all.length,
					pageNo: pageNo ?? 1,
					pageSize: pageSize ?? DEFAULT_PAGE,
					data: page.map(({ id, title, price }) => ({ itemId: BigInt(id), title, price })),
				},
			};
		},
	),

	// Which can be ordered, and why others cannot. The products come as JSON text.
	'POST /open/product/batch/check': checked<{ params: string }>(
		{
			params: jsonText(
				listOf(
					object({ itemId: idOfAnyType, skuIds: optional(listOf(idOfAnyType, { least: 0 })) }),
				),
			),
		},
		({ soldOut }, { params }) => {
			const asked = readJson(params) as Array<{ itemId: string; skuIds?: string[] | null }>;
			const [good, bad] = [false, true].map((isSoldOut) =>
				asked.filter(({ itemId }) => soldOut.has(String(itemId)) === isSoldOut),
			);
			return {
				data: {
					mpProducts: good.map(({ itemId, skuIds }) => ({
						itemId: String(itemId),
						mpId: '26',
						skuIds: skuIds ?? ['85'],
					})),
					noMpProductItemIds: bad.map(({ itemId }) => String(itemId)),
					noMpReasonList: bad.map(({ itemId }) => ({
						itemId: String(itemId),
						reason: '商品已下架',
					})),
				},
			};
		},
	),
};
