import type { MessageItem } from '../../../dist/nodes/PandaPonTrigger/describeMessage.js';
import { whyDropped } from '../../../dist/nodes/PandaPonTrigger/whyDropped.js';
import { Memory, type Execution } from './executionWith.mts';

let memory: Memory;
beforeEach(() => (memory = new Memory()));

const RECEIVED = '2026-11-26T12:00:00.000Z';
let executions = 0;
/** Why a message is dropped that was sent then and came in at `RECEIVED`. */
const whyDroppedIn = async (execution: Execution, sentAt: string | null = null) =>
	await whyDropped(memory.execution({ executionId: `${++executions}`, ...execution }), {
		messageId: 'm',
		sentAt,
		receivedAt: RECEIVED,
	} as MessageItem);

const REPEATED = 'Dropped: PandaPon has sent this message before';
const OLD = '2026-11-25T11:59:59.999Z';
const TOO_OLD = `Dropped: sent at ${OLD}, more than 24 hours before it came in`;

describe('repeated messages', () => {
	test('are dropped', async () => {
		expect(await whyDroppedIn({})).toBeUndefined();
		expect(await whyDroppedIn({})).toBe(REPEATED);
	});

	test('go on, and the store is left alone, if the option is off', async () => {
		for (let times = 0; times < 2; times++)
			expect(await whyDroppedIn({ options: { dropRepeated: false } })).toBeUndefined();
		expect(memory.asked).toBe(0);
	});

	test.each(['false', 0, null])('what is no switch counts as on: %j', async (dropRepeated) => {
		expect(await whyDroppedIn({ options: { dropRepeated } })).toBeUndefined();
		expect(await whyDroppedIn({ options: { dropRepeated } })).toBe(REPEATED);
	});
});

describe('the age of a message', () => {
	const options = { dropRepeated: false };

	test.each([
		['exactly 24 hours', '2026-11-25T12:00:00.000Z', undefined],
		['a millisecond more', OLD, TOO_OLD],
		['with an offset', '2026-11-25T20:00:00.000+08:00', undefined],
		[
			'with an offset, a millisecond more',
			'2026-11-25T19:59:59.999+08:00',
			'Dropped: sent at 2026-11-25T19:59:59.999+08:00, more than 24 hours before it came in',
		],
		['sent after it came in', '2026-11-27T12:00:00.000Z', undefined],
		['unknown', null, undefined],
		['in a format that is not known', 'yesterday', undefined],
		['in one that JavaScript would read', 'push 12', undefined],
		['in no known time zone', '2020-11-25 13:00:00', undefined],
		['in none that ISO 8601 gives', '2020-11-25T13:00:00', undefined],
	])('%s: %s', async (_, sentAt, why) => {
		expect(await whyDroppedIn({ options }, sentAt)).toBe(why);
	});

	test.each([
		[48, '2026-11-24T12:00:00.000Z', undefined],
		[
			48,
			'2026-11-24T11:59:59.999Z',
			'Dropped: sent at 2026-11-24T11:59:59.999Z, more than 48 hours before it came in',
		],
		[
			0.5,
			'2026-11-26T11:29:59.999Z',
			'Dropped: sent at 2026-11-26T11:29:59.999Z, more than 0.5 hours before it came in',
		],
		[0, '1970-01-01T00:00:00.000Z', undefined],
		// What is no age counts as the default.
		[-1, OLD, TOO_OLD],
		[NaN, OLD, TOO_OLD],
		['48', OLD, TOO_OLD],
		[null, OLD, TOO_OLD],
	])('at most %j hours: %s', async (maxAgeHours, sentAt, why) => {
		expect(await whyDroppedIn({ options: { ...options, maxAgeHours } }, sentAt)).toBe(why);
	});
});

test('what a person tries out goes on, and leaves no trace', async () => {
	for (let times = 0; times < 2; times++)
		expect(await whyDroppedIn({ mode: 'manual' }, OLD)).toBeUndefined();
	expect(memory.asked).toBe(0);
	expect(await whyDroppedIn({})).toBeUndefined();
});

test('what a person retries goes on, and is remembered', async () => {
	for (let times = 0; times < 2; times++)
		expect(await whyDroppedIn({ mode: 'retry' }, OLD)).toBeUndefined();
	expect(await whyDroppedIn({ options: { maxAgeHours: 0 } }, OLD)).toBe(REPEATED);
});

test('where the time zone of the push is not known, the time it came in tells a repeated one', async () => {
	expect(await whyDroppedIn({}, '2026-11-26 20:00:00')).toBeUndefined();
	expect(await whyDroppedIn({}, '2026-11-26 20:30:00')).toBe(REPEATED);
});

test('what is too old is not remembered', async () => {
	expect(await whyDroppedIn({}, OLD)).toBe(TOO_OLD);
	expect(memory.asked).toBe(0);
});
