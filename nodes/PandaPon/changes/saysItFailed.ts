import { isRecord, type Envelope } from '../../shared/api/envelope';
import { SUCCESS, wordsIn } from './words';

const DEEPEST = 5;
/** An ID, or a plain yes. */
const isFine = (text: string): boolean =>
	text === '' || /^true$/i.test(text) || SUCCESS.test(text) || ID.test(text);
const ID = /^((TQ)?\d{10,}|[0-9a-f-]{16,})$/i;
/** Error codes of 1688, e.g. `5001`, `400_3`, and states that are none of success. */
const ERROR_CODE = /^\d{1,6}(_\d+)?$|error|fail|reject|refus|denied/i;
/** Fields that say yes or no, e.g. `isSuccess`, `succeed`. */
const YES_FIELD = /^(is_?)?succ|success$|^ok$|^flag$/i;
/** Codes beside the envelope's own, e.g. `resultCode`; in one of these, words are no success either. */
const CODE_FIELD = /^(result|ret|return|sub|biz)_?code$/i;
const FINE_CODE = /^(0|200)?$/;
/** Fields that hold something only where something went wrong. */
const ERROR_FIELD = /^(err|fail)/i;

/**
 * Tells whether an answer with code 200, of a call whose answer is not documented, has any sign of a failure: words, error
 * codes, a nested "no".
 *
 * @param envelope The answer.
 */
export function saysItFailed(envelope: Pick<Envelope, 'msg' | 'data'>): boolean {
	const { data } = envelope;
	if (typeof data === 'number') return String(data).length < 10;
	if (typeof data === 'string') {
		return !isFine(data.trim());
	}
	return wordsIn(envelope).length > 0 || hasFailure(data, 0);
}

function hasFailure(value: unknown, depth: number): boolean {
	if (depth > DEEPEST) return false;
	// Texts in a list are names and pictures, unless the list is all there is.
	if (Array.isArray(value))
		return value.some((each) =>
			typeof each === 'string'
				? depth === 0 && !isFine(each.trim())
				: (depth === 0 && each === false) || hasFailure(each, depth + 1),
		);
	if (!isRecord(value)) return false;
	return Object.entries(value).some(([name, field]) => {
		if (name === 'success') return !isYes(field);
		if (name === 'result' && !isRecord(field) && !Array.isArray(field)) return !isYes(field);
		if (YES_FIELD.test(name) && (field === false || field === 'false')) return true;
		if (CODE_FIELD.test(name) && isErrorCode(field)) return true;
		if (name === 'code') return field !== null && field !== 200 && field !== '200';
		if (name === 'status' && typeof field === 'string') return ERROR_CODE.test(field);
		if ((name === 'msg' || name === 'message') && typeof field === 'string')
			return !isFine(field.trim());
		return (ERROR_FIELD.test(name) && isFilled(field)) || hasFailure(field, depth + 1);
	});
}

function isErrorCode(field: unknown): boolean {
	if (typeof field !== 'string' && typeof field !== 'number') return false;
	const text = String(field).trim();
	return !FINE_CODE.test(text) && !SUCCESS.test(text);
}

function isYes(field: unknown): boolean {
	return field === true || (typeof field === 'string' && isFine(field.trim()) && field !== '');
}

function isFilled(field: unknown): boolean {
	if (field === null || field === undefined || field === '') return false;
	return !Array.isArray(field) || field.length > 0;
}
