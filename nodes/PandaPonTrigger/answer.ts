import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** The part of the response (Express) that is used here. */
interface Response {
	status(code: number): Response;
	type(contentType: string): Response;
	send(text: string): void;
}

/**
 * Answers a request without starting the workflow.
 *
 * @param context n8n's webhook context.
 * @param status HTTP status; 200 tells PandaPon that the message need not come again.
 * @param text Says why.
 */
export function answer(
	context: IWebhookFunctions,
	status: number,
	text: string,
): IWebhookResponseData {
	const response = context.getResponseObject() as unknown as Response;
	response.status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
}

/** What a caller is told; the rest is for the log and the panel. */
const TEXTS = { 401: 'The signature does not match', 503: 'Not taken in; send it again' };

/**
 * Does not take a message in, and says so in the log. While a person listens for a test event, the panel says so too: n8n can
 * show it only in an execution, so there is one, with nothing of the message in it.
 *
 * @param context n8n's webhook context.
 * @param status 401 for a message that is not believed; 503 for one that PandaPon is to send again.
 * @param why What is wrong, in words for a person.
 */
export function turnAway(
	context: IWebhookFunctions,
	status: keyof typeof TEXTS,
	why: string,
): IWebhookResponseData {
	const { name } = context.getNode();
	context.logger.warn(`"${name}" did not take a message in (HTTP ${status}): ${why}`);
	const answered = answer(context, status, TEXTS[status]);
	return context.getMode() === 'manual'
		? { ...answered, workflowData: [[{ json: { turnedAway: why } }]] }
		: answered;
}
