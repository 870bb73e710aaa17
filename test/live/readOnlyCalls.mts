import { request } from 'undici';

import { endpointUrl } from '../../dist/nodes/shared/api/callOnce.js';
import { endpoints } from '../../dist/nodes/shared/api/endpoints.js';
import { readEnvelope, type Envelope } from '../../dist/nodes/shared/api/envelope.js';
import { ENDPOINTS } from '../sandbox/apiFacts.mts';

/** All that can be called from here. A test holds this list against what docs/api.md marks as "reads". */
export const READ_ONLY = {
	detail: endpoints.orderDetail.path,
	keywords: endpoints.keywordQuery.path,
} as const;

const PAYING = ENDPOINTS.filter(({ effect }) => effect !== 'reads').map(({ path }) => path);
const TIMEOUT_MS = 15_000;

/** What came back; without `httpStatus` no answer came, and `failure` says why. */
export interface Answer {
	httpStatus?: number;
	headers: Record<string, string | string[] | undefined>;
	bytes: Buffer;
	envelope?: Envelope;
	failure?: string;
}

/**
 * Makes one call that only reads. Redirects are not followed.
 *
 * @param baseUrl Address in front of the path.
 * @param endpoint Which of the read-only endpoints.
 * @param body JSON body.
 * @param headers The five headers, or what is to be tried in their place.
 * @throws Error when the address leads anywhere else than to a read-only endpoint.
 */
export async function callReadOnly(
	baseUrl: string,
	endpoint: keyof typeof READ_ONLY,
	body: object,
	headers: Record<string, string>,
): Promise<Answer> {
	const url = new URL(endpointUrl(baseUrl, READ_ONLY[endpoint] ?? ''));
	if (!onlyReads(url)) throw new Error('This command calls only endpoints that read');
	try {
		const {
			statusCode,
			headers: answered,
			body: stream,
		} = await request(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		const bytes = Buffer.from(await stream.arrayBuffer());
		return {
			httpStatus: statusCode,
			headers: answered,
			bytes,
			envelope: readEnvelope(bytes.toString('utf8')),
		};
	} catch (error) {
		const { code, name } = error as { code?: string; name: string };
		return { headers: {}, bytes: Buffer.alloc(0), failure: code ?? name };
	}
}

/** Looks at the finished address: a base address could hold a payment, or a "?" that cuts the path off. */
function onlyReads({ pathname }: URL): boolean {
	return (
		Object.values(READ_ONLY).some((path) => pathname.endsWith(path)) &&
		!PAYING.some((path) => pathname.includes(path))
	);
}
