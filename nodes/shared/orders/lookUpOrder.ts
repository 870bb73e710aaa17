import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallResult } from '../api/callOnce';
import { apiWords, readEnvelope } from '../api/envelope';
import { isComplete } from '../api/httpStatus';
import { readPatiently } from '../api/readPatiently';
import type { PandaPonCredential } from '../api/signature';
import { order1688 } from '../catalog/order1688';
import { orderFacts, type OrderFacts } from './orderFacts';
import { readOrderDetail } from './readOrderDetail';

/** What a look-up brought: the order, or why there is none to read. */
export type LookUp = { facts: OrderFacts } | NothingRead;

/** A look-up that showed no order. */
export interface NothingRead {
	facts?: undefined;
	/** The API's own words where it gave any, without a full stop at their end. */
	reason: string;
	/** The `code` of a complete answer. */
	code?: number;
	/** The HTTP status of the answer, where there was one. */
	httpStatus?: number;
}

/**
 * Looks up one order, with a call that only reads. Never throws.
 *
 * @param context n8n's execution context.
 * @param orderId The order.
 * @param settings Time in milliseconds; `notSentRetries`: how often a call that the API did not take in is repeated.
 */
export async function lookUpOrder(
	context: IExecuteFunctions,
	orderId: string,
	settings: { credential: PandaPonCredential; timeoutMs: number; notSentRetries: number },
): Promise<LookUp> {
	const { credential, timeoutMs, notSentRetries } = settings;
	const call = {
		credential,
		endpoint: order1688.get,
		body: JSON.stringify({ webSite: '1688', orderId }),
		timeoutMs,
	};
	return readLookUp(orderId, await readPatiently(context, call, notSentRetries));
}

/** Tells whether the API put a look-up off because there were too many calls. */
export function wasRateLimited(lookUp: LookUp): boolean {
	return lookUp.facts === undefined && (lookUp.code === 429 || lookUp.httpStatus === 429);
}

/**
 * Reads the answer to the look-up of one order.
 *
 * @param orderId The order that was asked for.
 * @param call What became of the call.
 */
export function readLookUp(orderId: string, call: CallResult): LookUp {
	const order = readOrderDetail(orderId, call);
	if (order !== undefined) return { facts: orderFacts(order) };
	if (call.kind !== 'answered') return { reason: call.reason };

	const { httpStatus } = call;
	const envelope = readEnvelope(call.body);
	const answer = { httpStatus, ...(isComplete(httpStatus) && { code: envelope?.code }) };
	if (answer.code === 200)
		return { ...answer, reason: 'The look-up was answered without this order' };
	return { ...answer, reason: apiWords(envelope?.msg) || noWords(httpStatus, envelope?.code) };
}

function noWords(httpStatus: number, code: number | undefined): string {
	return code === undefined
		? `The answer to the look-up could not be read (HTTP ${httpStatus})`
		: `The look-up was answered with code ${code} (HTTP ${httpStatus})`;
}
