import type { IExecuteFunctions } from 'n8n-workflow';

import { englishOfCall, saysNoSuchOrder, withEnglish } from '../shared/api/reasons';
import { wasRateLimited, type LookUp } from '../shared/orders/lookUpOrder';
import type { OrderFacts } from '../shared/orders/orderFacts';
import { advice } from './advice';
import { findAccessObstacle } from './findObstacle';
import { lookUpEach, type End } from './lookUpEach';
import type { Result } from './outcome';
import { startProgress } from './progress';
import type { Results } from './results';
import type { Settings } from './settings';
import { EXECUTION_STOPPED } from './stopRule';

const LEAST_AT_ONCE = 5;

/** The reason given for an order that was cancelled or terminated. */
export const CLOSED = 'Closed on 1688';

/**
 * Looks the orders up before the first payment leaves. Whatever is not seen to wait for payment gets its result here: paid,
 * being paid, closed, unclear, or not seen at all. Never throws.
 *
 * @param context n8n's execution context.
 * @param orderIds Orders to be paid.
 * @param settings The checked settings.
 * @param results Learns amounts and suppliers, and receives a result for each order that is not to be paid.
 * @returns The orders that wait for payment; with "Look Orders Up First" off, all of them unseen.
 */
export async function lookUpOrders(
	context: IExecuteFunctions,
	orderIds: string[],
	settings: Settings,
	results: Results,
): Promise<string[]> {
	if (!settings.lookUpFirst || orderIds.length === 0) return orderIds;
	const lookUps = new Map<string, LookUp>();
	const logProgress = startProgress(context, orderIds.length, (done) => `Looked up ${done}`);
	const end = await lookUpEach(
		context,
		orderIds,
		settings,
		{ atOnce: Math.max(LEAST_AT_ONCE, settings.concurrency) },
		(orderId, lookUp) => {
			lookUps.set(orderId, lookUp);
			if (lookUp.facts !== undefined) results.learn(orderId, lookUp.facts);
			logProgress(1);
		},
	);

	const whyNot = await whyNotSeen(context, settings, end, lookUps);
	return orderIds.filter((orderId) => {
		const lookUp = lookUps.get(orderId);
		if (lookUp?.facts?.evidence.payment === 'unpaid') return true;
		results.set(
			orderId,
			lookUp?.facts === undefined ? notSeen(whyNot(lookUp)) : notWaiting(lookUp.facts),
		);
		return false;
	});
}

/** The result of an order that was looked up and does not wait for payment. */
function notWaiting({ evidence }: OrderFacts): Result {
	const { payment, why } = evidence;
	const result = { batch: null, requestId: null };
	if (payment === 'paid') return { ...result, outcome: 'paid' };
	if (payment === 'inProgress')
		return {
			...result,
			outcome: 'alreadySubmitted',
			errorReason: 'A payment of this order is in progress',
			advice: advice.beingPaid,
		};
	return {
		...result,
		outcome: 'notPayable',
		errorReason: payment === 'closed' ? CLOSED : `Unclear: ${why}`,
		advice: advice.notPayable(evidence),
	};
}

type Why = Pick<Result, 'errorReason' | 'advice' | 'code' | 'httpStatus'>;

function notSeen(why: Why): Result {
	return { outcome: 'notSent', batch: null, requestId: null, ...why };
}

/** Why an order was not seen, given its look-up, or none if the looking up had ended before. */
async function whyNotSeen(
	context: IExecuteFunctions,
	settings: Settings,
	end: End,
	lookUps: ReadonlyMap<string, LookUp>,
): Promise<(lookUp: LookUp | undefined) => Why> {
	if (end === 'stopped')
		return () => ({ errorReason: EXECUTION_STOPPED.errorReason, advice: EXECUTION_STOPPED.next });
	const answers = [...lookUps.values()];
	const isUnreadable = (lookUp: LookUp) => lookUp.facts === undefined && !saysNoSuchOrder(lookUp);
	if (answers.some(isUnreadable) && !answers.some(({ facts }) => facts !== undefined)) {
		// No order could be seen at all: the words of the Test button say more than a few odd answers.
		const obstacle = await findAccessObstacle(context, settings);
		if (obstacle !== undefined) return () => obstacle;
	}
	const notTried = {
		errorReason: 'Not looked up: three look-ups in a row failed',
		advice: answers.some(wasRateLimited) ? advice.rateLimited : advice.notSeen,
	};
	return (lookUp) => {
		if (lookUp === undefined || lookUp.facts !== undefined) return notTried;
		const { reason, code, httpStatus } = lookUp;
		const errorReason = withEnglish(reason, englishOfCall(reason));
		return { errorReason, code, httpStatus, advice: advice.lookUpFailed(lookUp) };
	};
}
