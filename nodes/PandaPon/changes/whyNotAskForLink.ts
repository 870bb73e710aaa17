import type { IExecuteFunctions } from 'n8n-workflow';

import type { PandaPonCredential } from '../../shared/api/signature';
import { lookUpOrder } from '../../shared/orders/lookUpOrder';
import { advice } from './advice';
import { withoutAnswer, type Result } from './outcome';

/**
 * Looks an order up before its payment link is asked for, since asking may pay: only one that waits for payment is asked for.
 *
 * @param context n8n's execution context.
 * @param orderId The order.
 * @param settings Times in milliseconds; `notSentRetries`: how often a look-up that the API did not take in is repeated.
 * @returns The result of a call that must not be made; `undefined` when it may be made.
 */
export async function whyNotAskForLink(
	context: IExecuteFunctions,
	orderId: string,
	settings: { credential: PandaPonCredential; timeoutMs: number; notSentRetries: number },
): Promise<Result | undefined> {
	const lookUp = await lookUpOrder(context, orderId, settings);
	if (lookUp.facts === undefined) return withoutAnswer('notSent', lookUp.reason, advice.notSeen);
	const { payment, why } = lookUp.facts.evidence;
	return payment === 'unpaid'
		? undefined
		: withoutAnswer(
				'notSent',
				`Not asked for a link: ${why}`,
				payment === 'paid' || payment === 'inProgress' ? advice.paid : advice.notUnpaid,
			);
}
