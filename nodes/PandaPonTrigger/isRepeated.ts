import type { IExecuteFunctions } from 'n8n-workflow';

import { openLock } from '../shared/lock/lock';
import { StoppedWaiting } from '../shared/lock/waiting';
import { together } from './together';

/** 10,000 messages, with three entries each; n8n drops the oldest beyond. Each entry takes about 30 bytes of its database. */
const REMEMBERED = { mode: 'entries', maxEntries: 30_000 } as const;

/** PandaPon sends a message again for two and a half hours. The same content pushed later is news: a price can go back. */
const PERIOD_MS = 3 * 3_600_000;

/** What is remembered of a message. */
interface Entries {
	/** Its content, in the period it was pushed in and in the one before. */
	periods: string[];
	/** The execution that took it in. */
	here: string;
	/** Whether that was stopped: then it does nothing with the message, and must not be remembered. */
	isStopped: () => boolean;
}

/**
 * Tells whether a message came in before, pushed in the same three hours or the three before, and remembers it: in n8n's own
 * deduplication store, which the workers of queue mode share, and under a lock, or two executions could both take the message
 * for new. A replay has the push time of the first one, so it is known for as long as that is remembered.
 *
 * What is remembered names the execution too: where n8n runs the same execution again, as older versions do when its worker died
 * and as Retry On Fail does, the message is not a repeated one.
 *
 * @param context n8n's execution context.
 * @param messageId Names the message by its content.
 * @param pushedAtMs When PandaPon sent it, in milliseconds since 1970.
 * @returns False also when n8n's store cannot be used: a message that comes twice does less harm than one that is lost.
 */
export async function isRepeated(
	context: IExecuteFunctions,
	messageId: string,
	pushedAtMs: number,
): Promise<boolean> {
	const period = Math.floor(pushedAtMs / PERIOD_MS);
	const entries = {
		periods: [`${messageId} ${period}`, `${messageId} ${period - 1}`],
		here: `${messageId} in execution ${context.getExecutionId()}`,
		isStopped: () => context.getExecutionCancelSignal()?.aborted === true,
	};
	const node = context.getNode();
	try {
		return await together(`${context.getWorkflow().id} ${node.id}`, entries, async (take) =>
			openLock(context)('record', async () => await findRepeated(context, take())),
		);
	} catch (error) {
		// The execution that went first for several was stopped, not this one.
		if (error instanceof StoppedWaiting && !entries.isStopped())
			return await isRepeated(context, messageId, pushedAtMs);
		context.logger.warn(
			`"${node.name}" could not find out whether a message is repeated, and handed it on: ${(error as Error).message || 'the execution was stopped'}`,
		);
		return false;
	}
}

/** @returns For each message, in their order, whether it is repeated: as if they had been asked about one by one. */
async function findRepeated(
	{ helpers, logger }: IExecuteFunctions,
	messages: Entries[],
): Promise<boolean[]> {
	const asked = messages.filter(({ isStopped }) => !isStopped());
	const all = new Set(asked.flatMap(({ periods, here }) => [...periods, here]));
	const { new: added } = await helpers.checkProcessedAndRecord([...all], 'node', REMEMBERED);
	const fresh = new Set(added.map(String));
	const repeated = new Set<Entries>();
	for (const message of asked) {
		const { periods, here } = message;
		if (fresh.has(here) && !periods.every((each) => fresh.has(each))) repeated.add(message);
		else for (const each of [...periods, here]) fresh.delete(each);
	}
	// What only repeated messages have added must not prolong the time in which the same content is no news.
	try {
		if (fresh.size > 0) await helpers.removeProcessed([...fresh], 'node', REMEMBERED);
	} catch (error) {
		logger.warn(`Repeated messages stay remembered for longer: ${(error as Error).message}`);
	}
	return messages.map((message) => repeated.has(message));
}
