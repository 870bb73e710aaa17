import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { yuanOf } from '../shared/money/yuan';
import type { IdProblem } from '../shared/orders/idProblems';
import { advice } from './advice';
import { keepTogether } from './keepTogether';
import {
	FAILURE_FIELDS,
	isResult,
	isRetrySafe,
	isSuccess,
	moneyMoved,
	SUCCESS_FIELDS,
	type Result,
} from './outcome';
import type { Entry } from './readOrders';
import type { Remarks } from './run';
import type { Summary } from './summary';
import { summaryText } from './summaryText';

/** What the outputs depend on besides the results. */
interface OutputOptions {
	/** Whether to copy the fields of the input item. */
	includeInputFields: boolean;
	/** The input field that "Order IDs" names, if it does nothing else. */
	idField?: string;
	/** What a person should know about the run besides its results. */
	remarks: Remarks;
	/** When the run began, in milliseconds since 1970. */
	startedAt: number;
}

/**
 * Sends every (item, ID) pair out on exactly one output, linked to its input item.
 *
 * @param items The input items.
 * @param entries The pairs.
 * @param results One result for each valid order.
 * @param summary The run in numbers.
 * @param options What to copy from the input, and when the run began.
 * @returns The items of Success, of Failure, and the one of Summary.
 */
export function buildOutputs(
	items: INodeExecutionData[],
	entries: Entry[],
	results: ReadonlyMap<string, Result>,
	summary: Summary,
	{ includeInputFields, idField, startedAt, remarks }: OutputOptions,
): [success: INodeExecutionData[], failure: INodeExecutionData[], summary: INodeExecutionData[]] {
	const success: INodeExecutionData[] = [];
	const failure: INodeExecutionData[] = [];
	const inItem = new Map<number, number>();
	for (const { item } of entries) inItem.set(item, (inItem.get(item) ?? 0) + 1);
	for (const { item, orderId, problem } of entries) {
		const result = problem === undefined ? (results.get(orderId) ?? unaccounted) : invalid(problem);
		const fields = asFields(orderId, result);
		// A list on each of its results would make the output grow with the square of the list.
		const leftOut = inItem.get(item) === 1 ? undefined : idField;
		const input = includeInputFields ? carried(items[item]?.json ?? {}, fields, leftOut) : {};
		const output = isSuccess(result.outcome) ? success : failure;
		// A person reads a table from the left.
		output.push({ json: { ...fields, ...input }, pairedItem: { item } });
	}
	const tookSeconds = Math.round((Date.now() - startedAt) / 100) / 10;
	const text = summaryText(summary, remarks);
	const summaryItem = {
		json: { text, ...summary, tookSeconds } as unknown as IDataObject,
		pairedItem: items.map((_, item) => ({ item })),
	};
	return [success, failure, [summaryItem]];
}

/** No order should lack a result; if one does, nobody knows whether it was sent. */
const unaccounted: Result = {
	outcome: 'unknown',
	batch: null,
	requestId: null,
	errorReason: 'The run holds no result for this order',
	advice: advice.unknown(null),
};

function invalid(problem: IdProblem): Result {
	return { outcome: 'invalid', batch: null, requestId: null, ...problem };
}

/** Every item of one output has the same fields; what is not known is `null`. */
function asFields(orderId: string, result: Result): IDataObject {
	const { outcome, amountFen, orderStatus, code, httpStatus } = result;
	const values = {
		...result,
		orderId,
		orderAmount: amountFen === undefined ? null : yuanOf(amountFen),
		moneyMoved: moneyMoved(result),
		retrySafe: isRetrySafe(outcome),
		supplier: result.supplier ?? null,
		orderStatus: orderStatus ?? null,
		errorReason: result.errorReason ?? null,
		advice: result.advice === undefined ? null : keepTogether(result.advice),
		code: code ?? null,
		httpStatus: httpStatus ?? null,
	};
	const fields: IDataObject = {};
	for (const name of isSuccess(outcome) ? SUCCESS_FIELDS : FAILURE_FIELDS)
		fields[name] = values[name];
	return fields;
}

const OWN_NAMES: ReadonlySet<string> = new Set([...SUCCESS_FIELDS, ...FAILURE_FIELDS, 'error']);

/**
 * The fields of an input item as they stand beside its result. No input field keeps the name of a result field: old
 * advice must not stand beside a new outcome. n8n takes a field named `error` on the first output for a failed node, and may
 * run it again.
 *
 * @param input The input item's fields. If they are a result of this node that comes in again, the result in them is dropped.
 * @param fields The result's fields.
 * @param leftOut A field that is not to be copied.
 */
function carried(
	input: IDataObject,
	fields: IDataObject,
	leftOut: string | undefined,
): IDataObject {
	const comesInAgain = isResult(input);
	const kept: IDataObject = {};
	for (const [name, value] of Object.entries(input)) {
		if (name === leftOut) continue;
		if (!OWN_NAMES.has(name)) kept[name] = value;
		else if (value !== undefined && value !== fields[name] && (!comesInAgain || name === 'error'))
			kept[freeName(name, input)] = value;
	}
	return kept;
}

function freeName(name: string, input: IDataObject): string {
	const free = `input_${name}`;
	return free in input ? freeName(free, input) : free;
}
