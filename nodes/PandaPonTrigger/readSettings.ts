import type { IWebhookFunctions } from 'n8n-workflow';

/** What decides whether a message is taken in. */
export interface Settings {
	/** Wanted platforms, all when empty; like `events`. */
	platforms: unknown[];
	events: unknown[];
	acceptUnsigned: boolean;
}

/**
 * Reads the fields that decide whether a message is taken in.
 *
 * @param context n8n's webhook context.
 */
export function readSettings(context: IWebhookFunctions): Settings {
	return {
		platforms: listOf(context.getNodeParameter('platforms', [])),
		events: listOf(context.getNodeParameter('events', [])),
		acceptUnsigned: context.getNodeParameter('options.acceptUnsigned', false) === true,
	};
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
