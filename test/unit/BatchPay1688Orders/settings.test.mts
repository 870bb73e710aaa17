import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { parameters } from '../../../dist/nodes/BatchPay1688Orders/parameters.js';
import { readSettings } from '../../../dist/nodes/BatchPay1688Orders/settings.js';

const credential = {
	accessKey: 'key',
	accessSecret: 'secret',
	userId: '7',
	baseUrl: 'https://api.pandapon.com',
	timestampUnit: 'milliseconds',
};

const logged: string[] = [];
beforeEach(() => logged.splice(0));

const contextWith = (options: object, getCredentials = async (): Promise<object> => credential) =>
	({
		getNode: () => ({
			id: '1',
			name: 'Pay',
			type: 'batchPay1688Orders',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		}),
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			name === 'options' ? options : fallback,
		getCredentials,
		logger: { error: (line: string) => logged.push(line) },
	}) as unknown as IExecuteFunctions;

/** A context whose credential cannot be read, for the given reason. */
const withBrokenCredential = (reason: Error) =>
	contextWith({}, async () => await Promise.reject(reason));

const options = parameters.find(({ name }) => name === 'options')!.options as INodeProperties[];

describe.each(options.map((field) => [field.displayName, field] as const))(
	'%s',
	(label, { name, type, default: fallback, typeOptions }) => {
		test("its default is the editor's", async () => {
			expect(await readSettings(contextWith({}))).toMatchObject({ [name]: fallback });
		});

		if (type === 'boolean') {
			test('it is true or false', async () => {
				for (const right of [true, false])
					expect(await readSettings(contextWith({ [name]: right }))).toMatchObject({
						[name]: right,
					});
				for (const wrong of ['true', 1, null, undefined])
					await expect(readSettings(contextWith({ [name]: wrong }))).rejects.toThrow(
						`"${label}" must be true or false`,
					);
			});
			return;
		}

		test("its bounds are the editor's", async () => {
			const { minValue, maxValue } = typeOptions as { minValue: number; maxValue: number };
			expect(await readSettings(contextWith({ [name]: minValue }))).toMatchObject({
				[name]: minValue,
			});
			expect(await readSettings(contextWith({ [name]: maxValue }))).toMatchObject({
				[name]: maxValue,
			});
			for (const wrong of [minValue - 1, maxValue + 1, 1.5, NaN, '5', null, undefined]) {
				await expect(readSettings(contextWith({ [name]: wrong }))).rejects.toThrow(
					`"${label}" must be a whole number from ${minValue} to ${maxValue}`,
				);
			}
		});
	},
);

test('the editor offers each setting once, and no other', async () => {
	const settings = Object.keys(await readSettings(contextWith({})));
	expect([...options.map(({ name }) => name), 'credential', 'dryRun'].sort()).toEqual(
		settings.sort(),
	);
});

const WRONG = 'Nothing was sent and no money moved. Correct it, then run the node again.';

test.each(['connect ECONNREFUSED 10.0.0.7:443', 'read ETIMEDOUT', 'no such credential'])(
	"n8n's stock text, which advises a retry, does not replace: %s",
	async (reason) => {
		await expect(readSettings(withBrokenCredential(new Error(reason)))).rejects.toMatchObject({
			message: `n8n could not read the PandaPon API credential: ${reason}`,
			description: WRONG,
		});
		expect(logged).toEqual([`The PandaPon API credential could not be read: ${reason}`]);
	},
);

test.each([
	Object.assign(new Error('connect to db.internal'), { name: 'QueryFailedError' }),
	Object.assign(new Error('connect to db.internal'), { code: 'ECONNREFUSED' }),
])("a database's own words go to the log only: %#", async (error) => {
	await expect(readSettings(withBrokenCredential(error))).rejects.toMatchObject({
		message:
			"n8n could not read the PandaPon API credential: its database did not answer; the reason is in n8n's log",
		description: WRONG,
	});
	expect(logged).toEqual(['The PandaPon API credential could not be read: connect to db.internal']);
});

test("an error with a code that is no text is not the database's", async () => {
	const error = Object.assign(new Error('no such credential'), { code: 7 });
	await expect(readSettings(withBrokenCredential(error))).rejects.toThrow(
		'n8n could not read the PandaPon API credential: no such credential',
	);
});

test.each<[object, string]>([
	[{ accessKey: ' ' }, 'The Access Key of the PandaPon API credential is empty'],
	[{ accessKey: undefined }, 'The Access Key of the PandaPon API credential is empty'],
	[{ accessSecret: '\n' }, 'The Access Secret of the PandaPon API credential is empty'],
	[{ accessSecret: 7 }, 'The Access Secret of the PandaPon API credential is not text'],
	[{ userId: 7 }, 'The User ID of the PandaPon API credential is not text'],
	[{ userId: '' }, 'The User ID of the PandaPon API credential is empty'],
	[
		{ baseUrl: 'pandapon' },
		'The Base URL of the PandaPon API credential is not an address. A valid one looks like https://api.pandapon.com',
	],
	[
		{ baseUrl: 'ftp://pandapon' },
		'The Base URL of the PandaPon API credential must start with https://',
	],
	[
		{ baseUrl: 'https://pandapon/?a' },
		'The Base URL of the PandaPon API credential must end before any "?" or "#"',
	],
])('a credential with %j is refused', async (change, message) => {
	await expect(
		readSettings(contextWith({}, async () => await Promise.resolve({ ...credential, ...change }))),
	).rejects.toMatchObject({ message, description: WRONG });
	expect(logged).toEqual([]);
});

test('the credential is passed on as it is', async () => {
	const filled = { ...credential, userId: '7' };
	expect(
		(await readSettings(contextWith({}, async () => await Promise.resolve(filled)))).credential,
	).toBe(filled);
});

test.each([undefined, null, 'true', 0])('"Dry Run" that is %j pays nothing', async (dryRun) => {
	const context = {
		...contextWith({}),
		getNodeParameter: (name: string) => (name === 'dryRun' ? dryRun : {}),
	} as unknown as IExecuteFunctions;
	await expect(readSettings(context)).rejects.toMatchObject({
		message: '"Dry Run" must be true or false',
		description: WRONG,
	});
});

test.each([true, false])('"Dry Run" that is %j', async (dryRun) => {
	const context = {
		...contextWith({}),
		getNodeParameter: (name: string) => (name === 'dryRun' ? dryRun : {}),
	} as unknown as IExecuteFunctions;
	expect(await readSettings(context)).toMatchObject({ dryRun });
});

test.each([
	['options', 'the options'],
	['dryRun', '"Dry Run"'],
])('an expression in %s that fails is named', async (name, what) => {
	const context = {
		...contextWith({}),
		getNodeParameter: (asked: string) => {
			if (asked === name) throw new Error('no such node');
			return {};
		},
	} as unknown as IExecuteFunctions;
	await expect(readSettings(context)).rejects.toMatchObject({
		message: `n8n could not read ${what}: no such node`,
		description: WRONG,
	});
});
