import type { INodeProperties } from 'n8n-workflow';

import type { Field, Operation } from '../../shared/catalog/endpoint';
import { timeoutField } from '../../shared/n8n/timeoutField';
import { ADDITIONAL, jsonOf, specifyOf } from './names';
import { GROUP, LINES } from './wireValue';

/** When n8n shows a field: by the values of other parameters. */
type Shown = Record<string, string[]>;

/**
 * The editor's fields of an operation.
 *
 * @param resource Value of the parameter `resource`.
 * @param operation Value of the parameter `operation`.
 * @param record The operation's record.
 * @returns Notice and required fields, then what belongs to the shape of the answer, then all other fields in a collection.
 */
export function propertiesOf(
	resource: string,
	operation: string,
	record: Operation,
): INodeProperties[] {
	const shown = { resource: [resource], operation: [operation] };
	const required = record.fields.filter((field) => field.required);
	const additional = record.fields.filter((field) => !field.required);
	return [
		...(record.notice === undefined ? [] : [noticeOf(record.notice)]),
		...required.flatMap(topLevel),
		...(record.bodyOrQuery ? [SENT_IN] : []),
		...(record.paging === undefined ? [] : [RETURN_ALL, LIMIT]),
		...(SIMPLIFIED.has(record.answer) ? [SIMPLIFY] : []),
		...(record.answer === 'order' ? [INCLUDE] : []),
		...(additional.length === 0 ? [] : [collection(additional)]),
		OPTIONS,
	].map((property) => showIn(shown, property));
}

function showIn(shown: Shown, property: INodeProperties): INodeProperties {
	const { show, ...rest } = property.displayOptions ?? {};
	return { ...property, displayOptions: { ...rest, show: { ...shown, ...show } } };
}

/** Answers that a simplified form is known of. */
const SIMPLIFIED: ReadonlySet<string> = new Set(['order', 'preview', 'refund']);

const noticeOf = (text: string): INodeProperties => ({
	displayName: text,
	name: 'notice',
	type: 'notice',
	default: '',
});

const SENT_IN: INodeProperties = {
	displayName: 'Send In',
	name: 'sentIn',
	type: 'options',
	options: [
		{ name: 'Body', value: 'body', description: "As PandaPon's Chinese page shows it" },
		{ name: 'Query', value: 'query', description: "As PandaPon's Vietnamese page shows it" },
	],
	default: 'body',
	description:
		"Where the fields go; PandaPon's pages disagree, so try the other one if the first is refused",
};

const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const LIMIT: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const INCLUDE: INodeProperties = {
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Items', value: 'items', description: 'The lines of the order' },
		{ name: 'Parcels', value: 'parcels', description: 'What was shipped, and with which carrier' },
	],
	default: [],
	description: 'What to return besides the fields of the order itself',
	displayOptions: { show: { simplify: [true] } },
};

/** What every call has. */
export const OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [timeoutField],
};

function collection(fields: Field[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: ADDITIONAL,
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: fields
			.map(propertyOf)
			.sort((one, other) => one.displayName.localeCompare(other.displayName)),
	};
}

/** A required field; some are preceded by the choice how to fill them in. */
function topLevel(field: Field): INodeProperties[] {
	if (field.kind === 'image') return image(field);
	return field.kind === 'lines' ? linesOrJson(field) : [propertyOf(field)];
}

function linesOrJson(field: Field): INodeProperties[] {
	const from = specifyOf(field);
	return [
		{
			displayName: `Specify ${field.displayName}`,
			name: from,
			type: 'options',
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'fields',
			description: 'How to give the list: one by one, or all at once from an earlier node',
		},
		{ ...propertyOf(field), displayOptions: { show: { [from]: ['fields'] } } },
		{
			displayName: `${field.displayName} (JSON)`,
			name: jsonOf(field),
			type: 'json',
			required: true,
			default: '',
			description: `A list of objects with the fields ${namesOf(field)}; amounts in yuan, IDs as text`,
			displayOptions: { show: { [from]: ['json'] } },
		},
	];
}

function namesOf(field: Field): string {
	return 'fields' in field ? field.fields.map(({ name }) => name).join(', ') : '';
}

function image(field: Field): INodeProperties[] {
	const from = specifyOf(field);
	return [
		{
			displayName: field.displayName,
			name: from,
			type: 'options',
			options: [
				{ name: 'Base64 Text', value: 'base64' },
				{ name: 'Binary Field', value: 'binary' },
			],
			default: 'binary',
			description: field.description,
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the input field that holds the image',
			displayOptions: { show: { [from]: ['binary'] } },
		},
		{
			displayName: 'Image (Base64)',
			name: field.name,
			type: 'string',
			required: true,
			default: '',
			description: 'The image as Base64 text, without "data:" in front',
			displayOptions: { show: { [from]: ['base64'] } },
		},
	];
}

/** One field as the editor shows it. */
function propertyOf(field: Field): INodeProperties {
	const { name, displayName, description, placeholder } = field;
	const common = {
		displayName,
		name,
		description,
		...(field.required && { required: true }),
		...(placeholder !== undefined && { placeholder }),
	};
	switch (field.kind) {
		case 'text':
			return {
				...common,
				type: 'string',
				...(field.multiline && { typeOptions: { rows: 3 } }),
				default: field.default ?? '',
			};
		case 'integer':
			return {
				...common,
				type: 'number',
				typeOptions: { numberPrecision: 0, minValue: field.least, maxValue: field.most },
				default: field.default ?? '',
			};
		case 'quantity':
			return { ...common, type: 'number', typeOptions: { minValue: 0 }, default: 1 };
		case 'options':
			return { ...common, type: 'options', options: [...field.options], default: field.default };
		case 'group':
			return {
				...common,
				type: 'fixedCollection',
				// Not with its fields at once: n8n 2.41's editor cannot open a node whose default holds a group.
				default: {},
				placeholder: `Add ${displayName}`,
				options: [{ displayName, name: GROUP, values: field.fields.map(propertyOf) }],
			};
		case 'lines':
			return {
				...common,
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				default: field.required ? { [LINES]: [{}] } : {},
				placeholder: `Add ${field.entry}`,
				options: [{ displayName: field.entry, name: LINES, values: field.fields.map(propertyOf) }],
			};
		default:
			// IDs, lists and amounts are text: a number field would round an ID and refuse a list.
			return { ...common, type: 'string', default: '' };
	}
}
