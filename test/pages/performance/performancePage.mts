import { markdownTable } from '../../support/markdownTable.mts';
import type { Row, Way } from './benchmark.mts';
import { LOOK_UPS_AT_ONCE, SIZES_AT_ONCE } from './cases.mts';
import { drawPlots } from './drawPlots.mts';
import { inShort, ownKb } from './inShort.mts';
import type { HeapShares, Peak } from './measureMemory.mts';
import {
	growthTable,
	heapTable,
	lookUpShareTable,
	lookUpTable,
	peakTable,
	rowTables,
	shareTables,
	wholeRunTable,
} from './performanceTables.mts';
import type { CpuShares, Profile } from './profile.mts';
import { judge, sizes, withCommas, type Measurements } from './targets.mts';

/** Names of the pictures in docs/images. */
const TIME = 'performance-time.svg';
const GROWTH = 'performance-growth.svg';

/** What a full run measures. */
export interface Everything extends Measurements {
	peak: Peak[];
	heap: HeapShares;
	profile: Profile;
	/** Where the time goes once the memory of submitted orders is full. */
	fullMemory: CpuShares;
	versions: string;
}

/** The pictures, by file name. */
export function plots({ rows, memory }: Everything): Record<string, string> {
	const seconds = (value: number) => `${value / 1000} s`;
	const line = (name: string, way: Row['way'], y: (row: Row) => number) => ({
		name,
		points: sizes(rows, way)
			.filter(({ failed }) => failed === undefined)
			.map((row): [number, number] => [row.orders, y(row)]),
	});
	const orders = { title: 'orders', log: true };
	return {
		[TIME]: drawPlots([
			{
				title: `Time against orders (20 ms, ${SIZES_AT_ONCE} at once, batches of 10)`,
				x: orders,
				y: { title: 'time', log: true, format: seconds },
				lines: [
					line('this node', 'this node', ({ wallMs }) => wallMs.median),
					line('usual recipe', 'recipe', ({ wallMs }) => wallMs.median),
					line('floor', 'floor', ({ wallMs }) => wallMs.median),
				],
			},
		]),
		[GROWTH]: drawPlots([
			{
				title: 'Each batch, as the memory fills',
				x: { title: 'remembered orders' },
				y: { title: 'milliseconds per batch' },
				lines: [
					{
						name: 'this node',
						points: memory.map(({ entries, nodeMsPerBatch }) => [entries, nodeMsPerBatch]),
					},
					{
						name: "n8n's store alone",
						points: memory.map(({ entries, storeMsPerBatch }) => [entries, storeMsPerBatch]),
					},
				],
			},
			{
				title: 'Each order, as the run grows',
				x: orders,
				y: { title: 'milliseconds per order' },
				lines: [
					line('this node', 'this node', ({ wallMs, orders: n }) => wallMs.median / n),
					line('floor', 'floor', ({ wallMs, orders: n }) => wallMs.median / n),
				].map((each, index) => ({ ...each, name: ['this node', 'floor'][index] })),
			},
		]),
	};
}

/** Writes docs/performance.md; every figure is measured. */
export function performancePage(everything: Everything): string {
	return [
		opening(everything),
		comparison(),
		targets(everything),
		timesAndCosts(everything),
		lookUps(everything),
		memoryFilling(everything),
		peakMemory(everything),
		profiles(everything),
		limits(everything),
	].join('\n');
}

function opening(everything: Everything): string {
	return `# How fast it is

In short, on a real n8n, with an API that takes 20 ms per call (how long PandaPon takes is not known):

${inShort(everything)}

This page is written by a program, and no figure on it is typed by hand:

\`\`\`sh
npm run bench                     # everything, and writes this page: half an hour; Linux
npm run bench -- --largest 10000  # leaves out the longest runs
npm run bench -- --quick          # three minutes, one JSON line per row, writes nothing
npm run bench -- --profile        # where the time of one run goes
npm run bench -- --page           # writes this page again, from the last measurement
npm run bench -- --messages       # how fast messages are answered: another page, five minutes
\`\`\`

Measured on ${everything.versions}. How fast the PandaPon Trigger answers messages is on [a page of its own](messages-performance.md).
`;
}

function comparison(): string {
	return `## What is compared

- **This node**, built and installed as users install it, in a real n8n with SQLite. It pays on \`{{ $json.orderId }}\`. Its options are
  the defaults except *Batch Size*, *Batches at Once*, and *Look Orders Up First*: that is off, so that payments are measured, except
  where [look-ups](#look-ups) are. Nothing has to be verified. Each run has a new workflow, so the memory of submitted orders starts empty.
- The same with the **memory off**. The node has no such option: for these runs n8n's store is replaced, inside n8n, with one that does nothing.
- A **bare node** in this node's place: [it only](../test/pages/performance/bareNode.mts) signs, calls n8n's HTTP helper and reads the answer. No memory, no checks, no summary. No
  node can save what it takes above the floor.
- **The usual recipe** in the same n8n: a Code node signs and batches, [HTTP Request](../test/pages/reliability/usual-recipe.json) sends, a second Code node
  splits the answers. At its fastest: HTTP Request sends all batches at once, however many there are, and nothing can limit that
  (its option *Batching* spaces out the starts of the calls; it does not wait for answers). So its *time* cannot be compared with that of few calls
  at once; its CPU time can.
- **The floor**: the least that paying can cost. An undici pool that keeps its connections, with the same batches, calls at once and
  signature, and the same reads before the first payment, in a process of its own. No n8n, no memory.

All of them pay at the same [sandbox](../test/sandbox), which runs in a process of its own and takes the given service time for each call. Every
run pays orders never used before, and the sandbox's ledger and calls are checked after each: all paid, none twice, each looked up
once or, with the look-ups off, none. All ways take turns
within a round, and there are several rounds; a cell shows the median, with the least and the greatest in brackets.
"× floor" is the median of the rounds' ratios.

- **Time** is that of the node alone, as n8n records it; for the recipe, from the start of its first Code node to the end of its last.
- **CPU time** is that of n8n and of the process in which it runs Code nodes, from the click on Execute to the stored execution, less
  what the same items cost without a paying node.
- **Memory** is the growth of both processes' resident memory at the peak of the run. n8n keeps memory it once had, so small runs show little; the
  [section on memory](#peak-memory) restarts n8n for each run.
`;
}

function targets(everything: Everything): string {
	const { own } = everything;
	return `## Targets

${markdownTable(
	['target', 'measured', ''],
	judge(everything).map(({ text, measured, verdict }) => [
		text,
		measured,
		verdict === 'not met' ? '**not met**' : verdict,
	]),
	'numbers',
)}

*Out of reach*: even *n8n alone*, that is this node less its own time (below) or memory (further down), would miss the target. n8n's part is its HTTP
helper (as the bare node shows) and its store. [What limits it](#what-limits-it) says why; [profiles](#where-the-time-goes) show where. Between runs
of the benchmark the ratios differ by a few hundredths, the bare node's too, so what is that close to its limit may fall on either side.

The node's own time is CPU time in a real n8n whose HTTP helper and store answer at once: ${own.perBatch} µs per batch and ${own.perOrder} µs per order. The
latter is ${own.perOrderEvaluated} µs where *Order IDs* is more than the name of a field, so that n8n has to evaluate an expression for each item. A
look-up adds ${own.perLookUp} µs: the difference between two such runs, one with look-ups and one without. It includes what amount and supplier cost in the
steps that follow. The answer is the sandbox's; a longer one takes longer to read.
`;
}

function lookUps({ rows }: Everything): string {
	return `## Look-ups

500 orders, HTTP, ${LOOK_UPS_AT_ONCE} calls at once, as the node makes them unless *Batches at Once* is higher. Measured with *Mode* at *Check Only*: it looks each order
up, asks the memory once for all of them, and pays nothing. The floor makes the same ${LOOK_UPS_AT_ONCE} signed calls at once, on connections that it keeps.

${lookUpTable(rows)}

A whole run of 500 orders in batches of 10, 20 ms, HTTP: look-ups, then payments. With 10 batches at once, 10 orders are looked up at once too.

${wholeRunTable(rows)}
`;
}

function timesAndCosts({ rows: all }: Everything): string {
	const rows = all.filter(({ task }) => task === 'pay');
	const sized = (row: Row) =>
		row.protocol === 'http' &&
		row.serviceMs === 20 &&
		row.concurrency === SIZES_AT_ONCE &&
		row.batchSize === 10;
	const batched = (row: Row) =>
		row.protocol === 'http' &&
		row.serviceMs === 20 &&
		row.concurrency === 4 &&
		(row.batchSize === 30 || row.orders === 1000);
	return `## Service time and calls at once

1,000 orders in batches of 10, HTTP.

${rowTables(rows.filter(isUsual), ({ serviceMs, concurrency }) => `${serviceMs} ms, ${concurrency} at once`)}

## HTTPS

1,000 orders in batches of 10. The floor keeps its connections and makes one handshake for each; n8n makes one for each call.

${rowTables(
	rows.filter(({ protocol }) => protocol === 'https'),
	({ serviceMs, concurrency }) => `${serviceMs} ms, ${concurrency} at once`,
)}

## Number of orders

20 ms, ${SIZES_AT_ONCE} calls at once, batches of 10, HTTP.

![Time against orders for this node, the usual recipe and the floor](images/${TIME})

${rowTables(rows.filter(sized), ({ orders }) => `${withCommas(orders)} orders`)}

## Batch size

20 ms, 4 calls at once, HTTP.

${rowTables(rows.filter(batched), ({ orders, batchSize }) => `${withCommas(orders)} orders, batches of ${batchSize}`)}
`;
}

function memoryFilling({ memory }: Everything): string {
	return `## As the memory of submitted orders fills

One call at a time, no service time, three runs of 1,000 orders in batches of 10 at each step.

![Cost of a batch as the memory fills; cost of an order as the run grows](images/${GROWTH})

${growthTable(memory)}
`;
}

function peakMemory({ rows, peak, heap }: Everything): string {
	return `## Peak memory

n8n restarted for each run, 10 calls at once, batches of 30; "items" makes the same items without paying, "looking up" looks each order up
before.

${peakTable(peak)}

What the bare node takes beyond the items goes to n8n's HTTP helper, the output items, and n8n's storing of the execution. What this node takes
beyond itself with the memory off goes to n8n's store, which reads and writes the growing row again and again. The rest is the node's own: ${ownKb(peak)} KB
per order. What looking up adds goes to the HTTP helper, which makes a call for each order, and to amount, supplier and status in each result.

Most of the peak is garbage that Node.js had no reason to collect yet, as the heap of the larger run shows, or of the smaller one with look-ups (sampled; native code
counts towards the package that called it):

${heapTable(heap)}

In the runs of 10,000 and 100,000 orders further up, one after another in the same n8n, this node grew by ${warmKbPerOrder(rows, 'this node')} KB
per additional order and the bare node by ${warmKbPerOrder(rows, 'bare node')} KB.
`;
}

function profiles({ profile, memory, fullMemory }: Everything): string {
	const full = memory.at(-1)!;
	return `## Where the time goes

${withCommas(profile.orders)} orders in batches of 10, one call at a time, no service time: what the node waits for. Orders are
recorded while others are being paid, so the parts overlap.

${markdownTable(
	['', 'calls', 'ms per batch', 'share'],
	profile.waits.map(({ what, calls, msPerBatch, percent }) => [
		what,
		calls,
		msPerBatch,
		`${percent} %`,
	]),
	'numbers',
)}

The same run under a CPU profiler, which slows it: n8n's main thread, by package and by function, each without what it calls. Beside it are
the bare node, and this node with its memory nearly full.

${shareTables({ 'this node': profile.node, 'bare node': profile.bare, [`this node, ${withCommas(full.entries)} remembered`]: fullMemory })}

The same for ${withCommas(profile.orders)} look-ups without payments, ${LOOK_UPS_AT_ONCE} at once:

${lookUpShareTable({ 'this node': profile.lookUp.node, 'bare node': profile.lookUp.bare })}
`;
}

function limits({ rows, own, memory, profile }: Everything): string {
	const thisNode = rows.find((row) => isUsual(row) && row.way === 'this node')!;
	const credential = profile.waits.find(({ what }) => what.includes('credential'))!;
	const full = memory.at(-1)!;
	return `## What limits it

- **A connection for each call.** n8n's HTTP helper makes a new agent for each request, and with it a new connection: ${thisNode.connections} for ${thisNode.orders / thisNode.batchSize} payments and the
  read before them. A node cannot pass it an agent. With HTTPS this is a handshake for each call. The bare node shows what that and the rest of the helper
  take: the more calls are under way at once, the longer they wait for n8n's one thread. (For payments a new connection has an advantage: a call
  that got no connection has provably not arrived. If the API closes a kept connection just as a call leaves, nobody knows.)
- **A look-up for each order.** No documented call shows the state of several orders, so 500 orders are 500 calls, each with a connection of its own.
- **A row that is rewritten.** n8n keeps what a node has submitted in one row of its database. Each time orders are recorded, n8n reads
  the row, parses it, looks the orders up, and writes it back. This node records several batches at a time, ahead of their payment, and more of them
  the fuller the memory is: with ${withCommas(full.entries)} remembered orders the store takes ${full.storeMsPerBatch} ms per batch in a run of 1,000 orders, with none
  ${memory[0].storeMsPerBatch} ms. Larger portions would cost even less, but after a crash every order recorded but not yet sent has to be looked up. The first portion is
  written before the first call leaves: in a run with a single round of calls, this is most of what the store adds.
- **A lock.** Four of five steps in the store keep executions of different processes apart. Without them recording would cost less, but two workers of
  queue mode could pay the same order.
- **Results that n8n keeps.** Each order's result is held by the node, by n8n's execution context (for *Retry On Fail*) and by the output, and n8n writes
  all of it as text when the execution ends.
- **An evaluation for each item.** n8n 2 evaluates expressions in a separate JavaScript engine: ${own.perOrderEvaluated} µs per item, before the first call
  leaves. This node reads \`{{ $json.orderId }}\` and the like itself.
- **A read of the credential.** n8n's helper reads and decrypts the credential for each call, unless the node hands it over, as this one does:
  it was read ${credential.calls === 1 ? 'once' : `${credential.calls} times`} for ${profile.batches} batches, which took ${credential.msPerBatch} ms per batch.
`;
}

/** The size of run that most cases share. */
function isUsual({ task, protocol, orders, batchSize }: Row): boolean {
	return task === 'pay' && protocol === 'http' && orders === 1000 && batchSize === 10;
}

/** KB by which memory grew for each order between 10,000 and 100,000, in an n8n that had run before. */
function warmKbPerOrder(rows: Row[], way: Way): string {
	const [small, large] = [10_000, 100_000].map(
		(orders) => sizes(rows, way).find((row) => row.orders === orders)?.grownMb,
	);
	return small === undefined || large === undefined
		? 'an unknown number of'
		: (((large - small) * 1024) / 90_000).toFixed(1);
}
