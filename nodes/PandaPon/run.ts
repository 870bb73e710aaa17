import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import type { PandaPonCredential } from '../shared/api/signature';
import { readCredential } from '../shared/n8n/readCredential';
import { callReader, type CallReader } from './callReader';
import { advice } from './changes/advice';
import { Changes } from './changes/changes';
import type { Result } from './changes/outcome';
import { viewReader, type View } from './reads/viewReader';
import { timeoutReader } from './timeoutReader';
import { Unattended, whyUnattended } from './whyUnattended';

/** What the items of a run share. */
export interface Run extends CallReader {
	context: IExecuteFunctions;
	/** Signs the calls; or what is wrong with it, where every item is to say so. */
	credential: PandaPonCredential | Error;
	viewOf: (item: number) => View;
	/** How long to wait for the answer to a call, in milliseconds. */
	timeoutOf: (item: number) => number;
	/** The calls of this execution that may have changed something. */
	changes: Changes;
	/** What became of those of this run. */
	results: Result[];
	/** How many of the last ones met trouble, in a row. */
	troubles: number;
}

/**
 * Prepares a run: the operation, the credential, and what an earlier try of this run has changed.
 *
 * @param context n8n's execution context.
 * @throws NodeOperationError when no item could be worked on; never once a call has left, nor under "Continue", where n8n
 * would put the input out as if it had been worked on.
 */
export async function startRun(context: IExecuteFunctions): Promise<Run> {
	const reader = readerOf(context);
	const changes = new Changes(context);
	const credential = await readCredential(context).catch((error: Error) => error);
	if (credential instanceof Error && !changes.hasMade() && !context.continueOnFail())
		throw credential;
	return {
		context,
		credential,
		...reader,
		viewOf: viewReader(context),
		timeoutOf: timeoutReader(context),
		changes,
		results: [],
		troubles: 0,
	};
}

/** Under "Continue" every item says what is wrong with the operation. */
function readerOf(context: IExecuteFunctions): CallReader {
	try {
		const reader = callReader(context);
		const why = reader.effect === 'reads' ? undefined : whyUnattended(context);
		if (why !== undefined) throw new Unattended(why);
		return reader;
	} catch (error) {
		const problem = error as Error;
		if (!context.continueOnFail())
			throw new NodeOperationError(context.getNode(), problem, {
				description: problem instanceof Unattended ? advice.unattended : NOTHING_SENT,
			});
		return {
			effect: 'changes',
			asked: [],
			creates: false,
			callOf: async () => await Promise.reject(problem),
		};
	}
}

const NOTHING_SENT = 'Nothing was sent. Correct it, then run the node again.';
