import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

/**
 * Shows in the panel why a message was not taken in while a person listens for one.
 *
 * @param context n8n's execution context.
 * @returns Whether the execution was started to say so (answer.ts): then nothing must reach the nodes behind.
 * @throws NodeOperationError that says so; not under "Continue", where n8n would hand the input on.
 */
export function showsWhyTurnedAway(context: IExecuteFunctions): boolean {
	const why = context.getInputData()[0]?.json.turnedAway;
	if (typeof why !== 'string') return false;
	const message = `A message was not taken in: ${why}`;
	const description =
		'Nothing was handed to the workflow. Execute the step again to listen for the next message.';
	if (!context.continueOnFail())
		throw new NodeOperationError(context.getNode(), message, { description });
	context.addExecutionHints({ message: `${message}. ${description}`, location: 'outputPane' });
	return true;
}
