import type { IDataObject } from 'n8n-workflow';

import type { ItemCall } from '../callReader';
import type { Run } from '../run';
import { Unattended } from '../whyUnattended';
import { advice } from './advice';
import { makeChange } from './makeChange';
import { withoutAnswer, type Result } from './outcome';
import { countTroubles, whyHeldBack } from './whyHeldBack';

/**
 * Makes the call of an input item that changes something, unless an earlier try of this run has made it.
 *
 * @param run What the items share; it learns the outcome.
 * @param item Index of the input item.
 * @returns One output item, whatever became of the call.
 */
export async function changeItem(run: Run, item: number): Promise<IDataObject[]> {
	const { context, credential, changes } = run;
	let about: ItemCall['asked'] = {};
	let result: Result;
	try {
		const call = await run.callOf(item);
		about = call.asked;
		if (credential instanceof Error) throw credential;
		result =
			changes.recall(item) ??
			whyHeldBack(run.troubles) ??
			(await makeChange(context, credential, item, call, changes, run.timeoutOf(item)));
	} catch (error) {
		// Whatever went wrong, what has left is not "not sent".
		const next =
			error === credential
				? advice.credential
				: error instanceof Unattended
					? advice.unattended
					: advice.field;
		result = changes.recall(item) ?? withoutAnswer('notSent', (error as Error).message, next);
	}
	run.results.push(result);
	run.troubles = countTroubles(run.troubles, result);
	const asked: Record<string, string | null> = {};
	for (const [name, asGiven] of run.asked)
		asked[name] = about[name] ?? textOrNull(() => asGiven(item));
	const { outcome, errorReason, advice: next, createdIds = [], ...rest } = result;
	// Every item of an output has the same fields, the most telling first.
	const json = {
		...asked,
		outcome,
		errorReason,
		advice: next,
		...(run.creates && { createdIds }),
		...rest,
	};
	return [json as IDataObject];
}

/** What stands in the row, where it cannot be sent. */
function textOrNull(read: () => unknown): string | null {
	try {
		const value = read();
		return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
	} catch {
		return null;
	}
}
