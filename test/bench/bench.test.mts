import type { Row, Way } from './measure.mts';
import { spread } from './statistics.mts';
import { picture } from './svg.mts';
import { judge, type Measurements } from './targets.mts';

const same = (value: number) => spread([value]);
const row = (way: Way, orders: number, wallMs: number, wallOverFloor: number, cpuOverRecipe: number): Row => ({
	protocol: 'http', serviceMs: 20, concurrency: 10, orders, batchSize: 10, rounds: 1, way,
	wallMs: same(wallMs), wallOverFloor, cpuMsPerBatch: 1, cpuOverRecipe, connections: 1, atOnce: 1,
});
/** Measurements that are `over` times what each target allows; the bare node takes `bare` times that. */
const measured = (over: number, bare = 0.5): Measurements => ({
	rows: [10_000, 100_000].flatMap((orders) => {
		const time = orders ** 1.04 * over ** Math.log10(orders);
		return [
			row('this node', orders, time, 1.15 * over, 0.7 * over),
			row('this node, memory off', orders, time, 1.1 * over, 0.67 * over),
			row('bare node', orders, time, 1.15 * bare, 0.7 * bare),
		];
	}),
	own: { perBatch: 100 * over, perOrder: 5 * over, perOrderEvaluated: 400 },
	memory: [{ entries: 0, nodeMsPerBatch: 5, storeMsPerBatch: 2 }, { entries: 99_000, nodeMsPerBatch: 5, storeMsPerBatch: 3 * over }],
	peak: [
		{ orders: 10_000, mb: { items: 900, 'bare node': 910, 'this node, memory off': 910, 'this node': 910 } },
		{ orders: 100_000, mb: { items: 1000, 'bare node': 1010 + Math.floor(131 * bare), 'this node, memory off': 1010 + Math.floor(120 * over), 'this node': 1010 + Math.floor(131 * over) } },
	],
});
const verdicts = (measurements: Measurements) => new Set(judge(measurements).map(({ verdict }) => verdict));

describe('the judge of the benchmark', () => {
	test('finds every target met by what just reaches it', () => {
		expect(verdicts(measured(1))).toEqual(new Set(['met']));
	});

	test('finds no target met by what just misses it', () => {
		expect(verdicts(measured(1.02))).toEqual(new Set(['not met']));
	});

	test('calls what the bare node does not reach either out of reach', () => {
		const judged = judge(measured(1.04, 1.03));
		expect(judged.filter(({ verdict }) => verdict === 'out of reach').map(({ text }) => text.split(':')[0])).toEqual([
			...['time / floor', 'CPU time for each batch / recipe'].flatMap((what) => ['10,000', '100,000'].map((orders) => `${what} at 20 ms, HTTP, 10 at once, ${orders} orders in batches of 10`)),
			'peak memory for each further order',
		]);
		expect(judged.some(({ verdict }) => verdict === 'met')).toBe(false);
	});

	test("counts what n8n's store adds as n8n's, too", () => {
		// The bare node reaches the target; what the store adds to it is too much.
		expect(judge(measured(1.02, 0.97))[0]).toMatchObject({ verdict: 'out of reach', measured: "1.17 (bare node 1.12, with n8n's store 1.17)" });
	});

	test('holds all kinds of targets', () => {
		expect(judge(measured(1))).toHaveLength(9);
	});
});

describe('spread', () => {
	test.each([
		[[3, 1, 2], { median: 2, min: 1, max: 3 }],
		[[4, 1, 2, 10], { median: 3, min: 1, max: 10 }],
		[[7], { median: 7, min: 7, max: 7 }],
	])('of %j', (numbers, expected) => {
		expect(spread(numbers)).toEqual(expected);
	});
});

describe('picture', () => {
	test('puts points where the axes say', () => {
		const svg = picture([{ title: 'T', x: { title: 'x', log: true }, y: { title: 'y' }, lines: [{ name: 'a', points: [[10, 0], [100, 4]] }] }]);
		const spots = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
		expect(spots).toEqual([[66, 290], [440, 64]]);
	});
});
