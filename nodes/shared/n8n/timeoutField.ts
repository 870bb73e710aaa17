import type { INodeProperties } from 'n8n-workflow';

/** A timer of more than 2^31 − 1 ms would fire at once; an hour is far below that, and far above any use. */
export const ONE_HOUR_MS = 3_600_000;

/** How long to wait for an answer when nobody says otherwise. */
export const DEFAULT_TIMEOUT_MS = 60_000;

/** The option *Timeout (Ms)* of every node that calls the API. */
export const timeoutField: INodeProperties = {
	displayName: 'Timeout (Ms)',
	name: 'timeoutMs',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: ONE_HOUR_MS, numberPrecision: 0 },
	default: DEFAULT_TIMEOUT_MS,
	description: 'How long to wait for the answer to a call, in milliseconds. 60000 by default.',
};
