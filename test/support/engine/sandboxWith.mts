import { DETAIL, KEYWORDS, PAY } from '../../sandbox/handlers.mts';
import { Sandbox, type SandboxOptions } from '../../sandbox/sandbox.mts';
import { orderIds } from '../orderIds.mts';
import { itemsOf, payOnEngine, type PayResult, type PayRun } from './batchPay.mts';

let workflows = 0;
const cleanUp: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const close of cleanUp.splice(0)) await close();
});

/** A sandbox for one test; closed after it. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await new Sandbox(options).start();
	cleanUp.push(() => sandbox.close());
	return sandbox;
}

/**
 * A sandbox for one test, and a workflow that pays its orders.
 *
 * @param count How many orders wait for payment, from order 1 on; `pay` sends them all unless given other items.
 */
export async function sandboxWith(count: number, options: SandboxOptions = {}) {
	const sandbox = await startSandbox(options);
	sandbox.account.addOrders(orderIds(count));
	const workflowId = `workflow-${++workflows}`;
	const pay = async (run: Partial<PayRun> = {}): Promise<PayResult> =>
		await payOnEngine({
			items: itemsOf(orderIds(count)),
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
