import type { IExecuteFunctions } from 'n8n-workflow';

import type { Memory } from './memory/memory';
import type { Results } from './results';
import type { Settings } from './settings';
import type { StopRule } from './stopRule';

/** What the steps of a paying run share. */
export interface Run {
	/** n8n's execution context. */
	context: IExecuteFunctions;
	/** The checked settings. */
	settings: Settings;
	/** Remembers across runs what was sent. */
	memory: Memory;
	/** What became of each order so far. */
	results: Results;
	/** Decides whether further batches may leave. */
	stopRule: StopRule;
	remarks: Remarks;
}

/** What a person should know about a run besides its results. */
export interface Remarks {
	/** IDs in the API's answers that nobody asked for. */
	unexpectedIds: string[];
	/** How many orders were sent unrecorded: the memory failed, and the person had allowed paying without it. */
	notRecorded: number;
	/** Why the memory could not be asked in a check. */
	memoryNotAsked?: string;
}
