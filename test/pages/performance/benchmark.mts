import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

import type { IDataObject } from 'n8n-workflow';
import { generate } from 'selfsigned';

import { N8N_MODULES } from '../../support/n8n/install.mts';
import type { ApiCounts, ApiRequest } from './apiProcess.mts';
import { BenchN8n, type ExecutionReport } from './benchN8n.mts';
import { BenchProcess } from './benchProcess.mts';
import type { Case, Task } from './cases.mts';
import type { FloorReport, FloorRequest } from './floorProcess.mts';
import { BARE, MEMORY_OFF } from './insideReport.mts';
import type { PeakWay } from './measureMemory.mts';
import {
	itemsWorkflow,
	PAY,
	recipeWorkflow,
	SIGN,
	SPLIT,
	thisNodeWorkflow,
} from './measuredWorkflows.mts';
import { newOrders, type Orders } from './newOrders.mts';
import { median, rounded, spread, type Spread } from './statistics.mts';

/** What is compared. `items` pays nothing: its CPU time is taken off that of the others. */
const WAYS = [
	'this node',
	'this node, memory off',
	'this node, no look-up',
	'bare node',
	'recipe',
	'floor',
	'items',
] as const;
export type Way = (typeof WAYS)[number];

/** The ways that a task is measured in besides those that every task is: this node, bare node, floor and items. */
const ONLY: Partial<Record<Way, Task>> = {
	'this node, memory off': 'pay',
	'this node, no look-up': 'look up and pay',
	recipe: 'pay',
};

/** What the name of a workflow with this node must contain. */
const MARKS = {
	'this node': '',
	'this node, memory off': MEMORY_OFF,
	'this node, no look-up': '',
	'bare node': BARE,
} as const;

/** Linux counts CPU time in steps of 10 ms: with fewer batches it says too little about one of them. */
const FEWEST_BATCHES = 30;

/** What was measured in one run. */
interface RunCost {
	wallMs: number;
	/** From the click on Execute to the end of the stored execution. */
	executionMs?: number;
	cpuMs?: number;
	/** Peak memory above what n8n held before the run. */
	grownBytes?: number;
	counts: ApiCounts;
}

/** What was measured for one way in one case. */
export interface Row extends Case {
	way: Way;
	wallMs: Spread;
	wallOverFloor: number;
	executionMs?: Spread;
	/** Only where there are enough batches. */
	cpuMsPerBatch?: number;
	cpuOverRecipe?: number;
	/** Time with the look-ups over time without them. */
	overNoLookUp?: number;
	grownMb?: number;
	connections: number;
	atOnce: number;
	/** Why the rest of this row is missing. */
	failed?: string;
}

/** The runs of each way that the task has. */
type Runs = Record<Way, RunCost[]>;

/** Runs every way to pay on n8n, the API and the floor, each in a process of its own. */
export class Benchmark {
	readonly n8n: BenchN8n;
	private readonly api = new BenchProcess('apiProcess.mts');
	private readonly floor = new BenchProcess('floorProcess.mts');
	private readonly tls: { key: string; cert: string };
	private readonly ports = { http: 0, https: 0 };
	private readonly keys: Partial<Record<Case['protocol'], Record<string, string>>> = {};

	private constructor(n8n: BenchN8n, tls: { key: string; cert: string }) {
		this.n8n = n8n;
		this.tls = tls;
	}

	static async create(): Promise<Benchmark> {
		const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
			extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
		});
		const n8n = await BenchN8n.create('bench', cert);
		return new Benchmark(n8n, { key, cert });
	}

	get userFolder(): string {
		return this.n8n.userFolder;
	}

	get versions(): string {
		const { version } = JSON.parse(readFileSync(N8N_MODULES, 'utf8')) as { version: string };
		return `n8n ${version} with SQLite, Node.js ${process.versions.node}, ${cpus().length} cores (${cpus()[0].model})`;
	}

	/** Starts everything, and runs each way a few times so that no measurement meets cold code. */
	async start(): Promise<void> {
		await this.n8n.start();
		const cold = { serviceMs: 0, concurrency: 4, orders: 300, batchSize: 10, rounds: 2 };
		for (const protocol of ['http', 'https'] as const) {
			await this.renewApi({ protocol, serviceMs: 0 }, newOrders(0));
			await this.measureCase({ ...cold, task: 'pay', protocol });
		}
		await this.measureCase({ ...cold, task: 'look up and pay', protocol: 'http' });
	}

	async stop(): Promise<void> {
		this.api.end();
		this.floor.end();
		await this.n8n.stop();
	}

	/** Measures all ways in turn, round by round, so that a machine that is busy for a while slows all of them. */
	async measureCase(point: Case): Promise<Row[]> {
		const ways = WAYS.filter((way) => (ONLY[way] ?? point.task) === point.task);
		const runs = Object.fromEntries(ways.map((way) => [way, [] as RunCost[]])) as Runs;
		let recipeFailed: string | undefined;
		for (let round = 0; round < point.rounds; round++) {
			for (const way of ways) {
				if (way === 'recipe' && recipeFailed !== undefined) continue;
				try {
					runs[way].push(await this.runOnce(way, point));
				} catch (error) {
					if (way !== 'recipe') throw error;
					recipeFailed = (error as Error).message;
				}
			}
		}
		const withRecipe = ways.includes('recipe') && recipeFailed === undefined;
		return ways
			.filter((way) => way !== 'items')
			.map((way) =>
				way === 'recipe' && recipeFailed !== undefined
					? failedRow(point, way, recipeFailed)
					: rowOf(point, way, runs, withRecipe),
			);
	}

	/** Makes a fresh API, with these orders waiting for payment. */
	async renewApi(
		{ protocol, serviceMs }: Pick<Case, 'protocol' | 'serviceMs'>,
		orders: Orders,
	): Promise<void> {
		const tls = protocol === 'https' ? this.tls : undefined;
		const keys = await this.api.ask<Record<string, string>>({
			port: this.ports[protocol],
			tls,
			serviceMs,
			orders,
		} satisfies ApiRequest);
		this.ports[protocol] = Number(new URL(keys.baseUrl).port);
		if (this.keys[protocol] === undefined) await this.n8n.createCredential(protocol, keys);
		this.keys[protocol] = keys;
	}

	/** Runs this node once against a fresh API, and makes sure that it did its task for each order once. */
	async runChecked(point: Omit<Case, 'rounds'>, name = ''): Promise<ExecutionReport> {
		const orders = newOrders(point.orders);
		const report = await this.run(point, name, orders);
		await this.check(report, orders, point.task);
		return report;
	}

	/** Runs this node once; `name` may contain marks of `insideReport.mts`. */
	async run(
		point: Omit<Case, 'rounds'>,
		name: string,
		orders = newOrders(point.orders),
		parameters: IDataObject = {},
	): Promise<ExecutionReport> {
		await this.renewApi(point, orders);
		const { task, batchSize, concurrency } = point;
		const settings = {
			mode: task === 'look up' ? 'check' : 'pay',
			options: { batchSize, concurrency, lookUpFirst: task !== 'pay' },
		};
		const saved = await this.n8n.save(
			thisNodeWorkflow(orders, this.keys[point.protocol]!, { ...settings, ...parameters }, name),
			point.protocol,
		);
		return await this.n8n.run(saved);
	}

	/** Saves a workflow, and returns what pays with it, so that its memory of submitted orders fills; `name` as for `run`. */
	async paysAgain(
		point: Pick<Case, 'protocol' | 'serviceMs'>,
	): Promise<(orders: Orders, options: IDataObject, name?: string) => Promise<ExecutionReport>> {
		const keys = this.keys[point.protocol]!;
		let saved = await this.n8n.save(thisNodeWorkflow(newOrders(0), keys, {}), point.protocol);
		return async (orders, given, name) => {
			await this.renewApi(point, orders);
			const options = { ...given, lookUpFirst: false };
			const fresh = thisNodeWorkflow(orders, keys, { mode: 'pay', options }, name);
			const parameters = (fresh.nodes as IDataObject[]).map((node) => node.parameters);
			const nodes = (saved.nodes as IDataObject[]).map((node, index) => ({
				...node,
				parameters: parameters[index],
			}));
			saved = await this.n8n.update({ ...saved, name: fresh.name, nodes });
			const report = await this.n8n.run(saved);
			await this.check(report, orders, 'pay');
			return report;
		};
	}

	/** Peak memory in bytes of an n8n started for a single run. */
	async peakOf(way: PeakWay, point: Omit<Case, 'rounds'>): Promise<number> {
		await this.n8n.restart();
		if (way === 'this node, looking up')
			return (await this.runChecked({ ...point, task: 'look up and pay' })).peakBytes;
		if (way !== 'items') return (await this.runChecked(point, MARKS[way])).peakBytes;
		const orders = newOrders(point.orders);
		return (
			await this.n8n.run(
				await this.n8n.save(itemsWorkflow(orders, this.keys[point.protocol]!), point.protocol),
			)
		).peakBytes;
	}

	/** What the API has counted; throws when the task was not done for each order once. */
	async check(
		{ status, error }: { status: string; error?: string },
		{ count }: Orders,
		task: Task,
	): Promise<ApiCounts> {
		const counts = await this.api.ask<ApiCounts>('counts');
		const { lookedUp, submitted, submittedTwice } = counts;
		if (
			status !== 'success' ||
			lookedUp !== (task === 'pay' ? 0 : count) ||
			submitted !== (task === 'look up' ? 0 : count) ||
			submittedTwice > 0
		) {
			throw new Error(
				`The execution ended with "${status}" (${error ?? 'no error'}); to ${task} ${count} orders: ${lookedUp} look-ups, ${submitted} orders submitted, ${submittedTwice} of them twice`,
			);
		}
		return counts;
	}

	private async runOnce(way: Way, point: Case): Promise<RunCost> {
		const orders = newOrders(point.orders);
		const { protocol, batchSize, concurrency } = point;
		if (way in MARKS) {
			const task = way === 'this node, no look-up' ? 'pay' : point.task;
			const mark = MARKS[way as keyof typeof MARKS];
			const report = await this.run({ ...point, task }, mark, orders);
			return costOf(report, await this.check(report, orders, task), PAY, PAY);
		}
		await this.renewApi(point, orders);
		const keys = this.keys[protocol]!;
		if (way === 'floor') {
			const request = {
				credential: keys as unknown as FloorRequest['credential'],
				ca: this.tls.cert,
				orders,
				task: point.task,
				batchSize,
				concurrency,
			};
			const { wallMs } = await this.floor.ask<FloorReport>(request satisfies FloorRequest);
			return { wallMs, counts: await this.check({ status: 'success' }, orders, point.task) };
		}
		const workflow: IDataObject =
			way === 'items' ? itemsWorkflow(orders, keys) : recipeWorkflow(orders, keys, batchSize);
		const report = await this.n8n.run(await this.n8n.save(workflow, protocol));
		return way === 'items'
			? costOf(report, await this.check(report, newOrders(0), point.task), 'Orders', 'Orders')
			: costOf(report, await this.check(report, orders, point.task), SIGN, SPLIT);
	}
}

function costOf(
	{ nodes, cpuMs, grownBytes, executionMs }: ExecutionReport,
	counts: ApiCounts,
	first: string,
	last: string,
): RunCost {
	return { wallMs: nodes[last].end - nodes[first].start, executionMs, cpuMs, grownBytes, counts };
}

function failedRow(point: Case, way: Way, failed: string): Row {
	return {
		...point,
		way,
		wallMs: spread([NaN]),
		wallOverFloor: NaN,
		connections: NaN,
		atOnce: NaN,
		failed,
	};
}

function rowOf(point: Case, way: Way, runs: Runs, withRecipe: boolean): Row {
	const batches = Math.ceil(point.orders / point.batchSize);
	const cpuMs = (of: Way) => median(runs[of].map((run) => run.cpuMs!));
	const cpuMsPerBatch = (of: Way) => (cpuMs(of) - cpuMs('items')) / batches;
	// The median of each round's own ratio: what slows the machine for a while slows both.
	const over = (other: Way) =>
		rounded(median(runs[way].map(({ wallMs }, round) => wallMs / runs[other][round].wallMs)));
	return {
		...point,
		way,
		wallMs: spread(runs[way].map(({ wallMs }) => Math.round(wallMs))),
		wallOverFloor: over('floor'),
		...(point.task === 'look up and pay' && { overNoLookUp: over('this node, no look-up') }),
		...(way !== 'floor' && {
			executionMs: spread(runs[way].map(({ executionMs }) => Math.round(executionMs!))),
			...(batches >= FEWEST_BATCHES && {
				cpuMsPerBatch: rounded(cpuMsPerBatch(way)),
				...(withRecipe && {
					cpuOverRecipe: rounded(cpuMsPerBatch(way) / cpuMsPerBatch('recipe')),
				}),
			}),
			grownMb: Math.round(median(runs[way].map(({ grownBytes }) => grownBytes!)) / 2 ** 20),
		}),
		connections: median(runs[way].map(({ counts }) => counts.connections)),
		atOnce: Math.max(...runs[way].map(({ counts }) => counts.atOnce)),
	};
}
