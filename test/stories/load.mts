// npm run test:stories -- load: 100,000 orders in one run, and 1,000 items of 100 IDs each that are looked up and limited, on n8n's
// engine within 1 GB. Each run has a process of its own, so that its memory can be measured; the sandbox stays in this one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { Account } from '../sandbox/account.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { orderIds } from '../support/orderIds.mts';

const ORDERS = 100_000;
const LIMIT_MB = 1024;
const ids = orderIds(ORDERS);
const inputs = {
	'100,000 items of one ID': {
		items: () => ids.map((orderId) => ({ orderId })),
		options: { lookUpFirst: false },
	},
	'1,000 items of 100 IDs, looked up': {
		items: () =>
			Array.from({ length: 1000 }, (_, n) => ({
				orderId: ids.slice(n * 100, n * 100 + 100).join(', '),
			})),
		// All of them come to 999,000.
		options: { maxTotalAmount: 1_000_000 },
	},
};

/** What the process of a run reports. */
interface Report {
	hint: string;
	/** "item ID" for each item put out. */
	success: string[];
	failure: string[];
	seconds: number;
	peakMb: number;
}

if (process.send === undefined) {
	for (const name of Object.keys(inputs)) await judge(name);
} else {
	const [name, credential] = process.argv.slice(2);
	process.once('disconnect', () => process.exit());
	process.send(
		await run(name as keyof typeof inputs, JSON.parse(credential) as Record<string, string>),
	);
}

async function run(name: keyof typeof inputs, credential: Record<string, string>): Promise<Report> {
	const { payOnEngine } = await import('../support/engine/batchPay.mts');
	const started = Date.now();
	const { success, failure, hints } = await payOnEngine({
		items: inputs[name].items(),
		credential,
		workflowId: name,
		options: { batchSize: 30, concurrency: 4, ...inputs[name].options },
	});
	const seconds = Math.round((Date.now() - started) / 1000);
	const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
	const lines = (items: typeof success) =>
		items.map(
			({ json, pairedItem }) => `${(pairedItem as { item: number }).item} ${String(json.orderId)}`,
		);
	return { hint: hints[0], success: lines(success), failure: lines(failure), seconds, peakMb };
}

async function judge(name: string): Promise<void> {
	const account = new Account();
	account.addOrders(ids);
	// One order in a thousand is closed.
	for (let n = 0; n < ORDERS; n += 1000) account.orders.get(ids[n])!.status = 'cancel';
	const sandbox = await new Sandbox({ account }).start();
	const child = fork(fileURLToPath(import.meta.url), [name, JSON.stringify(sandbox.credential)]);
	const [{ hint, success, failure, seconds, peakMb }] = (await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(
			async ([code]) => await Promise.reject(new Error(`the run died with exit code ${code}`)),
		),
	])) as [Report];
	child.disconnect();
	await sandbox.close();

	const problems = [
		new Set([...success, ...failure]).size !== ORDERS && 'not every order was answered',
		success.length + failure.length !== ORDERS &&
			`${success.length + failure.length} items were put out`,
		success.length !== account.ledger().size &&
			`${success.length} on Success, ${account.ledger().size} in the ledger`,
		failure.length !== ORDERS / 1000 && `${failure.length} on Failure`,
		account.paidTwice().length > 0 && `${account.paidTwice().length} paid twice`,
		success.some((line) => account.submissions(line.split(' ')[1]) !== 1) &&
			'an order on Success was not paid exactly once',
		peakMb > LIMIT_MB && `peak memory above ${LIMIT_MB} MB`,
	].filter((problem) => problem !== false);
	console.log(`${name}: ${hint} ${seconds} s, peak memory of the process ${peakMb} MB`);
	for (const problem of problems) console.log(`  WRONG: ${problem}`);
	if (problems.length > 0) process.exitCode = 1;
}
