import type { CallResult } from './callOnce';
import { product1688 } from '../catalog/product1688';
import { apiWords, readEnvelope, type Envelope } from './envelope';
import { isComplete } from './httpStatus';
import type { TimestampUnit } from './signature';

/** A keyword query: it only reads (docs/api.md, Keyword query), and any account may make it. */
export const NEUTRAL_READ = {
	endpoint: product1688.searchByKeyword,
	body: { keyword: 'test', beginPage: 1, pageSize: 1, country: 'en' },
};

/** PandaPon refuses a timestamp more than 600 s away from UTC (docs/api.md, Every call). */
const CLOCK_TOLERANCE_S = 600;

/** What keeps an account from being served. */
export interface AccessProblem {
	/** What happened, in plain English, without a full stop at its end. Keys are never quoted. */
	reason: string;
	/** What to do, with the field to change. */
	next: string;
}

interface Answer {
	httpStatus: number;
	/** Time of the server in milliseconds since 1970; NaN where its `Date` header gives none. */
	serverTime: number;
	envelope: Envelope | undefined;
	isPage: boolean;
}

/**
 * Makes one neutral read, and a second one with the other timestamp unit when the first is refused.
 *
 * @param unit The timestamp unit set in the credential.
 * @param ask Makes the neutral read, signed with timestamps in the given unit.
 * @returns What keeps the account from being served; `undefined` when the API answered with code 200.
 */
export async function findAccessProblem(
	unit: TimestampUnit,
	ask: (unit: TimestampUnit) => Promise<CallResult>,
): Promise<AccessProblem | undefined> {
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
		return {
			reason: `This account takes timestamps in ${otherUnit} only`,
			next: `Key and secret are right: set Timestamp Unit in the credential to ${titleCase(otherUnit)}.`,
		};
	}
	return clockProblem(answer.serverTime) ?? keysProblem(answer);
}

function read({ httpStatus, body, date }: CallResult & { kind: 'answered' }): Answer {
	return {
		httpStatus,
		serverTime: Date.parse(date ?? ''),
		envelope: readEnvelope(body),
		isPage: body.trimStart().startsWith('<'),
	};
}

/** A redirect or an error page can carry any body: only a plain answer counts. */
function isServed({ httpStatus, envelope }: Answer): boolean {
	return isComplete(httpStatus) && envelope?.code === 200;
}

function noConnection(reason: string): AccessProblem {
	return { reason, next: 'Check the Base URL in the credential, and that this n8n may reach it.' };
}

/** Why an answer says nothing about the keys. */
function answerProblem({ httpStatus, envelope, isPage }: Answer): AccessProblem | undefined {
	const code = envelope?.code;
	if (httpStatus >= 300 && httpStatus < 400) {
		return {
			reason: `The Base URL sends calls on to another address (HTTP ${httpStatus})`,
			next: 'Enter the final address as Base URL in the credential.',
		};
	}
	if (httpStatus === 407) {
		return {
			reason: 'A proxy between n8n and the API wants a name and password (HTTP 407)',
			next: 'Check the proxy settings of this n8n (HTTPS_PROXY or HTTP_PROXY).',
		};
	}
	if (httpStatus === 429 || code === 429)
		return { reason: 'The API is rate limiting (429)', next: 'Wait a little, then try again.' };
	if (httpStatus >= 500)
		return { reason: `The API itself failed (HTTP ${httpStatus})`, next: 'Try again later.' };
	const nowhere = [httpStatus, code].find((status) => status === 404 || status === 405);
	if (nowhere !== undefined)
		return { reason: `The Base URL leads to no call of the API (${nowhere})`, next: CHECK_ADDRESS };
	if (isPage)
		return { reason: `A web page answered, not the API (HTTP ${httpStatus})`, next: CHECK_ADDRESS };
	if (code === undefined && httpStatus !== 401 && httpStatus !== 403)
		return { reason: `The answer is not PandaPon's (HTTP ${httpStatus})`, next: CHECK_ADDRESS };
	return undefined;
}

const CHECK_ADDRESS = 'Check the Base URL: usually https://api.pandapon.com, without a path.';

function clockProblem(serverTime: number): AccessProblem | undefined {
	const offS = Math.round((Date.now() - serverTime) / 1000);
	if (Number.isNaN(offS) || Math.abs(offS) <= CLOCK_TOLERANCE_S) return undefined;
	const direction = offS > 0 ? 'ahead of' : 'behind';
	return {
		reason: `The clock of this n8n is ${Math.abs(offS)} seconds ${direction} the API's`,
		next: `Set the clock right: more than ${CLOCK_TOLERANCE_S} seconds are refused.`,
	};
}

function keysProblem({ httpStatus, envelope }: Answer): AccessProblem {
	const words = apiWords(envelope?.msg);
	const code = envelope?.code === undefined ? '' : `, code ${envelope.code}`;
	const said = words === '' ? '' : `, "${words}"`;
	return {
		reason: `The API refused a call that only reads (HTTP ${httpStatus}${code}${said})`,
		next: 'Most likely Access Key, Access Secret or User ID is wrong: copy them again.',
	};
}

function titleCase(unit: TimestampUnit): string {
	return unit === 'seconds' ? 'Seconds' : 'Milliseconds';
}
