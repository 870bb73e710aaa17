import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { parameters } from '../../../dist/nodes/BatchPay1688Orders/parameters.js';
import { readSettings } from '../../../dist/nodes/BatchPay1688Orders/settings.js';

const credential = { accessKey: 'key', accessSecret: 'secret', userId: '7', baseUrl: 'https://api.pandapon.com', timestampUnit: 'milliseconds' };

const contextWith = (options: object, getCredentials = async (): Promise<object> => credential) =>
	({
		getNode: () => ({ id: '1', name: 'Pay', type: 'batchPay1688Orders', typeVersion: 1, position: [0, 0], parameters: {} }),
		getNodeParameter: (name: string, _item: number, fallback: unknown) => (name === 'options' ? options : fallback),
		getCredentials,
	}) as unknown as IExecuteFunctions;

/** A context whose credential can not be read, for the given reason. */
const withBrokenCredential = (reason: string) => contextWith({}, async () => await Promise.reject(new Error(reason)));

const options = parameters.find(({ name }) => name === 'options')!.options as INodeProperties[];

describe.each(options.map((field) => [field.displayName, field] as const))('%s', (label, { name, type, default: fallback, typeOptions }) => {
	test("its default is the editor's", async () => {
		expect(await readSettings(contextWith({}))).toMatchObject({ [name]: fallback });
	});

	if (type === 'boolean') {
		test('it is true or false', async () => {
			for (const right of [true, false]) expect(await readSettings(contextWith({ [name]: right }))).toMatchObject({ [name]: right });
			for (const wrong of ['true', 1, null, undefined]) await expect(readSettings(contextWith({ [name]: wrong }))).rejects.toThrow(`"${label}" must be true or false`);
		});
		return;
	}

	test("its bounds are the editor's", async () => {
		const { minValue, maxValue } = typeOptions as { minValue: number; maxValue: number };
		expect(await readSettings(contextWith({ [name]: minValue }))).toMatchObject({ [name]: minValue });
		expect(await readSettings(contextWith({ [name]: maxValue }))).toMatchObject({ [name]: maxValue });
		for (const wrong of [minValue - 1, maxValue + 1, 1.5, NaN, '5', null, undefined]) {
			await expect(readSettings(contextWith({ [name]: wrong }))).rejects.toThrow(`"${label}" must be a whole number from ${minValue} to ${maxValue}`);
		}
	});
});

test('the editor offers each setting once, and no other', async () => {
	const { credential: _, dryRun: __, ...settings } = await readSettings(contextWith({}));
	expect(options.map(({ name }) => name).sort()).toEqual(Object.keys(settings).sort());
});

test.each(['connect ECONNREFUSED 10.0.0.7:443', 'read ETIMEDOUT', 'no such credential'])('n8n does not put a stock text, with its advice to retry, in place of: %s', async (reason) => {
	await expect(readSettings(withBrokenCredential(reason))).rejects.toMatchObject({
		message: `n8n could not read the PandaPon API credential: ${reason}`,
		description: 'Nothing was sent and no money moved. Correct it, then run the node again.',
	});
});
