// Random requests, the same in every run; fast-check prints what it takes to repeat a failed one.
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { signMessage, type Base } from '../../sandbox/signMessage.mts';
import { logger } from '../../support/engine/n8nPackages.mts';
import {
	executeTrigger,
	itemsOf,
	keys,
	openAddress,
	type TriggerAddress,
	type TriggerRun,
} from '../../support/engine/triggerOnEngine.mts';

const SEED = 1688;

let lines: string[];
beforeEach(() => {
	lines = [];
	jest.spyOn(logger, 'warn').mockImplementation((line) => void lines.push(line));
});
afterEach(() => jest.restoreAllMocks());

const id = fc.bigInt(10n ** 18n, 10n ** 19n - 1n).map(String);
/** JSON in which numbers of 19 digits, and keys with a meaning in JavaScript, are as common as anything else. */
const json = fc.letrec<{ value: string }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 6 },
		id,
		fc.json({ maxDepth: 1 }),
		fc.array(tie('value'), { maxLength: 4 }).map((list) => `[${list.join()}]`),
		fc
			.array(
				fc.tuple(
					fc.oneof(
						fc.string(),
						fc.constantFrom('orderId', 'baseInfo', 'salesOrderId', 'refundId', 'idOfStr'),
						fc.constantFrom('__proto__', 'constructor', 'toString', 'turnedAway', 'messageId'),
					),
					tie('value'),
				),
				{ maxLength: 5 },
			)
			.map((fields) => `{${fields.map(([name, v]) => `${JSON.stringify(name)}:${v}`).join()}}`),
	),
})).value;
const envelope = fc
	.record(
		{
			messageType: fc.oneof(
				json,
				fc.constantFrom(
					'"1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY"',
					'"TAOBAO_REFUND"',
					'"ORDER_CREATE"',
				),
			),
			messagePlatform: fc.constantFrom(
				'0',
				'1',
				'"0"',
				'"1"',
				'2',
				'null',
				'[]',
				'{}',
				'true',
				'"constructor"',
				'"__proto__"',
			),
			timestamp: fc.oneof(json, fc.constantFrom('"1764133200000"', '1764133200', '"yesterday"')),
			messageBody: fc.oneof(
				json,
				json.map((text) => JSON.stringify(text)),
			),
			more: json,
		},
		{ requiredKeys: [] },
	)
	.map(
		(fields) =>
			`{${Object.entries(fields)
				.map(([name, v]) => `"${name}":${v}`)
				.join()}}`,
	);
const nested = fc
	.tuple(fc.integer({ min: 90, max: 3_000 }), fc.constantFrom('[', '{"a":', '{"messageBody":'))
	.map(([levels, opening]) => {
		const closing = opening === '[' ? ']' : '}';
		return `${opening.repeat(levels)}1${closing.repeat(levels)}`;
	});
const cut = fc
	.tuple(envelope, fc.nat())
	.map(([text, end]) => text.slice(0, end % (text.length + 1)));
const body = fc.oneof(
	{ arbitrary: envelope.map((text) => Buffer.from(text)), weight: 5 },
	{ arbitrary: json.map((text) => Buffer.from(text)), weight: 2 },
	{ arbitrary: cut.map((text) => Buffer.from(text)), weight: 2 },
	{ arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)), weight: 2 },
	{ arbitrary: nested.map((text) => Buffer.from(text)), weight: 1 },
);

const value = fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,40}$/);
const headers = fc
	.tuple(
		fc.dictionary(fc.stringMatching(/^x-[a-z0-9-]{0,12}$/), value, { maxKeys: 4 }),
		fc.record(
			{
				'content-type': fc.oneof(
					value,
					fc.constantFrom(
						...['application/json', 'application/json; charset=utf-8', 'text/plain', 'text/xml'],
						...['application/x-www-form-urlencoded', 'application/octet-stream'],
					),
				),
				'content-encoding': fc.constantFrom('gzip', 'deflate', 'identity', 'br', ''),
				'user-agent': value,
				cookie: value,
			},
			{ requiredKeys: [] },
		),
	)
	.map(([own, known]): Record<string, string> => ({ ...own, ...known }));

/** Makes a signature out of the right ones; most are wrong. */
const forger = fc.oneof(
	fc.constant((): string | undefined => undefined),
	value.map((text) => (): string | undefined => text),
	fc.stringMatching(/^[0-9a-fA-F]{64}$/).map((digits) => () => digits),
	fc.tuple(fc.nat(63), fc.constantFrom(...'0123456789abcdefg ')).map(
		([at, put]) =>
			(right: string) =>
				right.slice(0, at) + put + right.slice(at + 1),
	),
	fc.integer({ min: 0, max: 63 }).map((length) => (right: string) => right.slice(0, length)),
	value.map((more) => (right: string) => right + more),
	value.map((more) => (right: string) => more + right),
	fc.constantFrom<(right: string) => string>(
		(right) => [...right].reverse().join(''),
		(right) => Buffer.from(right, 'hex').toString('base64'),
		(right) => `Bearer ${right}`,
		(right) => `${right}, ${right}`,
	),
);
const base = fc.constantFrom<Base>('accessKeyAndBody', 'body');
const filters = fc.record({
	platforms: fc.subarray(['1688', 'taobao']),
	events: fc.subarray(['priceChanged', 'statusChanged', 'refund', 'other']),
});

/** Which base a signature fits, found out on another way than the node's. */
function rightBase(bytes: Buffer, signature: string | undefined): Base | undefined {
	const given = signature?.trim().toLowerCase();
	return (['accessKeyAndBody', 'body'] as const).find(
		(each) => signMessage(bytes, keys, each) === given,
	);
}

/** n8n or the node can read the body as it was sent. */
const isPlain = (sent: Record<string, string>) =>
	!['gzip', 'deflate'].includes(sent['content-encoding']);

async function atAddress(run: TriggerRun, use: (address: TriggerAddress) => Promise<void>) {
	await using address = await openAddress(run);
	await use(address);
}

test.each(['webhook', 'manual'] as const)(
	'what is not signed starts nothing, and the node never throws (mode %s)',
	async (mode) => {
		await atAddress({ mode }, async (address) => {
			await fc.assert(
				fc.asyncProperty(body, headers, base, forger, async (bytes, sent, over, forge) => {
					const signature = forge(signMessage(bytes, keys, over));
					fc.pre(rightBase(bytes, signature) === undefined);
					const answer = await address.send({
						headers: signature === undefined ? sent : { ...sent, authorization: signature },
						body: bytes,
					});
					expect(answer.thrown).toBeUndefined();
					// 422 and 500: n8n itself could not read it.
					expect([401, 422, 500, 503]).toContain(answer.status);
					if (isPlain(sent)) expect([401, 422]).toContain(answer.status);
					for (const item of itemsOf(answer)) {
						expect(mode).toBe('manual');
						expect(item).toStrictEqual({ turnedAway: expect.any(String) });
					}
				}),
				{ seed: SEED, numRuns: 600 },
			);
		});
		for (const line of lines) expect(line).not.toContain(keys.accessSecret);
	},
);

test('what is signed starts the workflow, and its item can be stored', async () => {
	let started = 0;
	await atAddress({}, async (address) => {
		await fc.assert(
			fc.asyncProperty(body, headers, base, async (bytes, sent, over) => {
				const authorization = signMessage(bytes, keys, over);
				const answer = await address.send({ headers: { ...sent, authorization }, body: bytes });
				expect(answer.thrown).toBeUndefined();
				if (!isPlain(sent) || answer.status === 422) return;
				expect(answer.status).toBe(200);
				const [item, ...more] = itemsOf(answer);
				expect(more).toEqual([]);
				expect(item.signedOver).toBe(over);
				const stored = JSON.parse(JSON.stringify(item)) as IDataObject;
				expect(isDeepStrictEqual(stored, item)).toBe(true);
				started++;
			}),
			{ seed: SEED, numRuns: 600 },
		);
	});
	expect(started).toBeGreaterThan(300);
	expect(lines.filter((line) => line.includes('(HTTP 401)'))).toEqual([]);
});

test('what is signed and not wanted is acknowledged; what is wanted starts the workflow', async () => {
	const outcomes = new Set<string>();
	await fc.assert(
		fc.asyncProperty(envelope, base, filters, async (text, over, parameters) => {
			const headers = { authorization: signMessage(text, keys, over) };
			await using address = await openAddress({ parameters });
			const answer = await address.send({ headers, body: text });
			expect(answer).toMatchObject({ status: 200, thrown: undefined });
			outcomes.add(answer.text);
			if (answer.text === 'Not among the chosen messages')
				expect(answer.returned).toStrictEqual({ noWebhookResponse: true });
			else {
				const [{ platform, event }] = itemsOf(answer);
				const { platforms, events } = parameters;
				expect(['1688', 'taobao', null]).toContain(platform);
				if (platforms.length > 0) expect([...platforms, null]).toContain(platform);
				if (events.length > 0) expect(events).toContain(event);
			}
		}),
		{ seed: SEED, numRuns: 300 },
	);
	expect([...outcomes].sort()).toEqual(['', 'Not among the chosen messages']);
});

test('a message that has come in goes through its execution, whatever is in it', async () => {
	await atAddress({}, async (address) => {
		let executions = 0;
		await fc.assert(
			fc.asyncProperty(body, async (bytes) => {
				const headers = { authorization: signMessage(bytes, keys) };
				const items = itemsOf(await address.send({ headers, body: bytes }));
				expect(items).toHaveLength(1);
				const run = { items, executionId: String(++executions), workflowId: `fuzz ${executions}` };
				const { status, outputs, hints } = await executeTrigger(run);
				expect(status).toBe('success');
				expect(outputs[0].length + hints.length).toBe(1);
				const isSame = outputs[0].every(({ json: item }) => isDeepStrictEqual(item, items[0]));
				expect(isSame).toBe(true);
			}),
			{ seed: SEED, numRuns: 300 },
		);
	});
	expect(lines).toEqual([]);
});
