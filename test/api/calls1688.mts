import { documented, inferred, seen, unknown } from './knowledge.mts';
import {
	ALL_FIELDS,
	ANSWER_UNKNOWN,
	FIELDS_UNKNOWN,
	likely,
	nameOnly,
	type CallGroup,
} from './knownCall.mts';

const operation = (name: string) => ({ by: 'operation', operation: name }) as const;
const FOUND = 'imageUrl, subject, subjectTrans, offerId, priceInfo, monthSold, repurchaseRate'
	.split(', ')
	.map((name) => `\`${name}\``)
	.join(', ');
const PAGE_OF_GOODS = documented(
	'`totalRecords`, `totalPage`, `pageSize`, `currentPage`, and in `data` the products, the first fields of which are `imageUrl`, `subject`',
);
const GOODS_IN_YUAN = documented('prices are text, in yuan');

/** The 1688 groups of PandaPon's sidebar. */
export const calls1688: CallGroup[] = [
	{
		name: '1688: goods',
		calls: [
			{
				name: 'Details',
				reach: operation('product1688.get'),
				v1: 'documented',
				v2: 'inferred',
				request: [ALL_FIELDS],
				answer: [
					documented(
						"`offerId`, `categoryId`, `categoryName`, `subject`, `subjectTrans`, `description`, then the parts of 1688's product",
					),
					inferred("their names are 1688's: `productSkuInfos`, `productSaleInfo`"),
				],
				amounts: GOODS_IN_YUAN,
				sources: ['vi 147289688', "1688's page product.search.queryProductDetail"],
			},
			{
				name: 'Convert/decrypt to Wangwang URL',
				reach: { by: 'otherCall' },
				method: 'POST',
				path: '/alibaba/product/openuid/decrypt',
				v1: 'seen',
				v2: 'unknown',
				request: [
					seen('`offerId`, `openUid`'),
					documented('1688 allows it for chats by hand only, not in bulk'),
				],
				answer: [ANSWER_UNKNOWN, likely('1688', '`wangwangNick`, or a link')],
				sources: ['a public client', "1688's page account.wangwangnick.openuid.decrypt"],
			},
			{
				name: 'Keyword query',
				reach: operation('product1688.searchByKeyword'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [PAGE_OF_GOODS, likely('1688', FOUND)],
				amounts: GOODS_IN_YUAN,
				sources: ['en 263477640', 'env2 289121018', 'cnv2 288828687'],
			},
			{
				name: 'Picture search',
				reach: operation('product1688.searchByImage'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [PAGE_OF_GOODS, likely('1688', FOUND)],
				amounts: GOODS_IN_YUAN,
				sources: ['zh 250313105', 'cnv2 288828688', 'env2 289121019'],
			},
			{
				name: 'Store search',
				reach: operation('product1688.searchInStore'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [PAGE_OF_GOODS, likely('1688', FOUND)],
				amounts: GOODS_IN_YUAN,
				sources: ['en 263477642', 'cnv2 288828689', 'env2 289121020'],
			},
			nameOnly(
				'Multilingual categories by id',
				'POST',
				["1688's page category.translation.getById"],
				{
					request: [
						FIELDS_UNKNOWN,
						likely('1688', '`language`, `categoryId`, `outMemberId`, `parentCateId`'),
					],
					answer: [
						ANSWER_UNKNOWN,
						likely(
							'1688',
							'`categoryId`, `chineseName`, `translatedName`, `leaf`, `level`, `children`',
						),
					],
				},
			),
			nameOnly(
				'Product recommendation',
				'POST',
				['cnv2 288828692', "1688's page product.search.offerRecommend"],
				{
					request: [
						FIELDS_UNKNOWN,
						likely('1688', '`beginPage`, `pageSize`, `country`, `outMemberId`'),
					],
					answer: [ANSWER_UNKNOWN, likely('1688', FOUND)],
				},
			),
			{
				name: 'Related commodity',
				reach: operation('product1688.getRelated'),
				v1: 'inferred',
				v2: 'documented',
				request: [ALL_FIELDS, documented('1688 allows pages of at most 10')],
				answer: [ANSWER_UNKNOWN, likely('1688', FOUND)],
				amounts: GOODS_IN_YUAN,
				sources: ['env2 289121023', "1688's page product.related.recommend"],
			},
		],
	},
	{
		name: '1688: orders',
		calls: [
			{
				name: 'Bulk submit to pay',
				reach: { by: 'batchPay' },
				v1: 'documented',
				v2: 'inferred',
				request: [
					documented('all fields: [docs/api.md](api.md#batch-payment)'),
					unknown('the fields of the second version'),
				],
				answer: [
					documented('all fields'),
					unknown('whether "submitted" means paid, and what a second payment does'),
				],
				sources: ['en 263477643'],
			},
			{
				name: 'Preview, several merchants',
				reach: operation('order1688.previewForSeveralSellers'),
				v1: 'documented',
				v2: 'unknown',
				request: [ALL_FIELDS],
				answer: [ANSWER_UNKNOWN, inferred('like the preview of one order')],
				amounts: inferred('as in the preview of one order'),
				sources: ['en 263477644', 'vi 250496574'],
			},
			{
				name: 'Create, several merchants',
				reach: operation('order1688.createForSeveralSellers'),
				v1: 'documented',
				v2: 'documented',
				request: [
					ALL_FIELDS,
					documented(
						'the second version has more: `districtCode`, `offerMapId`, `platformOrder`, `transferAccountImgs` and others',
					),
				],
				answer: [
					documented('second version: a list of orders as the buyer sees them'),
					unknown('the first version'),
					inferred('each order names itself in `orderId` or `idOfStr`'),
				],
				amounts: documented('orders are in yuan'),
				sources: ['en 263477645', 'cnv2 288855706', 'env2 289121035'],
			},
			nameOnly(
				'Logistics trace',
				'GET',
				['en 263477646', 'env2 289121036', "1688's page trade.getLogisticsTraceInfo.buyerView"],
				{
					request: [FIELDS_UNKNOWN, likely('1688', '`orderId`, `webSite`, `logisticsId`')],
					answer: [
						ANSWER_UNKNOWN,
						likely('1688', '`logisticsTrace` with `logisticsBillNo` and `logisticsSteps`'),
					],
				},
			),
			{
				name: 'Order list paging',
				reach: { by: 'otherCall', note: 'no operation: what it takes and answers is unknown' },
				method: 'POST',
				path: '/alibaba/order/page',
				v1: 'inferred',
				v2: 'documented',
				request: [
					FIELDS_UNKNOWN,
					likely('1688', '`page`, `pageSize`, `orderStatus`, `createStartTime`, `createEndTime`'),
				],
				answer: [ANSWER_UNKNOWN, likely('1688', '`result` with orders, and `totalRecord`')],
				sources: ['th 289190488', 'en 263477647', "1688's page trade.getBuyerOrderList"],
			},
			{
				name: 'Preview',
				reach: operation('order1688.preview'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [
					documented(
						'`orderPreviewResuslt` (spelled so), `success`, `errorCode`, `errorMsg`, `postFeeByDescOfferList`, `consignOfferList`, `unsupportedCrossBorderPayOfferList`',
					),
					inferred("the 14 fields of `orderPreviewResuslt` are 1688's"),
				],
				amounts: documented(
					'1688 gives sums, freight and discount in fen, and the amounts of the lines in `cargoList` in yuan',
				),
				sources: ['zh 250313112', "1688's page trade.createOrder.preview"],
			},
			{
				name: 'Create',
				reach: operation('order1688.create'),
				v1: 'documented',
				v2: 'documented',
				request: [
					ALL_FIELDS,
					documented('no key that would make a second call harmless; 1688 has `outOrderId`'),
				],
				answer: [
					ANSWER_UNKNOWN,
					likely(
						'1688',
						'`orderId`, `success`, `totalSuccessAmount`, `orderList`, `failedOfferList`',
					),
				],
				amounts: documented('1688 gives them in fen'),
				sources: ['vi 250496568', 'cnv2 288855709', "1688's page trade.createCrossOrder"],
			},
			{
				name: 'Cancel before payment',
				reach: operation('order1688.cancel'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [documented('true or false')],
				sources: ['en 263477650', 'cnv2 288855711'],
			},
			{
				name: 'Order payment',
				reach: operation('order1688.getPaymentLink'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [
					documented('all fields: `orderId`, `protocolPaySuccess`, `payUrl`, `cantPayOrderList`'),
					inferred('`protocolPaySuccess` says that the account has paid by agreement'),
				],
				sources: ['en 263477651', 'env2 289121041'],
			},
			{
				name: 'Confirm receipt',
				reach: operation('order1688.confirmReceipt'),
				v1: 'documented',
				v2: 'unknown',
				request: [ALL_FIELDS],
				answer: [documented('all fields: `success`, `errorInfo`, `errorCode`')],
				sources: ['en 263477652'],
			},
		],
	},
	{
		name: '1688: after-sales',
		calls: [
			{
				name: 'After-sales order details',
				reach: operation('refund1688.get'),
				v1: 'documented',
				v2: 'unknown',
				request: [
					ALL_FIELDS,
					documented(
						'two pages disagree: the Chinese one has a JSON body, the Vietnamese one a query',
					),
				],
				answer: [
					documented(
						'`id`, `applyPayment`, `applyCarriage`, `applyReason`, `createTime` and others up to `buyerUserId`',
					),
					inferred("then 1688's: `refundId`, `orderId`, `status`, `refundPayment`, `gmtApply`"),
				],
				amounts: documented('1688 gives them in fen'),
				sources: ['zh 250313117', 'vi 250496578'],
			},
			nameOnly('Refund reasons', 'POST', ['en 263477654', 'env2 289121045'], {
				request: [FIELDS_UNKNOWN, likely('1688', '`orderId`, `orderEntryIds`, `goodsStatus`')],
				answer: [
					ANSWER_UNKNOWN,
					likely('1688', '`reasons` with `id`, `name`, `needVoucher`, `noRefundCarriage`, `tip`'),
				],
			}),
			nameOnly('Upload voucher', 'POST', ['en 263477655', 'env2 289121046'], {
				request: [
					FIELDS_UNKNOWN,
					likely('1688', '`imageData`, the bytes of a JPEG of less than 1 MB'),
				],
				answer: [ANSWER_UNKNOWN, likely('1688', '`imageDomain`, `imageRelativeUrl`')],
			}),
			{
				name: 'Create refund/return',
				reach: operation('refund1688.create'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS, documented('1688 counts amounts in fen')],
				answer: [documented('all fields: `refundId`')],
				sources: ['zh 250313120', 'en 263477656', 'cnv2 288876782', 'env2 289121047'],
			},
			{
				name: 'Buyer submits return parcel',
				reach: operation('refund1688.sendReturnParcel'),
				v1: 'documented',
				v2: 'unknown',
				request: [ALL_FIELDS],
				answer: [
					ANSWER_UNKNOWN,
					likely('1688', '`success`, `errorCode`, `errorInfo`'),
					inferred('without these, code 200 means done'),
				],
				sources: ['en 263477657'],
			},
			nameOnly('Logistics companies', 'GET', ["1688's page logistics.OpQueryLogisticCompanyList"], {
				request: [inferred('none')],
				answer: [
					ANSWER_UNKNOWN,
					likely('1688', '`id`, `companyName`, `companyNo`, `companyPhone`'),
				],
			}),
		],
	},
	{
		name: '1688: callbacks',
		calls: [
			{
				name: 'Price modification',
				reach: {
					by: 'message',
					event: 'priceChanged',
					type: '1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
				},
				v1: 'documented',
				v2: 'unknown',
				request: [
					documented('a whole order as its buyer sees it'),
					inferred("its fields are 1688's, as in the order detail"),
				],
				answer: [documented('HTTP 200')],
				sources: ['en 263477659', 'vi 250496584'],
			},
			{
				name: 'Status modification',
				reach: { by: 'message', event: 'statusChanged' },
				v1: 'unknown',
				v2: 'unknown',
				request: [
					unknown('its type and its fields'),
					likely('1688', '`orderId`, `currentStatus`, `msgSendTime`'),
				],
				answer: [documented('HTTP 200')],
				sources: ['zh 250313123', 'cnv2 288437919', 'env2 289121014'],
			},
			{
				name: 'After-sales refund',
				reach: { by: 'message', event: 'refund' },
				v1: 'unknown',
				v2: 'unknown',
				request: [
					unknown('its type and its fields'),
					likely('1688', '`orderId`, `refundId`, `refundAction`, `operator`'),
				],
				answer: [documented('HTTP 200')],
				sources: ['es 266459421'],
			},
		],
	},
	{
		name: '1688: cart',
		calls: [
			{
				name: 'Create an order',
				reach: operation('cart1688.createOrder'),
				v1: 'documented',
				v2: 'unknown',
				request: [ALL_FIELDS],
				answer: [ANSWER_UNKNOWN, inferred('it names the orders')],
				sources: ['en 263477662'],
			},
			nameOnly('Delete', 'POST', []),
			{
				name: 'Preview before order',
				reach: operation('cart1688.previewOrder'),
				v1: 'documented',
				v2: 'unknown',
				request: [
					ALL_FIELDS,
					documented(
						'the Vietnamese page requires the address texts but `townText`; the Chinese page marks none',
					),
				],
				answer: [ANSWER_UNKNOWN, inferred('like the preview of one order')],
				amounts: inferred('as in the preview of one order'),
				sources: ['zh 250313128', 'vi 250496591'],
			},
			{
				name: 'Edit quantity',
				reach: operation('cart1688.editQuantity'),
				v1: 'documented',
				v2: 'unknown',
				request: [
					documented(
						"all fields but `updateTime`, an object of the server's own that the page shows by accident",
					),
				],
				answer: [documented('true or false')],
				sources: ['zh 250313129'],
			},
			nameOnly('Add', 'POST', ['en 263477666']),
			{
				name: 'List',
				reach: operation('cart1688.list'),
				v1: 'inferred',
				v2: 'documented',
				request: [documented('none')],
				answer: [
					documented(
						'all fields: `enableList` and `disableList`, by shop, with the rows in `cartItemInfos`',
					),
				],
				amounts: unknown('the unit of `price`'),
				sources: ['cnv2 288837580'],
			},
		],
	},
	{
		name: '1688: marketing',
		calls: [
			nameOnly('Global strict selection', 'POST', ['env2 289121018'], {
				request: [FIELDS_UNKNOWN, inferred('most likely the keyword query with a filter')],
			}),
			nameOnly('1688 strict selection', 'POST', ['env2 289121018'], {
				request: [FIELDS_UNKNOWN, inferred('most likely the keyword query with a filter')],
			}),
			nameOnly('Hot selling list', 'POST', ["1688's page product.topList.query"], {
				request: [FIELDS_UNKNOWN, likely('1688', '`rankId`, `rankType`, `limit`, `language`')],
				answer: [
					ANSWER_UNKNOWN,
					likely('1688', '`rankName` and `rankProductModels` with `itemId`, `title`, `goodsScore`'),
				],
			}),
		],
	},
];
