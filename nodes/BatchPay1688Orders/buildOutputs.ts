import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { IdProblem } from '../shared/orders/idProblems';
import { advice } from './advice';
import { isRetrySafe, isSuccess, OUTCOMES, RESULT_FIELDS, type Result } from './outcome';
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
		const result = problem === undefined ? (results.get(orderId) ?? unaccounted) : invalid(problem);
		const fields = { orderId, ...asFields(result) };
		const input = includeInputFields ? carried(items[item]?.json ?? {}, fields) : {};
		const output = isSuccess(result.outcome) ? success : failure;
		output.push({ json: { ...input, ...fields }, pairedItem: { item } });
	}
	return [success, failure];
}

/** No order should lack a result; if one does, nobody knows whether it was sent. */
const unaccounted: Result = {
	outcome: 'unknown',
	batch: null,
	requestId: null,
	errorReason: 'The run holds no result for this order',
	advice: advice.unknown(),
};

function invalid(problem: IdProblem): Result {
	return { outcome: 'invalid', batch: null, requestId: null, ...problem };
}

/** A result's fields in the order a person reads them in the editor's table, where the last are out of sight; unknown ones are left out. */
function asFields({
	outcome,
	batch,
	requestId,
	errorReason,
	advice,
	code,
	httpStatus,
	orderStatus,
}: Result): IDataObject {
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

const OWN_NAMES: ReadonlySet<string> = new Set([...RESULT_FIELDS, 'error']);
const OUTCOME_NAMES: ReadonlySet<unknown> = new Set(OUTCOMES);

/**
 * The fields of an input item as they stand beside its result. No input field keeps the name of a result field: old
 * advice must not stand beside a new outcome. n8n takes a field named `error` on the first output for a failed node, and may
 * run it again.
 *
 * @param input The input item's fields. If they are a result of this node that comes in again, the result in them is dropped.
 * @param fields The result's fields.
 */
function carried(input: IDataObject, fields: IDataObject): IDataObject {
	const isResult = OUTCOME_NAMES.has(input.outcome);
	const kept: IDataObject = {};
	for (const [name, value] of Object.entries(input)) {
		if (!OWN_NAMES.has(name)) kept[name] = value;
		else if (value !== undefined && value !== fields[name] && (!isResult || name === 'error'))
			kept[`input_${name}`] = value;
	}
	return kept;
}
