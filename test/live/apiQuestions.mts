import { findAccessProblem } from '../../dist/nodes/shared/api/accessProblem.js';
import type { CallResult } from '../../dist/nodes/shared/api/callOnce.js';
import { isRecord } from '../../dist/nodes/shared/api/envelope.js';
import { parseExactJson } from '../../dist/nodes/shared/api/exactJson.js';
import { paymentEvidence } from '../../dist/nodes/shared/orders/paymentEvidence.js';
import { readOrderDetail } from '../../dist/nodes/shared/orders/readOrderDetail.js';
import { inWords, isAccepted, type Conversation } from './conversation.mts';
import type { Answer } from './readOnlyCalls.mts';

/** `fits` – the code copes with what was seen; `differs` – it builds on something else; `open` – it could not be seen. */
export type Verdict = 'fits' | 'differs' | 'open';

export interface Question {
	/** The fact in test/sandbox/apiFacts.mts that it checks. */
	fact: string;
	/** What the code can cope with. */
	expected: string;
	ask: (api: Conversation) => Promise<[seen: string, verdict: Verdict]>;
}

const fitsIf = (fits: boolean): Verdict => (fits ? 'fits' : 'differs');
const COPES = 'either: the node always sends what the manual asks for';
const REFUSED =
	'refused, but neither by a redirect nor with an HTTP status of 500 or more: the read before the first payment is then refused the same way, nothing is sent, and the node can say why';
const NO_SUCH_ORDER = '1000000000000000001';

/** Asked in this order, each once; none is asked unless a call has been accepted. */
export const QUESTIONS: Question[] = [
	{
		fact: 'baseAddress',
		expected: 'a call accepted at the base address',
		ask: async ({ baseUrl, unit, byUnit }) => [`${baseUrl}: ${inWords(byUnit[unit!])}`, 'fits'],
	},
	{
		fact: 'signature',
		expected:
			'a call accepted with the signature of the shipped function, which covers neither path nor body',
		ask: async ({ unit, byUnit }) => [inWords(byUnit[unit!]), 'fits'],
	},
	{
		fact: 'timestampUnit',
		expected: "milliseconds accepted, the default of the credential's Timestamp Unit",
		ask: async ({ byUnit: { milliseconds, seconds } }) => [
			`milliseconds: ${inWords(milliseconds)}; seconds: ${inWords(seconds)}`,
			fitsIf(isAccepted(milliseconds)),
		],
	},
	{
		fact: 'timestampWindow',
		expected: '500 s old accepted; 700 s old, and 700 s ahead, refused',
		ask: async (api) => {
			const recent = await api.search(api.headers({}, -500_000));
			const old = await api.search(api.headers({}, -700_000));
			const ahead = await api.search(api.headers({}, 700_000));
			const seen = `500 s old: ${inWords(recent)}; 700 s old: ${inWords(old)}; 700 s ahead: ${inWords(ahead)}`;
			return [
				seen,
				unlessSilent(
					[recent, old, ahead],
					fitsIf(isAccepted(recent) && !isAccepted(old) && !isAccepted(ahead)),
				),
			];
		},
	},
	{
		fact: 'nonceMissing',
		expected: COPES,
		ask: async (api) => either(await api.search(api.headersWithoutNonce())),
	},
	{
		fact: 'nonceTwice',
		expected: 'either: every call has a nonce of its own',
		ask: async (api) => {
			const headers = api.headers();
			const first = await api.search(headers);
			const second = await api.search(headers);
			return [
				`first: ${inWords(first)}; the same headers again: ${inWords(second)}`,
				unlessSilent([first, second], fitsIf(isAccepted(first))),
			];
		},
	},
	{
		fact: 'userId',
		expected: COPES,
		ask: async (api) => {
			const other = await api.search(api.headers({ userId: '1' }));
			const none = await api.search(api.headersWithout('user-id'));
			return [
				`another: ${inWords(other)}; none: ${inWords(none)}`,
				unlessSilent([other, none], 'fits'),
			];
		},
	},
	{
		fact: 'headerMissing',
		expected: REFUSED,
		ask: async (api) => await refusal(await api.search(api.headersWithout('signature'))),
	},
	{
		fact: 'wrongSignature',
		expected: REFUSED,
		ask: async (api) => await refusal(await api.search(api.headersWithWrongSecret())),
	},
	{
		fact: 'wrongKey',
		expected: REFUSED,
		ask: async (api) => await refusal(await api.search(api.headers({ accessKey: '0'.repeat(32) }))),
	},
	{
		fact: 'staleTimestamp',
		expected: REFUSED,
		ask: async (api) => await refusal(await api.search(api.headers({}, -86_400_000))),
	},
	{
		fact: 'envelope',
		expected: 'requestId, code, developId, msg and data, with code 200 as a number',
		ask: async ({ unit, byUnit }) => {
			const answer = parseExactJson(byUnit[unit!].bytes.toString('utf8')) as Record<
				string,
				unknown
			>;
			const missing = ['requestId', 'code', 'developId', 'msg', 'data'].filter(
				(name) => !(name in answer),
			);
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
			return [
				`${type}${marked ? ', with a byte-order mark' : ''}`,
				fitsIf(/json/i.test(type) && !/charset=(?!"?utf-?8)/i.test(type) && !marked),
			];
		},
	},
	{
		fact: 'requestId',
		expected: 'null, or an ID that the node passes on',
		ask: async ({ unit, byUnit }) => {
			const { bytes, envelope } = byUnit[unit!];
			const { requestId = null } = parseExactJson(bytes.toString('utf8')) as {
				requestId?: unknown;
			};
			const kept = envelope!.requestId !== null;
			const pattern = String(requestId)
				.replace(/[a-z]/g, 'a')
				.replace(/[A-Z]/g, 'A')
				.replace(/\d/g, '9');
			return [
				requestId === null
					? 'null'
					: `${pattern} (a for a letter, 9 for a digit)${kept ? '' : ', which the node drops'}`,
				fitsIf(requestId === null || kept),
			];
		},
	},
	{
		fact: 'date',
		expected: 'a time in the header Date, for the clock check of the Test button and of the node',
		ask: async ({ clockAheadMs }) => {
			if (clockAheadMs === undefined) return ['none', 'differs'];
			return [
				`the API's clock is ${Math.round(Math.abs(clockAheadMs) / 1000)} s ${clockAheadMs < 0 ? 'behind' : 'ahead of'} this machine's`,
				'fits',
			];
		},
	},
	{
		fact: 'unknownOrder',
		expected: 'anything that shows no such order: its payment then stays unclear',
		ask: async (api) => {
			const answer = await api.detail(NO_SUCH_ORDER);
			const order = readOrderDetail(NO_SUCH_ORDER, asResult(answer));
			return [
				order === undefined ? describe(answer) : `status ${paymentEvidence(order).status}`,
				unlessSilent([answer], fitsIf(order === undefined)),
			];
		},
	},
	{
		fact: 'detailShape',
		expected:
			'baseInfo.status, the ID that was asked for, and what shows a payment: tradeTerms with payStatus, or payTime and tradeType',
		ask: async (api) => {
			if (api.orderId === undefined) return ['not asked: no order ID was given', 'open'];
			const answer = await api.detail(api.orderId);
			const order = readOrderDetail(api.orderId, asResult(answer));
			return [
				describe(answer) + namedIds(api.orderId, answer),
				unlessSilent(
					[answer],
					fitsIf(order !== undefined && paymentEvidence(order).status !== null),
				),
			];
		},
	},
	{
		fact: 'statusValues',
		expected: 'a verdict, and the right one: look the order up on 1688 and compare',
		ask: async (api) => {
			if (api.orderId === undefined) return ['not asked: no order ID was given', 'open'];
			const order = readOrderDetail(api.orderId, asResult(await api.detail(api.orderId)));
			if (order === undefined) return ['no order', 'open'];
			const { payment, why } = paymentEvidence(order);
			return [`${payment}, since ${why}`, fitsIf(payment !== 'unclear')];
		},
	},
];

/** Any answer will do; only silence tells nothing. */
function either(answer: Answer): [string, Verdict] {
	return [inWords(answer), unlessSilent([answer], 'fits')];
}

/** What the node itself would make of this answer before the first payment. */
async function refusal(answer: Answer): Promise<[string, Verdict]> {
	const problem = await findAccessProblem('milliseconds', async () => asResult(answer));
	const understood =
		problem !== undefined &&
		/^The API refused a call that only reads|^The clock of this n8n/.test(problem.reason);
	return [inWords(answer), unlessSilent([answer], fitsIf(understood))];
}

/** No answer, or "too many calls" (429), leaves a question open. */
function unlessSilent(answers: Answer[], verdict: Verdict): Verdict {
	const silent = answers.some(
		({ httpStatus, envelope }) =>
			httpStatus === undefined || httpStatus === 429 || envelope?.code === 429,
	);
	return silent ? 'open' : verdict;
}

function asResult({ httpStatus, bytes, failure = '' }: Answer): CallResult {
	return httpStatus === undefined
		? { kind: 'unclear', reason: failure }
		: { kind: 'answered', httpStatus, body: bytes.toString('utf8') };
}

/** Names and types only: an order holds a person's name and address. */
function describe(answer: Answer): string {
	const data = answer.envelope?.data;
	if (!isAccepted(answer)) return inWords(answer);
	const { baseInfo, tradeTerms } = isRecord(data) ? data : {};
	const [term] = Array.isArray(tradeTerms) ? (tradeTerms as unknown[]) : [];
	const parts = Object.entries({ baseInfo, 'tradeTerms[0]': term }).filter(([, part]) =>
		isRecord(part),
	);
	return `accepted, data: ${shape(data)}${parts.map(([name, part]) => `; ${name}: ${shape(part)}`).join('')}`;
}

/** Which IDs in an order are the one asked for. The node trusts no order that names none or another, except for a number rounded next to the exact text. */
function namedIds(orderId: string, { envelope }: Answer): string {
	const { baseInfo } = isRecord(envelope?.data) ? envelope.data : {};
	const named = Object.entries(isRecord(baseInfo) ? baseInfo : {}).filter(
		([name, value]) => /^(id|idOfStr|orderId)$/.test(name) && value !== null,
	);
	return named
		.map(
			([name, value]) =>
				`; ${name} is ${String(value) === orderId ? 'the ID asked for' : 'another ID'}`,
		)
		.join('');
}

function shape(value: unknown): string {
	if (!isRecord(value))
		return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
	return `{ ${Object.entries(value)
		.map(([name, part]) => `${name}: ${isRecord(part) ? 'object' : shape(part)}`)
		.join(', ')} }`;
}
