import { UnexpectedError, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';

import { emptyField } from '../shared/api/credentialProblem';
import type { PandaPonCredential } from '../shared/api/signature';

/** What proves who sent a message, without spaces around it. */
export type Keys = Pick<PandaPonCredential, 'accessKey' | 'accessSecret'>;

/** By workflow, node and credential: the keys, and when reading them began. */
const kept = new Map<string, { readAt: number; keys: Keys }>();
/** Reads under way. */
const reading = new Map<string, Promise<Keys>>();

/**
 * The keys in the node's credential. n8n takes 50 ms of CPU time to read a credential for a webhook (2.41), so they are kept, and
 * all who ask at the same time share one read.
 *
 * @param context n8n's webhook context.
 * @param maxAgeMs How long ago they may have been read, in milliseconds.
 * @throws Error when the credential cannot be read, or a key in it is empty: anybody can sign with an empty secret.
 */
export async function keysOf(context: IWebhookFunctions, maxAgeMs: number): Promise<Keys> {
	const name = nameOf(context);
	const found = kept.get(name);
	// A clock that was set back makes them old, not young.
	if (found !== undefined && Math.abs(Date.now() - found.readAt) < maxAgeMs) return found.keys;
	return await (reading.get(name) ?? beginToRead(context, name));
}

async function beginToRead(context: IWebhookFunctions, name: string): Promise<Keys> {
	const readAt = Date.now();
	const keys = read(context);
	reading.set(name, keys);
	try {
		kept.set(name, { readAt, keys: await keys });
	} finally {
		reading.delete(name);
	}
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
