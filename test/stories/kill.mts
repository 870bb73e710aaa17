// npm run test:kill: kills a real n8n (SQLite) with SIGKILL at scheduled points of a payment run, then runs it again.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import type { IDataObject, IRunExecutionData } from 'n8n-workflow';

import { Account } from '../sandbox/account.mts';
import { PAY } from '../sandbox/endpoints.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { changeInstalled, installN8n, installPackage } from '../support/n8n/install.mts';
import { LocalN8n } from '../support/n8n/localN8n.mts';
import { idsOfList } from '../support/orderIds.mts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '50' } } });
const KILLS = Number(values.kills);
const KILLS_PER_LIST = 5;
/** Each killed run uses up the orders that it had recorded ahead; enough of them must be left for the last one. */
const ORDERS = 400;
const BATCH_SIZE = 4;
/** With the size of this list a portion has three batches, and two portions at most stand recorded and not sent (nodes/BatchPay1688Orders/memory/recordAhead.ts). */
const MOST_LEFT_BEHIND = 2 * 3 * BATCH_SIZE;
const NODE = 'Batch Pay 1688 Orders';

/** When to kill: at the n-th payment call of the run, at this moment of it, so many milliseconds later. With the third call the next orders are recorded. */
const POINTS = (['arrived', 'worked', 'answered'] as const).flatMap((moment) =>
	[1, 2, 3, 4].flatMap((call) => [0, 1, 4, 12].map((afterMs) => ({ moment, call, afterMs }))),
);

const lists = Array.from({ length: Math.ceil(KILLS / KILLS_PER_LIST) }, (_, list) =>
	idsOfList(list, ORDERS),
);
const account = new Account();
lists.forEach((ids) => account.addOrders(ids));
const sandbox = await new Sandbox({ account, serviceMs: 2 }).start();

await installN8n();
const n8n = new LocalN8n('kill', { env: { N8N_LOG_LEVEL: 'debug' } });
await installPackage(n8n.userFolder);
// A run that is killed inside the lock leaves it behind; it is taken over after twice this time, which would be more than four minutes.
changeInstalled(
	n8n.userFolder,
	'nodes/BatchPay1688Orders/memory/lock.js',
	'staleMs: 130_000',
	'staleMs: 3_000',
);
await n8n.start();
const credential = {
	id: await n8n.createCredential('pandaPonApi', 'PandaPon', sandbox.credential),
	name: 'PandaPon',
};
const workflows: string[] = [];
for (const ids of lists)
	workflows.push((await n8n.createWorkflow(workflowFor(ids), credential)).id);
await n8n.stop();

let killed = 0;
/** How many orders a kill left recorded and not sent, at most. */
let mostLeftBehind = 0;
/** What the killed runs printed. */
let printed = '';
const wrong: string[] = [];
try {
	for (const [index, ids] of lists.entries()) {
		let leftBefore = new Set<string>();
		for (let n = 0; n < KILLS_PER_LIST && killed < KILLS; n++) {
			const point = POINTS[((index * KILLS_PER_LIST + n) * 7) % POINTS.length];
			await runAndKill(workflows[index], point);
			killed++;
			const left = await leftBehind(workflows[index], ids);
			const byThisKill = [...left].filter((id) => !leftBefore.has(id)).length;
			leftBefore = left;
			mostLeftBehind = Math.max(mostLeftBehind, byThisKill);
			if (byThisKill > MOST_LEFT_BEHIND)
				wrong.push(`kill ${killed} left ${byThisKill} orders recorded and not sent`);
		}
		const { success, failure } = await runToTheEnd(workflows[index]);
		const seen = [...success, ...failure].map(({ orderId }) => String(orderId));
		const held = new Set(ids.filter((id) => account.submissions(id) > 0));
		wrong.push(
			...account.paidTwice().map((id) => `${id} paid twice`),
			...ids
				.filter((id) => seen.filter((other) => other === id).length !== 1)
				.map((id) => `${id} was not answered exactly once`),
			...success
				.filter(({ orderId }) => !held.has(String(orderId)))
				.map(({ orderId }) => `${String(orderId)} is on Success, but was never submitted`),
			...failure
				.filter(({ orderId, retrySafe }) => retrySafe && held.has(String(orderId)))
				.map(({ orderId }) => `${String(orderId)} is called safe, but was submitted`),
		);
		console.log(
			`list ${index + 1} of ${lists.length}: ${killed} kills so far; ${held.size} of ${ORDERS} orders submitted once, ${ORDERS - held.size} held back as ${[...new Set(failure.map(({ outcome }) => outcome))].join(', ') || '–'}; wrong: ${wrong.length}`,
		);
	}
} finally {
	await sandbox.close();
}
wrong.push(...leaks());
for (const line of wrong) console.log(`WRONG  ${line}`);
console.log(
	`at most ${mostLeftBehind} orders (${Math.ceil(mostLeftBehind / BATCH_SIZE)} batches of ${BATCH_SIZE}) stood recorded and not sent after a kill; the bound is two portions of three batches, ${MOST_LEFT_BEHIND} orders`,
);
console.log(
	`kills ${killed}, double submissions ${account.paidTwice().length}, orders unaccounted for ${wrong.length}`,
);
if (wrong.length > 0 || killed < KILLS) process.exitCode = 1;

function workflowFor(ids: string[]): IDataObject {
	const node = (
		name: string,
		type: string,
		typeVersion: number,
		parameters: IDataObject,
		rest: IDataObject = {},
	) => ({ id: name, name, type, typeVersion, position: [0, 0], parameters, ...rest });
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		name: `Kill ${ids[0]}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Orders', 'n8n-nodes-base.set', 3.4, {
				mode: 'raw',
				jsonOutput: JSON.stringify({ orderIds: ids }),
				options: {},
			}),
			node(
				NODE,
				'n8n-nodes-pandapon.batchPay1688Orders',
				1,
				{ orderIds: '={{ $json.orderIds }}', options: { batchSize: BATCH_SIZE } },
				{ credentials: {} },
			),
		],
		connections: { Start: to('Orders'), Orders: to(NODE) },
		settings: { executionOrder: 'v1' },
	};
}

/** Everything n8n has stored or logged, searched for the secret and for every signature the sandbox was sent. */
function leaks(): string[] {
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
		.map((secret) => `${secret} stands in what n8n stored or logged`);
}

async function runAndKill(
	workflow: string,
	{ moment, call, afterMs }: (typeof POINTS)[number],
): Promise<void> {
	const child = await n8n.command(['execute', `--id=${workflow}`]);
	const ended = once(child, 'exit');
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	let calls = 0;
	sandbox.watch = (path, at) => {
		if (path !== PAY || at !== moment || ++calls !== call) return;
		if (afterMs === 0) child.kill('SIGKILL');
		else void sleep(afterMs).then(() => child.kill('SIGKILL'));
	};
	const [, signal] = (await ended) as [number | null, string | null];
	sandbox.watch = undefined;
	if (signal !== 'SIGKILL')
		throw new Error(
			`The run of workflow ${workflow} ended by itself before it could be killed at call ${call}`,
		);
}

/** Orders that stand in the memory of submitted orders, in n8n's database, and are not in the ledger. */
async function leftBehind(workflow: string, ids: string[]): Promise<Set<string>> {
	await sandbox.idle();
	const database = new DatabaseSync(join(n8n.userFolder, '.n8n/database.sqlite'));
	const row = database
		.prepare('SELECT value FROM processed_data WHERE workflowId = ? AND context = ?')
		.get(workflow, `n:${NODE}`);
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
	await once(child, 'exit');
	// The result is printed indented, among lines of the log.
	const [json] = /^\{$[^]*?^\}$/m.exec(output) ?? [];
	if (json === undefined)
		throw new Error(`The run of workflow ${workflow} printed no result: ${output.slice(-2000)}`);
	printed += output;
	const run = JSON.parse(json) as { data: IRunExecutionData };
	const [success = [], failure = []] = run.data.resultData.runData[NODE][0].data?.main ?? [];
	return {
		success: (success ?? []).map((item) => item.json),
		failure: (failure ?? []).map((item) => item.json),
	};
}
