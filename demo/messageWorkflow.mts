import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { MessageItem } from '../dist/nodes/PandaPonTrigger/describeMessage.js';
import { eventually } from '../test/support/eventually.mts';
import { outputsOf, type LocalN8n } from '../test/support/n8n/localN8n.mts';

const TRIGGER = 'PandaPon Trigger';

/** What the trigger made of a message. */
export interface Arrival {
	executionId: string;
	/** What the nodes behind it got; `undefined` if nothing went on. */
	item?: MessageItem;
	/** What the node says about it in its panel. */
	hint?: string;
}

/** A published workflow that starts with PandaPon's messages. */
export class MessageWorkflow {
	/** The trigger's production URL, as a person would copy it into PandaPon's console. */
	readonly url: string;
	private readonly n8n: LocalN8n;
	private readonly id: string;

	private constructor(n8n: LocalN8n, id: string, url: string) {
		this.n8n = n8n;
		this.id = id;
		this.url = url;
	}

	static async publish(
		n8n: LocalN8n,
		credential: { id: string; name: string },
	): Promise<MessageWorkflow> {
		const webhookId = randomUUID();
		const workflow = await n8n.createWorkflow(workflowWith(webhookId), credential);
		await n8n.publish(workflow);
		return new MessageWorkflow(n8n, workflow.id, `${n8n.url}/webhook/${webhookId}/webhook`);
	}

	/** Where the editor shows what has arrived. */
	get executionsUrl(): string {
		return `${this.n8n.url}/workflow/${this.id}/executions`;
	}

	/** Reads back from n8n what the n-th message has become; waits for it. */
	async arrival(n: number): Promise<Arrival> {
		let executionId = '';
		await eventually(async () => {
			const ids = await this.executionIds();
			if (ids.length < n) throw new Error(`n8n has ${ids.length} executions, not ${n}`);
			executionId = ids[n - 1];
		});
		const execution = await this.n8n.finished(executionId);
		const [[item] = []] = outputsOf(execution, TRIGGER);
		const [run] = execution.data.resultData.runData[TRIGGER] ?? [];
		return {
			executionId,
			item: item?.json as unknown as MessageItem | undefined,
			hint: run?.hints?.[0]?.message,
		};
	}

	/** Its executions so far, the first one first. */
	async executionIds(): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: this.id }));
		const { results } = await this.n8n.api<{ results: Array<{ id: string }> }>(
			'GET',
			`/rest/executions?filter=${filter}`,
		);
		return results.map(({ id }) => id).reverse();
	}
}

function workflowWith(webhookId: string): IDataObject {
	const text =
		'=Order {{ $json.orderId }} now costs ¥{{ $json.amount }}; its payment: {{ $json.payment }}';
	return {
		name: 'Demo: A price has changed',
		nodes: [
			{
				id: randomUUID(),
				name: TRIGGER,
				type: 'n8n-nodes-pandapon.pandaPonTrigger',
				typeVersion: 2,
				position: [0, 0],
				webhookId,
				parameters: {},
				credentials: {},
			},
			{
				id: randomUUID(),
				name: 'Tell the buyer',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [220, 0],
				parameters: {
					assignments: { assignments: [{ id: 'text', name: 'text', value: text, type: 'string' }] },
				},
			},
		],
		connections: { [TRIGGER]: { main: [[{ node: 'Tell the buyer', type: 'main', index: 0 }]] } },
	};
}
