import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CallResult } from '../../shared/api/callOnce';
import { apiWords, isRecord } from '../../shared/api/envelope';
import { textOf, type Json } from '../../shared/api/exactJson';
import { readPatiently } from '../../shared/api/readPatiently';
import type { PandaPonCredential } from '../../shared/api/signature';
import { readLookUp } from '../../shared/orders/lookUpOrder';
import type { ItemCall } from '../callReader';
import { requestOf } from '../request';
import { dataOf } from './dataOf';
import { ReadFailure } from './readFailure';
import { readPages } from './readPages';
import { recordsOf } from './recordsOf';
import type { View } from './viewReader';

/** A call that the API did not take in, or that was rate limited, is repeated so often. */
const ATTEMPTS = 2;

/**
 * Makes a call that only reads: again where the API did not take it in or was rate limiting, and page by page where the answer
 * is a list.
 *
 * @param context n8n's execution context.
 * @param credential Signs the calls.
 * @param call The call.
 * @param view How the answer is wanted.
 * @param timeoutMs How long to wait for each answer, in milliseconds.
 * @returns One output item for each thing in the answer.
 * @throws ReadFailure when a call brings nothing to read.
 */
export async function readRecords(
	context: IExecuteFunctions,
	credential: PandaPonCredential,
	{ operation, values, request, inQuery }: ItemCall,
	view: View,
	timeoutMs: number,
): Promise<IDataObject[]> {
	const ask = async (what = request): Promise<CallResult> =>
		await readPatiently(context, { credential, ...what, timeoutMs }, ATTEMPTS);
	const { paging, answer } = operation;
	if (paging !== undefined)
		return await readPages(paging, view.most, async (page) =>
			dataOf(await ask(requestOf(operation, { ...values, ...page }, inQuery))),
		);
	const call = await ask();
	const data = dataOf(call);
	if (answer === 'order') insistOnOrder(values.orderId, call);
	if (answer === 'refund') insistOnRefund(values.refundId, data);
	return recordsOf(answer, data, view);
}

/** Another order's answer would be taken for this one's. */
function insistOnOrder(orderId: Json | undefined, call: CallResult): void {
	const lookUp = readLookUp(textOf(orderId), call);
	if (lookUp.facts === undefined)
		throw new ReadFailure(
			lookUp.reason,
			'Check the ID, and that the order belongs to this account.',
		);
}

/** The same for a refund; not every page of the API shows its ID in the answer. */
function insistOnRefund(refundId: Json | undefined, data: unknown): void {
	const named = isRecord(data)
		? apiWords(typeof data.refundId === 'number' ? String(data.refundId) : data.refundId)
		: '';
	if (named !== '' && named !== textOf(refundId))
		throw new ReadFailure(
			'The API answered with another refund',
			'Check the ID, and tell PandaPon if it is right.',
		);
}
