import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/**
 * A node with something done around each of its executions.
 *
 * @param around Called in place of the node's `execute`, and given it.
 */
export function aroundExecute(
	nodeType: INodeType,
	around: (
		context: IExecuteFunctions,
		execute: () => Promise<INodeExecutionData[][]>,
	) => Promise<INodeExecutionData[][]>,
): INodeType {
	return Object.assign(Object.create(nodeType) as INodeType, {
		async execute(this: IExecuteFunctions) {
			return await around(
				this,
				async () => (await nodeType.execute!.call(this)) as INodeExecutionData[][],
			);
		},
	});
}
