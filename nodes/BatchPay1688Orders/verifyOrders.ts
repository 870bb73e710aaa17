import type { IExecuteFunctions } from 'n8n-workflow';

import { callOnce } from '../shared/api/callOnce';
import { endpoints } from '../shared/api/endpoints';
import { paymentEvidence } from '../shared/orders/paymentEvidence';
import { readOrderDetail } from '../shared/orders/readOrderDetail';
import { advice } from './advice';
import type { Memory } from './memory/memory';
import type { Result } from './outcome';
import type { Results } from './results';
import type { Settings } from './settings';
import { strikeOutUnsubmitted } from './strikeOutUnsubmitted';

const MAX_FAILURES_IN_A_ROW = 3;
const MAX_FAILURES = 30;

/**
 * Looks up the unclear orders, with a call that only reads. Three look-ups in a row without a readable answer end it: the API
 * is then most likely in trouble. Never throws.
 *
 * @param context n8n's execution context.
 * @param settings The checked settings.
 * @param memory Orders that prove to have been refused are struck out of it.
 * @param results Read for unclear orders, and updated.
 */
export async function verifyOrders(
	context: IExecuteFunctions,
	settings: Settings,
	memory: Memory,
	results: Results,
): Promise<void> {
	const { credential, timeoutMs, concurrency } = settings;
	const unclear = [...results.all()].filter(
		([, { outcome }]) => outcome === 'unknown' || outcome === 'alreadySubmitted',
	);
	let failuresInARow = 0;
	let failures = 0;

	const queue = unclear.values();
	const worker = async (): Promise<void> => {
		for (const [orderId, result] of queue) {
			if (failuresInARow >= MAX_FAILURES_IN_A_ROW || failures >= MAX_FAILURES) return;
			if (context.getExecutionCancelSignal()?.aborted) return;
			const call = await callOnce(context, {
				credential,
				endpoint: endpoints.orderDetail,
				body: { webSite: '1688', orderId },
				timeoutMs,
			});
			const order = readOrderDetail(orderId, call);
			if (order === undefined) {
				failuresInARow++;
				failures++;
				continue;
			}
			failuresInARow = 0;
			const verified = inLightOf(order, result);
			results.set(orderId, verified);
			if (verified.outcome === 'rejected') memory.release([orderId]);
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
	await strikeOutUnsubmitted(memory, results);
}

/** What the order itself adds to the result it had. */
function inLightOf(order: Record<string, unknown>, result: Result): Result {
	const evidence = paymentEvidence(order);
	const { batch, requestId } = result;
	if (evidence.payment === 'paid') return { outcome: 'paid', batch, requestId };
	const { rejectedIfUnpaid, ...rest } = result;
	const known = { ...rest, orderStatus: evidence.status ?? undefined };
	if (rejectedIfUnpaid && evidence.payment === 'unpaid')
		return { ...known, outcome: 'rejected', advice: advice.foundUnpaid };
	return { ...known, advice: advice.lookedUp(evidence) };
}
