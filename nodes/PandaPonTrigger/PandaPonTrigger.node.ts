import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { pandaPonApiTest } from '../shared/api/testCredential';
import { answer, turnAway } from './answer';
import { checkSignature } from './checkSignature';
import { describeMessage, type MessageItem } from './describeMessage';
import { isWanted } from './isWanted';
import { properties, triggerPanel } from './properties';
import { readMessage } from './readMessage';
import { readRequest } from './readRequest';
import { readSettings } from './readSettings';
import { showsWhyTurnedAway } from './showsWhyTurnedAway';
import { whyDropped } from './whyDropped';

/** Starts a workflow with each message that PandaPon sends, if it is signed. */
export class PandaPonTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PandaPon Trigger',
		name: 'pandaPonTrigger',
		icon: { light: 'file:../PandaPon/pandaPon.svg', dark: 'file:../PandaPon/pandaPon.dark.svg' },
		group: ['trigger'],
		// For version 1 n8n evaluates one more expression before each answer: many at once take 1.2 to 6 times as long.
		version: 2,
		subtitle:
			'={{ $parameter["events"].map((event) => ({ priceChanged: "Price Changed", statusChanged: "Status Changed", refund: "Refund", other: "Other" })[event]).join(", ") || "All Messages" }}',
		// n8n's editor shows it for PandaPon and its trigger together.
		description:
			'Search, order, look up and refund on 1688 and Taobao, or start a workflow when PandaPon reports a change',
		defaults: { name: 'PandaPon Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pandaPonApi', required: true, testedBy: 'pandaPonApiTest' }],
		webhooks: [
			// n8n itself answers a message, and only once the execution is in its database.
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
			{ name: 'setup', httpMethod: 'GET', path: 'webhook' },
			{ name: 'setup', httpMethod: 'HEAD', path: 'webhook' },
		],
		eventTriggerDescription: 'Let PandaPon send a message to the Test URL',
		triggerPanel,
		properties,
	};

	methods = { credentialTest: { pandaPonApiTest } };

	/** A person types the address into PandaPon's console, so there is nothing to register. */
	webhookMethods = {
		default: {
			checkExists: async (): Promise<boolean> => true,
			create: async (): Promise<boolean> => true,
			delete: async (): Promise<boolean> => true,
		},
	};

	/** Answers PandaPon; what is believed and wanted becomes an execution. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		try {
			if (this.getWebhookName() === 'setup') return answer(this, 200, 'PandaPon Trigger is ready');
			const settings = readSettings(this);
			const request = await readRequest(this);
			const signed = await checkSignature(this, request);
			if (signed.over === null && !settings.acceptUnsigned)
				return turnAway(this, 401, signed.problem);
			const message = readMessage(request.body);
			if (!isWanted(message, settings)) return answer(this, 200, 'Not among the chosen messages');
			const item = describeMessage(message, signed.over, new Date());
			return { workflowData: [[{ json: item as unknown as IDataObject }]] };
		} catch (error) {
			// PandaPon sends again what was not answered with 200.
			return turnAway(this, 503, (error as Error).message);
		}
	}

	/** Runs in the execution, in queue mode on a worker: only there can n8n tell a repeated message. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (showsWhyTurnedAway(this)) return [[]];
		const output: INodeExecutionData[] = [];
		for (const [item, { json }] of this.getInputData().entries()) {
			const why = await whyDropped(this, json as unknown as MessageItem);
			if (why === undefined) output.push({ json, pairedItem: { item } });
			else this.addExecutionHints({ message: why, location: 'outputPane' });
		}
		return [output];
	}
}
