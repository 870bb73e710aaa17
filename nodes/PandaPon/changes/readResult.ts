import type { CallResult } from '../../shared/api/callOnce';
import { isRecord, readEnvelope, type Envelope } from '../../shared/api/envelope';
import { isComplete } from '../../shared/api/httpStatus';
import { readReason } from '../../shared/api/reasons';
import { reasonOfCall, refusedWith, saysNothing } from '../../shared/api/refusal';
import type { AnswerShape, Operation } from '../../shared/catalog/endpoint';
import { advice } from './advice';
import { createdIn, type Created } from './createdIds';
import { withoutAnswer, type Result } from './outcome';
import { saysItFailed } from './saysItFailed';
import { allTexts, inWords, leavesOpen, limitsInDoubt, saysMade, wordsIn } from './words';

/** What an answer says about the change. */
type Verdict = Pick<Result, 'outcome' | 'errorReason' | 'advice'>;

type Answered = CallResult & { kind: 'answered' };

/** What an answer is held against. */
export interface About {
	/** The order or refund that the call was about, by the API's name of the field: an answer about another one proves nothing. */
	asked: Readonly<Record<string, string>>;
	/** All that was sent, as text: a number in an answer that stands there is no name of something new. */
	sent: string;
}

/**
 * Turns the end of a call that changes something into its result. Code 200 is read by the shape of the answer, 400–499 (except
 * 408, 409, 460, 499) counts as a refusal before processing, and everything else as unclear (docs/api.md, Every call).
 *
 * @param call What became of the call.
 * @param operation Its record: what a successful answer holds, and how a person sees whether it happened.
 * @param about What was sent.
 */
export function readResult(
	call: CallResult,
	operation: Pick<Operation, 'answer' | 'creates' | 'effect' | 'lookAfterwards'>,
	about: About,
): Result {
	const { answer: shape, creates, lookAfterwards: look = '' } = operation;
	if (call.kind === 'notSent') return withoutAnswer('notSent', call.reason, advice.notSent);
	if (call.kind === 'unclear') return withoutAnswer('unclear', call.reason, advice.unclear(look));
	const { httpStatus } = call;
	const envelope = readEnvelope(call.body);
	const data = envelope?.data ?? null;
	const isAnswered = isComplete(httpStatus) && envelope?.code === 200;
	const created = createdIn(isAnswered ? creates : undefined, data);
	const verdict = !isAnswered
		? judgeFailure(call, envelope, operation, about)
		: isAbout(data, about.asked)
			? judge(shape, call, envelope, created, look, about)
			: unclear('The API answered about another order or refund', look);
	return {
		...verdict,
		...(creates !== undefined && { createdIds: created.ids }),
		answer: data,
		requestId: envelope?.requestId ?? null,
		code: envelope?.code ?? null,
		httpStatus,
	};
}

function unclear(errorReason: string, look: string): Verdict {
	return { outcome: 'unclear', errorReason, advice: advice.unclear(look) };
}

function isAbout(data: unknown, asked: Readonly<Record<string, string>>): boolean {
	if (!isRecord(data)) return true;
	if (Object.values(data).some((part) => isRecord(part) && !isAbout(part, asked))) return false;
	return Object.entries(asked).every(([name, id]) => {
		const named = data[name];
		return typeof named !== 'string' && typeof named !== 'number' ? true : String(named) === id;
	});
}

function judgeFailure(
	{ httpStatus, body }: Answered,
	envelope: Envelope | undefined,
	{ creates, effect, lookAfterwards: look = '' }: Parameters<typeof readResult>[1],
	{ asked, sent }: About,
): Verdict {
	const errorReason = reasonOfCall(httpStatus, envelope);
	const words = allTexts(body);
	const carriesNothing =
		saysNothing(envelope?.data) &&
		!BARE_ID.test(String(envelope?.data)) &&
		!(creates !== undefined && namesNew(words, sent)) &&
		!(effect === 'pays' && speaksOfPayment(words, asked));
	const refusal = carriesNothing ? refusedWith(httpStatus, envelope) : undefined;
	if (refusal === 429 && !limitsInDoubt(words))
		return { outcome: 'notSent', errorReason, advice: advice.rateLimited };
	const isOpen = isAccess(refusal)
		? saysMade(words.replace(EXISTS, ''))
		: leavesOpen(words, body.trimStart().startsWith('<'));
	return refusal === undefined || refusal === 429 || isOpen
		? unclear(errorReason, look)
		: { outcome: 'refused', errorReason, advice: advice.refusedCall(refusal) };
}

/** Who is not let in is not served: a key that "does not exist" or a nonce used "again" is no change that was made. */
const EXISTS = /exists?|重[复複]|timestamp/gi;

function isAccess(status: number | undefined): boolean {
	return status === 401 || status === 403;
}

/** Beside a refusal it could be the name of what was created. */
const BARE_ID = /^\s*(TQ)?\d{10,}\s*$/;
const LONG_ID = /(?<![\da-z])(?:TQ)?\d{15,}(?![\da-z])/gi;

function namesNew(words: string, sent: string): boolean {
	return (words.match(LONG_ID) ?? []).some((id) => !sent.includes(id));
}

/** As Batch Pay reads a refusal: words of a payment, or the order's name, leave open whether it was paid. */
function speaksOfPayment(words: string, asked: Readonly<Record<string, string>>): boolean {
	const namesOrder = Object.values(asked).some((id) => words.includes(id));
	return namesOrder || readReason(words).kind === 'doubtful';
}

/** Code 200 says that the call was answered; whether it was done stands in `data`. */
function judge(
	shape: AnswerShape,
	{ body }: Answered,
	envelope: Envelope,
	created: Created,
	look: string,
	{ asked, sent }: About,
): Verdict {
	const said = yesOrNo(shape, envelope, created.ids, asked);
	const words = wordsIn(envelope);
	if (said === 'yes') return done(shape, envelope, created, look);
	const errorReason = inWords(words[0]) ?? WITHOUT_WORDS[said];
	const texts = allTexts(body, true);
	const namesOne = shape === 'created' && namesNew(texts, sent);
	if (said === 'unclear' || namesOne || leavesOpen(texts)) return unclear(errorReason, look);
	const next = words.length > 0 ? advice.refused : advice.noWords(look);
	return { outcome: 'refused', errorReason, advice: next };
}

/** What is left to do although the call was done. */
function done(
	shape: AnswerShape,
	{ msg, data }: Envelope,
	{ failed }: Created,
	look: string,
): Verdict {
	if (failed.length > 0)
		return leavesOpen(allTexts(JSON.stringify(failed)))
			? unclear('It is not certain whether a part was created', look)
			: { outcome: 'done', errorReason: 'A part was not created', advice: advice.part };
	if (shape === 'paymentLink' && isRecord(data)) {
		const paid = plainFlag(data.protocolPaySuccess) === 'yes';
		return {
			outcome: 'done',
			errorReason: null,
			advice: paid ? advice.paidByAgreement : advice.openLink,
		};
	}
	// A plain value is the yes itself.
	const [remark] = wordsIn({ msg, data: isRecord(data) ? data : null })
		.filter((words) => !NO_ERROR.test(words))
		.map(inWords);
	return remark === undefined
		? { outcome: 'done', errorReason: null, advice: null }
		: { outcome: 'done', errorReason: remark, advice: look };
}

/** The message of the envelope says that it did not work. */
const FAILED = /失[败敗]|fail|error/i;

/** Codes of success. */
const NO_ERROR = /^\s*(0|200)\s*$/;

type Said = 'yes' | 'no' | 'unclear';

const WITHOUT_WORDS = {
	no: 'The API answered that it was not done, and not why',
	unclear: 'The API answered with success, but not that it was done',
};

function yesOrNo(
	shape: AnswerShape,
	envelope: Envelope,
	ids: string[],
	asked: Readonly<Record<string, string>>,
): Said {
	const { data, msg, success } = envelope;
	const flag = isRecord(data) ? plainFlag(data.success) : plainFlag(data);
	// Beside code 200, and a yes, it contradicts itself.
	if (flag !== 'no' && (plainFlag(success) === 'no' || FAILED.test(msg))) return 'unclear';
	switch (shape) {
		case 'boolean':
		case 'verdict':
			return flag ?? 'unclear';
		case 'created':
			// What names an order and says that it failed contradicts itself.
			if (flag === 'no') return ids.length === 0 ? 'no' : 'unclear';
			return ids.length > 0 && (flag === 'yes' || !saysItFailed(envelope)) ? 'yes' : 'unclear';
		case 'paymentLink':
			return paymentLinkSays(data, asked.orderId);
		default:
			return flag ?? (saysItFailed(envelope) ? 'unclear' : 'yes');
	}
}

function plainFlag(value: unknown): 'yes' | 'no' | undefined {
	const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (text === true || text === 'true') return 'yes';
	return text === false || text === 'false' ? 'no' : undefined;
}

/** `protocolPaySuccess: false` proves nothing: 1688 gives it after a time-out, too. */
function paymentLinkSays(data: unknown, orderId: string | undefined): Said {
	if (!isRecord(data)) return 'unclear';
	if (plainFlag(data.protocolPaySuccess) === 'yes') return 'yes';
	const cannot = JSON.stringify(data.cantPayOrderList ?? []);
	if (plainFlag(data.success) === 'no' || (orderId !== undefined && cannot.includes(orderId)))
		return 'unclear';
	return typeof data.payUrl === 'string' && data.payUrl.trim() !== '' ? 'yes' : 'unclear';
}
