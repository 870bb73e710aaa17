import type { Spread } from '../statistics.mts';
import type { Trigger } from './messageN8n.mts';

/** One trigger under one load. */
export interface TriggerRow {
	mode: 'normal' | 'queue';
	load: string;
	trigger: Trigger;
	/** Median of a round's answers, in milliseconds. */
	answerMs: Spread;
	answerOverBare: number;
	cpuMsPerMessage: number;
	cpuOverBare: number;
}

/** How many of the PandaPon Trigger's answers come in time, with one set-up of n8n. */
export interface SetUpRow {
	title: string;
	/** For each number of messages at once. */
	atOnce: Array<{
		messages: number;
		/** Percentage of answers within 1000 ms. */
		inTime: number;
		/** The slowest answer; `null` when one did not come at all. */
		slowestMs: number | null;
	}>;
}

/** What `npm run bench -- --messages` measures. */
export interface MessageMeasurements {
	triggers: TriggerRow[];
	setUps: SetUpRow[];
	rounds: number;
	versions: string;
}

/** What PandaPon waits for an answer. */
export const IN_TIME_MS = 1000;
