import type { Row, Way } from './benchRuns.mts';
import { spread } from './statistics.mts';
import { picture } from './svg.mts';
import { judge, type Measurements } from './targets.mts';

const same = (value: number) => spread([value]);
const row = (
	way: Way,
	orders: number,
	wallMs: number,
	wallOverFloor: number,
	cpuOverRecipe: number,
	cpuMsPerBatch: number,
): Row => ({
	protocol: 'http',
	serviceMs: 20,
	concurrency: 10,
	orders,
	batchSize: 10,
	rounds: 1,
	way,
	wallMs: same(wallMs),
	wallOverFloor,
	cpuMsPerBatch,
	cpuOverRecipe,
	connections: 1,
	atOnce: 1,
});
/** Measurements that are `over` times what each target allows; either nearly all of it is the node's own share, or nearly all is n8n's. */
const measured = (over: number, mostly: 'own' | 'n8n' = 'own'): Measurements => {
	const n8n = mostly === 'n8n';
	return {
		rows: [10_000, 100_000].flatMap((orders) => [
			row(
				'this node',
				orders,
				orders ** 1.04 * over ** Math.log10(orders),
				1.15 * over,
				0.7 * over,
				n8n ? 100 : 0.2,
			),
			row('bare node', orders, orders, 1.05, 0.5, 0.1),
			row('floor', orders, n8n ? 1000 * orders : orders / 10, 1, 0, 0),
		]),
		own: { perBatch: 100 * over, perOrder: 5 * over, perOrderEvaluated: 400 },
		memory: [
			{ entries: 0, nodeMsPerBatch: 5, storeMsPerBatch: 2 },
			{ entries: 99_000, nodeMsPerBatch: 5, storeMsPerBatch: 3 * over },
		],
		peak: [
			{
				orders: 10_000,
				mb: { items: 900, 'bare node': 910, 'this node, memory off': 910, 'this node': 910 },
			},
			{
				orders: 100_000,
				mb: {
					items: 1000,
					'bare node': 1010,
					'this node, memory off': n8n ? 1010 : 1100,
					'this node': 1010 + Math.floor(131 * over),
				},
			},
		],
	};
};
const verdicts = (measurements: Measurements) =>
	new Set(judge(measurements).map(({ verdict }) => verdict));

describe('the judge of the benchmark', () => {
	test('finds every target met by what just reaches it', () => {
		expect(verdicts(measured(1))).toEqual(new Set(['met']));
	});

	test('finds no target met by what just misses it through its own fault', () => {
		expect(verdicts(measured(1.02))).toEqual(new Set(['not met']));
	});

	test('calls out of reach what n8n alone would miss', () => {
		const judged = judge(measured(1.02, 'n8n'));
		expect(
			judged
				.filter(({ verdict }) => verdict === 'out of reach')
				.map(({ text }) => text.split(':')[0]),
		).toEqual([
			...['time / floor', 'CPU time for each batch / recipe'].flatMap((what) =>
				['10,000', '100,000'].map(
					(orders) => `${what} at 20 ms, HTTP, 10 at once, ${orders} orders in batches of 10`,
				),
			),
			'peak memory for each further order',
		]);
		expect(judged.some(({ verdict }) => verdict === 'met')).toBe(false);
	});

	test("names n8n's share and the bare node's where a target is missed", () => {
		// Of 1.17 times a floor of one second the node's own 150 us for each of 1,000 batches are 0.15.
		expect(judge(measured(1.02))[0].measured).toBe('1.17 (n8n alone 1.02, bare node 1.05)');
		expect(judge(measured(1.02))[2].measured).toBe('0.714 (n8n alone 0.168, bare node 0.5)');
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
		const svg = picture([
			{
				title: 'T',
				x: { title: 'x', log: true },
				y: { title: 'y' },
				lines: [
					{
						name: 'a',
						points: [
							[10, 0],
							[100, 4],
						],
					},
				],
			},
		]);
		const spots = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [
			Number(x),
			Number(y),
		]);
		expect(spots).toEqual([
			[66, 290],
			[440, 64],
		]);
	});
});
