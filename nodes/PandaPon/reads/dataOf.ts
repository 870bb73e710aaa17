import type { CallResult } from '../../shared/api/callOnce';
import { apiWords, isRecord, readEnvelope } from '../../shared/api/envelope';
import { isComplete } from '../../shared/api/httpStatus';
import { reasonOfCall } from '../../shared/api/refusal';
import { englishOfCall, withEnglish } from '../../shared/api/reasons';
import { ReadFailure } from './readFailure';

/**
 * Reads the answer to a call that only reads.
 *
 * @param call What became of the call.
 * @returns `data` of the answer. Whole numbers beyond 2^53 are text, with all their digits.
 * @throws ReadFailure when there is no answer, or it does not say success.
 */
export function dataOf(call: CallResult): unknown {
	if (call.kind !== 'answered') throw new ReadFailure(call.reason, NEXT.noAnswer);
	const { httpStatus, body } = call;
	const envelope = readEnvelope(body);
	const isAnswered = isComplete(httpStatus) && envelope?.code === 200;
	if (!isAnswered)
		throw new ReadFailure(
			reasonOfCall(httpStatus, envelope),
			next(isComplete(httpStatus) ? envelope?.code : httpStatus),
		);
	const { data } = envelope;
	if (isRecord(data) && (data.success === false || data.success === 'false'))
		throw new ReadFailure(failureIn(data), NEXT.refused);
	return data;
}

/** `code: 200` can still carry a failure inside `data`; that of a preview says why in its entries. */
function failureIn(data: Record<string, unknown>): string {
	const entries = Object.values(data).flatMap((value) =>
		Array.isArray(value) ? (value as unknown[]) : [],
	);
	const words = [data, ...entries.filter(isRecord)]
		.flatMap((part) => [
			part.errorMsg,
			part.errorInfo,
			part.errorMessage,
			part.message,
			part.errorCode,
		])
		.map(apiWords)
		.find((said) => said !== '');
	return words === undefined
		? 'The API answered that it could not do it, and not why'
		: withEnglish(words, englishOfCall(words));
}

const NEXT = {
	noAnswer: 'Check the connection and the Base URL in the credential, then run it again.',
	credential: 'Open the PandaPon API credential and press Test: it says what is wrong.',
	rateLimited: 'Wait a little, then run it again.',
	refused: 'Check the fields of this node, then run it again.',
	trouble: 'The API itself seems to be in trouble: run it again later.',
};

function next(status: number | undefined): string {
	if (status === undefined) return NEXT.credential;
	if (status === 401 || status === 403) return NEXT.credential;
	if (status === 429) return NEXT.rateLimited;
	return status >= 400 && status <= 499 ? NEXT.refused : NEXT.trouble;
}
