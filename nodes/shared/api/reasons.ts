/**
 * What the API's words say about an order that it has not submitted:
 * `final` – it was not paid, and this call will not pay it later either;
 * `doubtful` – it may have been paid, now or before, or may still be paid;
 * `vague` – also doubtful for an order, though it mentions no payment;
 * `open` – it proves nothing either way, or is not listed here: only a look at the order can tell.
 */
export interface Reason {
	kind: 'final' | 'doubtful' | 'vague' | 'open';
	/** What it means; absent where that is not known. */
	english?: string;
	/** What to do about it, where it is final. */
	next?: string;
}

interface KnownReason extends Reason {
	/** Read in a time that grows as the words do: a hostile answer is long, and nothing can interrupt an expression. */
	words: RegExp;
}

const NO_SUCH_ORDER = {
	kind: 'final',
	english: 'the order does not exist',
	next: 'Check the ID, and that the order belongs to this account.',
} as const;
const CLOSED = {
	kind: 'final',
	english: 'the order is closed',
	next: 'Take it off the list.',
} as const;
const NOT_ENOUGH = {
	kind: 'final',
	english: 'the balance or limit is not sufficient',
	next: 'Top up the PandaPon account, then run it again.',
} as const;
const ACCOUNT_UNUSABLE = {
	kind: 'final',
	next: 'Ask PandaPon about the account, then run it again.',
} as const;

/**
 * Reasons that are known to be final. Only the first five are documented, one by PandaPon and four by 1688 (docs/api.md, Batch
 * payment). Each must match the whole reason, less what `plain` drops: further words may tell of a payment after all.
 */
const FINAL: KnownReason[] = [
	{ words: /^账户额度不足$/, ...NOT_ENOUGH, english: 'the account limit is not sufficient' },
	{
		words: /^account[ _]balance[ _]not[ _]enough$/,
		...NOT_ENOUGH,
		english: 'the account balance is not sufficient',
	},
	{
		words: /^account[ _]not[ _]exist$/,
		...ACCOUNT_UNUSABLE,
		english: 'the payment account does not exist',
	},
	{
		words: /^account[ _]frozen$/,
		...ACCOUNT_UNUSABLE,
		english: 'the payment account is frozen',
	},
	{
		words: /^param[ _]illegal$/,
		kind: 'final',
		english: 'the API did not accept the request for this order',
		next: 'Look at the order on 1688, then run it again.',
	},

	{
		words:
			/^[该此]?(订单|交易)(已|已经|已被)?(买家|卖家)?(关闭|取消)(,?(无法|不能|不可)(支付|付款))?$/,
		...CLOSED,
	},
	{
		words: /^(the )?(order|trade)[ _]((is|was|has|been|already)[ _])*(closed|cancell?ed)$/,
		...CLOSED,
	},
	{
		words: /^[该此]?订单号?:?\d*(不存在|未找到|找不到)$/,
		...NO_SUCH_ORDER,
	},
	{
		words:
			/^(the )?order[ _](id[ _]|number[ _])?(\d+[ _])?((does|is|was)[ _])?not[ _](exist|found)$|^no such order$/,
		...NO_SUCH_ORDER,
	},
	{
		words:
			/^(您的)?(账户|帐户|可用|当前|支付)*(余额|额度|资金|信用额度)不[足够](,?(无法|不能)(支付|付款))?(,?请(先|尽快)?充值(后(再试|重试|再支付|再付款))?)?$/,
		...NOT_ENOUGH,
	},
	{
		words:
			/^(the )?(account[ _]|available[ _])?(balance|funds?|quota|(account |credit )?limit)[ _]((is|are)[ _])?(insufficient|not[ _](enough|sufficient))$|^insufficient[ _](account[ _])?(balance|funds?|quota|(credit[ _])?limit)$/,
		...NOT_ENOUGH,
	},
];

const BUSY = 'the system was busy or had trouble';

/** Words of doubt, wherever they stand: one suspicion too many costs a look at the order, one too few a second payment. */
const DOUBTFUL: KnownReason[] = [
	{
		words:
			/[处處]理中|进行中|正在|[支付扣]款?中|中$|待(审|确认|支付|付款|处理)|等待|排队|队列|审核|审批|受理|接收|发起|processing|processed|in[ _-]?progress|pending|queue|await|waiting|initiat|accepted|requested|review|paying/,
		kind: 'doubtful',
		english: 'the payment is in progress',
	},
	{
		words:
			/已[经經]?(完成|成功|全部|部分)?(支付|付|扣|打款|转|结算)|部分付款|成功|完成|无需支付|扣款|代扣|退款|退回|(?<![a-z])(paid|payed|debit|charge|refund|deduct)|ha[sd][ _]pay|success|complete|finish|settled|successful/,
		kind: 'doubtful',
		english: 'the order may be paid already',
	},
	{
		words:
			/重[复複]|已[经經]?提交|频繁操作|锁定|已存在|已生成|submitted|submission|duplicate|repeat|already|locked/,
		kind: 'doubtful',
		english: 'the order was sent to payment before',
	},
	{ words: /超时|逾[时時]|time[ds]?[ _-]?out/, kind: 'doubtful', english: 'the payment timed out' },
	{
		words: /状态|结果|未知|自动|status|state(?![a-z])|result|automatic/,
		kind: 'vague',
		english: 'the state of the payment is not certain',
	},
	{
		words:
			/系[统統]|繁忙|[异異]常|稍[后候後]|网络|网关|服务|内部|连接|频繁|重试|system|busy|exception|network|later|internal|server|service|gateway|connection|hang[ _]up|(unknown|server)[ _]error|try again|too many|rate limit/,
		kind: 'vague',
		english: BUSY,
	},
];

/** Reasons whose meaning is known, but not whether they are final: none of them is documented. */
const OPEN: KnownReason[] = [
	{
		words:
			/(金额|价格|总价)([^未没不]{0,40}[变改]|不一致|不符)|(amount|price).{0,80}(change|differ|mismatch|not match)/,
		kind: 'open',
		english: 'the amount has changed',
	},
	{ words: /(账户|帐户|账号)[^未没不]{0,40}冻结/, kind: 'open', english: 'the account is frozen' },
	{ words: /无权|没有权限|权限不足/, kind: 'open', english: 'this account may not do that' },
	{ words: /^[^未没不]*(关闭|取消)(?!失败)/, kind: 'open', english: 'the order may be closed' },
];

/**
 * Reads the API's reason for not having submitted an order, or a whole call.
 *
 * @param errorReason The API's own words, whole, Chinese or English.
 */
export function readReason(errorReason: string): Reason {
	const text = plain(errorReason);
	const known =
		FINAL.find(({ words }) => words.test(text)) ??
		[...DOUBTFUL, ...OPEN].find(
			({ words }) => words.test(text) || words.test(text.replaceAll(' ', '')),
		);
	if (known === undefined) return { kind: 'open' };
	const { kind, english, next } = known;
	return { kind, english, next };
}

/**
 * What the API's words mean where they are about a whole call, or a look-up: words of doubt about an order's payment would be
 * misread there.
 *
 * @param words The API's own words, whole.
 */
export function englishOfCall(words: string): string | undefined {
	const { kind, english } = readReason(words);
	return kind === 'final' || kind === 'open' || english === BUSY ? english : undefined;
}

/**
 * The API's words as a person reads them: with their meaning beside them where it is known, unless they are plain English.
 *
 * @param words The API's words, safe to show.
 * @param english What they mean.
 */
export function withEnglish(words: string, english: string | undefined): string {
	const isEnglish = /^[ -~]*[a-z][ -~]*$/.test(words);
	return english === undefined || isEnglish ? words : `${words} (${english})`;
}

/**
 * Tells whether the answer to a look-up says that there is no such order.
 *
 * @param lookUp The API's own words, and the `code` of a complete answer.
 */
export function saysNoSuchOrder({ reason, code }: { reason: string; code?: number }): boolean {
	return code === 404 || readReason(reason).english === NO_SUCH_ORDER.english;
}

/** Brings all spellings into one form: no full-width letters, no capitals, single spaces, no filler at either end. */
function plain(words: string): string {
	return words
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\s+/g, ' ')
		.replace(/^ ?(支付失败|付款失败|payment failed|pay failed)[ :,-]*/, '')
		.replace(/(?<![ .。!])[ .。!]+$/, '')
		.trim();
}
