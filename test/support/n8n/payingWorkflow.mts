import type { IDataObject } from 'n8n-workflow';

import { outputsOf, type StoredExecution } from './localN8n.mts';

/** Name of the paying node in these workflows. */
export const PAY_NODE = 'Batch Pay 1688 Orders';

/** A workflow that is started by hand and pays a list, which comes as one item. */
export function payingWorkflow(
	name: string,
	ids: string[],
	options: IDataObject = {},
): IDataObject {
	const list = { mode: 'raw', jsonOutput: JSON.stringify({ orderIds: ids }), options: {} };
	return chain(name, [
		node('Orders', 'n8n-nodes-base.set', 3.4, list),
		payNode('={{ $json.orderIds }}', options),
	]);
}

/**
 * A workflow that is started by hand and has a list as it comes from a sheet: one item for each row, the first of them in row 2.
 *
 * @param columns What else stands in every row.
 */
export function rowsWorkflow(name: string, ids: string[], columns: IDataObject = {}): IDataObject {
	return chain(name, [rowsNode(ids, columns)]);
}

/** The same with the payment behind it. */
export function rowsPayingWorkflow(name: string, ids: string[]): IDataObject {
	return chain(name, [rowsNode(ids), payNode('={{ $json.orderId }}', {})]);
}

/** The same with the payment in a loop: a Loop Over Items node hands it some rows in each pass. */
export function loopPayingWorkflow(
	name: string,
	ids: string[],
	rowsInAPass: number,
	options: IDataObject,
): IDataObject {
	const loop = node('Loop Over Items', 'n8n-nodes-base.splitInBatches', 3, {
		batchSize: rowsInAPass,
		options: {},
	});
	const workflow = chain(name, [rowsNode(ids), loop, payNode('={{ $json.orderId }}', options)]);
	const to = (next: string) => [{ node: next, type: 'main', index: 0 }];
	// Its first output is for the end, its second for a pass; a pass is over when the payment's third output, Summary, has its item.
	Object.assign(workflow.connections as IDataObject, {
		[loop.name]: { main: [[], to(PAY_NODE)] },
		[PAY_NODE]: { main: [[], [], to(loop.name)] },
	});
	return workflow;
}

/** What became of each order: the items on Success and Failure. */
export function answersOf(execution: StoredExecution): IDataObject[] {
	const [success = [], failure = []] = outputsOf(execution, PAY_NODE);
	return [...success, ...failure].map(({ json }) => json);
}

export type Node = { name: string } & IDataObject;

export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: IDataObject,
): Node {
	return { id: name, name, type, typeVersion, parameters };
}

function rowsNode(ids: string[], columns: IDataObject = {}): Node {
	const jsCode = `return ${JSON.stringify(ids)}.map((orderId, index) => ({ json: { row: index + 2, orderId, ...${JSON.stringify(columns)} } }));`;
	return node('Orders', 'n8n-nodes-base.code', 2, { jsCode });
}

/**
 * The paying node; `createWorkflow` puts its credential in.
 *
 * @param fields Its other fields.
 */
export function payNode(orderIds: string, options: IDataObject, fields: IDataObject = {}): Node {
	const parameters = { mode: 'pay', orderIds, options, ...fields };
	return {
		...node(PAY_NODE, 'n8n-nodes-pandapon.batchPay1688Orders', 1, parameters),
		credentials: {},
	};
}

/** Puts nodes in a row behind a trigger: a manual one, unless another is given. */
export function chain(
	name: string,
	nodes: Node[],
	trigger = node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
): IDataObject {
	const all = [trigger, ...nodes];
	return {
		name,
		nodes: all.map((one, index) => ({ ...one, position: [220 * index, 0] })),
		connections: Object.fromEntries(
			nodes.map((next, index) => [
				all[index].name,
				{ main: [[{ node: next.name, type: 'main', index: 0 }]] },
			]),
		),
		settings: { executionOrder: 'v1' },
	};
}
