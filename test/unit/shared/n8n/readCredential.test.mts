import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { readCredential } from '../../../../dist/nodes/shared/n8n/readCredential.js';

const CREDENTIAL = {
	accessKey: 'the-access-key',
	accessSecret: 'the-access-secret',
	userId: '7',
	baseUrl: 'https://api.pandapon.com',
	timestampUnit: 'milliseconds',
};

/**
 * Reads the credential of a node.
 *
 * @param given Its fields, or what n8n throws instead.
 */
function read(given: object) {
	const logged: string[] = [];
	const context = {
		getNode: () => ({ name: 'PandaPon', type: 'pandaPon' }),
		logger: { error: (message: string) => logged.push(message) },
		getCredentials: async (name: string) => {
			expect(name).toBe('pandaPonApi');
			if (given instanceof Error) throw given;
			return given;
		},
	} as unknown as IExecuteFunctions;
	return { credential: readCredential(context), logged };
}
async function failureOf(given: object) {
	const { credential, logged } = read(given);
	const error = await credential.then(
		() => undefined,
		(reason: NodeOperationError) => reason,
	);
	expect(error).toBeInstanceOf(NodeOperationError);
	return { message: error?.message, description: error?.description, logged };
}

test('one that can be right is handed on as it is', async () => {
	const { credential, logged } = read(CREDENTIAL);
	expect(await credential).toBe(CREDENTIAL);
	expect(logged).toEqual([]);
});

test.each<[string, object]>([
	['Access Key', { accessKey: '' }],
	['Access Secret', { accessSecret: ' ' }],
	['User ID', { userId: '' }],
	['Base URL', { baseUrl: 'api.pandapon.com' }],
])('a wrong %s is named, and no key quoted', async (field, wrong) => {
	const { message, description } = await failureOf({ ...CREDENTIAL, ...wrong });
	expect(message).toContain(field);
	expect(`${message} ${description}`).not.toContain('the-access');
	expect(description).toBe('Nothing was sent. Correct it, then run the node again.');
});

test("n8n's own words are handed on, even those it would replace with stock texts", async () => {
	for (const words of ['Node has no access to the credential', 'ETIMEDOUT', 'ECONNREFUSED x']) {
		const { message, logged } = await failureOf(new Error(words));
		expect(message).toBe(`n8n could not read the PandaPon API credential: ${words}`);
		expect(logged).toEqual([`The PandaPon API credential could not be read: ${words}`]);
	}
});

test.each<[string, object]>([
	['QueryFailedError', { name: 'QueryFailedError' }],
	['ECONNREFUSED', { code: 'ECONNREFUSED' }],
])("a database's words stay in the log: %s", async (_name, fields) => {
	const words = 'connect ECONNREFUSED db.internal:5432';
	const { message, logged } = await failureOf(Object.assign(new Error(words), fields));
	expect(message).toBe(
		"n8n could not read the PandaPon API credential: its database did not answer; the reason is in n8n's log",
	);
	expect(logged.join()).toContain(words);
});
