import type { IExecuteFunctions } from 'n8n-workflow';

import type { MessageItem } from './describeMessage';
import { isRepeated } from './isRepeated';
import { sentAtMs } from './sentAt';

const MAX_AGE_HOURS = 24;
const HOUR_MS = 3_600_000;

/**
 * Says why a message goes no further than this node.
 *
 * @param context n8n's execution context.
 * @param message What `describeMessage` made of it.
 * @returns Why, in words for a person; `undefined` when it goes on. So do all that a person tries out or retries.
 */
export async function whyDropped(
	context: IExecuteFunctions,
	message: MessageItem,
): Promise<string | undefined> {
	if (context.getMode() === 'manual') return undefined;
	const { dropRepeated, maxAgeHours } = context.getNodeParameter('options', 0, {}) as {
		dropRepeated?: unknown;
		maxAgeHours?: unknown;
	};
	const hours = typeof maxAgeHours === 'number' && maxAgeHours >= 0 ? maxAgeHours : MAX_AGE_HOURS;
	const receivedAtMs = Date.parse(message.receivedAt);
	const pushedAtMs = sentAtMs(message.sentAt) ?? receivedAtMs;
	const isRetry = context.getMode() === 'retry';
	if (!isRetry && hours > 0 && receivedAtMs - pushedAtMs > hours * HOUR_MS)
		return `Dropped: sent at ${message.sentAt}, more than ${hours} hours before it came in`;
	// What is retried must be remembered too.
	const repeated =
		dropRepeated !== false && (await isRepeated(context, message.messageId, pushedAtMs));
	return repeated && !isRetry ? 'Dropped: PandaPon has sent this message before' : undefined;
}
