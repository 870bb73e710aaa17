import { documented, inferred, unknown } from './knowledge.mts';
import {
	ALL_FIELDS,
	ANSWER_UNKNOWN,
	FIELDS_UNKNOWN,
	likely,
	nameOnly,
	type CallGroup,
} from './knownCall.mts';

const operation = (name: string) => ({ by: 'operation', operation: name }) as const;
/** Where PandaPon's Taobao part most likely gets its data, and its field names, from. */
const TAOBAO = "Taobao's own platform for distributors";

/** The Taobao groups of PandaPon's sidebar. */
export const taobaoCalls: CallGroup[] = [
	{
		name: 'Taobao: goods',
		calls: [
			nameOnly('Picture search', 'POST', ['en 263477607'], {
				request: [
					FIELDS_UNKNOWN,
					inferred(`${TAOBAO} uploads the image first, then searches by its ID`),
				],
			}),
			{
				name: 'Product search',
				reach: operation('taobaoProduct.search'),
				v1: 'inferred',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [ANSWER_UNKNOWN],
				sources: ['env2 289120988'],
			},
			{
				name: 'Batch query by item id',
				reach: operation('taobaoProduct.checkSeveral'),
				v1: 'documented',
				v2: 'unknown',
				request: [ALL_FIELDS, inferred('`itemId` inside the JSON text is text')],
				answer: [
					documented('`mpProducts`, `noMpProductItemIds`, `noMpReasonList`'),
					unknown('what the two lists of objects hold'),
				],
				sources: ['en 263477607'],
			},
			{
				name: 'Query by item id',
				reach: operation('taobaoProduct.get'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [
					documented(
						'`beginAmount`, `categoryId`, `categoryName`, `categoryPath`, `description`, `itemId`, `itemType`, `mpId`, `picUrls`, `price`, `productUnit`',
					),
					inferred(
						'`title`, `skuList`, `promotionPrice`, `quantity`, the shop; `mpSkuId` of a variant',
					),
					unknown('the rest'),
				],
				amounts: inferred('`price` and `promotionPrice` are whole numbers, most likely fen'),
				sources: ['vi 250496531', 'env2 289120986', 'the manual of a sister platform'],
			},
			nameOnly('Taobao commodity inquiry', 'GET', [], { v2: 'none' }),
		],
	},
	{
		name: 'Taobao: orders',
		calls: [
			{
				name: 'Create',
				reach: operation('taobaoOrder.create'),
				v1: 'documented',
				v2: 'inferred',
				request: [
					ALL_FIELDS,
					inferred("a line's `price` is in fen: in the example two lines of 200 make 400"),
				],
				answer: [ANSWER_UNKNOWN, inferred('it names the order')],
				sources: ['vi 250496533', 'en 263477610'],
			},
			nameOnly('Page list', 'POST', ['en 263477611', 'th 289190442'], {
				request: [
					documented('GET in the first version, POST in the second'),
					FIELDS_UNKNOWN,
					likely(
						TAOBAO,
						'`status`, `page_no`, `page_size`, `modify_time_start`, `modify_time_end`',
					),
				],
				answer: [
					ANSWER_UNKNOWN,
					likely(
						TAOBAO,
						'`purchase_id`, `status`, `purchase_amount`, `pay_time`, `sub_purchase_orders`',
					),
				],
			}),
			nameOnly('Upload payment voucher', 'POST', ['en 263477612'], {
				reach: {
					by: 'nothing',
					why: 'its path is unknown, and Other Call refuses it if it contains "pay"',
				},
				v2: 'none',
			}),
			nameOnly('Cancel', 'POST', [], {
				answer: [ANSWER_UNKNOWN, inferred(`${TAOBAO} cancels asynchronously`)],
			}),
			nameOnly('Modify pre-warehouse info', 'POST', []),
			nameOnly('Pay for the order', 'POST', [], {
				reach: {
					by: 'nothing',
					why: 'it pays, and its path is unknown; Other Call refuses every path that contains "pay"',
				},
				request: [FIELDS_UNKNOWN, likely(TAOBAO, '`purchaseOrderIdList`, at most 10 orders')],
				answer: [
					ANSWER_UNKNOWN,
					likely(
						TAOBAO,
						'`will_pay_purchase_order_ids` and `pay_failure_purchase_order_ids`: it pays later',
					),
				],
			}),
			{
				name: 'IM link',
				reach: {
					by: 'otherCall',
					note: 'no operation: its page asks for a login name and a password, and its own example sends other fields',
				},
				method: 'POST',
				path: '/open/order/page/link/get',
				v1: 'documented',
				v2: 'unknown',
				request: [
					documented('`loginName`, `password`, `pageName`, `pageParamMap`'),
					documented('the example contradicts that: `sourceType`, `bizId`'),
				],
				answer: [documented('text: an address')],
				sources: ['en 263477616'],
			},
			nameOnly('Details by order id', 'GET', ['en 263477617', 'env2 289120996']),
			{
				name: 'Logistics details',
				reach: operation('taobaoOrder.getLogistics'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [
					documented(
						'all fields: `purchaseOrderOuterId`, and in `pnmLogisticsDetails` for each parcel `mailNo`, `logisticsTraces`, `logisticsPartner`, `receiver`, `logisticsGoods`',
					),
				],
				sources: ['zh 250313082', 'cnv2 288535324'],
			},
		],
	},
	{
		name: 'Taobao: after-sales',
		calls: [
			{
				name: 'List',
				reach: operation('taobaoRefund.list'),
				v1: 'documented',
				v2: 'unknown',
				request: [
					ALL_FIELDS,
					documented('the page says "in development", and bears the title of the message list'),
					unknown('the unit of the two times, the values of `refundStatus`'),
				],
				answer: [ANSWER_UNKNOWN],
				sources: ['vi 250496545'],
			},
			{
				name: 'Render',
				reach: operation('taobaoRefund.render'),
				v1: 'inferred',
				v2: 'documented',
				request: [ALL_FIELDS, unknown('the values of `refundType` and `goodsStatus`')],
				answer: [
					documented(
						'nearly all: `refundOrderTemplate` with `refundReasons`, `goodsStatusList`, `refundOrder` and `maxRefundFee`; `distributorId`, `currency`, `saleFlag`',
					),
				],
				amounts: unknown('the unit of `refundFee`'),
				sources: ['cnv2 288803028'],
			},
			nameOnly('Return logistics rendering', 'GET', ['es 266459385']),
			nameOnly('Return logistics submission', 'POST', []),
			{
				name: 'Cancel',
				reach: operation('taobaoRefund.cancel'),
				v1: 'inferred',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [ANSWER_UNKNOWN, inferred('code 200 means done')],
				sources: ['env2 289121008'],
			},
			{
				name: 'Submit a message',
				reach: operation('taobaoRefund.sendMessage'),
				v1: 'documented',
				v2: 'unknown',
				request: [ALL_FIELDS, documented('the page says "in development"')],
				answer: [documented('an object'), ANSWER_UNKNOWN, inferred('code 200 means done')],
				sources: ['en 263477624'],
			},
			nameOnly('Submit reverse order', 'POST', []),
			nameOnly('Message list', 'POST', []),
			nameOnly('Modify', 'POST', []),
			{
				name: 'Query one',
				reach: operation('taobaoRefund.get'),
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [
					documented('`distributorId`, `currency`, `refundOrderAggregate`'),
					unknown('what `refundOrderAggregate` holds'),
				],
				amounts: unknown('the unit of its amounts'),
				sources: ['vi 250496551', 'th 289190464'],
			},
		],
	},
	{
		name: 'Taobao: callbacks',
		calls: [
			{
				name: 'Price modification',
				reach: {
					by: 'message',
					event: 'priceChanged',
					type: 'TAOBAO_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
				},
				v1: 'documented',
				v2: 'unknown',
				request: [
					documented('`salesOrderId`, `subOrders` with 26 fields each, `purchaseOrderPriceDTO`'),
					unknown('part of these fields'),
				],
				answer: [documented('HTTP 200')],
				sources: ['en 263477629'],
			},
			{
				name: 'Status modification',
				reach: { by: 'message', event: 'statusChanged' },
				v1: 'unknown',
				v2: 'unknown',
				request: [
					unknown('its type and its fields'),
					likely(TAOBAO, '`business_time`, `purchase_id`, `status`, `sku_list`'),
				],
				answer: [documented('HTTP 200')],
				sources: ['en 263477630', 'env2 289120984'],
			},
			{
				name: 'After-sales refund',
				reach: { by: 'message', event: 'refund' },
				v1: 'unknown',
				v2: 'unknown',
				request: [unknown('its type and its fields')],
				answer: [documented('HTTP 200')],
				sources: [],
			},
		],
	},
	{
		name: 'Taobao: cart',
		calls: [
			{
				name: 'Create an order',
				reach: operation('taobaoCart.createOrder'),
				v1: 'documented',
				v2: 'unknown',
				request: [ALL_FIELDS],
				answer: [ANSWER_UNKNOWN, inferred('it names the orders')],
				sources: ['zh 250313096'],
			},
			nameOnly('Generate preview', 'POST', []),
			nameOnly('List', 'GET', [], {
				path: '/open/cart/list',
				v1: 'inferred',
				v2: 'inferred',
				request: [inferred('none')],
				answer: [ANSWER_UNKNOWN, inferred('like the 1688 cart')],
			}),
			nameOnly('Delete', 'POST', []),
			{
				name: 'Add',
				reach: operation('taobaoCart.add'),
				v1: 'documented',
				v2: 'documented',
				request: [
					ALL_FIELDS,
					documented(
						'the second version takes `itemMapId` in the place of `itemId`, and `aliShopId`, `priceRanges` and `quoteType` besides',
					),
					inferred('prices are in fen'),
				],
				answer: [ANSWER_UNKNOWN, inferred('code 200 means done')],
				sources: ['zh 250313100', 'env2 289121002'],
			},
			nameOnly('Edit quantity', 'POST', [], { path: '/open/cart/edit-quantity', v1: 'inferred' }),
		],
	},
];
