import { UnexpectedError, type IExecuteFunctions } from 'n8n-workflow';

/**
 * Reads a field of the node, as a person typed it.
 *
 * @param context n8n's execution context.
 * @param name Name of the parameter.
 * @returns Its value; an expression as text that begins with `=`, not evaluated; `''` when the field is empty.
 */
export function rawField(context: IExecuteFunctions, name: string): unknown {
	return context.getNodeParameter(name, 0, '', { rawExpressions: true });
}

/**
 * Reads a field of the node for each input item.
 *
 * @param context n8n's execution context.
 * @param name Name of the parameter.
 * @returns A function that takes an item's index and gives the value for that item. It throws what its expression throws.
 */
export function fieldReader(context: IExecuteFunctions, name: string): (item: number) => unknown {
	const column = plainField(rawField(context, name));
	if (column === undefined) return (item) => context.getNodeParameter(name, item);
	const items = context.getInputData();
	return (item) => {
		const json = items[item]?.json ?? {};
		return Object.hasOwn(json, column) ? json[column] : undefined;
	};
}

/**
 * Reads a field that holds for the whole run.
 *
 * @param context n8n's execution context.
 * @param name Name of the parameter, e.g. `mode` or `options.maxOrders`.
 * @returns Its value.
 * @throws Error when the field is not there, or when its expression gives other values for other items: what is true of the first row would be done to all.
 */
export function readForAll(context: IExecuteFunctions, name: string): unknown {
	const raw = rawField(context, name);
	const value: unknown = context.getNodeParameter(name, 0, undefined);
	if (typeof raw !== 'string' || !raw.startsWith('=') || SAME_FOR_ALL.test(raw)) return value;
	// A list or object is no value of any field, and equals no other one.
	if (typeof value === 'object' && value !== null) return value;
	const read = fieldReader(context, name);
	if (context.getInputData().some((_, item) => !Object.is(read(item), value)))
		throw new UnexpectedError('its expression must give the same value for all items');
	return value;
}

/** Expressions that do not depend on the item; n8n takes half a millisecond to evaluate one, so these are evaluated once. */
const SAME_FOR_ALL =
	/^=\{\{\s*(\$\((['"])[^'"\\]+\2\)\.(first|last)\(\d*\)\.json|\$vars)(\.\w+|\[(['"])[^'"\\]+\5\])+\s*\}\}$/;

const PLAIN_FIELD = /^=\{\{\s*\$json(?:\.([A-Za-z_]\w*)|\[(['"])([^'"\\{}]+)\2\])\s*\}\}$/;

/**
 * The input field that an expression names, when it does nothing else: `{{ $json.orderId }}` or `{{ $json['Order ID'] }}`.
 * Reading it directly costs nothing; n8n 2.41's expression sandbox takes half a millisecond for each item.
 *
 * @param expression The text in the node's field, not evaluated.
 * @returns The input field's name; `undefined` when n8n has to evaluate the expression.
 */
export function plainField(expression: unknown): string | undefined {
	const [, afterDot, , inBrackets] = PLAIN_FIELD.exec(String(expression)) ?? [];
	return afterDot ?? inBrackets;
}

/**
 * Reads a parameter for each input item; one that holds no expression is read once, since n8n copies it at every reading.
 *
 * @param context n8n's execution context.
 * @param name Name of the parameter, a collection for instance.
 * @param fallback Its value where it is not there.
 * @returns A function that takes an item's index and gives the value for that item. It throws what its expression throws.
 */
export function parameterReader(
	context: IExecuteFunctions,
	name: string,
	fallback: unknown,
): (item: number) => unknown {
	const raw: unknown = context.getNodeParameter(name, 0, fallback, { rawExpressions: true });
	if (!holdsExpression(raw)) return () => raw;
	return typeof raw === 'string'
		? fieldReader(context, name)
		: (item) => context.getNodeParameter(name, item, fallback);
}

function holdsExpression(raw: unknown): boolean {
	if (typeof raw === 'string') return raw.startsWith('=');
	return typeof raw === 'object' && raw !== null && Object.values(raw).some(holdsExpression);
}
