// npm run test:stories -- kill: kills a real n8n (SQLite) with SIGKILL at scheduled points of a payment run, then runs it again.
// Every other list is looked up and limited: its first kill comes while the run asks the memory about all its orders.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import type { IDataObject, IRunExecutionData } from 'n8n-workflow';

import { Account } from '../sandbox/account.mts';
import { DETAIL, PAY } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { installN8n, installPackage } from '../support/n8n/install.mts';
import { LocalN8n } from '../support/n8n/localN8n.mts';
import { PAY_NODE, payingWorkflow } from '../support/n8n/payingWorkflow.mts';
import { shortenStaleTime } from '../support/n8n/shortenStaleTime.mts';
import { idsOfList } from '../support/orderIds.mts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '50' } } });
const KILLS = Number(values.kills);
const KILLS_PER_LIST = 5;
/** Each killed run uses up the orders that it had recorded ahead; enough must be left for the last run. */
const ORDERS = 400;
const BATCH_SIZE = 4;
/** In a list of this size a portion has three batches, and at most two portions are recorded but not sent (nodes/BatchPay1688Orders/memory/recordAhead.ts). */
const MOST_LEFT_BEHIND = 2 * 3 * BATCH_SIZE;
/** A run asks about so many orders at once (nodes/BatchPay1688Orders/memory/memory.ts). */
const MOST_LEFT_BY_ASKING = 200;

/** When to kill: `afterMs` after this moment of the run's n-th call to this path. */
interface Point {
	path: string;
	moment: 'arrived' | 'worked' | 'answered';
	call: number;
	afterMs: number;
}

/** During the third payment call the next orders are recorded. */
const WHILE_PAYING: Point[] = (['arrived', 'worked', 'answered'] as const).flatMap((moment) =>
	[1, 2, 3, 4].flatMap((call) =>
		[0, 1, 4, 12].map((afterMs) => ({ path: PAY, moment, call, afterMs })),
	),
);
/** The run asks once the last look-up has been answered. */
const WHILE_ASKING: Point[] = [6, 12, 3, 20, 9].map((afterMs) => ({
	path: DETAIL,
	moment: 'answered',
	call: ORDERS,
	afterMs,
}));
const asks = (list: number): boolean => list % 2 === 1;

const lists = Array.from({ length: Math.ceil(KILLS / KILLS_PER_LIST) }, (_, list) =>
	idsOfList(list, ORDERS),
);
const account = new Account();
lists.forEach((ids) => account.addOrders(ids));
const sandbox = await new Sandbox({ account, serviceMs: 2 }).start();

await installN8n();
const n8n = new LocalN8n('kill', { env: { N8N_LOG_LEVEL: 'debug' } });
await installPackage(n8n.userFolder);
// A run killed while it holds the lock leaves it behind.
shortenStaleTime(n8n.userFolder, 3_000);
await n8n.start();
const credential = {
	id: await n8n.createCredential('pandaPonApi', 'PandaPon', sandbox.credential),
	name: 'PandaPon',
};
const workflows: string[] = [];
for (const [list, ids] of lists.entries()) {
	const workflow = payingWorkflow(`Kill ${ids[0]}`, ids, {
		batchSize: BATCH_SIZE,
		// Each result would carry the whole list, too much for n8n to print in time.
		includeInputFields: false,
		...(asks(list) ? { maxTotalAmount: 1_000_000 } : { lookUpFirst: false }),
	});
	workflows.push((await n8n.createWorkflow(workflow, credential)).id);
}
await n8n.stop();

let killed = 0;
/** The most orders that a kill left recorded but not sent. */
let mostLeftBehind = 0;
let mostLeftByAsking = 0;
/** What all runs printed. */
let printed = '';
const wrong: string[] = [];
try {
	for (const [index, ids] of lists.entries()) {
		let leftBefore = new Set<string>();
		for (let n = 0; n < KILLS_PER_LIST && killed < KILLS; n++) {
			const whileAsking = asks(index) && n === 0;
			const point = whileAsking
				? WHILE_ASKING[(index >> 1) % WHILE_ASKING.length]
				: WHILE_PAYING[((index * KILLS_PER_LIST + n) * 7) % WHILE_PAYING.length];
			await runAndKill(workflows[index], point);
			killed++;
			const left = await leftBehind(workflows[index], ids);
			const byThisKill = [...left].filter((id) => !leftBefore.has(id)).length;
			leftBefore = left;
			if (whileAsking) mostLeftByAsking = Math.max(mostLeftByAsking, byThisKill);
			else mostLeftBehind = Math.max(mostLeftBehind, byThisKill);
			if (byThisKill > (whileAsking ? MOST_LEFT_BY_ASKING : MOST_LEFT_BEHIND))
				wrong.push(`kill ${killed} left ${byThisKill} orders recorded but not sent`);
		}
		const { success, failure } = await runToTheEnd(workflows[index]);
		wrong.push(...findWrong(ids, success, failure));
		const submitted = ids.filter((id) => account.submissions(id) > 0).length;
		const heldBackAs = [...new Set(failure.map(({ outcome }) => outcome))].join(', ') || '–';
		console.log(
			`list ${index + 1} of ${lists.length}: ${killed} kills so far; ${submitted} of ${ORDERS} orders submitted once, ${ORDERS - submitted} held back as ${heldBackAs}; wrong: ${wrong.length}`,
		);
	}
} finally {
	await sandbox.close();
}
wrong.push(...findLeaks());
for (const line of wrong) console.log(`WRONG  ${line}`);
console.log(
	`at most ${mostLeftBehind} orders (${Math.ceil(mostLeftBehind / BATCH_SIZE)} batches of ${BATCH_SIZE}) were recorded but not sent after a kill; the limit is two portions of three batches, ${MOST_LEFT_BEHIND} orders`,
);
console.log(
	`at most ${mostLeftByAsking} after a kill while the run asked the memory; the limit is ${MOST_LEFT_BY_ASKING}`,
);
console.log(
	`kills ${killed}, double submissions ${account.paidTwice().length}, orders unaccounted for ${wrong.length}`,
);
if (wrong.length > 0 || killed < KILLS) process.exitCode = 1;

/** Holds the last run of a list against the ledger, which has seen all runs; returns a line for each thing that is wrong. */
function findWrong(ids: string[], success: IDataObject[], failure: IDataObject[]): string[] {
	const answered = [...success, ...failure].map(({ orderId }) => String(orderId));
	const submitted = new Set(ids.filter((id) => account.submissions(id) > 0));
	return [
		...account.paidTwice().map((id) => `${id} was paid twice`),
		...ids
			.filter((id) => answered.filter((other) => other === id).length !== 1)
			.map((id) => `${id} was not answered exactly once`),
		...success
			.filter(({ orderId }) => !submitted.has(String(orderId)))
			.map(({ orderId }) => `${String(orderId)} is on Success, but was never submitted`),
		...failure
			.filter(({ orderId, retrySafe }) => retrySafe && submitted.has(String(orderId)))
			.map(({ orderId }) => `${String(orderId)} is called safe, but was submitted`),
	];
}

/** Searches everything n8n has stored or logged for the secret and for every signature the sandbox was sent. */
function findLeaks(): string[] {
	const files = [
		join(n8n.userFolder, '.n8n/database.sqlite'),
		join(n8n.userFolder, '.n8n/database.sqlite-wal'),
		n8n.logFile,
	].filter((file) => existsSync(file));
	const everything = files.map((file) => readFileSync(file, 'latin1')).join('') + printed;
	const secrets = [sandbox.keys.accessSecret, ...sandbox.signatures];
	console.log(
		`searched ${Math.round(everything.length / 2 ** 20)} MB of database and logs for the secret and ${sandbox.signatures.length} signatures`,
	);
	return secrets
		.filter((secret) => everything.includes(secret))
		.map((secret) => `${secret} is in what n8n stored or logged`);
}

async function runAndKill(workflow: string, { path, moment, call, afterMs }: Point): Promise<void> {
	const child = await n8n.command(['execute', `--id=${workflow}`]);
	const ended = once(child, 'exit');
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	let calls = 0;
	sandbox.watch = (to, at) => {
		if (to !== path || at !== moment || ++calls !== call) return;
		if (afterMs === 0) child.kill('SIGKILL');
		else void sleep(afterMs).then(() => child.kill('SIGKILL'));
	};
	const [, signal] = (await ended) as [number | null, string | null];
	sandbox.watch = undefined;
	if (signal !== 'SIGKILL')
		throw new Error(
			`The run of workflow ${workflow} ended before it could be killed at call ${call}`,
		);
}

/** Orders that the memory in n8n's database holds as submitted, but the ledger does not. */
async function leftBehind(workflow: string, ids: string[]): Promise<Set<string>> {
	await sandbox.idle();
	const database = new DatabaseSync(join(n8n.userFolder, '.n8n/database.sqlite'));
	const row = database
		.prepare('SELECT value FROM processed_data WHERE workflowId = ? AND context = ?')
		.get(workflow, `n:${PAY_NODE}`);
	database.close();
	const { data } = JSON.parse(String(row?.value ?? '{"data":[]}')) as { data: string[] };
	const recorded = new Set(data);
	return new Set(
		ids.filter(
			(id) =>
				recorded.has(createHash('md5').update(id).digest('base64')) &&
				account.submissions(id) === 0,
		),
	);
}

async function runToTheEnd(
	workflow: string,
): Promise<{ success: IDataObject[]; failure: IDataObject[] }> {
	const child = await n8n.command(['execute', `--id=${workflow}`, '--rawOutput'], {
		N8N_LOG_LEVEL: 'info',
	});
	let output = '';
	child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
	// By then all of its output has come, which `exit` does not promise.
	await once(child, 'close');
	// The result is printed indented, among lines of the log.
	const [json] = /^\{$[^]*?^\}$/m.exec(output) ?? [];
	if (json === undefined)
		throw new Error(`The run of workflow ${workflow} printed no result: ${output.slice(-2000)}`);
	printed += output;
	const run = JSON.parse(json) as { data: IRunExecutionData };
	const [success = [], failure = []] = run.data.resultData.runData[PAY_NODE][0].data?.main ?? [];
	return {
		success: (success ?? []).map((item) => item.json),
		failure: (failure ?? []).map((item) => item.json),
	};
}
