import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { credentialProblem } from '../api/credentialProblem';
import type { PandaPonCredential } from '../api/signature';

/**
 * Reads and checks the node's credential, before anything can be sent.
 *
 * @param context n8n's execution context of a node with the credential `pandaPonApi`.
 * @returns Its fields, decrypted.
 * @throws NodeOperationError when it cannot be read, or a field of it cannot be right; with what is wrong, and no key in it.
 */
export async function readCredential(context: IExecuteFunctions): Promise<PandaPonCredential> {
	const fail = (message: string): never => {
		const error = new NodeOperationError(context.getNode(), message, {
			description: 'Nothing was sent. Correct it, then run the node again.',
		});
		// n8n replaces a message that quotes e.g. ETIMEDOUT with a stock text.
		error.message = message;
		throw error;
	};
	let credential: PandaPonCredential;
	try {
		credential = await context.getCredentials<PandaPonCredential & IDataObject>('pandaPonApi');
	} catch (error) {
		const { message } = error as Error;
		context.logger.error(`The PandaPon API credential could not be read: ${message}`);
		return fail(
			`n8n could not read the PandaPon API credential: ${fromDatabase(error) ? "its database did not answer; the reason is in n8n's log" : message}`,
		);
	}
	const problem = credentialProblem(credential);
	return problem === undefined ? credential : fail(problem);
}

/** A database's own words can name hosts; they do not belong in items. */
function fromDatabase(error: unknown): boolean {
	const { name, code } = error as { name?: unknown; code?: unknown };
	return name === 'QueryFailedError' || typeof code === 'string';
}
