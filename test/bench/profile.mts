import { PROFILED } from './insideReport.mts';
import type { Bench } from './measure.mts';
import { rounded } from './statistics.mts';
import { PAY } from './workflows.mts';

/** Where the time of one run goes. */
export interface Profile {
	orders: number;
	batches: number;
	/** Waiting, with one call at a time. Orders are recorded while others are being paid, so the parts overlap. */
	waits: Array<{ what: string; calls: number; msPerBatch: number; percent: number }>;
	/** CPU time of n8n's main thread, by package and by function, without the functions they call. */
	packages: Array<{ what: string; percent: number }>;
	functions: Array<{ what: string; percent: number }>;
}

interface CpuProfile {
	nodes: Array<{ id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }>;
	samples: number[];
	timeDeltas: number[];
}

const ORDERS = 1000;
const BATCH_SIZE = 10;

/** Runs this node twice, one call at a time: once to see what it waits for, once more under the profiler, which slows it. */
export async function takeProfile(bench: Bench): Promise<Profile> {
	const point = { protocol: 'http', serviceMs: 0, concurrency: 1, orders: ORDERS, batchSize: BATCH_SIZE } as const;
	const { nodes, waited } = await bench.pay(point);
	const { profile } = await bench.pay(point, PROFILED);

	const total = nodes[PAY].end - nodes[PAY].start;
	const batches = ORDERS / BATCH_SIZE;
	const wait = (what: string, calls: number, ms: number) => ({ what, calls, msPerBatch: rounded(ms / batches), percent: percent(ms / total) });
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
		...cpuShares(profile as CpuProfile),
	};
}

function cpuShares({ nodes, samples, timeDeltas }: CpuProfile): Pick<Profile, 'packages' | 'functions'> {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const packages = new Map<string, number>();
	const functions = new Map<string, number>();
	const add = (map: Map<string, number>, key: string, us: number) => map.set(key, (map.get(key) ?? 0) + us);
	let total = 0;
	samples.forEach((id, index) => {
		const { functionName, url } = byId.get(id)!.callFrame;
		// Waiting, and the profiler's own work.
		if (functionName === '(idle)' || url.startsWith('node:inspector')) return;
		const us = timeDeltas[index];
		total += us;
		const from = packageOf(url, functionName);
		add(packages, from, us);
		add(functions, `${functionName || '(anonymous)'} in ${from}`, us);
	});
	const top = (map: Map<string, number>, count: number) =>
		[...map].sort(([, a], [, b]) => b - a).slice(0, count).map(([what, us]) => ({ what, percent: percent(us / total) }));
	return { packages: top(packages, 12), functions: top(functions, 20) };
}

function packageOf(url: string, functionName: string): string {
	if (url.startsWith('node:')) return 'Node.js';
	const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
	if (name !== undefined) return name;
	if (functionName.startsWith('(')) return functionName;
	// Native functions have no address. This one runs an expression in its isolate.
	return functionName === 'evalClosureSync' ? 'isolated-vm' : 'native code';
}

function percent(share: number): number {
	return Math.round(1000 * share) / 10;
}
