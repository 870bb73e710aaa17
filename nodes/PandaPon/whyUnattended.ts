import { UserError, type IExecuteFunctions } from 'n8n-workflow';

import { isForgottenAfterwards } from '../shared/n8n/isForgottenAfterwards';

/** A call that changes something was not made, since nobody would see its whole result. */
export class Unattended extends UserError {}

/**
 * Says why a call that changes something must not be made where nobody sees its whole result: an agent gets one item and may
 * call again, each time with a new run, and n8n's Assistant runs a node alone in a workflow that it deletes afterwards.
 *
 * @param context n8n's execution context.
 * @returns Why, in words that an agent understands; `undefined` when the call may be made.
 */
export function whyUnattended(context: IExecuteFunctions): string | undefined {
	if (isTool(context))
		return 'Nothing was sent. As a tool, this node only reads: this operation changes the account or pays. Do not try again; ask a person to run it in a workflow.';
	if (isForgottenAfterwards(context))
		return "Nothing was sent. n8n's Assistant runs this node alone, and could repeat the call without knowing it. Put the node into a workflow and execute that.";
	return undefined;
}

/** n8n makes a type of its own, with this ending, of a node that is used as a tool. */
export function isTool(context: IExecuteFunctions): boolean {
	return /tool$/i.test(context.getNode().type) || context.isToolExecution?.() === true;
}
