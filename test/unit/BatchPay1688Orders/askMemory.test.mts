import { alreadySubmitted } from '../../../dist/nodes/BatchPay1688Orders/alreadySubmitted.js';
import { askMemory } from '../../../dist/nodes/BatchPay1688Orders/askMemory.js';
import {
	MemoryUnusable,
	type Memory,
} from '../../../dist/nodes/BatchPay1688Orders/memory/memory.js';
import { moneyMoved, OUTCOMES } from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
import type { Remarks } from '../../../dist/nodes/BatchPay1688Orders/run.js';
import type { Settings } from '../../../dist/nodes/BatchPay1688Orders/settings.js';
import { facts, resultsOf } from './run.mts';

type Answered = Parameters<Memory['ask']>[1];
const CHECK: Partial<Settings> = { mode: 'check', skipSubmitted: true };
const PAY: Partial<Settings> = { mode: 'pay', skipSubmitted: true };
const PAY_UP_TO: Partial<Settings> = { ...PAY, maxTotalFen: 0 };

/** A run with the open orders A, B and C, and D above its maximum; the memory knows B and D, or fails. */
async function run(settings: Partial<Settings>, failure?: Error) {
	const results = resultsOf();
	results.learn('D', facts('unclear'));
	results.set('D', { outcome: 'amountExceeded', batch: null, requestId: null });
	const asked: string[] = [];
	const memory = {
		ask: async (orderIds: string[], answered: Answered) => {
			asked.push(...orderIds);
			if (failure !== undefined) throw failure;
			answered(orderIds, new Set(orderIds.filter((orderId) => 'BD'.includes(orderId))));
		},
	} as unknown as Memory;
	const remarks: Remarks = { unexpectedIds: [], notRecorded: 0 };
	const open = await askMemory(['A', 'B', 'C'], settings as Settings, memory, results, remarks);
	return { open, asked, remarks, results: Object.fromEntries(results.all()) };
}

const EXCEEDED = { outcome: 'amountExceeded', batch: null, requestId: null };
const KNOWN_D = alreadySubmitted(facts('unclear'));
const NO_REMARKS = { unexpectedIds: [], notRecorded: 0 };

test.each([
	['a check', CHECK],
	['a run with a limited total, even of 0', PAY_UP_TO],
])('%s asks about all orders', async (_name, settings) => {
	expect(await run(settings)).toEqual({
		open: ['A', 'C'],
		asked: ['A', 'B', 'C', 'D'],
		remarks: NO_REMARKS,
		results: { B: alreadySubmitted(), D: KNOWN_D },
	});
});

test('any other run asks about those that are held back, or they would be reported without it', async () => {
	expect(await run(PAY)).toEqual({
		open: ['A', 'B', 'C'],
		asked: ['D'],
		remarks: NO_REMARKS,
		results: { D: KNOWN_D },
	});
});

test.each([CHECK, PAY, PAY_UP_TO])(
	'who sends orders again on purpose does not ask: %j',
	async (settings) => {
		expect(await run({ ...settings, skipSubmitted: false })).toEqual({
			open: ['A', 'B', 'C'],
			asked: [],
			remarks: NO_REMARKS,
			results: { D: EXCEEDED },
		});
	},
);

test('of the orders that have a result, it asks about those that were looked up and are not known to be sent', async () => {
	const results = resultsOf();
	for (const outcome of OUTCOMES) {
		results.learn(outcome, facts('unpaid'));
		results.set(outcome, { outcome, batch: null, requestId: null });
		results.set(`${outcome}, not looked up`, { outcome, batch: null, requestId: null });
	}
	let asked: string[] = [];
	const memory = { ask: async (ids: string[]) => void (asked = ids) } as unknown as Memory;
	await askMemory([], PAY as Settings, memory, results, { ...NO_REMARKS });
	expect(asked).toEqual([
		'rejected',
		'ready',
		'notSent',
		'amountExceeded',
		'notPayable',
		'invalid',
	]);
});

test('what a look-up showed is reported with it', async () => {
	const results = resultsOf();
	results.learn('A', facts('unpaid', 5, 'Shop'));
	const memory = {
		ask: async (ids: string[], answered: Answered) => answered(ids, new Set(ids)),
	} as unknown as Memory;
	await askMemory(['A'], CHECK as Settings, memory, results, { ...NO_REMARKS });
	expect(results.get('A')).toEqual({
		...alreadySubmitted(facts('unpaid')),
		orderStatus: 'waitbuyerpay',
		amountFen: 5,
		supplier: 'Shop',
	});
});

test.each([
	['a check', CHECK, ['A', 'B', 'C']],
	['a run with a limited total', PAY_UP_TO, ['A', 'B', 'C']],
	['any other run', PAY, []],
])(
	'%s: money is said not to have moved only for what the memory did not know',
	async (_name, settings, asked) => {
		const results = resultsOf();
		for (const orderId of ['D', 'E']) {
			results.learn(orderId, facts('unpaid', 5));
			results.set(orderId, { outcome: 'amountExceeded', batch: null, requestId: null });
		}
		const memory = {
			ask: async (ids: string[], answered: Answered) => answered(ids, new Set(['B', 'D'])),
		} as unknown as Memory;
		await askMemory(['A', 'B', 'C'], settings as Settings, memory, results, { ...NO_REMARKS });
		// It was held back before the memory was asked.
		expect(results.get('E')).toEqual({
			...EXCEEDED,
			moneyMoved: 'no',
			orderStatus: 'waitbuyerpay',
			amountFen: 5,
		});
		expect(moneyMoved(results.get('D')!)).toBe('maybe');
		for (const orderId of ['A', 'C']) {
			results.set(orderId, { outcome: 'ready', batch: 1, requestId: null });
			expect(moneyMoved(results.get(orderId)!)).toBe(asked.includes(orderId) ? 'no' : 'maybe');
		}
	},
);

describe('a memory that cannot be asked', () => {
	const REASON = 'Memory of submitted orders: broken';

	test('a check goes on without it, and says so', async () => {
		expect(await run(CHECK, new Error('broken'))).toMatchObject({
			open: ['A', 'B', 'C'],
			remarks: { ...NO_REMARKS, memoryNotAsked: REASON },
			results: { D: EXCEEDED },
		});
	});

	test('where a total is limited, nothing is paid', async () => {
		const held = {
			outcome: 'notSent',
			batch: null,
			requestId: null,
			errorReason: REASON,
			advice: 'Check that the database of n8n works, then run it again.',
		};
		expect(await run(PAY_UP_TO, new Error('broken'))).toMatchObject({
			open: [],
			remarks: NO_REMARKS,
			results: { A: held, B: held, C: held, D: EXCEEDED },
		});
	});

	test('where the memory says what to do, the orders say so', async () => {
		const next = 'Save the workflow, then run it again.';
		expect(await run(PAY_UP_TO, new MemoryUnusable('broken', next))).toMatchObject({
			open: [],
			results: { A: { errorReason: REASON, advice: next } },
		});
	});

	test('else each batch is recorded before it leaves, or does not leave', async () => {
		expect(await run(PAY, new Error('broken'))).toMatchObject({
			open: ['A', 'B', 'C'],
			remarks: NO_REMARKS,
			results: { D: EXCEEDED },
		});
	});

	describe('any more', () => {
		/** A memory that answers about the first two orders, and fails then. */
		const fails = {
			ask: async (ids: string[], answered: Answered) => {
				answered(ids.slice(0, 2), new Set(ids.slice(1, 2)));
				throw new Error('broken');
			},
		} as unknown as Memory;

		test.each([CHECK, PAY_UP_TO])('what it has answered counts: %j', async (settings) => {
			const results = resultsOf();
			const remarks: Remarks = { ...NO_REMARKS };
			const open = await askMemory(['A', 'B', 'C'], settings as Settings, fails, results, remarks);
			expect(results.get('B')).toEqual(alreadySubmitted());
			const isCheck = settings.mode === 'check';
			expect(open).toEqual(isCheck ? ['A', 'C'] : []);
			expect(remarks.memoryNotAsked).toBe(isCheck ? REASON : undefined);
			results.setAll(open, { outcome: 'ready', batch: 1, requestId: null });
			expect(['A', 'C'].map((orderId) => moneyMoved(results.get(orderId)!))).toEqual([
				'no',
				'maybe',
			]);
		});
	});
});
