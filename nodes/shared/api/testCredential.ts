import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { findAccessProblem, NEUTRAL_READ } from './accessProblem';
import { endpointUrl, withoutKeys, type CallResult } from './callOnce';
import { credentialProblem } from './credentialProblem';
import { signedHeaders, timestampUnitOf, type PandaPonCredential } from './signature';
import { describeFailure } from './transportFailure';

const TIMEOUT_MS = 15_000;

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
	const unit = timestampUnitOf(fields);
	const mistake = credentialProblem(fields);
	if (mistake !== undefined) return { status: 'Error', message: mistake };
	const problem = await findAccessProblem(
		unit,
		async (timestampUnit) => await ask(this, { ...fields, timestampUnit }),
	);
	if (problem !== undefined)
		return { status: 'Error', message: `${problem.reason}. ${problem.next}` };
	return {
		status: 'OK',
		message: `Connection successful. The account takes timestamps in ${unit}.`,
	};
}

async function ask(
	context: ICredentialTestFunctions,
	fields: PandaPonCredential,
): Promise<CallResult> {
	const { endpoint, body } = NEUTRAL_READ;
	try {
		// n8n offers credential tests no other request helper than this one.
		const response = (await context.helpers.request({
			method: endpoint.method,
			uri: endpointUrl(fields.baseUrl, endpoint.path),
			headers: {
				'Content-Type': 'application/json',
				Accept: 'application/json',
				...signedHeaders(fields),
			},
			body: JSON.stringify(body),
			encoding: 'utf8',
			timeout: TIMEOUT_MS,
			simple: false,
			followRedirect: false,
			followAllRedirects: false,
			resolveWithFullResponse: true,
		})) as { statusCode: number; headers: Record<string, string | undefined>; body: unknown };
		return {
			kind: 'answered',
			httpStatus: response.statusCode,
			body: withoutKeys(String(response.body), fields),
			date: response.headers.date,
		};
	} catch (error) {
		return describeFailure(error, 'within 15 seconds');
	}
}
