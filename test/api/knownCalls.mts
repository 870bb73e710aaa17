// What this project knows of every call of the API. docs/endpoints.md is written from this folder and from the catalog: npm run docs -- endpoints
import { calls1688 } from './calls1688.mts';
import { documented, inferred, seen, unknown, type Known } from './knowledge.mts';
import {
	ALL_FIELDS,
	ANSWER_UNKNOWN,
	FIELDS_UNKNOWN,
	nameOnly,
	type CallGroup,
	type KnownCall,
} from './knownCall.mts';
import { taobaoCalls } from './taobaoCalls.mts';

const SIGNED_OTHERWISE = {
	by: 'nothing',
	why: 'it is signed by a rule that is not documented: `timestamp` and `sign` in the query, not in headers',
} as const;

/** All calls of PandaPon's English sidebar, group by group. */
export const SIDEBAR: CallGroup[] = [
	...taobaoCalls,
	...calls1688,
	{
		name: 'Foundations',
		calls: [
			nameOnly('Get user address', 'POST', []),
			{
				name: 'Address add/update',
				reach: { by: 'operation', operation: 'address.addOrUpdate' },
				v1: 'documented',
				v2: 'documented',
				request: [ALL_FIELDS],
				answer: [documented('nothing but `code` and `msg`')],
				sources: ['en 263477669', 'cnv2 288437932'],
			},
		],
	},
	{
		name: 'Warehouse logistics',
		calls: [
			{
				name: 'Overseas freight estimate',
				reach: SIGNED_OTHERWISE,
				method: 'POST',
				path: '/open/pp/logistics/itemLogisticsPrice',
				v1: 'inferred',
				v2: 'documented',
				request: [
					documented('`itemId`, `skuId`, `receiverAddress`, `quantity`, `currency`, `price`'),
				],
				answer: [ANSWER_UNKNOWN],
				sources: ['env2 289121052'],
			},
			{
				name: 'Overseas freight preview',
				reach: SIGNED_OTHERWISE,
				method: 'POST',
				path: '/open/pp/logistics/orderRenderFreight',
				v1: 'documented',
				v2: 'documented',
				request: [documented('`receiverAddress`, `renderItems`')],
				answer: [ANSWER_UNKNOWN],
				sources: ['zh 250313135', 'env2 289121053'],
			},
			{
				name: 'Update domestic logistics info',
				reach: SIGNED_OTHERWISE,
				method: 'POST',
				path: '/open/pp/logistics/updateLogisticInfo',
				v1: 'inferred',
				v2: 'unknown',
				request: [FIELDS_UNKNOWN, inferred('`orderId`, `tmallOrderId`, `logisticInfos`')],
				answer: [ANSWER_UNKNOWN],
				sources: ['the manual of a sister platform'],
			},
			{
				name: 'Create international logistics order',
				reach: SIGNED_OTHERWISE,
				method: 'POST',
				path: '/open/pp/logistics/orderBookingFreight',
				v1: 'documented',
				v2: 'unknown',
				request: [
					documented('`renderId`, `receiverAddress`, `lineItems`, `tmallOrderInfo`, `remark`'),
				],
				answer: [ANSWER_UNKNOWN],
				sources: ['zh 250313137'],
			},
		],
	},
];

/** Calls that the English sidebar does not list. */
export const BESIDE_SIDEBAR: KnownCall[] = [
	{
		name: '1688: order detail',
		reach: { by: 'operation', operation: 'order1688.get' },
		v1: 'documented',
		v2: 'unknown',
		request: [ALL_FIELDS],
		answer: [inferred("1688's order as its buyer sees it: [docs/api.md](api.md#order-detail)")],
		amounts: inferred('yuan; `discount` is in fen'),
		sources: ['vi 250496569', "1688's page trade.get.buyerView"],
	},
	{
		name: 'Taobao: render before create',
		reach: { by: 'operation', operation: 'taobaoOrder.render' },
		v1: 'documented',
		v2: 'unknown',
		request: [ALL_FIELDS],
		answer: [ANSWER_UNKNOWN],
		amounts: unknown('the unit of its amounts; those of the lines go out in fen (inferred)'),
		sources: ['vi 250496540'],
	},
	{
		name: 'Taobao: product source',
		reach: { by: 'otherCall' },
		method: 'POST',
		path: '/open/product/source/get',
		v1: 'documented',
		v2: 'unknown',
		request: [documented('`itemId`, `language`')],
		answer: [documented('`description`, `itemId`'), unknown('the rest')],
		sources: ['vi 250496526'],
	},
	{
		name: 'Taobao: recommended products',
		reach: { by: 'otherCall' },
		method: 'POST',
		path: '/open/product/recommend',
		v1: 'seen',
		v2: 'unknown',
		request: [seen('`pageNo`, `pageSize`, `language`')],
		answer: [ANSWER_UNKNOWN],
		sources: ['a public client'],
	},
	{
		name: 'Taobao: shop search',
		reach: { by: 'otherCall' },
		v1: 'unknown',
		v2: 'unknown',
		request: [FIELDS_UNKNOWN],
		answer: [ANSWER_UNKNOWN],
		sources: ['the sidebar of the Vietnamese pages'],
	},
];

/** How the messages are named; what else holds for them is in test/sandbox/apiFacts.mts. */
export const MESSAGES: Known[] = [
	documented('the price messages are named as in the tables above'),
	unknown(
		'the names of the other messages: the trigger guesses the event from the words in a name, and calls it *Other* where it finds none',
	),
];

/** Every call that is known of. */
export const KNOWN_CALLS: KnownCall[] = [
	...SIDEBAR.flatMap(({ calls }) => calls),
	...BESIDE_SIDEBAR,
];
