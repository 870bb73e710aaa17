import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Tells whether n8n runs this node alone in a workflow that it makes for the purpose and deletes afterwards, along with the
 * memory of submitted orders: n8n's own Assistant does so, as often as it likes (n8n 2.41, ExecuteNodeService). Such a workflow
 * is named after the node's type, and nothing leads to the node; if a person gives a workflow this very name, the node need
 * only be connected.
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
