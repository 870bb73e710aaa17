// Runs inside n8n (EXTERNAL_HOOK_FILES): reports what each execution cost, and how long the node waited for n8n's own services.
import { realpathSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { IRun, IWorkflowBase, Workflow } from 'n8n-workflow';

import { buyerView } from '../../sandbox/buyerView.mts';
import { execute as bare } from './bareNode.mts';
import {
	ALLOCATED,
	BARE,
	HELD,
	HTTP_OFF,
	MEMORY_OFF,
	PROFILED,
	type InsideReport,
} from './insideReport.mts';

let waited = nothing();
let memoryOff = false;
let httpOff = false;
let ownCpuMs: number | undefined;
let stopProfiler: (() => Promise<unknown>) | undefined;

function nothing(): InsideReport['waited'] {
	return { http: { calls: 0, ms: 0 }, credential: { calls: 0, ms: 0 }, store: { calls: 0, ms: 0 } };
}

type AnyFunction = (this: unknown, ...args: unknown[]) => Promise<unknown>;

/** Adds the time until the function's promise settles to `waited`. */
function timed(kind: keyof InsideReport['waited'], original: AnyFunction): AnyFunction {
	return async function (this: unknown, ...args) {
		const start = performance.now();
		try {
			return await original.apply(this, args);
		} finally {
			waited[kind].calls++;
			waited[kind].ms += performance.now() - start;
		}
	};
}

// n8n's own modules, as this process has loaded them.
const n8n = dirname(dirname(realpathSync(process.argv[1])));
const require = createRequire(join(n8n, 'package.json'));

const { CredentialsHelper } = require(join(n8n, 'dist/credentials-helper.js')) as {
	CredentialsHelper: { prototype: Record<string, AnyFunction> };
};
CredentialsHelper.prototype.getDecrypted = timed(
	'credential',
	CredentialsHelper.prototype.getDecrypted,
);

const { DeduplicationHelper } = require(
	join(n8n, 'dist/deduplication/deduplication-helper.js'),
) as { DeduplicationHelper: { prototype: Record<string, AnyFunction> } };
const store = DeduplicationHelper.prototype;
/** What the store answers when the memory is off. */
const EMPTY_STORE: Record<string, (ids: unknown) => unknown> = {
	checkProcessedAndRecord: (ids) => ({ new: ids, processed: [] }),
	getProcessedDataCount: () => 0,
	removeProcessed: () => undefined,
	clearAllProcessedItems: () => undefined,
};
for (const [name, empty] of Object.entries(EMPTY_STORE)) {
	const original = timed('store', store[name]);
	store[name] = async function (...args) {
		return memoryOff ? empty(args[0]) : await original.apply(this, args);
	};
}

const core = dirname(require.resolve('n8n-core'));
const requests = require(
	join(core, 'execution-engine/node-execution-context/utils/request-helpers/factory.js'),
) as {
	getRequestHelperFunctions: (...args: unknown[]) => Record<string, AnyFunction>;
};
const makeHelpers = requests.getRequestHelperFunctions;
requests.getRequestHelperFunctions = (...args) => {
	const helpers = makeHelpers(...args);
	for (const name of ['httpRequest', 'httpRequestWithAuthentication', 'request']) {
		const original = timed('http', helpers[name]);
		// In some of them the credential's type comes before the options.
		helpers[name] = async function (...options) {
			return httpOff
				? answerAtOnce(
						options.map((each) => (each as { body?: string } | undefined)?.body).find(Boolean)!,
					)
				: await original.apply(this, options);
		};
	}
	return helpers;
};

/** What the API would answer: all paid, or an order that waits for payment. */
function answerAtOnce(body: string): object {
	const { orderIds, orderId } = JSON.parse(body) as { orderIds?: string[]; orderId?: string };
	return {
		statusCode: 200,
		headers: {},
		body:
			orderId === undefined
				? answered({ successOrderIds: orderIds, payFailOrders: [] })
				: DETAIL_OF_1111.replaceAll('1111', orderId),
	};
}

function answered(data: object): string {
	return JSON.stringify({ requestId: 'none', code: 200, msg: '', data });
}

/** Written once, as the time it takes would count as the node's own. */
const DETAIL_OF_1111 = answered(buyerView('1111', { status: 'waitbuyerpay', price: 1000 }));

/** This node's code, as n8n has loaded it. */
function ownType({ nodes, nodeTypes }: Workflow): { execute: AnyFunction } {
	const node = Object.values(nodes).find(({ type }) => type.endsWith('batchPay1688Orders'))!;
	return nodeTypes.getByNameAndVersion(node.type, node.typeVersion) as unknown as {
		execute: AnyFunction;
	};
}

/** Replaces the node's `execute` for one execution. */
function replaceOnce(type: { execute: AnyFunction }, replacement: AnyFunction): void {
	const original = type.execute;
	type.execute = async function (...args) {
		type.execute = original;
		return await replacement.apply(this, args);
	};
}

/** Measures the CPU time of the node's `execute`. With both services off, nothing else runs meanwhile. */
function withCpuTime(execute: AnyFunction): AnyFunction {
	return async function (...args) {
		const before = process.threadCpuUsage();
		const result = await execute.apply(this, args);
		const { user, system } = process.threadCpuUsage(before);
		ownCpuMs = (user + system) / 1000;
		return result;
	};
}

async function preExecute(started: Workflow): Promise<void> {
	const { name } = started;
	waited = nothing();
	memoryOff = name?.includes(MEMORY_OFF) ?? false;
	httpOff = name?.includes(HTTP_OFF) ?? false;
	ownCpuMs = undefined;
	if (name?.includes(BARE)) replaceOnce(ownType(started), bare as unknown as AnyFunction);
	if (memoryOff && httpOff) {
		const type = ownType(started);
		replaceOnce(type, withCpuTime(type.execute));
	}
	stopProfiler = await startProfiler(name ?? '');
}

/** Starts the profiler that the name asks for; what it returns stops the profiler and gives its profile. */
async function startProfiler(name: string): Promise<typeof stopProfiler> {
	if (![PROFILED, HELD, ALLOCATED].some((mark) => name.includes(mark))) return undefined;
	const session = new Session();
	session.connect();
	const ended = ({ profile }: { profile: unknown }) => {
		session.disconnect();
		return profile;
	};
	if (name.includes(PROFILED)) {
		await session.post('Profiler.enable');
		await session.post('Profiler.setSamplingInterval', { interval: 200 });
		await session.post('Profiler.start');
		return async () => ended(await session.post('Profiler.stop'));
	}
	const garbageToo = name.includes(ALLOCATED);
	const options = {
		samplingInterval: 65_536,
		includeObjectsCollectedByMajorGC: garbageToo,
		includeObjectsCollectedByMinorGC: garbageToo,
	};
	await session.post('HeapProfiler.startSampling', options);
	return async () => ended(await session.post('HeapProfiler.stopSampling'));
}

async function postExecute(
	{ status, data }: IRun,
	_workflow: IWorkflowBase,
	executionId: string,
): Promise<void> {
	const profile = await stopProfiler?.();
	stopProfiler = undefined;
	const nodes: InsideReport['nodes'] = {};
	for (const [name, runs] of Object.entries(data.resultData.runData)) {
		const last = runs.at(-1)!;
		const items = (last.data?.main ?? []).map((output) => output?.length ?? 0);
		nodes[name] = { start: runs[0].startTime, end: last.startTime + last.executionTime, items };
	}
	const report: InsideReport = {
		executionId,
		status,
		error: data.resultData.error?.message,
		nodes,
		waited,
		ownCpuMs,
		profile,
	};
	await fetch(process.env.BENCH_REPORTS!, { method: 'POST', body: JSON.stringify(report) });
}

export const workflow = { preExecute: [preExecute], postExecute: [postExecute] };
