import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { BatchPay1688Orders, CredentialTestContext } from './n8nPackages.mts';

/** Presses the Test button of a credential, with the helpers that n8n gives its test. */
export async function pressTestButton(
	fields: Record<string, unknown>,
): Promise<INodeCredentialTestResult> {
	const context = new CredentialTestContext(
		{} as IWorkflowExecuteAdditionalData,
	) as unknown as ICredentialTestFunctions;
	const data = fields as ICredentialDataDecryptedObject;
	return await new BatchPay1688Orders().methods.credentialTest.pandaPonApiTest.call(context, {
		id: '1',
		name: 'PandaPon',
		type: 'pandaPonApi',
		data,
	});
}
