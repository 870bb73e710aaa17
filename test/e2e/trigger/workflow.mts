import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { eventually } from '../../support/eventually.mts';
import type { LocalN8n } from '../../support/n8n/localN8n.mts';
import { chain, node } from '../../support/n8n/payingWorkflow.mts';
import type { SavedCredential } from '../startWithPackage.mts';
import type { Arrivals } from './arrivals.mts';
import { send } from './messages.mts';

export const TRIGGER = 'PandaPon Trigger';
export const NEXT = 'Next';

/** A saved workflow: the trigger, and a node behind it that reports what comes through. */
export interface TriggerWorkflow {
	saved: { id: string } & IDataObject;
	/** Its address, under whichever port n8n has at the time. */
	path: string;
	productionUrl: string;
	testUrl: string;
}

/**
 * Saves such a workflow.
 *
 * @param fields The trigger's own, besides its name and type.
 * @param reports Whether the node behind it reports; where thousands of messages come, it does nothing.
 */
export async function saveTrigger(
	n8n: LocalN8n,
	credential: SavedCredential,
	arrivals: Arrivals,
	{ fields = {}, reports = true }: { fields?: IDataObject; reports?: boolean } = {},
): Promise<TriggerWorkflow> {
	const webhookId = randomUUID();
	const trigger = {
		...node(TRIGGER, 'n8n-nodes-pandapon.pandaPonTrigger', 2, { options: {} }),
		webhookId,
		credentials: {},
		...fields,
	};
	const report = node(NEXT, 'n8n-nodes-base.httpRequest', 4.2, {
		method: 'POST',
		url: arrivals.url,
		sendBody: true,
		contentType: 'raw',
		rawContentType: 'application/json',
		body: '={{ JSON.stringify($json) }}',
		options: {},
	});
	const next = reports ? report : node(NEXT, 'n8n-nodes-base.noOp', 1, {});
	const saved = await n8n.createWorkflow(chain('Messages', [next], trigger), credential);
	const path = `${webhookId}/webhook`;
	return {
		saved,
		path,
		productionUrl: `${n8n.url}/webhook/${path}`,
		testUrl: `${n8n.url}/webhook-test/${path}`,
	};
}

/** The same, published: its production address answers. */
export async function publishTrigger(
	...args: Parameters<typeof saveTrigger>
): Promise<TriggerWorkflow> {
	const workflow = await saveTrigger(...args);
	await args[0].publish(workflow.saved);
	await untilItAnswers(workflow.productionUrl);
	return workflow;
}

/** Waits until an address answers GET with this status. */
export async function untilItAnswers(url: string, status = 200): Promise<void> {
	await eventually(async () => {
		const answered = (await send(url, undefined, {}, 'GET')).status;
		if (answered !== status) throw new Error(`${url} answers ${answered}, not ${status}`);
	}, 20_000);
}

/** Presses "Listen for test event", as the editor does. */
export async function listen(n8n: LocalN8n, { saved }: TriggerWorkflow): Promise<void> {
	const { waitingForWebhook } = await n8n.api('POST', `/rest/workflows/${saved.id}/run`, {
		workflowData: saved,
		triggerToStartFrom: { name: TRIGGER },
	});
	if (waitingForWebhook !== true) throw new Error('n8n does not listen');
}

export interface Listed {
	id: string;
	status: string;
	mode: string;
}

/** A workflow's latest executions, the latest first, and how many there are in all. */
export async function executionsOf(
	n8n: LocalN8n,
	{ saved }: TriggerWorkflow,
	status?: string[],
): Promise<{ count: number; results: Listed[] }> {
	const filter = JSON.stringify({ workflowId: saved.id, ...(status && { status }) });
	return await n8n.api('GET', `/rest/executions?limit=100&filter=${encodeURIComponent(filter)}`);
}

/** Waits until exactly so many executions have ended well. */
export async function untilAllSucceeded(
	n8n: LocalN8n,
	workflow: TriggerWorkflow,
	count: number,
): Promise<void> {
	await eventually(async () => {
		const succeeded = (await executionsOf(n8n, workflow, ['success'])).count;
		if (succeeded !== count) throw new Error(`${succeeded} of ${count} have ended well`);
	}, 300_000);
}

/**
 * Waits until n8n shows the one execution that a dead process has left; returns its ID. One that died right after it was stored
 * n8n may not notice: then it stays `running`.
 */
export async function untilGivenUp(
	n8n: LocalN8n,
	workflow: TriggerWorkflow,
	...status: Array<'crashed' | 'running' | 'error'>
): Promise<string> {
	let dead = '';
	await eventually(async () => {
		const { results } = await executionsOf(n8n, workflow, status);
		if (results.length !== 1)
			throw new Error(JSON.stringify((await executionsOf(n8n, workflow)).results));
		dead = results[0].id;
	}, 60_000);
	return dead;
}

/** Presses Retry on an execution. */
export async function retry(n8n: LocalN8n, executionId: string): Promise<void> {
	await n8n.api('POST', `/rest/executions/${executionId}/retry`, { loadWorkflow: false });
}
