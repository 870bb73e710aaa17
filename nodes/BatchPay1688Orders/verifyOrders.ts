import type { IExecuteFunctions } from 'n8n-workflow';

import { callOnce } from '../shared/signedCall';
import { advice } from './advice';
import type { Memory } from './memory';
import { readOrderStatus } from './readOrderStatus';
import type { Results } from './results';
import type { Settings } from './settings';

const PATH = '/alibaba/order/detail';
const MOST_FAILURES_IN_A_ROW = 3;
const MOST_FAILURES = 30;

/**
 * Looks up the orders nobody can be sure of, with a call that only reads. A paid status settles them; three look-ups in a
 * row that bring nothing end the looking up, since the API is then most likely in trouble.
 *
 * A payment that got a code of unknown meaning counts as refused when every look-up fails and one of them gets the very same
 * code: then it comes from the gateway, before any processing. A wrong secret must not mark orders as possibly paid. That all
 * endpoints share a gateway is inferred (docs/api.md, Every call).
 *
 * @param context n8n's execution context.
 * @param settings The checked settings.
 * @param memory Releases orders that prove to have been refused.
 * @param results Read for unclear orders, and updated. Never throws.
 */
export async function verifyOrders(
	context: IExecuteFunctions,
	settings: Settings,
	memory: Memory,
	results: Results,
): Promise<void> {
	const { credential, timeoutMs, concurrency } = settings;
	const unclear = [...results.all()].filter(([, { outcome }]) => outcome === 'unknown' || outcome === 'alreadySubmitted');
	const refusedLookUps = new Set<number>();
	let brought = 0;
	let failuresInARow = 0;
	let failures = 0;

	const queue = unclear.values();
	const worker = async (): Promise<void> => {
		for (const [orderId, result] of queue) {
			if (failuresInARow >= MOST_FAILURES_IN_A_ROW || failures >= MOST_FAILURES) return;
			if (context.getExecutionCancelSignal()?.aborted) return;
			const call = await callOnce(context, { credential, path: PATH, body: { webSite: '1688', orderId }, timeoutMs });
			const { status, paid, code } = readOrderStatus(orderId, call);
			if (status === undefined) {
				failuresInARow++;
				failures++;
				if (code !== undefined) refusedLookUps.add(code);
				continue;
			}
			failuresInARow = 0;
			brought++;
			const { batch, requestId } = result;
			results.set(orderId, paid ? { outcome: 'paid', batch, requestId } : { ...result, orderStatus: status, advice: advice.lookedUp(status) });
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));

	// Where one look-up or one payment gets through, the gateway refuses nobody.
	const paysThrough = [...results.all().values()].some(({ outcome }) => outcome === 'submitted');
	if (brought > 0 || paysThrough) return;
	const refused = unclear.filter(([, result]) => result.gatewayCode !== undefined && refusedLookUps.has(result.gatewayCode));
	for (const [orderId, result] of refused) results.set(orderId, { ...result, outcome: 'rejected', advice: advice.refusedEverywhere });
	memory.release(refused.map(([orderId]) => orderId));
	await memory.settle();
}
