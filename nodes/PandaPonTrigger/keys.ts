import { UnexpectedError, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';

import { emptyField } from '../shared/api/credentialProblem';
import type { PandaPonCredential } from '../shared/api/signature';

/** What proves who sent a message, without spaces around it. */
export type Keys = Pick<PandaPonCredential, 'accessKey' | 'accessSecret'>;

/** n8n takes 50 ms of CPU time to read a credential for a webhook (2.41), so the keys are kept for a short time. */
const KEPT_MS = 60_000;
const kept = new Map<string, { until: number; keys: Promise<Keys> }>();

/**
 * The keys as they were read a short time ago.
 *
 * @param context n8n's webhook context.
 * @returns `undefined` when they were not. A changed credential is noticed at the first signature that does not match.
 */
export function recallKeys(context: IWebhookFunctions): Promise<Keys> | undefined {
	const found = kept.get(nameOf(context));
	return found !== undefined && Date.now() < found.until ? found.keys : undefined;
}

/**
 * Reads the keys in the node's credential.
 *
 * @param context n8n's webhook context.
 * @throws Error when the credential cannot be read, or a key in it is empty: anybody can sign with an empty secret.
 */
export async function keysOf(context: IWebhookFunctions): Promise<Keys> {
	const name = nameOf(context);
	const keys = read(context);
	kept.set(name, { until: Date.now() + KEPT_MS, keys });
	void keys.catch(() => kept.delete(name));
	return await keys;
}

function nameOf(context: IWebhookFunctions): string {
	const { id, credentials } = context.getNode();
	return `${context.getWorkflow().id} ${id} ${credentials?.pandaPonApi?.id}`;
}

async function read(context: IWebhookFunctions): Promise<Keys> {
	const credential = await context.getCredentials<PandaPonCredential & IDataObject>('pandaPonApi');
	const problem = emptyField(credential, ['accessKey', 'accessSecret']);
	if (problem !== undefined) throw new UnexpectedError(problem);
	return {
		accessKey: credential.accessKey.trim(),
		accessSecret: credential.accessSecret.trim(),
	};
}
