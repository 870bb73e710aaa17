import type { IDataObject } from 'n8n-workflow';

import { DETAIL, KEYWORDS, PAY } from '../../sandbox/endpoints.mts';
import { Sandbox, type SandboxOptions } from '../../sandbox/sandbox.mts';
import { orderId, orderIds } from '../orderIds.mts';
import { deduplicator } from './deduplicator.mts';
import { runOnEngine, type EngineResult, type EngineRun } from './runOnEngine.mts';

/** The n-th order ID of a test, 19 digits. */
const [id, ids] = [orderId, orderIds];
export { id, ids };
export const itemsOf = (orderIds: unknown[]): IDataObject[] =>
	orderIds.map((orderId) => ({ orderId }) as IDataObject);

/** A sandbox with orders waiting for payment, and a memory of its own; closed after the test. */
export async function sandboxWith(count: number, options: SandboxOptions = {}) {
	const sandbox = await new Sandbox(options).start();
	cleanUp.push(() => sandbox.close());
	sandbox.account.addOrders(ids(count));
	const workflowId = `workflow-${++workflows}`;
	const pay = async (run: Partial<EngineRun> = {}): Promise<EngineResult> =>
		await runOnEngine({
			items: itemsOf(ids(count)),
			credential: sandbox.credential,
			workflowId,
			...run,
		});
	return { sandbox, pay, workflowId };
}

/** How often the API was called, and for what. */
export function calls(sandbox: Sandbox): { read: number; paid: number; lookedUp: number } {
	const count = (wanted: string) => sandbox.calls.filter(({ path }) => path === wanted).length;
	return { read: count(KEYWORDS), paid: count(PAY), lookedUp: count(DETAIL) };
}

/** What the memory of a test's node holds. */
export const remembered = (workflowId: string): unknown[] =>
	deduplicator.rows.get(`${workflowId} pay`) ?? [];

let workflows = 0;
const cleanUp: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const close of cleanUp.splice(0)) await close();
});

/** Outcomes by order ID, of both outputs. */
export function outcomes({ success, failure }: EngineResult): Record<string, unknown> {
	return Object.fromEntries(
		[...success, ...failure].map(({ json }) => [json.orderId, json.outcome]),
	);
}

/** How many items left with each outcome. */
export function tally({ success, failure }: EngineResult): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { json } of [...success, ...failure])
		counts[json.outcome as string] = (counts[json.outcome as string] ?? 0) + 1;
	return counts;
}
