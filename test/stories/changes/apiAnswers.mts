import type { Reply } from '../../sandbox/handler.mts';
import type { Answers } from './operations.mts';

/** What an item may be called. */
export type Outcome = 'done' | 'refused' | 'unclear' | 'notSent';

/** What the API does with a request, and how it answers. */
export interface ApiAnswer {
	/** Whether it does what was asked. */
	performs: boolean;
	reply: Reply;
	/** How such an answer has to be read. */
	readAs: Outcome;
	/** Whether `data`, an object then, quotes the keys, as a careless server might. */
	quotesKeys?: boolean;
}

const answered = (data: unknown): Reply => ({ data });
const done = (data: unknown): ApiAnswer => ({
	performs: true,
	reply: answered(data),
	readAs: 'done',
});
const quoting = (data: object): ApiAnswer => ({ ...done(data), quotesKeys: true });
const refused = (reply: Reply): ApiAnswer => ({ performs: false, reply, readAs: 'refused' });
/** Answers that leave open whether it was done; both happen. */
const vague = (reply: Reply): ApiAnswer[] =>
	[true, false].map((performs) => ({ performs, reply, readAs: 'unclear' }));

/** Of every call: refusals before processing, and answers of somebody who does not know. */
const ofAll = [
	refused({ code: 400, msg: '参数错误' }),
	refused({ code: 403, msg: '没有权限' }),
	refused({ code: 404, msg: '订单不存在' }),
	refused({ code: 400, msg: 'ORDER_STATUS_ERROR' }),
	...vague({ code: 400, msg: '系统繁忙，请稍后再试' }),
	...vague({ code: 409, msg: 'CLOSE_ORDER_TOO_FAST' }),
	...vague({ code: 500, msg: 'internal error' }),
	...vague({ code: 5001, msg: '订单不存在' }),
];

const verdicts = [
	refused(answered({ success: false, errorCode: '400_3', errorInfo: '没有权限' })),
	refused(answered({ success: false, errorCode: 'ORDER_STATUS_ERROR', errorInfo: null })),
	...vague(answered({ success: false, errorCode: null, errorInfo: '处理超时' })),
];

/** A new order has an ID of its own: one that no item holds. */
const NEW_ID = '3059624776425880794';
const NEW_REFUND = 'TQ233104830183830795';

/** The answers of each kind of call: those that PandaPon or 1688 documents, and what may stand in their place. */
export const apiAnswers: Record<Answers, { done: ApiAnswer[]; others: ApiAnswer[] }> = {
	flag: {
		done: [done(true), done('true')],
		others: [...ofAll, refused(answered(false)), ...[null, 'ok', 1].flatMap(vagueData)],
	},
	verdict: {
		done: [
			done({ success: true, errorCode: null, errorInfo: null }),
			quoting({ success: true, errorCode: null, errorInfo: null }),
		],
		others: [...ofAll, ...verdicts, ...[null, {}, 'ok'].flatMap(vagueData)],
	},
	ids: {
		done: [
			done({ success: true, orderId: NEW_ID, totalSuccessAmount: 3600 }),
			done({ orderList: [{ orderId: NEW_ID, success: true }] }),
			done([{ baseInfo: { id: 3059624776425880600, idOfStr: NEW_ID } }]),
			done(NEW_ID),
			quoting({ success: true, orderId: NEW_ID }),
		],
		others: [
			...ofAll,
			refused(answered({ success: false, code: '500_004', message: '库存不足', orderId: null })),
			...[
				null,
				{},
				'ok',
				{ success: true },
				{ refundId: NEW_REFUND },
				{ success: false, orderId: NEW_ID },
				{ success: false, message: '系统异常' },
			].flatMap(vagueData),
		],
	},
	refundId: {
		done: [
			done({ refundId: NEW_REFUND }),
			done({ success: true, refundId: NEW_REFUND }),
			quoting({ refundId: NEW_REFUND }),
		],
		others: [
			...ofAll,
			refused(answered({ success: false, errorCode: '5011', errorInfo: '金额不对' })),
			...[null, {}, { refundId: null }, { orderId: NEW_ID }, { success: true }].flatMap(vagueData),
		],
	},
	nothing: {
		done: [done(null), done({}), done({ success: true }), done('ok'), quoting({})],
		others: [...ofAll, ...verdicts, refused(answered(false))],
	},
	link: {
		done: [
			done({ payUrl: 'https://trade.1688.com/pay', protocolPaySuccess: false }),
			done({ protocolPaySuccess: true }),
			quoting({ protocolPaySuccess: true }),
		],
		others: [
			...ofAll,
			...[
				null,
				{ protocolPaySuccess: false, payUrl: '' },
				{ orderId: '1', payUrl: 'https://trade.1688.com/pay' },
				{ cantPayOrderList: [2059624776425880794n.toString()] },
			].flatMap(vagueData),
		],
	},
};

function vagueData(data: unknown): ApiAnswer[] {
	return vague(answered(data));
}
