import { randomBytes } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { Sandbox } from '../../sandbox/sandbox.mts';
import { aroundExecute } from '../../support/engine/aroundExecute.mts';
import { PandaPon, PandaPonApi } from '../../support/engine/n8nPackages.mts';
import { runOnEngine, type EngineResult } from '../../support/engine/runOnEngine.mts';
import { CHANGE_INVARIANTS, ChangeInvariantBroken } from './changeInvariants.mts';
import { ChangeLedger } from './changeLedger.mts';
import { faultPath, markerOf, markersOf, type ChangeStory } from './changeStory.mts';
import { isChange, judgeCalls, readingsOf } from './judgeCalls.mts';
import { judgeOutcomes } from './judgeOutcomes.mts';

/** What many stories add up to. */
export interface ChangeTotals {
	runs: number;
	calls: number;
	performed: number;
	/** How many items left with each outcome. */
	outcomes: Record<string, number>;
	faults: Record<string, number>;
	operations: Record<string, number>;
	/** Runs that n8n made again after the node had returned. */
	repeatedRuns: number;
	stopped: number;
	misdirectedCalls: number;
}

export function newChangeTotals(): ChangeTotals {
	return {
		runs: 0,
		calls: 0,
		performed: 0,
		outcomes: {},
		faults: {},
		operations: {},
		repeatedRuns: 0,
		stopped: 0,
		misdirectedCalls: 0,
	};
}

/** A story while it is played. */
export interface ChangeStage {
	story: ChangeStory;
	sandbox: Sandbox;
	ledger: ChangeLedger;
	/** The passes that have begun, each with how many calls had arrived before. */
	begun: Map<number, number>;
	/** How many calls had arrived when Stop was pressed. */
	callsAtStop: number | undefined;
}

let stories = 0;

/**
 * Plays a story on n8n's engine against a sandbox of its own.
 *
 * @throws ChangeInvariantBroken when an invariant does not hold.
 */
export async function playChangeStory(story: ChangeStory, totals: ChangeTotals): Promise<void> {
	const ledger: ChangeLedger = new ChangeLedger(story, () => sandbox);
	const sandbox = new Sandbox({
		keys: { accessKey: randomBytes(16).toString('hex') },
		dropMisdirectedCalls: true,
		handlers: ledger.handlers(),
	});
	await sandbox.start();
	const stage = {
		story,
		sandbox,
		ledger,
		begun: new Map<number, number>(),
		callsAtStop: undefined,
	};
	try {
		markersOf(story).forEach((marker, n) => {
			const status = story.orderStatuses[n % story.orderStatuses.length];
			sandbox.account.addOrders([marker], { status });
		});
		for (const fault of story.faults) {
			const { path, call } = faultPath(story, fault);
			sandbox.fault(call, fault.fault, path);
		}
		const result = await run(stage, totals);
		// On a busy machine a call that was given up may arrive after its execution has ended.
		await sandbox.idle();
		judgeCalls(stage);
		if (result === undefined) totals.stopped++;
		else for (const outcome of judgeOutcomes(stage, result)) countIn(totals.outcomes, outcome);
		addUp(totals, stage);
	} finally {
		await sandbox.close();
	}
}

/** @returns Nothing when the execution was stopped: then there are no results. */
async function run(stage: ChangeStage, totals: ChangeTotals): Promise<EngineResult | undefined> {
	const { story, sandbox } = stage;
	const { operation, stumbles, cancelAfterMs } = story;
	let stumbled = 0;
	let execution: Promise<unknown> = Promise.resolve();
	const nodeType = aroundExecute(new PandaPon(), async (context, execute) => {
		const pass = passOf(context);
		if (!stage.begun.has(pass)) stage.begun.set(pass, sandbox.calls.length);
		const result = checkThrows(stage, context, execute);
		execution = result.catch(() => {});
		const outputs = await result;
		if (stumbles?.pass !== pass || stumbled >= stumbles.times) return outputs;
		stumbled++;
		totals.repeatedRuns++;
		throw new Error('n8n stumbles');
	});
	let timer: NodeJS.Timeout | undefined;
	try {
		const result = await runOnEngine({
			nodeType,
			items: inputItems(story),
			parameters: {
				resource: operation.resource,
				operation: operation.operation,
				...operation.parameters(story.differsByPass ? '$json.ids[$runIndex]' : '$json.id'),
				options: { timeoutMs: story.timeoutMs },
			},
			credentials: [
				{
					type: new PandaPonApi(),
					fields: story.noCredential
						? undefined
						: { ...sandbox.credential, ...(story.wrongSecret && { accessSecret: WRONG_SECRET }) },
					isGone: () => story.credentialGoesAway && stumbled > 0,
				},
			],
			node: { id: 'change', name: 'Change', ...story.node },
			passes: story.passes,
			workflowId: `change-${++stories}`,
			whileRunning:
				cancelAfterMs === undefined
					? undefined
					: (cancel) =>
							(timer = setTimeout(() => {
								stage.callsAtStop = sandbox.calls.length;
								cancel();
							}, cancelAfterMs)),
		});
		checkSecrets(stage, JSON.stringify(result.run) + result.hints.join());
		return result.status === 'canceled' ? undefined : result;
	} catch (error) {
		// A stopped execution ends with an error and without results.
		if (cancelAfterMs !== undefined && !(error instanceof ChangeInvariantBroken)) return undefined;
		throw error;
	} finally {
		clearTimeout(timer);
		// n8n does not wait for a node that it has stopped.
		await execution;
	}
}

/** As long as the right one, and with none of its parts. */
const WRONG_SECRET = 'decade99decade99decade99decade99';

function passOf(context: IExecuteFunctions): number {
	return context.getWorkflowDataProxy(0).$runIndex as number;
}

function inputItems(story: ChangeStory): Array<{ id: string; ids: string[] }> {
	return story.items.map((content) => {
		const ids = Array.from({ length: story.passes }, (_, pass) => markerOf(story, content, pass));
		return { id: ids[0], ids };
	});
}

/** Lets the node throw only while no call of this pass, by this try or an earlier one, has left; never under "Continue". */
async function checkThrows<T>(
	stage: ChangeStage,
	context: IExecuteFunctions,
	execute: () => Promise<T>,
): Promise<T> {
	try {
		return await execute();
	} catch (error) {
		const before = stage.begun.get(passOf(context));
		const left = stage.sandbox.calls
			.slice(before)
			.filter((call) => isChange(stage, call) && !readingsOf(stage, call).includes('notSent'));
		if (context.continueOnFail() || left.length > 0)
			stage.ledger.problem ??= new ChangeInvariantBroken(
				CHANGE_INVARIANTS.threw,
				`${(error as Error).message}, after ${left.length} calls`,
			);
		throw error;
	}
}

function checkSecrets({ sandbox: { keys, signatures } }: ChangeStage, everything: string): void {
	for (const secret of [keys.accessKey, keys.accessSecret, ...signatures])
		if (everything.toLowerCase().includes(secret.toLowerCase()))
			throw new ChangeInvariantBroken(CHANGE_INVARIANTS.leaked, 'in the stored execution');
}

function addUp(totals: ChangeTotals, { story, sandbox, ledger }: ChangeStage): void {
	const { resource, operation } = story.operation;
	totals.runs++;
	totals.calls += ledger.answers.size;
	totals.performed += [...ledger.performed.values()].reduce((sum, count) => sum + count, 0);
	totals.misdirectedCalls += sandbox.misdirectedCalls;
	countIn(totals.operations, `${resource} ${operation}`);
	for (const { fault } of sandbox.calls) if (fault) countIn(totals.faults, fault.kind);
	for (let n = 0; n < sandbox.downtimes; n++) countIn(totals.faults, 'refuse');
}

function countIn(counts: Record<string, number>, name: string): void {
	counts[name] = (counts[name] ?? 0) + 1;
}
