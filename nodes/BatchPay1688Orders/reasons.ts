/**
 * What a reason under `payFailOrders` says about its order:
 * `final` – it was not paid, and this call will not pay it any more;
 * `doubtful` – it may have been paid, now or before, or may still be paid;
 * `unlisted` – nobody here knows the reason: only a look at the order can tell.
 */
export interface Reason {
	kind: 'final' | 'doubtful' | 'unlisted';
	/** What it means; absent where nobody here knows. */
	english?: string;
}

interface KnownReason extends Reason {
	words: RegExp;
}

/**
 * The reasons that are known, the first that fits decides. Only the first five are documented, one by PandaPon and four by 1688
 * (docs/api.md, Batch payment); the rest go by their words. Doubt comes before certainty: a reason that speaks of both is
 * doubtful.
 */
const KNOWN: KnownReason[] = [
	{ words: /^账户额度不足$/, kind: 'final', english: 'the account limit is not sufficient' },
	{ words: /^ACCOUNT_BALANCE_NOT_ENOUGH$/i, kind: 'final', english: 'the account balance is not sufficient' },
	{ words: /^ACCOUNT_NOT_EXIST$/i, kind: 'final', english: 'the payment account does not exist' },
	{ words: /^ACCOUNT_FROZEN$/i, kind: 'final', english: 'the payment account is frozen' },
	{ words: /^PARAM_ILLEGAL$/i, kind: 'final', english: 'the API did not accept the request for this order' },

	{ words: /处理中|进行中|支付中|付款中|确认中|审核|审批|受理|process(ing)?(?![a-z])|in[ _-]?progress|pending/i, kind: 'doubtful', english: 'the payment is in progress' },
	{ words: /已(经|完成|成功)?(支付|付款)|(支付|付款)(已)?(成功|完成)|(?<![a-z])paid(?![a-z])/i, kind: 'doubtful', english: 'the order may be paid already' },
	{ words: /重复|已(经)?提交|submitted|submission|duplicate|repeat|already/i, kind: 'doubtful', english: 'the order was sent to payment before' },
	{ words: /超时|time[ds]?[ _-]?out/i, kind: 'doubtful', english: 'the payment timed out' },
	{ words: /系统|繁忙|异常|稍[后候]|网络|未知(错误|状态|结果)|system|busy|exception|network|later|unknown[ _-](error|status|state|result)/i, kind: 'doubtful', english: 'the system was busy or had trouble' },

	{ words: /(已经?|已被|交易|订单)(关闭|取消)|(?<!not[ _-](been[ _-])?)(?<![a-z])(closed|cancell?ed)(?![a-z])/i, kind: 'final', english: 'the order is closed' },
	{ words: /订单号?(不存在|未找到|找不到)|(不存在|未找到|找不到)(该|此|这个)?订单|(?<![a-z])order([ _-](id|number))?([ _-](does|is|was))?[ _-]not[ _-](exist|found)|no such order/i, kind: 'final', english: 'the order does not exist' },
	{ words: /(额度|余额|资金).*不(足|够)|(balance|funds?|quota|limit|credit)(?![a-z]).*(insufficient|not[ _-](enough|sufficient))|(insufficient|not[ _-](enough|sufficient)).*(balance|funds?|quota|limit|credit)(?![a-z])/i, kind: 'final', english: 'the balance or limit is not sufficient' },
];

/**
 * Reads the API's reason for an order that it lists as not submitted.
 *
 * @param errorReason The API's own words, Chinese or English.
 */
export function readReason(errorReason: string): Reason {
	const known = KNOWN.find(({ words }) => words.test(errorReason.trim()));
	return known === undefined ? { kind: 'unlisted' } : { kind: known.kind, english: known.english };
}
