import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Tells whether n8n runs this node by itself in a workflow that it makes for the purpose and deletes afterwards, the memory of
 * submitted orders with it: n8n's own Assistant does so, as often as it likes (n8n 2.41, ExecuteNodeService). Such a workflow
 * is named after the node's type, and nothing leads to the node; in a workflow that a person gave this very name, the node
 * need only be connected.
 *
 * @param context n8n's execution context.
 */
export function isForgottenAfterwards(context: IExecuteFunctions): boolean {
	const { name, type } = context.getNode();
	return (
		context.getWorkflow().name === `Execute node ${type}` &&
		context.getParentNodes(name).length === 0
	);
}
