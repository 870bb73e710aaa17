import type { ExecutionReport } from './benchN8n.mts';
import type { Benchmark } from './benchmark.mts';
import { BARE, PROFILED } from './insideReport.mts';
import { PAY } from './measuredWorkflows.mts';
import { rounded } from './statistics.mts';

/** CPU time of n8n's main thread in one run, in milliseconds for each batch or order; each function without those it calls. */
export interface CpuShares {
	packages: Record<string, number>;
	functions: Record<string, number>;
}

/** Where the time of one run goes. */
export interface Profile {
	orders: number;
	batches: number;
	/** What the node waited for, with one call at a time. Orders are recorded while others are being paid, so the parts overlap. */
	waits: Array<{ what: string; calls: number; msPerBatch: number; percent: number }>;
	node: CpuShares;
	bare: CpuShares;
	/** The same for each order of a run that only looks orders up. */
	lookUp: { node: CpuShares; bare: CpuShares };
}

interface CallFrame {
	functionName: string;
	url: string;
}

interface CpuProfile {
	nodes: Array<{ id: number; callFrame: CallFrame; children?: number[] }>;
	samples: number[];
	timeDeltas: number[];
}

interface HeapNode {
	callFrame: CallFrame;
	selfSize: number;
	children: HeapNode[];
}

const ORDERS = 1000;
const BATCH_SIZE = 10;

/**
 * Runs this node twice, one call at a time: once to see what it waits for, once under the profiler, which slows it; then the
 * bare node. Looks orders up with both as well.
 */
export async function takeProfile(bench: Benchmark): Promise<Profile> {
	const point = {
		task: 'pay',
		protocol: 'http',
		serviceMs: 0,
		concurrency: 1,
		orders: ORDERS,
		batchSize: BATCH_SIZE,
	} as const;
	const lookUps = { ...point, task: 'look up' } as const;
	const { nodes, waited } = await bench.runChecked(point);

	const total = nodes[PAY].end - nodes[PAY].start;
	const batches = ORDERS / BATCH_SIZE;
	const wait = (what: string, calls: number, ms: number) => ({
		what,
		calls,
		msPerBatch: rounded(ms / batches),
		percent: percent(ms / total),
	});
	const { http, store, credential } = waited;
	return {
		orders: ORDERS,
		batches,
		waits: [
			wait('the whole node', 1, total),
			wait("n8n's HTTP helper, the API's answer included", http.calls, http.ms),
			wait("n8n's store, for the memory of submitted orders", store.calls, store.ms),
			wait('reading and decrypting the credential', credential.calls, credential.ms),
		],
		node: cpuSharesOf(await bench.runChecked(point, PROFILED), batches),
		bare: cpuSharesOf(await bench.runChecked(point, `${BARE} ${PROFILED}`), batches),
		lookUp: {
			node: cpuSharesOf(await bench.runChecked(lookUps, PROFILED), ORDERS),
			bare: cpuSharesOf(await bench.runChecked(lookUps, `${BARE} ${PROFILED}`), ORDERS),
		},
	};
}

/** Adds up the CPU profile of a run, for each of so many batches or orders. */
export function cpuSharesOf({ profile }: ExecutionReport, count: number): CpuShares {
	const { nodes, samples, timeDeltas } = profile as CpuProfile;
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const shares: CpuShares = { packages: {}, functions: {} };
	samples.forEach((id, index) => {
		const { functionName, url } = byId.get(id)!.callFrame;
		// Waiting, and the profiler's own work.
		if (functionName === '(idle)' || url.startsWith('node:inspector')) return;
		const ms = timeDeltas[index] / 1000 / count;
		const from = packageOf(url, functionName);
		const name = `${functionName || '(anonymous)'} in ${from}`;
		shares.packages[from] = (shares.packages[from] ?? 0) + ms;
		shares.functions[name] = (shares.functions[name] ?? 0) + ms;
	});
	return shares;
}

/** Adds up the heap profile of a run: KB for each order, by the package that took them, itself or by calling native code. */
export function heapSharesOf({ profile }: ExecutionReport, orders: number): Record<string, number> {
	const kb: Record<string, number> = {};
	const add = (
		{ callFrame: { url, functionName }, selfSize, children }: HeapNode,
		caller: string,
	): void => {
		const own = packageOf(url, functionName);
		const from = own === NATIVE ? caller : own;
		kb[from] = (kb[from] ?? 0) + selfSize / 1024 / orders;
		for (const child of children) add(child, from);
	};
	add((profile as { head: HeapNode }).head, NATIVE);
	return kb;
}

const NATIVE = 'native code';

function packageOf(url: string, functionName: string): string {
	if (url.startsWith('node:')) return 'Node.js';
	const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
	if (name !== undefined) return name;
	if (functionName.startsWith('(')) return functionName;
	// Native functions have no URL. This one runs an expression in its isolate.
	return functionName === 'evalClosureSync' ? 'isolated-vm' : NATIVE;
}

function percent(share: number): number {
	return Math.round(1000 * share) / 10;
}
