import { randomBytes } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { FailsAfterPaying } from '../../engine/failsAfterPaying.mts';
import { Account } from '../../sandbox/account.mts';
import { Sandbox, type SeenCall } from '../../sandbox/sandbox.mts';
import { payOnEngine, type PayResult } from '../../support/engine/batchPay.mts';
import { deduplicator } from '../../support/engine/deduplicator.mts';
import { BatchPay1688Orders, loadAsAnotherProcess } from '../../support/engine/n8nPackages.mts';
import { inputRows } from './inputRow.mts';
import { InvariantBroken, INVARIANTS } from './invariants.mts';
import { isOrder, judgeItems } from './judgeItems.mts';
import { judgeSummary } from './judgeSummary.mts';
import { orderId, type Execution, type Scenario } from './scenario.mts';

/** What many stories add up to. */
export interface Totals {
	executions: number;
	batches: number;
	lookUps: number;
	faults: Record<string, number>;
	submitted: number;
	/** How many items left with each outcome. */
	outcomes: Record<string, number>;
	/** Calls from another story, whose sandbox had left its port for a while. */
	misdirectedCalls: number;
}

export function newTotals(): Totals {
	return {
		executions: 0,
		batches: 0,
		lookUps: 0,
		faults: {},
		submitted: 0,
		outcomes: {},
		misdirectedCalls: 0,
	};
}

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
		for (const { path, call, fault, orderId: id } of scenario.faults)
			sandbox.fault(call, fault, path, id);
		let askedFor = 0;
		let remembered = false;
		// A stopped execution may still have a call under way when later ones run.
		let quiet = true;
		for (const execution of scenario.executions) {
			// Each execution with the memory switched off asks for one more payment of each order.
			if (!onlyChecks(execution)) {
				if (execution.options.skipSubmitted) remembered = true;
				else askedFor += execution.atOnce;
			}
			const mostSubmissions = askedFor + (remembered ? 1 : 0);
			const stage = { scenario, sandbox, workflowId, totals };
			for (const { order, to } of execution.changes)
				Object.assign(sandbox.account.orders.get(orderId(order))!, to);
			await playExecution(stage, execution, mostSubmissions, quiet);
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
	scenario.orders.forEach(({ hidesAmount, ...order }, n) =>
		account.addOrders([orderId(n)], {
			...order,
			stages: order.stages?.slice(),
			...(hidesAmount && { totalAmount: undefined }),
		}),
	);
	return account;
}

function onlyChecks({ mode, passes }: Execution): boolean {
	return mode === 'check' || (mode === 'checkThenPay' && passes === 1);
}

/** What the world was like before an execution. */
interface Before {
	/** How often each order had been submitted, and for how much in all, in fen. */
	submitted: ReadonlyMap<string, number>;
	charged: ReadonlyMap<string, number>;
	/** Orders that a look-up shows as paid, in part or whole, as being paid, or as closed. */
	notWaiting: ReadonlySet<string>;
	memory: string;
}

function look({ sandbox: { account }, workflowId }: Stage): Before {
	const orders = [...account.orders];
	const isWaiting = ({ status, stages, tradeTerms }: (typeof orders)[number][1]) =>
		status === 'waitbuyerpay' && ![...(stages ?? []), ...(tradeTerms ?? [])].some((of) => of !== 1);
	return {
		submitted: new Map(account.ledger()),
		charged: new Map(orders.map(([id]) => [id, account.submittedFen(id)])),
		notWaiting: new Set(orders.filter(([, order]) => !isWaiting(order)).map(([id]) => id)),
		memory: JSON.stringify(deduplicator.rows.get(`${workflowId} pay`) ?? []),
	};
}

/**
 * @param mostSubmissions How often an order may be in the ledger afterwards.
 * @param quiet No call of an earlier execution can be under way.
 */
async function playExecution(
	stage: Stage,
	execution: Execution,
	mostSubmissions: number,
	quiet: boolean,
): Promise<void> {
	const { scenario, sandbox } = stage;
	const { account } = sandbox;
	const alone = quiet && execution.atOnce === 1;
	const before = look(stage);
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

	if (quiet) checkSent(stage, execution, before, sent);
	for (const [id, count] of account.ledger()) {
		if (count > mostSubmissions)
			throw new InvariantBroken(INVARIANTS.double, `${id} was submitted ${count} times`);
		if (alone && count - (before.submitted.get(id) ?? 0) > 1)
			throw new InvariantBroken(INVARIANTS.double, `${id} was submitted twice in one execution`);
	}
	if (alone) checkLimits(scenario, execution, account, before);
	for (const result of results)
		if (result !== undefined)
			checkResult(stage, execution, result, before, alone ? sent.length : undefined);
}

/** What was sent must have been meant to be sent. */
function checkSent(stage: Stage, execution: Execution, before: Before, sent: SeenCall[]): void {
	const ids = new Set(sent.flatMap(({ orderIds }) => orderIds));
	if (onlyChecks(execution)) {
		if (sent.length > 0) throw new InvariantBroken(INVARIANTS.check, `it sent ${[...ids].join()}`);
		// A check that is stopped, or whose database fails, may leave orders in the memory, and says so.
		const mayLeave = execution.memoryFails || execution.cancelAfterMs !== undefined;
		const { memory } = look(stage);
		if (!mayLeave && memory !== before.memory)
			throw new InvariantBroken(INVARIANTS.check, `memory ${before.memory} became ${memory}`);
	}
	const wrong = [...ids].find((id) => before.notWaiting.has(id));
	if (execution.options.lookUpFirst && wrong !== undefined)
		throw new InvariantBroken(INVARIANTS.notWaiting, wrong);
}

/** What the ledger shows as submitted must keep to each limit, over all passes. */
function checkLimits(
	scenario: Scenario,
	{ limitsItems, maxTotal, maxOrders }: Execution,
	account: Account,
	before: Before,
): void {
	const charged = (id: string) => account.submittedFen(id) - (before.charged.get(id) ?? 0);
	const sum = (ids: string[]) => ids.reduce((fen, id) => fen + charged(id), 0);
	const ids = scenario.orders.map((_, n) => orderId(n));
	const check = (what: string, paid: number, most: number | undefined) => {
		if (most !== undefined && paid > most)
			throw new InvariantBroken(INVARIANTS.limit, `${paid} is above the ${what} of ${most}`);
	};
	check('maximum total', sum(ids), maxTotal?.fen);
	check('maximum of orders', ids.filter((id) => charged(id) > 0).length, maxOrders);
	if (!limitsItems) return;
	for (const { orders, max } of scenario.items)
		check('maximum amount', sum(orders.map(orderId)), max.fen ?? 0);
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

const COLUMN = '={{ $json.max }}';
const MODES = {
	check: 'check',
	pay: 'pay',
	checkThenPay: '={{ $runIndex === 0 ? "check" : "pay" }}',
};

/** Runs an execution; `undefined` when it was stopped. */
async function run(
	{ scenario, sandbox, workflowId }: Stage,
	execution: Execution,
	Node: typeof BatchPay1688Orders,
): Promise<PayResult | undefined> {
	const { options, node, passes, cancelAfterMs, maxTotal, maxOrders } = execution;
	if (execution.memoryFails) deduplicator.failsFor.add(workflowId);
	if (execution.writeStallsMs !== undefined)
		deduplicator.stallsFor.set(workflowId, execution.writeStallsMs);
	let timer: NodeJS.Timeout | undefined;
	const stumbling = execution.stumbles && node.retryOnFail ? new FailsAfterPaying() : undefined;
	try {
		const result = await payOnEngine({
			items: inputRows(scenario),
			parameters: { mode: MODES[execution.mode], maxAmount: execution.limitsItems ? COLUMN : '' },
			credential: execution.noCredential
				? undefined
				: { ...sandbox.credential, ...(execution.wrongSecret && { accessSecret: 'wrong' }) },
			options: {
				...options,
				...(maxTotal !== undefined && { maxTotalAmount: maxTotal.written }),
				...(maxOrders !== undefined && { maxOrders }),
			},
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
	{ scenario, sandbox: { account }, totals: { outcomes } }: Stage,
	execution: Execution,
	result: PayResult,
	before: Before,
	sent: number | undefined,
): void {
	const everything = JSON.stringify(result.run);
	// More of the secret than a random request ID may hold, or a signature.
	if (/c0ffee00c0ffee/i.test(everything) || /(?!\d{32})[0-9A-F]{32}/.test(everything))
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

	// n8n may put an empty item on Success (Always Output Data).
	const success = result.success.filter(({ json }) => Object.keys(json).length > 0);
	judgeItems(scenario, execution, { ...result, success });
	for (const { json } of [...success, ...result.failure])
		outcomes[String(json.outcome)] = (outcomes[String(json.outcome)] ?? 0) + 1;
	const asJson = (items: typeof success): IDataObject[] => items.map(({ json }) => json);
	const lastMode = onlyChecks(execution) ? 'check' : 'pay';
	judgeSummary(scenario, [lastMode, null], asJson(success), asJson(result.failure), result.summary);

	const now = (id: string): number => account.submissions(id) - (before.submitted.get(id) ?? 0);
	for (const { json } of [...success, ...result.failure]) {
		const id = String(json.orderId);
		const { price } = account.orders.get(id) ?? {};
		if (json.orderAmount !== null && json.orderAmount !== (price ?? 0) / 100)
			throw new InvariantBroken(INVARIANTS.amount, `${id}: ${String(json.orderAmount)}`);
		// A row without a readable maximum keeps its orders back, in other rows too.
		if (json.outcome === 'invalid' && isOrder(scenario, json) && !hasUnreadableLimit(id))
			throw new InvariantBroken(INVARIANTS.lost, `${id} is called invalid`);
	}
	for (const { json } of success) {
		const id = String(json.orderId);
		const isTrue =
			json.outcome === 'paid'
				? account.isPaid(id)
				: sent === undefined
					? account.submissions(id) > 0
					: now(id) > 0;
		if (!isTrue)
			throw new InvariantBroken(INVARIANTS.falseSuccess, `${id} is called ${String(json.outcome)}`);
	}
	for (const { json } of result.failure) {
		const id = String(json.orderId);
		const calledUnpaid = json.retrySafe === true || json.moneyMoved === 'no';
		if (calledUnpaid && now(id) > 0 && sent !== undefined)
			throw new InvariantBroken(INVARIANTS.falseSafety, `${id} is ${String(json.outcome)}`);
	}

	function hasUnreadableLimit(id: string): boolean {
		const { limitsItems } = execution;
		return scenario.items.some(
			({ orders, max }) =>
				limitsItems && max.fen === undefined && orders.some((n) => orderId(n) === id),
		);
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
