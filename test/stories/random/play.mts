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
	/** Calls that came from another story, after its sandbox had left its port for a while. */
	strangers: number;
}

export function newTotals(): Totals {
	return { executions: 0, batches: 0, lookUps: 0, faults: {}, submitted: 0, strangers: 0 };
}

/** A promise that was broken. */
export class Broken extends Error {
	readonly invariant: string;

	constructor(invariant: string, detail: string) {
		super(`${invariant}: ${detail}`);
		this.invariant = invariant;
	}
}

export const INVARIANTS = {
	double: 'double submission',
	lost: 'lost or doubled answer',
	falseSuccess: 'false success',
	resent: 'sent again without proof that it had not arrived',
	falseSafety: 'false "safe to send again"',
	threw: 'threw after something may have been sent, or under "Continue"',
	leaked: 'secret or signature leaked',
	unserved: 'a payment left although the API serves nobody',
	oldWords: "a field of the input bears the name of a result's",
} as const;

/** What a sheet may hold beside its IDs, from a run of yesterday. */
const OLD_ADVICE = 'an old advice';

let stories = 0;

/** Executions at the same moment run in these by turns: processes of n8n that share a database. */
const processes = [BatchPay1688Orders, loadAsAnotherProcess()];

/**
 * Plays a story on n8n's engine against a sandbox of its own.
 *
 * @throws Broken when an invariant does not hold.
 */
export async function play(scenario: Scenario, totals: Totals): Promise<void> {
	const account = new Account(scenario.balance, scenario.paysAtOnce);
	// A copy: a story that is played again must find its orders as they were.
	scenario.orders.forEach((order, n) =>
		account.addOrders([orderId(n)], { ...order, stages: order.stages?.slice() }),
	);
	const sandbox = await new Sandbox({
		account,
		keys: { accessKey: randomBytes(16).toString('hex') },
		dropMisdirectedCalls: true,
		signatureRefusal: { httpStatus: 200, code: 10012 },
	}).start();
	const workflowId = `story-${++stories}`;
	try {
		for (const { path, call, fault } of scenario.faults) sandbox.fault(call, fault, path);
		let allowed = 0;
		let guarded = false;
		// A stopped execution may still have a call under way when later ones run.
		let quiet = true;
		for (const execution of scenario.executions) {
			// A person who switches the memory off asks for one more payment with each execution.
			if (!execution.options.skipSubmitted) allowed += execution.atOnce;
			else guarded = true;
			const before = new Map(account.ledger());
			const payments = sandbox.payments().length;
			const alone = quiet && execution.atOnce === 1;
			const simple = alone && execution.passes === 1 && !execution.stumbles;
			const results = await Promise.all(
				Array.from(
					{ length: execution.atOnce },
					async (_, n) =>
						await start(scenario, execution, sandbox, workflowId, processes[n % processes.length]),
				),
			);
			totals.executions += results.length;
			// On a busy machine a call that was given up may arrive after its execution has ended.
			await sandbox.idle();
			const sent = sandbox.payments().slice(payments);
			if (simple) checkSends(sent);
			if (sent.some(({ refused }) => refused !== undefined))
				throw new Broken(
					INVARIANTS.unserved,
					`refused for its ${sent.find(({ refused }) => refused)?.refused}`,
				);

			for (const [id, count] of account.ledger()) {
				if (count > allowed + (guarded ? 1 : 0))
					throw new Broken(INVARIANTS.double, `${id} was submitted ${count} times`);
				if (alone && count - (before.get(id) ?? 0) > 1)
					throw new Broken(INVARIANTS.double, `${id} was submitted twice in one execution`);
			}
			for (const result of results)
				if (result !== undefined)
					check(
						scenario,
						execution,
						result,
						account,
						before,
						alone ? sandbox.payments().length - payments : undefined,
					);
			quiet &&= execution.cancelAfterMs === undefined;
		}
		totals.batches += sandbox.payments().length;
		totals.lookUps += sandbox.calls.length - sandbox.payments().length;
		totals.submitted += account.ledger().size;
		totals.strangers += sandbox.misdirectedCalls;
		for (const { fault } of sandbox.calls)
			if (fault) totals.faults[fault.kind] = (totals.faults[fault.kind] ?? 0) + 1;
		if (sandbox.downtimes > 0)
			totals.faults.refuse = (totals.faults.refuse ?? 0) + sandbox.downtimes;
	} finally {
		await sandbox.close();
		deduplicator.rows.delete(`${workflowId} pay`);
		deduplicator.rows.delete(workflowId);
	}
}

async function start(
	{ items }: Scenario,
	execution: Execution,
	sandbox: Sandbox,
	workflowId: string,
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
			items: items.map(({ value }, row) => ({
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

/** @param sent How many calls of payment left during the execution; `undefined` when some may be those of other executions. */
function check(
	scenario: Scenario,
	execution: Execution,
	result: PayResult,
	account: Account,
	before: ReadonlyMap<string, number>,
	sent: number | undefined,
): void {
	const everything = JSON.stringify(result.run);
	if (/c0ffee/i.test(everything) || /[0-9A-F]{32}/.test(everything))
		throw new Broken(INVARIANTS.leaked, 'in the stored execution');

	if (result.status === 'error') {
		const { onError } = execution.node;
		if (onError === 'continueRegularOutput' || onError === 'continueErrorOutput')
			throw new Broken(INVARIANTS.threw, `threw under "Continue": ${result.message}`);
		if (sent !== undefined && sent > 0)
			throw new Broken(INVARIANTS.threw, `threw although a call had left: ${result.message}`);
		return;
	}

	const success = result.success.filter(({ json }) => Object.keys(json).length > 0);
	const expected = expectedPairs(scenario.items);
	const seen = [...success, ...result.failure].map(pair).sort();
	if (result.error.length > 0 || expected.sort().join('\n') !== seen.join('\n')) {
		throw new Broken(
			INVARIANTS.lost,
			`expected ${expected.length} answers, got ${seen.length}, and ${result.error.length} on the error output`,
		);
	}
	if ([...success, ...result.failure].some(({ json }) => json.advice === OLD_ADVICE))
		throw new Broken(INVARIANTS.oldWords, OLD_ADVICE);
	for (const { json } of success) {
		const id = String(json.orderId);
		if (account.submissions(id) === 0)
			throw new Broken(INVARIANTS.falseSuccess, `${id} is on Success as ${String(json.outcome)}`);
		if (json.outcome === 'paid' && !account.isPaid(id))
			throw new Broken(INVARIANTS.falseSuccess, `${id} is called paid, and is not paid as a whole`);
	}
	for (const { json } of result.failure) {
		const id = String(json.orderId);
		const moved = account.submissions(id) - (before.get(id) ?? 0);
		if (json.retrySafe === true && moved > 0 && sent !== undefined)
			throw new Broken(INVARIANTS.falseSafety, `${id} is ${String(json.outcome)}`);
	}
}

/** Within one pass an order leaves once; again only after 429, which says that the call was not taken in. */
function checkSends(payments: SeenCall[]): void {
	const last = new Map<string, SeenCall>();
	for (const payment of payments) {
		for (const id of payment.orderIds) {
			const fault = last.get(id)?.fault;
			const turnedAway =
				(fault?.kind === 'status' && fault.status === 429) ||
				(fault?.kind === 'code' && fault.code === 429);
			if (last.has(id) && !turnedAway)
				throw new Broken(INVARIANTS.resent, `${id} left again after ${JSON.stringify(fault)}`);
			last.set(id, payment);
		}
	}
}

/** (item, ID) for what is valid, (item, invalid) for what is not. */
function expectedPairs(items: Item[]): string[] {
	return items.flatMap(({ orders, invalid }, item) => [
		...orders.map((n) => `${item} ${orderId(n)}`),
		...Array<string>(invalid).fill(`${item} invalid`),
	]);
}

function pair({ json, pairedItem }: INodeExecutionData): string {
	const { item } = pairedItem as { item: number };
	return `${item} ${json.outcome === 'invalid' ? 'invalid' : String(json.orderId)}`;
}
