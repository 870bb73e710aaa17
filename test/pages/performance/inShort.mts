import { createRequire } from 'node:module';

import type { Way } from './benchmark.mts';
import { LOOK_UPS_AT_ONCE, USUAL, type Case } from './cases.mts';
import { kbPerOrder, type Peak } from './measureMemory.mts';
import { rounded } from './statistics.mts';
import { judge, sizes, withCommas, type Measurements } from './targets.mts';

const { MAX_REMEMBERED } = createRequire(import.meta.url)(
	'../../../dist/nodes/BatchPay1688Orders/memory/memory.js',
) as typeof import('../../../dist/nodes/BatchPay1688Orders/memory/memory.js');

/** What a reader wants to take away, as a list. */
export function inShort(measurements: Measurements & { peak: Peak[] }): string {
	const { rows, own, memory, peak } = measurements;
	const row = (differs: Partial<Case>, wanted: Way = 'this node') => {
		const wantedCase = { ...USUAL, ...differs };
		const { task, protocol, serviceMs, concurrency, orders, batchSize } = wantedCase;
		return rows.find(
			(each) =>
				each.way === wanted &&
				each.task === task &&
				each.protocol === protocol &&
				each.serviceMs === serviceMs &&
				each.concurrency === concurrency &&
				each.orders === orders &&
				each.batchSize === batchSize,
		)!;
	};
	const timeOf = (differs: Partial<Case>, wanted?: Way) =>
		duration(row(differs, wanted).wallMs.median);

	const tenAtOnce = { concurrency: 10 };
	const lookUps = { task: 'look up', orders: 500, concurrency: 1 } as const;
	const slowLookUps = { ...lookUps, serviceMs: 200 };
	const whole = { ...lookUps, task: 'look up and pay' } as const;
	const blind = 'this node, no look-up';
	const times = sizes(rows, 'this node').map(
		({ orders, wallMs }, index) =>
			`${withCommas(orders)} ${index === 0 ? 'orders ' : ''}take ${duration(wallMs.median)}`,
	);
	const ownMs =
		(own.perBatch * (USUAL.orders / USUAL.batchSize) + own.perOrder * USUAL.orders) / 1000;
	const [empty, full] = [memory[0], memory.at(-1)!];
	const largest = peak.at(-1)!;
	const verdicts = judge(measurements).map(({ verdict }) => verdict);
	const counted = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;

	return `- **Looking up takes longest.** Unless told otherwise, the node looks every order up before the first payment, ${LOOK_UPS_AT_ONCE} at once: 500 orders
  take ${timeOf(lookUps)}, or ${timeOf(slowLookUps)} at 200 ms per call. That is ${row(lookUps).wallOverFloor} times and ${row(slowLookUps).wallOverFloor} times what the same calls take without n8n.
- **A whole run** of 500 orders takes ${timeOf(whole)} with look-ups and ${timeOf(whole, blind)} without (${row(whole).overNoLookUp} times), one batch at a time (the default); with
  *Batches at Once* at 10 it takes ${timeOf({ ...whole, ...tenAtOnce })} and ${timeOf({ ...whole, ...tenAtOnce }, blind)} (${row({ ...whole, ...tenAtOnce }).overNoLookUp} times). What follows is without look-ups.
- **Time:** ${times.join(', ')}, in batches of 10, with *Batches at Once* at 10.
- ***Batches at Once* helps most:** 1,000 orders take ${timeOf({ concurrency: 1 })} one batch at a time (the default), ${timeOf({})} with 4 at once, ${timeOf(tenAtOnce)}
  with 10. At 200 ms per call they take ${timeOf({ serviceMs: 200, concurrency: 1 })}, ${timeOf({ serviceMs: 200 })} and ${timeOf({ serviceMs: 200, ...tenAtOnce })}.
- ***Batch Size* helps too:** with 4 at once, 1,000 orders take ${timeOf({})} in batches of 10 (the default), ${timeOf({ batchSize: 30 })} in batches of 30.
- **The API sets the pace:** even without n8n, 1,000 orders take ${timeOf(tenAtOnce, 'floor')} with 10 at once. This node takes ${row(tenAtOnce).wallOverFloor} times that, or
  ${row({ serviceMs: 200, ...tenAtOnce }).wallOverFloor} times at 200 ms per call.
- **The node's own share** is ${own.perBatch} µs of CPU time per batch and ${own.perOrder} µs per order: ${rounded(ownMs)} ms for 1,000 orders. A look-up
  takes ${own.perLookUp} µs more. What n8n adds is mainly its HTTP helper and its database.
- **An expression costs more:** where *Order IDs* is more than the name of a field, n8n evaluates it, at ${own.perOrderEvaluated} µs per order.
- **RAM:** each additional order adds ${kbPerOrder(peak, 'this node')} KB to n8n's peak, ${ownKb(peak)} KB of it the node's own; with look-ups
  ${kbPerOrder(peak, 'this node, looking up')} KB. With ${withCommas(largest.orders)} orders n8n peaks at ${withCommas(largest.mb['this node'])} MB, with look-ups at ${withCommas(largest.mb['this node, looking up'])} MB; making the
  same items without paying takes ${withCommas(largest.mb.items)} MB.
- **The memory of submitted orders** takes ${empty.storeMsPerBatch} ms per batch while empty and ${full.storeMsPerBatch} ms with ${withCommas(full.entries)} orders in it, mostly
  while other batches are being paid: 1,000 orders, 10 at once, take ${timeOf(tenAtOnce)} with it and ${timeOf(tenAtOnce, 'this node, memory off')} without.
- **Compared with the usual recipe** (Code, HTTP Request, Code), 1,000 orders with 10 at once take ${row(tenAtOnce).cpuOverRecipe} times the CPU time.
- **Limits:** a run has at most ${withCommas(MAX_REMEMBERED)} orders, as many as the memory holds. Of ${verdicts.length} [targets](#targets) ${counted('met')} are met,
  ${counted('out of reach')} are out of reach (n8n alone takes more), ${missed(counted('not met'))}.`;
}

/** KB that the node itself adds to the peak for each order: without n8n's store, HTTP helper and items. */
export function ownKb(peak: Peak[]): number {
	return rounded(kbPerOrder(peak, 'this node, memory off') - kbPerOrder(peak, 'bare node'));
}

/** Three significant digits. */
export function duration(ms: number): string {
	return ms < 1000 ? `${rounded(ms)} ms` : `${rounded(ms / 1000)} s`;
}

function missed(count: number): string {
	if (count === 0) return 'none are missed';
	return count === 1 ? '1 is missed' : `${count} are missed`;
}
