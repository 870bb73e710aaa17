import type { IExecuteFunctions } from 'n8n-workflow';

import { saysNoSuchOrder } from '../shared/api/reasons';
import { cameBeforeCancel } from '../shared/api/wait';
import { lookUpOrder, wasRateLimited, type LookUp } from '../shared/orders/lookUpOrder';
import type { Settings } from './settings';

const MOST_UNREADABLE_IN_A_ROW = 3;

/** How looking up many orders ended. */
export type End = 'done' | 'stopped' | 'failing';

/**
 * Looks orders up, several at a time; fewer when the API is rate limiting. Three in a row without a readable answer end it: the
 * API is then most likely in trouble. So does Stop, at once. Never throws.
 *
 * @param context n8n's execution context.
 * @param orderIds The orders.
 * @param settings The checked settings.
 * @param bounds How many look-ups are under way at the same time, and how many may go unanswered in all.
 * @param found Called with each order's look-up, as it comes.
 */
export async function lookUpEach(
	context: IExecuteFunctions,
	orderIds: string[],
	settings: Settings,
	bounds: { atOnce: number; mostUnreadable?: number },
	found: (orderId: string, lookUp: LookUp) => void,
): Promise<End> {
	const cancelled = context.getExecutionCancelSignal();
	const { atOnce, mostUnreadable = Infinity } = bounds;
	let unreadable = 0;
	let inARow = 0;
	const isFailing = () => inARow >= MOST_UNREADABLE_IN_A_ROW || unreadable >= mostUnreadable;

	const waiting = [...orderIds].reverse();
	let lanes = Math.min(atOnce, orderIds.length);
	let over = false;
	const lane = async (): Promise<void> => {
		while (!isFailing() && !cancelled?.aborted) {
			const orderId = waiting.pop();
			if (orderId === undefined) break;
			const lookUp = await lookUpOrder(context, orderId, settings);
			if (over) return;
			if (wasRateLimited(lookUp) && lanes > 1) {
				// All the waiting was not enough: whoever is left takes this order too, more slowly.
				waiting.push(orderId);
				break;
			}
			found(orderId, lookUp);
			if (lookUp.facts !== undefined || saysNoSuchOrder(lookUp)) inARow = 0;
			else [unreadable, inARow] = [unreadable + 1, inARow + 1];
		}
		lanes--;
	};
	await cameBeforeCancel(Promise.all(Array.from({ length: lanes }, lane)), 0, cancelled);
	over = true;
	if (cancelled?.aborted) return 'stopped';
	return isFailing() ? 'failing' : 'done';
}
