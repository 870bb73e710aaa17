import assert from 'node:assert/strict';

import type { IDataObject } from 'n8n-workflow';
import { request } from 'undici';

import { buyerView } from '../../sandbox/buyerView.mts';
import { signMessage } from '../../sandbox/signMessage.mts';
import { eventually } from '../../support/eventually.mts';
import { activated, type Example } from '../../support/examples.mts';
import { DataTable } from './dataTable.mts';
import {
	account,
	executionsOf,
	n8n,
	publish,
	sandbox,
	save,
	unpublish,
	type Workflow,
} from './stage.mts';

export const PRICE = 'ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY';
export const SHIPPED = 'ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS';
export const REFUND = 'ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES';

const { accessKey, accessSecret } = sandbox.credential;

/** A message as PandaPon posts it. */
export const message = (type: string, body: string): string =>
	`{"messageType":"1688_${type}","messagePlatform":1,"timestamp":"${Date.now()}","messageBody":${body}}`;

/** The whole order, as it is at this moment. */
export const priceMessage = (orderId: string): string =>
	message(PRICE, JSON.stringify(buyerView(orderId, account.orders.get(orderId)!)));

/** 1688's own messages name the order by a number. */
export const shortMessage = (type: string, orderId: string): string =>
	message(type, `{"orderId":${orderId}}`);

/** Sends messages to the trigger's production URL, at the same time. */
export async function push({ nodes }: Workflow, ...messages: string[]): Promise<void> {
	const { webhookId } = nodes.find(({ type }) => type.endsWith('.pandaPonTrigger'))!;
	const statuses = await Promise.all(
		messages.map(async (body) => {
			const { statusCode, body: answer } = await request(
				`${n8n.url}/webhook/${webhookId}/webhook`,
				{
					method: 'POST',
					headers: {
						'content-type': 'application/json',
						authorization: signMessage(body, { accessKey, accessSecret }),
					},
					body,
				},
			);
			await answer.dump();
			return statusCode;
		}),
	);
	assert.deepEqual(statuses, Array(messages.length).fill(200));
}

/** Each message has become an execution, and each has come to its end. */
export async function carriedOut(workflow: Workflow, count: number): Promise<void> {
	await eventually(async () =>
		assert.deepEqual(
			(await executionsOf(workflow)).map(({ status }) => status),
			Array(count).fill('success'),
		),
	);
}

/** Publishes a workflow while something is done. */
export async function published(
	example: Example,
	work: (workflow: Workflow) => Promise<void>,
): Promise<void> {
	const workflow = await save(activated(example));
	await publish(workflow);
	try {
		await work(workflow);
	} finally {
		await unpublish(workflow);
	}
}

/** What n8n adds to each row. */
const ADDED = ['id', 'createdAt', 'updatedAt'];

/** The rows of these orders, as they were written. */
export async function rowsOf(table: string, ids: string[]): Promise<IDataObject[]> {
	const rows = await (await DataTable.named(n8n, table)).rows();
	return rows
		.filter(({ orderId }) => ids.includes(String(orderId)))
		.map((row) =>
			Object.fromEntries(Object.entries(row).filter(([column]) => !ADDED.includes(column))),
		);
}
