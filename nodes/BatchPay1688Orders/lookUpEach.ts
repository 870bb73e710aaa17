import type { IExecuteFunctions } from 'n8n-workflow';

import { cameBeforeCancel } from '../shared/api/wait';
import { lookUpOrder, type LookUp } from '../shared/orders/lookUpOrder';
import { saysNoSuchOrder } from './reasons';
import type { Settings } from './settings';

const MOST_UNREADABLE_IN_A_ROW = 3;

/** How looking up many orders ended. */
export type End = 'done' | 'stopped' | 'failing';

/**
 * Looks orders up, several at a time. Three in a row without a readable answer end it: the API is then most likely in trouble.
 * So does Stop, at once. Never throws.
 *
 * @param context n8n's execution context.
 * @param orderIds The orders.
 * @param settings The checked settings.
 * @param lanes How many look-ups are under way at the same time, and how many may go unanswered in all.
 * @param found Called with each order's look-up, as it comes.
 */
export async function lookUpEach(
	context: IExecuteFunctions,
	orderIds: string[],
	settings: Settings,
	lanes: { atOnce: number; mostUnreadable?: number },
	found: (orderId: string, lookUp: LookUp) => void,
): Promise<End> {
	const cancelled = context.getExecutionCancelSignal();
	let unreadable = 0;
	let inARow = 0;
	const isFailing = () =>
		inARow >= MOST_UNREADABLE_IN_A_ROW || unreadable >= (lanes.mostUnreadable ?? Infinity);
	let over = false;

	const queue = orderIds.values();
	const lane = async (): Promise<void> => {
		for (const orderId of queue) {
			if (isFailing() || cancelled?.aborted) return;
			const lookUp = await lookUpOrder(context, orderId, settings);
			if (over) return;
			found(orderId, lookUp);
			if (lookUp.facts !== undefined || saysNoSuchOrder(lookUp)) inARow = 0;
			else [unreadable, inARow] = [unreadable + 1, inARow + 1];
		}
	};
	const width = Math.min(lanes.atOnce, orderIds.length);
	await cameBeforeCancel(Promise.all(Array.from({ length: width }, lane)), 0, cancelled);
	over = true;
	if (cancelled?.aborted) return 'stopped';
	return isFailing() ? 'failing' : 'done';
}
