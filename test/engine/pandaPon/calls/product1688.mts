import type { LiteralCall } from '../../../support/engine/literalCall.mts';

/** A page of a search; 1688 names products by numbers. */
const PAGE =
	'{"totalRecords":2,"totalPage":1,"pageSize":20,"currentPage":1,"data":[{"imageUrl":"https://img.example/1.jpg","subject":"台灯","offerId":672991141190,"priceInfo":{"price":"12.50"},"newField":null},{"subject":"桌灯","offerId":9223372036854775807}]}';
const found = [
	{
		imageUrl: 'https://img.example/1.jpg',
		subject: '台灯',
		offerId: 672991141190,
		priceInfo: { price: '12.50' },
		newField: null,
	},
	{ subject: '桌灯', offerId: '9223372036854775807' },
];

/** The operations of *1688 Product*. */
export const product1688Calls: LiteralCall[] = [
	{
		resource: 'product1688',
		operation: 'get',
		effect: 'reads',
		parameters: { offerId: '672991141190', additionalFields: { outMemberId: 'shop-7' } },
		method: 'POST',
		path: '/alibaba/product/detail/get',
		body: '{"offerId":672991141190,"country":"en","outMemberId":"shop-7"}',
		data: '{"offerId":672991141190,"subject":"台灯","subjectTrans":"Desk lamp","sellerOpenId":"BBBAo1","productSkuInfos":[{"skuId":5123456789012345678,"price":"12.50"}]}',
		items: [
			{
				offerId: 672991141190,
				subject: '台灯',
				subjectTrans: 'Desk lamp',
				sellerOpenId: 'BBBAo1',
				productSkuInfos: [{ skuId: '5123456789012345678', price: '12.50' }],
			},
		],
	},
	{
		resource: 'product1688',
		operation: 'searchByKeyword',
		effect: 'reads',
		parameters: {
			keyword: 'desk lamp',
			additionalFields: {
				filter: 'shipInToday,ksCiphertext',
				sort: '{"price":"desc"}',
				priceStart: '5',
				priceEnd: '20.5',
				categoryId: '201',
				outMemberId: 'shop-7',
			},
		},
		method: 'POST',
		path: '/alibaba/product/keywords/query',
		body: '{"keyword":"desk lamp","beginPage":1,"pageSize":20,"country":"en","filter":"shipInToday,ksCiphertext","sort":"{\\"price\\":\\"desc\\"}","outMemberId":"shop-7","priceStart":"5","priceEnd":"20.5","categoryId":"201"}',
		data: PAGE,
		items: found,
	},
	{
		resource: 'product1688',
		operation: 'searchByImage',
		effect: 'reads',
		parameters: {
			imageBase64From: 'base64',
			imageBase64: 'aW1hZ2U=',
			additionalFields: {
				categoryId: '201',
				region: '1,2,3,4',
				imageAddress: 'https://img.example/1.jpg',
			},
		},
		method: 'POST',
		path: '/alibaba/product/image/query',
		body: '{"imageBase64":"aW1hZ2U=","beginPage":1,"pageSize":20,"country":"en","region":"1,2,3,4","categoryId":201,"imageAddress":"https://img.example/1.jpg"}',
		data: PAGE,
		items: found,
	},
	{
		resource: 'product1688',
		operation: 'searchInStore',
		effect: 'reads',
		parameters: {
			sellerOpenId: 'BBBAo1/+=',
			additionalFields: { keyword: '台灯', categoryId: '201' },
			limit: 5,
		},
		method: 'POST',
		path: '/alibaba/product/query/selleroffer',
		body: '{"keyword":"台灯","beginPage":1,"pageSize":5,"categoryId":201,"country":"en","sellerOpenId":"BBBAo1/+="}',
		data: PAGE,
		items: found,
	},
	{
		resource: 'product1688',
		operation: 'getRelated',
		effect: 'reads',
		parameters: { offerId: '672991141190', language: 'vi' },
		method: 'POST',
		path: '/v2/alibaba/product/productRelatedRecommendQuery',
		body: '{"offerId":"672991141190","pageNo":1,"pageSize":10,"language":"vi"}',
		followedBy: ['{"offerId":"672991141190","pageNo":2,"pageSize":10,"language":"vi"}'],
		data: '[{"subject":"台灯","offerId":9223372036854775807},{"subject":"桌灯","newField":[1]}]',
		items: [
			{ subject: '台灯', offerId: '9223372036854775807' },
			{ subject: '桌灯', newField: [1] },
		],
	},
];
