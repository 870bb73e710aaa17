import { request } from 'undici';

import { endpointUrl } from '../../dist/nodes/shared/api/callOnce.js';
import { catalog } from '../../dist/nodes/shared/catalog/catalog.js';
import type { Endpoint } from '../../dist/nodes/shared/catalog/endpoint.js';
import { batchPayment, order1688 } from '../../dist/nodes/shared/catalog/order1688.js';
import { product1688 } from '../../dist/nodes/shared/catalog/product1688.js';
import { readEnvelope, type Envelope } from '../../dist/nodes/shared/api/envelope.js';

/** All that can be called from here: records of the catalog that read. */
export const READ_ONLY = {
	detail: order1688.get,
	keywords: product1688.searchByKeyword,
} as const satisfies Record<string, Endpoint & { effect: 'reads' }>;

/** Whatever changes or pays. */
const CHANGING = [
	batchPayment,
	...Object.values(catalog).flatMap(({ operations }) => Object.values(operations)),
]
	.filter(({ effect }) => effect !== 'reads')
	.map(({ path }) => path.replace(/\{.*/, ''));
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
	const url = new URL(endpointUrl(baseUrl, READ_ONLY[endpoint]?.path ?? ''));
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
	return Object.values(READ_ONLY).some(
		({ effect, path }) =>
			effect === 'reads' &&
			pathname.endsWith(path) &&
			!CHANGING.some((changing) => pathname.includes(changing)),
	);
}
