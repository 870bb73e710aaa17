import type { CallResult } from './callOnce';
import { endpoints } from './endpoints';
import { apiWords, readEnvelope, type Envelope } from './envelope';
import { isComplete } from './httpStatus';
import type { TimestampUnit } from './signature';

/** A keyword query: it only reads (docs/api.md, Keyword query), and any account may make it. */
export const NEUTRAL_READ = {
	endpoint: endpoints.keywordQuery,
	body: { keyword: 'test', beginPage: 1, pageSize: 1, country: 'en' },
};

/** PandaPon refuses a timestamp more than 600 s away from UTC (docs/api.md, Every call). */
const CLOCK_TOLERANCE_S = 600;

interface Answer {
	httpStatus: number;
	/** Time of the server in milliseconds since 1970; NaN where its `Date` header gives none. */
	serverTime: number;
	envelope: Envelope | undefined;
}

/**
 * Makes one neutral read, and a second one with the other timestamp unit when the first is refused.
 *
 * @param unit The timestamp unit set in the credential.
 * @param ask Makes the neutral read, signed with timestamps in the given unit.
 * @returns What keeps the account from being served, in words, with the field to change; `undefined` when the API answered
 * with code 200. Keys are never quoted.
 */
export async function findAccessProblem(
	unit: TimestampUnit,
	ask: (unit: TimestampUnit) => Promise<CallResult>,
): Promise<string | undefined> {
	const first = await ask(unit);
	if (first.kind !== 'answered') return noConnection(first.reason);
	const answer = read(first);
	const unusable = answerProblem(answer);
	if (unusable !== undefined) return unusable;
	if (isServed(answer)) return undefined;

	const otherUnit: TimestampUnit = unit === 'seconds' ? 'milliseconds' : 'seconds';
	const second = await ask(otherUnit);
	if (second.kind !== 'answered') return noConnection(second.reason);
	if (isServed(read(second))) {
		return `Key and secret are right, but this account takes timestamps in ${otherUnit} only: switch Timestamp Unit to ${titleCase(otherUnit)}.`;
	}
	return clockProblem(answer.serverTime) ?? keysProblem(answer);
}

function read({ httpStatus, body, date }: CallResult & { kind: 'answered' }): Answer {
	return { httpStatus, serverTime: Date.parse(date ?? ''), envelope: readEnvelope(body) };
}

/** A redirect or an error page can carry any body: only a plain answer counts. */
function isServed({ httpStatus, envelope }: Answer): boolean {
	return isComplete(httpStatus) && envelope?.code === 200;
}

function noConnection(reason: string): string {
	return `${reason}. Check the Base URL, and that this n8n may reach it.`;
}

/** Why an answer says nothing about the keys. */
function answerProblem({ httpStatus, envelope }: Answer): string | undefined {
	if (httpStatus >= 300 && httpStatus < 400) {
		return `The address sends calls on to another one (HTTP ${httpStatus}). Enter the final address as Base URL.`;
	}
	if (httpStatus === 407) {
		return 'A proxy between n8n and the API wants a name and password (HTTP 407): check the proxy settings of this n8n (HTTPS_PROXY or HTTP_PROXY).';
	}
	if (httpStatus === 429 || envelope?.code === 429)
		return 'The API is rate limiting (429). Wait a little, then try again.';
	if (httpStatus >= 500) return `The API itself failed (HTTP ${httpStatus}). Try again later.`;
	if (envelope?.code === undefined && httpStatus !== 401 && httpStatus !== 403) {
		return `There is an answer, but not PandaPon's (HTTP ${httpStatus}). Check the Base URL.`;
	}
	return undefined;
}

function clockProblem(serverTime: number): string | undefined {
	const offS = Math.round((Date.now() - serverTime) / 1000);
	if (Number.isNaN(offS) || Math.abs(offS) <= CLOCK_TOLERANCE_S) return undefined;
	const direction = offS > 0 ? 'ahead of' : 'behind';
	return `The clock of this n8n is ${Math.abs(offS)} seconds ${direction} the API's; more than ${CLOCK_TOLERANCE_S} are refused. Set the clock right, then try again.`;
}

function keysProblem({ httpStatus, envelope }: Answer): string {
	const words = apiWords(envelope?.msg);
	const code = envelope?.code === undefined ? '' : `, code ${envelope.code}`;
	const said = words === '' ? '' : `, "${words}"`;
	return `The API refused a call that only reads (HTTP ${httpStatus}${code}${said}). Most likely Access Key, Access Secret or User ID is wrong: copy them again from the PandaPon console; a "Reset" in AccessKey management ends the old secret. If they are right, ask PandaPon what this answer means.`;
}

function titleCase(unit: TimestampUnit): string {
	return unit === 'seconds' ? 'Seconds' : 'Milliseconds';
}
