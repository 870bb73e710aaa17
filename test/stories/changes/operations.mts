import type { INodeParameters } from 'n8n-workflow';

/** What the answer to a call holds; written from PandaPon's pages, not from the catalog. */
export type Answers = 'flag' | 'verdict' | 'ids' | 'refundId' | 'nothing' | 'link';

/** A call that changes something, as the stories make it. */
export interface ChangingOperation {
	resource: string;
	operation: string;
	method: 'GET' | 'POST';
	/** Its path; that of a marker where the marker stands in it. */
	path: (marker: string) => string;
	/** The node's parameters. `marker` is an expression: it makes the request of each item unique. */
	parameters: (marker: string) => INodeParameters;
	answers: Answers;
	/** Whether the marker stands in a required field: an item without one is not sent. */
	needsMarker: boolean;
}

const value = (expression: string) => `={{ ${expression} }}`;
const ADDRESS = {
	values: {
		fullName: 'Wang Wei',
		mobile: '13800000000',
		phone: '13800000000',
		cityText: '广州市',
		provinceText: '广东省',
		townText: '三元里街道',
		address: 'Airport Road 1',
	},
};
const RECEIVER = { values: { name: 'Wang Wei', city: '广州市', address: 'Airport Road 1' } };
const LINES = {
	cargoParamListFrom: 'json',
	cargoParamListJson:
		'[{"offerId":"672991141190","specId":"b266e0726506185beaf205cbae88530d","quantity":5}]',
};
const LINES_OF_SELLERS = {
	cargoParamListFrom: 'json',
	cargoParamListJson:
		'[{"offerId":"672991141190","specId":"b266e0726506185beaf205cbae88530d","quantity":5,"sellerOpenId":"BBB1"}]',
};
const TAOBAO_LINES = {
	orderLineListFrom: 'json',
	orderLineListJson:
		'[{"itemId":"683001234567","skuId":"9","quantity":2,"price":"2.00","currency":"CNY","orderLineNo":"1"}]',
};

function call(
	[resource, operation]: [string, string],
	path: ChangingOperation['path'] | string,
	answers: Answers,
	parameters: (marker: string) => INodeParameters,
	{ method = 'POST', needsMarker = true }: Partial<ChangingOperation> = {},
): ChangingOperation {
	return {
		resource,
		operation,
		method,
		path: typeof path === 'string' ? () => path : path,
		parameters: (marker) => parameters(value(marker)),
		answers,
		needsMarker,
	};
}

const other = (
	path: string,
	answers: Answers,
	parameters: (marker: string) => INodeParameters,
	method: 'GET' | 'POST' = 'POST',
) =>
	call(
		['otherCall', 'call'],
		path,
		answers,
		(marker) => ({ method, path, ...parameters(marker) }),
		{ method, needsMarker: false },
	);

/** Every operation that changes something, and the ways in which *Other Call* does. */
export const changingOperations: ChangingOperation[] = [
	call(['order1688', 'cancel'], '/alibaba/order/cancel', 'flag', (orderId) => ({ orderId })),
	call(['order1688', 'confirmReceipt'], '/alibaba/order/receivegoods', 'verdict', (orderId) => ({
		orderId,
		orderEntryIds: '2059624776426880794, 1002',
	})),
	call(
		['order1688', 'create'],
		'/alibaba/order/create',
		'ids',
		(message) => ({ addressParam: ADDRESS, ...LINES, additionalFields: { message } }),
		{ needsMarker: false },
	),
	call(
		['order1688', 'createForSeveralSellers'],
		'/alibaba/order/batch/create',
		'ids',
		(message) => ({ addressParam: ADDRESS, ...LINES_OF_SELLERS, additionalFields: { message } }),
		{ needsMarker: false },
	),
	call(
		['order1688', 'getPaymentLink'],
		'/alibaba/order/pay/url',
		'link',
		(orderId) => ({ orderId }),
		{ method: 'GET' },
	),
	call(['cart1688', 'editQuantity'], '/alibaba/cart/edit-quantity', 'flag', (id) => ({
		id,
		quantity: 3,
	})),
	call(['cart1688', 'createOrder'], '/alibaba/cart/create/order', 'ids', (cartIds) => ({
		cartIds,
		addressParam: ADDRESS,
	})),
	call(['refund1688', 'create'], '/alibaba/refund/detail/create', 'refundId', (orderId) => ({
		orderId,
		applyPayment: '12.50',
		applyCarriage: '0',
		applyReasonId: 10,
		description: 'Three lamps are broken',
	})),
	call(['refund1688', 'sendReturnParcel'], '/alibaba/refund/goods/return', 'nothing', (bill) => ({
		refundId: 'TQ233104830183830794',
		logisticsCompanyNo: 'SF',
		freightBill: bill,
	})),
	call(
		['taobaoOrder', 'create'],
		'/open/order',
		'ids',
		(sellerOrderNumber) => ({
			purchaseAmount: '120.50',
			receiver: RECEIVER,
			...TAOBAO_LINES,
			additionalFields: { sellerOrderNumber },
		}),
		{ needsMarker: false },
	),
	call(['taobaoCart', 'add'], '/open/cart/add', 'nothing', (itemId) => ({
		itemId,
		mpId: '26',
		mpSkuId: '27',
		quantity: 2,
	})),
	call(['taobaoCart', 'createOrder'], '/open/cart/create/order', 'ids', (ids) => ({
		ids,
		orderAddress: RECEIVER,
	})),
	call(
		['taobaoRefund', 'cancel'],
		(marker) => `/v2/taobao/order/refund/cancel/${marker}`,
		'nothing',
		(refundId) => ({ refundId }),
		{ method: 'GET' },
	),
	call(
		['taobaoRefund', 'sendMessage'],
		'/open/order/refund/submit/message',
		'nothing',
		(refundMessage) => ({ refundId: '233104830183830', refundMessage }),
	),
	call(['address', 'addOrUpdate'], '/open/address/addOrUpdate', 'nothing', (address) => ({
		name: 'Wang Wei',
		phone: '13800000000',
		province: '广东省',
		city: '广州市',
		district: '白云区',
		address,
	})),
	other('/alibaba/cart/add', 'nothing', (number) => ({
		body: `={"offerId":672991141190,"productNo":"${number.slice(1)}"}`,
	})),
	other(
		'/v2/alibaba/cart/delete',
		'nothing',
		(id) => ({ query: { parameters: [{ name: 'id', value: id }] } }),
		'GET',
	),
	// Whatever a person says, a call that is known to change something is sent once.
	other('/v2/alibaba/order/cancel', 'nothing', (number) => ({
		effect: 'reads',
		body: `={"webSite":"1688","orderId":${number.slice(1)},"cancelReason":"other"}`,
	})),
];
