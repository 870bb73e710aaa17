import type { IExecuteFunctions } from 'n8n-workflow';

import type { OrderFacts } from '../shared/orders/orderFacts';
import { advice } from './advice';
import { lookUpEach } from './lookUpEach';
import type { Memory } from './memory/memory';
import type { Result } from './outcome';
import type { Results } from './results';
import type { Settings } from './settings';

const MOST_UNREADABLE = 30;

/**
 * Looks up the unclear orders, with a call that only reads; those that an earlier run submitted only if this run has not looked
 * them up before. Never throws.
 *
 * @param context n8n's execution context.
 * @param settings The checked settings.
 * @param memory Releases orders that prove to have been refused.
 * @param results Read for unclear orders, and updated.
 */
export async function verifyOrders(
	context: IExecuteFunctions,
	settings: Settings,
	memory: Memory,
	results: Results,
): Promise<void> {
	const unclear = [...results.all()].filter(
		([orderId, { outcome }]) =>
			outcome === 'unknown' ||
			(outcome === 'alreadySubmitted' && results.factsOf(orderId) === undefined),
	);
	const before = new Map(unclear);
	const lanes = { atOnce: settings.concurrency, mostUnreadable: MOST_UNREADABLE };
	await lookUpEach(context, [...before.keys()], settings, lanes, (orderId, { facts }) => {
		const result = before.get(orderId);
		if (facts === undefined || result === undefined) return;
		results.learn(orderId, facts);
		const verified = inLightOf(facts, result);
		results.set(orderId, verified);
		if (verified.outcome === 'rejected') memory.release([orderId]);
	});
}

/** What the order itself adds to the result it had. */
function inLightOf({ evidence }: OrderFacts, result: Result): Result {
	const { rejectedIfUnpaid, ...rest } = result;
	const known = { ...rest, orderStatus: evidence.status ?? undefined };
	if (evidence.payment === 'paid') return { ...known, outcome: 'paid' };
	if (rejectedIfUnpaid && evidence.payment === 'unpaid')
		return { ...known, outcome: 'rejected', advice: advice.foundUnpaid };
	return { ...known, advice: advice.lookedUp(evidence) };
}
