import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { FIRST_ID } from '../../support/orderIds.mts';
import type { Orders } from './newOrders.mts';

/** Names of the nodes that are measured. */
export const PAY = 'Batch Pay 1688 Orders';
export const SIGN = 'Sign Batches';
export const SPLIT = 'Split Success and Failed';

interface NodeJson {
	name: string;
	type: string;
	parameters: IDataObject;
}

const recipe = JSON.parse(
	readFileSync(join(import.meta.dirname, '../reliability/usual-recipe.json'), 'utf8'),
) as { nodes: NodeJson[] };

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: IDataObject,
	rest: IDataObject = {},
): IDataObject {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, ...rest };
}

/** Every workflow begins with a trigger, the recipe's keys, and one item for each order. */
function workflow(
	name: string,
	orders: Orders,
	keys: IDataObject,
	paying: IDataObject[],
): IDataObject {
	const makeItems = `return Array.from({ length: ${orders.count} }, (_, n) => ({ json: { orderId: String(${FIRST_ID}n + BigInt(${orders.first} + n)) } }));`;
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Order List', 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify(keys),
			options: {},
		}),
		node('Orders', 'n8n-nodes-base.code', 2, { jsCode: makeItems }),
		...paying,
	];
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name: to }, index): [string, IDataObject] => [
				String(nodes[index].name),
				{ main: [[{ node: to, type: 'main', index: 0 }]] },
			]),
	);
	return {
		name,
		nodes,
		connections,
		settings: { executionOrder: 'v1' },
	};
}

/** Makes the items without paying: what every other workflow costs besides paying. */
export const itemsWorkflow = (orders: Orders, keys: IDataObject): IDataObject =>
	workflow('Items', orders, keys, []);

/** This node; `name` may contain marks of `insideReport.mts`. */
export const thisNodeWorkflow = (
	orders: Orders,
	keys: IDataObject,
	parameters: IDataObject,
	name = '',
): IDataObject =>
	workflow(`This node ${name}`, orders, keys, [
		node(
			PAY,
			'n8n-nodes-pandapon.batchPay1688Orders',
			1,
			{ orderIds: '={{ $json.orderId }}', ...parameters },
			{ credentials: {} },
		),
	]);

/** The usual recipe at its fastest: with the HTTP Request node's defaults, which send all batches at once. */
export function recipeWorkflow(orders: Orders, keys: IDataObject, batchSize: number): IDataObject {
	const paying = recipe.nodes.slice(-3).map((each) => {
		const parameters = { ...each.parameters };
		if (each.name === SIGN)
			parameters.jsCode = String(parameters.jsCode).replace(
				'BATCH_SIZE = 10',
				`BATCH_SIZE = ${batchSize}`,
			);
		if ('options' in parameters) parameters.options = {};
		return { ...each, parameters };
	});
	return workflow('The usual recipe', orders, keys, paying);
}
