import {
	MAX_REMEMBERED,
	MemoryUnusable,
	Memory,
} from '../../../../dist/nodes/BatchPay1688Orders/memory/memory.js';
import { orderIds } from '../../../support/orderIds.mts';
import type * as VirtualProcess from '../../shared/lock/virtualProcess.mts';
import { queryFailed, VirtualStore, VirtualTime } from '../../shared/lock/virtualProcess.mts';

jest.mock(
	'n8n-workflow',
	() =>
		jest.requireActual<typeof VirtualProcess>('../../shared/lock/virtualProcess.mts')
			.virtualN8nWorkflow,
);

const LOCK = 'n8n-nodes-pandapon: one step at a time 0';
/** Why the memory cannot be used, and what to do. */
const DATABASE = {
	message: "the database failed (see n8n's log)",
	next: 'Check that the database of n8n works, then run it again.',
};
const TOO_SLOW = { message: 'the database of n8n took too long', next: DATABASE.next };
const NOT_SAVED = {
	message: 'the workflow has not been saved',
	next: 'Save the workflow, then run it again.',
};
const STOPPED = {
	message: 'the execution was stopped',
	next: 'Run it again when you are ready.',
};
const SHARED_ROW = {
	message: 'another node keeps its history in its place',
	next: 'Set that node (e.g. Remove Duplicates) to Scope: Node, then run it again.',
};
const marked = (orderIds: string[]) => orderIds.map((orderId) => `${orderId} sent again`);
const [A, B, C] = orderIds(3);

let time: VirtualTime;
let store: VirtualStore;
beforeEach(() => {
	time = new VirtualTime();
	store = new VirtualStore(time);
});
afterEach(() => jest.restoreAllMocks());

type Opened = Memory;
const open = ({
	sendsAgain = false,
	...options
}: { sendsAgain?: boolean; workflowId?: string | null; cancelled?: AbortSignal } = {}): Opened =>
	new Memory(store.context(options), sendsAgain);
const record = async (memory: Opened, orderIds: string[]) =>
	await time.until(memory.record(orderIds));
const strikeOut = async (memory: Opened) => await time.until(memory.strikeOut());
/** Makes requests about the orders' own row fail, from the n-th on. */
const failFrom = (
	nth: number,
	what: string,
	error: Error = queryFailed('connect to db.internal'),
) => {
	let count = 0;
	store.before = (asked) => {
		if (asked.row === 'node' && asked.what === what && ++count >= nth) throw error;
	};
};

describe('begin', () => {
	test.each<[string, string[] | undefined, number]>([
		['no row yet', undefined, 0],
		['some', orderIds(3), 3],
		['as many as are kept', orderIds(MAX_REMEMBERED), MAX_REMEMBERED],
	])('%s: says how many are remembered, and writes nothing', async (_name, row, count) => {
		if (row !== undefined) store.rows.set('node', row);
		expect(await time.until(open().begin())).toBe(count);
		expect(store.asked.map(({ what, row: about }) => `${what} ${about}`)).toEqual(['count node']);
	});

	test('more than are kept: the oldest go, under the lock', async () => {
		store.rows.set('node', orderIds(MAX_REMEMBERED + 7));
		store.before = ({ row, what }) => {
			if (row === 'node' && what === 'check') expect(store.lock).toContain(LOCK);
		};
		expect(await time.until(open().begin())).toBe(MAX_REMEMBERED);
		// A failed comparison of so many entries would take minutes to print.
		expect(store.node).toHaveLength(MAX_REMEMBERED);
		expect([store.node![0], store.node!.at(-1)]).toEqual([
			orderIds(1, 8)[0],
			orderIds(1, MAX_REMEMBERED + 7)[0],
		]);
		expect(store.about('node').map(({ what, items, options }) => [what, items, options])).toEqual([
			['count', [], { mode: 'entries', maxEntries: 100_000 }],
			['check', [], { mode: 'entries', maxEntries: 100_000 }],
		]);
		expect(store.rows.has('lock')).toBe(false);
	});

	test('once per execution: the later passes of a loop belong to the same run', async () => {
		store.rows.set('node', orderIds(3));
		const context = store.context();
		expect(await time.until(new Memory(context, false).begin())).toBe(3);
		store.rows.set('node', orderIds(MAX_REMEMBERED + 7));
		expect(await time.until(new Memory(context, false).begin())).toBe(3);
		expect(store.asked).toHaveLength(1);
		expect(await time.until(open().begin())).toBe(MAX_REMEMBERED);
	});

	test('an empty memory has begun, too', async () => {
		const context = store.context();
		await time.until(new Memory(context, false).begin());
		store.rows.set('node', orderIds(3));
		expect(await time.until(new Memory(context, false).begin())).toBe(0);
	});

	test.each(['', null])('a workflow that has not been saved has none: %j', async (workflowId) => {
		await expect(time.until(open({ workflowId }).begin())).rejects.toMatchObject(NOT_SAVED);
		expect(store.asked).toEqual([]);
	});

	test("the database's own words are only logged", async () => {
		failFrom(1, 'count');
		await expect(time.until(open().begin())).rejects.toMatchObject(DATABASE);
		expect(store.log).toEqual([
			'error: The memory of submitted orders could not be used: connect to db.internal',
		]);
	});

	test('an execution that is stopped while others hold the lock gives up at once', async () => {
		store.rows.set('node', orderIds(MAX_REMEMBERED + 1));
		store.rows.set('lock', [LOCK]);
		const stop = new AbortController();
		time.at(1_000, () => stop.abort());
		await expect(time.until(open({ cancelled: stop.signal }).begin())).rejects.toMatchObject(
			STOPPED,
		);
		expect(time.now).toBe(1_000);
		expect(store.node).toHaveLength(MAX_REMEMBERED + 1);
	});

	test('begins again after a failure', async () => {
		const context = store.context();
		failFrom(1, 'count');
		await expect(time.until(new Memory(context, false).begin())).rejects.toThrow(MemoryUnusable);
		store.before = () => {};
		expect(await time.until(new Memory(context, false).begin())).toBe(0);
	});
});

describe('record', () => {
	test('returns those that were not recorded, and records them under the lock', async () => {
		store.rows.set('node', [B]);
		store.before = ({ row }) => {
			if (row === 'node') expect(store.lock).toContain(LOCK);
		};
		expect(await record(open(), [A, B, C])).toEqual([A, C]);
		expect(store.node).toEqual([B, A, C]);
		expect(store.rows.has('lock')).toBe(false);
		expect(store.about('node').map(({ what, items, options }) => [what, items, options])).toEqual([
			['check', [A, B, C], { mode: 'entries', maxEntries: 200_600 }],
		]);
		expect(store.log).toEqual([]);
	});

	test('during a run there is room for all its orders', async () => {
		store.rows.set('node', orderIds(MAX_REMEMBERED));
		await record(open(), orderIds(3, MAX_REMEMBERED + 1));
		expect(store.node).toHaveLength(MAX_REMEMBERED + 3);
	});

	test('when orders are sent again on purpose, those recorded before are marked', async () => {
		store.rows.set('node', [B]);
		expect(await record(open({ sendsAgain: true }), [A, B])).toEqual([A]);
		expect(store.node).toEqual([B, A, ...marked([B])]);
		expect(store.about('node', 'check')[1].options).toEqual({
			mode: 'entries',
			maxEntries: 200_600,
		});
	});

	test('when none of them was recorded before, nothing is marked', async () => {
		await record(open({ sendsAgain: true }), [A, B]);
		expect(store.node).toEqual([A, B]);
		expect(store.about('node')).toHaveLength(1);
	});

	test("the database's own words are only logged, and what may have been written stays recorded", async () => {
		failFrom(1, 'check');
		const memory = open();
		await expect(record(memory, [A, B])).rejects.toMatchObject(DATABASE);
		expect(store.log).toEqual([
			'error: The memory of submitted orders could not be used: connect to db.internal',
		]);
		expect(store.rows.has('lock')).toBe(false);
		store.before = () => {};
		expect(await strikeOut(memory)).toEqual([A, B]);
		expect(await strikeOut(memory)).toEqual([]);
	});

	test('without the lock, nothing was written', async () => {
		store.before = ({ row }) => {
			if (row === 'lock') throw new Error('connect to db.internal');
		};
		const memory = open();
		await expect(record(memory, [A, B])).rejects.toMatchObject(DATABASE);
		expect(await strikeOut(memory)).toEqual([]);
	});

	test('without the mark, only what was new stays recorded', async () => {
		store.rows.set('node', [B]);
		failFrom(2, 'check');
		const memory = open({ sendsAgain: true });
		await expect(record(memory, [A, B])).rejects.toThrow(MemoryUnusable);
		expect(await strikeOut(memory)).toEqual([A]);
	});

	test('when the database is too slow, what was written stays recorded', async () => {
		store.beforeStatement = ({ row }) => {
			if (row === 'node') time.now += 65_001;
		};
		const memory = open();
		await expect(record(memory, [A, B])).rejects.toMatchObject(TOO_SLOW);
		expect(store.log).toEqual([]);
		expect(await strikeOut(memory)).toEqual([A, B]);
	});

	test('when the execution is stopped, nothing was written', async () => {
		const stop = new AbortController();
		store.rows.set('lock', [LOCK]);
		time.at(1_000, () => stop.abort());
		const memory = open({ cancelled: stop.signal });
		await expect(record(memory, [A])).rejects.toMatchObject(STOPPED);
		expect(store.log).toEqual([]);
		expect(store.about('node')).toEqual([]);
		expect(await strikeOut(memory)).toEqual([]);
	});
});

describe('release and strikeOut', () => {
	test('what was released is struck out, and nothing is left of it', async () => {
		store.rows.set('node', [C]);
		const memory = open();
		await record(memory, [A, B]);
		memory.release([A]);
		expect(store.node).toEqual([C, A, B]);
		expect(await strikeOut(memory)).toEqual([]);
		expect(store.node).toEqual([C, B]);
		expect(store.rows.has('lock')).toBe(false);
		expect(store.log).toEqual([]);
		expect(
			store
				.about('node')
				.slice(1)
				.map(({ what, items, options }) => [what, items, options]),
		).toEqual([
			['check', marked([A]), { mode: 'entries', maxEntries: 200_600 }],
			['remove', [...marked([A]), A], { mode: 'entries', maxEntries: 200_600 }],
		]);
	});

	test('striking out is done under the lock', async () => {
		const memory = open();
		await record(memory, [A]);
		memory.release([A]);
		store.before = ({ row }) => {
			if (row === 'node') expect(store.lock).toContain(LOCK);
		};
		expect(await strikeOut(memory)).toEqual([]);
	});

	test('without anything to strike out the store is not asked', async () => {
		const memory = open();
		await record(memory, [A]);
		const before = store.asked.length;
		expect(await strikeOut(memory)).toEqual([]);
		expect(store.asked).toHaveLength(before);
		expect(store.node).toEqual([A]);
	});

	test('what an earlier run has recorded stays, even if it is released', async () => {
		store.rows.set('node', [A]);
		const memory = open();
		expect(await record(memory, [A, B])).toEqual([B]);
		memory.release([A, B, C]);
		expect(await strikeOut(memory)).toEqual([]);
		expect(store.node).toEqual([A]);
	});

	test('what is released twice is struck out once, and stays once another run has recorded it', async () => {
		const memory = open();
		await record(memory, [A]);
		memory.release([A]);
		memory.release([A]);
		await strikeOut(memory);
		expect(store.about('node', 'remove')).toHaveLength(1);
		await record(open(), [A]);
		memory.release([A]);
		await strikeOut(memory);
		expect(store.node).toEqual([A]);
	});

	test('what is recorded again may be released again', async () => {
		const memory = open();
		for (let pass = 0; pass < 2; pass++) {
			expect(await record(memory, [A])).toEqual([A]);
			memory.release([A]);
			expect(await strikeOut(memory)).toEqual([]);
		}
		expect(store.node).toEqual([]);
	});

	test('the next recording first strikes out all that was released before', async () => {
		const many = orderIds(450);
		const memory = open();
		await record(memory, many);
		memory.release(many);
		expect(await record(memory, orderIds(2, 451))).toEqual(orderIds(2, 451));
		expect(store.node).toEqual(orderIds(2, 451));
		expect(store.about('node').map(({ what }) => what)).toEqual([
			'check',
			...Array.from({ length: 3 }, () => ['check', 'remove']).flat(),
			'check',
		]);
		// One step, so the lock is taken once.
		expect(store.about('lock', 'clear')).toHaveLength(2);
	});

	test('striking out comes in parts of 200, each with a lock of its own, and leaves the store to others in between', async () => {
		const many = orderIds(450);
		const memory = open();
		await record(memory, many);
		memory.release(many);
		const began = store.asked.length;
		const others: Array<Promise<string[]>> = [];
		store.before = ({ row, what }) => {
			if (row === 'node' && what === 'remove' && others.length === 0)
				others.push(open().record([A]));
		};
		expect(await strikeOut(memory)).toEqual([]);
		// The other one came in when only the first 200 had been struck out.
		expect(await time.until(others[0])).toEqual([A]);
		const removals = store.asked
			.slice(began)
			.filter(({ row, what }) => row === 'node' && what === 'remove');
		expect(removals.map(({ items }) => items.length)).toEqual([400, 400, 100]);
		expect(removals.map(({ items }) => items.slice(items.length / 2))).toEqual([
			many.slice(0, 200),
			many.slice(200, 400),
			many.slice(400),
		]);
		for (const [index, { at }] of removals.slice(1).entries())
			expect(at - removals[index].at).toBe(30);
		expect(store.node).toEqual([A]);
		// There is no pause after the last part.
		expect(time.now).toBe(60);
	});

	test('an order that another run has sent again on purpose stays recorded, and is reported', async () => {
		const memory = open();
		await record(memory, [A, B]);
		const other = open({ sendsAgain: true });
		expect(await record(other, [A, B])).toEqual([]);
		expect(store.node).toEqual([A, B, ...marked([A, B])]);
		memory.release([A]);
		expect(await strikeOut(memory)).toEqual([A]);
		expect(store.node).toEqual([A, B, ...marked([A, B])]);
	});

	test('of several, only that one stays', async () => {
		const memory = open();
		await record(memory, [A, B, C]);
		store.rows.set('node', [...store.node!, ...marked([B])]);
		memory.release([A, B, C]);
		expect(await strikeOut(memory)).toEqual([B]);
		expect(store.node).toEqual([B, ...marked([B])]);
	});

	test('what stays when the next order is recorded is reported in the end', async () => {
		const memory = open();
		await record(memory, [A, B]);
		store.rows.set('node', [...store.node!, ...marked([A])]);
		memory.release([A, B]);
		await record(memory, [C]);
		expect(store.node).toEqual([A, ...marked([A]), C]);
		expect(await strikeOut(memory)).toEqual([A]);
		expect(await strikeOut(memory)).toEqual([]);
	});

	test("the other run's own refusal strikes nothing out either", async () => {
		store.rows.set('node', [A]);
		const other = open({ sendsAgain: true });
		await record(other, [A]);
		other.release([A]);
		expect(await strikeOut(other)).toEqual([]);
		expect(store.node).toEqual([A, ...marked([A])]);
	});

	test.each(['check', 'remove'])(
		'what cannot be struck out (%s) stays recorded, and is reported',
		async (what) => {
			const memory = open();
			await record(memory, [A, B]);
			memory.release([A, B]);
			failFrom(1, what);
			expect(await strikeOut(memory)).toEqual([A, B]);
			expect(store.log).toEqual([
				'warn: Orders that were not submitted stay in the memory of submitted orders: connect to db.internal',
			]);
			expect(store.node).toEqual(expect.arrayContaining([A, B]));
			expect(store.rows.has('lock')).toBe(false);
			// It is not tried again.
			expect(await strikeOut(memory)).toEqual([]);
		},
	);

	test('of 450, the first 200 go, then the database fails: the rest is reported', async () => {
		const many = orderIds(450);
		const memory = open();
		await record(memory, many);
		memory.release(many);
		failFrom(2, 'remove');
		expect(await strikeOut(memory)).toEqual(many.slice(200));
		expect(store.node).toEqual([...many.slice(200), ...marked(many.slice(200, 400))]);
	});

	test('what may have been struck out is not struck out again: another run may have recorded it since', async () => {
		const memory = open();
		await record(memory, [A]);
		memory.release([A]);
		failFrom(1, 'remove');
		expect(await strikeOut(memory)).toEqual([A]);
		store.before = () => {};
		// The database had done it, but said otherwise.
		store.rows.set('node', []);
		expect(await record(open(), [A])).toEqual([A]);
		expect(await strikeOut(memory)).toEqual([]);
		expect(store.node).toEqual([A]);
	});

	test('a recording that fails while it strikes out leaves that to the end, and records nothing', async () => {
		const memory = open();
		await record(memory, [A]);
		memory.release([A]);
		failFrom(1, 'remove');
		await expect(record(memory, [B])).rejects.toThrow(MemoryUnusable);
		expect(store.node).toEqual([A, ...marked([A])]);
		store.before = () => {};
		// The mark left behind could be another run's: better recorded than paid twice.
		expect(await strikeOut(memory)).toEqual([A]);
	});

	test('after a stop it tidies up all the same, if the lock is free', async () => {
		const stop = new AbortController();
		const memory = open({ cancelled: stop.signal });
		await record(memory, [A]);
		memory.release([A]);
		stop.abort();
		expect(await strikeOut(memory)).toEqual([]);
		expect(store.node).toEqual([]);
	});

	test('after a stop, while another holds the lock, what was not struck out is reported', async () => {
		const stop = new AbortController();
		const memory = open({ cancelled: stop.signal });
		await record(memory, [A]);
		memory.release([A]);
		stop.abort();
		store.rows.set('lock', [LOCK]);
		expect(await strikeOut(memory)).toEqual([A]);
		expect(time.now).toBeLessThan(8_000);
		expect(store.log).toEqual([
			expect.stringMatching(/^info: Waiting/),
			expect.stringMatching(/^warn: Orders that were not submitted stay in the memory/),
		]);
	});
});

describe('ask', () => {
	/** Asks, and returns what the memory answered to be recorded. */
	const ask = async (memory: Opened, ids: string[]) => {
		const answered: string[] = [];
		const recorded: string[] = [];
		await time.until(
			memory.ask(ids, (portion, known) => {
				answered.push(...portion);
				recorded.push(...portion.filter((orderId) => known.has(orderId)));
			}),
		);
		expect(answered).toEqual(ids);
		return recorded;
	};
	const portions = () =>
		store.about('node').map(({ what, items, options }) => [what, items.length, options]);
	const DURING = { mode: 'entries', maxEntries: 200_600 };

	test('tells which orders are recorded, and leaves none recorded that was not', async () => {
		store.rows.set('node', [C, B]);
		store.before = ({ row, what }) => {
			if (row === 'node' && what !== 'count') expect(store.lock).toContain(LOCK);
		};
		const memory = open();
		expect(await ask(memory, [A, B, C])).toEqual([B, C]);
		expect(store.node).toEqual([C, B]);
		expect(store.rows.has('lock')).toBe(false);
		expect(store.about('node').map(({ what, items, options }) => [what, items, options])).toEqual([
			['count', [], { mode: 'entries', maxEntries: 100_000 }],
			['check', [A, B, C], DURING],
			['check', marked([A]), DURING],
			['remove', [...marked([A]), A], DURING],
		]);
		expect(await strikeOut(memory)).toEqual([]);
		expect(store.log).toEqual([]);
	});

	test('no orders: the store is not asked', async () => {
		expect(await ask(open(), [])).toEqual([]);
		expect(await ask(open({ workflowId: null }), [])).toEqual([]);
		expect(store.asked).toEqual([]);
	});

	test('all of them recorded: nothing is written but that', async () => {
		store.rows.set('node', [A, B]);
		expect(await ask(open(), [A, B])).toEqual([A, B]);
		expect(store.node).toEqual([A, B]);
		expect(portions().map(([what]) => what)).toEqual(['count', 'check']);
	});

	test('it can be asked again, and an order can be recorded afterwards', async () => {
		const memory = open();
		expect(await ask(memory, [A])).toEqual([]);
		expect(await ask(memory, [A])).toEqual([]);
		expect(await record(memory, [A])).toEqual([A]);
		expect(await ask(open(), [A])).toEqual([A]);
		// What this run has recorded it may strike out, whether it has asked or not.
		memory.release([A]);
		expect(await strikeOut(memory)).toEqual([]);
		expect(store.node).toEqual([]);
	});

	test('that an order was asked for gives no right to strike it out', async () => {
		const memory = open();
		await ask(memory, [A]);
		await record(open(), [A]);
		memory.release([A]);
		expect(await strikeOut(memory)).toEqual([]);
		expect(store.node).toEqual([A]);
	});

	test('many are asked for 200 at a time, and others have their turn in between', async () => {
		const many = orderIds(450);
		const known = [many[0], many[199], many[200], many[449]];
		store.rows.set('node', known);
		let mostRecorded = 0;
		// A process that dies leaves behind what is there between two statements.
		store.beforeStatement = ({ row }) => {
			const orders = (store.node ?? []).filter((entry) => !entry.includes(' '));
			if (row === 'node') mostRecorded = Math.max(mostRecorded, orders.length - known.length);
		};
		let turns = 0;
		for (const ms of [15, 45])
			time.at(ms, () => {
				if (!store.rows.has('lock')) turns++;
			});
		const memory = open();
		expect(await ask(memory, many)).toEqual(known);
		expect(store.node).toEqual(known);
		expect(portions().slice(1)).toEqual([
			['check', 200, DURING],
			['check', 198, DURING],
			['remove', 396, DURING],
			['check', 200, DURING],
			['check', 199, DURING],
			['remove', 398, DURING],
			['check', 50, DURING],
			['check', 49, DURING],
			['remove', 98, DURING],
		]);
		expect(mostRecorded).toBe(199);
		expect(turns).toBe(2);
		// No pause before the first portion or after the last.
		expect(time.now).toBe(60);
	});

	test.each([
		[200, 1],
		[201, 2],
	])('%s make %s portions', async (count, expected) => {
		expect(await ask(open(), orderIds(count))).toEqual([]);
		expect(store.about('node', 'remove')).toHaveLength(expected);
		expect(store.node).toEqual([]);
	});

	test('a full memory forgets nothing for it', async () => {
		const many = orderIds(MAX_REMEMBERED);
		store.rows.set('node', many);
		expect(await ask(open(), [many[0], ...orderIds(199, MAX_REMEMBERED + 1)])).toEqual([many[0]]);
		expect(store.node!.length === MAX_REMEMBERED && store.node![0] === many[0]).toBe(true);
	});

	test('what was released before is struck out on this occasion', async () => {
		const memory = open();
		await record(memory, [A, B]);
		memory.release([A]);
		expect(await ask(memory, [A, B, C])).toEqual([A, B]);
		expect(store.node).toEqual([B]);
		expect(await strikeOut(memory)).toEqual([]);
	});

	test('however much that is, it is struck out 200 at a time', async () => {
		const many = orderIds(450, 10);
		const memory = open();
		await record(memory, many);
		memory.release(many);
		expect(await ask(memory, [A])).toEqual([]);
		expect(store.node).toEqual([]);
		expect(store.about('node', 'remove').map(({ items }) => items.length)).toEqual([400, 400, 102]);
	});

	test('an order that another run has sent again on purpose stays recorded', async () => {
		store.rows.set('node', [A, B, ...marked([B])]);
		expect(await ask(open(), [B, C])).toEqual([B]);
		expect(store.node).toEqual([A, B, ...marked([B])]);
	});

	test('a mark alone, whose order the bound has dropped, is respected too', async () => {
		store.rows.set('node', marked([A]));
		const memory = open();
		expect(await ask(memory, [A, B])).toEqual([]);
		expect(store.node).toEqual([...marked([A]), A]);
		expect(await strikeOut(memory)).toEqual([A]);
	});

	test('a workflow that has not been saved has no memory', async () => {
		await expect(ask(open({ workflowId: null }), [A])).rejects.toMatchObject(NOT_SAVED);
		expect(store.asked).toEqual([]);
	});

	describe.each<[string, number, string, string[]]>([
		['before anything was written', 1, 'count', []],
		// The database may have done what it says it has not.
		['while it writes', 1, 'check', [A, B, C]],
		['while it marks what was new', 2, 'check', [A, C]],
		['while it strikes out what was new', 1, 'remove', [A, C]],
	])('a store that fails %s', (_name, nth, what, mayStay) => {
		test('is unusable, its own words are only logged, and what may stay recorded is reported', async () => {
			store.rows.set('node', [B]);
			failFrom(nth, what);
			const memory = open();
			await expect(ask(memory, [A, B, C])).rejects.toMatchObject(DATABASE);
			expect(store.log).toEqual([
				'error: The memory of submitted orders could not be used: connect to db.internal',
			]);
			expect(store.rows.has('lock')).toBe(false);
			store.before = () => {};
			expect(await strikeOut(memory)).toEqual(mayStay);
			expect(await strikeOut(memory)).toEqual([]);
			const fresh = mayStay.filter((orderId) => orderId !== B);
			for (const orderId of store.node!) expect([B, ...fresh, ...marked(fresh)]).toContain(orderId);
		});
	});

	test('without the lock nothing was written', async () => {
		store.before = ({ row }) => {
			if (row === 'lock') throw new Error('connect to db.internal');
		};
		const memory = open();
		await expect(ask(memory, [A])).rejects.toMatchObject(DATABASE);
		expect(await strikeOut(memory)).toEqual([]);
		expect(store.about('node', 'check')).toEqual([]);
	});

	test('what was asked for before a failure is not left behind', async () => {
		const many = orderIds(201);
		failFrom(3, 'check');
		const memory = open();
		await expect(ask(memory, many)).rejects.toThrow(MemoryUnusable);
		expect(store.node).toEqual([]);
		store.before = () => {};
		expect(await strikeOut(memory)).toEqual([many[200]]);
	});

	test('when the database is too slow, its answer is not trusted', async () => {
		store.rows.set('node', [B]);
		store.beforeStatement = ({ row }) => {
			if (row === 'node') time.now += 65_001;
		};
		const memory = open();
		await expect(ask(memory, [A, B])).rejects.toMatchObject(TOO_SLOW);
		expect(store.log).toEqual([]);
		// Another process may have taken the lock over by then, and sent A.
		expect(store.node).toEqual([B, A]);
		expect(store.about('node', 'remove')).toEqual([]);
		expect(await strikeOut(memory)).toEqual([A, B]);
	});

	test('a portion that took too long is not answered; those before it are', async () => {
		const many = orderIds(201);
		store.before = ({ row, what, items }) => {
			if (row === 'node' && what === 'check' && items.length === 1) time.now += 65_001;
		};
		const memory = open();
		const portions: string[][] = [];
		await expect(
			time.until(memory.ask(many, (portion) => void portions.push(portion))),
		).rejects.toMatchObject(TOO_SLOW);
		expect(portions).toEqual([many.slice(0, 200)]);
		expect(store.node).toEqual([many[200]]);
		expect(await strikeOut(memory)).toEqual([many[200]]);
	});

	test.each<[string, () => void]>([
		['is too long for a lock', () => store.rows.set('lock', orderIds(257))],
		[
			'is of another kind',
			() => {
				store.before = ({ row, what }) => {
					if (row === 'lock' && what === 'check') throw new Error('Deduplication Failed');
				};
			},
		],
	])(
		"without a lock, since another node's row %s, it writes nothing: a payment may be recording the same order",
		async (_name, share) => {
			store.rows.set('node', [B]);
			share();
			const memory = open();
			const answered = jest.fn();
			for (let turn = 0; turn < 2; turn++)
				await expect(time.until(memory.ask([A, B], answered))).rejects.toMatchObject(SHARED_ROW);
			expect(answered).not.toHaveBeenCalled();
			expect(store.about('node').map(({ what }) => what)).toEqual(['count']);
			expect(store.node).toEqual([B]);
			expect(await strikeOut(memory)).toEqual([]);
			// A payment is recorded all the same.
			expect(await record(memory, [A, B])).toEqual([A]);
		},
	);

	test('beside a full memory and as many orders of the run, it pushes none out', async () => {
		store.rows.set('node', orderIds(MAX_REMEMBERED));
		const memory = open();
		await time.until(memory.begin());
		store.rows.set('node', orderIds(2 * MAX_REMEMBERED));
		expect(await ask(memory, orderIds(200, 2 * MAX_REMEMBERED + 1))).toEqual([]);
		expect([store.node!.length, store.node![0]]).toEqual([2 * MAX_REMEMBERED, A]);
	});

	test('an execution that is stopped between two portions leaves none of them recorded', async () => {
		const stop = new AbortController();
		time.at(15, () => stop.abort());
		const memory = open({ cancelled: stop.signal });
		await expect(ask(memory, orderIds(401))).rejects.toMatchObject(STOPPED);
		expect(portions().map(([what]) => what)).toEqual(['count', 'check', 'check', 'remove']);
		expect(store.node).toEqual([]);
		expect(await strikeOut(memory)).toEqual([]);
	});

	test('an execution that is stopped while others hold the lock gives up, and has written nothing', async () => {
		const stop = new AbortController();
		store.rows.set('lock', [LOCK]);
		time.at(1_000, () => stop.abort());
		const memory = open({ cancelled: stop.signal });
		await expect(ask(memory, [A])).rejects.toMatchObject(STOPPED);
		expect(time.now).toBe(1_000);
		expect(store.about('node', 'check')).toEqual([]);
		expect(await strikeOut(memory)).toEqual([]);
	});
});
