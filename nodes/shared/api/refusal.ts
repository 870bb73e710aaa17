import { apiWords, isRecord, type Envelope } from './envelope';
import { isComplete } from './httpStatus';
import { englishOfCall, withEnglish } from './reasons';

/**
 * Tells whether an answer carries no result: nothing, empty lists, or text. Whatever else `data` holds could be one.
 *
 * @param data `data` of the envelope.
 */
export function saysNothing(data: unknown): boolean {
	if (data === undefined || data === null || data === false || typeof data === 'string')
		return true;
	if (Array.isArray(data)) return data.length === 0;
	return (
		isRecord(data) &&
		Object.values(data).every(
			(part) => part === null || part === '' || (Array.isArray(part) && part.length === 0),
		)
	);
}

/**
 * Finds what proves that a call was refused before it was processed: 400–499, except 408, 409, 460 and 499 (docs/api.md, Every
 * call).
 *
 * @param httpStatus HTTP status of the answer.
 * @param envelope The answer, where it is PandaPon's.
 * @returns The status or code; `undefined` where there is none, or where HTTP status and code contradict each other.
 */
export function refusedWith(
	httpStatus: number,
	envelope: Envelope | undefined,
): number | undefined {
	const code = envelope?.code;
	if (isComplete(httpStatus)) return isRefusal(code) ? code : undefined;
	const contradicted =
		code === undefined
			? envelope?.hasOddCode === true
			: code < 300 || isServerError(code) || NO_REFUSAL.has(code);
	return isRefusal(httpStatus) && !contradicted ? httpStatus : undefined;
}

/** 408, 460 and 499 mean that somebody stopped waiting, 409 that the order is in some other state; none, that nothing was processed. */
const NO_REFUSAL: ReadonlySet<number> = new Set([408, 409, 460, 499]);

function isRefusal(status: number | undefined): boolean {
	return status !== undefined && status >= 400 && status <= 499 && !NO_REFUSAL.has(status);
}

/** A failure inside the server says nothing about what was processed. */
function isServerError(status: number): boolean {
	return status >= 500 && status <= 599;
}

/**
 * Why a call failed as a whole.
 *
 * @param httpStatus HTTP status of the answer.
 * @param envelope The answer, where it is PandaPon's.
 * @returns The API's own words where it gave any, with their meaning where it is known.
 */
export function reasonOfCall(httpStatus: number, envelope: Envelope | undefined): string {
	if (envelope === undefined) return `The API's answer could not be read (HTTP ${httpStatus})`;
	const said = apiWords(envelope.msg);
	if (said !== '') return withEnglish(said, englishOfCall(said));
	if (envelope.code === undefined) return `The API's answer holds no code (HTTP ${httpStatus})`;
	return `The API answered with code ${envelope.code} and no message (HTTP ${httpStatus})`;
}
