import type { IExecuteFunctions } from 'n8n-workflow';

import { callOnce } from '../shared/api/callOnce';
import { waitToResend } from '../shared/api/resend';
import { batchPayment } from '../shared/catalog/order1688';
import type { Answer } from './answer';
import type { Batch } from './batch';
import { readAnswer } from './readAnswer';
import type { Settings } from './settings';

/**
 * Sends one batch. It is sent again, signed anew, only when it is proven that the API did not take it in: the request
 * never arrived, or the API was rate limiting (429). Never throws.
 *
 * @param context n8n's execution context.
 * @param batch The orders, and the batch's number.
 * @param settings The checked settings.
 * @param mayResend Asked before the batch is sent again: false once the run is to stop.
 * @returns What the last call says about each order.
 */
export async function sendBatch(
	context: IExecuteFunctions,
	batch: Batch,
	settings: Settings,
	mayResend: () => boolean,
): Promise<Answer> {
	const { credential, timeoutMs, notSentRetries } = settings;
	for (let attempt = 0; ; attempt++) {
		const call = await callOnce(context, {
			credential,
			endpoint: batchPayment,
			body: JSON.stringify({ orderIds: batch.orderIds }),
			timeoutMs,
		});
		const answer = readAnswer(batch.orderIds, call, batch.number);
		const notSent = [...answer.results.values()].every(({ outcome }) => outcome === 'notSent');
		if (!notSent || attempt >= notSentRetries) return answer;
		if (!(await waitToResend(context, call, attempt)) || !mayResend()) return answer;
	}
}
