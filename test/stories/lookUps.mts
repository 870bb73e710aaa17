// npm run test:stories -- look-ups: 10,000 orders through "1688 Order: Get" on n8n's engine. Is the time linear, and how much of it
// is the node's own? The runs have a process of their own; the sandbox stays in this one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { IExecuteFunctions, IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow';

import { Account } from '../sandbox/account.mts';
import { buyerView } from '../sandbox/buyerView.mts';
import { DETAIL } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import { envelope } from '../sandbox/sendAnswer.mts';
import { orderIds } from '../support/orderIds.mts';

const [FEW, MANY] = [1000, 10_000];
const ids = orderIds(MANY);
const ROUNDS = 3;
/** What is aimed at: an item may take this many times as long among many as among few, and this much of the node's own time. */
const MOST_GROWTH = 1.5;
const MOST_OWN_US = 50;
/** A busy machine alone misses the aim for the node's own time now and then, but not by so much. */
const GROSSLY = 3;

/** Microseconds per item, among few and among many. */
type PerItem = [few: number, many: number];

/** What the process of the runs reports. */
interface Report {
	/** Time of day. */
	node: PerItem;
	/** The same calls, one after another, by a bare loop with n8n's helper. */
	floor: PerItem;
	/** CPU time of the node, with n8n's helper replaced by one that answers at once. */
	own: PerItem;
	problems: string[];
}

if (process.send === undefined) {
	await judge();
} else {
	process.once('disconnect', () => process.exit());
	process.send(await measure(JSON.parse(process.argv[2]) as Record<string, string>));
}

async function judge(): Promise<void> {
	const account = new Account();
	account.addOrders(ids);
	const sandbox = await new Sandbox({ account }).start();
	const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(sandbox.credential)]);
	const [{ node, floor, own, problems }] = (await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(
			async ([code]) => await Promise.reject(new Error(`the runs died with exit code ${code}`)),
		),
	])) as [Report];
	child.disconnect();
	await sandbox.close();

	const [growth, floorGrowth, ownGrowth] = [node, floor, own].map(([few, many]) => many / few);
	// What slows the bare loop down as well is not the node's.
	if (growth > MOST_GROWTH * Math.max(1, floorGrowth)) problems.push('time is not linear');
	if (own[1] > GROSSLY * MOST_OWN_US) problems.push(`own time far above ${MOST_OWN_US} µs an item`);
	const line = (what: string, [few, many]: PerItem, grown: number) =>
		console.log(
			`${what.padEnd(34)}${few.toFixed(1).padStart(8)} µs an item of ${FEW}, ${many.toFixed(1).padStart(8)} of ${MANY}: ${grown.toFixed(2)} times`,
		);
	line('node', node, growth);
	line("bare loop with n8n's helper", floor, floorGrowth);
	line('own CPU time of the node', own, ownGrowth);
	console.log(
		`node / bare loop ${(node[1] / floor[1]).toFixed(2)}; growth at most ${MOST_GROWTH}: ${met(growth, MOST_GROWTH)}; own time at most ${MOST_OWN_US} µs: ${met(own[1], MOST_OWN_US)}`,
	);
	for (const problem of problems) console.log(`  WRONG: ${problem}`);
	if (problems.length > 0) process.exitCode = 1;
}

function met(measured: number, most: number): string {
	return measured <= most ? 'met' : 'not met';
}

type Execute = (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

async function measure(credential: Record<string, string>): Promise<Report> {
	const { callOnEngine } = await import('../support/engine/callOnEngine.mts');
	const { aroundExecute } = await import('../support/engine/aroundExecute.mts');
	const { PandaPon } = await import('../support/engine/n8nPackages.mts');
	const problems = new Set<string>();

	/** Runs the node, or `instead` in its place, and returns the microseconds per item that `clock` counted. */
	const run = async (
		count: number,
		clock: () => number,
		{ before, instead }: { before?: (context: IExecuteFunctions) => void; instead?: Execute } = {},
	): Promise<number> => {
		let us = 0;
		const { items, linkedTo, message } = await callOnEngine({
			resource: 'order1688',
			operation: 'get',
			parameters: { orderId: '={{ $json.orderId }}' },
			items: ids.slice(0, count).map((orderId) => ({ orderId })),
			credential,
			nodeType: aroundExecute(new PandaPon(), async (context, execute) => {
				before?.(context);
				const start = clock();
				const outputs = instead === undefined ? await execute() : await instead(context);
				us = clock() - start;
				return outputs;
			}),
		});
		const isRight = items.every(
			({ orderId, payment }, n) =>
				linkedTo[n] === n && orderId === ids[n] && (instead !== undefined || payment === 'unpaid'),
		);
		if (items.length !== count || !isRight)
			problems.add(`not every order was looked up: ${message}`);
		return us / count;
	};

	const wall = () => performance.now() * 1000;
	const cpu = () => {
		const { user, system } = process.threadCpuUsage();
		return user + system;
	};
	// Written in advance, as the time it takes would count as the node's own.
	const bodies = ids.map(detail);
	const own = async (count: number) =>
		await run(count, cpu, { before: (context) => answerAtOnce(context, bodies) });
	const node = async (count: number) => await run(count, wall);
	const floor = async (count: number) => await run(count, wall, { instead: bareLoop(credential) });

	// Compiled code and warm connections for all of them.
	for (const one of [node, floor, own]) await one(FEW);
	const few = { node: [] as number[], floor: [] as number[], own: [] as number[] };
	for (let round = 0; round < ROUNDS; round++) {
		few.node.push(await node(FEW));
		few.floor.push(await floor(FEW));
		few.own.push(await own(FEW));
	}
	const many = { own: [] as number[] };
	for (let round = 0; round < ROUNDS; round++) many.own.push(await own(MANY));
	return {
		node: [median(few.node), await node(MANY)],
		floor: [median(few.floor), await floor(MANY)],
		own: [median(few.own), median(many.own)],
		problems: [...problems],
	};
}

function median(numbers: number[]): number {
	return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function detail(orderId: string): string {
	const data = buyerView(orderId, { status: 'waitbuyerpay', price: 1000 });
	return JSON.stringify(envelope({ data }));
}

/** Replaces n8n's helper: no signature, no network. The node asks for one order after another. */
function answerAtOnce(context: IExecuteFunctions, bodies: string[]): void {
	let call = 0;
	context.helpers.httpRequestWithAuthentication = async () => ({
		statusCode: 200,
		headers: {},
		body: bodies[call++],
	});
}

/** What any node would have to do: the calls themselves, and an item for each. */
function bareLoop({ baseUrl, ...keys }: Record<string, string>): Execute {
	return async (context) => {
		const output: INodeExecutionData[] = [];
		for (const [item, { json }] of context.getInputData().entries()) {
			const options: IHttpRequestOptions = {
				method: 'POST',
				url: baseUrl + DETAIL,
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify({ webSite: '1688', orderId: json.orderId }),
				encoding: 'text',
				returnFullResponse: true,
			};
			const credentialsDecrypted = {
				id: '',
				name: '',
				type: 'pandaPonApi',
				data: { baseUrl, ...keys },
			};
			const { body } = (await context.helpers.httpRequestWithAuthentication.call(
				context,
				'pandaPonApi',
				options,
				{ credentialsDecrypted },
			)) as { body: string };
			const { data } = JSON.parse(body) as { data: { baseInfo: { idOfStr: string } } };
			output.push({ json: { orderId: data.baseInfo.idOfStr }, pairedItem: { item } });
		}
		return [output];
	};
}
