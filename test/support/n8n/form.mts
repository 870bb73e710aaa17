import { FormData, request } from 'undici';

/** A file for a form. */
export interface FormFile {
	name: string;
	type: string;
	content: string | Buffer;
}

/** What n8n answered. */
export interface FormAnswer {
	status: number;
	text: string;
}

/**
 * Opens a page of a form, or sends it in, as a browser does.
 *
 * @param url The page's address.
 * @param fields Values by position on the page, from 0; absent: the page is only opened.
 * @param login Name and password, where the page asks for them, as `name:password`.
 */
export async function useForm(
	url: string,
	fields?: Record<number, string | FormFile>,
	login?: string,
): Promise<FormAnswer> {
	const authorization = `Basic ${Buffer.from(login ?? '').toString('base64')}`;
	const { statusCode, body } = await request(url, {
		method: fields === undefined ? 'GET' : 'POST',
		headers: login === undefined ? {} : { authorization },
		body: fields === undefined ? undefined : filledIn(fields),
		headersTimeout: 120_000,
	});
	return { status: statusCode, text: await body.text() };
}

/** How a page sends the radio button that a person has chosen. */
export const chosen = (option: string): string => JSON.stringify([option]);

function filledIn(fields: Record<number, string | FormFile>): FormData {
	const form = new FormData();
	for (const [position, value] of Object.entries(fields)) {
		const name = `field-${position}`;
		if (typeof value === 'string') form.append(name, value);
		else
			form.append(
				name,
				new Blob([new Uint8Array(Buffer.from(value.content))], { type: value.type }),
				value.name,
			);
	}
	return form;
}
