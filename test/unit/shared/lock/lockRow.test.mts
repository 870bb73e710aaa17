import { isTooLong, LockRow } from '../../../../dist/nodes/shared/lock/lockRow.js';
import { VirtualStore, VirtualTime } from './virtualProcess.mts';

let time: VirtualTime;
let store: VirtualStore;
let row: LockRow;
beforeEach(() => {
	time = new VirtualTime();
	store = new VirtualStore(time);
	row = new LockRow(store.context());
});
afterEach(() => jest.restoreAllMocks());

const NAME = 'n8n-nodes-pandapon: one step at a time';
const lockNames = (count: number) => Array.from({ length: count }, (_, n) => `${NAME} ${n}`);
const claimNames = (count: number) =>
	Array.from({ length: count }, (_, n) => `${NAME}, claim ${n}`);
const ALL = [...lockNames(64), ...claimNames(192)];
const others = (count: number) => Array.from({ length: count }, (_, n) => `row ${n}`);

describe('count', () => {
	test.each<[string, string[] | undefined, number]>([
		['no row', undefined, 0],
		['an empty one', [], 0],
		['one with entries', others(3), 3],
	])('%s', async (_name, entries, count) => {
		if (entries !== undefined) store.rows.set('lock', entries);
		expect(await time.until(row.count())).toBe(count);
	});
});

describe('insert', () => {
	test('makes the row with a random number of names, the first always among them', async () => {
		const lengths = new Set<number>();
		for (let n = 0; n < 300; n++) {
			expect(await time.until(row.insert())).toBe(true);
			expect(store.lock).toEqual(lockNames(store.lock!.length));
			lengths.add(store.lock!.length);
			store.rows.clear();
		}
		expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([1, 64]);
		expect(lengths.size).toBeGreaterThan(50);
	});

	test.each<[string, string[]]>([
		['only its first name', lockNames(1)],
		['all of its names', lockNames(64)],
	])('fails on a row with %s', async (_name, entries) => {
		store.rows.set('lock', entries);
		expect(await time.until(row.insert())).toBe(false);
	});

	test('succeeds on an empty row', async () => {
		store.rows.set('lock', []);
		expect(await time.until(row.insert())).toBe(true);
	});
});

describe('claim', () => {
	test('adds the first name and four claim names at random', async () => {
		const seen = new Set<string>();
		for (let n = 0; n < 400; n++) {
			store.rows.set('lock', [...others(2)]);
			const claim = await time.until(row.claim(2));
			expect(claim?.count).toBe(7);
			expect(claim?.names).toEqual(store.lock!.slice(2));
			expect(claim?.names[0]).toBe(`${NAME} 0`);
			expect(new Set(claim?.names).size).toBe(5);
			for (const name of claim!.names.slice(1)) seen.add(name);
		}
		expect([...seen].sort()).toEqual(claimNames(192).sort());
	});

	test('counts only what was added', async () => {
		store.rows.set('lock', [...lockNames(1), ...claimNames(191)]);
		const claim = await time.until(row.claim(192));
		expect(claim === undefined ? 192 : claim.count).toBe(store.lock!.length);
	});

	test('is undefined if all of its names were there before', async () => {
		store.rows.set('lock', ALL);
		expect(await time.until(row.claim(256))).toBeUndefined();
		expect(store.lock).toEqual(ALL);
	});

	test('holds as long as all its names are there', async () => {
		store.rows.set('lock', lockNames(3));
		const claim = (await time.until(row.claim(3)))!;
		expect(await time.until(row.holds(claim))).toBe(true);
		store.rows.set('lock', store.lock!.slice(0, -1));
		expect(await time.until(row.holds(claim))).toBe(false);
	});
});

describe('isShared', () => {
	test.each<[string, string[], boolean]>([
		['a lock', lockNames(17), false],
		['a lock and a claim', [...lockNames(17), ...claimNames(4)], false],
		['all names', ALL, false],
		['a claim alone', claimNames(192), false],
		["a lock and another node's entry", [...lockNames(17), 'row 1'], true],
		["another node's entry alone", ['row 1'], true],
		["a name almost like this node's", [`${NAME} 64`], true],
		["a claim almost like this node's", [`${NAME}, claim 192`], true],
	])('%s', async (_name, entries, shared) => {
		store.rows.set('lock', [...entries]);
		expect(await time.until(row.isShared(entries.length))).toBe(shared);
		// If it is shared, this node's names are taken out.
		expect(store.lock).toEqual(shared ? entries.filter((entry) => !ALL.includes(entry)) : entries);
	});

	test('never adds more than 32 names at a time, nor removes what it has not added', async () => {
		const entries = [...lockNames(2), ...claimNames(1)];
		store.rows.set('lock', entries);
		let longest = 0;
		store.before = () => (longest = Math.max(longest, store.lock!.length));
		await time.until(row.isShared(3));
		expect(longest).toBe(3 + 32);
		expect(store.about('lock', 'check')).toHaveLength(8);
		expect(store.about('lock', 'check').flatMap(({ items }) => items)).toEqual(ALL);
		for (const { items } of store.about('lock', 'remove'))
			for (const entry of entries) expect(items).not.toContain(entry);
	});

	test('removes nothing if nothing was added', async () => {
		store.rows.set('lock', ALL);
		await time.until(row.isShared(256));
		expect(store.about('lock', 'remove')).toEqual([]);
	});
});

describe('clear', () => {
	test('deletes a row that holds nothing but the lock, with one look', async () => {
		await time.until(row.insert());
		store.asked.splice(0);
		await time.until(row.clear());
		expect(store.rows.has('lock')).toBe(false);
		expect(store.asked.map(({ what }) => what)).toEqual(['count', 'clear']);
	});

	test('deletes a row that was taken over, with one look', async () => {
		store.rows.set('lock', [...lockNames(3), ...claimNames(4)]);
		await time.until(row.isShared(7));
		store.asked.splice(0);
		await time.until(row.clear());
		expect(store.rows.has('lock')).toBe(false);
		expect(store.asked.map(({ what }) => what)).toEqual(['count', 'clear']);
	});

	test.each<[string, string[]]>([
		['claim names', claimNames(2)],
		['all other names', ALL],
	])('deletes a row that %s have entered', async (_name, more) => {
		await time.until(row.insert());
		store.rows.set('lock', [...new Set([...store.lock!, ...more])]);
		await time.until(row.clear());
		expect(store.rows.has('lock')).toBe(false);
	});

	test.each([64, 300])(
		'keeps %s entries that another node has added, and takes out its own',
		async (count) => {
			await time.until(row.insert());
			store.rows.set('lock', [...store.lock!, ...others(count), ...claimNames(2)]);
			await time.until(row.clear());
			expect(store.lock).toEqual(others(count));
		},
	);
});

test.each<[number, boolean]>([
	[0, false],
	[256, false],
	[257, true],
])("a row of %s entries is too long to be this node's alone: %s", (count, expected) => {
	expect(isTooLong(count)).toBe(expected);
});
