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

const WRONG = 'Nothing was sent and no money moved. Correct it, then run the node again.';

const logged: string[] = [];
beforeEach(() => logged.splice(0));

/** What the fields hold, besides the options; in a new node, the defaults, once the column with the IDs is chosen. */
interface Fields {
	mode?: unknown;
	orderIds?: unknown;
	maxAmount?: unknown;
}
const NEW_NODE: Fields = { mode: 'check', orderIds: '={{ $json.orderId }}', maxAmount: '' };

const contextWith = (
	options: object,
	getCredentials = async (): Promise<object> => credential,
	fields: Fields = {},
) =>
	({
		getNode: () => ({
			id: '1',
			name: 'Pay',
			type: 'batchPay1688Orders',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		}),
		getNodeParameter: (
			name: string,
			_item: number,
			fallback: unknown,
			how?: { rawExpressions?: boolean },
		) => {
			// The amount of one item says nothing about the others.
			if (name === 'maxAmount' && !how?.rawExpressions) throw new Error('evaluated');
			const parameters: object = { ...NEW_NODE, ...fields, options };
			const [field, one] = name.split('.');
			const value = (parameters as Record<string, unknown>)[field];
			if (one === undefined) return value;
			return one in options ? (options as Record<string, unknown>)[one] : fallback;
		},
		getCredentials,
		logger: { error: (line: string) => logged.push(line) },
	}) as unknown as IExecuteFunctions;

/** A context whose credential cannot be read, for the given reason. */
const withBrokenCredential = (reason: Error) =>
	contextWith({}, async () => await Promise.reject(reason));

const options = parameters.find(({ name }) => name === 'options')!.options as INodeProperties[];

/** Limits that an option sets: without it there is none, whatever default the editor shows when it is added. */
const LIMITS: Record<string, string> = { maxOrders: 'maxOrders', maxTotalAmount: 'maxTotalFen' };

/** Options that hold one setting, in a run that pays. */
const readOption = async (name: string, value: unknown) =>
	await readSettings(contextWith({ [name]: value }, undefined, { mode: 'pay' }));

describe.each(
	options
		.filter(({ name }) => name !== 'maxTotalAmount')
		.map((field) => [field.displayName, field] as const),
)('%s', (label, { name, type, default: fallback, typeOptions }) => {
	if (!(name in LIMITS)) {
		test("its default is the editor's", async () => {
			expect(await readSettings(contextWith({}))).toMatchObject({ [name]: fallback });
		});
	}

	if (type === 'boolean') {
		test('it is true or false', async () => {
			for (const right of [true, false])
				expect(await readOption(name, right)).toMatchObject({ [name]: right });
			for (const wrong of ['true', 1, null, undefined])
				await expect(readOption(name, wrong)).rejects.toThrow(`"${label}" must be true or false`);
		});
		return;
	}

	test("its bounds are the editor's", async () => {
		const { minValue, maxValue } = typeOptions as { minValue: number; maxValue: number };
		for (const right of [minValue, maxValue])
			expect(await readOption(name, right)).toMatchObject({ [name]: right });
		for (const wrong of [minValue - 1, maxValue + 1, 1.5, NaN, '5', '', null, undefined])
			await expect(readOption(name, wrong)).rejects.toThrow(
				`"${label}" must be a whole number from ${minValue} to ${maxValue}`,
			);
	});
});

describe('Maximum Total Amount (CNY)', () => {
	test.each<[unknown, number]>([
		[0, 0],
		[0.01, 1],
		[1234.5, 123_450],
		[1.005, 101],
		['1,234.50', 123_450],
		['¥5', 500],
	])('%j is %s fen', async (yuan, fen) => {
		expect(await readOption('maxTotalAmount', yuan)).toMatchObject({ maxTotalFen: fen });
	});

	test.each([-1, '-1', NaN, Infinity, '', ' ', 'none', null, undefined, true, {}])(
		'%p is no limit that can be kept',
		async (yuan) => {
			await expect(readOption('maxTotalAmount', yuan)).rejects.toMatchObject({
				message: '"Maximum Total Amount (CNY)" must be an amount in yuan, 0 or more',
				description: WRONG,
			});
		},
	);
});

test('a limit that no option sets is none', async () => {
	const settings = await readSettings(contextWith({}));
	for (const name of Object.values(LIMITS)) expect(settings).not.toHaveProperty(name);
});

test('the editor offers each setting once, and no other', async () => {
	const settings = Object.keys(
		await readSettings(contextWith({ maxOrders: 1, maxTotalAmount: 1 })),
	);
	expect([...options.map(({ name }) => LIMITS[name] ?? name), 'credential', 'mode'].sort()).toEqual(
		settings.sort(),
	);
});

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
		'The Base URL of the PandaPon API credential is not an address like https://api.pandapon.com',
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

describe('Mode', () => {
	test('a new node checks', async () => {
		expect(await readSettings(contextWith({}))).toMatchObject({ mode: 'check' });
	});

	test.each(['check', 'pay'])('%s', async (mode) => {
		expect(await readSettings(contextWith({}, undefined, { mode }))).toMatchObject({ mode });
	});

	test.each([
		undefined,
		null,
		'',
		'Pay',
		'PAY',
		'pay ',
		'Check Only',
		'dryRun',
		true,
		false,
		1,
		['pay'],
	])('%p stops the node', async (mode) => {
		await expect(readSettings(contextWith({}, undefined, { mode }))).rejects.toMatchObject({
			message: '"Mode" must be "Check Only" (check) or "Pay" (pay)',
			description: WRONG,
		});
	});
});

describe('Order IDs', () => {
	const read = async (orderIds: unknown) =>
		await readSettings(contextWith({}, undefined, { orderIds }));

	test('left empty, stops the node: no row could ever have an ID', async () => {
		await expect(read('')).rejects.toMatchObject({
			message: '"Order IDs" is empty: drag the column that holds the IDs onto it',
			description: WRONG,
		});
	});

	test.each(['={{ $json.id }}', '2059624776425880794', ' ', 17])(
		'%j is for the rows to judge',
		async (orderIds) => {
			expect(await read(orderIds)).toMatchObject({ mode: 'check' });
		},
	);
});

describe('Look Orders Up First switched off', () => {
	const read = async (more: object, fields?: Fields) =>
		await readSettings(contextWith({ lookUpFirst: false, ...more }, undefined, fields));
	const UNREAD = {
		message: 'Limits on amounts need "Look Orders Up First": switch it on, or take the limits out',
		description: WRONG,
	};

	test.each<[object, Fields]>([
		[{ maxTotalAmount: 5 }, {}],
		[{ maxTotalAmount: 0 }, {}],
		[{}, { maxAmount: '5' }],
		[{}, { maxAmount: 0 }],
		[{}, { maxAmount: '={{ $json.max }}' }],
		[{}, { maxAmount: ' ' }],
		[{ maxTotalAmount: 5 }, { maxAmount: '5' }],
	])('%j with %j: amounts that nobody reads cannot be limited', async (more, fields) => {
		for (const mode of ['check', 'pay'])
			await expect(read(more, { mode, ...fields })).rejects.toMatchObject(UNREAD);
		expect(
			await readSettings(contextWith({ lookUpFirst: true, ...more }, undefined, fields)),
		).toMatchObject({ lookUpFirst: true });
	});

	test('orders can be', async () => {
		expect(await read({ maxOrders: 5 }, { maxAmount: '' })).toMatchObject({
			lookUpFirst: false,
			maxOrders: 5,
		});
	});

	test.each<[string, boolean, boolean, boolean]>([
		['pay', true, true, true],
		['pay', true, false, false],
		['pay', false, true, true],
		['pay', false, false, false],
		['check', true, true, true],
		['check', true, false, false],
		['check', false, true, false],
		['check', false, false, false],
	])(
		'a check looks nothing up then: %s, look-up %s, verification %s: %s',
		async (mode, lookUpFirst, verifyUnclear, expected) => {
			expect(await read({ lookUpFirst, verifyUnclear }, { mode })).toMatchObject({
				verifyUnclear: expected,
			});
		},
	);

	test('an odd value of "Verify Unclear Orders" is refused all the same', async () => {
		await expect(read({ verifyUnclear: 'no' }, { mode: 'check' })).rejects.toThrow(
			'"Verify Unclear Orders" must be true or false',
		);
	});
});

test.each([
	['options', 'the options'],
	['mode', '"Mode"'],
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

describe('an expression that gives other values for other items', () => {
	/** Two items, each with its mode and an option of its own. */
	const differing = (name: string, values: [unknown, unknown]) => {
		const usual = contextWith({ [name]: values[0] }, undefined, { mode: 'pay' });
		return {
			...usual,
			getInputData: () => [{ json: {} }, { json: {} }],
			getNodeParameter: (...asked: [string, number, unknown, { rawExpressions?: boolean }?]) => {
				const [field, item, , how] = asked;
				if (field !== name && field !== `options.${name}`)
					return usual.getNodeParameter(...(asked as unknown as [string, number])) as unknown;
				return how?.rawExpressions ? '={{ $json.a ? 1 : 2 }}' : values[item];
			},
		} as unknown as IExecuteFunctions;
	};
	const refused = (label: string) => ({
		message: `n8n could not read "${label}": its expression must give the same value for all items`,
		description: WRONG,
	});

	test.each(options.map(({ name, displayName }) => [displayName, name] as const))(
		'%s: what is true of the first item would be done to all',
		async (label, name) => {
			for (const values of [
				[true, false],
				[false, true],
				[1, 2],
			] as const)
				await expect(readSettings(differing(name, [...values]))).rejects.toMatchObject(
					refused(label),
				);
		},
	);

	test('Mode: pays nothing that was to be checked', async () => {
		for (const values of [
			['pay', 'check'],
			['check', 'pay'],
			['pay', undefined],
		] as const)
			await expect(readSettings(differing('mode', [...values]))).rejects.toMatchObject(
				refused('Mode'),
			);
		expect(await readSettings(differing('mode', ['pay', 'pay']))).toMatchObject({ mode: 'pay' });
	});

	test('the same value is used', async () => {
		expect(await readSettings(differing('maxOrders', [3, 3]))).toMatchObject({ maxOrders: 3 });
	});
});
