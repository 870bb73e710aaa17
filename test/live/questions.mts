import { readAnswer } from '../../dist/nodes/BatchPay1688Orders/readAnswer.js';
import { readOrderStatus } from '../../dist/nodes/BatchPay1688Orders/readOrderStatus.js';
import { isRecord } from '../../dist/nodes/shared/envelope.js';
import { parseExactJson } from '../../dist/nodes/shared/exactJson.js';
import type { CallResult } from '../../dist/nodes/shared/signedCall.js';
import { inWords, isAccepted, type Live } from './live.mts';
import type { Answer } from './readOnlyCalls.mts';

/** `fits` – the code copes with what was seen; `differs` – it builds on something else; `open` – it could not be seen. */
export type Verdict = 'fits' | 'differs' | 'open';

export interface Question {
	/** The fact in test/sandbox/apiFacts.mts that it looks at. */
	fact: string;
	/** What the code can live with. */
	expected: string;
	ask(live: Live): Promise<[seen: string, verdict: Verdict]>;
}

const fitsIf = (fits: boolean): Verdict => (fits ? 'fits' : 'differs');
const COPES = 'either: the node always sends what the manual asks for';
const REFUSED = 'refused with a code or HTTP status from 400 to 499, or with a code that a look-up gets as well: then a refused payment leaves as rejected, not as unknown';
const NO_SUCH_ORDER = '1000000000000000001';
const KNOWN_UNPAID = ['waitbuyerpay', 'cancel', 'terminated'];

/** Asked in this order, each at most once; a question that needs an accepted call is skipped where none was. */
export const QUESTIONS: Question[] = [
	{
		fact: 'baseAddress',
		expected: 'an accepted call under the base address',
		ask: async ({ baseUrl, unit, byUnit }) => [`${baseUrl}: ${inWords(byUnit[unit!])}`, 'fits'],
	},
	{
		fact: 'signature',
		expected: 'a call accepted that is signed by the shipped function, without path and body in the signature',
		ask: async ({ unit, byUnit }) => [inWords(byUnit[unit!]), 'fits'],
	},
	{
		fact: 'timestampUnit',
		expected: "milliseconds accepted, the default of the credential's Timestamp Unit",
		ask: async ({ byUnit: { milliseconds, seconds } }) => [`milliseconds: ${inWords(milliseconds)}; seconds: ${inWords(seconds)}`, fitsIf(isAccepted(milliseconds))],
	},
	{
		fact: 'timestampWindow',
		expected: '500 s old accepted; 700 s old, and 700 s ahead, refused',
		ask: async (live) => {
			const recent = await live.search(live.headers({}, -500_000));
			const old = await live.search(live.headers({}, -700_000));
			const ahead = await live.search(live.headers({}, 700_000));
			const seen = `500 s old: ${inWords(recent)}; 700 s old: ${inWords(old)}; 700 s ahead: ${inWords(ahead)}`;
			return [seen, unlessSilent([recent, old, ahead], fitsIf(isAccepted(recent) && !isAccepted(old) && !isAccepted(ahead)))];
		},
	},
	{
		fact: 'nonceMissing',
		expected: COPES,
		ask: async (live) => either(await live.search(live.headersWithoutNonce())),
	},
	{
		fact: 'nonceTwice',
		expected: 'either: every call has a nonce of its own',
		ask: async (live) => {
			const headers = live.headers();
			const first = await live.search(headers);
			const second = await live.search(headers);
			return [`first: ${inWords(first)}; the same headers again: ${inWords(second)}`, unlessSilent([first, second], fitsIf(isAccepted(first)))];
		},
	},
	{
		fact: 'userId',
		expected: COPES,
		ask: async (live) => {
			const other = await live.search(live.headers({ userId: '1' }));
			const { 'user-id': _, ...without } = live.headers();
			const none = await live.search(without);
			return [`another: ${inWords(other)}; none: ${inWords(none)}`, unlessSilent([other, none], 'fits')];
		},
	},
	{
		fact: 'headerMissing',
		expected: REFUSED,
		ask: async (live) => {
			const { signature: _, ...without } = live.headers();
			return refusal(await live.search(without));
		},
	},
	{ fact: 'wrongSignature', expected: REFUSED, ask: async (live) => refusal(await live.search(live.headersWithWrongSecret())) },
	{ fact: 'wrongKey', expected: REFUSED, ask: async (live) => refusal(await live.search(live.headers({ accessKey: '0'.repeat(32) }))) },
	{ fact: 'staleTimestamp', expected: REFUSED, ask: async (live) => refusal(await live.search(live.headers({}, -86_400_000))) },
	{
		fact: 'oneGateway',
		expected: 'a wrong signature refused alike at both endpoints, and an unknown order not answered with that code',
		ask: async (live) => {
			const search = await live.search(live.headersWithWrongSecret());
			const detail = await live.detail(NO_SUCH_ORDER, live.headersWithWrongSecret());
			const order = await live.detail(NO_SUCH_ORDER);
			const code = search.envelope?.code;
			const alike = search.httpStatus === detail.httpStatus && code === detail.envelope?.code;
			const other = code === undefined || order.envelope?.code !== code;
			const seen = `wrong signature: keyword query ${inWords(search)}, order detail ${inWords(detail)}; unknown order: ${inWords(order)}`;
			return [seen, unlessSilent([search, detail, order], fitsIf(alike && other && !isAccepted(search)))];
		},
	},
	{
		fact: 'envelope',
		expected: 'requestId, code, developId, msg and data, with code 200 as a number',
		ask: async ({ unit, byUnit }) => {
			const answer = parseExactJson(byUnit[unit!].bytes.toString('utf8')) as Record<string, unknown>;
			const missing = ['requestId', 'code', 'developId', 'msg', 'data'].filter((name) => !(name in answer));
			return [shape(answer), fitsIf(missing.length === 0 && answer.code === 200)];
		},
	},
	{
		fact: 'contentType',
		expected: 'JSON, UTF-8 or no charset named, no byte-order mark',
		ask: async ({ unit, byUnit }) => {
			const { headers, bytes } = byUnit[unit!];
			const type = String(headers['content-type'] ?? 'none');
			const marked = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
			return [`${type}${marked ? ', with a byte-order mark' : ''}`, fitsIf(/json/i.test(type) && !/charset=(?!"?utf-?8)/i.test(type) && !marked)];
		},
	},
	{
		fact: 'requestId',
		expected: 'null, or a name that the node passes on',
		ask: async ({ unit, byUnit }) => {
			const { bytes, envelope } = byUnit[unit!];
			const { requestId = null } = parseExactJson(bytes.toString('utf8')) as { requestId?: unknown };
			const kept = envelope!.requestId !== null;
			const pattern = String(requestId).replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/\d/g, '9');
			return [requestId === null ? 'null' : `${pattern} (a for a letter, 9 for a digit)${kept ? '' : ', which the node drops'}`, fitsIf(requestId === null || kept)];
		},
	},
	{
		fact: 'date',
		expected: 'a time in the header Date, for the clock check of the Test button',
		ask: async ({ clockAheadMs }) => {
			if (clockAheadMs === undefined) return ['none', 'differs'];
			return [`the API's clock is ${Math.round(Math.abs(clockAheadMs) / 1000)} s ${clockAheadMs < 0 ? 'behind' : 'ahead of'} this machine's`, 'fits'];
		},
	},
	{
		fact: 'unknownOrder',
		expected: 'anything that shows no status: the order then stays unclear',
		ask: async (live) => {
			const answer = await live.detail(NO_SUCH_ORDER);
			const { status } = readOrderStatus(NO_SUCH_ORDER, asResult(answer));
			return [status === undefined ? describe(answer) : `status ${status}`, unlessSilent([answer], fitsIf(status === undefined))];
		},
	},
	{
		fact: 'detailShape',
		expected: 'baseInfo.status, and the ID that was asked for',
		ask: async (live) => {
			if (live.orderId === undefined) return ['not asked: no order ID was given', 'open'];
			const answer = await live.detail(live.orderId);
			const { status } = readOrderStatus(live.orderId, asResult(answer));
			return [describe(answer) + namedIds(live.orderId, answer), unlessSilent([answer], fitsIf(status !== undefined))];
		},
	},
	{
		fact: 'statusValues',
		expected: 'a status of the list, and the right one: look the order up on 1688 and compare',
		ask: async (live) => {
			if (live.orderId === undefined) return ['not asked: no order ID was given', 'open'];
			const { status, paid } = readOrderStatus(live.orderId, asResult(await live.detail(live.orderId)));
			if (status === undefined) return ['no status', 'open'];
			return [`${status}, which the node takes for ${paid ? 'paid' : 'not proven paid'}`, fitsIf(paid || KNOWN_UNPAID.includes(status))];
		},
	},
];

/** Either answer is fine; only silence says nothing. */
function either(answer: Answer): [string, Verdict] {
	return [inWords(answer), unlessSilent([answer], 'fits')];
}

/** Asks the node's own reading what a payment with this answer would become. */
function refusal(answer: Answer): [string, Verdict] {
	const result = readAnswer(['1'], asResult(answer), 1).results.get('1')!;
	const safe = result.outcome === 'rejected' || result.gatewayCode !== undefined;
	return [inWords(answer), unlessSilent([answer], fitsIf(!isAccepted(answer) && safe))];
}

/** No answer, or "too many calls", settles nothing. */
function unlessSilent(answers: Answer[], verdict: Verdict): Verdict {
	const silent = answers.some(({ httpStatus, envelope }) => httpStatus === undefined || httpStatus === 429 || envelope?.code === 429);
	return silent ? 'open' : verdict;
}

function asResult({ httpStatus, bytes, failure = '' }: Answer): CallResult {
	return httpStatus === undefined ? { kind: 'unclear', reason: failure } : { kind: 'answered', httpStatus, body: bytes.toString('utf8') };
}

/** Names and types only: an order holds a person's name and address. */
function describe(answer: Answer): string {
	const data = answer.envelope?.data;
	if (!isAccepted(answer)) return inWords(answer);
	const baseInfo = isRecord(data) ? data.baseInfo : undefined;
	return `accepted, data: ${shape(data)}${isRecord(baseInfo) ? `; baseInfo: ${shape(baseInfo)}` : ''}`;
}

/** Which of the IDs in an order are the one asked for; the node believes no order that names another one, but for a number rounded beside the right text. */
function namedIds(orderId: string, { envelope }: Answer): string {
	const { baseInfo } = isRecord(envelope?.data) ? envelope.data : {};
	const named = Object.entries(isRecord(baseInfo) ? baseInfo : {}).filter(([name, value]) => /^(id|idOfStr|orderId)$/.test(name) && value !== null);
	return named.map(([name, value]) => `; ${name} is ${String(value) === orderId ? 'the ID asked for' : 'another ID'}`).join('');
}

function shape(value: unknown): string {
	if (!isRecord(value)) return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
	return `{ ${Object.entries(value).map(([name, part]) => `${name}: ${isRecord(part) ? 'object' : shape(part)}`).join(', ')} }`;
}
