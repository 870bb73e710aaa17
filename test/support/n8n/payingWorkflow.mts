import type { IDataObject } from 'n8n-workflow';

/** Name of the paying node in these workflows. */
export const PAY_NODE = 'Batch Pay 1688 Orders';

/** A workflow that pays a list: start by hand, the list, the node. */
export function payingWorkflow(
	name: string,
	ids: string[],
	options: IDataObject = {},
): IDataObject {
	const node = (
		id: string,
		type: string,
		typeVersion: number,
		parameters: IDataObject,
		rest: IDataObject = {},
	) => ({ id, name: id, type, typeVersion, position: [0, 0], parameters, ...rest });
	const to = (id: string) => ({ main: [[{ node: id, type: 'main', index: 0 }]] });
	return {
		name,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Orders', 'n8n-nodes-base.set', 3.4, {
				mode: 'raw',
				jsonOutput: JSON.stringify({ orderIds: ids }),
				options: {},
			}),
			node(
				PAY_NODE,
				'n8n-nodes-pandapon.batchPay1688Orders',
				1,
				{ orderIds: '={{ $json.orderIds }}', options },
				{ credentials: {} },
			),
		],
		connections: { Start: to('Orders'), Orders: to(PAY_NODE) },
		settings: { executionOrder: 'v1' },
	};
}
