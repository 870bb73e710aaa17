import type { IExecuteFunctions } from 'n8n-workflow';

import { problems } from '../shared/orders/idProblems';
import { looksRounded, wereRounded } from '../shared/orders/orderIdChecks';
import { parseOrderIds, type ParsedId } from '../shared/orders/parseOrderIds';

/** One order ID of one input item; each leaves on exactly one output. */
export interface Entry extends ParsedId {
	/** Index of the input item. */
	item: number;
}

/** The orders of a run. */
export interface Orders {
	/** Every (item, ID) pair, in the order of the items. */
	entries: Entry[];
	/** The valid IDs, each once, in order of first appearance. */
	orderIds: string[];
}

/**
 * Reads the field "Order IDs" for each input item.
 *
 * @param context n8n's execution context.
 * @returns The orders of the run. An item whose expression fails yields an invalid entry and does not hold up the others.
 */
export function readOrders(context: IExecuteFunctions): Orders {
	const items = context.getInputData();
	const field = plainField(context.getNodeParameter('orderIds', 0, '', { rawExpressions: true }));
	const entries = items.flatMap(({ json }, item) => {
		const read = () =>
			field === undefined
				? context.getNodeParameter('orderIds', item)
				: Object.hasOwn(json, field)
					? json[field]
					: undefined;
		return readItem(read).map((id) => ({ ...id, item }));
	});
	const orderIds = validIds(entries);
	if (!wereRounded(orderIds)) return { entries, orderIds };
	const checked = entries.map((entry) =>
		entry.problem === undefined && looksRounded(entry.orderId)
			? { ...entry, problem: problems.rewritten }
			: entry,
	);
	return { entries: checked, orderIds: validIds(checked) };
}

function validIds(entries: Entry[]): string[] {
	const valid = entries.filter(({ problem }) => problem === undefined);
	return [...new Set(valid.map(({ orderId }) => orderId))];
}

const PLAIN_FIELD = /^=\{\{\s*\$json(?:\.([A-Za-z_]\w*)|\[(['"])([^'"\\{}]+)\2\])\s*\}\}$/;

/**
 * The field that an expression names, when it does nothing else: `{{ $json.orderId }}` or `{{ $json['Order ID'] }}`. Reading
 * it here costs nothing; n8n 2.41's expression sandbox takes half a millisecond for each item.
 *
 * @param expression The text in "Order IDs", not evaluated.
 * @returns The field's name; `undefined` when n8n has to evaluate it.
 */
export function plainField(expression: unknown): string | undefined {
	const [, afterDot, , inBrackets] = PLAIN_FIELD.exec(String(expression)) ?? [];
	return afterDot ?? inBrackets;
}

function readItem(read: () => unknown): ParsedId[] {
	try {
		return parseOrderIds(read());
	} catch (error) {
		const problem = {
			errorReason: `The expression in the field "Order IDs" failed: ${(error as Error).message}`,
			advice:
				'Nothing was sent for this item and no money moved. Correct the expression, then run it again.',
		};
		return [{ orderId: '', problem }];
	}
}
