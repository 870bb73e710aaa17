import { isRepeated } from '../../../dist/nodes/PandaPonTrigger/isRepeated.js';
import { Memory, type Execution } from './executionWith.mts';

let memory: Memory;
beforeEach(() => (memory = new Memory()));

const ID = '0123456789abcdef0123456789abcdef';
/** Whether a message counts as repeated that was pushed at this time, as ISO 8601 without its seconds. */
const comesIn = async (at: string, execution: Execution = {}, messageId = ID) =>
	await isRepeated(memory.execution(execution), messageId, Date.parse(`${at}:00.000Z`));

test('a message is new once, whoever receives it', async () => {
	expect(await comesIn('2026-11-26T05:00', { executionId: '1' })).toBe(false);
	expect(await comesIn('2026-11-26T05:30', { executionId: '2' })).toBe(true);
	expect(await comesIn('2026-11-26T06:00', { executionId: '3' })).toBe(true);
	expect(memory.log).toEqual([]);
});

test('another message is new, too', async () => {
	await comesIn('2026-11-26T05:00');
	expect(await comesIn('2026-11-26T05:00', {}, 'f'.repeat(32))).toBe(false);
});

test.each([
	['in the same three hours', '2026-11-26T03:00', '2026-11-26T05:59', true],
	['a minute later, in the next ones', '2026-11-26T05:59', '2026-11-26T06:00', true],
	['late in the next ones', '2026-11-26T03:00', '2026-11-26T08:59', true],
	['in those after', '2026-11-26T05:59', '2026-11-26T09:00', false],
	['over the end of a year', '2026-12-31T23:00', '2027-01-01T01:00', true],
	// Executions begin in any order: one that waited sees what was pushed after it.
	['before', '2026-11-26T06:00', '2026-11-26T05:59', true],
])('%s: pushed at %s, again at %s: %s', async (_, first, second, repeated) => {
	await comesIn(first, { executionId: '1' });
	expect(await comesIn(second, { executionId: '2' })).toBe(repeated);
});

test('every repeat of PandaPon is one, whenever the first was pushed', async () => {
	const MINUTE_MS = 60_000;
	for (let minute = 0; minute < 360; minute++) {
		const [at, messageId] = [Date.parse('2026-11-26T00:00Z') + minute * MINUTE_MS, `m${minute}`];
		for (let attempt = 0; attempt <= 5; attempt++) {
			const execution = memory.execution({ executionId: `${minute} ${attempt}` });
			const repeated = await isRepeated(execution, messageId, at + attempt * 30 * MINUTE_MS);
			expect([minute, attempt, repeated]).toEqual([minute, attempt, attempt > 0]);
		}
	}
});

test('a repeated message does not prolong the time in which the same content is no news', async () => {
	for (const [index, hour] of ['03', '06', '09', '12'].entries())
		expect(await comesIn(`2026-11-26T${hour}:00`, { executionId: `x${index}` })).toBe(
			index % 2 === 1,
		);
});

describe('an execution that n8n runs again', () => {
	test('gets its message again, as often as it runs', async () => {
		await comesIn('2026-11-26T05:00', { executionId: '1' });
		await comesIn('2026-11-26T05:30', { executionId: '2' });
		expect(await comesIn('2026-11-26T05:00', { executionId: '1' })).toBe(false);
		expect(await comesIn('2026-11-26T05:00', { executionId: '1' })).toBe(false);
	});

	test('drops again what it has dropped', async () => {
		await comesIn('2026-11-26T05:00', { executionId: '1' });
		await comesIn('2026-11-26T05:30', { executionId: '2' });
		expect(await comesIn('2026-11-26T05:30', { executionId: '2' })).toBe(true);
	});

	test('is known by its whole number', async () => {
		await comesIn('2026-11-26T05:00', { executionId: '12' });
		expect(await comesIn('2026-11-26T05:30', { executionId: '1' })).toBe(true);
		expect(await comesIn('2026-11-26T05:30', { executionId: '2' })).toBe(true);
	});
});

describe('several at once, in one step', () => {
	/** Pushes of the same content: the period, and the execution. */
	type Push = [period: number, executionId: string];
	const HOURS_3 = 3 * 3_600_000;
	const repeatedIn = async (store: Memory, [period, executionId]: Push) =>
		await isRepeated(store.execution({ executionId }), ID, (period + 10) * HOURS_3);

	test('are judged as if they came one by one', async () => {
		const pushes = [0, 1, 2, 3].flatMap((period) =>
			['a', 'b', 'c'].map((id): Push => [period, id]),
		);
		let played = 0;
		for (const first of pushes)
			for (const second of pushes)
				for (const third of pushes) {
					const [together, apart] = [new Memory(), new Memory()];
					await repeatedIn(together, [1, 'earlier']);
					await repeatedIn(apart, [1, 'earlier']);
					const atOnce = await Promise.all(
						[first, second, third].map(async (push) => await repeatedIn(together, push)),
					);
					const inTurn: boolean[] = [];
					for (const push of [first, second, third]) inTurn.push(await repeatedIn(apart, push));
					expect([first, second, third, atOnce]).toEqual([first, second, third, inTurn]);
					expect(together.entries.toSorted()).toEqual(apart.entries.toSorted());
					// The lock, and one question for all three.
					expect(together.asked).toBeLessThan(apart.asked);
					played++;
				}
		expect(played).toBe(1728);
	});

	test('one that was stopped is not remembered, and goes no further than its execution', async () => {
		const stopped = memory.execution({ executionId: 'stopped', isStopped: true });
		const leading = repeatedIn(memory, [0, 'leading']);
		const other = isRepeated(stopped, 'f'.repeat(32), 0);
		expect(await Promise.all([leading, other])).toEqual([false, false]);
		expect(memory.entries.filter((entry) => entry.startsWith('f'))).toEqual([]);
	});
});

test('a repeated message is known as one even if it cannot be struck out', async () => {
	await comesIn('2026-11-26T05:00', { executionId: '1' });
	const failureToRemove = new Error('database is locked');
	expect(await comesIn('2026-11-26T05:30', { executionId: '2', failureToRemove })).toBe(true);
	expect(memory.log).toEqual(['Repeated messages stay remembered for longer: database is locked']);
});

test('10,000 messages are remembered, the latest ones', async () => {
	const idOf = (n: number) => n.toString(16).padStart(32, '0');
	// As 9,999 other messages leave it.
	await comesIn('2026-11-26T05:00', { executionId: 'first' }, idOf(0));
	memory.entries.push(...Array.from({ length: 29_997 }, (_, n) => `entry ${n}`));
	expect(await comesIn('2026-11-26T05:00', { executionId: 'again' }, idOf(0))).toBe(true);
	await comesIn('2026-11-26T05:00', { executionId: 'last' }, idOf(10_000));
	expect(memory.entries).toHaveLength(30_000);
	expect(await comesIn('2026-11-26T05:00', { executionId: 'later' }, idOf(0))).toBe(false);
	expect(await comesIn('2026-11-26T05:00', { executionId: 'later' }, idOf(10_000))).toBe(true);
	expect(memory.entries.length).toBeLessThanOrEqual(30_000);
});

test('where the store fails, a message goes on, and the log says why', async () => {
	const failure = new Error('database is locked');
	expect(await comesIn('2026-11-26T05:00', { failure })).toBe(false);
	expect(memory.log).toEqual([
		'"PandaPon Trigger" could not find out whether a message is repeated, and handed it on: database is locked',
	]);
	// The next one is found out about.
	expect(await comesIn('2026-11-26T05:00')).toBe(false);
	expect(await comesIn('2026-11-26T05:00', { executionId: '2' })).toBe(true);
	expect(memory.log).toHaveLength(1);
});
