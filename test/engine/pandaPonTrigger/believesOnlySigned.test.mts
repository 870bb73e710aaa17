import { deflateSync, gzipSync } from 'node:zlib';

import { signMessage, type Base } from '../../sandbox/signMessage.mts';
import { logger } from '../../support/engine/n8nPackages.mts';
import {
	credential,
	itemsOf,
	keys,
	openAddress,
	type Message,
	type TriggerRun,
} from '../../support/engine/triggerOnEngine.mts';

const ID = '2059624776425880794';
/** With spaces and a number of 19 digits, both of which are lost where the body is parsed and written again. */
const BODY = `{ "messageType": "1688_ORDER_CREATE", "messagePlatform": 1, "timestamp": "1764133200000",
	"messageBody": { "orderId": ${ID}, "amount": 1.50 } }`;
const JSON_TYPE = { 'content-type': 'application/json' };
const signed = (body: Buffer | string = BODY, base?: Base, headers = JSON_TYPE): Message => ({
	headers: { ...headers, authorization: signMessage(body, keys, base) },
	body,
});

const NOT_BELIEVED = {
	status: 401,
	text: 'The signature does not match',
	contentType: 'text/plain; charset=utf-8',
	thrown: undefined,
};
const NOT_TAKEN_IN = { ...NOT_BELIEVED, status: 503, text: 'Not taken in; send it again' };

let log: string[];
beforeEach(() => {
	log = [];
	jest.spyOn(logger, 'warn').mockImplementation((line) => void log.push(line));
});
afterEach(() => jest.restoreAllMocks());

/** Sends one request to a trigger of its own. */
async function send(message: Message, run: TriggerRun = {}) {
	await using address = await openAddress(run);
	return await address.send(message);
}

const forged: Array<[string, Message, string]> = [
	[
		'no signature',
		{ headers: JSON_TYPE, body: BODY },
		'it has no signature (header Authorization)',
	],
	[
		'a signature that is none',
		{ headers: { ...JSON_TYPE, authorization: 'Bearer x' }, body: BODY },
		'its signature is not one of 64 hex digits',
	],
	[
		"another body's signature",
		{ ...signed('{}'), body: BODY },
		'its signature does not match; compare Access Key and Access Secret of the credential with the console',
	],
	[
		"another account's signature",
		{
			headers: {
				...JSON_TYPE,
				authorization: signMessage(BODY, { ...keys, accessSecret: 'another' }),
			},
			body: BODY,
		},
		'its signature does not match; compare Access Key and Access Secret of the credential with the console',
	],
	[
		'the signature of what n8n makes of the body',
		{ ...signed(JSON.stringify(JSON.parse(BODY))), body: BODY },
		'its signature does not match; compare Access Key and Access Secret of the credential with the console',
	],
	[
		'a signature made without a secret',
		{
			headers: { ...JSON_TYPE, authorization: signMessage(BODY, { ...keys, accessSecret: '' }) },
			body: BODY,
		},
		'its signature does not match; compare Access Key and Access Secret of the credential with the console',
	],
];

describe.each(forged)('a message with %s', (_, message, why) => {
	test('starts nothing, and the log says so', async () => {
		expect(await send(message)).toEqual({ ...NOT_BELIEVED, returned: { noWebhookResponse: true } });
		expect(log).toEqual([`"PandaPon Trigger" did not take a message in (HTTP 401): ${why}`]);
		expect(log[0]).not.toContain(keys.accessSecret);
		expect(log[0]).not.toContain(keys.accessKey);
	});

	test('starts nothing, even if it is not wanted', async () => {
		const parameters = { platforms: ['taobao'], events: ['refund'] };
		expect((await send(message, { parameters })).status).toBe(401);
	});

	test('is shown with the reason, and nothing of it, while a person listens', async () => {
		expect(await send(message, { mode: 'manual' })).toEqual({
			...NOT_BELIEVED,
			returned: { noWebhookResponse: true, workflowData: [[{ json: { turnedAway: why } }]] },
		});
		expect(log).toHaveLength(1);
	});

	test('starts the workflow if the person accepts it, and says that nobody knows who sent it', async () => {
		const answer = await send(message, { options: { acceptUnsigned: true } });
		expect(answer.status).toBe(200);
		expect(itemsOf(answer)).toMatchObject([{ orderId: ID, signedOver: null }]);
		expect(log).toEqual([]);
	});
});

describe('a signed message', () => {
	test.each<[Base]>([['accessKeyAndBody'], ['body']])(
		'over %s starts the workflow, and n8n answers',
		async (base) => {
			const answer = await send(signed(BODY, base));
			expect(answer).toMatchObject({ status: 200, text: '', thrown: undefined });
			expect(answer.returned).toStrictEqual({ workflowData: [[expect.anything()]] });
			expect(itemsOf(answer)).toMatchObject([
				{ orderId: ID, event: 'statusChanged', signedOver: base, body: { orderId: ID } },
			]);
			expect(log).toEqual([]);
		},
	);

	test.each([
		['application/json'],
		['application/json; charset=UTF-8'],
		['text/plain'],
		['application/x-www-form-urlencoded'],
		['application/octet-stream'],
		['text/xml'],
		['nonsense'],
		[undefined],
	])('of content type %s', async (type) => {
		const headers = type === undefined ? {} : { 'content-type': type };
		const answer = await send(signed(BODY, 'accessKeyAndBody', headers as typeof JSON_TYPE));
		expect(answer.status).toBe(200);
		expect(itemsOf(answer)).toMatchObject([{ orderId: ID }]);
	});

	test.each([
		['gzip', gzipSync],
		['deflate', deflateSync],
	])('packed with %s is signed unpacked', async (packing, pack) => {
		for (const headers of [JSON_TYPE, {}]) {
			const { headers: signature } = signed(BODY, 'body', headers as typeof JSON_TYPE);
			const answer = await send({
				headers: { ...signature, 'content-encoding': packing },
				body: pack(BODY),
			});
			expect(answer.status).toBe(200);
			expect(itemsOf(answer)).toMatchObject([{ orderId: ID }]);
		}
	});

	test.each([
		['nothing', ''],
		['text', 'Verify'],
		['a list', '[1]'],
		['cut JSON', BODY.slice(0, 50)],
		['bytes', Buffer.from([0xff, 0x00, 0xfe])],
		['a byte order mark', `\uFEFF${BODY}`],
	])('holds %s: starts the workflow', async (_, body) => {
		const answer = await send(signed(body, 'accessKeyAndBody', {} as typeof JSON_TYPE));
		expect(answer.status).toBe(200);
		expect(itemsOf(answer)).toHaveLength(1);
	});

	test('is believed by a credential with spaces around its keys', async () => {
		const fields = {
			...credential,
			accessKey: ` ${keys.accessKey}\n`,
			accessSecret: `\t${keys.accessSecret} `,
		};
		expect((await send(signed(), { fields })).status).toBe(200);
	});

	test('is not written to the log', async () => {
		const lines: unknown[] = [];
		for (const level of ['info', 'debug', 'error'] as const)
			jest.spyOn(logger, level).mockImplementation((line) => void lines.push(line));
		await send(signed());
		expect(JSON.stringify([...lines, ...log])).not.toContain(ID);
	});
});

test('the signature of a signed message is shown where unsigned ones are accepted', async () => {
	const answer = await send(signed(), { options: { acceptUnsigned: true } });
	expect(itemsOf(answer)).toMatchObject([{ signedOver: 'accessKeyAndBody' }]);
});

describe('what cannot be taken in is to come again', () => {
	test.each([
		['unreadable', undefined, 'Credentials could not be decrypted'],
		[
			'without a secret',
			{ ...credential, accessSecret: '' },
			'The Access Secret of the PandaPon API credential is empty',
		],
		[
			'with a secret of spaces',
			{ ...credential, accessSecret: ' \t' },
			'The Access Secret of the PandaPon API credential is empty',
		],
		[
			'without a key',
			{ ...credential, accessKey: '' },
			'The Access Key of the PandaPon API credential is empty',
		],
	])('credential %s', async (_, fields, why) => {
		const accessSecret = fields?.accessSecret.trim() ?? keys.accessSecret;
		const accessKey = fields?.accessKey ?? keys.accessKey;
		const authorization = signMessage(BODY, { accessKey, accessSecret });
		const message = { headers: { ...JSON_TYPE, authorization }, body: BODY };
		expect(await send(message, { fields })).toEqual({
			...NOT_TAKEN_IN,
			returned: { noWebhookResponse: true },
		});
		expect(log).toEqual([`"PandaPon Trigger" did not take a message in (HTTP 503): ${why}`]);
		expect(await send(message, { fields, mode: 'manual' })).toEqual({
			...NOT_TAKEN_IN,
			returned: { noWebhookResponse: true, workflowData: [[{ json: { turnedAway: why } }]] },
		});
		// Not even where unsigned messages are accepted.
		expect((await send(message, { fields, options: { acceptUnsigned: true } })).status).toBe(503);
	});

	test('a body that is not packed as it says', async () => {
		const { headers } = signed(BODY, 'body', {} as typeof JSON_TYPE);
		const answer = await send({ headers: { ...headers, 'content-encoding': 'gzip' }, body: BODY });
		expect(answer).toEqual({ ...NOT_TAKEN_IN, returned: { noWebhookResponse: true } });
		expect(log).toEqual([expect.stringContaining('(HTTP 503): incorrect header check')]);
	});
});

describe('the console looks whether the address is there', () => {
	test.each(['GET', 'HEAD'])('%s', async (method) => {
		for (const mode of ['webhook', 'manual'] as const) {
			const answer = await send({ method }, { mode, fields: undefined });
			expect(answer).toEqual({
				status: 200,
				text: method === 'GET' ? 'PandaPon Trigger is ready' : '',
				contentType: 'text/plain; charset=utf-8',
				returned: { noWebhookResponse: true },
				thrown: undefined,
			});
		}
		expect(log).toEqual([]);
	});
});

describe('a message that is not wanted is acknowledged, and starts nothing', () => {
	test.each([
		[{ platforms: ['taobao'] }, 200, 0],
		[{ platforms: ['1688'] }, 200, 1],
		[{ events: ['priceChanged', 'refund', 'other'] }, 200, 0],
		[{ events: ['statusChanged'] }, 200, 1],
		[{ platforms: ['1688'], events: ['refund'] }, 200, 0],
	])('%j', async (parameters, status, items) => {
		for (const mode of ['webhook', 'manual'] as const) {
			const answer = await send(signed(), { parameters, mode });
			expect(answer.status).toBe(status);
			expect(itemsOf(answer)).toHaveLength(items);
			expect(answer.text).toBe(items === 0 ? 'Not among the chosen messages' : '');
		}
		expect(log).toEqual([]);
	});
});
