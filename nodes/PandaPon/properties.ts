import type { INodeProperties } from 'n8n-workflow';

import { catalog, type Resource } from '../shared/catalog/catalog';
import { propertiesOf } from './fields/propertiesOf';
import { otherCallProperties, OTHER_CALL } from './otherCall/properties';

const operations = Object.entries(catalog);

/** The node's fields: everything but *Other Call* comes from the catalog. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			...operations.map(([value, { name }]) => ({ name, value })),
			{
				name: 'Other Call',
				value: OTHER_CALL,
				description:
					'Any other path of the API, signed; IDs keep all digits. Use it instead of Custom API Call.',
			},
		].sort((one, other) => one.name.localeCompare(other.name)),
		default: 'order1688',
	},
	...operations.map(([resource, record]) => operationsOf(resource, record)),
	...operations.flatMap(([resource, record]) =>
		Object.entries(record.operations).flatMap(([operation, each]) =>
			propertiesOf(resource, operation, each),
		),
	),
	...otherCallProperties,
];

function operationsOf(resource: string, record: Resource): INodeProperties {
	const options = Object.entries(record.operations).map(([value, operation]) => ({
		name: operation.name,
		value,
		action: operation.action,
		description: operation.description,
	}));
	const first = options.find(({ value }) => value === 'get') ?? options[0];
	const fallback = first?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: options.sort((one, other) => one.name.localeCompare(other.name)),
		default: fallback,
	};
}
