import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/** What the panel says where a person can listen for a message. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: 'Try it with one message',
	executionsHelp: {
		inactive:
			'Press the button, then let PandaPon send a message to the Test URL. One message ends the listening; if it is not believed, the output says why.',
		active:
			'Press the button, then let PandaPon send a message to the Test URL. What comes to the Production URL is under Executions.',
	},
	activationHint: 'Then publish the workflow, and give PandaPon the Production URL.',
};

/** The node's fields. */
export const properties: INodeProperties[] = [
	{
		displayName:
			'Publish this workflow. Then, in the PandaPon console under message service, enter its Production URL (above, under Webhook URLs) as callback address, press Verify, and save. The address must begin with https:// and be reachable from the internet. Verify works only while the workflow is published (with the Test URL: while this node listens), and its message starts it like any other. Enter one address for all your uses. Messages can come late and out of order: look the order up before you act on one.',
		name: 'setUp',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Platforms',
		name: 'platforms',
		type: 'multiOptions',
		noDataExpression: true,
		options: [
			{ name: '1688', value: '1688' },
			{ name: 'Taobao', value: 'taobao' },
		],
		default: [],
		hint: 'Empty: all',
		description:
			'Which messages start the workflow. Choose 1688 if it goes on with "1688 Order: Get": Taobao has order IDs of its own.',
	},
	{
		// Under the name "Events" n8n's editor would list each of them as a trigger of its own, and choose that one alone.
		displayName: 'Messages About',
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		options: [
			{ name: 'Other', value: 'other', description: 'Messages whose name is not known' },
			{ name: 'Price Changed', value: 'priceChanged' },
			{ name: 'Refund', value: 'refund' },
			{ name: 'Status Changed', value: 'statusChanged' },
		],
		default: [],
		hint: 'Empty: all',
		description:
			"Which messages start the workflow. Only the price messages' names are documented: if you choose Refund or Status Changed, choose Other too.",
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Accept Unsigned Messages',
				name: 'acceptUnsigned',
				type: 'boolean',
				noDataExpression: true,
				default: false,
				description:
					'Whether to take in messages without a matching signature. Then anybody who knows the URL can start this workflow with any content: never pay or confirm on its word. Off by default.',
			},
			{
				displayName: 'Drop Repeated Messages',
				name: 'dropRepeated',
				type: 'boolean',
				noDataExpression: true,
				default: true,
				description:
					'Whether a message goes no further if PandaPon sent the same content in the last three to six hours. It sends a message up to six times, in two and a half hours. Switch it off if the workflow looks the order up anyway: messages about the steps of a refund can have the same content. On by default.',
			},
			{
				displayName: 'Maximum Age (Hours)',
				name: 'maxAgeHours',
				type: 'number',
				noDataExpression: true,
				typeOptions: { minValue: 0 },
				default: 24,
				description:
					'How long before it came in a message may have been sent; an older one goes no further. 0 lets every age in. 24 by default.',
			},
		],
	},
];
