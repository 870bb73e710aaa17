import type { INodeProperties } from 'n8n-workflow';

import { OPTIONS } from '../fields/propertiesOf';

/** Value of the parameter `resource` for calls that the catalog does not know. */
export const OTHER_CALL = 'otherCall';

const show = { resource: [OTHER_CALL] };

/** The fields of *Other Call*. */
export const otherCallProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show },
		options: [
			{
				name: 'Call',
				value: 'call',
				action: 'Make any other call',
				description: 'Make a call that this node does not list, signed, with all digits of its IDs',
			},
		],
		default: 'call',
	},
	{
		displayName:
			'For calls that this node does not list. Paths that pay are refused: use <b>Batch Pay 1688 Orders</b>.',
		name: 'notice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		displayOptions: { show },
		options: [
			{ name: 'GET', value: 'GET' },
			{ name: 'POST', value: 'POST' },
		],
		default: 'POST',
		description: 'HTTP method of the call',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		required: true,
		displayOptions: { show },
		default: '',
		placeholder: 'e.g. /alibaba/order/page',
		description:
			'Path behind the Base URL of the credential; those of the second version begin with /v2',
	},
	{
		displayName: 'Effect',
		name: 'effect',
		type: 'options',
		displayOptions: { show },
		options: [
			{
				name: 'Changes Something',
				value: 'changes',
				description: 'Sent once, and never repeated; the result says whether it was done',
			},
			{
				name: 'Only Reads',
				value: 'reads',
				description: 'May be repeated; an error stops the workflow',
			},
		],
		default: 'changes',
		description: 'What the call does to the account',
	},
	{
		displayName: 'Query Parameters',
		name: 'query',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		displayOptions: { show },
		default: {},
		placeholder: 'Add Parameter',
		description: 'What stands behind the path',
		options: [
			{
				displayName: 'Parameter',
				name: 'parameters',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						description: 'Name of the parameter',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'Value of the parameter; enter IDs as text',
					},
				],
			},
		],
	},
	{
		displayName: 'JSON Body',
		name: 'body',
		type: 'json',
		displayOptions: { show: { ...show, method: ['POST'] } },
		default: '{}',
		description: 'Sent as it stands: an ID of 19 digits keeps them all, with or without quotes',
	},
	{ ...OPTIONS, displayOptions: { show } },
];
