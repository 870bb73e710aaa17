import type { IDataObject, INodeType } from 'n8n-workflow';

import { deduplicator } from '../../support/engine/deduplicator.mts';
import { limits, loadCopy, logger, PandaPonTrigger } from '../../support/engine/n8nPackages.mts';
import { signMessage } from '../../sandbox/signMessage.mts';
import {
	executeTrigger,
	itemsOf,
	keys,
	openAddress,
	type TriggerRun,
} from '../../support/engine/triggerOnEngine.mts';

const REPEATED = 'Dropped: PandaPon has sent this message before';
const NOON = Date.parse('2026-11-26T12:00:00.000Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FULL_MS = limits.staleMs;

let workflows = 0;
let workflowId: string;
let executions: number;
let log: string[];
beforeEach(() => {
	workflowId = `trigger ${++workflows}`;
	executions = 0;
	log = [];
	jest.spyOn(logger, 'warn').mockImplementation((line) => void log.push(line));
});
afterEach(() => {
	deduplicator.failure = undefined;
	deduplicator.beforeWrite = undefined;
	limits.staleMs = FULL_MS;
	jest.restoreAllMocks();
});

/** A message of an order, as it is sent and comes in: as item that `webhook()` makes of it. */
async function messageOf(
	order: string,
	{ sentAt = NOON, receivedAt = NOON, timestamp = String(sentAt) } = {},
): Promise<IDataObject> {
	const body = JSON.stringify({
		...{ messageType: '1688_ORDER_CREATE', messagePlatform: 1, timestamp },
		messageBody: { orderId: order },
	});
	await using address = await openAddress();
	const headers = { authorization: signMessage(body, keys) };
	const [item] = itemsOf(await address.send({ headers, body }));
	return { ...item, receivedAt: new Date(receivedAt).toISOString() };
}

/** Carries out an execution that a message has started; each is another one unless it has an ID. */
async function execute(
	item: IDataObject | IDataObject[],
	{ executionId = `x${++executions}`, ...run }: TriggerRun & { executionId?: string } = {},
) {
	return await executeTrigger({ workflowId, executionId, items: [item].flat(), ...run });
}

/** What goes on, and what is said of what does not. */
async function outcomeOf(...args: Parameters<typeof execute>) {
	const { outputs, hints, status } = await execute(...args);
	expect(status).toBe('success');
	return { items: outputs[0].map(({ json }) => json), hints };
}
const on = (...items: IDataObject[]) => ({ items, hints: [] as string[] });
const dropped = (...hints: string[]) => ({ items: [] as IDataObject[], hints });

test('a message goes on as it came in', async () => {
	const item = await messageOf('1');
	expect(item).toMatchObject({ orderId: '1', sentAt: '2026-11-26T12:00:00.000Z' });
	const { outputs, status } = await execute(item);
	expect(outputs).toEqual([[{ json: item, pairedItem: { item: 0 } }]]);
	expect(status).toBe('success');
	expect(log).toEqual([]);
});

test('sent again half an hour later, it is dropped, and a hint says so', async () => {
	expect((await outcomeOf(await messageOf('1'))).items).toHaveLength(1);
	const later = NOON + 30 * MINUTE_MS;
	const again = await messageOf('1', { sentAt: later, receivedAt: later });
	expect(await outcomeOf(again)).toEqual(dropped(REPEATED));
	expect((await outcomeOf(await messageOf('2', { receivedAt: later }))).items).toHaveLength(1);
	expect(log).toEqual([]);
});

test('in another workflow, or another trigger of the same workflow, it goes on', async () => {
	const item = await messageOf('1');
	await execute(item);
	expect(await outcomeOf(item, { node: { id: 'second' } })).toEqual(on(item));
	workflowId = `${workflowId}, another`;
	expect(await outcomeOf(item)).toEqual(on(item));
});

test.each([
	['late in the same three hours', '2026-11-26T14:59:59.999Z', true],
	['late in the next ones', '2026-11-26T17:59:59.999Z', true],
	['in those after', '2026-11-26T18:00:00.000Z', false],
])('pushed again %s, at %s: repeated %s', async (_, at, repeated) => {
	await execute(await messageOf('1'));
	const receivedAt = Date.parse(at);
	const again = await messageOf('1', { sentAt: receivedAt, receivedAt });
	expect(await outcomeOf(again)).toEqual(repeated ? dropped(REPEATED) : on(again));
});

test('the same execution, run again because its worker died, gets its message again', async () => {
	const item = await messageOf('1');
	await execute(item, { executionId: 'died' });
	expect(await outcomeOf(await messageOf('1'))).toEqual(dropped(REPEATED));
	expect(await outcomeOf(item, { executionId: 'died' })).toEqual(on(item));
	expect(await outcomeOf(item, { executionId: 'another' })).toEqual(dropped(REPEATED));
	// The one that dropped it drops it again.
	expect(await outcomeOf(item, { executionId: 'another' })).toEqual(dropped(REPEATED));
});

test('an execution that a person retries gets its message again, and remembers it', async () => {
	const item = await messageOf('1');
	await execute(item);
	expect(await outcomeOf(item, { mode: 'retry' })).toEqual(on(item));
	const first = await messageOf('2', { sentAt: NOON - 48 * HOUR_MS });
	expect(await outcomeOf(first, { mode: 'retry' })).toEqual(on(first));
	expect(await outcomeOf(first, { options: { maxAgeHours: 0 } })).toEqual(dropped(REPEATED));
});

test('what a person tries out always goes on, and is not remembered', async () => {
	const item = await messageOf('1', { sentAt: NOON - 48 * HOUR_MS });
	for (let times = 0; times < 2; times++)
		expect(await outcomeOf(item, { mode: 'manual' })).toEqual(on(item));
	expect([...deduplicator.rows.keys()].filter((key) => key.startsWith(workflowId))).toEqual([]);
});

test('with the option off, repeated messages go on', async () => {
	const item = await messageOf('1');
	for (let times = 0; times < 2; times++)
		expect(await outcomeOf(item, { options: { dropRepeated: false } })).toEqual(on(item));
});

describe('a replay', () => {
	const old = NOON - 24 * HOUR_MS - 1;
	const why = (sentAt: number, hours: number) =>
		`Dropped: sent at ${new Date(sentAt).toISOString()}, more than ${hours} hours before it came in`;

	test('of more than a day is dropped, and a hint says so', async () => {
		expect(await outcomeOf(await messageOf('1', { sentAt: old }))).toEqual(dropped(why(old, 24)));
		const recent = await messageOf('2', { sentAt: old + 1 });
		expect(await outcomeOf(recent)).toEqual(on(recent));
	});

	test('a recorded message is never taken in twice, however it is timed', async () => {
		// What is signed cannot be changed, so neither can the push time.
		for (let hours = 0; hours <= 72; hours += 0.5) {
			const receivedAt = NOON + hours * HOUR_MS;
			const item = await messageOf('1', { receivedAt });
			const { items } = await outcomeOf(item);
			expect([hours, items.length]).toEqual([hours, hours === 0 ? 1 : 0]);
		}
	});

	test('of another age, as the person has set it', async () => {
		const sentAt = NOON - 2 * HOUR_MS;
		const item = await messageOf('1', { sentAt });
		expect(await outcomeOf(item, { options: { maxAgeHours: 1 } })).toEqual(dropped(why(sentAt, 1)));
		const another = await messageOf('2', { sentAt: old });
		expect(await outcomeOf(another, { options: { maxAgeHours: 25 } })).toEqual(on(another));
	});

	test('of any age goes on at 0, and so does one of unknown age', async () => {
		const options = { maxAgeHours: 0, dropRepeated: false };
		for (const timestamp of ['0000000001', '1000000000000', '', 'yesterday']) {
			const item = await messageOf('1', { timestamp });
			expect(await outcomeOf(item, { options })).toEqual(on(item));
		}
		for (const timestamp of ['', 'yesterday']) {
			const item = await messageOf(`unknown ${timestamp}`, { timestamp });
			expect(await outcomeOf(item)).toEqual(on(item));
		}
	});
});

describe('executions at the same time', () => {
	test.each([
		['one process', () => [PandaPonTrigger]],
		['two processes', () => [PandaPonTrigger, loadCopy().PandaPonTrigger]],
	])('of the same message in %s: exactly one goes on', async (_, processes) => {
		const types: INodeType[] = processes().map((Node) => new Node());
		for (let round = 0; round < 5; round++) {
			const item = await messageOf(`order ${round}`);
			const outcomes = await Promise.all(
				Array.from({ length: 20 }, async (_each, n) =>
					outcomeOf(item, { nodeType: types[n % types.length] }),
				),
			);
			expect(outcomes.filter(({ items }) => items.length === 1)).toHaveLength(1);
			expect(outcomes.filter(({ hints }) => hints[0] === REPEATED)).toHaveLength(19);
		}
		expect(deduplicator.rows.has(workflowId)).toBe(false);
		expect(log).toEqual([]);
	});

	test('of different messages in two processes: each goes on, and each is remembered', async () => {
		const types: INodeType[] = [new PandaPonTrigger(), new (loadCopy().PandaPonTrigger)()];
		const items = await Promise.all(
			Array.from({ length: 20 }, async (_, n) => await messageOf(`order ${n}`)),
		);
		const run = async () =>
			await Promise.all(
				items.map(async (item, n) => await outcomeOf(item, { nodeType: types[n % 2] })),
			);
		for (const outcome of await run()) expect(outcome.items).toHaveLength(1);
		for (const outcome of await run()) expect(outcome).toEqual(dropped(REPEATED));
	});
});

describe('where the store of n8n fails', () => {
	test('a message goes on, and the log says why', async () => {
		const item = await messageOf('1');
		deduplicator.failure = new Error('database is locked');
		for (let times = 0; times < 2; times++) expect(await outcomeOf(item)).toEqual(on(item));
		const line = expect.stringMatching(
			/^"PandaPon Trigger" could not find out whether a message is repeated, and handed it on: /,
		);
		expect(log).toEqual([line, line]);
		deduplicator.failure = undefined;
		expect(await outcomeOf(item)).toEqual(on(item));
		expect(await outcomeOf(item)).toEqual(dropped(REPEATED));
	});

	test('a lock left by a dead process is waited for', async () => {
		limits.staleMs = 600;
		deduplicator.rows.set(workflowId, ['n8n-nodes-pandapon: one step at a time 0']);
		const item = await messageOf('1');
		expect(await outcomeOf(item)).toEqual(on(item));
		expect(await outcomeOf(item)).toEqual(dropped(REPEATED));
		expect(deduplicator.rows.has(workflowId)).toBe(false);
	});
});

test('10,000 messages are remembered, and no more', async () => {
	const first = await messageOf('first');
	await execute(first);
	const [key] = [...deduplicator.rows.keys()].filter((each) => each.startsWith(workflowId));
	const ofOne = deduplicator.rows.get(key)!;
	expect(ofOne.length).toBeLessThanOrEqual(3);
	// 9,999 others, as they are remembered.
	const idOf = (n: number) => n.toString(16).padStart(32, '0');
	const others = Array.from({ length: 9_999 }, (_, n) =>
		ofOne.map((entry) => String(entry).replace(String(first.messageId), idOf(n))),
	).flat();
	deduplicator.rows.set(key, [...ofOne, ...others]);
	expect(await outcomeOf(first)).toEqual(dropped(REPEATED));
	await execute(await messageOf('one more'));
	await execute(await messageOf('another'));
	expect(deduplicator.rows.get(key)!.length).toBeLessThanOrEqual(30_000);
	expect(await outcomeOf(first)).toEqual(on(first));
	expect(await outcomeOf({ ...first, messageId: idOf(9_998) })).toEqual(dropped(REPEATED));
	expect(await outcomeOf(await messageOf('another'))).toEqual(dropped(REPEATED));
});

test('each item of several is judged alone, and stays linked to its own', async () => {
	const [first, second] = [await messageOf('1'), await messageOf('2')];
	const old = await messageOf('old', { sentAt: NOON - 48 * HOUR_MS });
	const { outputs, hints } = await execute([first, old, second]);
	expect(outputs[0]).toEqual([
		{ json: first, pairedItem: { item: 0 } },
		{ json: second, pairedItem: { item: 2 } },
	]);
	expect(hints).toHaveLength(1);
});

describe('a message that was not taken in while a person listened', () => {
	const refused = { turnedAway: 'its signature does not match' };

	test('makes the execution fail with the reason', async () => {
		const { run, status, message, outputs } = await execute(refused, { mode: 'manual' });
		expect(status).toBe('error');
		expect(outputs).toEqual([]);
		expect(message).toBe('A message was not taken in: its signature does not match');
		const { error } = run.data.resultData.runData['PandaPon Trigger'][0];
		expect(error).toMatchObject({
			name: 'NodeOperationError',
			description:
				'Nothing was handed to the workflow. Execute the step again to listen for the next message.',
		});
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'hands nothing on under %s, and says why all the same',
		async (onError) => {
			const { outputs, hints, status } = await execute(refused, {
				mode: 'manual',
				node: { onError },
			});
			expect(outputs.flat()).toEqual([]);
			expect(status).toBe('success');
			expect(hints).toEqual([
				'A message was not taken in: its signature does not match. Nothing was handed to the workflow. Execute the step again to listen for the next message.',
			]);
		},
	);

	test('no message can pass for one', async () => {
		const body = JSON.stringify({ turnedAway: 'x', messageBody: { turnedAway: 'x' } });
		await using address = await openAddress();
		const headers = { authorization: signMessage(body, keys) };
		const items = itemsOf(await address.send({ headers, body }));
		expect((await outcomeOf(items)).items).toHaveLength(1);
	});
});
