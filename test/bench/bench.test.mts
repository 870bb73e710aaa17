import type { Row, Way } from './measure.mts';
import { spread } from './statistics.mts';
import { picture } from './svg.mts';
import { judge, type Measurements } from './targets.mts';

const same = (value: number) => spread([value]);
const row = (way: Way, orders: number, wallMs: number, wallOverFloor: number, cpuOverRecipe: number): Row => ({
	protocol: 'http', serviceMs: 20, concurrency: 10, orders, batchSize: 10, rounds: 1, way,
	wallMs: same(wallMs), wallOverFloor, cpuMsPerBatch: 1, cpuOverRecipe, connections: 1, atOnce: 1,
});
const measured = (over: number): Measurements => ({
	rows: [10_000, 100_000].flatMap((orders) => (['this node', 'bare node'] as const).map((way) => row(way, orders, orders ** 1.04 * over ** Math.log10(orders), 1.15 * over, 0.7 * over))),
	own: { perBatch: 100 * over, perOrder: 5 * over, perOrderEvaluated: 400 },
	memory: [{ entries: 0, nodeMsPerBatch: 5, storeMsPerBatch: 2 }, { entries: 99_000, nodeMsPerBatch: 5, storeMsPerBatch: 3 * over }],
	peak: [{ orders: 10_000, itemsMb: 900, nodeMb: 910 }, { orders: 100_000, itemsMb: 1000, nodeMb: 1010 + Math.floor(131 * over) }],
});

describe('the judge of the benchmark', () => {
	test('finds every target met by what just reaches it', () => {
		expect(judge(measured(1)).filter(({ met }) => !met)).toEqual([]);
	});

	test('finds no target met by what just misses it', () => {
		expect(judge(measured(1.02)).filter(({ met }) => met)).toEqual([]);
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
