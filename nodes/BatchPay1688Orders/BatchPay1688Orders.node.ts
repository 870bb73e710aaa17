import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { pandaPonApiTest } from '../shared/api/testCredential';
import { plainField, rawField } from '../shared/n8n/readField';
import { advice } from './advice';
import { askMemory } from './askMemory';
import { banners } from './banners';
import { buildOutputs } from './buildOutputs';
import { findObstacle, type Obstacle } from './findObstacle';
import { keepToMaximumAmounts } from './keepToMaximumAmounts';
import { keepToMaximumTotal } from './keepToMaximumTotal';
import { keepToOrderLimits } from './keepToOrderLimits';
import { lookUpOrders } from './lookUpOrders';
import { markReady } from './markReady';
import { Memory } from './memory/memory';
import { parameters } from './parameters';
import { payBatches } from './payBatches';
import { readMaximumAmounts } from './readMaximumAmounts';
import { readOrders } from './readOrders';
import { recordCustomData } from './recordCustomData';
import { refuseRounded } from './refuseRounded';
import { Results } from './results';
import type { Remarks } from './run';
import { readSettings, type Settings } from './settings';
import { strikeOutUnsubmitted } from './strikeOutUnsubmitted';
import { summarize } from './summary';
import { verifyOrders } from './verifyOrders';

/** Pays 1688 orders in bulk: every order that comes in leaves on Success or on Failure, and none is submitted twice. */
export class BatchPay1688Orders implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Batch Pay 1688 Orders',
		name: 'batchPay1688Orders',
		icon: { light: 'file:batchPay1688Orders.svg', dark: 'file:batchPay1688Orders.dark.svg' },
		group: ['output'],
		version: 1,
		// As typed: the canvas cannot evaluate an expression of its items.
		subtitle:
			'={{ $rawParameter["mode"] === "pay" ? "Pays for Real" : String($rawParameter["mode"]).startsWith("=") ? "Mode by Expression" : "Check Only" }}',
		description: 'Pay 1688 purchase orders in bulk through PandaPon, each at most once',
		defaults: { name: 'Batch Pay 1688 Orders' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Success', 'Failure', 'Summary'],
		// An AI agent sees only the first item of the first output: failures would be invisible to it, and it might try again.
		usableAsTool: undefined,
		credentials: [{ name: 'pandaPonApi', required: true, testedBy: 'pandaPonApiTest' }],
		properties: parameters,
	};

	methods = { credentialTest: { pandaPonApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const startedAt = Date.now();
		const { entries, orderIds } = readOrders(this);
		const results = new Results(this);
		const remarks: Remarks = { unexpectedIds: [], notRecorded: 0 };
		let open = results.recall(orderIds);
		const holdBack = (why: Obstacle): void =>
			results.setAll(open, { outcome: 'notSent', batch: null, requestId: null, ...why });
		const finish = (settings?: Settings): INodeExecutionData[][] => {
			const summary = summarize(settings?.mode ?? null, entries, results.all());
			recordCustomData(this, summary, results);
			const { alwaysOutputData } = this.getNode();
			this.addExecutionHints(...banners(summary, orderIds, remarks, alwaysOutputData));
			return buildOutputs(this.getInputData(), entries, results.all(), summary, {
				includeInputFields: settings?.includeInputFields ?? true,
				idField: plainField(rawField(this, 'orderIds')),
				startedAt,
				remarks,
			});
		};

		let settings: Settings;
		try {
			settings = await readSettings(this);
		} catch (error) {
			// Under "Continue" n8n would answer a throw by sending the unpaid input out on Success; and what an earlier try of this
			// execution sent needs a result.
			if (!results.sent && !this.continueOnFail())
				throw new NodeOperationError(this.getNode(), error as Error);
			holdBack({ errorReason: (error as Error).message, advice: advice.notRun });
			return finish();
		}
		open = refuseRounded(open, settings, results);
		open = keepToOrderLimits(open, settings, results);
		const maximumAmounts = readMaximumAmounts(this, entries, open, results);
		open = open.filter((orderId) => !results.has(orderId));
		const obstacle = open.length > 0 ? await findObstacle(this, settings) : undefined;
		if (obstacle !== undefined) {
			holdBack(obstacle);
			return finish(settings);
		}

		const memory = new Memory(this, !settings.skipSubmitted);
		open = await lookUpOrders(this, open, settings, results);
		open = keepToMaximumAmounts(open, entries, maximumAmounts, results);
		open = await askMemory(open, settings, memory, results, remarks);
		open = keepToMaximumTotal(open, settings, results);
		if (settings.mode === 'check') markReady(open, settings, results);
		else await payBatches(this, open, settings, memory, results, remarks);
		if (settings.verifyUnclear) await verifyOrders(this, settings, memory, results);
		await strikeOutUnsubmitted(memory, results);
		return finish(settings);
	}
}
