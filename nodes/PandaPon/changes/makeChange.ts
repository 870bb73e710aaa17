import type { IExecuteFunctions } from 'n8n-workflow';

import { callOnce } from '../../shared/api/callOnce';
import { textOf } from '../../shared/api/exactJson';
import { waitToResend } from '../../shared/api/resend';
import type { PandaPonCredential } from '../../shared/api/signature';
import type { ItemCall } from '../callReader';
import { advice } from './advice';
import type { Changes } from './changes';
import { withoutAnswer, type Result } from './outcome';
import { readResult } from './readResult';
import { whyNotAskForLink } from './whyNotAskForLink';

/** Only a call that provably was not taken in is made again. */
const ATTEMPTS = 2;

/**
 * Makes a call that changes something, once. It is made again only when it is proven that the API did not take it in: the
 * request never arrived, or the API was rate limiting (429). Never throws.
 *
 * @param context n8n's execution context.
 * @param credential Signs the call.
 * @param item Index of the input item.
 * @param call The call.
 * @param changes The calls of this execution; this one is kept there before it leaves.
 * @param timeoutMs How long to wait for the answer, in milliseconds.
 */
export async function makeChange(
	context: IExecuteFunctions,
	credential: PandaPonCredential,
	item: number,
	{ operation, values, request, asked }: ItemCall,
	changes: Changes,
	timeoutMs: number,
): Promise<Result> {
	const { answer, lookAfterwards: look = '' } = operation;
	const pays = operation.effect === 'pays';
	const sent = `${request.endpoint.path} ${Object.values(request.query ?? {}).join(' ')} ${request.body ?? ''}`;
	if (changes.isHeldBack(request))
		return withoutAnswer('notSent', 'The same as a call of this execution', advice.twin(pays));
	if (answer === 'paymentLink') {
		const settings = { credential, timeoutMs, notSentRetries: ATTEMPTS };
		const whyNot = await whyNotAskForLink(context, textOf(values.orderId), settings);
		if (whyNot !== undefined) return whyNot;
	}
	if (context.getExecutionCancelSignal()?.aborted)
		return withoutAnswer('notSent', 'The execution was stopped before this call', advice.stopped);

	// From here until the answer is read, this is the truth, whatever interrupts this function.
	changes.set(item, request, withoutAnswer('unclear', UNDER_WAY, advice.unclear(look)), pays);
	for (let attempt = 0; ; attempt++) {
		const call = await callOnce(context, { credential, ...request, timeoutMs });
		const result = readResult(call, operation, { asked, sent });
		// What may pay would have to be looked up again first.
		const mayResend = result.outcome === 'notSent' && attempt < ATTEMPTS && !pays;
		if (mayResend && (await waitToResend(context, call, attempt))) continue;
		changes.set(item, request, result, pays);
		return result;
	}
}

const UNDER_WAY = 'The run was interrupted while the call was under way';
