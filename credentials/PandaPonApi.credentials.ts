import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { signOnce } from '../nodes/shared/api/signOnce';
import { signedHeaders, type PandaPonCredential } from '../nodes/shared/api/signature';

/** Credential that signs every request made with it, so the HTTP Request node reaches every PandaPon endpoint too. */
export class PandaPonApi implements ICredentialType {
	name = 'pandaPonApi';

	displayName = 'PandaPon API';

	icon = { light: 'file:pandaPon.svg', dark: 'file:pandaPon.dark.svg' } as const;

	documentationUrl = 'https://n8n-nodes-pandapon.example.com/#the-credential';

	// The Test button runs `pandaPonApiTest` of this node: one declarative rule could not tell the possible mistakes apart.
	testedBy = ['batchPay1688Orders'];

	properties: INodeProperties[] = [
		{
			displayName: 'Access Key',
			name: 'accessKey',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 58c0201dfdf148eca63cbf6bb5e7cf03',
			description: 'PandaPon console: AccessKey management',
		},
		{
			displayName: 'Access Secret',
			name: 'accessSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'PandaPon console: AccessKey management, "View". After a "Reset" there the old secret stops working at once.',
		},
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 2100007341207',
			description: 'The account or sub-account that the calls act for',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.pandapon.com',
			description:
				'Change it only if your company runs the same platform at another address, e.g. https://www.example.com/api',
		},
		{
			displayName: 'Timestamp Unit',
			name: 'timestampUnit',
			type: 'options',
			options: [
				{ name: 'Milliseconds', value: 'milliseconds' },
				{ name: 'Seconds', value: 'seconds' },
			],
			default: 'milliseconds',
			description:
				'Unit of the timestamp in the signature. If the account takes only the other one, the test of this credential says so.',
		},
	];

	/**
	 * Adds the five signed headers to a request (docs/api.md, Every call). n8n may call it again for the same request, so
	 * headers of the same names, in whatever case, are replaced.
	 *
	 * @param credentials Decrypted fields of this credential.
	 * @param options The request; the HTTP Request node passes `uri` in place of `url`, so nothing else of it is read.
	 * @returns The request with the headers `access-key`, `timestamp`, `nonce-str`, `user-id`, `signature`.
	 * @throws SignedTwiceError for a request that must leave once and has been signed before.
	 */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const signed = signedHeaders(credentials as unknown as PandaPonCredential);
		signOnce(options, signed.signature);
		const others = Object.entries(options.headers ?? {}).filter(
			([name]) => !(name.toLowerCase() in signed),
		);
		return { ...options, headers: { ...Object.fromEntries(others), ...signed } };
	};
}
