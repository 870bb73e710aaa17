import type { IExecuteFunctions } from 'n8n-workflow';

import { textOf, type Json } from '../shared/api/exactJson';
import { operationOf } from '../shared/catalog/catalog';
import type { Effect, Operation } from '../shared/catalog/endpoint';
import { parameterReader } from '../shared/n8n/readField';
import { FieldProblem } from './fields/fieldProblem';
import { fieldsReader } from './fields/fieldsReader';
import { refuseRounded } from './fields/refuseRounded';
import { OTHER_CALL } from './otherCall/properties';
import { otherCallReader } from './otherCall/otherCallReader';
import { requestOf, type Request } from './request';

/** The call that one input item asks for. */
export interface ItemCall {
	/** Its record; one made up for *Other Call*. */
	operation: Operation;
	/** Its fields as they go out, by the API's names. */
	values: Record<string, Json>;
	request: Request;
	/** The order or refund that it is about, by the API's name of the field. */
	asked: Record<string, string>;
	/** Whether the fields of a POST go into the query. */
	inQuery: boolean;
}

/** Reads which call each input item asks for. */
export interface CallReader {
	/** What the calls of the run do. */
	effect: Effect;
	/** The fields by which people tell rows apart, where the operation has them, and what stands in them for each item. */
	asked: Array<[name: string, asGiven: (item: number) => unknown]>;
	/** Whether the operation creates something that the answer names. */
	creates: boolean;
	/** Throws FieldProblem when a field cannot be sent, or the call would pay unseen. */
	callOf: (item: number) => Promise<ItemCall>;
}

/** n8n puts it into every list of resources and operations. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';
/** Fields that name what a call is about. */
const ASKED = ['orderId', 'refundId'];

/**
 * Prepares to read which call each input item asks for; resource and operation are the same for all.
 *
 * @param context n8n's execution context.
 * @throws FieldProblem when there is no such operation.
 */
export function callReader(context: IExecuteFunctions): CallReader {
	const resource = String(context.getNodeParameter('resource', 0));
	if (resource === OTHER_CALL) return otherCallReader(context);
	const name = String(context.getNodeParameter('operation', 0, ''));
	if (resource === CUSTOM_API_CALL || name === CUSTOM_API_CALL)
		throw new FieldProblem(
			'"Custom API Call" is an entry of n8n\'s own: choose the resource "Other Call" in its place',
		);
	const operation = operationOf(resource, name);
	if (operation === undefined)
		throw new FieldProblem(`There is no operation "${name}" of "${resource}": choose another one`);
	const readFields = fieldsReader(context, operation);
	const sentIn = parameterReader(context, 'sentIn', 'body');
	return {
		effect: operation.effect,
		creates: operation.creates !== undefined,
		asked: operation.fields
			.filter((field) => ASKED.includes(field.name) && field.required)
			.map((field) => [field.name, parameterReader(context, field.name, null)]),
		callOf: async (item) => {
			const values = await readFields(item);
			const inQuery = operation.bodyOrQuery === true && sentIn(item) === 'query';
			const request = requestOf(operation, values, inQuery);
			refuseRounded(context, item, request);
			return { operation, values, inQuery, request, asked: askedIn(values) };
		},
	};
}

function askedIn(values: Record<string, Json>): Record<string, string> {
	const names = ASKED.filter((name) => name in values);
	return Object.fromEntries(names.map((name) => [name, textOf(values[name])]));
}
