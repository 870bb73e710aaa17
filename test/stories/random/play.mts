import { randomBytes } from 'node:crypto';

import type { INodeExecutionData } from 'n8n-workflow';

import { FailsAfterPaying } from '../../engine/failsAfterPaying.mts';
import { Account } from '../../sandbox/account.mts';
import { Sandbox, type SeenCall } from '../../sandbox/sandbox.mts';
import { payOnEngine, type PayResult } from '../../support/engine/batchPay.mts';
import { deduplicator } from '../../support/engine/deduplicator.mts';
import { BatchPay1688Orders, loadAsAnotherProcess } from '../../support/engine/n8nPackages.mts';
import { orderId, type Execution, type Item, type Scenario } from './scenario.mts';

/** What many stories add up to. */
export interface Totals {
	executions: number;
	batches: number;
	lookUps: number;
	faults: Record<string, number>;
	submitted: number;
	/** Calls from another story, whose sandbox had left its port for a while. */
	misdirectedCalls: number;
}

export function newTotals(): Totals {
	return { executions: 0, batches: 0, lookUps: 0, faults: {}, submitted: 0, misdirectedCalls: 0 };
}

/** What an execution did against an invariant. */
export class InvariantBroken extends Error {
	readonly invariant: string;

	constructor(invariant: string, detail: string) {
		super(`${invariant}: ${detail}`);
		this.invariant = invariant;
	}
}

export const INVARIANTS = {
	double: 'double submission',
	lost: 'lost or duplicated answer',
	falseSuccess: 'false success',
	resent: 'sent again without proof that it had not arrived',
	falseSafety: 'false "safe to send again"',
	threw: 'threw after something may have been sent, or under "Continue"',
	leaked: 'secret or signature leaked',
	unserved: 'a payment was sent although the API refuses the account',
	inputAsResult: 'an input field passes for a result',
} as const;

/** What a sheet may hold beside its IDs, left over from an earlier run. */
const OLD_ADVICE = 'old advice';

let stories = 0;

/** Executions at the same time take turns in these: processes of n8n that share a database. */
const processes = [BatchPay1688Orders, loadAsAnotherProcess()];

/** A story while it is played. */
interface Stage {
	scenario: Scenario;
	sandbox: Sandbox;
	workflowId: string;
	totals: Totals;
}

/**
 * Plays a story on n8n's engine against a sandbox of its own.
 *
 * @throws InvariantBroken when an invariant does not hold.
 */
export async function play(scenario: Scenario, totals: Totals): Promise<void> {
	const sandbox = await new Sandbox({
		account: accountFor(scenario),
		keys: { accessKey: randomBytes(16).toString('hex') },
		dropMisdirectedCalls: true,
		signatureRefusal: { httpStatus: 200, code: 10012 },
	}).start();
	const workflowId = `story-${++stories}`;
	try {
		for (const { path, call, fault } of scenario.faults) sandbox.fault(call, fault, path);
		let askedFor = 0;
		let remembered = false;
		// A stopped execution may still have a call under way when later ones run.
		let quiet = true;
		for (const execution of scenario.executions) {
			// Each execution with the memory switched off asks for one more payment of each order.
			if (execution.options.skipSubmitted) remembered = true;
			else askedFor += execution.atOnce;
			const mostSubmissions = askedFor + (remembered ? 1 : 0);
			const stage = { scenario, sandbox, workflowId, totals };
			await playExecution(stage, execution, mostSubmissions, quiet && execution.atOnce === 1);
			quiet &&= execution.cancelAfterMs === undefined;
		}
		addUp(totals, sandbox);
	} finally {
		await sandbox.close();
		deduplicator.rows.delete(`${workflowId} pay`);
		deduplicator.rows.delete(workflowId);
	}
}

function accountFor(scenario: Scenario): Account {
	const account = new Account(scenario.balance, scenario.paysAtOnce);
	// A copy: a story that is played again must find its orders as they were.
	scenario.orders.forEach((order, n) =>
		account.addOrders([orderId(n)], { ...order, stages: order.stages?.slice() }),
	);
	return account;
}

/**
 * @param mostSubmissions How often an order may be in the ledger afterwards.
 * @param alone No call of another execution can be under way.
 */
async function playExecution(
	stage: Stage,
	execution: Execution,
	mostSubmissions: number,
	alone: boolean,
): Promise<void> {
	const { scenario, sandbox } = stage;
	const { account } = sandbox;
	const before = new Map(account.ledger());
	const payments = sandbox.payments().length;
	const results = await Promise.all(
		Array.from(
			{ length: execution.atOnce },
			async (_, n) => await run(stage, execution, processes[n % processes.length]),
		),
	);
	stage.totals.executions += results.length;
	// On a busy machine a call that was given up may arrive after its execution has ended.
	await sandbox.idle();
	const sent = sandbox.payments().slice(payments);
	if (alone && execution.passes === 1 && !execution.stumbles) checkResends(sent);
	const refused = sent.find((call) => call.refused !== undefined);
	if (refused !== undefined)
		throw new InvariantBroken(INVARIANTS.unserved, `refused for its ${refused.refused}`);

	for (const [id, count] of account.ledger()) {
		if (count > mostSubmissions)
			throw new InvariantBroken(INVARIANTS.double, `${id} was submitted ${count} times`);
		if (alone && count - (before.get(id) ?? 0) > 1)
			throw new InvariantBroken(INVARIANTS.double, `${id} was submitted twice in one execution`);
	}
	for (const result of results)
		if (result !== undefined)
			checkResult(scenario, execution, result, account, before, alone ? sent.length : undefined);
}

function addUp(totals: Totals, sandbox: Sandbox): void {
	totals.batches += sandbox.payments().length;
	totals.lookUps += sandbox.calls.length - sandbox.payments().length;
	totals.submitted += sandbox.account.ledger().size;
	totals.misdirectedCalls += sandbox.misdirectedCalls;
	for (const { fault } of sandbox.calls)
		if (fault) totals.faults[fault.kind] = (totals.faults[fault.kind] ?? 0) + 1;
	if (sandbox.downtimes > 0) totals.faults.refuse = (totals.faults.refuse ?? 0) + sandbox.downtimes;
}

/** Runs an execution; `undefined` when it was stopped. */
async function run(
	{ scenario, sandbox, workflowId }: Stage,
	execution: Execution,
	Node: typeof BatchPay1688Orders,
): Promise<PayResult | undefined> {
	const { options, node, passes, cancelAfterMs } = execution;
	if (execution.memoryFails) deduplicator.failsFor.add(workflowId);
	if (execution.writeStallsMs !== undefined)
		deduplicator.stallsFor.set(workflowId, execution.writeStallsMs);
	let timer: NodeJS.Timeout | undefined;
	const stumbling = execution.stumbles && node.retryOnFail ? new FailsAfterPaying() : undefined;
	try {
		const result = await payOnEngine({
			items: scenario.items.map(({ value }, row) => ({
				orderId: value as string,
				row,
				error: 'an old error',
				advice: OLD_ADVICE,
				retrySafe: true,
			})),
			credential: execution.noCredential
				? undefined
				: { ...sandbox.credential, ...(execution.wrongSecret && { accessSecret: 'wrong' }) },
			options,
			node,
			passes,
			workflowId,
			nodeType: stumbling ?? new Node(),
			credentialGone: () => execution.credentialGoesAway && (stumbling?.runs ?? 0) > 0,
			whileRunning:
				cancelAfterMs === undefined
					? undefined
					: (cancel) => (timer = setTimeout(cancel, cancelAfterMs)),
		});
		return result.status === 'canceled' ? undefined : result;
	} catch (error) {
		// A stopped execution ends with an error and without results; the memory must hold all the same.
		if (cancelAfterMs !== undefined) return undefined;
		throw error;
	} finally {
		clearTimeout(timer);
		deduplicator.failsFor.delete(workflowId);
		deduplicator.stallsFor.delete(workflowId);
	}
}

/** @param sent How many payment calls the execution made; `undefined` when some may be those of other executions. */
function checkResult(
	scenario: Scenario,
	execution: Execution,
	result: PayResult,
	account: Account,
	before: ReadonlyMap<string, number>,
	sent: number | undefined,
): void {
	const everything = JSON.stringify(result.run);
	if (/c0ffee/i.test(everything) || /[0-9A-F]{32}/.test(everything))
		throw new InvariantBroken(INVARIANTS.leaked, 'in the stored execution');

	if (result.status === 'error') {
		const { onError } = execution.node;
		if (onError === 'continueRegularOutput' || onError === 'continueErrorOutput')
			throw new InvariantBroken(INVARIANTS.threw, `threw under "Continue": ${result.message}`);
		if (sent !== undefined && sent > 0)
			throw new InvariantBroken(
				INVARIANTS.threw,
				`threw although a call had been sent: ${result.message}`,
			);
		return;
	}

	const success = result.success.filter(({ json }) => Object.keys(json).length > 0);
	const expected = expectedPairs(scenario.items);
	const answers = [...success, ...result.failure].map(pairOf).sort();
	if (result.error.length > 0 || expected.sort().join('\n') !== answers.join('\n')) {
		throw new InvariantBroken(
			INVARIANTS.lost,
			`expected ${expected.length} answers, got ${answers.length}, and ${result.error.length} on the error output`,
		);
	}
	if ([...success, ...result.failure].some(({ json }) => json.advice === OLD_ADVICE))
		throw new InvariantBroken(INVARIANTS.inputAsResult, OLD_ADVICE);
	for (const { json } of success) {
		const id = String(json.orderId);
		if (account.submissions(id) === 0)
			throw new InvariantBroken(
				INVARIANTS.falseSuccess,
				`${id} is on Success as ${String(json.outcome)}`,
			);
		if (json.outcome === 'paid' && !account.isPaid(id))
			throw new InvariantBroken(
				INVARIANTS.falseSuccess,
				`${id} is called paid, but is not fully paid`,
			);
	}
	for (const { json } of result.failure) {
		const id = String(json.orderId);
		const submitted = account.submissions(id) - (before.get(id) ?? 0);
		if (json.retrySafe === true && submitted > 0 && sent !== undefined)
			throw new InvariantBroken(INVARIANTS.falseSafety, `${id} is ${String(json.outcome)}`);
	}
}

/** Within one pass an order is sent once; again only after 429 (too many requests), which says that nothing was processed. */
function checkResends(payments: SeenCall[]): void {
	const last = new Map<string, SeenCall>();
	for (const payment of payments) {
		for (const id of payment.orderIds) {
			const fault = last.get(id)?.fault;
			const rateLimited =
				(fault?.kind === 'status' && fault.status === 429) ||
				(fault?.kind === 'code' && fault.code === 429);
			if (last.has(id) && !rateLimited)
				throw new InvariantBroken(
					INVARIANTS.resent,
					`${id} was sent again after ${JSON.stringify(fault)}`,
				);
			last.set(id, payment);
		}
	}
}

/** `item ID` for each valid ID, `item invalid` for each entry that is none. */
function expectedPairs(items: Item[]): string[] {
	return items.flatMap(({ orders, invalid }, item) => [
		...orders.map((n) => `${item} ${orderId(n)}`),
		...Array<string>(invalid).fill(`${item} invalid`),
	]);
}

function pairOf({ json, pairedItem }: INodeExecutionData): string {
	const { item } = pairedItem as { item: number };
	return `${item} ${json.outcome === 'invalid' ? 'invalid' : String(json.orderId)}`;
}
