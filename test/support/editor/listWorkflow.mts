import type { IDataObject } from 'n8n-workflow';

/** A workflow that begins with a list as it comes from a sheet: one item for each row, the first of them in row 2. */
export function listWorkflow(name: string, ids: string[]): IDataObject {
	const jsCode = `return ${JSON.stringify(ids)}.map((orderId, index) => ({ json: { row: index + 2, orderId } }));`;
	return {
		name,
		nodes: [
			{
				id: 'a1',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'a2',
				name: 'Orders',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				position: [220, 0],
				parameters: { jsCode },
			},
		],
		connections: { Start: { main: [[{ node: 'Orders', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

/** The same with the payment behind it; `createWorkflow` puts its credential in. */
export function payingWorkflow(name: string, ids: string[]): IDataObject {
	const list = listWorkflow(name, ids);
	const pay = {
		id: 'a3',
		name: 'Batch Pay 1688 Orders',
		type: 'n8n-nodes-pandapon.batchPay1688Orders',
		typeVersion: 1,
		position: [440, 0],
		parameters: { orderIds: '={{ $json.orderId }}', dryRun: false, options: {} },
		credentials: { pandaPonApi: { id: '', name: '' } },
	};
	return {
		...list,
		nodes: [...(list.nodes as IDataObject[]), pay],
		connections: {
			...(list.connections as IDataObject),
			Orders: { main: [[{ node: pay.name, type: 'main', index: 0 }]] },
		},
	};
}
