import { findAccessProblem } from '../../dist/nodes/shared/api/accessProblem.js';
import type { CallResult } from '../../dist/nodes/shared/api/callOnce.js';
import { isRecord } from '../../dist/nodes/shared/api/envelope.js';
import { parseExactJson } from '../../dist/nodes/shared/api/exactJson.js';
import { paymentEvidence } from '../../dist/nodes/shared/orders/paymentEvidence.js';
import { readOrderDetail } from '../../dist/nodes/shared/orders/readOrderDetail.js';
import { inWords, isAccepted, type Live } from './live.mts';
import type { Answer } from './readOnlyCalls.mts';

/** `fits` – the code copes with what was seen; `differs` – it builds on something else; `open` – it could not be seen. */
export type Verdict = 'fits' | 'differs' | 'open';

export interface Question {
	/** The fact in test/sandbox/apiFacts.mts that it looks at. */
	fact: string;
	/** What the code can live with. */
	expected: string;
	ask: (live: Live) => Promise<[seen: string, verdict: Verdict]>;
}

const fitsIf = (fits: boolean): Verdict => (fits ? 'fits' : 'differs');
const COPES = 'either: the node always sends what the manual asks for';
const REFUSED =
	'refused, and neither by sending the call on nor with an HTTP status from 500 on: then the read before the first payment is refused alike, nothing is sent, and the node can say why';
const NO_SUCH_ORDER = '1000000000000000001';

/** Asked in this order, each at most once; a question that needs an accepted call is skipped where none was. */
export const QUESTIONS: Question[] = [
	{
		fact: 'baseAddress',
		expected: 'an accepted call under the base address',
		ask: async ({ baseUrl, unit, byUnit }) => [`${baseUrl}: ${inWords(byUnit[unit!])}`, 'fits'],
	},
	{
		fact: 'signature',
		expected:
			'a call accepted that is signed by the shipped function, without path and body in the signature',
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
		ask: async (live) => {
			const recent = await live.search(live.headers({}, -500_000));
			const old = await live.search(live.headers({}, -700_000));
			const ahead = await live.search(live.headers({}, 700_000));
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
		ask: async (live) => either(await live.search(live.headersWithoutNonce())),
	},
	{
		fact: 'nonceTwice',
		expected: 'either: every call has a nonce of its own',
		ask: async (live) => {
			const headers = live.headers();
			const first = await live.search(headers);
			const second = await live.search(headers);
			return [
				`first: ${inWords(first)}; the same headers again: ${inWords(second)}`,
				unlessSilent([first, second], fitsIf(isAccepted(first))),
			];
		},
	},
	{
		fact: 'userId',
		expected: COPES,
		ask: async (live) => {
			const other = await live.search(live.headers({ userId: '1' }));
			const none = await live.search(live.headersWithout('user-id'));
			return [
				`another: ${inWords(other)}; none: ${inWords(none)}`,
				unlessSilent([other, none], 'fits'),
			];
		},
	},
	{
		fact: 'headerMissing',
		expected: REFUSED,
		ask: async (live) => await refusal(await live.search(live.headersWithout('signature'))),
	},
	{
		fact: 'wrongSignature',
		expected: REFUSED,
		ask: async (live) => await refusal(await live.search(live.headersWithWrongSecret())),
	},
	{
		fact: 'wrongKey',
		expected: REFUSED,
		ask: async (live) =>
			await refusal(await live.search(live.headers({ accessKey: '0'.repeat(32) }))),
	},
	{
		fact: 'staleTimestamp',
		expected: REFUSED,
		ask: async (live) => await refusal(await live.search(live.headers({}, -86_400_000))),
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
		expected: 'null, or a name that the node passes on',
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
		expected: 'anything that names no such order: what was asked then stays unclear',
		ask: async (live) => {
			const answer = await live.detail(NO_SUCH_ORDER);
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
		ask: async (live) => {
			if (live.orderId === undefined) return ['not asked: no order ID was given', 'open'];
			const answer = await live.detail(live.orderId);
			const order = readOrderDetail(live.orderId, asResult(answer));
			return [
				describe(answer) + namedIds(live.orderId, answer),
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
		ask: async (live) => {
			if (live.orderId === undefined) return ['not asked: no order ID was given', 'open'];
			const order = readOrderDetail(live.orderId, asResult(await live.detail(live.orderId)));
			if (order === undefined) return ['no order', 'open'];
			const { payment, why } = paymentEvidence(order);
			return [`${payment}, since ${why}`, fitsIf(payment !== 'unclear')];
		},
	},
];

/** Either answer is fine; only silence says nothing. */
function either(answer: Answer): [string, Verdict] {
	return [inWords(answer), unlessSilent([answer], 'fits')];
}

/** Asks the node's own reading what it would say before the first payment. */
async function refusal(answer: Answer): Promise<[string, Verdict]> {
	const problem = await findAccessProblem('milliseconds', async () => asResult(answer));
	const understood =
		problem !== undefined &&
		/^The API refused a call that only reads|^The clock of this n8n/.test(problem);
	return [inWords(answer), unlessSilent([answer], fitsIf(understood))];
}

/** No answer, or "too many calls", settles nothing. */
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

/** Which of the IDs in an order are the one asked for; the node believes no order that names none or another one, but for a number rounded beside the right text. */
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
