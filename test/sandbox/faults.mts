import { PAY_TIME } from './buyerView.mts';

/** `processed`: whether the API does its work before the fault (the default): money has moved, although the caller cannot see it. */
interface Processed {
	processed?: boolean;
}

/** A lie: HTTP 200 and `code` 200, with lists of orders that are not what they should be. */
export const LIES = [
	'leaveOutFirst',
	'inBothLists',
	'successTwice',
	'failureTwice',
	'unexpectedIds',
	'dataNull',
	'dataText',
	'successNotAList',
	'failureNotObjects',
	'noReason',
	'unquotedIds',
	'codeAsText',
	'otherCase',
	'processing',
	'alreadyPaid',
] as const;
export type Lie = (typeof LIES)[number];

/** A lie about an order that was looked up: HTTP 200, `code` 200 and the whole order, with one thing in it that is not so. */
export const LOOK_UP_LIES = ['wrongOrder', 'oddAmount', 'oddStatus', 'claimsPaid'] as const;
export type LookUpLie = (typeof LOOK_UP_LIES)[number];

/** What can go wrong with one call. */
export type Fault =
	/** Nothing listens for this long: connections are refused. */
	| { kind: 'refuse'; forMs: number }
	| ({ kind: 'resetBeforeAnswer' | 'resetInsideAnswer' | 'hang' } & Processed)
	| { kind: 'slow'; ms: number }
	/** The answer arrives one byte at a time. */
	| ({ kind: 'drip'; everyMs: number } & Processed)
	| ({ kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308 } & Processed)
	/** An HTTP status with a body (JSON envelope unless given) and headers. */
	| ({
			kind: 'status';
			status: number;
			body?: string;
			headers?: Record<string, string>;
	  } & Processed)
	/** An HTTP status whose body is broken: shorter than announced, cut off between two chunks, or not compressed as declared. */
	| ({ kind: 'statusCut'; status: number; how: 'length' | 'chunks' | 'encoding' } & Processed)
	| ({ kind: 'html' | 'cutOffJson' | 'empty' } & Processed)
	/** HTTP 200 with any code in the envelope. */
	| ({ kind: 'code'; code: unknown; msg?: string } & Processed)
	/** The message quotes the request's own headers, as a careless server might. */
	| ({ kind: 'echo'; status: number } & Processed)
	/** About a payment. */
	| { kind: 'lie'; lie: Lie }
	/** `value`: the amount or status that `oddAmount` or `oddStatus` gives; without one, it is missing. */
	| { kind: 'lookUpLie'; lie: LookUpLie; value?: unknown };

/** A fault for the n-th call to a path, counted from 1, or for every call to it. */
export interface ScheduledFault {
	path: string;
	call: number | 'every';
	fault: Fault;
	/** Only calls that name this order are hit and counted: look-ups made side by side arrive in any order. */
	orderId?: string;
}

/** The envelope of a batch payment's answer. */
export interface BatchAnswer {
	code: number;
	data: {
		successOrderIds: string[];
		payFailOrders: Array<{ orderId: string; errorReason: string }>;
	};
}

/** The envelope of a look-up's answer, as far as it is lied about. */
export interface LookUpAnswer {
	data: {
		baseInfo: { idOfStr: string; newStepOrderList?: object[] };
		tradeTerms: object[];
	};
}

/** Turns an honest answer's body into a lie; returns JSON text. */
export function tellLie(lie: Lie, envelope: BatchAnswer): string {
	const { successOrderIds: good, payFailOrders: bad } = envelope.data;
	const first = good[0] ?? bad[0]?.orderId;
	const withData = (data: unknown): string => JSON.stringify({ ...envelope, data });
	switch (lie) {
		case 'leaveOutFirst':
			return withData({
				successOrderIds: good.filter((id) => id !== first),
				payFailOrders: bad.filter(({ orderId }) => orderId !== first),
			});
		case 'inBothLists':
			return withData({
				successOrderIds: [...new Set([...good, first])],
				payFailOrders: [
					...bad.filter(({ orderId }) => orderId !== first),
					{ orderId: first, errorReason: '账户额度不足' },
				],
			});
		case 'successTwice':
			return withData({ successOrderIds: [...good, ...good], payFailOrders: bad });
		case 'failureTwice':
			return withData({ successOrderIds: good, payFailOrders: [...bad, ...bad] });
		case 'unexpectedIds':
			return withData({
				successOrderIds: [...good, '9999999999999999999'],
				payFailOrders: [...bad, { orderId: '8888888888888888888', errorReason: '订单不存在' }],
			});
		case 'dataNull':
			return withData(null);
		case 'dataText':
			return withData('ok');
		case 'successNotAList':
			return withData({ successOrderIds: good.join(','), payFailOrders: bad });
		case 'failureNotObjects':
			return withData({ successOrderIds: good, payFailOrders: bad.map(({ orderId }) => orderId) });
		case 'noReason':
			return withData({
				successOrderIds: good,
				payFailOrders: bad.map(({ orderId }) => ({ orderId })),
			});
		case 'unquotedIds':
			return JSON.stringify(envelope).replace(/"(\d{6,})"/g, '$1');
		case 'codeAsText':
			return JSON.stringify({ ...envelope, code: String(envelope.code) });
		case 'processing':
			return withData({
				successOrderIds: [],
				payFailOrders: [...bad, ...good.map((orderId) => ({ orderId, errorReason: '支付处理中' }))],
			});
		case 'alreadyPaid':
			return withData({
				successOrderIds: [],
				payFailOrders: [...bad, ...good.map((orderId) => ({ orderId, errorReason: '订单已支付' }))],
			});
		case 'otherCase':
			return withData({ SuccessOrderIDs: good, PayFailOrders: bad });
	}
}

/** The same for the answer to a look-up. */
export function tellLookUpLie(lie: LookUpLie, value: unknown, envelope: LookUpAnswer): string {
	const { baseInfo, tradeTerms } = envelope.data;
	const withBase = (changed: object, terms = tradeTerms): string =>
		JSON.stringify({
			...envelope,
			data: { ...envelope.data, baseInfo: { ...baseInfo, ...changed }, tradeTerms: terms },
		});
	switch (lie) {
		case 'wrongOrder':
			// The next order: a 19-digit ID that became a number would look the same.
			return withBase({ idOfStr: String(BigInt(baseInfo.idOfStr) + 1n) });
		case 'oddAmount':
			return withBase({ totalAmount: value });
		case 'oddStatus':
			return withBase({ status: value });
		case 'claimsPaid':
			return withBase(
				{
					status: 'waitsellersend',
					payTime: PAY_TIME,
					newStepOrderList: baseInfo.newStepOrderList?.map((step) => ({ ...step, payStatus: 2 })),
				},
				tradeTerms.map((term) => ({ ...term, payStatus: '2' })),
			);
	}
}
