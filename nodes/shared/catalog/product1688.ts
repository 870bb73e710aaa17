import { sellerOpenId, text } from './commonFields';
import type { Field, Operations, Paging } from './endpoint';

const PAGES: Paging = { page: 'beginPage', size: 'pageSize', largest: 20 };

const KEYWORD: Field = {
	kind: 'text',
	name: 'keyword',
	displayName: 'Keyword',
	description: 'What to search for, Chinese or English',
	placeholder: 'e.g. desk lamp',
	required: true,
};
const CATEGORY: Field = {
	kind: 'text',
	name: 'categoryId',
	displayName: 'Category ID',
	description: "1688's category to search in",
};
const CATEGORY_NUMBER: Field = {
	kind: 'id',
	name: 'categoryId',
	displayName: 'Category ID',
	description: "1688's category to search in",
	sentAs: 'integer',
};
const COUNTRY: Field = {
	kind: 'text',
	name: 'country',
	displayName: 'Language of Names',
	description: 'Language that names are translated into; the documentation knows en only',
	default: 'en',
	required: true,
};
const MEMBER: Field = {
	kind: 'text',
	name: 'outMemberId',
	displayName: 'Member ID',
	description: 'Your own name for the customer who searches',
};
/** What narrows a search down. */
const NARROW: Field[] = [
	{
		kind: 'text',
		name: 'filter',
		displayName: 'Filter',
		description: "1688's names of filters, with commas between them, e.g. shipInToday",
	},
	{
		kind: 'text',
		name: 'priceStart',
		displayName: 'Price From (CNY)',
		description: 'Lowest price in yuan',
		placeholder: 'e.g. 5',
	},
	{
		kind: 'text',
		name: 'priceEnd',
		displayName: 'Price To (CNY)',
		description: 'Highest price in yuan',
		placeholder: 'e.g. 20',
	},
	{
		kind: 'options',
		name: 'sort',
		displayName: 'Sort',
		description: 'Order of the results',
		default: '{"price":"asc"}',
		options: [
			{ name: 'Price, Highest First', value: '{"price":"desc"}' },
			{ name: 'Price, Lowest First', value: '{"price":"asc"}' },
		],
	},
];

/** Products on 1688. */
export const product1688 = {
	get: {
		name: 'Get',
		action: 'Get a product',
		description: 'Get a product with its variants and prices',
		method: 'POST',
		path: '/alibaba/product/detail/get',
		effect: 'reads',
		fields: [
			{
				kind: 'id',
				name: 'offerId',
				displayName: 'Offer ID',
				description: 'The product on 1688, the number in its address',
				placeholder: 'e.g. 672991141190',
				required: true,
				sentAs: 'integer',
			},
			COUNTRY,
			MEMBER,
		],
		answer: 'object',
	},
	getRelated: {
		name: 'Get Related',
		action: 'Get products related to a product',
		description: 'Get products that 1688 shows beside a product',
		method: 'POST',
		path: '/v2/alibaba/product/productRelatedRecommendQuery',
		effect: 'reads',
		fields: [
			{
				kind: 'text',
				name: 'offerId',
				displayName: 'Offer ID',
				description: "The product, as PandaPon's second version names it",
				required: true,
			},
			{
				kind: 'options',
				name: 'language',
				displayName: 'Language',
				description: 'Language that names are translated into',
				required: true,
				default: 'en',
				options: [
					{ name: 'English', value: 'en' },
					{ name: 'Vietnamese', value: 'vi' },
				],
			},
		],
		answer: 'list',
		paging: { page: 'pageNo', size: 'pageSize', largest: 10 },
	},
	searchByImage: {
		name: 'Search by Image',
		action: 'Search products by image',
		description: 'Search products that look like an image',
		method: 'POST',
		path: '/alibaba/product/image/query',
		effect: 'reads',
		fields: [
			{
				kind: 'image',
				name: 'imageBase64',
				displayName: 'Image',
				description: 'Where the image comes from',
				required: true,
			},
			COUNTRY,
			CATEGORY_NUMBER,
			...NARROW,
			text('region', 'Region', 'Part of the image to look at, as 1688 writes it'),
			text('imageAddress', 'Image Address', 'Address of the image on 1688, where it is known'),
			MEMBER,
		],
		answer: 'list',
		paging: PAGES,
	},
	searchByKeyword: {
		name: 'Search by Keyword',
		action: 'Search products by keyword',
		description: 'Search products by words',
		method: 'POST',
		path: '/alibaba/product/keywords/query',
		effect: 'reads',
		fields: [KEYWORD, COUNTRY, CATEGORY, ...NARROW, MEMBER],
		answer: 'list',
		paging: PAGES,
	},
	searchInStore: {
		name: 'Search in Store',
		action: 'Search products in a store',
		description: 'Search the products of one seller',
		method: 'POST',
		path: '/alibaba/product/query/selleroffer',
		effect: 'reads',
		fields: [
			sellerOpenId,
			COUNTRY,
			{ ...KEYWORD, required: undefined },
			CATEGORY_NUMBER,
			...NARROW,
			MEMBER,
		],
		answer: 'list',
		paging: PAGES,
	},
} as const satisfies Operations;
