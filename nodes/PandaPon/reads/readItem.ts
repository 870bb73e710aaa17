import { NodeOperationError, type IDataObject } from 'n8n-workflow';

import { FieldProblem } from '../fields/fieldProblem';
import type { Run } from '../run';
import { ReadFailure } from './readFailure';
import { readRecords } from './readRecords';

/**
 * Makes the call of an input item that only reads.
 *
 * @param run What the items share.
 * @param item Index of the input item.
 * @returns One output item for each thing in the answer; under "Continue", one with `error` where there is none.
 * @throws NodeOperationError that names the item, and says what to do.
 */
export async function readItem(run: Run, item: number): Promise<IDataObject[]> {
	const { context, credential } = run;
	try {
		if (credential instanceof Error) throw credential;
		const call = await run.callOf(item);
		return await readRecords(context, credential, call, run.viewOf(item), run.timeoutOf(item));
	} catch (error) {
		const { message } = error as Error;
		if (context.continueOnFail()) return [{ error: message }];
		const failure = new NodeOperationError(context.getNode(), error as Error, {
			itemIndex: item,
			description: whatToDo(error),
		});
		// n8n replaces a message that quotes e.g. ETIMEDOUT with a stock text.
		failure.message = message;
		throw failure;
	}
}

function whatToDo(error: unknown): string {
	if (error instanceof ReadFailure) return error.next;
	if (error instanceof FieldProblem) return 'Correct the field, then run the node again.';
	return 'Nothing was changed. Run the node again.';
}
