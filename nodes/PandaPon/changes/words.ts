import { apiWords, isRecord, type Envelope } from '../../shared/api/envelope';
import { parseExactJson } from '../../shared/api/exactJson';
import { englishOfCall, withEnglish } from '../../shared/api/reasons';

/**
 * The words of an answer, most telling first: why the API did not do it stands in `data`, or else in `msg`.
 *
 * @param envelope The answer.
 * @returns Texts as they came; none where there are no words but those of success.
 */
export function wordsIn({ msg, data }: Pick<Envelope, 'msg' | 'data'>): string[] {
	const inData = isRecord(data)
		? [data.errorInfo, data.errorMsg, data.errorMessage, data.message, data.errorCode]
		: [data];
	return [...inData, msg]
		.map((text) => (typeof text === 'number' ? String(text) : text))
		.filter((text): text is string => typeof text === 'string' && text.trim() !== '')
		.filter((text) => !SUCCESS.test(text.trim()));
}

/** Says that a call was answered, or what it did. */
export const SUCCESS =
	/^((操作|请求|处理|保存|提交|添加|取消|确认|创建|更新|修改|发送)?成功|success(ful(ly)?)?|ok)[.。!！]*$/i;
/** Says no more than that a call was answered. */
const ANSWERED = /^((操作|请求)?成功|success|ok)[.。!！]*$/i;

/**
 * What a person reads of words of the API, with their meaning where it is known.
 *
 * @param words Words of the API.
 * @returns `undefined` where there are none that can be shown.
 */
export function inWords(words: string | undefined): string | undefined {
	const shown = apiWords(words);
	return shown === '' ? undefined : withEnglish(shown, englishOfCall(shown));
}

/**
 * All texts in an answer, however deep: whatever it says may leave open whether the change was made.
 *
 * @param body Body of the answer.
 * @param isAnswered Whether it has code 200; its `msg` then says that the call was answered, not what became of it.
 * @returns The body itself where it is no JSON.
 */
export function allTexts(body: string, isAnswered = false): string {
	let answer: unknown;
	try {
		answer = parseExactJson(body);
	} catch {
		return body;
	}
	const rest =
		isRecord(answer) && isAnswered && ANSWERED.test(String(answer.msg))
			? { ...answer, msg: '' }
			: answer;
	const texts: string[] = [];
	collectTexts(rest, texts);
	return texts.join(' ');
}

/** Names for the call or the developer, which mean nothing. */
const NAMES = new Set(['requestId', 'developId']);

function collectTexts(value: unknown, texts: string[]): void {
	if (typeof value === 'string') texts.push(value);
	if (Array.isArray(value)) for (const part of value) collectTexts(part, texts);
	if (!isRecord(value)) return;
	for (const [name, part] of Object.entries(value)) if (!NAMES.has(name)) collectTexts(part, texts);
}

const TIMED_OUT = /超时|逾[时時]|time[ds]?[ _-]?out/i;
/** Somebody gave up, or does not know: the change may have been made all the same. */
const TROUBLE =
	/系[统統]|繁忙|[异異]常|稍[后候後]|网络|网关|服务|内部|连接|频繁|重试|未知|响应|system|busy|exception|network|gateway|internal|server|service|connection|hang[ _]up|socket|pipe|\bEOF\b|response|unknown|try again|later|\b5100\b/i;
/** The fields are at fault, not the server. */
const NO_TROUBLE = /(参数|校验|格式|金额|数量|地址)[异異]常/g;
/** It was made before or just now, or is being made. */
const MADE =
	/[处處]理中|进行中|正在|排队|受理|重[复複]|冲突|多次|中[,，.。!！]?$|中[的 ]|下单中|已有|已[经經]?(提交|[创創]建|生成|存在|[处處]理|申[请請]|[发發]起|下[单單]|下[过過]|收到|[确確][认認]|取消|[购購][买買])|下[过過][单單]|成功|完成|processing|in[ _-]?pro(gress|cess)|ongoing|pending|queue|accepted|duplicate|repeat|already|submitted|success|complete|processed|generated|created|creating|placed|exists|conflict/i;
/** The opposite, and what has to be done first. */
const NOT_MADE =
	/[不未无没][能法有]?(成功|完成|存在|创建|生成|提交|受理|处理)|先(完成|提交)|\b(in|not? )complete\w*|\bun ?success\w*|\b(not|cannot|can't|never)( be)? (exists?|creat\w+|generat\w+|process\w+|accept\w+|submit\w+|success\w*|complet\w+)|not[_ ]exists?/gi;

/**
 * Tells whether words of a refusal leave open whether the change was made.
 *
 * @param words All words of the answer.
 * @param isPage Whether they are a page of somebody in between, which says "server" without meaning anything by it.
 */
export function leavesOpen(words: string, isPage = false): boolean {
	return (
		saysMade(words) ||
		TIMED_OUT.test(words) ||
		(!isPage && TROUBLE.test(words.replace(NO_TROUBLE, '')))
	);
}

/** Tells whether words speak of a change that was made, or is being made. */
export function saysMade(words: string): boolean {
	return MADE.test(words.replace(NOT_MADE, ''));
}

/** Tells whether rate limiting proves nothing, by its words: "busy" and "later" are what it says anyway. */
export function limitsInDoubt(words: string): boolean {
	return saysMade(words) || TIMED_OUT.test(words) || /未知|结果|unknown|result/i.test(words);
}
