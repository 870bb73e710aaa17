import type { INodeProperties } from 'n8n-workflow';

import { ONE_HOUR_MS, timeoutField } from '../shared/n8n/timeoutField';

/** The fields under *Options*; settings.ts takes labels, defaults and bounds from here. */
export const options: INodeProperties[] = [
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 30, numberPrecision: 0 },
		default: 10,
		description:
			'How many orders go into one call, 1 to 30. 1688 itself advises 10. 10 by default.',
	},
	{
		displayName: 'Batches at Once',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
		default: 1,
		description:
			'How many payments are under way at the same time, 1 to 20. With more than one, several batches may already be on their way when one fails. 1 by default.',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: true,
		description:
			'Whether to copy the fields of the input item into its results. A field named like a result field, or "error", is copied with "input_" in front where its value differs. On by default.',
	},
	{
		displayName: 'Look Orders Up First',
		name: 'lookUpFirst',
		type: 'boolean',
		default: true,
		description:
			'Whether to look every order up before the first payment, with a call that only reads. Then only orders that wait for payment are paid, and amounts are known and can be limited. On by default.',
	},
	{
		displayName: 'Maximum Orders per Run',
		name: 'maxOrders',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: Number.MAX_SAFE_INTEGER, numberPrecision: 0 },
		default: 0,
		description:
			'If more orders than this come in, none of them is paid. In a loop, the orders that earlier passes have paid count too. 0 allows nothing; without this option there is no limit.',
	},
	{
		displayName: 'Maximum Total Amount (CNY)',
		name: 'maxTotalAmount',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description:
			'If the orders to be paid come to more than this, in yuan, none of them is paid. In a loop, what earlier passes have paid counts too. 0 allows nothing; without this option there is no limit.',
	},
	{
		displayName: 'Pause Between Batches (Ms)',
		name: 'pauseMs',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: ONE_HOUR_MS, numberPrecision: 0 },
		default: 0,
		description:
			'How long to wait after a batch before the next one leaves, in milliseconds. 0 by default.',
	},
	{
		displayName: 'Resend Attempts',
		name: 'notSentRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
		default: 2,
		description:
			'How often to repeat a call that provably never reached the API, or that met rate limiting (429). A payment that may have arrived is never sent again. 2 by default.',
	},
	{
		displayName: 'Skip Orders Already Submitted',
		name: 'skipSubmitted',
		type: 'boolean',
		default: true,
		description:
			'Whether to hold back orders that an earlier run of this node has submitted, or may have. Switch it off only to pay orders again on purpose: it applies to every order of the run. On by default.',
	},
	{
		displayName: 'Stop After a Failed Batch',
		name: 'stopOnBatchFailure',
		type: 'boolean',
		default: true,
		description:
			'Whether to hold back the later batches once a call has failed as a whole or left an order unclear. A single order that the API lists as failed does not stop the rest, unless its reason is in doubt. In a loop, the next pass goes on. On by default.',
	},
	timeoutField,
	{
		displayName: 'Verify Unclear Orders',
		name: 'verifyUnclear',
		type: 'boolean',
		default: true,
		description:
			'Whether to look up orders that may have been paid, with a call that only reads, before they are reported. Those that prove to be paid leave on Success. On by default.',
	},
];

/**
 * The node's fields, as the editor shows them. n8n shows whatever depends on a field that holds an expression, unless it is to be
 * hidden: hence `hide` and `not`.
 */
export const parameters: INodeProperties[] = [
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		options: [
			{
				name: 'Check Only',
				value: 'check',
				description: 'Shows what would be paid and how much; pays nothing',
			},
			{ name: 'Pay', value: 'pay', description: 'Pays for real' },
		],
		default: 'check',
		description:
			'Whether to pay. A check looks everything up and leaves every order on Failure, since none is paid, except those that are paid already. An expression must give the same for all items.',
	},
	{
		displayName: '<b>Check Only</b>: nothing will be paid; the result shows what would be.',
		name: 'modeIsCheck',
		type: 'notice',
		default: '',
		displayOptions: { hide: { mode: [{ _cnd: { not: 'check' } }] } },
	},
	{
		displayName:
			'<b>Pay</b>: every run pays for real, also from the editor. Where a form starts the workflow, <i>Execute previous nodes</i> pays, too.',
		name: 'modeIsPay',
		type: 'notice',
		default: '',
		displayOptions: { hide: { mode: [{ _cnd: { not: 'pay' } }] } },
	},
	{
		displayName:
			'<b>Mode</b> is an expression: whenever it gives <i>pay</i>, the run pays for real, also from the editor.',
		name: 'modeIsExpression',
		type: 'notice',
		default: '',
		displayOptions: { hide: { mode: ['check', 'pay'] } },
	},
	{
		displayName: 'Order IDs',
		name: 'orderIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'Drag the column with the order IDs here',
		description:
			'The 1688 orders to pay, read for each input item: one ID, a list, or text with IDs separated by commas, semicolons, spaces or line breaks. In the sheet, keep the column as plain text: a number loses the last digits of an ID.',
	},
	{
		displayName: 'Maximum Amount (CNY)',
		name: 'maxAmount',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1,234.50',
		description:
			'The most that may be paid for the orders of an input item together, in yuan: a fixed amount, or the column that holds it. Left empty, there is no limit; 0 allows nothing.',
	},
	{
		displayName:
			'<b>Skip Orders Already Submitted</b> is off: every order of the list is sent, even one that was paid before. Switch it on again afterwards.',
		name: 'skipSubmittedIsOff',
		type: 'notice',
		default: '',
		displayOptions: { show: { '/options.skipSubmitted': [false] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	},
];
