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

/** Success or Failure. */
interface Output {
	items: INodeExecutionData[];
	/** Input fields of any of its items that are carried under another name. */
	renamed: Set<string>;
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
	const success: Output = { items: [], renamed: new Set() };
	const failure: Output = { items: [], renamed: new Set() };
	const inItem = new Map<number, number>();
	for (const { item } of entries) inItem.set(item, (inItem.get(item) ?? 0) + 1);
	for (const { item, orderId, problem } of entries) {
		const result = problem === undefined ? (results.get(orderId) ?? unaccounted) : invalid(problem);
		const fields = asFields(orderId, result);
		// A list on each of its results would make the output grow with the square of the list.
		const listed = inItem.get(item) === 1 ? undefined : idField;
		const output = isSuccess(result.outcome) ? success : failure;
		const input = includeInputFields
			? carried(items[item]?.json ?? {}, fields, listed, output.renamed)
			: {};
		// A person reads a table from the left.
		output.items.push({ json: { ...fields, ...input }, pairedItem: { item } });
	}
	fillUp(success);
	fillUp(failure);
	const tookSeconds = Math.round((Date.now() - startedAt) / 100) / 10;
	const text = summaryText(summary, remarks);
	const summaryItem = {
		json: { text, ...summary, tookSeconds } as unknown as IDataObject,
		pairedItem: items.map((_, item) => ({ item })),
	};
	return [success.items, failure.items, [summaryItem]];
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
 * @param listed A field that holds several IDs: the result's own takes its place.
 * @param renamed Receives the names of fields that are carried under another one.
 */
function carried(
	input: IDataObject,
	fields: IDataObject,
	listed: string | undefined,
	renamed: Set<string>,
): IDataObject {
	const comesInAgain = isResult(input);
	const kept: IDataObject = {};
	for (const [name, value] of Object.entries(input)) {
		if (!OWN_NAMES.has(name)) kept[name] = name === listed ? fields.orderId : value;
		else if (
			name !== listed &&
			value !== undefined &&
			value !== fields[name] &&
			(!comesInAgain || name === 'error')
		) {
			const free = freeName(name, input);
			renamed.add(free);
			kept[free] = value;
		}
	}
	return kept;
}

/** A field that only some items had would show as "undefined" in the table of the others. */
function fillUp({ items, renamed }: Output): void {
	for (const { json } of items) for (const name of renamed) json[name] ??= null;
}

function freeName(name: string, input: IDataObject): string {
	const free = `input_${name}`;
	return free in input ? freeName(free, input) : free;
}
