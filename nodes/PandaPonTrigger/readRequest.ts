import type { IWebhookFunctions } from 'n8n-workflow';

/** What has to be known of a request to believe it. */
export interface MessageRequest {
	/** The body byte for byte, unpacked. */
	body: Buffer;
	/** The header `Authorization`; `''` when there is none. */
	authorization: string;
}

/** The part of the request (Express, and n8n's own additions) that is used here. */
interface Request {
	/** Reads the body where n8n has not done so: it does for JSON, XML, forms and plain text only (n8n 2.41). */
	readRawBody(): Promise<void>;
	rawBody?: Buffer;
}

/**
 * Reads a request.
 *
 * @param context n8n's webhook context.
 */
export async function readRequest(context: IWebhookFunctions): Promise<MessageRequest> {
	const request = context.getRequestObject() as unknown as Request;
	await request.readRawBody();
	return {
		// n8n's own parsing of it would round IDs of 19 digits.
		body: request.rawBody ?? Buffer.alloc(0),
		authorization: (context.getHeaderData().authorization ?? '').toString().trim(),
	};
}
