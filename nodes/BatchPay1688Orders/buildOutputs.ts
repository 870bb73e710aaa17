import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isRetrySafe, isSuccess, type Result } from './outcome';
import type { IdProblem } from './parseOrderIds';
import type { Entry } from './readOrders';

/**
 * Sends every (item, ID) pair out on exactly one output, linked to its input item.
 *
 * @param items The input items.
 * @param entries The pairs.
 * @param results One result for each valid order.
 * @param includeInputFields Whether to copy the fields of the input item.
 * @returns The items of Success, then those of Failure.
 */
export function buildOutputs(
	items: INodeExecutionData[],
	entries: Entry[],
	results: ReadonlyMap<string, Result>,
	includeInputFields: boolean,
): [success: INodeExecutionData[], failure: INodeExecutionData[]] {
	const success: INodeExecutionData[] = [];
	const failure: INodeExecutionData[] = [];
	for (const { item, orderId, problem } of entries) {
		const result = problem === undefined ? (results.get(orderId) as Result) : invalid(problem);
		const fields = includeInputFields ? carried(items[item].json) : {};
		const output = isSuccess(result.outcome) ? success : failure;
		output.push({ json: { ...fields, orderId, ...asFields(result) }, pairedItem: { item } });
	}
	return [success, failure];
}

function invalid(problem: IdProblem): Result {
	return { outcome: 'invalid', batch: null, requestId: null, ...problem };
}

/** The fields of a result in the order in which a person reads the table of the editor, where the last ones are out of sight; what is not known is left out. */
function asFields({ outcome, batch, requestId, errorReason, advice, code, httpStatus, orderStatus }: Result): IDataObject {
	if (isSuccess(outcome)) return { outcome, batch, requestId };
	return {
		outcome,
		errorReason,
		advice,
		retrySafe: isRetrySafe(outcome),
		batch,
		requestId,
		...(code !== undefined && { code }),
		...(httpStatus !== undefined && { httpStatus }),
		...(orderStatus !== undefined && { orderStatus }),
	};
}

const RESULT_FIELDS = ['orderId', 'outcome', 'batch', 'requestId', 'errorReason', 'advice', 'retrySafe', 'code', 'httpStatus', 'orderStatus'];

/**
 * The fields of an input item. If it is itself a result of this node that comes in again, its result fields stay behind: its
 * old advice must not stand beside the new outcome. n8n takes a field named `error` on the first output for a failed node, and
 * may run it again.
 */
function carried(input: IDataObject): IDataObject {
	const fields = { ...input };
	if ('error' in fields) {
		if (fields.error !== undefined) fields.input_error = fields.error;
		delete fields.error;
	}
	if ('outcome' in fields && 'requestId' in fields) {
		for (const name of RESULT_FIELDS) delete fields[name];
	}
	return fields;
}
