// The signatures are OpenSSL's: printf %s "$base" | openssl dgst -sha256 -hmac "$secret"
import type { IWebhookFunctions } from 'n8n-workflow';

import { checkSignature } from '../../../dist/nodes/PandaPonTrigger/checkSignature.js';

const BODY =
	'{"messageType":"1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY","messagePlatform":1,"timestamp":"1764133200000","messageBody":{"baseInfo":{"idOfStr":"2059624776425880794"}}}';
const OVER_KEY_AND_BODY = '62af9559e9ab2727f1b342458b40b7b354e7d3f8df793a0d253cb7395ac421af';
const OVER_BODY = 'd34712f36383d7cb66fea199441be19b10972623a0790b9bde0794c90250ad8b';
/** Made with the secret "other". */
const BY_ANOTHER = [
	'cff80d34fa5d5ef445e973db29eea5acb3ee43bac301da6831d4217f298d1359',
	'28a0e993366be46f93406fa787e80835a18892f29a15d2b1c5fb2642b08456c8',
];
/** Made without a secret. */
const BY_NOBODY = [
	'2734e5ab4a477cd3f881324fbd3a31b3eb2159f6d260e8255c5df8cadb4044a8',
	'6999d5526542d7867173b41f3854bbab9ff98efdbcd863d75dc091534129b8a4',
];

const credential = {
	accessKey: 'AK-17',
	accessSecret: 's3cret',
	userId: '7',
	baseUrl: 'https://api.pandapon.com',
	timestampUnit: 'milliseconds',
} as const;
/** How often a credential was read. */
let reads = 0;
let workflows = 0;
/** A request to a trigger, whose keys are kept by workflow, node and credential. */
const contextOf = (fields: object | Error, workflow = `w${++workflows}`): IWebhookFunctions =>
	({
		getWorkflow: () => ({ id: workflow }),
		getNode: () => ({ id: 'node', credentials: { pandaPonApi: { id: 'credential' } } }),
		getCredentials: async () => {
			reads++;
			return fields instanceof Error ? await Promise.reject(fields) : await Promise.resolve(fields);
		},
	}) as unknown as IWebhookFunctions;
const check = async (authorization: string, body: Buffer | string = BODY, changes = {}) =>
	await checkSignature(contextOf({ ...credential, ...changes }), {
		body: Buffer.from(body),
		authorization,
	});

beforeEach(() => (reads = 0));

const UNSIGNED = { over: null, problem: 'it has no signature (header Authorization)' };
const NO_HEX = { over: null, problem: 'its signature is not one of 64 hex digits' };
const NO_MATCH = {
	over: null,
	problem:
		'its signature does not match; compare Access Key and Access Secret of the credential with the console',
};

test.each([
	['access key and body', OVER_KEY_AND_BODY, 'accessKeyAndBody'],
	['the body alone', OVER_BODY, 'body'],
])('over %s: believed, in either case', async (_, signature, over) => {
	for (const given of [signature, signature.toUpperCase()])
		expect(await check(given)).toStrictEqual({ over });
	// Hex digits in both cases at once.
	expect(await check(signature.slice(0, 32).toUpperCase() + signature.slice(32))).toStrictEqual({
		over,
	});
});

test('characters outside ASCII are signed in UTF-8', async () => {
	expect(
		await check('70910395433901ec81f8b8830bb3829c3a75caf4e01c3a46a11da86fb257c588', '价格变了', {
			accessKey: '钥匙',
			accessSecret: '秘密',
		}),
	).toStrictEqual({ over: 'accessKeyAndBody' });
});

test('bytes that are no text count as they are', async () => {
	const signature = '8b5068a8aa0fd7004d7efdb304658894611eeae9954368b94bedd69ac1159b0a';
	const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x0d, 0x0a]);
	expect(await check(signature, bytes)).toStrictEqual({ over: 'accessKeyAndBody' });
	expect(await check(signature, Buffer.from(bytes.toString('utf8')))).toStrictEqual(NO_MATCH);
	expect(await check(signature, bytes.subarray(0, 4))).toStrictEqual(NO_MATCH);
});

test('an empty body can be signed, too', async () => {
	expect(
		await check('a36b34458e154c07161c04268a14db3c146e3de7a0137462ed1129a640b9c044', ''),
	).toStrictEqual({ over: 'accessKeyAndBody' });
	expect(
		await check('91dfac70c5348b04e1babb8b421ac92cec08b565b49ca16130dccb72503647b7', ''),
	).toStrictEqual({ over: 'body' });
});

test('spaces around key and secret do not count', async () => {
	const spaced = { accessKey: ' AK-17\n', accessSecret: '\ts3cret ' };
	expect(await check(OVER_KEY_AND_BODY, BODY, spaced)).toStrictEqual({ over: 'accessKeyAndBody' });
	expect(await check(OVER_BODY, BODY, spaced)).toStrictEqual({ over: 'body' });
});

test.each([OVER_KEY_AND_BODY, OVER_BODY])(
	'a body changed in any one byte: %s',
	async (signature) => {
		for (let at = 0; at < BODY.length; at++) {
			const bytes = Buffer.from(BODY);
			bytes[at] ^= 1;
			expect(await check(signature, bytes)).toStrictEqual(NO_MATCH);
		}
		expect(await check(signature, `${BODY}\n`)).toStrictEqual(NO_MATCH);
		expect(await check(signature, ` ${BODY}`)).toStrictEqual(NO_MATCH);
	},
);

test.each([OVER_KEY_AND_BODY, OVER_BODY])(
	'a signature changed in any digit: %s',
	async (signature) => {
		for (let at = 0; at < 64; at++) {
			const digit = signature[at] === '0' ? '1' : '0';
			expect(await check(signature.slice(0, at) + digit + signature.slice(at + 1))).toStrictEqual(
				NO_MATCH,
			);
		}
	},
);

test.each([...BY_ANOTHER, ...BY_NOBODY, '0'.repeat(64)])(
	'a signature made with another secret, or none: %s',
	async (signature) => {
		expect(await check(signature)).toStrictEqual(NO_MATCH);
	},
);

test('another access key fits only what is signed without it', async () => {
	const other = { accessKey: 'AK-18' };
	expect(await check(OVER_KEY_AND_BODY, BODY, other)).toStrictEqual(NO_MATCH);
	expect(await check(OVER_BODY, BODY, other)).toStrictEqual({ over: 'body' });
});

test('a message signed with the key does not fit again as the body that begins with the key', async () => {
	expect(await check(OVER_KEY_AND_BODY, `AK-17${BODY}`)).toStrictEqual(NO_MATCH);
});

test('no signature', async () => {
	expect(await check('')).toStrictEqual(UNSIGNED);
	expect(reads).toBe(0);
});

test.each([
	['63 digits', OVER_BODY.slice(1)],
	['65 digits', `${OVER_BODY}0`],
	['two signatures', `${OVER_BODY}${OVER_BODY}`],
	['two in a list', `${OVER_BODY}, ${OVER_BODY}`],
	['a letter that is no hex digit', `g${OVER_BODY.slice(1)}`],
	['a digit that is not of ASCII', `０${OVER_BODY.slice(1)}`],
	['a space within', `${OVER_BODY.slice(0, 32)} ${OVER_BODY.slice(33)}`],
	['a line break and more', `${OVER_BODY}\nx`],
	['a scheme', `Bearer ${OVER_BODY}`],
	['another scheme', 'Basic QUstMTc6czNjcmV0'],
	['base64', Buffer.from(OVER_BODY, 'hex').toString('base64')],
	['0x', `0x${OVER_BODY.slice(2)}`],
	['100,000 digits', '0'.repeat(100_000)],
])('%s is no signature', async (_, authorization) => {
	expect(await check(authorization)).toStrictEqual(NO_HEX);
	expect(reads).toBe(0);
});

describe('the keys are kept for a minute', () => {
	const RESET = { ...credential, accessSecret: 'other' };
	const [BY_OTHER] = BY_ANOTHER;
	const request = (authorization: string) => ({ body: Buffer.from(BODY), authorization });
	afterEach(() => jest.restoreAllMocks());

	test('many messages read them once, at the same time too', async () => {
		const context = contextOf(credential);
		const results = await Promise.all(
			Array.from({ length: 50 }, async () => await checkSignature(context, request(OVER_BODY))),
		);
		expect(results).toEqual(Array(50).fill({ over: 'body' }));
		expect(await checkSignature(context, request(OVER_BODY))).toEqual({ over: 'body' });
		expect(reads).toBe(1);
	});

	test('… a changed secret works a second after the last read', async () => {
		const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		await checkSignature(contextOf(credential, 'reset'), request(OVER_BODY));
		now.mockReturnValue(1_000_999);
		expect(await checkSignature(contextOf(RESET, 'reset'), request(BY_OTHER))).toEqual(NO_MATCH);
		now.mockReturnValue(1_001_000);
		const over = { over: expect.stringMatching(/^(body|accessKeyAndBody)$/) };
		expect(await checkSignature(contextOf(RESET, 'reset'), request(BY_OTHER))).toEqual(over);
	});

	test('… forged messages make n8n read them once a second, and take them from nobody', async () => {
		const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		const good = contextOf(credential, 'flood');
		await checkSignature(good, request(OVER_BODY));
		now.mockReturnValue(1_002_000);
		const broken = contextOf(new Error('no database'), 'flood');
		const forged = Array.from({ length: 20 }, async () => {
			await expect(checkSignature(broken, request(BY_OTHER))).rejects.toThrow('no database');
		});
		expect(await checkSignature(good, request(OVER_BODY))).toEqual({ over: 'body' });
		await Promise.all(forged);
		expect(reads).toBe(2);
		for (let times = 0; times < 20; times++)
			expect(await checkSignature(good, request(BY_OTHER))).toEqual(NO_MATCH);
		expect(reads).toBe(3);
		expect(await checkSignature(good, request(OVER_BODY))).toEqual({ over: 'body' });
		expect(reads).toBe(3);
	});

	test('… and after a minute, the old one no longer does', async () => {
		const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		await checkSignature(contextOf(credential, 'old'), request(OVER_BODY));
		now.mockReturnValue(1_059_999);
		expect(await checkSignature(contextOf(RESET, 'old'), request(OVER_BODY))).toEqual({
			over: 'body',
		});
		now.mockReturnValue(1_060_000);
		expect(await checkSignature(contextOf(RESET, 'old'), request(OVER_BODY))).toEqual(NO_MATCH);
	});

	test('… also where the clock was set back', async () => {
		const now = jest.spyOn(Date, 'now').mockReturnValue(9_000_000);
		await checkSignature(contextOf(credential, 'back'), request(OVER_BODY));
		now.mockReturnValue(1_000_000);
		expect(await checkSignature(contextOf(RESET, 'back'), request(OVER_BODY))).toEqual(NO_MATCH);
	});

	test('… for each workflow, node and credential', async () => {
		await checkSignature(contextOf(credential), request(OVER_BODY));
		expect(await checkSignature(contextOf(RESET), request(OVER_BODY))).toEqual(NO_MATCH);
	});

	test('… but not a failure to read them', async () => {
		const broken = contextOf(new Error('no database'), 'broken');
		for (let times = 0; times < 2; times++)
			await expect(checkSignature(broken, request(OVER_BODY))).rejects.toThrow('no database');
		const mended = contextOf(credential, 'broken');
		expect(await checkSignature(mended, request(OVER_BODY))).toEqual({ over: 'body' });
	});

	test.each([
		[{ accessSecret: '' }, 'The Access Secret of the PandaPon API credential is empty'],
		[{ accessKey: ' ' }, 'The Access Key of the PandaPon API credential is empty'],
	])('… nor keys that cannot be right: %j', async (changes, why) => {
		const context = contextOf({ ...credential, ...changes });
		for (let times = 0; times < 2; times++)
			await expect(checkSignature(context, request(BY_NOBODY[0]))).rejects.toThrow(why);
	});
});
