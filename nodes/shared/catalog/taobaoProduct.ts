import type { Operations } from './endpoint';

/** Products on Taobao. */
export const taobaoProduct = {
	checkSeveral: {
		name: 'Check Several',
		action: 'Check several Taobao products',
		description: 'Ask which products and variants can be ordered, and why others cannot',
		method: 'POST',
		path: '/open/product/batch/check',
		effect: 'reads',
		fields: [
			{
				kind: 'lines',
				name: 'params',
				displayName: 'Products',
				entry: 'Product',
				description: 'What to ask about',
				required: true,
				sentAs: 'jsonText',
				fields: [
					{
						kind: 'id',
						name: 'itemId',
						displayName: 'Item ID',
						description: 'The product on Taobao',
						required: true,
						sentAs: 'text',
					},
					{
						kind: 'texts',
						name: 'skuIds',
						displayName: 'SKU IDs',
						description: 'Its variants, with commas between them; none for all',
					},
				],
			},
		],
		answer: 'object',
	},
	get: {
		name: 'Get',
		action: 'Get a Taobao product',
		description: 'Get a product with its variants and prices (prices are most likely in fen)',
		method: 'GET',
		path: '/open/product/get',
		effect: 'reads',
		fields: [
			{
				kind: 'text',
				name: 'itemId',
				displayName: 'Item ID',
				description: 'The product on Taobao, the number in its address',
				placeholder: 'e.g. 672991141190',
				required: true,
			},
		],
		answer: 'object',
	},
	search: {
		name: 'Search',
		action: 'Search Taobao products',
		description: 'Search products by words',
		method: 'POST',
		path: '/v2/taobao/product/item/search',
		effect: 'reads',
		fields: [
			{
				kind: 'text',
				name: 'keyword',
				displayName: 'Keyword',
				description: 'What to search for; left empty, Taobao suggests products',
				placeholder: 'e.g. desk lamp',
			},
			{
				kind: 'text',
				name: 'sort',
				displayName: 'Sort',
				description: 'Order of the results, as Taobao names it, e.g. tk_rate_desc',
			},
		],
		answer: 'list',
		paging: { page: 'pageNo', size: 'pageSize', largest: 40 },
	},
} as const satisfies Operations;
