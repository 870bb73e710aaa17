import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { apiWords, readEnvelope, type Envelope } from './envelope';
import { baseUrlProblem, endpointUrl, withoutKeys } from './signedCall';
import { signedHeaders, type PandaPonCredential, type TimestampUnit } from './signature';
import { describeFailure } from './transportFailure';

/** Reads only (docs/api.md, Keyword query). */
const PATH = '/alibaba/product/keywords/query';
const BODY = { keyword: 'test', beginPage: 1, pageSize: 1, country: 'en' };
const TIMEOUT_MS = 15_000;
/** PandaPon refuses a timestamp more than 600 s away from UTC (docs/api.md, Every call). */
const CLOCK_TOLERANCE_S = 600;

interface Answer {
	httpStatus: number;
	/** Time of the server in milliseconds, where its `Date` header gives one. */
	serverTime: number;
	envelope?: Envelope;
}

/**
 * The Test button of the credential: one call that only reads, and a second one with the other timestamp unit when the
 * first is refused.
 *
 * @param credential The fields as they stand in the dialog.
 * @returns `OK`, or `Error` with what is wrong and which field to change. The keys themselves are never quoted.
 */
export async function pandaPonApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const fields = credential.data as unknown as PandaPonCredential;
	const problem = emptyField(fields) ?? baseUrlProblem(fields.baseUrl);
	if (problem !== undefined) return failed(problem);

	const unit: TimestampUnit = fields.timestampUnit === 'seconds' ? 'seconds' : 'milliseconds';
	const otherUnit: TimestampUnit = unit === 'seconds' ? 'milliseconds' : 'seconds';
	let answer: Answer;
	let secondTry: Answer;
	try {
		answer = await ask(this, { ...fields, timestampUnit: unit });
		const unusable = answerProblem(answer);
		if (unusable !== undefined) return failed(unusable);
		if (answer.envelope?.code === 200) return { status: 'OK', message: `Connection successful. The account takes timestamps in ${unit}.` };
		secondTry = await ask(this, { ...fields, timestampUnit: otherUnit });
	} catch (error) {
		const { reason } = describeFailure(error, 'within 15 seconds');
		return failed(`${reason}. Check the Base URL, and that this n8n may reach it.`);
	}
	if (secondTry.envelope?.code === 200) {
		return failed(`Key and secret are right, but this account takes timestamps in ${otherUnit} only: switch Timestamp Unit to ${titleCase(otherUnit)}.`);
	}
	return failed(clockProblem(answer.serverTime) ?? keysProblem(answer));
}

async function ask(context: ICredentialTestFunctions, fields: PandaPonCredential): Promise<Answer> {
	// n8n offers credential tests no other request helper than this one.
	const response = (await context.helpers.request({
		method: 'POST',
		uri: endpointUrl(fields.baseUrl, PATH),
		headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...signedHeaders(fields) },
		body: JSON.stringify(BODY),
		encoding: 'utf8',
		timeout: TIMEOUT_MS,
		simple: false,
		followRedirect: false,
		followAllRedirects: false,
		resolveWithFullResponse: true,
	})) as { statusCode: number; headers: Record<string, string>; body: unknown };
	const { statusCode, headers, body } = response;
	return {
		httpStatus: statusCode,
		serverTime: Date.parse(headers.date),
		envelope: readEnvelope(withoutKeys(String(body), fields)),
	};
}

function emptyField(fields: PandaPonCredential): string | undefined {
	const empty = (['accessKey', 'accessSecret', 'userId'] as const).find((name) => (fields[name] ?? '').trim() === '');
	return empty === undefined ? undefined : `${{ accessKey: 'Access Key', accessSecret: 'Access Secret', userId: 'User ID' }[empty]} is empty.`;
}

/** Why an answer says nothing about the keys. */
function answerProblem({ httpStatus, envelope }: Answer): string | undefined {
	if (httpStatus >= 300 && httpStatus < 400) {
		return `The address sends calls on to another one (HTTP ${httpStatus}). Enter the final address as Base URL.`;
	}
	if (httpStatus === 429) return 'The API asks for fewer calls (HTTP 429). Wait a little, then test again.';
	if (httpStatus >= 500) return `The API could not answer for reasons of its own (HTTP ${httpStatus}). Test again later.`;
	if (envelope?.code === undefined && httpStatus !== 401 && httpStatus !== 403) {
		return `There is an answer, but not PandaPon's (HTTP ${httpStatus}). Check the Base URL.`;
	}
	return undefined;
}

function clockProblem(serverTime: number): string | undefined {
	const offS = Math.round((Date.now() - serverTime) / 1000);
	if (Number.isNaN(offS) || Math.abs(offS) <= CLOCK_TOLERANCE_S) return undefined;
	const direction = offS > 0 ? 'ahead of' : 'behind';
	return `The clock of this n8n is ${Math.abs(offS)} seconds ${direction} the API's; more than ${CLOCK_TOLERANCE_S} are refused. Set the clock right, then test again.`;
}

function keysProblem({ httpStatus, envelope }: Answer): string {
	const words = apiWords(envelope?.msg);
	const code = envelope?.code === undefined ? '' : `, code ${envelope.code}`;
	const said = words === '' ? '' : `, "${words}"`;
	return `The API refused the test call (HTTP ${httpStatus}${code}${said}). Most likely Access Key, Access Secret or User ID is wrong: copy them again from the PandaPon console; a "Reset" in AccessKey management ends the old secret. If they are right, ask PandaPon what this answer means.`;
}

function failed(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

function titleCase(unit: TimestampUnit): string {
	return unit === 'seconds' ? 'Seconds' : 'Milliseconds';
}
