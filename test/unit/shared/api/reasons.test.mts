import { spawnSync } from 'node:child_process';

import {
	englishOfCall,
	readReason,
	saysNoSuchOrder,
	withEnglish,
} from '../../../../dist/nodes/shared/api/reasons.js';

const LIMIT = 'the account limit is not sufficient';
const BALANCE = 'the account balance is not sufficient';
const NO_ACCOUNT = 'the payment account does not exist';
const FROZEN = 'the payment account is frozen';
const ILLEGAL = 'the API did not accept the request for this order';
const CLOSED = 'the order is closed';
const NO_ORDER = 'the order does not exist';
const INSUFFICIENT = 'the balance or limit is not sufficient';

const IN_PROGRESS = 'the payment is in progress';
const PAID = 'the order may be paid already';
const BEFORE = 'the order was sent to payment before';
const TIMED_OUT = 'the payment timed out';

const UNCERTAIN = 'the state of the payment is not certain';
const TROUBLE = 'the system was busy or had trouble';

const AMOUNT = 'the amount has changed';
const MAYBE_FROZEN = 'the account is frozen';
const NOT_ALLOWED = 'this account may not do that';
const MAYBE_CLOSED = 'the order may be closed';

const TOP_UP = 'Top up the PandaPon account, then run it again.';
const ASK = 'Ask PandaPon about the account, then run it again.';
/** What to do about each final reason. */
const NEXT: Record<string, string> = {
	[LIMIT]: TOP_UP,
	[BALANCE]: TOP_UP,
	[INSUFFICIENT]: TOP_UP,
	[NO_ACCOUNT]: ASK,
	[FROZEN]: ASK,
	[ILLEGAL]: 'Look at the order on 1688, then run it again.',
	[CLOSED]: 'Take it off the list.',
	[NO_ORDER]: 'Check the ID, and that the order belongs to this account.',
};
const final = (english: string) => ({ kind: 'final', english, next: NEXT[english] });
/** A reason that is not final: nobody knows yet what is to be done. */
const other = (kind: string, english: string) => ({ kind, english, next: undefined });

/** The entries of a list that has bars between them. */
const list = (entries: string) => entries.split('|').map((entry) => entry.trim());

/** Each reason of such a list, with its meaning. */
const all = (english: string, reasons: string) =>
	list(reasons).map((reason): [string, string] => [reason, english]);

describe('final: it was not paid', () => {
	test.each([
		// Documented.
		...all(LIMIT, '账户额度不足'),
		...all(BALANCE, 'ACCOUNT_BALANCE_NOT_ENOUGH | account balance not enough'),
		...all(NO_ACCOUNT, 'ACCOUNT_NOT_EXIST | account not exist'),
		...all(FROZEN, 'ACCOUNT_FROZEN | account frozen'),
		...all(ILLEGAL, 'PARAM_ILLEGAL | param illegal'),

		...all(
			CLOSED,
			`
				订单已关闭 | 订单已经关闭 | 订单已取消 | 订单已被取消 | 交易关闭 | 交易取消 |
				订单关闭 | 该订单已关闭 | 此交易已取消 | 订单已被买家取消 | 订单卖家关闭 |
				订单已关闭,无法支付 | 订单已取消，不能付款 | 订单已关闭不可支付 | order closed |
				ORDER_CLOSED | trade_closed | The order was cancelled | the order is closed |
				order has been canceled | trade already closed
			`,
		),
		...all(
			NO_ORDER,
			`
				订单不存在 | 订单号不存在 | 订单未找到 | 订单找不到 | 该订单不存在 | 此订单不存在 |
				订单号:2059624776425880794不存在 | 订单号：17不存在 | 订单17不存在 | ORDER_NOT_EXIST |
				order not found | the order does not exist | the order was not found |
				order id is not found | ORDER_NUMBER_NOT_FOUND | order 2059624776425880794 not found |
				order id 17 does not exist | No such order
			`,
		),
		...all(
			INSUFFICIENT,
			`
				余额不足 | 账户余额不足 | 帐户余额不足 | 您的账户余额不足 | 额度不足 | 资金不足 |
				信用额度不足 | 可用余额不够 | 当前可用额度不足 | 支付余额不足 |
				账户余额不足，无法支付 | 余额不足不能支付 | 余额不足，请充值 | 余额不足，请先充值 |
				余额不足请尽快充值 | 余额不足，请充值后再试 | 余额不足，请充值后重试 |
				余额不足，请充值后再支付 | 余额不足，请充值后再付款 | insufficient balance |
				insufficient fund | INSUFFICIENT_FUNDS | insufficient account balance |
				insufficient quota | insufficient limit | insufficient credit limit |
				quota not enough | LIMIT_NOT_ENOUGH | balance insufficient | BALANCE_NOT_SUFFICIENT |
				the account balance is not sufficient | available funds are insufficient |
				account limit not enough | credit limit is insufficient | fund not enough
			`,
		),
	])('%j', (errorReason, english) => {
		expect(readReason(errorReason)).toStrictEqual(final(english));
	});

	test.each([
		' 账户额度不足\n',
		'账户额度不足。',
		'账户额度不足!',
		'账户额度不足 . ',
		'支付失败：账户额度不足',
		'付款失败: 账户额度不足',
		'Payment failed - 账户额度不足',
		'pay failed, 账户额度不足',
		' 支付失败 账户额度不足',
	])('%j: what says nothing before and after it is ignored', (errorReason) => {
		expect(readReason(errorReason)).toStrictEqual(final(LIMIT));
	});

	test.each([
		'ＡＣＣＯＵＮＴ＿ＦＲＯＺＥＮ',
		'Account  Frozen',
		'account\nfrozen',
		'ACCOUNT_frozen.',
	])('%j: wide letters, capitals and spaces make no difference', (errorReason) => {
		expect(readReason(errorReason)).toStrictEqual(final(FROZEN));
	});
});

describe('doubtful: it may have been paid', () => {
	test.each([
		...all(
			IN_PROGRESS,
			`
				支付处理中 | 支付處理中！ | 处理中。 | 付款进行中。 | 正在付款 | 支付中，勿扰 |
				付款中，勿扰 | 扣款中，勿扰 | 支款中，勿扰 | 付中，勿扰 | 扣中，勿扰 | 排查中 | 待审 |
				待确认 | 待支付 | 待付款 | 待处理 | 等待审 | 排队 | 进入队列 | 人工审核 | 需审批 |
				已受理 | 接收 | 发起 | 进行中，勿扰 | 处理中，勿扰 | PROCESSING | was processed |
				payment in progress | PAY_IN_PROGRESS | in-progress | inprogress | PENDING | queued |
				awaiting | waiting for bank | initiated | accepted | requested | under review |
				paying
			`,
		),
		...all(
			PAID,
			`
				订单已支付 | 已经支付 | 已經付款 | 已付款 | 已付 | 已完成支付 | 已成功付款 |
				已全部付款 | 已部分付 | 已扣 | 已打款 | 已转账 | 已结算 | 部分付款 | 支付成功 | 成功 |
				完成 | 无需支付 | 扣款 | 代扣 | 退款 | 退回 | ORDER_PAID | order is paid | paid |
				payed | debited | charged | refunded | deducted | has pay | had_pay | success |
				completed | finished | settled | successful
			`,
		),
		...all(
			BEFORE,
			`
				重复支付 | 重複 | 订单已提交 | 订单已经提交 | 已經提交 | 频繁操作 | 订单锁定 |
				已存在 | 已生成 | submitted | submission | DUPLICATE_REQUEST | do not repeat |
				already handled | locked | 请勿重复操作 | 重复提交
			`,
		),
		...all(
			TIMED_OUT,
			`
				支付超时 | 逾时 | 逾時 | timeout | TIME_OUT | time-out | timed out |
				the call times out
			`,
		),
	])('%j', (errorReason, english) => {
		expect(readReason(errorReason)).toStrictEqual(other('doubtful', english));
	});

	test.each([
		...all(
			UNCERTAIN,
			`
				订单状态不对 | 结果不明 | 未知 | 未知错误 | 自动付 | UNKNOWN_STATUS | wrong state |
				no result | automatic payment
			`,
		),
		...all(
			TROUBLE,
			`
				系统错误 | 系統 | 繁忙 | 异常 | 異常 | 请稍后 | 请稍候 | 稍後 | 网络错误 | 网关 |
				服务 | 内部错误 | 连接 | 请求频繁 | 重试 | 系统繁忙 | SYSTEM_BUSY | system | busy |
				an exception occurred | network error | later | internal | server | service |
				gateway | connection | hang up | HANG_UP | unknown error | server error | try again |
				too many | rate limit
			`,
		),
	])('%j: vague', (errorReason, english) => {
		expect(readReason(errorReason)).toStrictEqual(other('vague', english));
	});

	test.each<[string, string, string]>([
		['余额不足，支付处理中', 'doubtful', IN_PROGRESS],
		['订单已支付，交易关闭', 'doubtful', PAID],
		['订单已关闭，请勿重复提交', 'doubtful', BEFORE],
		['insufficient balance, system busy', 'vague', TROUBLE],
		['order closed because the payment timed out', 'doubtful', TIMED_OUT],
		['order not found, try again later', 'vague', TROUBLE],
		['account_balance_not_enough, payment pending', 'doubtful', IN_PROGRESS],
		['订单不存在或已付款', 'doubtful', PAID],
		['余额不足，请稍后', 'vague', TROUBLE],
		['订单金额不一致，请稍后', 'vague', TROUBLE],
		['账户已冻结，支付处理中', 'doubtful', IN_PROGRESS],
	])('%j sounds final or open too: doubt wins', (errorReason, kind, english) => {
		expect(readReason(errorReason)).toStrictEqual(other(kind, english));
	});

	test.each<[string, string, string]>([
		['支付处理中，请勿重复提交', 'doubtful', IN_PROGRESS],
		['订单已支付，请勿重复提交', 'doubtful', PAID],
		['already submitted, timed out', 'doubtful', BEFORE],
		['系统超时', 'doubtful', TIMED_OUT],
		['系统状态异常', 'vague', UNCERTAIN],
	])('%j holds two doubts: the first in the table is named', (errorReason, kind, english) => {
		expect(readReason(errorReason)).toStrictEqual(other(kind, english));
	});

	test.each<[string, string, string]>([
		['处 理 中 的', 'doubtful', IN_PROGRESS],
		['已 支 付', 'doubtful', PAID],
		['系 统', 'vague', TROUBLE],
	])('%j: spaces inside hide nothing', (errorReason, kind, english) => {
		expect(readReason(errorReason)).toStrictEqual(other(kind, english));
	});
});

describe('open: only a look at the order can tell', () => {
	test.each([
		...all(
			AMOUNT,
			`
				订单金额不一致 | 金额已变更 | 价格已改 | 总价不符 | 订 单 金 额 不 一 致 | Amount changed |
				PRICE_MISMATCH | the price does not match | order amount differs
			`,
		),
		...all(MAYBE_FROZEN, '账户已冻结 | 帐户被冻结 | 您的账号已被冻结'),
		...all(NOT_ALLOWED, '无权操作 | 您没有权限 | 账户权限不足'),
		...all(
			MAYBE_CLOSED,
			`
				已被取消 | 子订单已关闭 | 订单已关闭吗 | 订单关闭,可以支付
			`,
		),
		// Two meanings: the first in the table is named.
		...all(AMOUNT, '金额已改，订单关闭'),
	])('%j: its meaning is known', (errorReason, english) => {
		expect(readReason(errorReason)).toStrictEqual(other('open', english));
	});

	test.each([
		'',
		' ',
		...list(`
			订单取消失败 | 订单未取消 | 订单未关闭 | 账户未冻结 | 价格没有变化 | 库存不足 | 订单未支付 | 未支付 | 未付款 | unpaid | prepaid |
			The API gave no reason | 卖家拒绝 | 卖家未发货 | forbidden | statement |
			still in process | preprocessor
		`),
		// Almost the words of a final reason, or more than those.
		...list(`
			账户额度不足了 | 账户支付失败额度不足 | 集中采购订单 | 我的账户额度不足 |
			的账户额度不足 | ACCOUNT_FROZEN_X | MY_ACCOUNT_FROZEN | account-frozen |
			MY_ACCOUNT_NOT_EXIST | ACCOUNT_NOT_EXISTING | MY_PARAM_ILLEGAL | PARAM_ILLEGAL_X |
			MY_ACCOUNT_BALANCE_NOT_ENOUGH | ACCOUNT_BALANCE_NOT_ENOUGHT | closed |
			order canceled by the buyer | reorder closed | my order closed | order not closed |
			order not yet closed | order will be cancelled | order closedown | 账户不存在 |
			子订单不存在 | 订单不存在吗 | 订单号x不存在 | 找不到订单 | 不存在 |
			reorder not found | order not founded | order x not found | no such order book |
			is no such order | account not found | the goods do not exist | 余额 | 不足 |
			不足余额 | 积分余额不足 | 余额暂时不足 | 余额不足吗 | 余额不足,请联系 |
			余额不足请充值吗 | 余额足 | balanced, not enough goods | insufficient stock |
			not enough goods | not enough quota | credit is not sufficient |
			my balance insufficient | balance insufficiently | very insufficient balance |
			insufficient balances | insufficient creditors | 支付失败 | payment failed
		`),
	])('%j: not even its meaning is known', (errorReason) => {
		expect(readReason(errorReason)).toStrictEqual({ kind: 'open' });
	});
});

describe('withEnglish', () => {
	const shown = (words: string) => withEnglish(words, readReason(words).english);

	test.each([
		['账户额度不足', LIMIT],
		['订单支付处理中！', IN_PROGRESS],
		['系统繁忙', TROUBLE],
		['订单金额不一致', AMOUNT],
		['支付 timeout', TIMED_OUT],
		['account ｆｒｏｚｅｎ', FROZEN],
		// A code is not plain English either.
		['ACCOUNT_FROZEN', FROZEN],
		['ORDER_NOT_EXIST', NO_ORDER],
		['PRICE_MISMATCH', AMOUNT],
	])('%s is shown with its meaning', (words, english) => {
		expect(shown(words)).toBe(`${words} (${english})`);
	});

	test.each(['order closed', 'Insufficient balance.', 'The price does not match'])(
		'%s needs none',
		(words) => {
			expect(readReason(words).english).toBeDefined();
			expect(shown(words)).toBe(words);
		},
	);

	test.each(['库存不足', 'STOCK_TOO_LOW', 'forbidden', ''])(
		'%j, whose meaning is not known, is passed on as it is',
		(words) => {
			expect(shown(words)).toBe(words);
		},
	);
});

describe('the answer to a look-up', () => {
	test.each([
		{ reason: '', code: 404 },
		{ reason: 'system busy', code: 404 },
		{ reason: '订单不存在' },
		{ reason: '订单不存在。', code: 500 },
		{ reason: 'ORDER_NOT_EXIST', code: 400 },
		{ reason: 'order 2059624776425880794 not found', code: undefined },
	])('%j: there is no such order', (lookUp) => {
		expect(saysNoSuchOrder(lookUp)).toBe(true);
	});

	test.each([
		{ reason: '' },
		{ reason: '', code: 200 },
		{ reason: '', code: 403 },
		{ reason: '', code: 405 },
		{ reason: '404' },
		{ reason: '订单已关闭', code: 400 },
		{ reason: '订单不存在或已付款', code: 400 },
		{ reason: 'account not exist', code: 400 },
		{ reason: 'not found' },
		{ reason: 'The look-up was answered without this order', code: 200 },
		{ reason: 'The answer to the look-up could not be read (HTTP 404)' },
	])('%j: that is not said', (lookUp) => {
		expect(saysNoSuchOrder(lookUp)).toBe(false);
	});
});

test.each([
	['查询超时', undefined],
	['账号已锁定', undefined],
	['签名结果不一致', undefined],
	['系统繁忙', 'the system was busy or had trouble'],
	['订单不存在', 'the order does not exist'],
	['没有权限', 'this account may not do that'],
	['no route', undefined],
])('of a call, not of a payment: %s', (words, english) => {
	expect(englishOfCall(words)).toBe(english);
});

// A quadratic expression would take hours for these; the process is killed long before.
test.each([
	['full stops', '.', 'x'],
	['a price that never changes', 'price ', ''],
	['an amount that never changes', '金额', ''],
	['an account that is never frozen', '账户', ''],
	['an order that is never closed', '订单已', ''],
	['spaces', ' ', 'x'],
])('a megabyte of %s is read as fast as it was written', (_name, piece, end) => {
	const code = `require(process.argv[1]).readReason(process.argv[2].repeat(500_000) + process.argv[3])`;
	const reasons = require.resolve('../../../../dist/nodes/shared/api/reasons.js');
	const { status, signal } = spawnSync(process.execPath, ['-e', code, reasons, piece, end], {
		timeout: 30_000,
	});
	expect({ status, signal }).toEqual({ status: 0, signal: null });
});
