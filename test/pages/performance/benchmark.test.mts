import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readMarkdownTable } from '../../support/markdownTable.mts';
import { ROOT } from '../../support/root.mts';
import type { Row, Way } from './benchmark.mts';
import { USUAL, type Case, type Task } from './cases.mts';
import { drawPlots } from './drawPlots.mts';
import { duration, inShort } from './inShort.mts';
import type { MessageMeasurements } from './messages/messageMeasurements.mts';
import type { Trigger } from './messages/messageN8n.mts';
import { judgeMessages, messagesPage } from './messages/messagesPage.mts';
import { newMessages } from './messages/newMessages.mts';
import { rounded, spread } from './statistics.mts';
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
	task: 'pay',
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
/** Measurements that are `over` times what each target allows; nearly all of it is either the node's own share or n8n's. */
const measured = (over: number, mostly: 'own' | 'n8n' = 'own'): Measurements => {
	const n8n = mostly === 'n8n';
	const lookUps = (serviceMs: number, limit: number) =>
		[
			row('this node', 500, 1, limit * over, 0, 0),
			row('bare node', 500, 1, 1.01, 0, 0),
			// The node's own 25 µs for each of 500 orders are 12.5 ms.
			row('floor', 500, n8n ? 10_000 : 12.5, 1, 0, 0),
		].map((each): Row => ({ ...each, task: 'look up', concurrency: 1, serviceMs }));
	return {
		rows: [
			...[10_000, 100_000].flatMap((orders) => [
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
			...lookUps(20, 1.25),
			...lookUps(200, 1.05),
		],
		own: { perBatch: 100 * over, perOrder: 5 * over, perOrderEvaluated: 400, perLookUp: 20 * over },
		memory: [
			{ entries: 0, nodeMsPerBatch: 5, storeMsPerBatch: 2 },
			{ entries: 99_000, nodeMsPerBatch: 5, storeMsPerBatch: 3 * over },
		],
		peak: [
			{
				orders: 10_000,
				mb: {
					items: 900,
					'bare node': 910,
					'this node, memory off': 910,
					'this node': 910,
					'this node, looking up': 920,
				},
			},
			{
				orders: 100_000,
				mb: {
					items: 1000,
					'bare node': 1010,
					'this node, memory off': n8n ? 1010 : 1100,
					'this node': 1010 + Math.floor(131 * over),
					'this node, looking up': 1300,
				},
			},
		],
	};
};
const verdicts = (measurements: Measurements) =>
	new Set(judge(measurements).map(({ verdict }) => verdict));

describe('the judge of the benchmark', () => {
	test('finds every target met that is just reached', () => {
		expect(verdicts(measured(1))).toEqual(new Set(['met']));
	});

	test('finds no target met that the node itself just misses', () => {
		expect(verdicts(measured(1.02))).toEqual(new Set(['not met']));
	});

	test('calls a target out of reach that n8n alone would miss', () => {
		const judged = judge(measured(1.02, 'n8n'));
		const payments = (what: string) =>
			['10,000', '100,000'].map(
				(orders) => `${what} at 20 ms, HTTP, 10 at once, ${orders} orders in batches of 10`,
			);
		expect(
			judged
				.filter(({ verdict }) => verdict === 'out of reach')
				.map(({ text }) => text.split(':')[0]),
		).toEqual([
			...payments('time / floor'),
			...[20, 200].map(
				(serviceMs) => `time / floor at ${serviceMs} ms, looking up 500 orders, 5 at once`,
			),
			...payments('CPU time per batch / recipe'),
			'peak memory per additional order',
		]);
		expect(judged.some(({ verdict }) => verdict === 'met')).toBe(false);
	});

	test("names n8n's share and the bare node's where a target is missed", () => {
		// Of 1.17 times a floor of one second the node's own 150 us for each of 1,000 batches are 0.15.
		expect(judge(measured(1.02))[0].measured).toBe('1.17 (n8n alone 1.02, bare node 1.05)');
		expect(judge(measured(1.02))[4].measured).toBe('0.714 (n8n alone 0.168, bare node 0.5)');
		// Of 1.28 times a floor of 12.5 ms the node's own 25.5 µs for each of 500 orders are 1.02.
		expect(judge(measured(1.02))[2].measured).toBe('1.27 (n8n alone 0.255, bare node 1.01)');
	});

	test('holds all kinds of targets', () => {
		expect(judge(measured(1))).toHaveLength(12);
	});
});

describe('the opening of the page', () => {
	const rowsOf = (
		differs: Partial<Case>,
		[thisNode, withoutMemory, floor]: number[],
		wallOverFloor: number,
	) =>
		(
			[
				['this node', thisNode],
				[
					differs.task === 'look up and pay' ? 'this node, no look-up' : 'this node, memory off',
					withoutMemory,
				],
				['bare node', thisNode],
				['floor', floor],
			] as const
		).map(([way, wallMs]): Row => ({
			...row(way, 1000, wallMs, wallOverFloor, 0.483, 1.4),
			overNoLookUp: way === 'this node' ? rounded(wallMs / withoutMemory) : undefined,
			...USUAL,
			...differs,
		}));
	const tenAtOnce = { concurrency: 10 };
	const lookUps = (task: Task) => ({ task, orders: 500, concurrency: 1 });
	const measurements = (largest: number) => ({
		rows: [
			...rowsOf({ concurrency: 1 }, [2157, 2137, 2067], 1.04),
			...rowsOf({}, [579, 586, 538], 1.07),
			...rowsOf(tenAtOnce, [261, 275, 233], 1.14),
			...rowsOf({ serviceMs: 200, concurrency: 1 }, [20_516, 20_400, 20_341], 1.01),
			...rowsOf({ serviceMs: 200 }, [5340, 5324, 5246], 1.02),
			...rowsOf({ serviceMs: 200, ...tenAtOnce }, [2265, 2274, 2225], 1.05),
			...rowsOf({ ...tenAtOnce, orders: 100 }, [57, 47, 44], 1.29),
			...rowsOf({ ...tenAtOnce, orders: 10_000 }, [2476, 2490, 2107], 1.17),
			...rowsOf({ ...tenAtOnce, orders: 100_000 }, [24_628, 24_401.5, 20_620.5], 1.19),
			...rowsOf({ batchSize: 30 }, [226, 224, 207], 1.08),
			...rowsOf(lookUps('look up'), [2200, 0, 2060], 1.07),
			...rowsOf({ ...lookUps('look up'), serviceMs: 200 }, [20_500, 0, 20_100], 1.02),
			...rowsOf(lookUps('look up and pay'), [3280, 1080, 3100], 1.06),
			...rowsOf({ ...lookUps('look up and pay'), ...tenAtOnce }, [1290, 140, 1150], 1.12),
		].filter(({ orders }) => orders <= largest),
		own: { perBatch: 10.3, perOrder: 3.02, perOrderEvaluated: 209, perLookUp: 9.8 },
		memory: [
			{ entries: 0, storeMsPerBatch: 1.09, nodeMsPerBatch: 1.54 },
			{ entries: 97_000, storeMsPerBatch: 1.21, nodeMsPerBatch: 1.86 },
		],
		peak: [
			{
				orders: 10_000,
				mb: {
					items: 931,
					'bare node': 956,
					'this node, memory off': 964,
					'this node': 983,
					'this node, looking up': 990,
				},
			},
			{
				orders: 100_000,
				mb: {
					items: 1050,
					'bare node': 1383,
					'this node, memory off': 1455,
					'this node': 1634,
					'this node, looking up': 1700,
				},
			},
		],
	});

	test('says what was measured', () => {
		expect(inShort(measurements(100_000)))
			.toBe(`- **Looking up takes longest.** Unless told otherwise, the node looks every order up before the first payment, 5 at once: 500 orders
  take 2.2 s, or 20.5 s at 200 ms per call. That is 1.07 times and 1.02 times what the same calls take without n8n.
- **A whole run** of 500 orders takes 3.28 s with look-ups and 1.08 s without (3.04 times), one batch at a time (the default); with
  *Batches at Once* at 10 it takes 1.29 s and 140 ms (9.21 times). What follows is without look-ups.
- **Time:** 100 orders take 57 ms, 1,000 take 261 ms, 10,000 take 2.48 s, 100,000 take 24.6 s, in batches of 10, with *Batches at Once* at 10.
- ***Batches at Once* helps most:** 1,000 orders take 2.16 s one batch at a time (the default), 579 ms with 4 at once, 261 ms
  with 10. At 200 ms per call they take 20.5 s, 5.34 s and 2.27 s.
- ***Batch Size* helps too:** with 4 at once, 1,000 orders take 579 ms in batches of 10 (the default), 226 ms in batches of 30.
- **The API sets the pace:** even without n8n, 1,000 orders take 233 ms with 10 at once. This node takes 1.14 times that, or
  1.05 times at 200 ms per call.
- **The node's own share** is 10.3 µs of CPU time per batch and 3.02 µs per order: 4.05 ms for 1,000 orders. A look-up
  takes 9.8 µs more. What n8n adds is mainly its HTTP helper and its database.
- **An expression costs more:** where *Order IDs* is more than the name of a field, n8n evaluates it, at 209 µs per order.
- **RAM:** each additional order adds 6.05 KB to n8n's peak, 0.73 KB of it the node's own; with look-ups
  6.72 KB. With 100,000 orders n8n peaks at 1,634 MB, with look-ups at 1,700 MB; making the
  same items without paying takes 1,050 MB.
- **The memory of submitted orders** takes 1.09 ms per batch while empty and 1.21 ms with 97,000 orders in it, mostly
  while other batches are being paid: 1,000 orders, 10 at once, take 261 ms with it and 275 ms without.
- **Compared with the usual recipe** (Code, HTTP Request, Code), 1,000 orders with 10 at once take 0.483 times the CPU time.
- **Limits:** a run has at most 100,000 orders, as many as the memory holds. Of 27 [targets](#targets) 22 are met,
  5 are out of reach (n8n alone takes more), none are missed.`);
	});

	test('leaves out the runs that were not measured', () => {
		expect(inShort(measurements(10_000)).split('\n')[4]).toBe(
			'- **Time:** 100 orders take 57 ms, 1,000 take 261 ms, 10,000 take 2.48 s, in batches of 10, with *Batches at Once* at 10.',
		);
	});

	test('agrees with the tables of docs/performance.md', () => {
		const page = readFileSync(join(ROOT, 'docs/performance.md'), 'utf8');
		const opening = page.slice(0, page.indexOf('This page is written by a program'));
		const table = (title: string) => {
			const blocks = page.split(`\n## ${title}\n`)[1].trimStart().split('\n\n');
			return readMarkdownTable(blocks.find((block) => block.startsWith('|'))!);
		};
		const milliseconds = (cell: string) => Number(cell.split(' ')[0].replaceAll(',', ''));
		for (const [title, floor, node, ratio, off] of table('Number of orders')) {
			const [floorTime, nodeTime, offTime] = [floor, node, off].map((cell) =>
				duration(milliseconds(cell)),
			);
			expect(opening).toMatch(new RegExp(`${title.split(' ')[0]} (orders )?take ${nodeTime}`));
			if (title !== '1,000 orders') continue;
			expect(opening).toContain(`1,000 orders take ${floorTime} with 10 at once`);
			expect(opening).toContain(`takes ${ratio} times that`);
			expect(opening).toContain(`take ${nodeTime} with it and ${offTime} without`);
		}
		for (const [, store] of [0, -1].map((n) =>
			table('As the memory of submitted orders fills').at(n)!,
		))
			expect(opening).toContain(`${store} ms`);
		const [, , , , perOrder] = table('Peak memory')[2];
		expect(opening).toContain(`adds ${perOrder} to n8n's peak`);
		const verdicts = table('Targets').map(([, , verdict]) => verdict);
		const met = verdicts.filter((verdict) => verdict === 'met').length;
		expect(opening).toContain(`Of ${verdicts.length} [targets](#targets) ${met} are met`);
	});
});

describe('the benchmark of messages', () => {
	const measured = (answerOverBare: number): MessageMeasurements => {
		const triggers: Trigger[] = ['PandaPon Trigger', 'bare trigger', "n8n's Webhook node"];
		const trigger = (each: Trigger, mode: 'normal' | 'queue') => ({
			mode,
			load: '10 at once',
			trigger: each,
			answerMs: spread([90, 100, 120]),
			answerOverBare: each === 'PandaPon Trigger' ? answerOverBare : 1,
			cpuMsPerMessage: 40,
			cpuOverBare: 1.5,
		});
		return {
			triggers: (['normal', 'queue'] as const).flatMap((mode) =>
				triggers.map((each) => trigger(each, mode)),
			),
			setUps: [
				{ title: 'default', atOnce: [{ messages: 10, inTime: 99, slowestMs: 1010 }] },
				{ title: 'full', atOnce: [{ messages: 10, inTime: 0, slowestMs: null }] },
			],
			rounds: 6,
			versions: 'n8n',
		};
	};

	test.each([
		[1.1, 'met'],
		[1.11, 'not met'],
	])('finds %d times the bare trigger %s', (ratio, verdict) => {
		expect(judgeMessages(measured(ratio).triggers).map((target) => target.verdict)).toEqual([
			verdict,
			verdict,
		]);
	});

	test('shows what was measured', () => {
		const page = messagesPage(measured(1.11));
		expect(page).toContain('| default | 99% (1010 ms) |');
		expect(page).toContain('| full | **0%** (no answer) |');
		const row = '| 10 at once | 100 (90 … 120) | 100 (90 … 120) | 1.11 | 1.5 |';
		expect(page.split(row)).toHaveLength(3);
		expect(page.match(/1\.11 \| \*\*not met\*\*/g)).toHaveLength(2);
	});

	test('sends each message once only', () => {
		const bodies = newMessages(100).map(({ body }) => body);
		expect(new Set(bodies).size).toBe(100);
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

describe('drawPlots', () => {
	test('puts points where the axes say', () => {
		const svg = drawPlots([
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
