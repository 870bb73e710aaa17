import {
	limits,
	openLock,
	TookTooLong,
	type Exclusively,
} from '../../../../dist/nodes/shared/lock/lock.js';
import { StoppedWaiting, type Purpose } from '../../../../dist/nodes/shared/lock/waiting.js';
import type * as VirtualProcess from './virtualProcess.mts';
import { queryFailed, VirtualStore, VirtualTime } from './virtualProcess.mts';

jest.mock(
	'n8n-workflow',
	() => jest.requireActual<typeof VirtualProcess>('./virtualProcess.mts').virtualN8nWorkflow,
);

const NAME = 'n8n-nodes-pandapon: one step at a time';
const ours = (count: number) => Array.from({ length: count }, (_, n) => `${NAME} ${n}`);
const others = (count: number) => Array.from({ length: count }, (_, n) => `row ${n}`);
const SHARED =
	'warn: Another node keeps a history for the whole workflow where this node would keep its lock: let only one execution of this workflow run at a time';
const WAITING =
	'info: Waiting for another execution that uses the memory of this workflow. If it has died, this takes about five minutes';
const TAKEN_OVER =
	'warn: A process died while it used the memory of this workflow; its lock was taken over';

let time: VirtualTime;
let store: VirtualStore;
const begin = (seed?: number) => {
	time = new VirtualTime(seed);
	store = new VirtualStore(time);
};
beforeEach(() => begin());
afterEach(() => jest.restoreAllMocks());

/** Runs one step; returns when it began. */
async function stepAt(
	exclusively: Exclusively = openLock(store.context()),
	purpose: Purpose = 'record',
): Promise<number> {
	return await time.until(exclusively(purpose, async () => await Promise.resolve(time.now)));
}

test('a lock is stale after 130 s', () => {
	expect(limits).toEqual({ staleMs: 130_000, longestStepMs: 65_000 });
});

describe('a free lock', () => {
	test('is in place during the step, and gone afterwards', async () => {
		const inside = await time.until(
			openLock(store.context())('record', async () => await Promise.resolve([...store.lock!])),
		);
		expect(inside).toEqual(ours(inside.length));
		expect(store.rows.has('lock')).toBe(false);
		expect(store.asked.map(({ what }) => what)).toEqual(['count', 'check', 'count', 'clear']);
		expect(store.log).toEqual([]);
	});

	test('the result of the step comes back', async () => {
		expect(
			await time.until(
				openLock(store.context())('tidyUp', async () => await Promise.resolve('done')),
			),
		).toBe('done');
	});

	test('what the step throws is passed on, and the lock is released all the same', async () => {
		await expect(
			time.until(
				openLock(store.context())('record', async () => await Promise.reject(new Error('no'))),
			),
		).rejects.toThrow('no');
		expect(store.rows.has('lock')).toBe(false);
	});

	test('serves one step after another', async () => {
		const exclusively = openLock(store.context());
		await stepAt(exclusively);
		await stepAt(exclusively);
		expect(store.about('lock', 'check')).toHaveLength(2);
		expect(store.about('lock', 'clear')).toHaveLength(2);
	});
});

describe('a lock that another holds', () => {
	test('is waited for', async () => {
		store.rows.set('lock', ours(5));
		time.at(1000, () => store.rows.delete('lock'));
		const at = await stepAt();
		expect(at).toBeGreaterThanOrEqual(1000);
		expect(at).toBeLessThan(1150);
		expect(store.log).toEqual([]);
	});

	test('is looked at often at first, and every 2.5 s later on', async () => {
		store.rows.set('lock', ours(5));
		time.at(60_000, () => store.rows.delete('lock'));
		const at = await stepAt();
		expect(at).toBeLessThan(62_530);
		const looks = store
			.about('lock', 'count')
			.slice(0, -1)
			.map((each) => each.at);
		const pauses = looks.slice(1).map((look, index) => look - looks[index]);
		pauses.forEach((pause, index) => {
			const least = 5 + Math.min((looks[index] - looks[0]) / 10, 2500);
			expect(pause).toBeGreaterThanOrEqual(least);
			expect(pause).toBeLessThanOrEqual(least + 20);
		});
		// Two that wait must not keep looking at the same moments.
		expect(
			new Set(
				pauses.map((pause, index) =>
					Math.round(pause - Math.min((looks[index] - looks[0]) / 10, 2500)),
				),
			).size,
		).toBeGreaterThan(10);
	});

	test.each<[number, string[]]>([
		[1700, []],
		[2500, [WAITING]],
		[60_000, [WAITING]],
	])('waiting for it is logged only when it takes long: %s ms', async (ms, log) => {
		store.rows.set('lock', ours(5));
		time.at(ms, () => store.rows.delete('lock'));
		await stepAt();
		expect(store.log).toEqual(log);
	});

	test('waiting for it is logged as soon as it takes more than two seconds', async () => {
		store.rows.set('lock', ours(5));
		void openLock(store.context())('record', async () => await Promise.resolve());
		await time.pass(1_700);
		expect(store.log).toEqual([]);
		await time.pass(2_300);
		expect(store.log).toEqual([WAITING]);
	});

	test('is waited for again when another lock replaces it at once', async () => {
		store.rows.set('lock', ours(5));
		let changes = 0;
		for (let at = 100_000; at <= 1_000_000; at += 100_000) {
			time.at(at, () => {
				store.rows.set('lock', ours(6 + changes++));
			});
		}
		time.at(1_050_000, () => store.rows.delete('lock'));
		expect(await stepAt()).toBeGreaterThanOrEqual(1_050_000);
		expect(store.about('lock', 'check')).toHaveLength(1);
	});
});

describe('a lock left behind by a dead process', () => {
	test.each([1, 2, 3, 4, 5, 6, 7, 8])(
		'is claimed, and then taken over, neither too early (seed %s)',
		async (seed) => {
			begin(seed);
			store.rows.set('lock', ours(5));
			const inside = time.until(
				openLock(store.context())(
					'record',
					async () => await Promise.resolve({ at: time.now, row: [...store.lock!] }),
				),
			);
			const { at, row } = await inside;
			const [claim, holds] = store.about('lock', 'check');
			// From 1.05 to 1.3 times the limit, and two pauses.
			expect(claim.at).toBeGreaterThan(136_500);
			expect(claim.at).toBeLessThan(169_000 + 2 * 2525);
			expect(claim.items).toHaveLength(5);
			expect(holds.items).toEqual(claim.items);
			expect(holds.at - claim.at).toBeGreaterThan(130_000);
			expect(holds.at - claim.at).toBeLessThan(130_000 + 2 * 2525);
			expect(at).toBe(holds.at);
			expect(row).toEqual([...ours(5), ...claim.items.slice(1)]);
			expect(store.rows.has('lock')).toBe(false);
			expect(store.log).toEqual([WAITING, TAKEN_OVER]);
		},
	);

	test("is claimed after waits of different length, or those waiting would spoil each other's claims", async () => {
		const claims: number[] = [];
		for (let seed = 1; seed <= 10; seed++) {
			begin(seed);
			store.rows.set('lock', ours(5));
			await stepAt();
			claims.push(store.about('lock', 'check')[0].at);
		}
		expect(Math.max(...claims) - Math.min(...claims)).toBeGreaterThan(10_000);
	});

	test('is watched afresh when its row changes', async () => {
		store.rows.set('lock', ours(5));
		time.at(100_000, () => store.rows.set('lock', ours(6)));
		await stepAt();
		expect(store.about('lock', 'check')[0].at).toBeGreaterThan(100_000 + 136_500);
	});

	test("is not taken over after another's claim", async () => {
		store.rows.set('lock', ours(5));
		let changed: number | undefined;
		store.before = ({ row, what, at }) => {
			if (row !== 'lock' || what !== 'check' || changed !== undefined) return;
			changed = at + 60_000;
			time.at(changed, () =>
				store.rows.set('lock', [...store.lock!, `${NAME}, claim 7`, `${NAME}, claim 8`]),
			);
		};
		const at = await stepAt();
		// The time for a new claim, and for it to become a lock.
		expect(at - changed!).toBeGreaterThan(136_500 + 130_000);
		expect(at - changed!).toBeLessThan(169_000 + 130_000 + 6 * 2525);
		expect(store.log).toEqual([WAITING, TAKEN_OVER]);
		const [first, second] = store.about('lock', 'check').map(({ items }) => items);
		expect(second).not.toEqual(first);
	});

	test('is not taken over once another row with as many entries replaces it', async () => {
		store.rows.set('lock', ours(5));
		let changed: number | undefined;
		store.before = ({ row, what, at }) => {
			if (row !== 'lock' || what !== 'check' || changed !== undefined) return;
			changed = at + 60_000;
			time.at(changed, () => store.rows.set('lock', ours(store.lock!.length)));
		};
		const at = await stepAt();
		const [claim, holds, second] = store.about('lock', 'check');
		expect(holds.items).toEqual(claim.items);
		expect(second.at - holds.at).toBeGreaterThan(136_500);
		expect(at - second.at).toBeGreaterThan(130_000);
		expect(store.log).toEqual([WAITING, TAKEN_OVER]);
	});

	test('is free when its owner comes back and deletes it, claim or no claim', async () => {
		store.rows.set('lock', ours(5));
		let deleted: number | undefined;
		store.before = ({ row, what, at }) => {
			if (row !== 'lock' || what !== 'check' || deleted !== undefined) return;
			deleted = at + 10_000;
			time.at(deleted, () => store.rows.delete('lock'));
		};
		const at = await stepAt();
		expect(at).toBeGreaterThanOrEqual(deleted!);
		expect(at).toBeLessThan(deleted! + 2_600);
		expect(store.log).toEqual([WAITING]);
	});

	test('cannot be claimed if its row holds all names already', async () => {
		const all = [...ours(64), ...Array.from({ length: 192 }, (_, n) => `${NAME}, claim ${n}`)];
		store.rows.set('lock', all);
		time.at(1_000_000, () => store.rows.delete('lock'));
		expect(await stepAt()).toBeGreaterThanOrEqual(1_000_000);
		const claims = store
			.about('lock', 'check')
			.slice(0, -1)
			.map(({ at }) => at);
		expect(claims.length).toBeGreaterThan(3);
		claims.slice(1).forEach((at, index) => expect(at - claims[index]).toBeGreaterThan(130_000));
	});

	test.each([3_600_000, -3_600_000])(
		'has not been watched for the %s ms by which the clock is set',
		async (jumpMs) => {
			store.rows.set('lock', ours(5));
			time.at(10_000, () => (time.clockAheadMs = jumpMs));
			store.before = ({ row, what }) => {
				if (row === 'lock' && what === 'check')
					time.at(time.now + 10_000, () => (time.clockAheadMs = 0));
			};
			const at = await stepAt();
			// A jump forward counts for 5 s, and one backward for nothing.
			expect(at).toBeGreaterThan(136_500 + 130_000 - 2 * 5_000);
			expect(at).toBeLessThan(169_000 + 130_000 + 30_000);
		},
	);
});

describe('what a step can know of its lock', () => {
	test('it is held, and for how long it can be trusted', async () => {
		await time.until(
			openLock(store.context())('record', async ({ isHeld, tookTooLong }) => {
				expect([isHeld, tookTooLong()]).toEqual([true, false]);
				time.now += 65_000;
				expect(tookTooLong()).toBe(false);
			}),
		);
		await expect(
			time.until(
				openLock(store.context())('record', async ({ isHeld, tookTooLong }) => {
					time.now += 65_001;
					expect([isHeld, tookTooLong()]).toEqual([true, true]);
				}),
			),
		).rejects.toThrow(TookTooLong);
	});

	test("it is not held where another node's entries stand", async () => {
		store.rows.set('lock', others(257));
		const exclusively = openLock(store.context());
		for (let turn = 0; turn < 2; turn++)
			await time.until(
				exclusively('record', async ({ isHeld, tookTooLong }) => {
					time.now += 65_001;
					expect([isHeld, tookTooLong()]).toEqual([false, false]);
				}),
			);
		expect.assertions(2);
	});
});

describe("another node's row", () => {
	test.each([257, 1000])(
		'of %s entries cannot serve as a lock: only the steps of this process wait for each other',
		async (count) => {
			store.rows.set('lock', others(count));
			const exclusively = openLock(store.context());
			expect(await stepAt(exclusively)).toBe(0);
			expect(store.log).toEqual([SHARED]);
			await stepAt(exclusively);
			expect(store.log).toEqual([SHARED]);
			expect(store.about('lock', 'count')).toHaveLength(1);
			expect(store.lock).toEqual(others(count));
			expect(store.asked.filter(({ what }) => what !== 'count')).toEqual([]);
		},
	);

	test.each([1, 256])(
		'of %s entries is recognized in the end, and loses none of them',
		async (count) => {
			store.rows.set('lock', others(count));
			const at = await stepAt();
			if (count === 1) expect(at).toBeGreaterThan(136_500 + 130_000);
			expect(store.log).toEqual([WAITING, SHARED]);
			expect(store.lock!.slice(0, count)).toEqual(others(count));
		},
	);

	test.each(['Deduplication Failed: the mode differs', 'Deduplication Failed'])(
		'of another kind, which n8n does not count: %s',
		async (message) => {
			store.before = ({ what }) => {
				if (what === 'check') throw new Error(message);
			};
			const exclusively = openLock(store.context());
			expect(await stepAt(exclusively)).toBe(0);
			await stepAt(exclusively);
			expect(store.log).toEqual([SHARED]);
			expect(store.about('lock', 'clear')).toEqual([]);
		},
	);

	test('leaves no lock to doubt when a step is slow', async () => {
		store.rows.set('lock', others(257));
		expect(
			await time.until(
				openLock(store.context())(
					'record',
					async () => await time.sleep(100_000).then(() => 'done'),
				),
			),
		).toBe('done');
	});

	test('that fills up while the lock is in place loses nothing but the lock', async () => {
		await time.until(
			openLock(store.context())('record', async () => {
				store.rows.set('lock', [...store.lock!, ...others(257)]);
				await Promise.resolve();
			}),
		);
		expect(store.lock).toEqual(others(257));
	});
});

describe('a database that refuses to insert the row', () => {
	const refuse = (error: Error, times: number) => {
		let refused = 0;
		store.before = ({ row, what }) => {
			if (row === 'lock' && what === 'check' && refused++ < times) throw error;
		};
	};

	test.each([1, 3])('%s times: another process was faster', async (times) => {
		refuse(queryFailed('UNIQUE constraint failed'), times);
		expect(await stepAt()).toBeLessThan(200);
		expect(store.about('lock', 'check')).toHaveLength(times + 1);
		expect(store.log).toEqual([]);
	});

	test('for more than ten seconds takes no writes', async () => {
		refuse(queryFailed('read-only database'), Infinity);
		const step = jest.fn();
		await expect(time.until(openLock(store.context())('record', step))).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'read-only database',
		});
		expect(time.now).toBeGreaterThan(10_000);
		expect(time.now).toBeLessThan(12_000);
		expect(step).not.toHaveBeenCalled();
	});

	test('for long makes no later run impatient', async () => {
		refuse(queryFailed('read-only database'), Infinity);
		await expect(stepAt()).rejects.toThrow('read-only database');
		refuse(queryFailed('UNIQUE constraint failed'), 1);
		await stepAt();
		expect(store.rows.has('lock')).toBe(false);
	});

	test('is given its ten seconds only while there is no row', async () => {
		store.rows.set('lock', ours(5));
		refuse(queryFailed('UNIQUE constraint failed'), 2);
		time.at(30_000, () => store.rows.delete('lock'));
		expect(await stepAt()).toBeLessThan(33_000);
	});

	test('for another reason is not asked again', async () => {
		refuse(new Error('no such table'), Infinity);
		await expect(stepAt()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'no such table',
		});
		expect(time.now).toBe(0);
	});

	test("because another came first: that one's lock is waited for", async () => {
		let came = false;
		store.before = ({ what }) => {
			if (what !== 'check' || came) return;
			came = true;
			store.rows.set('lock', ours(64));
			time.at(500, () => store.rows.delete('lock'));
		};
		const at = await stepAt();
		expect(at).toBeGreaterThanOrEqual(500);
		expect(at).toBeLessThan(700);
	});
});

describe('a slow step', () => {
	test('of up to half the limit: its result counts', async () => {
		expect(
			await time.until(
				openLock(store.context())(
					'record',
					async () => await time.sleep(65_000).then(() => 'done'),
				),
			),
		).toBe('done');
		expect(store.rows.has('lock')).toBe(false);
	});

	test("of more: its result is not trusted, and the lock, which may be another's by now, is left alone", async () => {
		await expect(
			time.until(openLock(store.context())('record', async () => await time.sleep(65_001))),
		).rejects.toThrow(new TookTooLong('the database of n8n took too long'));
		expect(store.lock).toBeDefined();
		expect(store.about('lock', 'clear')).toEqual([]);
	});

	test('of more that fails: its own error is passed on', async () => {
		const step = async () => {
			await time.sleep(65_001);
			throw new Error('no');
		};
		await expect(time.until(openLock(store.context())('record', step))).rejects.toThrow('no');
		expect(store.lock).toBeDefined();
	});

	test('is timed from before the lock was asked for', async () => {
		store.latencyMs = 20_000;
		await expect(
			time.until(openLock(store.context())('record', async () => await time.sleep(10_000))),
		).rejects.toThrow(TookTooLong);
	});

	test('does not keep the next one from taking the lock', async () => {
		const exclusively = openLock(store.context());
		await expect(
			time.until(exclusively('record', async () => await time.sleep(65_001))),
		).rejects.toThrow(TookTooLong);
		store.rows.delete('lock');
		await stepAt(exclusively);
		expect(store.about('lock', 'check')).toHaveLength(2);
		expect(store.rows.has('lock')).toBe(false);
	});
});

test('an error while looking at the row is passed on', async () => {
	store.before = () => {
		throw new Error('no such table');
	};
	await expect(stepAt()).rejects.toThrow('no such table');
});

test('failing to release a lock is only logged', async () => {
	store.before = ({ what }) => {
		if (what === 'clear') throw new Error('read-only database');
	};
	expect(
		await time.until(
			openLock(store.context())('record', async () => await Promise.resolve('done')),
		),
	).toBe('done');
	expect(store.log).toEqual([
		'warn: The lock of the memory of this workflow could not be removed; it expires by itself: read-only database',
	]);
	expect(store.lock).toBeDefined();
});

describe('when the execution is stopped', () => {
	const lockOf = (stop: AbortController) => openLock(store.context({ cancelled: stop.signal }));

	test('while it waits for the lock, it gives up at once and records nothing', async () => {
		const stop = new AbortController();
		store.rows.set('lock', ours(5));
		time.at(20_000, () => stop.abort());
		const step = jest.fn();
		await expect(time.until(lockOf(stop)('record', step))).rejects.toThrow(StoppedWaiting);
		expect(time.now).toBe(20_000);
		expect(step).not.toHaveBeenCalled();
	});

	test('before it waits, it gives up at once', async () => {
		const stop = new AbortController();
		stop.abort();
		store.rows.set('lock', ours(5));
		await expect(
			time.until(lockOf(stop)('record', async () => await Promise.resolve())),
		).rejects.toThrow(StoppedWaiting);
		expect(time.now).toBe(0);
	});

	test('a free lock is no longer taken to record', async () => {
		const stop = new AbortController();
		stop.abort();
		await expect(stepAt(lockOf(stop))).rejects.toThrow(StoppedWaiting);
		expect(store.asked).toEqual([]);
	});

	test('tidying up goes on for five seconds', async () => {
		const stop = new AbortController();
		store.rows.set('lock', ours(5));
		time.at(20_000, () => stop.abort());
		await expect(
			time.until(lockOf(stop)('tidyUp', async () => await Promise.resolve())),
		).rejects.toThrow(StoppedWaiting);
		expect(time.now).toBeGreaterThanOrEqual(25_000);
		expect(time.now).toBeLessThan(28_000);
	});

	test('a lock that becomes free within them is used to tidy up', async () => {
		const stop = new AbortController();
		store.rows.set('lock', ours(5));
		time.at(20_000, () => stop.abort());
		time.at(22_000, () => store.rows.delete('lock'));
		const at = await stepAt(lockOf(stop), 'tidyUp');
		expect(at).toBeGreaterThanOrEqual(22_000);
		expect(at).toBeLessThan(25_500);
		expect(store.rows.has('lock')).toBe(false);
	});

	test('tidying up with a free lock goes on after a stop', async () => {
		const stop = new AbortController();
		stop.abort();
		expect(await stepAt(lockOf(stop), 'tidyUp')).toBe(0);
	});
});

describe('an execution that is stopped while it waits', () => {
	/** Waits for the lock until it is stopped at that time. */
	const waitUntil = async (ms: number, purpose: Purpose = 'record') => {
		const stop = new AbortController();
		time.at(ms, () => stop.abort());
		await expect(
			time.until(
				openLock(store.context({ cancelled: stop.signal }))(
					purpose,
					async () => await Promise.resolve(),
				),
			),
		).rejects.toThrow(StoppedWaiting);
	};

	test('leaves what it has seen to the next one', async () => {
		store.rows.set('lock', ours(5));
		await waitUntil(100_000);
		const at = await stepAt();
		const [claim, holds] = store.about('lock', 'check');
		expect(claim.at).toBeGreaterThan(136_500);
		expect(claim.at).toBeLessThan(169_000 + 3 * 2525);
		expect(holds.at - claim.at).toBeGreaterThan(130_000);
		expect(at).toBe(holds.at);
		expect(at).toBeLessThan(310_000);
	});

	test('leaves its claim too', async () => {
		store.rows.set('lock', ours(5));
		await waitUntil(200_000);
		const claims = store.about('lock', 'check');
		expect(claims).toHaveLength(1);
		const at = await stepAt();
		expect(store.about('lock', 'check')[1].items).toEqual(claims[0].items);
		expect(at - claims[0].at).toBeGreaterThan(130_000);
		expect(at - claims[0].at).toBeLessThan(130_000 + 3 * 2525);
	});

	test('the time in between counts for at most five seconds, since nothing was watching', async () => {
		store.rows.set('lock', ours(5));
		await waitUntil(100_000);
		await time.pass(1_000_000);
		await stepAt();
		expect(store.about('lock', 'check')[0].at).toBeGreaterThan(
			1_000_000 + 136_500 - 100_000 - 5_000,
		);
	});

	test('a row that has changed meanwhile is watched afresh', async () => {
		store.rows.set('lock', ours(5));
		await waitUntil(100_000);
		store.rows.set('lock', ours(6));
		await stepAt();
		expect(store.about('lock', 'check')[0].at).toBeGreaterThan(100_000 + 136_500);
	});

	test.each<[string, () => Promise<unknown>]>([
		['the lock was free', async () => await stepAt()],
		[
			'it was taken over',
			async () => {
				store.rows.set('lock', ours(5));
				await stepAt();
			},
		],
		[
			'it was shared',
			async () => {
				store.rows.set('lock', others(257));
				await stepAt();
			},
		],
	])('once %s, nothing is left of it', async (_name, before) => {
		store.rows.set('lock', ours(5));
		await waitUntil(100_000);
		store.rows.delete('lock');
		await before();
		const from = time.now;
		store.rows.set('lock', ours(5));
		const asked = store.about('lock', 'check').length;
		await stepAt();
		expect(store.about('lock', 'check')[asked].at - from).toBeGreaterThan(136_500);
	});

	test('another workflow inherits nothing', async () => {
		store.rows.set('lock', ours(5));
		await waitUntil(100_000);
		const other = new VirtualStore(time);
		other.rows.set('lock', ours(5));
		await stepAt(openLock(other.context()));
		expect(other.about('lock', 'check')[0].at).toBeGreaterThan(100_000 + 136_500);
	});
});

describe('in one process', () => {
	test('a latecomer waits for the step that is running by then', async () => {
		const order: string[] = [];
		const exclusively = openLock(store.context());
		const step = (name: string, ms: number) => async () => {
			order.push(`${name} begins`);
			await time.sleep(ms);
			order.push(`${name} ends`);
		};
		const first = exclusively('record', step('a', 10));
		const second = exclusively('record', step('b', 100));
		await time.until(first);
		await time.pass(50);
		expect(order).toEqual(['a begins', 'a ends', 'b begins']);
		await time.until(exclusively('record', step('c', 1)));
		await time.until(second);
		expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
		// The queue kept it waiting, not the row.
		expect(store.about('lock', 'count')).toHaveLength(6);
	});

	test('steps of a workflow run one after another, in order', async () => {
		const order: string[] = [];
		const locks = [openLock(store.context()), openLock(store.context())];
		const step = (name: string, ms: number) => async () => {
			order.push(`${name} begins`);
			await time.sleep(ms);
			order.push(`${name} ends`);
		};
		await time.until(
			Promise.all([
				locks[0]('record', step('a', 100)),
				locks[1]('record', step('b', 1)),
				locks[0]('tidyUp', step('c', 1)),
			]),
		);
		expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
		// None had to wait for a row.
		expect(store.about('lock', 'count')).toHaveLength(6);
	});

	test('a failing step holds up none', async () => {
		const exclusively = openLock(store.context());
		const failing = exclusively('record', async () => await Promise.reject(new Error('no')));
		const next = exclusively('record', async () => await Promise.resolve('done'));
		await expect(time.until(failing)).rejects.toThrow('no');
		expect(await time.until(next)).toBe('done');
	});

	test('another workflow has another queue', async () => {
		const other = new VirtualStore(time);
		const slow = openLock(store.context())('record', async () => await time.sleep(1000));
		expect(await stepAt(openLock(other.context()))).toBe(0);
		await time.until(slow);
	});

	test('an empty queue holds up none', async () => {
		await stepAt();
		await time.pass(10);
		expect(await stepAt()).toBe(10);
	});

	test.each<[Purpose, number, number]>([
		['record', 2_000, 2_000],
		['tidyUp', 7_000, 7_000],
	])('a step that is stopped while it waits to %s leaves the queue', async (purpose, from, to) => {
		const stop = new AbortController();
		const slow = openLock(store.context())('record', async () => await time.sleep(30_000));
		const step = jest.fn();
		const stopped = openLock(store.context({ cancelled: stop.signal }))(purpose, step);
		const after = openLock(store.context())('record', async () => await Promise.resolve(time.now));
		time.at(2_000, () => stop.abort());
		await expect(time.until(stopped)).rejects.toThrow(StoppedWaiting);
		expect(time.now).toBeGreaterThanOrEqual(from);
		expect(time.now).toBeLessThanOrEqual(to);
		await time.until(slow);
		expect(await time.until(after)).toBeGreaterThanOrEqual(30_000);
		expect(step).not.toHaveBeenCalled();
	});

	test('a turn that comes within five seconds of the stop is used to tidy up', async () => {
		const stop = new AbortController();
		const slow = openLock(store.context())('record', async () => await time.sleep(5_000));
		const tidied = openLock(store.context({ cancelled: stop.signal }))(
			'tidyUp',
			async () => await Promise.resolve('done'),
		);
		time.at(2_000, () => stop.abort());
		await time.until(slow);
		expect(await time.until(tidied)).toBe('done');
	});

	test('a step that has begun is waited for, stop or no stop', async () => {
		const stop = new AbortController();
		const running = openLock(store.context({ cancelled: stop.signal }))(
			'record',
			async () => await time.sleep(10_000).then(() => 'done'),
		);
		time.at(2_000, () => stop.abort());
		expect(await time.until(running)).toBe('done');
		expect(time.now).toBe(10_000);
	});
});
