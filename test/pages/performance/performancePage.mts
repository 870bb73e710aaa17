import { markdownTable } from '../../support/markdownTable.mts';
import type { Row, Way } from './benchRuns.mts';
import { SIZES_AT_ONCE } from './cases.mts';
import { kbPerOrder, type Heap, type Peak } from './growth.mts';
import { growthTable, heapTable, peakTable, rowTables, shareTables } from './performanceTables.mts';
import type { Profile, Shares } from './profile.mts';
import { rounded } from './statistics.mts';
import { picture } from './svg.mts';
import { count, judge, sizes, type Measurements } from './targets.mts';

/** Names of the pictures in docs/images. */
const TIME = 'performance-time.svg';
const GROWTH = 'performance-growth.svg';

/** What a full run measures. */
export interface Everything extends Measurements {
	peak: Peak[];
	heap: Heap;
	profile: Profile;
	/** Where the time goes once the memory of submitted orders is full. */
	fullMemory: Shares;
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
		[TIME]: picture([
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
		[GROWTH]: picture([
			{
				title: 'Each batch, as the memory fills',
				x: { title: 'remembered orders' },
				y: { title: 'milliseconds for each batch' },
				lines: [
					{
						name: 'this node',
						points: memory.map(({ entries, nodeMsPerBatch }) => [entries, nodeMsPerBatch]),
					},
					{
						name: "of it, n8n's store",
						points: memory.map(({ entries, storeMsPerBatch }) => [entries, storeMsPerBatch]),
					},
				],
			},
			{
				title: 'Each order, as the run grows',
				x: orders,
				y: { title: 'milliseconds for each order' },
				lines: [
					line('this node', 'this node', ({ wallMs, orders: n }) => wallMs.median / n),
					line('floor', 'floor', ({ wallMs, orders: n }) => wallMs.median / n),
				].map((each, index) => ({ ...each, name: ['this node', 'floor'][index] })),
			},
		]),
	};
}

/** Writes the whole page; every figure is measured. */
export function document(everything: Everything): string {
	const { rows, own, memory, fullMemory, peak, heap, profile, versions } = everything;
	const usual = (row: Row) =>
		row.protocol === 'http' && row.orders === 1000 && row.batchSize === 10;
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
	const ours = rows.find((row) => usual(row) && row.way === 'this node')!;
	const credential = profile.waits.find(({ what }) => what.includes('credential'))!;
	const full = memory.at(-1)!;
	return `# How fast it is

This page is written by a program, and no figure on it is typed by hand:

\`\`\`sh
npm run bench                     # everything, and this page: about 25 minutes; Linux
npm run bench -- --largest 10000  # leaves out the longest runs
npm run bench -- --quick          # two minutes, one JSON line for each row, writes nothing
npm run bench -- --profile        # where the time of one run goes
npm run bench -- --page           # this page anew, from the last measurement
\`\`\`

Measured on ${versions}.

## What is compared

- **This node**, built and installed as users install it, in a real n8n with SQLite. Its options are the defaults but for *Batch Size* and
  *Batches at Once*; nothing has to be verified. Each run has a new workflow, so the memory of submitted orders begins empty.
- The same with the **memory off**. The node has no such option: for these runs n8n's store is replaced, inside n8n, by one that does nothing.
- A **bare node**: [one that does nothing](../test/pages/performance/bareNode.mts) but sign, call n8n's HTTP helper and read the answer; put in this node's place inside n8n. No memory, no
  care. What it takes above the floor is out of every node's reach.
- **The usual recipe** in the same n8n: a Code node signs and batches, [HTTP Request](../test/pages/reliability/usual-recipe.json) sends, a second Code node
  splits the answers. In its fastest setting: HTTP Request sends all batches at once, however many there are, and nothing can limit that
  (its option *Batching* spaces the starts of the calls; it does not wait for answers). So where calls are few at once, its *time* compares with nothing; its CPU time does.
- **The floor**: the least that paying can cost. An undici pool that keeps its connections, the same batches, calls at once and
  signature, and the same one read before the first payment, in a process of its own. No n8n, no memory.

All of them pay at the same [sandbox](../test/sandbox), which runs in a process of its own and takes the named service time for each call. Every
run pays orders that were never used before, and the sandbox's ledger is checked after each: all paid, none twice. The ways take turns
within a round, and several rounds are run; a cell shows the median, and the least and the most in brackets.
"× floor" is the median of each round's own ratio.

- **Time** is that of the node alone, as n8n records it; of the recipe from the start of its first Code node to the end of its last.
- **CPU time** is that of n8n and of the process in which it runs Code nodes, from the click on Execute to the stored execution; what the same items
  cost with no paying node behind them is taken off.
- **Memory** is the growth of the resident memory of both at the peak of the run. n8n keeps memory it once had, so small runs hide in it; the
  [section on memory](#peak-memory) starts n8n anew for each run.

## Targets

${markdownTable(
	['target', 'measured', ''],
	judge(everything).map(({ text, measured, verdict }) => [
		text,
		measured,
		verdict === 'not met' ? '**not met**' : verdict,
	]),
	'numbers',
)}

*Out of reach*: *n8n alone*, that is this node without its own time (below) or memory (further down), would miss the target too. What n8n takes is its HTTP
helper (the bare node shows it) and its store. [What limits it](#what-limits-it) says why; [profiles](#where-the-time-goes) show where. From one run
of the benchmark to the next the ratios differ by some hundredths, the bare node's too, so what lies that near its limit may fall on either side.

The node's own time is CPU time in a real n8n whose HTTP helper and store answer at once: ${own.perBatch} µs for each batch and ${own.perOrder} µs for each order. The
latter is ${own.perOrderEvaluated} µs where *Order IDs* is more than the name of a field, so that n8n has to evaluate an expression for each item.

## Service time and calls at once

1,000 orders in batches of 10, HTTP.

${rowTables(rows.filter(usual), ({ serviceMs, concurrency }) => `${serviceMs} ms, ${concurrency} at once`)}

## HTTPS

1,000 orders in batches of 10. The floor makes one handshake for each connection and keeps it; n8n makes one for each call.

${rowTables(
	rows.filter(({ protocol }) => protocol === 'https'),
	({ serviceMs, concurrency }) => `${serviceMs} ms, ${concurrency} at once`,
)}

## Number of orders

20 ms, ${SIZES_AT_ONCE} calls at once, batches of 10, HTTP.

![Time against orders for this node, the usual recipe and the floor](images/${TIME})

${rowTables(rows.filter(sized), ({ orders }) => `${count(orders)} orders`)}

## Batch size

20 ms, 4 calls at once, HTTP.

${rowTables(rows.filter(batched), ({ orders, batchSize }) => `${count(orders)} orders, batches of ${batchSize}`)}

## As the memory of submitted orders fills

One call at a time, no service time, three runs of 1,000 orders in batches of 10 at each step.

![Cost of a batch as the memory fills; cost of an order as the run grows](images/${GROWTH})

${growthTable(memory)}

## Peak memory

n8n started anew for each run, 10 calls at once, batches of 30; "items" makes the same items and pays none.

${peakTable(peak)}

What the bare node takes beyond the items goes to n8n's HTTP helper, the items put out, and n8n's writing of the execution. What this node takes
beyond itself with the memory off goes to n8n's store, which reads and writes the growing row time and again. What is left is the node's own: ${ownKb(peak)} KB
for each order.

Most of the peak is garbage that Node.js had no reason to collect yet, as the heap of the larger run shows (sampled; native code counts for the
package that called it):

${heapTable(heap)}

In the runs of 10,000 and 100,000 orders further up, one after another in the same n8n, this node grew by ${warmKbPerOrder(rows, 'this node')} KB
for each further order and the bare node by ${warmKbPerOrder(rows, 'bare node')} KB.

## Where the time goes

${count(profile.orders)} orders in batches of 10, one call at a time, no service time: what the node waits for. Orders are
recorded while others are being paid, so the parts overlap.

${markdownTable(
	['', 'calls', 'ms for each batch', 'share'],
	profile.waits.map(({ what, calls, msPerBatch, percent }) => [
		what,
		calls,
		msPerBatch,
		`${percent} %`,
	]),
	'numbers',
)}

The same run under a CPU profiler, which slows it: n8n's main thread, by package and by function, each without what it calls. Beside it the
bare node, and this node when its memory is nearly full.

${shareTables({ 'this node': profile.node, 'bare node': profile.bare, [`this node, ${count(full.entries)} remembered`]: fullMemory })}

## What limits it

- **A connection for each call.** n8n's HTTP helper makes a new agent for each request, and with it a new connection: ${ours.connections} for ${ours.orders / ours.batchSize} calls. The
  options a node may pass have no agent. With HTTPS this is a handshake for each call. The bare node shows what that and the rest of the helper
  take: the more calls are under way at once, the more of them wait for n8n's one thread. (For money a new connection has its good side: it is proven that a
  call which found none has not arrived. On a kept connection that the API closes at that very moment nobody knows.)
- **A row that is rewritten.** n8n keeps what a node has submitted in one row of its database. Each time orders are recorded n8n reads
  the row, parses it, looks the orders up, and writes it again. This node records several batches at a time, ahead of their payment, and the more of them
  the fuller the memory is: with ${count(full.entries)} remembered orders the store takes ${full.storeMsPerBatch} ms for each batch of a run of 1,000 orders, with none
  ${memory[0].storeMsPerBatch} ms. Larger portions would cost less still, but every order recorded and not yet sent has to be looked up after a crash. The first portion is in
  the database before the first call leaves: this is most of what the store adds to a run of a single round of calls.
- **A lock.** Four of five steps in the store keep executions of other processes apart. Without them each would cost less, and two workers of queue
  mode could pay the same order.
- **Results that n8n keeps.** Each order's result is held by the node, by n8n's execution context (for *Retry On Fail*) and by the output, and n8n writes
  all of it as text when the execution ends.
- **An evaluation for each item.** n8n 2 evaluates expressions in a JavaScript engine of their own: ${own.perOrderEvaluated} µs for each item, before the first call
  leaves. \`{{ $json.orderId }}\` and the like this node reads itself.
- **A read of the credential.** n8n's helper reads and decrypts the credential for each call, unless the node hands it over, as this one does:
  it was read ${credential.calls === 1 ? 'once' : `${credential.calls} times`} for ${profile.batches} batches, which took ${credential.msPerBatch} ms for each of them.
`;
}

/** KB that the node itself adds to the peak for each order: without n8n's store, HTTP helper and items. */
function ownKb(peak: Peak[]): number {
	return rounded(kbPerOrder(peak, 'this node, memory off') - kbPerOrder(peak, 'bare node'));
}

/** KB by which a way grew for each order from 10,000 to 100,000, in an n8n that had run before. */
function warmKbPerOrder(rows: Row[], way: Way): string {
	const [small, large] = [10_000, 100_000].map(
		(orders) => sizes(rows, way).find((row) => row.orders === orders)?.grownMb,
	);
	return small === undefined || large === undefined
		? 'an unknown number of'
		: (((large - small) * 1024) / 90_000).toFixed(1);
}
