import type { IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../../shared/api/envelope';
import type { Json } from '../../shared/api/exactJson';
import type { Field, Operation } from '../../shared/catalog/endpoint';
import { parameterReader } from '../../shared/n8n/readField';
import { FieldProblem } from './fieldProblem';
import { ADDITIONAL, jsonOf, specifyOf } from './names';
import { wireValue } from './wireValue';

type Reader = (item: number) => unknown;

/**
 * Reads the fields of an operation for each input item.
 *
 * @param context n8n's execution context.
 * @param operation The operation's record.
 * @returns A function that takes an item's index and gives the fields as they go out, by the API's names, without those that
 * are left empty. It throws FieldProblem when one cannot be sent.
 */
export function fieldsReader(
	context: IExecuteFunctions,
	{ fields }: Pick<Operation, 'fields'>,
): (item: number) => Promise<Record<string, Json>> {
	const additional = parameterReader(context, ADDITIONAL, {});
	const readers = fields.map((field): [Field, Reader] => [
		field,
		field.required ? requiredReader(context, field) : (item) => fieldIn(additional(item), field),
	]);
	return async (item) => {
		const values: Record<string, Json> = {};
		for (const [field, read] of readers) {
			const wire = wireValue(field, await read(item), `"${field.displayName}"`);
			if (wire !== undefined) values[field.name] = wire;
		}
		return values;
	};
}

function fieldIn(additional: unknown, { name }: Field): unknown {
	if (isRecord(additional)) return additional[name];
	throw new FieldProblem('"Additional Fields" cannot be an expression as a whole');
}

function requiredReader(context: IExecuteFunctions, field: Field): Reader {
	const reader = (name: string) => parameterReader(context, name, '');
	const plain = reader(field.name);
	if (field.kind !== 'image' && field.kind !== 'lines') return plain;
	const from = reader(specifyOf(field));
	const json = reader(jsonOf(field));
	const property = reader('binaryPropertyName');
	return (item) => {
		switch (from(item)) {
			case 'json':
				return json(item);
			case 'binary':
				return base64(context, item, String(property(item)));
			default:
				return plain(item);
		}
	};
}

async function base64(context: IExecuteFunctions, item: number, property: string): Promise<string> {
	context.helpers.assertBinaryData(item, property);
	return (await context.helpers.getBinaryDataBuffer(item, property)).toString('base64');
}
