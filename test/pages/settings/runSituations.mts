import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { Sandbox } from '../../sandbox/sandbox.mts';
import { outputsOf, type LocalN8n } from '../../support/n8n/localN8n.mts';
import { findFaults, type Run } from './findFaults.mts';
import {
	ORDERS_IN_A_ROW,
	ROWS,
	SETTINGS,
	SITUATIONS,
	type NodeSettings,
	type Situation,
} from './settingsSituations.mts';

/** What a run showed, in the page's words. */
export interface Observed {
	situation: Situation;
	settings: NodeSettings;
	/** How the execution ended, e.g. `success`. */
	status: string;
	/** The outcomes on an output, counted, e.g. `6 submitted`. */
	success: string;
	failure: string;
	/** Items on the fourth output, which exists only with *Continue (using error output)*. */
	errorItems: number;
	/** Calls to the payment endpoint, and orders in the ledger. */
	calls: number;
	submitted: number;
	/** Broken promises; empty when all is well. */
	faults: string[];
}

const NODE = 'Batch Pay 1688 Orders';
const OUTPUTS = ['Success', 'Failure', 'Summary', 'Error'];

/** Runs every combination of settings in every situation on one n8n, each with a workflow and orders of its own. */
export async function runSituations(n8n: LocalN8n): Promise<Observed[]> {
	const sandbox = await new Sandbox().start();
	try {
		const name = 'PandaPon Sandbox';
		const good = { id: await n8n.createCredential('pandaPonApi', name, sandbox.credential), name };
		const deleted = {
			id: await n8n.createCredential('pandaPonApi', 'Deleted', sandbox.credential),
			name: 'Deleted',
		};
		await n8n.api('DELETE', `/rest/credentials/${deleted.id}`);
		const observed: Observed[] = [];
		for (const situation of SITUATIONS) {
			for (const settings of SETTINGS) {
				const rows = newRows(observed.length);
				const run = await runOnce(
					n8n,
					sandbox,
					situation,
					settings,
					rows,
					situation.credentialDeleted ? deleted : good,
				);
				observed.push(observe(run, situation, settings));
			}
		}
		return observed;
	} finally {
		await sandbox.close();
	}
}

async function runOnce(
	n8n: LocalN8n,
	sandbox: Sandbox,
	situation: Situation,
	settings: NodeSettings,
	rows: string[][],
	credential: { id: string; name: string },
): Promise<Run> {
	const { account } = sandbox;
	sandbox.reset();
	account.paysAtOnce = true;
	account.addOrders(rows.flat());
	situation.prepare?.(sandbox, rows.flat());
	const workflow = workflowFor(settings, rows, situation.mode ?? 'pay');
	const saved = await n8n.createWorkflow(workflow, credential);
	const execution = await n8n.finished(await n8n.run(saved));
	const [success = [], failure = [], summary = [], error = []] = outputsOf(execution, NODE);
	return {
		status: execution.status,
		settings,
		rows,
		outputs: [success, failure, summary, error],
		arrived: OUTPUTS.map((output) => outputsOf(execution, `After ${output}`)[0] ?? []),
		calls: sandbox.payments().length,
		submissions: (orderId) => account.submissions(orderId),
	};
}

function observe(run: Run, situation: Situation, settings: NodeSettings): Observed {
	const [success, failure, , error] = run.outputs;
	return {
		situation,
		settings,
		status: run.status,
		success: countOutcomes(success),
		failure: countOutcomes(failure),
		errorItems: error.length,
		calls: run.calls,
		submitted: run.rows.flat().filter((orderId) => run.submissions(orderId) > 0).length,
		faults: findFaults(run),
	};
}

function countOutcomes(items: INodeExecutionData[]): string {
	const counts = new Map<string, number>();
	for (const { json } of items) {
		const outcome = String(json.outcome ?? 'empty item');
		counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	}
	return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ') || '–';
}

/** Fresh orders for each run, as the ledger keeps those of earlier ones. */
function newRows(run: number): string[][] {
	const first = 2059624700000000000n + BigInt(run) * 1_000_003n;
	return Array.from({ length: ROWS }, (_, row) =>
		Array.from({ length: ORDERS_IN_A_ROW }, (__, column) =>
			String(first + BigInt(row * ORDERS_IN_A_ROW + column) * 13n),
		),
	);
}

/** A list, the node with its defaults but for its mode, and after each output a node that shows what arrives there. */
function workflowFor(settings: NodeSettings, rows: string[][], mode: 'check' | 'pay'): IDataObject {
	const { onError } = settings;
	const list = JSON.stringify({ rows: rows.map((orderIds) => ({ orderId: orderIds.join(', ') })) });
	const node = (
		name: string,
		type: string,
		typeVersion: number,
		parameters: IDataObject,
		more: object = {},
	) => ({ id: name, name, type, typeVersion, position: [0, 0], parameters, ...more });
	const to = (name: string) => [{ node: name, type: 'main', index: 0 }];
	const afterNodes = OUTPUTS.slice(0, onError === 'continueErrorOutput' ? 4 : 3).map(
		(output) => `After ${output}`,
	);
	return {
		name: `${onError}, ${JSON.stringify(settings)}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('List', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: list, options: {} }),
			node('Rows', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'rows', options: {} }),
			node(
				NODE,
				'n8n-nodes-pandapon.batchPay1688Orders',
				1,
				{ mode, orderIds: '={{ $json.orderId }}', options: {} },
				{ ...settings, credentials: { pandaPonApi: {} } },
			),
			...afterNodes.map((name) => node(name, 'n8n-nodes-base.noOp', 1, {})),
		],
		connections: {
			Start: { main: [to('List')] },
			List: { main: [to('Rows')] },
			Rows: { main: [to(NODE)] },
			[NODE]: { main: afterNodes.map(to) },
		},
		settings: { executionOrder: 'v1' },
	};
}
